"""Ties between paragraphs: who is told in full and by the last word after. A row says why it is there."""

from __future__ import annotations

import pytest

from sayso.articles import mentions
from sayso.articles.blocks import split_blocks

PLAIN = "The sluice had stood open for a week."

# paragraphs; above which of them a tie is open
TIES = [
    (["Ada Roe spoke.", PLAIN, "The farmers heard Roe.", PLAIN], [1, 2]),  # from the full name to its last word
    (["President Ada Roe spoke.", "They heard President Roe."], [1]),  # an office before the name is no first name
    (["Ada Roe spoke.", "It was Roe’s day."], [1]),  # a possessive
    (["The Harbour Board met.", "It was the Board that paid."], [1]),  # a body, too
    (["Ada Roe spoke.", PLAIN, "Ada Roe spoke again."], []),  # told in full again: another story may begin
    (["Roe spoke.", "They heard Roe."], []),  # never told in full
    (["Ada Roe spoke.", PLAIN, "Ben Roe came.", "They heard Roe."], [3]),  # whom the last full name means
    (["Ada Roe spoke.", *[PLAIN] * (mentions.REACH + 1), "They heard Roe."], []),  # too far off
]


@pytest.mark.parametrize(("paragraphs", "expected"), TIES)
def test_ties_are_open_from_a_full_name_to_its_last_word(paragraphs, expected):
    table = mentions.rows(split_blocks("\n\n".join(paragraphs)))
    assert [i for i, row in enumerate(table) if row[0]] == expected
    assert [i for i, row in enumerate(table) if row[1]] == expected  # weighted by rarity


def test_a_tie_that_the_whole_page_shares_weighs_less():
    rare = ["Ada Roe spoke.", "They heard Roe.", *[PLAIN] * 6]
    common = ["Ada Roe spoke.", *["They heard Roe."] * 7]
    first, second = (mentions.rows(split_blocks("\n\n".join(page)))[1] for page in (rare, common))
    assert first[0] == second[0]
    assert first[1] > second[1]


def test_names_opened_and_weekdays_are_told():
    table = mentions.rows(split_blocks("Ada Roe met Ben Marsh on Tuesday.\n\nThey met again."))
    assert table[:, 3].tolist() == [0.4, 0.0]
    assert table[:, 4].tolist() == [1.0, 0.0]


def test_a_page_of_nothing_has_no_rows():
    assert mentions.rows([]).shape == (0, 5)
