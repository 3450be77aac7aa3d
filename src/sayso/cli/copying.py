"""`sayso copies` and `sayso changes`: families as trees, and what a copy altered, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from difflib import SequenceMatcher
from itertools import groupby, islice
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from sayso.cli.options import DEFAULT_LEDGER, Json, LedgerFile, Limit
from sayso.cli.printing import cell, print_json, wants_json
from sayso.cli.telling import count, when

if TYPE_CHECKING:
    from sayso.ledger.queries import ChangeRow, FamilyView, Member

GONE, CAME = "red", "green"
PAGER_FROM = 8  # changes; fewer are read at a glance


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command(epilog="Example: sayso copies")(copies)
    app.command(epilog="Example: sayso changes reprint.txt --limit 10")(changes)


def copies(ledger: LedgerFile = DEFAULT_LEDGER, json: Json = False) -> None:
    """Families of copies as trees: the origin, then each copy with its relation, share and the reason."""
    from sayso.ledger import open_ledger, queries

    with open_ledger(ledger) as opened:
        if wants_json(json):
            print_json(
                {"copy_path": r.copy_path, "origin_path": r.origin_path, "family_id": r.family_id} | _link(r)
                for r in queries.copies(opened)
            )
            return
        trees = [_tree(family) for family in queries.families(opened)]
    _print(trees, nothing="No copies.", paged=False)


def _link(row: Any) -> dict[str, Any]:
    link = row.link
    return {"relation": link.relation, "share": link.share, "direction": link.direction, "why": link.why}


def _tree(family: FamilyView) -> Tree:
    origin, *others = family.members
    agency = family.family.not_held
    number = count(len(family.members), "article")
    head = Text.assemble((family.family.family_id, "bold"), f" · {number}, 1 origin")
    tree = Tree(head)
    trunk = tree.add(Text(f"{agency} report, not held", style="italic")) if agency else tree
    root = trunk.add(_member(origin, "nearest to it" if agency else "origin"))
    for member in sorted(others, key=lambda one: -max((link.share for link in one.links), default=0)):
        branch = root.add(_member(member, ", ".join(f"{link.share:.0%} {link.relation}" for link in member.links)))
        for link in member.links:
            branch.add(Text(cell(f"{link.direction}: {link.why}"), style="dim"))
    return tree


def _member(member: Member, share: str) -> Text:
    article = member.placed.article
    told = f"{article.title or 'untitled'} · {article.outlet or 'outlet unknown'} · {when(article.published)}"
    return Text.assemble((share, "bold"), f" · {cell(told)} · ", (cell(member.placed.path), "dim"))


def changes(
    page: Annotated[str, typer.Argument(help="The path of a copy, or a part of it; without it, all copies.")] = "",
    other: Annotated[str, typer.Argument(help="The path of its origin, or a part of it: only what lies between.")] = "",
    ledger: LedgerFile = DEFAULT_LEDGER,
    json: Json = False,
    limit: Limit = 0,
) -> None:
    """What copies changed, beside how the origin had it; the gravest of each copy first."""
    from sayso.ledger import open_ledger, queries

    with open_ledger(ledger) as opened:
        chosen = islice(queries.changes(opened, page, other), limit or None)
        if wants_json(json):
            print_json(map(_change, chosen))
            return
        rows = list(chosen)
    tables = [table for _, pair in groupby(rows, key=lambda row: (row.path, row.origin_path)) for table in _pair(pair)]
    _print(tables, nothing="No copy changed anything.", paged=len(rows) >= PAGER_FROM)


def _change(row: ChangeRow) -> dict[str, Any]:
    told = {"path": row.path, "origin_path": row.origin_path, "change": row.change}
    return told | {"verdict": row.verdict, "held_by": row.held_by, "why": row.why, "also_against": row.also}


def _pair(rows: Iterable[ChangeRow]) -> Iterator[Table]:
    """What one copy altered, as a table with the origin's words on the left."""
    told = list(rows)
    first = told[0]
    table = Table(show_lines=True, expand=True, title=_title(told), title_justify="left")
    table.add_column("", style="bold", max_width=13)
    for article, path in ((first.origin, first.origin_path), (first.copy, first.path)):
        table.add_column(Text(cell(f"{article.outlet or 'outlet unknown'} · {path}")), ratio=1, overflow="fold")
    for row in told:
        before, after = _marked(row.change.before, row.change.after)
        for note in _notes(row):
            after.append(f"\n{note}", style="italic dim")
        table.add_row(row.change.kind.value, before, after)
    yield table


def _title(told: Sequence[ChangeRow]) -> Text:
    """How many, and against what else."""
    number, also = count(len(told), "change"), ", ".join(told[0].also)
    same = f", and the same against {also}: word for word alike, and which came first is not known" if also else ""
    return Text(cell(number + same))


def _notes(row: ChangeRow) -> Iterator[str]:
    """What is known of a change beside its words."""
    by = f": {', '.join(row.held_by)}" if row.held_by else ""
    told = {
        "misattributed": f"another article has these words from somebody else{by}",
        "held": f"another article has these words{by}",
        "altered": f"another article has the origin's words{by}",
        "nowhere": "no other article has these words",
    }
    if row.verdict:
        yield cell(told[row.verdict])
    if row.why:
        yield cell(row.why)


def _marked(before: str, after: str) -> tuple[Text, Text]:
    """Both wordings, what went and what came in colour."""
    one, other = cell(before).split(" "), cell(after).split(" ")
    sides = (Text(), Text())
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        for side, words, colour in ((0, one[a:b], GONE), (1, other[c:d], CAME)):
            if words:
                sides[side].append(" ".join(words) + " ", style=None if tag == "equal" else colour)
    return sides


def _print(shown: Iterable[Tree | Table], *, nothing: str, paged: bool) -> None:
    console = Console(highlight=False)
    shown = list(shown)
    if not shown:
        Console(stderr=True).print(nothing)
    within: AbstractContextManager[Any] = console.pager(styles=True) if paged else nullcontext()
    with within:
        for one in shown:
            console.print(one)
            console.print()
