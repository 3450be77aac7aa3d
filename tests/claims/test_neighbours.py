"""Nearest neighbours of all rows: blocks and their sizes show nowhere."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.claims import neighbours
from sayso.claims.meaning import Matrix, unit
from sayso.claims.neighbours import near_pairs

LEAST = 0.2


def made(size: int, seed: int) -> tuple[Matrix, Matrix]:
    """Unit rows about a few centres, and what is taken off each."""
    draw = np.random.default_rng(seed)
    centres = draw.standard_normal((max(1, size // 7), 16))
    rows = centres[draw.integers(0, len(centres), size)] + draw.standard_normal((size, 16))
    return unit(rows.astype(np.float32)), (0.1 / draw.integers(1, 4, size)).astype(np.float32)


def by_hand(rows: Matrix, lone: Matrix) -> dict[tuple[int, int], float]:
    """All pairs, and of each row's the nearest, the first of equals."""
    found: dict[tuple[int, int], float] = {}
    for at in range(len(rows)):
        near = [
            (-round(float(rows[at] @ rows[other]) - float(lone[at]) - float(lone[other]), 5), other)
            for other in range(len(rows))
            if other != at
        ]
        for value, other in sorted(near)[: neighbours.NEIGHBOURS]:
            if -value >= LEAST:
                found[min(at, other), max(at, other)] = -value
    return found


@settings(deadline=None)
@given(size=st.integers(0, 90), block=st.sampled_from([1, 7, 32, 1024]), seed=st.integers(0, 50))
def test_blocks_find_what_all_pairs_would(size: int, block: int, seed: int) -> None:
    rows, lone = made(size, seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(neighbours, "BLOCK", block)
        patch.setattr(neighbours, "NEIGHBOURS", 5)
        told = near_pairs(rows, lone, LEAST)
        true = by_hand(rows, lone)
    assert [(left, right) for left, right, _ in told] == sorted((left, right) for left, right, _ in told)
    for left, right, value in told:  # the fifth decimal may be rounded either way, and with it the last of five
        assert value == pytest.approx(true.get((left, right), value), abs=2e-5)
        assert value >= LEAST
    missed = true.keys() ^ {(left, right) for left, right, _ in told}
    assert len(missed) <= 0.02 * len(true) + 1


def test_equal_rows_are_all_near_but_not_more_than_are_looked_at() -> None:
    rows = unit(np.ones((200, 4), np.float32))
    told = near_pairs(rows, np.zeros(200, np.float32), LEAST)
    assert {value for *_, value in told} == {1.0}
    assert {(at, at + 1) for at in range(23)} <= {(left, right) for left, right, _ in told}  # the first ones go first
    assert len(told) < 200 * neighbours.NEIGHBOURS
