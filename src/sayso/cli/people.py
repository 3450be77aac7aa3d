"""`sayso who`: people and bodies over the pile, and what one of them said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli.options import DEFAULT_LEDGER, Json, LedgerFile, Limit
from sayso.cli.printing import Entry, cell, print_entries, print_json, wants_json
from sayso.cli.telling import count, said_row, telling_fields, when

if TYPE_CHECKING:
    from sayso.ledger.queries import PositionRow, Speaking, Telling
    from sayso.records import Held


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(epilog='Example: sayso who "Ada Roe"')(who)


def who(
    name: Annotated[
        str, typer.Argument(help="A party, person or body: a name, words of it, or an id; without it, all are listed.")
    ] = "",
    ledger: LedgerFile = DEFAULT_LEDGER,
    json: Json = False,
    limit: Limit = 0,
    positions: Annotated[bool, typer.Option("--positions", help="With --json, what is held instead of said.")] = False,
) -> None:
    """Everybody who speaks, the most often heard first; or what one party or person holds, and said, by day."""
    if name:
        _one(name, ledger, json=json, limit=limit, positions=positions)
        return
    from sayso.ledger import open_ledger, queries

    with open_ledger(ledger) as opened:
        everybody = queries.people(opened)[: limit or None]
    if wants_json(json):
        print_json(everybody)
    else:
        print_entries(map(_speaking_entry, everybody), nothing="Nobody speaks. `sayso ingest` reads pages.")


def _one(name: str, ledger: LedgerFile, *, json: bool, limit: int, positions: bool) -> None:
    from sayso.ledger import open_ledger, queries

    with open_ledger(ledger) as opened:
        found = queries.who(opened, name)
    said = found.statements[: limit or None]
    held = found.positions[: limit or None]
    if wants_json(json):
        print_json(map(_held_row, held) if positions else map(said_row, said))
        return
    told = f"{count(len(found.statements), 'statement')}, {count(len(found.positions), 'position')}"
    print(f"{cell(found.names)}: {told}\n")
    entries = [*map(_speaking_entry, found.people), *map(_held_entry, held)]
    print_entries([*entries, *map(_telling_entry, queries.told_once(said))], nothing="")


def _held_row(row: PositionRow) -> dict[str, Any]:
    return {"claim": row.claim, "position": row.position, "paths": row.paths}


def _held_entry(row: PositionRow) -> Entry:
    held = row.position
    facts = (when(held.said_on), count(held.articles, "article"), count(held.origins, "origin"))
    fields = (("claim", row.claim), ("speaker", held.speaker), ("why", held.why), ("id", held.claim_id))
    return Entry(f"{held.party or held.speaker} {held.stance.value} · {' · '.join(facts)}", fields)


def _speaking_entry(one: Speaking) -> Entry:
    facts = (count(one.statements, "statement"), count(one.articles, "article"), count(one.origins, "origin"))
    alone = "" if one.person_id else " · a name that is told alone"
    fields = (
        ("party", one.parties),
        ("roles", [_role(held) for held in one.roles]),
        ("also", one.aliases),
        ("said", _days(one.earliest, one.latest)),
        ("why", one.why),
        ("known", one.known),
        ("id", one.person_id),
    )
    return Entry(f"{one.name} · {' · '.join(facts)}{alone}", fields)


def _role(held: Held) -> str:
    """`foreign minister of Norway (2031-05-02..2031-06-01)`."""
    of = f" of {held.party}" if held.party else ""
    days = _days(held.earliest, held.latest)
    return f"{held.title}{of} ({days})" if days else f"{held.title}{of}"


def _days(earliest: str | None, latest: str | None) -> str:
    if earliest is None and latest is None:
        return ""
    return earliest or "" if earliest == latest else f"{earliest or ''}..{latest or ''}"


def _telling_entry(telling: Telling) -> Entry:
    statement = telling.quoted.statement
    return Entry(f"{when(statement.said_on)} · {statement.act.value}", telling_fields(telling))
