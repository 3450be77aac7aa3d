"""Bare names: told by a family name alone, with what else the article tells. Pure.

"President Roe" of Norland is the one full-named Roe who is told as Norland's president at the time. Where no office is
told, "Roe" is the Roe whom many articles name in full and hardly any article another, if this one tells of his party
and nothing in it contradicts. Where none or two fit, nobody can say who it is; a family name alone never tells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence

from msgspec import Struct

from sayso.people.bearers import MISREAD, Bearer, parties_held
from sayso.people.joining import Group, Unplaced
from sayso.people.parting import conflicting, near_in_time

_SHOWN = 4  # candidates named in a reason; of a common family name a pile has dozens


class Placed(Struct, frozen=True):
    """Where the bearers of bare names went."""

    groups: tuple[Group, ...]  # those given, with what joined them, and new ones
    joined: dict[str, str]  # by statement: why it was joined
    left: tuple[Unplaced, ...]


def placed(groups: Sequence[Group], bare: Sequence[Bearer]) -> Placed:
    """Join bare names to the people given, or to each other, where name, office and party are the same.

    To the people given also where one of the name stands out in the pile, and the article tells of that one's party.
    """
    by_word: dict[str, list[int]] = defaultdict(list)
    for at, group in enumerate(groups):
        for word in {word for name in group.names for word in name.words if len(word) > 1}:
            by_word[word].append(at)
    members = [list(group.bearers) for group in groups]
    alone: dict[Hashable, list[Bearer]] = defaultdict(list)
    joined: dict[str, str] = {}
    left: list[Unplaced] = []
    for bearer in bare:
        bearing = [groups[at] for at in by_word.get(bearer.name.words[-1], ())]
        near = [group for group in bearing if _ends_so(group, bearer)]
        sole = sorted(office.title for office in bearer.offices if office.is_sole)
        holder, told = _holder(near, bearer), f"told as {sole[0]} too" if sole else ""
        if holder is None:
            holder, told = _standing_out(near, bearer)
        if holder is not None:
            members[next(at for at, group in enumerate(groups) if group is holder)].append(bearer)
            joined.update(dict.fromkeys(bearer.statement_ids, f"“{bearer.form}” is {holder.shown}, {told}"))
        elif bearer.party is not None and sole and all(conflicting(group.bearers, [bearer]) for group in bearing):
            alone[bearer.name, bearer.party, sole[0]].append(bearer)
        else:
            left.append(Unplaced(bearer, _unclear(bearer, near)))
    found = [Group(tuple(some), group.doubt) for some, group in zip(members, groups, strict=True)]
    return Placed((*found, *(Group(tuple(some)) for some in alone.values())), joined, tuple(left))


def _ends_so(group: Group, bearer: Bearer) -> bool:
    """Whether the bare name is the family name: the last words, or the first in East Asian order."""
    words = bearer.name.words
    return any(
        words == (name.family,) if name.is_family_first else name.words[-len(words) :] == words for name in group.names
    )


def _holder(near: Sequence[Group], bearer: Bearer) -> Group | None:
    """The one group told by the office and party that a bare name is told by; none other but by a misreading."""
    ranked = sorted(((_articles_holding(group, bearer), at) for at, group in enumerate(near)), reverse=True)
    if not ranked or ranked[0][0] == 0:
        return None
    rest = sum(count for count, _ in ranked[1:])
    return near[ranked[0][1]] if rest * MISREAD <= ranked[0][0] else None


def _standing_out(near: Sequence[Group], bearer: Bearer) -> tuple[Group | None, str]:
    """The one group that most articles name in full, of whose party this article tells; and what speaks for it.

    Nobody where more than one article in `MISREAD` tells of another of the family name, where fewer than `MISREAD` tell
    the name in full, or where what the article tells of the bearer itself is not told of the group.
    """
    ranked = sorted(((_articles_of(group), at) for at, group in enumerate(near)), reverse=True)
    if not ranked or ranked[0][0] < MISREAD or sum(n for n, _ in ranked[1:]) * MISREAD > ranked[0][0]:
        return None, ""
    group, count = near[ranked[0][1]], ranked[0][0]
    party = next(iter(parties_held(group.bearers)), None)
    if party is None or party not in bearer.context or bearer.party not in (None, party):
        return None, ""
    sole = {office.title for office in bearer.offices if office.is_sole}
    if not all(any(o.title == title for b in group.bearers for o in b.offices) for title in sole):
        return None, ""
    if conflicting(group.bearers, [bearer]) or not any(near_in_time(b, bearer) for b in group.bearers):
        return None, ""
    return group, f"whom {count} articles name in full, and hardly one another; this one tells of {party} too"


def _articles_of(group: Group) -> int:
    return len({bearer.article_id for bearer in group.bearers})


def _articles_holding(group: Group, bearer: Bearer) -> int:
    """How many articles tell the group by one of the bearer's offices, of its party, at the time."""
    if bearer.party is None or conflicting(group.bearers, [bearer]):
        return 0
    sole = {office.title for office in bearer.offices if office.is_sole}
    holding = (b for b in group.bearers if b.party == bearer.party and any(o.title in sole for o in b.offices))
    return sum(near_in_time(b, bearer) for b in holding)


def _unclear(bearer: Bearer, near: Sequence[Group]) -> str:
    """Why a bare name has nobody; empty where nobody in the pile bears it in full."""
    names = sorted(group.shown for group in near)
    if not names:
        return ""
    shown = " or ".join(names[:_SHOWN]) + (f" or {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
    told = f"“{bearer.form}” is told by that name alone" if len(names) == 1 else f"“{bearer.form}” is a bare name"
    return f"{told}: it may be {shown}"


def is_bare(bearer: Bearer) -> bool:
    """Whether the bearer is a person told by one name alone."""
    return bearer.is_person and bearer.name.is_bare
