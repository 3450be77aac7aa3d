"""The matter as an Excel workbook: a sheet for each table, words instead of offsets, one value a cell."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from sayso import __version__
from sayso.export.documents import Pages, words_of
from sayso.ledger import Ledger, queries
from sayso.records import Dated

if TYPE_CHECKING:
    from xlsxwriter import Workbook

CELL = 32_767  # characters of a cell, by Excel's specification; a longer text is cut, and says so
ROWS = 1_048_576  # of a sheet, likewise; what is more goes on to another
WIDTHS = {"text": 80, "context": 80, "content": 60, "claim": 60, "why": 50, "before": 45, "after": 45, "detail": 50}
MADE = datetime(2000, 1, 1, tzinfo=UTC)  # the same ledger gives the same bytes

Cells = Sequence[Any]


class Sheet(Struct, frozen=True):
    """A sheet to be."""

    name: str
    heads: tuple[str, ...]
    rows: Callable[[Ledger], Iterable[Cells]]


def to_xlsx(ledger: Ledger) -> Iterator[bytes]:
    """The bytes of the workbook. Rows are written through to disk, so that memory does not grow with them."""
    import xlsxwriter

    out = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,  # the words of a page are anybody's
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": "sayso ledger", "comments": f"sayso {__version__}", "created": MADE})
        for sheet in SHEETS:
            _write(book, sheet, ledger)
    yield out.getvalue()


def _write(book: Workbook, sheet: Sheet, ledger: Ledger) -> None:
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    rows = iter(sheet.rows(ledger))
    number, more = 1, True
    while more:
        page = book.add_worksheet(sheet.name if number == 1 else f"{sheet.name} {number}")
        for column, head in enumerate(sheet.heads):
            page.set_column(column, column, WIDTHS.get(head, 18), wrapped)
        page.freeze_panes(1, 0)
        page.write_row(0, 0, sheet.heads, bold)
        at, more = 1, False
        for cells in rows:
            for column, value in enumerate(cells):
                if value not in (None, ""):
                    page.write(at, column, _cell(value))
            at += 1
            if at == ROWS:
                more = True
                break
        page.autofilter(0, 0, at - 1, len(sheet.heads) - 1)
        number += 1


def _cell(value: Any) -> str | int | float | bool:
    if isinstance(value, bool | int | float):
        return value
    words = str(value)
    if len(words.encode("utf-16-le")) // 2 <= CELL:
        return words
    note = f" … [{len(words)} characters: whole in `sayso export`]"
    return words[: (CELL - len(note)) // 2] + note  # half: a character may count as two there


def _dates(date: Dated) -> tuple[str | None, str | None, str | None]:
    return date.iso, date.earliest, date.latest


def _about(ledger: Ledger) -> Iterator[Cells]:
    overview = queries.overview(ledger)
    yield "made by", f"sayso {__version__}"
    for name in ("pages", "articles", "families", "statements", "claims", "positions", "flags", "undated"):
        yield name, getattr(overview, name)
    for reason, count in overview.rejected.items():
        yield f"rejected: {reason}", count
    yield "first day an article may be of", overview.earliest
    yield "last day", overview.latest
    yield "articles known less closely than to a month", overview.loosely


def _positions(ledger: Ledger) -> Iterator[Cells]:
    for row in queries.positions(ledger):
        held = row.position
        counts = (held.articles, held.origins, held.own_matter)
        yield (
            row.claim, held.party, held.speaker, held.stance.value, *_dates(held.said_on), *counts,
            held.why, "; ".join(row.paths), held.claim_id, held.position_id,
        )  # fmt: skip


def _statements(ledger: Ledger) -> Iterator[Cells]:
    for placed in queries.statements_once(ledger):
        of, said = placed.article, placed.statement
        words, who = words_of(of, said), said.speaker
        yield (
            words.content, words.source, words.cue, who.name, who.description, who.role, who.affiliation, who.party,
            who.named, "; ".join(relay.name for relay in said.via), said.act.value, said.mode.value,
            *_dates(said.said_on), said.score, said.why, of.outlet, of.title, of.published.iso, placed.path,
            said.headline, said.statement_id,
        )  # fmt: skip


def _claims(ledger: Ledger) -> Iterator[Cells]:
    for one in queries.contested(ledger):
        holds, rejects = one.holds, one.rejects
        yield (
            one.claim.text, "; ".join(holds.parties), holds.origins, "; ".join(rejects.parties), rejects.origins,
            "; ".join(one.declines), len(one.claim.statement_ids), one.claim.claim_id, one.claim.parent or "",
        )  # fmt: skip


def _articles(ledger: Ledger) -> Iterator[Cells]:
    pages = Pages(ledger)
    for placed in queries.articles_once(ledger):
        of, page = placed.article, pages.of(placed.article)
        yield (
            of.title, of.outlet, of.byline, of.agency, of.dateline, *_dates(of.published),
            of.published.basis and of.published.basis.value, of.published.evidence, of.language, pages.address(of),
            placed.path, page.sha256, page.fetched_at, of.text, of.article_id,
        )  # fmt: skip


def _copies(ledger: Ledger) -> Iterator[Cells]:
    for row in queries.copies(ledger):
        link = row.link
        yield (
            row.copy_path, row.origin_path, link.relation.value, round(link.share, 3), link.direction.value, link.why,
            row.family_id,
        )  # fmt: skip


def _changes(ledger: Ledger) -> Iterator[Cells]:
    for row in queries.changes(ledger):
        change = row.change
        yield (
            row.path,
            change.kind.value,
            change.before,
            change.after,
            row.origin.outlet,
            change.copy_id,
            change.origin_id,
        )


def _timeline(ledger: Ledger) -> Iterator[Cells]:
    return (
        (
            *_dates(row.date),
            row.text,
            row.date.evidence,
            row.path,
            row.statement_id,
            "; ".join(o.path for o in row.also),
        )
        for row in queries.timeline(ledger)
    )


def _flags(ledger: Ledger) -> Iterator[Cells]:
    return ((row.flag.kind, row.flag.why, row.path, row.flag.subject_id) for row in queries.flags(ledger))


def _rejected(ledger: Ledger) -> Iterator[Cells]:
    return ((row.path, row.stage, row.reason, row.detail) for row in queries.rejected(ledger))


_DAYS = ("date", "earliest", "latest")

SHEETS = (
    Sheet("about", ("what", "value"), _about),
    Sheet(
        "claims",
        ("text", "held by", "origins for", "rejected by", "origins against", "no answer", "statements", "claim_id",
         "detail of"),
        _claims,
    ),
    Sheet(
        "positions",
        ("claim", "party", "speaker", "stance", *_DAYS, "articles", "origins", "own matter", "why", "pages", "claim_id",
         "position_id"),
        _positions,
    ),
    Sheet(
        "statements",
        ("content", "source", "cue", "speaker", "described as", "role", "affiliation", "party", "named", "via", "act",
         "mode", *_DAYS, "score", "why", "outlet", "title", "published", "page", "headline", "statement_id"),
        _statements,
    ),
    Sheet(
        "articles",
        ("title", "outlet", "byline", "agency", "dateline", *_DAYS, "date from", "evidence", "language", "address",
         "page", "sha256", "fetched", "text", "article_id"),
        _articles,
    ),
    Sheet("copies", ("copy", "origin", "relation", "share", "direction", "why", "family_id"), _copies),
    Sheet("changes", ("page", "kind", "before", "after", "origin outlet", "copy_id", "origin_id"), _changes),
    Sheet("timeline", (*_DAYS, "text", "evidence", "page", "statement_id", "also told in"), _timeline),
    Sheet("flags", ("kind", "why", "page", "subject_id"), _flags),
    Sheet("rejected", ("page", "stage", "reason", "detail"), _rejected),
)  # fmt: skip
