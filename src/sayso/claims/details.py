"""Which claims tell a detail of another: how many, by which way, on whose order. Pure.

A detail names what it is a detail of: some of the words that make the larger claim stand in the words that make the
smaller one, and the two mean something near. It hangs under one claim, and nothing hangs under it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from sayso.claims.flow import Flow
from sayso.claims.meaning import Meaning, sense_rows, unit, without_common
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
    centres, start = [], 0
    for group in groups:
        centres.append(unit(rows[start : start + len(group)].sum(axis=0, keepdims=True))[0])
        start += len(group)
    cores = [_core(group, told, meaning) for group, told in zip(groups, named, strict=True)]
    telling: dict[str, list[int]] = defaultdict(list)
    for at, group in enumerate(groups):
        for term in cores[at] if len(group) >= FEWEST else ():
            telling[term].append(at)
    above: dict[int, int] = {}
    for at, told in enumerate(named):
        shared = Counter(other for term in set(told.terms) - meaning.names for other in telling.get(term, ()))
        found = [
            (-count, -round(float(centres[at] @ centres[other]), 5), other)
            for other, count in shared.items()
            if count >= COMMON_WORDS and _larger(groups, other, at) and not _turned(told.flow, named[other].flow)
        ]
        near = [each for each in found if -each[1] >= NEAR]
        if near:
            above[at] = min(near)[-1]
    return {at: other for at, other in above.items() if other not in above}


def _core(group: Sequence[Told], named: Told, meaning: Meaning) -> frozenset[str]:
    """The words that a claim is made of, names left out: those of many of its statements, and of the one it bears."""
    counted = Counter(term for told in group for term in told.terms)
    often = [(-count, term) for term, count in counted.items() if count >= max(2, len(group) / CORE)]
    return frozenset({term for _, term in sorted(often)[:MADE_OF]} | set(named.terms)) - meaning.names


def _larger(groups: Sequence[Sequence[Told]], one: int, other: int) -> bool:
    return len(groups[one]) > len(groups[other])


def _turned(one: Flow, other: Flow) -> bool:
    """Whether what goes one way in the one goes the other way in the other."""
    back = one.giver is not None and one.giver == other.receiver
    return back or (one.receiver is not None and one.receiver == other.giver)
