"""A page sets its titles alike: what the others set so say of a line. A row says why it is there."""

from __future__ import annotations

import numpy as np
import pytest

from sayso.articles.alike import titles_alike
from sayso.articles.blocks import split_blocks
from sayso.articles.features import shapes
from sayso.articles.parts import Part

TEXT = "The council of Kesh met on Tuesday and heard that the sluice had stood open for a week, as farmers had said."
TITLES = ["Sluice left open for a week in Kesh", "Baker buys the lighthouse of Lasken", "Ferry runs aground off Dorn"]
LONG = [f"{title} and nobody knows why" for title in TITLES]


def number(lines: list[str]) -> list[str]:
    return [f"{place}. {line}" for place, line in enumerate(lines, 1)]


# lines that stand between paragraphs; those the network takes for titles; those that are then told to be
LINES = [
    (number(TITLES), [0, 1], [0, 1, 2]),  # two of a count of three
    (number(TITLES), [0], []),  # one alone may be wrong
    (number(TITLES)[:2], [0, 1], []),  # two say little of each other
    (number([*TITLES[:2], "By Ada Roe, 2 May 2031"]), [0, 1], [0, 1, 2]),  # a story whose title is lost
    ([*number(TITLES), "7. A year of floods"], [0, 1, 2], [0, 1, 2]),  # counts nothing
    ([title.upper() for title in TITLES], [0, 2], [0, 1, 2]),  # capitals
    (LONG, [0, 1], [0, 1, 2]),  # bare, amid text
    ([*LONG[:2], "What farmers say"], [0, 1], []),  # a crosshead is short
    ([*LONG[:2], LONG[2] + ":"], [0, 1], []),  # it leads to what follows
    ([*LONG[:2], LONG[2] + ", she said."], [0, 1], []),  # a sentence
]


@pytest.mark.parametrize(("lines", "sure", "expected"), LINES)
def test_lines_set_alike(lines, sure, expected):
    blocks = split_blocks("\n\n".join([TEXT, *(piece for line in lines for piece in (line, TEXT))]))
    chances = np.full((len(blocks), len(Part)), 0.01)
    chances[:, Part.BODY] = 0.95
    places = [1 + 2 * i for i in range(len(lines))]
    for i in sure:
        chances[places[i], [Part.TITLE, Part.BODY]] = 0.9, 0.06
    found = titles_alike(blocks, shapes(blocks), np.log(chances))
    assert found == [places[i] for i in expected]
