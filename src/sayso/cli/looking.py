"""`sayso claims claim who timeline copies flags search check`: the ledger on the command line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli.options import DEFAULT_LEDGER, Json, LedgerFile, Limit
from sayso.cli.printing import print_json, print_table, wants_json

if TYPE_CHECKING:
    from sayso.ledger.queries import PositionView, Quoted

TIMELINE_EVERYTHING = ("0000-00-00", "9999-99-99")


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command(epilog="Example: sayso claims --limit 10")(claims)
    app.command(epilog="Example: sayso claim cl1-9f2c")(claim)
    app.command(epilog='Example: sayso who "North Korea"')(who)
    app.command(epilog="Example: sayso timeline --from 2022-11 --to 2022-12")(timeline)
    app.command(epilog="Example: sayso copies")(copies)
    app.command(epilog="Example: sayso flags")(flags)
    app.command(epilog="""Example: sayso search '"arms dealings" deny*'""")(search)
    app.command(epilog="Example: sayso check")(check)


def claims(ledger: LedgerFile = DEFAULT_LEDGER, json: Json = False, limit: Limit = 20) -> None:
    """The claims, most contested first: who holds each, who rejects it, on how many independent origins."""
    from sayso.ledger import open_ledger, queries

    with open_ledger(ledger) as opened:
        rows = queries.contested(opened)[: limit or None]
    if wants_json(json):
        print_json(rows)
        return
    heads = ("claim", "words", "held by", "origins", "rejected by", "origins", "no answer")
    table = (
        (
            s.claim.claim_id,
            s.claim.text,
            s.holds.parties,
            s.holds.origins,
            s.rejects.parties,
            s.rejects.origins,
            s.declines,
        )
        for s in rows
    )
    print_table(heads, table, nothing="No claims. `sayso ingest` reads pages.")


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
    print(f"{found.summary.claim.claim_id}\n{found.summary.claim.text}\n")
    heads = ("party", "stance", "since", "origins", "speaker", "words", "page")
    print_table(heads, _position_rows(views), nothing="No positions.")


def _position(view: PositionView) -> dict[str, Any]:
    return {"position": view.position, "statements": [_said(quoted) for quoted in view.statements]}


def _said(quoted: Quoted) -> dict[str, Any]:
    """A statement to be read, without the text of its whole article."""
    statement, article = quoted.statement, quoted.article
    return {
        "statement_id": statement.statement_id,
        "speaker": statement.speaker,
        "act": statement.act,
        "source": quoted.source,
        "cue": quoted.cue,
        "content": quoted.content,
        "context": quoted.context,
        "said_on": statement.said_on,
        "via": [relay.name for relay in statement.via],
        "path": quoted.path,
        "article_id": article.article_id,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published.iso,
        "family_id": quoted.family_id,
    }


def _position_rows(views: Sequence[PositionView]) -> Iterator[tuple[object, ...]]:
    for view in views:
        held = view.position
        first: tuple[object, ...] = (held.party, held.stance, held.said_on.iso, held.origins)
        for quoted in view.statements:
            yield *first, _speaker(quoted), quoted.context, quoted.path
            first = ("", "", "", "")


def _speaker(quoted: Quoted) -> str | None:
    speaker = quoted.statement.speaker
    return speaker.name or speaker.description


def who(
    name: Annotated[str, typer.Argument(help="A party or a person, or words of the name.")],
    ledger: LedgerFile = DEFAULT_LEDGER,
    json: Json = False,
    limit: Limit = 0,
) -> None:
    """Everything a party or person said."""
    from sayso.ledger import open_ledger, queries

    with open_ledger(ledger) as opened:
        found = queries.who(opened, name)
    said = found.statements[: limit or None]
    if wants_json(json):
        print_json(_said(quoted) for quoted in said)
        return
    print(f"{', '.join(found.names)}: {len(found.statements)} statements, {len(found.positions)} positions\n")
    heads = ("said on", "speaker", "act", "words", "page")
    table = ((q.statement.said_on.iso, _speaker(q), q.statement.act, q.context, q.path) for q in said)
    print_table(heads, table, nothing="No statements.")


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
            table = ((row.date.iso or f"{row.date.earliest}..{row.date.latest}", row.text, row.path) for row in chosen)
            print_table(("date", "sentence", "page"), table, nothing="Nothing is dated in this range.")


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
        table = [row for family in queries.families(opened) for row in _family_rows(family)]
    print_table(("page", "title", "relation", "share", "direction", "why"), table, nothing="No copies.")


def _link(row: Any) -> dict[str, Any]:
    link = row.link
    return {"relation": link.relation, "share": link.share, "direction": link.direction, "why": link.why}


def _family_rows(family: Any) -> Iterator[tuple[object, ...]]:
    for member in family.members:
        article, path = member.placed.article, member.placed.path
        if not member.links:
            yield path, article.title, "origin", "", "", family.family.why
        for link in member.links:
            yield f"  {path}", article.title, link.relation, f"{link.share:.0%}", link.direction, link.why


def flags(ledger: LedgerFile = DEFAULT_LEDGER, json: Json = False) -> None:
    """Warnings with their evidence: questions to the reader, never verdicts."""
    from sayso.ledger import open_ledger, queries

    with open_ledger(ledger) as opened:
        rows = list(queries.flags(opened))
    if wants_json(json):
        print_json({"path": row.path, "flag": row.flag} for row in rows)
        return
    table = ((row.flag.kind, row.path, row.flag.subject_id, row.flag.why) for row in rows)
    print_table(("flag", "page", "about", "why"), table, nothing="No flags.")


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
    table = (("statement" if hit.statement_id else "article", hit.snippet, hit.title, hit.path) for hit in hits)
    print_table(("in", "words", "title", "page"), table, nothing="Nothing found.")


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
        print_table(("", "check", "detail"), table, nothing="No checks.")
    raise typer.Exit(0 if all(r.ok for r in results) else 1)
