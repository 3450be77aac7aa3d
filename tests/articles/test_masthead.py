"""The outlet's name at the head of a plain-text page."""

from __future__ import annotations

import pytest

from sayso.articles.asides import tells_of_author
from sayso.articles.masthead import read_masthead

STORY = ["The weir stood open for a week", *["It was so, he said."] * 12]
# lines of the page; which is the title; the outlet
PAGES = [
    (["Bay Courier", "Home", *STORY, "© Bay Courier 2031"], 2, "Bay Courier"),  # told again at the foot
    (["NewsBay7", "Skip to content", *STORY, "Ada writes for NewsBay7."], 2, "NewsBay7"),  # likewise, in a sentence
    (["Bay Radio", "Home", "Transcript: the mayor on Bay Radio", *STORY], 2, "Bay Radio"),  # in the title
    (["Bay Courier", "Home", *STORY], 2, None),  # told once: perhaps a section
    (["World News", *STORY, "World News"], 1, None),  # a section
    (["Advertisement", *STORY, "Advertisement"], 1, None),
    (["May 4, 2031", *STORY, "© May 4, 2031"], 1, None),  # a day
    (["Weir Stands Open", *STORY[1:], "Weir Stands Open"], 0, None),  # the title itself
    (["Bay Courier"], None, None),  # a head without a foot
]


@pytest.mark.parametrize(("lines", "title", "outlet"), PAGES)
def test_masthead(lines: list[str], title: int | None, outlet: str | None) -> None:
    assert read_masthead(lines, title) == outlet


ABOUT = [
    ("Ada has reported from the valley since 2029.", "Ada Quill, Chief Reporter", True),  # the first name
    ("Ada Quill is a reporter.", "Ada Quill", True),
    ("Quill covers the valley.", "Ada Quill", True),
    ("Ben has lived here since 2029.", "Ada Quill", False),  # another person
    ("Ada has lived here since 2029.", None, False),  # nobody signs
    ("Ada shouted.", "Ada Quill", False),  # an act, not a life
    ("Ada has reported " + "a long time " * 30, "Ada Quill", False),  # a story of its own
]


@pytest.mark.parametrize(("text", "byline", "told"), ABOUT)
def test_a_note_on_the_author(text: str, byline: str | None, told: bool) -> None:
    assert tells_of_author(text, byline) is told
