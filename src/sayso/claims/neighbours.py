"""The nearest neighbours of every row of a pile, exactly, each pair of rows compared once. Pure.

Rows are compared block by block and a block's numbers are used for both its sides, so half the products are worked out
that all rows against all would take; what is kept of them is what may still be among the nearest. Memory grows with
the rows, not with their pairs.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.claims.meaning import Matrix

NEIGHBOURS = 24  # nearest rows looked at for each row
BLOCK = 1024  # rows compared at a time: the 4 MB of their products stay in the processor's cache
ROUNDED = 1e-5  # similarities are compared to five decimals, so that how rows lie in blocks shows nowhere

_Numbers = NDArray[Any]


class _Nearest:
    """What is known so far of the nearest neighbours of the rows of one block."""

    def __init__(self, size: int, least: float) -> None:
        self.floor = np.full(size, least - ROUNDED, np.float32)  # what a neighbour of each row must reach
        self._least = least
        self._kept: list[tuple[_Numbers, _Numbers, _Numbers]] = []  # rows of the block, their neighbours, similarities
        self._waiting = 0

    def take(self, mine: _Numbers, others: _Numbers, values: _Numbers) -> None:
        """Similarities of the block's rows `mine` to the rows `others` of the pile, each pair once in all."""
        self._kept.append((mine, others, np.round(values.astype(np.float64), 5)))
        self._waiting += len(mine)
        if self._waiting > NEIGHBOURS * len(self.floor):
            self.told()

    def told(self) -> tuple[_Numbers, _Numbers, _Numbers]:
        """The nearest so far, by row and from the nearest on, of equals the first first: rows, neighbours, values."""
        mine, others, values = (np.concatenate(column) for column in zip(*self._kept, strict=True))
        order = np.lexsort((others, -values, mine))
        mine, others, values = mine[order], others[order], values[order]
        rank = np.arange(len(mine)) - np.searchsorted(mine, mine)
        keep = (rank < NEIGHBOURS) & (values >= self._least)
        last = keep & (rank == NEIGHBOURS - 1)
        self.floor[mine[last]] = values[last] - ROUNDED
        self._kept = [(mine[keep], others[keep], values[keep])]
        self._waiting = 0
        return self._kept[0]


def near_pairs(rows: Matrix, lone: Matrix, least: float) -> list[tuple[int, int, float]]:
    """Pairs (left < right, similarity) from `least` up that are among the `NEIGHBOURS` nearest of either.

    Similarity is the cosine of two unit rows less `lone` of both. In order of the pairs.
    """
    starts = range(0, len(rows), BLOCK)
    found = [_Nearest(len(rows[start : start + BLOCK]), least) for start in starts]
    for this, start in enumerate(starts):
        block, taken = rows[start : start + BLOCK], lone[start : start + BLOCK, None]
        for that in range(this, len(starts)):
            low = starts[that]
            near = block @ rows[low : low + BLOCK].T
            near -= taken
            near -= lone[low : low + BLOCK]
            if this == that:
                np.fill_diagonal(near, -np.inf)
            at = np.flatnonzero(near >= found[this].floor[:, None])  # ten times as quick as np.nonzero
            mine, others = np.divmod(at, near.shape[1])
            found[this].take(mine, others + low, near.ravel()[at])
            if this != that:
                at = np.flatnonzero(near >= found[that].floor)
                others, mine = np.divmod(at, near.shape[1])
                found[that].take(mine, others + start, near.ravel()[at])
    return _once(
        [(mine + start, *rest) for start, one in zip(starts, found, strict=True) for mine, *rest in [one.told()]]
    )


def _once(found: list[tuple[_Numbers, ...]]) -> list[tuple[int, int, float]]:
    """Each pair once, though it may be near from both sides."""
    if not found:
        return []
    ones, others, values = (np.concatenate(column) for column in zip(*found, strict=True))
    lefts, rights = np.minimum(ones, others), np.maximum(ones, others)
    order = np.lexsort((-values, rights, lefts))
    lefts, rights, values = lefts[order], rights[order], values[order]
    first = np.ones(len(lefts), bool)
    first[1:] = (lefts[1:] != lefts[:-1]) | (rights[1:] != rights[:-1])
    return list(zip(lefts[first].tolist(), rights[first].tolist(), values[first].tolist(), strict=True))
