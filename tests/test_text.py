"""Words, sentences, and the map from text to page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import made
from sayso.records import Block, BlockKind, Span
from sayso.text import join_blocks, normalise, runs, sentences, title_offsets, to_page, words

SENTENCES = [
    ("He left. She stayed.", ["He left.", "She stayed."]),  # plain
    ("Gen. Ada Roe left. Good.", ["Gen. Ada Roe left.", "Good."]),  # a title's point ends nothing
    ("The U.N. Security Council met.", ["The U.N. Security Council met."]),  # initials
    ("“We won.” Roe left.", ["“We won.”", "Roe left."]),  # closing mark belongs to the sentence
    ("No end\n\nNext one", ["No end", "Next one"]),  # a blank line ends one without a point
    ("It cost 3.5 million. Then 4.", ["It cost 3.5 million.", "Then 4."]),  # a decimal point ends nothing
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(text, expected):
    assert [text[s.start : s.end] for s in sentences(text)] == expected


def test_words_are_lower_case_with_their_places():
    assert words("The U.S. didn't") == [("the", 0, 3), ("u.s", 4, 7), ("didn't", 9, 15)]


@given(st.lists(st.text()))
def test_every_block_span_points_at_its_own_words(blocks):
    text, spans = join_blocks(blocks)
    assert [text[s.start : s.end] for s in spans] == [normalise(b) for b in blocks]


@given(st.lists(st.integers(min_value=-1, max_value=60), max_size=60))
def test_runs_give_back_every_position(positions):
    offsets = runs(positions)
    for index, position in enumerate(positions):
        found = to_page(Span(index, index + 1), offsets)
        assert found == (None if position < 0 else Span(position, position + 1))


TITLE = "Roe Denies It"
TITLES = [
    (TITLE, TITLE, Span(40, 53), ((0, 40, 13),)),
    (TITLE, f"3. {TITLE}", Span(37, 53), ((0, 40, 13),)),  # a number before it on the line
    (TITLE, TITLE, Span(40, 54), ()),  # two blanks on the page where the title has one
    (TITLE, TITLE, None, ()),  # HTML
    (TITLE, "Roe denies it all", Span(40, 57), ()),  # told otherwise by the page's record
    (None, TITLE, Span(40, 53), ()),  # no title was recognised
]


@pytest.mark.parametrize(("title", "shown", "where", "expected"), TITLES)
def test_a_title_has_a_place_on_the_page_where_its_characters_stand_there(title, shown, where, expected):
    block = Block(BlockKind.TITLE, None, where, shown)
    assert title_offsets(made.article(made.page("a"), "Words.", title=title, blocks=(block,))) == expected
