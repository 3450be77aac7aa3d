"""What keeps two propositions apart whatever their words: other actors, other direction, other figures. Pure.

Word vectors see neither who acts nor which way a thing goes; these readings are the hard constraints of grouping. Each
is empty where the words do not tell, and what is empty never conflicts.
"""

from __future__ import annotations

from msgspec import Struct


class Flow(Struct, frozen=True):
    """Roles and figures of one proposition."""

    parties: frozenset[str] = frozenset()  # parties it is about; one that is only told to claim it is left out
    giver: str | None = None  # who acts, or from whom a thing comes; null: not told
    receiver: str | None = None  # on whom or to whom; null: not told
    numbers: frozenset[tuple[str, str]] = frozenset()  # (what is counted, how many)
    years: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()  # kinds of doing told first ("transfer"); empty: none that is known
    tellers: frozenset[str] = frozenset()  # parties only told to claim it: "US" in "the US claims that …"


def conflict(left: Flow, right: Flow) -> bool:
    """Whether two propositions cannot be the same: other actor, direction, doing, number or year."""
    if left.parties and right.parties and not left.parties & right.parties:
        return True
    if _differ(left.giver, right.giver) or _differ(left.receiver, right.receiver):
        return True
    if _same(left.giver, right.receiver) or _same(left.receiver, right.giver):
        return True
    if left.years and right.years and not left.years & right.years:
        return True
    if left.events and right.events and not left.events & right.events:
        return True
    counted = dict(left.numbers)
    return any(counted.get(thing, number) != number for thing, number in right.numbers)


def _differ(left: str | None, right: str | None) -> bool:
    return left is not None and right is not None and left != right


def _same(left: str | None, right: str | None) -> bool:
    return left is not None and left == right
