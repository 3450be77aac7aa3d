"""`sayso claims claim timeline flags search`: the ledger on the command line."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli.options import DEFAULT_LEDGER, Json, LedgerFile, Limit
from sayso.cli.printing import Entry, print_entries, print_json, wants_json
from sayso.cli.telling import count, said_row, telling_fields, when

if TYPE_CHECKING:
    from sayso.ledger.queries import ClaimSummary, PositionView, Side

TIMELINE_EVERYTHING = ("0000-00-00", "9999-99-99")


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command(epilog="Example: sayso claims --limit 10")(claims)
    app.command(epilog="Example: sayso claim cl1-9f2c")(claim)
    app.command(epilog="Example: sayso timeline --from 2031-05 --to 2031-06")(timeline)
    app.command(epilog="Example: sayso flags")(flags)
    app.command(epilog="""Example: sayso search '"two gates" deny*'""")(search)


def claims(ledger: LedgerFile = DEFAULT_LEDGER, json: Json = False, limit: Limit = 20) -> None:
    """The claims, most contested first: who holds each, who rejects it, on how many independent origins."""
    from sayso.ledger import open_ledger, queries

    with open_ledger(ledger) as opened:
        rows = queries.contested(opened)[: limit or None]
    if wants_json(json):
        print_json(rows)
        return
    print_entries(map(_claim_entry, rows), nothing="No claims. `sayso ingest` reads pages.")


def _claim_entry(row: ClaimSummary) -> Entry:
    fields = (
        ("held by", _side(row.holds)),
        ("rejected", _side(row.rejects)),
        ("no answer", row.declines),
        ("id", row.claim.claim_id),
    )
    return Entry(f"“{row.claim.text}”", fields)


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
    """One claim: every position on it, with the words it rests on."""
    from sayso.ledger import open_ledger, queries

    with open_ledger(ledger) as opened:
        found = queries.claim(opened, claim_id)
        independence = queries.Independence(opened)
        views = [(v, independence.of(v.position.statement_ids, v.position.origins)) for v in found.positions]
    if wants_json(json):
        print_json([{"claim": found.summary.claim, "positions": [_position(*view) for view in views]}])
        return
    entries = (_position_entry(*view) for view in views)
    print_entries([_claim_entry(found.summary), *entries], nothing="No positions.")


def _position(view: PositionView, independence: str) -> dict[str, Any]:
    statements = [said_row(quoted) for quoted in view.statements]
    return {"position": view.position, "independence": independence, "statements": statements}


def _position_entry(view: PositionView, independence: str) -> Entry:
    from sayso.ledger.queries import told_once

    held = view.position
    facts = (when(held.said_on), count(held.articles, "article"), count(held.origins, "origin"))
    own = " · own matter" if held.own_matter else ""
    head = f"{held.party or held.speaker or 'speaker unknown'} {held.stance.value} · {' · '.join(facts)}{own}"
    told = [field for telling in told_once(view.statements) for field in telling_fields(telling)]
    return Entry(head, (("rests on", independence), *told))


def timeline(
    ledger: LedgerFile = DEFAULT_LEDGER,
    json: Json = False,
    since: Annotated[str, typer.Option("--from", help="First day, month or year.")] = "",
    until: Annotated[str, typer.Option("--to", help="Last day, month or year.")] = "",
    limit: Limit = 0,
) -> None:
    """What the pages tell of, by date; what a copy repeats is told once."""
    from sayso.ledger import open_ledger, queries

    with open_ledger(ledger) as opened:
        told = (row for row in queries.timeline(opened) if _within(row.date.earliest, row.date.latest, since, until))
        chosen = islice(told, limit or None)
        if wants_json(json):
            print_json(chosen)
        else:
            entries = (Entry(when(row.date), (("told", row.text), ("page", row.path))) for row in chosen)
            print_entries(entries, nothing="Nothing is dated in this range.")


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
