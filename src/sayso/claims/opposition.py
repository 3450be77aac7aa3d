"""What turns a claim down must be about it: a loose fit makes no dispute. Pure.

Statements that lean the same way may stand loosely together; that one denies what another asserts is the ledger's
point, and is only said where their words or their doings meet.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.claims.meaning import Meaning
from sayso.claims.told import Told, supports

LEAST_TERMS = 2  # terms of what turns a claim down, names left out, that the other side tells
LEAST_SHARE = 0.5  # and their share of its weight
LEAST_DOING = 0.25  # the share that will do where both name one kind of doing


def opposed(groups: Sequence[Sequence[Told]], meaning: Meaning) -> list[list[Told]]:
    """The groups, with what turns down nothing that is told in its group in a group of its own."""
    found: list[list[Told]] = []
    for group in groups:
        holding, against = [told for told in group if supports(told)], [told for told in group if not supports(told)]
        apart = _apart(holding, against, meaning) if holding and against else []
        found.append([told for told in group if told not in apart])
        if apart:
            found.append(apart)
    return found


def _apart(holding: Sequence[Told], against: Sequence[Told], meaning: Meaning) -> list[Told]:
    """Those of one side that meet nothing of the other."""
    return [told for told in against if not any(meets(told, other, meaning) for other in holding)]


def meets(told: Told, other: Told, meaning: Meaning) -> bool:
    """Whether enough of what turns a claim down is what the other says."""
    count, share = meaning.told_by(told.terms, other.terms)
    least = LEAST_DOING if told.flow.events & other.flow.events else LEAST_SHARE
    return share >= least and (count >= LEAST_TERMS or least == LEAST_DOING)
