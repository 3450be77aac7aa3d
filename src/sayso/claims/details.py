"""Which claims tell a detail of another: how many, by which way, on whose order. Pure.

A detail names what it is a detail of: some of the words that make the larger claim stand in the words that make the
smaller one, and the two mean something near. It hangs under one claim, and nothing hangs under it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sayso.claims.flow import Flow
from sayso.claims.meaning import Matrix, Meaning, sense_rows, unit, without_common
from sayso.claims.told import Told

FEWEST = 3  # statements of a claim that details hang under
CORE = 4  # a word makes a claim that stands in this part of its statements: one of four
COMMON_WORDS = 2  # that both claims are made of, names left out
NEAR = 0.3  # cosine of their senses. By eye, of 11 that the piles and the sample then have, 8 are details
MADE_OF = 24  # words that make a claim, at most


def hung(groups: Sequence[Sequence[Told]], named: Sequence[Told], meaning: Meaning) -> dict[int, int]:
    """By its place in `groups`, each claim that tells a detail, and the place of the claim it hangs under.

    `named` are the statements whose words name the claims. Only a claim with more statements can stand above; of
    several the one with the most words in common, then the nearest.
    """
    rows = without_common(sense_rows([told.statement.proposition.sense for group in groups for told in group]))
    starts = np.cumsum([0, *map(len, groups)])
    sums = [rows[start:end].sum(axis=0) for start, end in pairwise(starts.tolist())]
    centres = unit(np.stack(sums)) if sums else rows
    sizes = np.diff(starts)
    cores = [_core(group, told, meaning) for group, told in zip(groups, named, strict=True)]
    telling: dict[str, list[int]] = defaultdict(list)
    for at, group in enumerate(groups):
        for term in cores[at] if len(group) >= FEWEST else ():
            telling[term].append(at)
    places = {term: np.array(told, np.int64) for term, told in telling.items()}
    above: dict[int, int] = {}
    for at, told in enumerate(named):
        held = [places[term] for term in set(told.terms) - meaning.names if term in places]
        others, counts = np.unique(np.concatenate(held), return_counts=True) if held else _NONE
        for count in range(int(counts.max(initial=0)), COMMON_WORDS - 1, -1):
            level = others[(counts == count) & (sizes[others] > sizes[at])]
            nearest = _nearest(at, level, centres, named)
            if nearest is not None:
                above[at] = nearest
                break
    return {at: other for at, other in above.items() if other not in above}


_NONE = np.zeros(0, np.int64), np.zeros(0, np.int64)
_LAST_BITS = 1e-4  # by how much less a product of many rows at once may differ from that of two, which is what counts


def _nearest(at: int, others: NDArray[np.int64], centres: Matrix, named: Sequence[Told]) -> int | None:
    """The nearest of some claims that is near enough and does not tell the other way; of equals the first."""
    likely = centres[others] @ centres[at]
    best: tuple[float, int] | None = None
    for place in np.argsort(-likely, kind="stable").tolist():
        if likely[place] < (NEAR if best is None else -best[0]) - _LAST_BITS:
            break
        other = int(others[place])
        found = -round(float(centres[at] @ centres[other]), 5), other
        if -found[0] >= NEAR and (best is None or found < best) and not _turned(named[at].flow, named[other].flow):
            best = found
    return None if best is None else best[1]


def _core(group: Sequence[Told], named: Told, meaning: Meaning) -> frozenset[str]:
    """The words that a claim is made of, names left out: those of many of its statements, and of the one it bears."""
    counted = Counter(term for told in group for term in told.terms)
    often = [(-count, term) for term, count in counted.items() if count >= max(2, len(group) / CORE)]
    return frozenset({term for _, term in sorted(often)[:MADE_OF]} | set(named.terms)) - meaning.names


def _turned(one: Flow, other: Flow) -> bool:
    """Whether what goes one way in the one goes the other way in the other."""
    back = one.giver is not None and one.giver == other.receiver
    return back or (one.receiver is not None and one.receiver == other.giver)
