"""Rulings on who is who: two are one, statements are another's, a statement is somebody's. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeVar

from msgspec.structs import replace

from sayso.people.joining import Group
from sayso.people.listed import Entry
from sayso.records import Decision, Spoken, Upheld
from sayso.rulings.force import in_force

T = TypeVar("T")
Matched = list[tuple[Group, Entry | None]]


def ruled_groups(groups: Sequence[tuple[Group, Entry | None]], rulings: Sequence[Upheld]) -> Matched:
    """The groups, after rulings in order of time have joined and parted them. A name is one's within an article."""
    now = list(groups)
    for one in in_force(rulings, Decision.SAME_PERSON, Decision.OTHER_PERSON):
        where = _places(now)
        here, there = _of(where, one.subjects), _of(where, one.others)
        if one.ruling.decision is Decision.SAME_PERSON:
            now = _joined(now, here, there, one)
        elif there is not None:
            now = _parted(now, there, one)
    return now


def ruled_spoken(spoken: Sequence[Spoken], rulings: Sequence[Upheld]) -> list[Spoken]:
    """Who statements are of, where a ruling names somebody of the pile as their speaker."""
    now = {one.statement_id: one for one in spoken}
    for one in in_force(rulings, Decision.SPEAKER):
        person = _most([found.person_id for of in one.others if (found := now.get(of)) and found.person_id])
        why = f"ruling of {one.ruling.by}, {one.ruling.at[:10]}"
        if person is not None:
            now.update({of: Spoken(of, person, why) for of in one.subjects})
    return list(now.values())


def _of(where: Mapping[str, int], statement_ids: Sequence[str]) -> int | None:
    """The group that holds most of some statements; of equals the one with the first of them."""
    return _most([where[of] for of in statement_ids if of in where])


def _places(groups: Matched) -> Mapping[str, int]:
    """By statement, which group it is in."""
    return {of: at for at, (group, _) in enumerate(groups) for bearer in group.bearers for of in bearer.statement_ids}


def _most(found: Sequence[T]) -> T | None:
    counts = Counter(found)  # keeps the order of the first
    return max(counts, key=lambda one: counts[one], default=None)


def _joined(groups: Matched, here: int | None, there: int | None, one: Upheld) -> Matched:
    if here is None or there is None or here == there:
        return groups
    (left, entry), (right, other) = groups[here], groups[there]
    kept = replace(left, bearers=(*left.bearers, *right.bearers), doubt=_why(one))
    return [*(group for at, group in enumerate(groups) if at not in (here, there)), (kept, entry or other)]


def _parted(groups: Matched, there: int, one: Upheld) -> Matched:
    group, entry = groups[there]
    gone = [bearer for bearer in group.bearers if not set(one.subjects).isdisjoint(bearer.statement_ids)]
    left = tuple(bearer for bearer in group.bearers if bearer not in gone)
    if not gone or not left:
        return groups
    rest = [each for at, each in enumerate(groups) if at != there]
    return [*rest, (replace(group, bearers=left), entry), (Group(tuple(gone), _why(one)), None)]


def _why(one: Upheld) -> str:
    return f"ruling of {one.ruling.by}, {one.ruling.at[:10]}"
