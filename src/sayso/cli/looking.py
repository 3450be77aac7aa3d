"""`sayso claims claim timeline flags search`: the ledger on the command line."""

from __future__ import annotations

import math
import re
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli.options import DEFAULT_LEDGER, Json, LedgerFile, Limit
from sayso.cli.printing import Entry, print_entries, print_json, wants_json
from sayso.cli.telling import change_told, count, ruling_entry, said_row, telling_fields, when
from sayso.errors import BadRequest

if TYPE_CHECKING:
    from sayso.ledger import Ledger
    from sayso.ledger.queries import ClaimSummary, PositionView, Side, TimelineRow, Weight
    from sayso.records import Dated

_PREFIX = re.compile(r"(?:\d{4}(?:-\d\d){0,2})?")  # of an ISO day
_UNDATED = "9999"  # after every day, for ordering only
TIMELINE_EVERYTHING = ("0000-00-00", "9999-99-99")


class Longest(StrEnum):
    """How long a period may be that counts as the time of an event."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    ANY = "any"


_DAYS = {Longest.DAY: 1, Longest.WEEK: 7, Longest.MONTH: 31, Longest.YEAR: 366, Longest.ANY: math.inf}


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command(epilog="Example: sayso claims --limit 10")(claims)
    app.command(epilog="Example: sayso claim cl1-9f2c")(claim)
    app.command(epilog="Example: sayso timeline --from 2031-05 --to 2031-06")(timeline)
    app.command(epilog="Example: sayso flags")(flags)
    app.command(epilog="""Example: sayso search '"two gates" deny*'""")(search)


def claims(ledger: LedgerFile = DEFAULT_LEDGER, json: Json = False, limit: Limit = 20) -> None:
    """The claims, most contested first: who holds each, who rejects it, on how many independent origins.

    What tells a detail of a claim (how many, by which way, on whose order) stands under it.
    """
    from sayso.ledger import open_ledger, queries

    with open_ledger(ledger) as opened:
        rows = queries.contested(opened)
    if wants_json(json):
        print_json(rows[: limit or None])
        return
    nested = queries.with_details(rows)[: limit or None]
    print_entries((_claim_entry(*row) for row in nested), nothing="No claims. `sayso ingest` reads pages.")


def _claim_entry(row: ClaimSummary, details: Sequence[ClaimSummary] = ()) -> Entry:
    fields = (
        ("held by", _side(row.holds)),
        ("rejected", _side(row.rejects)),
        ("no answer", row.declines),
        *(("detail", _detail(one)) for one in details),
        ("id", row.claim.claim_id),
    )
    return Entry(f"“{row.claim.text}”", fields)


def _detail(row: ClaimSummary) -> str:
    """`“the gates opened for nine minutes” (held by Sudria, rejected by Norland), cl1-9f2c`."""
    sides = (("held by", row.holds.parties), ("rejected by", row.rejects.parties))
    told = "; ".join(f"{side} {', '.join(parties)}" for side, parties in sides if parties)
    return f"“{row.claim.text}”" + (f" ({told})" if told else "") + f", {row.claim.claim_id}"


def _side(side: Side) -> str:
    """`Sudria, Norland (2 origins)`; empty when nobody takes that side."""
    if not side.origins and not side.parties:
        return ""
    return f"{', '.join(side.parties) or 'party unknown'} ({count(side.origins, 'origin')})"


def claim(
    claim_id: Annotated[str, typer.Argument(help="The id of a claim, or the beginning of one.")],
    ledger: LedgerFile = DEFAULT_LEDGER,
    json: Json = False,
) -> None:
    """One claim: what stands behind either side, then every position by its first day, with the words it rests on.

    Also how it came to be what it is, and the rulings on it. An id that the claim had before will do.
    """
    from sayso.ledger import open_ledger, queries

    with open_ledger(ledger) as opened:
        found = queries.claim(opened, claim_id)
        whole = found.summary.claim.claim_id
        independence = queries.Independence(opened)
        held = sorted(found.positions, key=_first_day)
        views = [(v, independence.of(v.position.statement_ids, v.position.origins)) for v in held]
        history, ruled = queries.claim_history(opened, whole), queries.rulings(opened, whole)
    if wants_json(json):
        told: dict[str, Any] = {"claim": found.summary.claim, "weights": found.weights}
        told |= {"parent": found.parent, "details": found.details, "flags": found.flags}
        told |= {"positions": [_position(*view) for view in views], "history": history, "rulings": ruled}
        print_json([told])
        return
    head = _claim_entry(found.summary, found.details)
    over = [("detail of", f"“{found.parent.text}”, {found.parent.claim_id}")] if found.parent else []
    weights = [(_SIDES[side], _weight(weight)) for side, weight in found.weights.items() if weight.articles]
    flagged = [("flag", f"{flag.kind}: {flag.why}") for flag in found.flags]
    past = [("history", change_told(step.change)) for step in history]
    top = Entry(head.head, (*over, *flagged, *weights, *head.fields, *past))
    entries = [top, *(_position_entry(*view) for view in views)]
    print_entries([*entries, *map(ruling_entry, ruled)], nothing="No positions.")


_SIDES = {"holds": "for", "rejects": "against", "declines": "silent"}


def _weight(weight: Weight) -> str:
    """`3 origins · 5 articles · 4 outlets · 4 named, 1 unnamed · 3 first-hand, 2 relayed`."""
    counts = (count(weight.origins, "origin"), count(weight.articles, "article"), count(weight.outlets, "outlet"))
    voices = f"{weight.named} named, {weight.unnamed} unnamed"
    return " · ".join((*counts, voices, f"{weight.first_hand} first-hand, {weight.relayed} relayed"))


def _first_day(view: PositionView) -> tuple[str, str, str]:
    held = view.position
    return held.said_on.earliest or _UNDATED, held.said_on.latest or _UNDATED, held.position_id


def _position(view: PositionView, independence: str) -> dict[str, Any]:
    said = [said_row(quoted) for quoted in view.statements]
    return {"position": view.position, "weight": view.weight, "independence": independence, "statements": said}


def _position_entry(view: PositionView, independence: str) -> Entry:
    from sayso.ledger.queries import told_once

    held = view.position
    own = " · own matter" if held.own_matter else ""
    head = f"{held.party or held.speaker or 'speaker unknown'} {held.stance.value} · {when(held.said_on)}{own}"
    words = (field for telling in told_once(view.statements) for field in telling_fields(telling))
    weight = (("weight", _weight(view.weight)), ("rests on", independence))
    return Entry(head, (*weight, *words, ("why", held.why), ("id", held.position_id)))


def timeline(
    ledger: LedgerFile = DEFAULT_LEDGER,
    json: Json = False,
    since: Annotated[str, typer.Option("--from", help="First day, month or year.")] = "",
    until: Annotated[str, typer.Option("--to", help="Last day, month or year.")] = "",
    limit: Limit = 0,
    period: Annotated[
        Longest | None, typer.Option("--period", help="The longest an event's time may be; month, or any with --json.")
    ] = None,
) -> None:
    """The events that pages tell with their date, one line each; who else tells an event stands with it.

    What is told of a whole year or longer ("the election of 2031") is background more often than an event; a terminal
    shows it only when asked to.
    """
    from sayso.ledger import open_ledger, queries

    for option, bound in (("--from", since), ("--to", until)):
        if not _PREFIX.fullmatch(bound):
            raise BadRequest(f"{option} {bound}: no day, month or year. Write 2031-05-12, 2031-05 or 2031.")
    as_json = wants_json(json)
    longest = period or (Longest.ANY if as_json else Longest.MONTH)
    passed_over = 0

    def told(opened: Ledger) -> Iterator[TimelineRow]:
        nonlocal passed_over
        for row in queries.timeline(opened):
            if _within(row.date.earliest, row.date.latest, since, until):
                if _days(row.date) <= _DAYS[longest]:
                    yield row
                else:
                    passed_over += 1

    with open_ledger(ledger) as opened:
        rows = told(opened)
        chosen = islice(rows, limit or None)
        if as_json:
            print_json(chosen)
        else:
            print_entries(map(_event_entry, chosen), nothing="Nothing is dated in this range.")
            deque(rows, maxlen=0)  # past the limit too: how many are left out is told
    if passed_over and period is None:
        more = f"{passed_over} more told with a period longer than a {longest.value}"
        print(f"{more} left out; `--period any` shows them.", file=sys.stderr)


def _days(dated: Dated) -> int:
    first, last = (date.fromisoformat(day or "") for day in (dated.earliest, dated.latest))
    return (last - first).days + 1


def _event_entry(row: TimelineRow) -> Entry:
    copies = sum(one.is_copy for one in row.also)
    others = ", ".join(dict.fromkeys(one.path for one in row.also if not one.is_copy and one.path != row.path))
    fields = (
        ("told", row.text),
        ("statement", row.statement_id),
        ("page", row.path),
        ("also in", others),
        ("copied", count(copies, "time") if copies else ""),
    )
    return Entry(when(row.date), tuple((name, told) for name, told in fields if told))


def _within(earliest: str | None, latest: str | None, since: str, until: str) -> bool:
    """Whether a period touches a range given as ISO prefixes; both are cut to the same number of characters."""
    begins, ends = earliest or TIMELINE_EVERYTHING[0], latest or TIMELINE_EVERYTHING[1]
    return ends[: len(since)] >= since and (not until or begins[: len(until)] <= until)


def flags(ledger: LedgerFile = DEFAULT_LEDGER, json: Json = False) -> None:
    """Warnings with their evidence: questions to the reader, never verdicts."""
    from sayso.ledger import open_ledger, queries

    with open_ledger(ledger) as opened:
        rows = list(queries.flags(opened))
    if wants_json(json):
        print_json({"path": row.path, "flag": row.flag} for row in rows)
        return
    about = (
        Entry(row.flag.kind, (("why", row.flag.why), ("page", row.path), ("about", row.flag.subject_id)))
        for row in rows
    )
    print_entries(about, nothing="No flags.")


def search(
    words: Annotated[list[str], typer.Argument(help='Words, "phrases in quotes", beginnings*.')],
    ledger: LedgerFile = DEFAULT_LEDGER,
    json: Json = False,
    limit: Limit = 20,
) -> None:
    """Statements and articles that hold all the words, best first."""
    from sayso.ledger import open_ledger, queries

    with open_ledger(ledger) as opened:
        hits = queries.search(opened, " ".join(words), limit=limit or 1_000_000)
    if wants_json(json):
        print_json(hits)
        return
    found = (
        Entry(
            hit.title or "untitled", (("statement" if hit.statement_id else "article", hit.snippet), ("page", hit.path))
        )
        for hit in hits
    )
    print_entries(found, nothing="Nothing found.")
