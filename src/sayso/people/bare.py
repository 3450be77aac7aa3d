"""Bare names: told by a family name alone, with what else the article tells. Pure.

"President Roe" of Norland is the one full-named Roe who is told as Norland's president at the time. Where no office is
told, "Roe" is the Roe whom many articles name in full and hardly any article another, if this one tells of his party
and nothing in it contradicts. Where none or two fit, nobody can say who it is; a family name alone never tells.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from sayso.names import Name
from sayso.people.bearers import MISREAD, Bearer, Days, parties_held
from sayso.people.joining import Group, Unplaced
from sayso.people.parting import Side, any_conflict, near_in_time, side_of, sides, titles_of

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
    people = _People(groups)
    members = [list(group.bearers) for group in groups]
    alone: dict[Hashable, list[Bearer]] = defaultdict(list)
    joined: dict[str, str] = {}
    left: list[Unplaced] = []
    for bearer in bare:
        namesakes, side = people.of(bearer.name), side_of(bearer.party, [bearer])
        sole = sorted(side.sole)
        holder, told = _holder(namesakes.near, bearer, side), f"told as {sole[0]} too" if sole else ""
        if holder is None:
            holder, told = _standing_out(namesakes, bearer, side)
        if holder is not None:
            members[holder.at].append(bearer)
            joined.update(dict.fromkeys(bearer.statement_ids, f"“{bearer.form}” is {holder.shown}, {told}"))
        elif bearer.party is not None and sole and all(one.conflicts(side) for one in namesakes.bearing):
            alone[bearer.name, bearer.party, sole[0]].append(bearer)
        else:
            left.append(Unplaced(bearer, _unclear(bearer, namesakes)))
    found = [Group(tuple(some), group.doubt) for some, group in zip(members, groups, strict=True)]
    return Placed((*found, *(Group(tuple(some)) for some in alone.values())), joined, tuple(left))


class _Person:
    """One of the people given, as bare names ask for them: read off the bearers once, however many names ask."""

    def __init__(self, at: int, group: Group) -> None:
        self.at = at
        self._group = group
        self._holding: dict[tuple[str, frozenset[str], Days], int] = {}

    @cached_property
    def names(self) -> frozenset[Name]:
        return self._group.names

    @cached_property
    def shown(self) -> str:
        return self._group.shown

    @cached_property
    def articles(self) -> int:
        return len({bearer.article_id for bearer in self._group.bearers})

    @cached_property
    def party(self) -> str | None:
        """The party told most often."""
        return next(iter(parties_held(self._group.bearers)), None)

    @cached_property
    def titles(self) -> frozenset[str]:
        return titles_of(self._group.bearers)

    @cached_property
    def days(self) -> frozenset[Days]:
        return frozenset(bearer.days for bearer in self._group.bearers)

    @cached_property
    def _sides(self) -> tuple[Side, ...]:
        return sides(self._group.bearers)

    @cached_property
    def _told(self) -> Mapping[str | None, Counter[tuple[frozenset[str], Days]]]:
        """By party: by what titles, and on what days, articles tell of it."""
        found: dict[str | None, Counter[tuple[frozenset[str], Days]]] = defaultdict(Counter)
        for bearer in self._group.bearers:
            found[bearer.party][titles_of([bearer]), bearer.days] += 1
        return found

    def conflicts(self, side: Side) -> bool:
        """Whether this cannot be who is told of there."""
        return any_conflict(self._sides, (side,))

    def holding(self, party: str, sole: frozenset[str], days: Days) -> int:
        """How many articles tell the person by one of these offices, of this party, at the time."""
        asked = party, sole, days
        if asked not in self._holding:
            told = self._told.get(party, Counter()).items()
            near = (n for (titles, when), n in told if titles & sole and near_in_time(when, days))
            self._holding[asked] = sum(near)
        return self._holding[asked]


class _Namesakes(Struct, frozen=True):
    """Who of the people given may be meant by one bare name."""

    bearing: tuple[_Person, ...]  # whose name holds the word
    near: tuple[_Person, ...]  # of them, whose family name it is
    most: _Person | None  # of these, the one that stands out: told in full by most articles, the others by hardly any
    shown: tuple[str, ...]  # how those near are shown, sorted


class _People:
    """The people given, by the bare names they may be meant by."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self._by_word: dict[str, list[_Person]] = defaultdict(list)
        self._known: dict[Name, _Namesakes] = {}
        for at, group in enumerate(groups):
            one = _Person(at, group)
            for word in {word for name in one.names for word in name.words if len(word) > 1}:
                self._by_word[word].append(one)

    def of(self, bare: Name) -> _Namesakes:
        if bare not in self._known:
            bearing = tuple(self._by_word.get(bare.words[-1], ()))
            near = tuple(one for one in bearing if _ends_so(one, bare))
            self._known[bare] = _Namesakes(bearing, near, _most_told(near), tuple(sorted(one.shown for one in near)))
        return self._known[bare]


def _ends_so(one: _Person, bare: Name) -> bool:
    """Whether the bare name is the family name: the last words, or the first in East Asian order."""
    words = bare.words
    return any(
        words == (name.family,) if name.is_family_first else name.words[-len(words) :] == words for name in one.names
    )


def _most_told(near: Sequence[_Person]) -> _Person | None:
    """Whom most articles name in full; null where more than one article in `MISREAD` names another, or too few do."""
    ranked = sorted(((one.articles, one.at) for one in near), reverse=True)
    if not ranked or ranked[0][0] < MISREAD or sum(n for n, _ in ranked[1:]) * MISREAD > ranked[0][0]:
        return None
    return next(one for one in near if one.at == ranked[0][1])


def _holder(near: Sequence[_Person], bearer: Bearer, side: Side) -> _Person | None:
    """The one told by the office and party that a bare name is told by; none other but by a misreading."""
    if bearer.party is None or not side.sole:
        return None
    told = [(one.holding(bearer.party, side.sole, bearer.days), one) for one in near]
    holding = [(count, one) for count, one in told if count and not one.conflicts(side)]
    most, holder = max(holding, key=lambda each: each[0], default=(0, None))
    return holder if (sum(count for count, _ in holding) - most) * MISREAD <= most else None


def _standing_out(namesakes: _Namesakes, bearer: Bearer, side: Side) -> tuple[_Person | None, str]:
    """The one whom most articles name in full, of whose party this article tells; and what speaks for it.

    Nobody where nobody stands out, or where what the article tells of the bearer itself is not told of that one.
    """
    one = namesakes.most
    if one is None or one.party is None or one.party not in bearer.context or bearer.party not in (None, one.party):
        return None, ""
    if not side.sole <= one.titles:
        return None, ""
    if one.conflicts(side) or not any(near_in_time(days, bearer.days) for days in one.days):
        return None, ""
    return one, f"whom {one.articles} articles name in full, and hardly one another; this one tells of {one.party} too"


def _unclear(bearer: Bearer, namesakes: _Namesakes) -> str:
    """Why a bare name has nobody; empty where nobody in the pile bears it in full."""
    names = namesakes.shown
    if not names:
        return ""
    shown = " or ".join(names[:_SHOWN]) + (f" or {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
    told = f"“{bearer.form}” is told by that name alone" if len(names) == 1 else f"“{bearer.form}” is a bare name"
    return f"{told}: it may be {shown}"


def is_bare(bearer: Bearer) -> bool:
    """Whether the bearer is a person told by one name alone."""
    return bearer.is_person and bearer.name.is_bare
