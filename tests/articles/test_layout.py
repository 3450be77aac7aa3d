"""A table that lays out a page is no table of data."""

from __future__ import annotations

import pytest
from lxml import html

from sayso.articles.layout import unfold_tables

STORY = "<h1>The weir</h1><p>It stood open.</p><p>Nobody said why.</p>"
# markup -> how many tables are left
TABLES = [
    (f"<table><tr><td><a href='/'>Front page</a></td><td>{STORY}</td></tr></table>", 0),  # menu beside story
    (f"<table><tr><td><table><tr><td>{STORY}</td></tr></table></td></tr></table>", 0),  # one in the other
    ("<table><tr><th>Day</th><th>Level</th></tr><tr><td>Monday</td><td>4 m</td></tr></table>", 1),  # data
    ("<table><tr><td><p>Monday</p></td><td><p>4 m</p></td></tr></table>", 1),  # data in paragraphs
    (f"<table><tr><td>{STORY}<table><tr><td>Monday</td><td>4 m</td></tr></table></td></tr></table>", 1),  # data inside
    ("<table></table>", 1),
]


@pytest.mark.parametrize(("markup", "left"), TABLES)
def test_tables(markup: str, left: int) -> None:
    root = html.fromstring(f"<html><body>{markup}</body></html>")
    words = root.text_content()
    unfold_tables(root)
    assert len(list(root.iter("table"))) == left
    assert all(next(cell.iterancestors("table"), None) is not None for cell in root.iter("td"))
    assert root.text_content() == words
