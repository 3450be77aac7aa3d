"""Rulings on claims: two are one, statements leave one or go to another, and which stance they take. Pure.

A claim is meant by the statements it had when it was ruled: of those found, the group that holds most. So a ruling
means the same whatever ids claims bear, in whatever order the pages came. What a copy took over goes where its origin
goes, unless a ruling is about the copy itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from msgspec.structs import replace

from sayso.claims.copied import followed
from sayso.claims.told import Told
from sayso.records import CopyLink, Decision, Stance, Upheld
from sayso.rulings import in_force, refused

Groups = list[list[Told]]


def placed_by(rulings: Sequence[Upheld]) -> frozenset[str]:
    """Statements that are on a claim because a person says so, whatever their act."""
    return frozenset(of for one in in_force(rulings, Decision.MOVE, Decision.STANCE) for of in one.subjects)


def with_stances(told: Sequence[Told], rulings: Sequence[Upheld]) -> list[Told]:
    """The statements, in their order, with the stance each was ruled to take; of two rulings the later holds."""
    stances = {of: Stance(one.ruling.value) for one in in_force(rulings, Decision.STANCE) for of in one.subjects}
    if not stances:
        return list(told)
    return [replace(of, ruled=stances.get(of.statement_id)) for of in told]


def ruled_groups(groups: Groups, told: Sequence[Told], links: Sequence[CopyLink], rulings: Sequence[Upheld]) -> Groups:
    """The groups, after rulings in order of time have joined and parted them, less the statements that do not count.

    `told` are all statements there are. A statement that was rejected has had its part in grouping the others: so
    nothing else moves when it goes.
    """
    wanted = in_force(rulings, Decision.MERGE, Decision.SPLIT, Decision.MOVE)
    out = refused(rulings)
    if not wanted and not out:
        return groups
    by_id = {item.statement_id: item for item in told}
    roots = {told[copy].statement_id: told[root].statement_id for copy, root in followed(told, links).items()}
    now = {number: list(group) for number, group in enumerate(groups)}
    for one in wanted:
        there = _holding(now, one.others)
        if one.ruling.decision is Decision.MERGE:
            _join(now, _holding(now, one.subjects), there)
            continue
        moving = [by_id[of] for of in _with_copies(one.subjects, roots) if of in by_id]
        if one.ruling.decision is Decision.SPLIT:
            inside = {item.statement_id for item in now.get(there, ())} if there is not None else set()
            moving = [item for item in moving if item.statement_id in inside]
            there = max(now, default=-1) + 1 if moving else None
        _move(now, moving, there)
    left = ([item for item in group if item.statement_id not in out] for group in now.values())
    return [group for group in left if group]


def _holding(groups: Mapping[int, Sequence[Told]], statement_ids: Collection[str]) -> int | None:
    """The group that holds most of some statements; of equals the one with the first of them."""
    wanted = set(statement_ids)
    held = {
        number: sorted(item.statement_id for item in group if item.statement_id in wanted)
        for number, group in groups.items()
    }
    found = {number: (-len(ids), ids[0]) for number, ids in held.items() if ids}
    return min(found, key=lambda number: found[number], default=None)


def _join(groups: dict[int, list[Told]], here: int | None, there: int | None) -> None:
    if here is not None and there is not None and here != there:
        groups[there] += groups.pop(here)


def _move(groups: dict[int, list[Told]], moving: Sequence[Told], there: int | None) -> None:
    """Take statements out of wherever they are, and put them into one group."""
    if there is None:
        return
    ids = {item.statement_id for item in moving}
    for number, group in groups.items():
        groups[number] = [item for item in group if item.statement_id not in ids]
    groups.setdefault(there, []).extend(moving)


def _with_copies(statement_ids: Sequence[str], roots: Mapping[str, str]) -> list[str]:
    """Statements, and what copies took over of them."""
    wanted = set(statement_ids)
    return sorted(wanted | {copy for copy, root in roots.items() if root in wanted})


def ruled_in(told: Sequence[Told]) -> str:
    """What to say of positions that rest on a ruling; empty when none does."""
    count = Counter(item.ruled is not None for item in told)[True]
    return f"; the stance of {count} of {len(told)} by a ruling" if count else ""
