"""`sayso claims claim timeline copies flags search check`: the ledger on the command line."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli.options import DEFAULT_LEDGER, Json, LedgerFile, Limit
from sayso.cli.printing import Entry, print_entries, print_json, print_table, wants_json
from sayso.cli.telling import count, said_row, telling_fields, when

if TYPE_CHECKING:
    from sayso.ledger.queries import ChangeRow, ClaimSummary, FamilyView, PositionView, Side

TIMELINE_EVERYTHING = ("0000-00-00", "9999-99-99")


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command(epilog="Example: sayso claims --limit 10")(claims)
    app.command(epilog="Example: sayso claim cl1-9f2c")(claim)
    app.command(epilog="Example: sayso timeline --from 2031-05 --to 2031-06")(timeline)
    app.command(epilog="Example: sayso copies")(copies)
    app.command(epilog="Example: sayso changes reprint.txt --limit 10")(changes)
    app.command(epilog="Example: sayso flags")(flags)
    app.command(epilog="""Example: sayso search '"two gates" deny*'""")(search)
    app.command(epilog="Example: sayso check")(check)


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
    views = found.positions
    if wants_json(json):
        print_json([{"claim": found.summary.claim, "positions": [_position(view) for view in views]}])
        return
    print_entries([_claim_entry(found.summary), *map(_position_entry, views)], nothing="No positions.")


def _position(view: PositionView) -> dict[str, Any]:
    return {"position": view.position, "statements": [said_row(quoted) for quoted in view.statements]}


def _position_entry(view: PositionView) -> Entry:
    from sayso.ledger.queries import told_once

    held = view.position
    facts = (when(held.said_on), count(held.articles, "article"), count(held.origins, "origin"))
    own = " · own matter" if held.own_matter else ""
    head = f"{held.party or held.speaker or 'speaker unknown'} {held.stance.value} · {' · '.join(facts)}{own}"
    return Entry(head, tuple(field for telling in told_once(view.statements) for field in telling_fields(telling)))


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


def copies(ledger: LedgerFile = DEFAULT_LEDGER, json: Json = False) -> None:
    """Families of copies: the origin, then each copy with its relation, share and the reason."""
    from sayso.ledger import open_ledger, queries

    with open_ledger(ledger) as opened:
        if wants_json(json):
            rows = queries.copies(opened)
            print_json(
                {"copy_path": r.copy_path, "origin_path": r.origin_path, "family_id": r.family_id} | _link(r)
                for r in rows
            )
            return
        print_entries(map(_family_entry, queries.families(opened)), nothing="No copies.")


def _link(row: Any) -> dict[str, Any]:
    link = row.link
    return {"relation": link.relation, "share": link.share, "direction": link.direction, "why": link.why}


def _family_entry(family: FamilyView) -> Entry:
    fields: list[tuple[str, object]] = []
    for member in family.members:
        article, path = member.placed.article, member.placed.path
        name = ", ".join(link.relation.value for link in member.links) or "origin"
        why = "; ".join(link.why for link in member.links) or family.family.why
        fields += [
            (name, f"{article.title or 'untitled'} · {article.outlet or 'outlet unknown'} · {path}"),
            ("why", why),
        ]
    return Entry(f"{family.family.family_id} · {count(len(family.members), 'article')}", tuple(fields))


def changes(
    page: Annotated[str, typer.Argument(help="The path of a copy, or a part of it; without it, all copies.")] = "",
    ledger: LedgerFile = DEFAULT_LEDGER,
    json: Json = False,
    limit: Limit = 0,
) -> None:
    """What copies changed, and how the origin had it; the gravest of each copy first."""
    from sayso.ledger import open_ledger, queries

    with open_ledger(ledger) as opened:
        chosen = islice((row for row in queries.changes(opened) if page in row.path), limit or None)
        if wants_json(json):
            print_json({"path": row.path, "change": row.change} for row in chosen)
        else:
            print_entries(map(_change_entry, chosen), nothing="No copy changed anything.")


def _change_entry(row: ChangeRow) -> Entry:
    change, outlet = row.change, row.origin.outlet or "the origin"
    return Entry(f"{change.kind.value} · {row.path}", ((outlet, change.before), ("here", change.after)))


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


def check(ledger: LedgerFile = DEFAULT_LEDGER, json: Json = False) -> None:
    """Check the whole ledger file; exit status 1 when a check fails."""
    from sayso.ledger import open_ledger
    from sayso.ledger.checks import run_checks

    with open_ledger(ledger) as opened:
        results = run_checks(opened)
    if wants_json(json):
        print_json(results)
    else:
        table = (("ok" if r.ok else "FAILED", r.name, r.detail) for r in results)
        print_table(("", "check", "detail"), table)
    raise typer.Exit(0 if all(r.ok for r in results) else 1)
