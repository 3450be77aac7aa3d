"""Markup from before style sheets, made such that a reader of main text finds its blocks. Changes the tree it is given.

A table that lays out a page holds menu, story and advertisements in its cells; readers of main text take any table for
data and run its cells together. Here such a table becomes plain sections, each cell one block.
"""

from __future__ import annotations

from lxml.html import HtmlElement

_PARTS = frozenset({"thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup", "col"})
_BLOCKS = frozenset({"p", "div", "h1", "h2", "h3", "article", "section", "blockquote", "form", "ul"})
_STORY_BLOCKS = 3  # paragraphs and headings in one cell: a table of data has none or one


def unfold_tables(root: HtmlElement) -> None:
    """Turn every table that lays out a page into `<div>`s; tables of data stay as they are."""
    for table in [table for table in root.iter("table") if _is_layout(table)]:
        for element in [table, *(part for part in table.iter(*_PARTS) if _owner(part) is table)]:
            element.tag = "div"


def _is_layout(table: HtmlElement) -> bool:
    """Whether a cell of the table holds several blocks, or a table that lays out."""
    cells = (cell for cell in table.iter("td", "th") if _owner(cell) is table)
    return any(sum(1 for child in cell.iter(*_BLOCKS)) >= _STORY_BLOCKS for cell in cells)


def _owner(part: HtmlElement) -> HtmlElement | None:
    """The table a part belongs to."""
    return next(part.iterancestors("table"), None)
