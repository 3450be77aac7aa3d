"""What the cutter's network is told of a page: what returns, where words change, who is named again."""

from __future__ import annotations

import numpy as np
import pytest

from sayso.articles import cohesion, habits, parts
from sayso.articles.blocks import split_blocks
from sayso.articles.features import Matrix, shapes
from sayso.articles.parts import Part

SEA = (
    "The ferry from Hale sailed with forty lorries on its deck and a crew that had slept for two hours.",
    "The captain of the ferry told the harbour that the bow door of his ship had never shut as it should.",
    "The harbour let the ferry sail, and the door of the ferry opened an hour later in the open sea.",
    "The crew of the ferry shut the door by hand, and the captain brought the ship back into the harbour.",
)
BREAD = (
    "A baker in Orr sells bread from wheat that was ground on the stones of her great-grandmother's mill.",
    "The wheat grows behind the mill, and the baker cuts it with a scythe because the field is too steep.",
    "The bread costs twice what the supermarket asks, and the baker sells all of her bread before nine.",
    "The mill turns on two days of the week, when the stream behind the field has water enough for it.",
)


def measured(module: object, text: str) -> Matrix:
    blocks = split_blocks(text)
    return module.rows(blocks, shapes(blocks))  # type: ignore[attr-defined]


def test_lines_of_one_form_return() -> None:
    page = "By Ada Roe | 3 May 2031\nA story told once.\nBy Tom Penn | 12 June 2030\nAnother line that is of no form.\n"
    form = measured(habits, page)[:, 3]
    assert form[0] == form[2] == pytest.approx(np.log(2))
    assert form[1] == form[3] == 0.0


def test_numbers_that_count_up_are_seen() -> None:
    page = "1. Ferry sails again\nText of it.\n2. Baker sells bread\nText of it.\n7. Out of order\n"
    counting = measured(habits, page)[:, -3:]
    assert counting.tolist() == [[1, 0, 1], [0, 0, 0], [1, 1, 0], [0, 0, 0], [1, 0, 0]]


def test_words_change_most_where_another_story_begins() -> None:
    likeness = measured(cohesion, "\n\n".join((*SEA, *BREAD)))[:, 8]  # of what stands before and what begins, wide
    assert 1 + int(likeness[1:].argmin()) == len(SEA)


def test_a_full_name_told_again_after_a_while_is_an_introduction() -> None:
    page = "\n\n".join(
        ("Ada Roe told the harbour of Hale what she had seen.", *SEA, *BREAD[:1], "Ada Roe bakes bread in Orr.")
    )
    again = measured(cohesion, page)[:, -4]
    assert again[-1] > 0
    assert not again[:-1].any()


def test_a_page_of_nothing_is_read() -> None:
    assert parts.log_chances([], []).shape == (0, len(Part))


def test_chances_are_probabilities() -> None:
    blocks = split_blocks("\n\n".join((*SEA, *BREAD)))
    assert np.exp(parts.log_chances(blocks, shapes(blocks))).sum(1) == pytest.approx(1.0)
