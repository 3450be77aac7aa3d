"""Speech without marks: what must hold for any text. Its cases stand in tests/cases/shapes.csv."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sayso.statements.finding.printed import find_printed

TEXTS = st.lists(
    st.sampled_from(
        ["ROE: ", "Doe: ", "Q. ", "A: ", "“", "”", '"', "We won.", "Who won?", "(Laughs)", "\n", "\n\n", "Dear all,\n",
         "Yours truly,\nAda Roe", " — Osk (@osk)", "https://osk.example", "<p>", "UPDATE: ", "\xa0", "\u2028",
         "e\u0301",
         "😀", "何", "\x00", " "]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@given(text=TEXTS | st.text(max_size=200))
def test_spans_are_words_of_the_text_in_order_and_apart_from_the_name(text: str) -> None:
    for one in find_printed(text):
        assert one.content
        for span in (one.source, *one.content):
            words = text[span.start : span.end]
            assert words
            assert words == words.strip()
        assert all(span.end <= one.source.start or span.start >= one.source.end for span in one.content)
        assert all(a.end <= b.start for a, b in pairwise(one.content))


@given(text=TEXTS)
def test_what_goes_before_a_story_changes_nothing(text: str) -> None:
    """Offsets move with the text, and nothing else does."""
    told = [(text[one.source.start : one.source.end], len(one.content)) for one in find_printed(text)]
    moved = "It rained.\n\n" + text
    assert [(moved[one.source.start : one.source.end], len(one.content)) for one in find_printed(moved)] == told
