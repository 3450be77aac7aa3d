"""A group keeps what hangs together, and parts from the rest."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sayso.claims import hanging
from sayso.claims.hanging import NEAR, hanging_together
from sayso.claims.meaning import unit


def at_angle(*degrees: float | None) -> np.ndarray:
    """Unit rows in a plane; zeros where there is no angle."""
    return np.array(
        [[0.0, 0.0] if d is None else [np.cos(np.radians(d)), np.sin(np.radians(d))] for d in degrees], np.float32
    )


CASES = [
    ([[0, 1, 2]], at_angle(0, 20, 40), [[0, 1, 2]]),  # all near to each other
    ([[0, 1, 2]], at_angle(0, 20, 120), [[0, 1], [2]]),  # one is near to none
    ([[0, 1, 2, 3]], at_angle(0, 10, 120, 130), [[0, 1], [2, 3]]),  # two matters
    ([[0, 1, 2]], at_angle(0, 50, 100), [[0, 1, 2]]),  # the ends are near to the middle, not to each other
    ([[0, 1]], at_angle(0, 90), [[0, 1]]),  # of two neither is the stranger
    ([[0, 2], [1, 3, 4]], at_angle(0, 0, 90, 120, 10), [[0, 2], [1, 4], [3]]),  # each group by itself
    ([[0, 1, 2, 3]], at_angle(0, None, 120, 130), [[0], [1, 2, 3]]),  # no sense: it stays with most of them
    ([[0, 1, 2]], at_angle(None, None, None), [[0, 1, 2]]),  # nothing is known
]


@pytest.mark.parametrize(("groups", "senses", "parts"), CASES)
def test_a_group_parts_where_nothing_is_near(groups, senses, parts):
    assert hanging_together(groups, senses) == parts


@given(arrays(np.float32, (12, 3), elements=st.floats(-1, 1, width=32)), st.permutations(range(12)), st.integers(1, 12))
def test_parts_are_as_told_whatever_the_order_and_the_block(rows, order, block):
    senses = unit(rows)
    whole = hanging_together([list(range(12))], senses)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hanging, "BLOCK", block)
        assert hanging_together([order], senses) == whole
    assert sorted(at for part in whole for at in part) == list(range(12))
    near = np.round(senses @ senses.T, 5) >= NEAR
    for part in whole:
        rest = [at for at in range(12) if at not in part]
        assert not near[np.ix_(part, rest)].any()
