"""Bearers of names over the pile, joined to people. Pure; a function of the set of bearers.

First those whose names are spelt alike are parted where role or party conflict; then groups whose names differ in a
middle name, an initial, a suffix or the order are joined, where nothing contradicts and the rest of `Likeness` holds;
two romanisations of a given name only where both hold one office, that one alone holds, of one party at one time.
Where a group may be joined to two that are not one, it is joined to neither.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from itertools import combinations

from msgspec import Struct

from sayso.names import Likeness, Name, likeness, romanised, spelling
from sayso.people.bearers import Bearer, Days, parties_held, parties_told
from sayso.people.parting import agreeing, conflict, conflicting, near_in_time, sharing_office, side_of, titles_of


class Group(Struct, frozen=True):
    """Bearers that are one person or body."""

    bearers: tuple[Bearer, ...]
    doubt: str = ""  # why it was joined to no other, where it might have been; empty: nothing near it

    @property
    def names(self) -> frozenset[Name]:
        return frozenset(bearer.name for bearer in self.bearers)

    @property
    def shown(self) -> str:
        """The name and what tells the group from others of the name."""
        parties = parties_held(self.bearers)
        return f"{self.form} ({', '.join(sorted(parties))})" if parties else self.form

    @property
    def form(self) -> str:
        """The form told in most articles; one in capitals, or a bare name, only where there is no other."""
        forms = Counter(bearer.form for bearer in self.bearers)
        odd = {bearer.form: bearer.form.isupper() or bearer.name.is_bare for bearer in self.bearers}
        return min(forms, key=lambda form: (odd[form], -forms[form], -len(form), form))


class Unplaced(Struct, frozen=True):
    """A bearer of a name that several people bear, of whom it may be any."""

    bearer: Bearer
    why: str


def joined(bearers: Sequence[Bearer]) -> tuple[list[Group], list[Unplaced]]:
    """People of full names, in no order that may be relied on, and who of them cannot be placed."""
    by_spelling: dict[Hashable, list[Bearer]] = defaultdict(list)
    for bearer in bearers:
        by_spelling[spelling(bearer.name)].append(bearer)
    groups: list[Group] = []
    unplaced: list[Unplaced] = []
    for some in by_spelling.values():
        parted, left = _parted(some)
        groups += parted
        unplaced += left
    return _united(groups), unplaced


class Union(Struct, frozen=True):
    """How things numbered from 0 go together."""

    whole: list[list[int]]  # each thing in one of them
    torn: frozenset[int]  # things that pairs would join to two that are apart: alone in `whole`


def union(count: int, pairs: Collection[tuple[int, int]], apart: Collection[tuple[int, int]]) -> Union:
    """Join things by `pairs` where none of those joined are `apart`; what still clashes stays single."""
    clashing = {frozenset(pair) for pair in apart}
    near: dict[int, set[int]] = defaultdict(set)
    for a, b in pairs:
        near[a].add(b)
        near[b].add(a)
    torn = {at for at, others in near.items() if any(frozenset(two) in clashing for two in combinations(others, 2))}
    whole: list[list[int]] = []
    for members in _components(count, [pair for pair in pairs if not torn & set(pair)]):
        clean = not any(frozenset(two) in clashing for two in combinations(members, 2))
        whole += [members] if clean else [[at] for at in members]
    return Union(whole, frozenset(torn))


def _parted(bearers: Sequence[Bearer]) -> tuple[list[Group], list[Unplaced]]:
    """Bearers of one spelling, parted by party and walk of life."""
    by_side = _by_side(bearers)
    neutral = by_side.pop("", [])
    keys = sorted(by_side)
    told = [side_of(None if key in _NO_PARTIES else key, by_side[key]) for key in keys]
    pairs: list[tuple[int, int]] = []
    apart: list[tuple[int, int]] = []
    for a, b in combinations(range(len(keys)), 2):
        (apart if conflict(told[a], told[b]) else pairs).append((a, b))
    if not apart:
        return [Group(tuple(bearers))], []
    members = [[b for at in some for b in by_side[keys[at]]] for some in union(len(keys), pairs, apart).whole]
    fixed = [tuple(some) for some in members]
    groups = " or ".join(sorted(Group(some).shown for some in fixed))
    titles = [titles_of(some) for some in fixed]
    left = []
    for bearer in neutral:  # of no party, so that an office alone can speak for one of them
        own = titles_of([bearer])
        fitting = [at for at, told in enumerate(titles) if not own.isdisjoint(told)]
        if len(fitting) == 1:
            members[fitting[0]].append(bearer)
        else:
            left.append(Unplaced(bearer, f"“{bearer.form}” may be {groups}"))
    return [Group(tuple(some)) for some in members], left


_ORDINARY, _OFFICIAL = "\0ordinary", "\0official"
_NO_PARTIES = frozenset({_ORDINARY, _OFFICIAL})


def _by_side(bearers: Sequence[Bearer]) -> dict[str, list[Bearer]]:
    """Bearers by party; where some are told by a walk of life that no official is in, those without party by that.

    Under the empty string those of whom nothing is told.
    """
    found: dict[str, list[Bearer]] = defaultdict(list)
    parts = any(b.is_ordinary for b in bearers)
    for bearer in bearers:
        life = _ORDINARY if bearer.is_ordinary else _OFFICIAL if parts and bearer.is_official else ""
        found[bearer.party or life].append(bearer)
    return dict(found)


def _united(groups: Sequence[Group]) -> list[Group]:
    """Groups of names that differ in little, joined."""
    pairs, apart = [], []
    near = list(_near(groups))
    for a, b in near:
        one, other = groups[a], groups[b]
        likes = [likeness(x, y) for x in one.names for y in other.names]
        surely = [like for like in likes if like is not None]
        if len(surely) < len(likes) and _romanisations(one, other):
            pairs.append((a, b))
        elif len(surely) < len(likes) or conflicting(one.bearers, other.bearers):
            apart.append((a, b))
        elif _enough(max(surely), one, other):
            pairs.append((a, b))
    seen = set(near)
    for some in _components(len(groups), pairs):  # of a chain, the ends too
        far = (pair for pair in combinations(some, 2) if pair not in seen)
        apart += [(a, b) for a, b in far if conflicting(groups[a].bearers, groups[b].bearers)]
    found = union(len(groups), pairs, apart)
    near_to = {at: sorted(groups[sum(p) - at].shown for p in pairs if at in p) for at in found.torn}
    return [
        Group(
            tuple(b for at in some for b in groups[at].bearers),
            f"may be {' or '.join(near_to[some[0]])}" if some[0] in near_to else "",
        )
        for some in found.whole
    ]


def _enough(like: Likeness, one: Group, other: Group) -> bool:
    """Whether names that are so alike are one person's, when nothing contradicts."""
    if like in (Likeness.SAME, Likeness.INITIALS):
        return True
    if like is Likeness.FULLER:
        return agreeing(one.bearers, other.bearers)
    if not parties_told(one.bearers).keys() & parties_told(other.bearers).keys():
        return False
    return like is Likeness.TURNED or sharing_office(one.bearers, other.bearers)


def _romanisations(one: Group, other: Group) -> bool:
    """Whether names that may be two romanisations of one are told by one sole office, of one party, at one time.

    By the office, not by the letters: who else of that family name would hold it?
    """
    keys = {romanised(name) for group in (one, other) for name in group.names}
    if len(keys) != 1 or None in keys or conflicting(one.bearers, other.bearers):
        return False
    ours, theirs = _tenures(one), _tenures(other)
    return any(
        near_in_time(mine, their)
        for tenure in ours.keys() & theirs.keys()
        for mine in ours[tenure]
        for their in theirs[tenure]
    )


def _tenures(group: Group) -> dict[tuple[str, str], set[Days]]:
    """By party and sole office told of it: the days of the articles that tell it, each once."""
    found: dict[tuple[str, str], set[Days]] = defaultdict(set)
    for bearer in group.bearers:
        if bearer.party is not None:
            for title in bearer.sole:
                found[bearer.party, title].add(bearer.days)
    return found


def _near(groups: Sequence[Group]) -> Iterator[tuple[int, int]]:
    """Pairs of groups that share first and last word, all their words, or what romanisations share: all to compare."""
    places: dict[Hashable, set[int]] = defaultdict(set)
    for at, group in enumerate(groups):
        for name in group.names:
            places[name.words[0], name.words[-1]].add(at)
            places["".join(sorted("".join(name.core)))].add(at)
            if (spelt := romanised(name)) is not None and any(bearer.sole for bearer in group.bearers):
                places[spelt, "romanised"].add(at)
    yield from sorted({pair for some in places.values() for pair in combinations(sorted(some), 2)})


def _components(count: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The numbers below `count` that pairs connect, each list in order."""
    near: list[set[int]] = [set() for _ in range(count)]
    for a, b in pairs:
        near[a].add(b)
        near[b].add(a)
    found: list[list[int]] = []
    seen: set[int] = set()
    for start in range(count):
        waiting, members = [start], []
        while waiting:
            at = waiting.pop()
            if at not in seen:
                seen.add(at)
                members.append(at)
                waiting.extend(near[at])
        if members:
            found.append(sorted(members))
    return found
