"""Groups of statements parted where nothing in one part is near to anything in the other. Pure.

Average linking joins threads by what they tell as a whole, so what strayed into a thread is dragged along with it. Of
one claim every statement is near to some other, and through it to all. What becomes of a group depends on its members
alone.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sayso.claims.meaning import Matrix

# Cosine of the senses of two statements from which a group hangs together by them. With half of their mean taken off,
# mean B-cubed F1 of nine piles and of 24 disputes: 0.62 and 0.65 at 0.3; 0.61 and 0.66 here; 0.60 and 0.66 at 0.55.
NEAR = 0.45
FEWEST = 3  # statements of a group that may part; two were joined because of each other
BLOCK = 1024  # rows compared at a time


def hanging_together(groups: Sequence[Sequence[int]], senses: Matrix) -> list[list[int]]:
    """Rows of `senses` in groups that hang together, each sorted, in order of their first.

    Rows without a sense stay with the largest part of their group.
    """
    found: list[list[int]] = []
    for group in groups:
        members = np.sort(np.array(group, np.int64))
        found += _parts(members, senses[members]) if len(members) >= FEWEST else [members.tolist()]
    return sorted(found)


def _parts(members: NDArray[np.int64], rows: Matrix) -> list[list[int]]:
    """Members in parts, between which no two rows are near."""
    known = rows.any(axis=1)
    left = np.flatnonzero(known)
    parts: list[NDArray[np.int64]] = []
    while len(left):
        part = frontier = left[:1]
        left = left[1:]
        while len(frontier) and len(left):
            reached = _reached(rows[frontier], rows[left])
            frontier, left = left[reached], left[~reached]
            part = np.concatenate([part, frontier])
        parts.append(part)
    largest = max(range(len(parts)), key=lambda at: (len(parts[at]), -at), default=None)
    if largest is None:
        return [members.tolist()]
    parts[largest] = np.concatenate([parts[largest], np.flatnonzero(~known)])
    return [sorted(members[part].tolist()) for part in parts]


def _reached(some: Matrix, others: Matrix) -> NDArray[np.bool_]:
    """Which of the others are near to one of some."""
    reached = np.zeros(len(others), np.bool_)
    for start in range(0, len(some), BLOCK):
        reached |= (np.round(some[start : start + BLOCK] @ others.T, 5) >= NEAR).any(axis=0)
    return reached
