"""The title of an HTML page: its headings against what it calls itself. A row says why it is there."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from sayso.articles.heading import read_title, same_title, title_heading

LONG = "Sluice left open for a week, council hears"
SITE = "The Lantern"

# headings of the page; what it calls itself; the title
TITLES = [
    (f"<h1>{LONG}</h1>", f"{LONG} | {SITE}", LONG),  # as it stands
    (f"<h1>{SITE}</h1><h1>{LONG}</h1>", LONG, LONG),  # the one nearest in words
    (f"<h1>Rivers<br>{LONG}</h1>", LONG, LONG),  # a rubric on a line of its own
    (f"<h1>{LONG[:28]}<br>{LONG[28:]}</h1>", f"{LONG} | {SITE}", LONG),  # a title set in two lines
    (f"<h1>{LONG[:28]}\n {LONG[28:]}</h1>", "Sluice left open", LONG),  # the markup's own lines are none
    (f"<h1><!-- {SITE} -->{LONG}</h1>", LONG, LONG),  # nor is a comment text
    ("<h1>Weir</h1>", f"Weir - {SITE}", "Weir"),  # a word, where the page calls itself so at its outlet
    (f"<h1>{SITE}</h1>", f"{LONG} and who knew", f"{LONG} and who knew"),  # a heading that names the outlet
    (f"<h2>{LONG}</h2>", LONG, LONG),  # no h1
    ("", f"Rivers | {LONG}", LONG),  # a section before it
    ("", None, None),  # nothing is told
]


@pytest.mark.parametrize(("headings", "told", "expected"), TITLES)
def test_titles(headings, told, expected):
    root = document_fromstring(f"<html><body>{headings}<p>Text.</p></body></html>")
    assert read_title(title_heading(root, told), told, SITE) == expected


SAME = [
    (LONG, LONG.upper() + "!", True),  # letters and digits count
    (LONG, f"{LONG} | {SITE}", True),  # an outlet behind it
    ("Weir", "Weir and dam", False),  # too short to be a beginning
    ("", "", False),  # nothing is no title
]


@pytest.mark.parametrize(("one", "other", "expected"), SAME)
def test_same_title(one, other, expected):
    assert same_title(one, other) is expected
