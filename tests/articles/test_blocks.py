"""Blocks of a plain page, and the exact place of every character an article shows."""

from __future__ import annotations

import textwrap
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.articles.blocks import place, split_blocks
from sayso.records import BlockKind, Span
from sayso.text import normalise

LONG = (
    "The ministers met in the capital on Monday and agreed that nothing would be said about the meeting until all of "
    "them had spoken to their own parliaments, which will not sit again before the end of the month."
)
WRAPPED = "\n".join(textwrap.wrap(LONG, 70))
INDENTED = "\n".join(textwrap.wrap("    " + LONG, 70) + textwrap.wrap("    " + LONG, 70))

CASES = [
    ("One line.\nAnother line.", ["One line.", "Another line."]),  # one paragraph a line
    ("One.\n\nTwo.", ["One.", "Two."]),  # blank lines between
    ("One.\r\n\r\nTwo.", ["One.", "Two."]),  # Windows
    ("One.\rTwo.", ["One.", "Two."]),  # old Macintosh
    (f"{WRAPPED}\n\n{WRAPPED}", [LONG, LONG]),  # wrapped at 70 columns, as mail and wire copy is
    (INDENTED, [LONG, LONG]),  # wrapped, a paragraph told by its indent alone
    (
        f"Title\n\n{WRAPPED}\n\n{WRAPPED}\n\nThe end.",
        ["Title", LONG, LONG, "The end."],
    ),  # short lines in a wrapped page stay apart
    ("\n \n\t\n", []),  # nothing to see
    ("\x00\x00\n\u200b", []),  # nothing to see either
    ("a\x00b \u00ad c", ["ab c"]),  # control characters and soft hyphens are not shown
    ("  *  *  *  ", ["* * *"]),  # a rule is a block
]


@pytest.mark.parametrize(("page", "expected"), CASES)
def test_blocks(page: str, expected: list[str]) -> None:
    assert [block.text for block in split_blocks(page)] == expected


MARKS = [
    ("# A title", BlockKind.HEADING, "A title"),
    ("+++ OLD TOWN (LORVIA) +++", BlockKind.HEADING, "OLD TOWN (LORVIA)"),
    ("*** Briefly ***", BlockKind.HEADING, "Briefly"),
    ("== Sport ==", BlockKind.HEADING, "Sport"),
    ("-- he said, and left --", BlockKind.HEADING, "he said, and left"),
    ("--- or not", None, "--- or not"),
    ("> Quoted words", BlockKind.QUOTE, "Quoted words"),
    ("- an item", BlockKind.LIST, "- an item"),  # the mark stays: it may be a dash of the sentence
    ("3. an item", BlockKind.LIST, "3. an item"),  # likewise a number
    ("#hashtag", None, "#hashtag"),  # no space, no heading
    ("A [link](https://example.org) here", None, "A link here"),
    ("An ![image](a.png) here", None, "An here"),
    ("so **bold** a word", None, "so bold a word"),
]


@pytest.mark.parametrize(("page", "mark", "text"), MARKS)
def test_markdown(page: str, mark: BlockKind | None, text: str) -> None:
    (block,) = split_blocks(page)
    assert (block.mark, block.text) == (mark, text)


PLACES = [
    ("two  spaces", "two spaces", [0, 1, 2, -1, 5, 6, 7, 8, 9, 10]),  # a collapsed run stands nowhere
    (" edge ", "edge", [1, 2, 3, 4]),  # the ends are cut
    ("a\tb", "a b", [0, -1, 2]),  # a tab is shown as a blank
    ("don’t", "don’t", [0, 1, 2, 3, 4]),  # sound text is left alone
]


@pytest.mark.parametrize(("page", "text", "positions"), PLACES)
def test_places(page: str, text: str, positions: list[int]) -> None:
    found = place(page, Span(0, len(page)))
    assert (found.text, list(found.positions)) == (text, positions)


def test_mended_mojibake_keeps_the_places_of_what_was_sound() -> None:
    page = "He said â€œnoâ€\x9d and left."
    found = place(page, Span(0, len(page)))
    assert found.text == "He said “no” and left."
    assert found.mended == 2
    assert all(at < 0 or page[at] == char for char, at in zip(found.text, found.positions, strict=True))


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
def test_every_placed_character_stands_on_the_page(page: str) -> None:
    for block in split_blocks(page):
        found = place(page, Span(block.start, block.end))
        assert len(found.text) == len(found.positions)
        assert found.text == normalise(found.text)
        assert all(at < 0 or page[at] == char for char, at in zip(found.text, found.positions, strict=True))


@given(st.text(alphabet="ab \n\r\t\x85\u2028.#>-*", max_size=200))
def test_blocks_cover_the_page_once_and_in_order(page: str) -> None:
    blocks = split_blocks(page)
    assert all(a.end <= b.start for a, b in pairwise(blocks))
    covered = "".join(page[b.start : b.end] for b in blocks)
    assert sum(char in "ab" for char in covered) == sum(char in "ab" for char in page)
