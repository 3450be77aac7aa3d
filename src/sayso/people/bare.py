"""Bare names: told by a family name alone, with what else the article tells. Pure.

"President Roe" of Norland is the one full-named Roe who is told as Norland's president at the time. Where no office is
told, "Roe" is the Roe whom many articles name in full and hardly any article another, if this one tells of his party
and nothing in it contradicts. Where no one stands out, he is whom the article names in full beside what he says, and
where it names nobody so, the only one in the pile who is called so, if articles of the same matter name him in full.
Where none or two fit, nobody can say who it is; a family name alone never tells.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from sayso.names import Likeness, Name, folded, likeness
from sayso.people.bearers import MISREAD, Bearer, Days, parties_held
from sayso.people.joining import Group, Unplaced
from sayso.people.matter import FEW, Matters
from sayso.people.parting import Side, any_conflict, near_in_time, side_of, sides, titles_of

_SHOWN = 4  # candidates named in a reason; of a common family name a pile has dozens
_SHARED = 2  # names that few articles tell: so many put two articles into one matter, or one less with a title or party


class Placed(Struct, frozen=True):
    """Where the bearers of bare names went."""

    groups: tuple[Group, ...]  # those given, with what joined them, and new ones
    joined: dict[str, str]  # by statement: why it was joined
    left: tuple[Unplaced, ...]

    def holds(self, bearer: Bearer) -> bool:
        """Whether the bearer was joined to one of the people given."""
        return bearer.statement_ids[0] in self.joined


def placed(groups: Sequence[Group], bare: Sequence[Bearer], matters: Matters) -> Placed:
    """Join bare names to the people given, or to each other, where name, office and party are the same.

    To the people given also where one of the name stands out in the pile, and the article tells of that one's party; or
    where the article or one of its matter names him in full. Bearers that were read as bodies are joined by that alone.
    """
    people = _People(groups)
    members = [list(group.bearers) for group in groups]
    alone: dict[Hashable, list[Bearer]] = defaultdict(list)
    joined: dict[str, str] = {}
    left: list[Unplaced] = []
    told = [_by_office_or_number(people.of(bearer.name), bearer) for bearer in bare]
    rest = [bearer for bearer, found in zip(bare, told, strict=True) if found is None]
    by_matter = _by_matter(people, rest, matters)
    for bearer, known in zip(bare, told, strict=True):
        namesakes, side = people.of(bearer.name), side_of(bearer.party, [bearer])
        found = known or by_matter.get((bearer.article_id, bearer.form))
        if found is not None:
            members[found.person.at].append(bearer)
            joined.update(dict.fromkeys(bearer.statement_ids, f"“{bearer.form}” is {found.person.shown}, {found.why}"))
        elif bearer.is_person and bearer.party and side.sole and all(one.conflicts(side) for one in namesakes.bearing):
            alone[bearer.name, bearer.party, min(side.sole)].append(bearer)
        else:
            left.append(Unplaced(bearer, _unclear(bearer, namesakes)))
    grown = [Group(tuple(some), group.doubt) for some, group in zip(members, groups, strict=True)]
    return Placed((*grown, *(Group(tuple(some)) for some in alone.values())), joined, tuple(left))


class _Meant(Struct, frozen=True):
    """Who a bare name is, and what speaks for it."""

    person: _Person
    why: str


def _by_office_or_number(namesakes: _Namesakes, bearer: Bearer) -> _Meant | None:
    """The one told by the same office, else the one whom many more articles name in full than any other."""
    if not bearer.is_person:
        return None
    side = side_of(bearer.party, [bearer])
    holder = _holder(namesakes.near, bearer, side)
    return _Meant(holder, f"told as {min(side.sole)} too") if holder else _standing_out(namesakes, bearer, side)


def _by_matter(people: _People, bare: Sequence[Bearer], matters: Matters) -> dict[tuple[str, str], _Meant]:
    """By article and bare name: who is named in full there, or in articles of its matter.

    By the matter only the one who alone is called so, and only where most that tell the bare name are of his matter and
    name no other: what is told all over the pile is a firm, or somebody whom all know.
    """
    found: dict[tuple[str, str], _Meant] = {}
    sharing: dict[int, dict[tuple[str, str], tuple[str, ...]]] = defaultdict(dict)
    by_place: dict[int, _Person] = {}
    for bearer in bare:
        namesakes, family = people.of(bearer.name), bearer.form.split()[-1]
        fitting = _fitting(namesakes, bearer)
        if not fitting or (not bearer.is_person and matters.has_article(bearer.article_id, family)):
            continue
        key, named = (bearer.article_id, bearer.form), matters.named_in_full(bearer.article_id, family)
        meant = [one for one in fitting if named and all(one.is_called(name) for name in named)]
        if len(meant) == 1:
            found[key] = _Meant(meant[0], "whom the article names in full")
        elif len(namesakes.bearing) == 1:
            (one,) = fitting
            by_place[one.at] = one
            sharing[one.at][key] = () if named else _shared(one, bearer, matters)
    for at, told in sharing.items():
        near = {key: names for key, names in told.items() if names}
        for key, names in near.items() if 2 * len(near) > len(told) else ():
            why = f"the only one so called; articles of his matter tell of {', '.join(names[:_SHOWN])} too"
            found[key] = _Meant(by_place[at], why)
    return found


class _Person:
    """One of the people given, as bare names ask for them: read off the bearers once, however many names ask."""

    def __init__(self, at: int, group: Group) -> None:
        self.at = at
        self._group = group
        self._holding: dict[tuple[str, frozenset[str], Days], int] = {}
        self._matter: frozenset[str] | None = None

    @cached_property
    def names(self) -> frozenset[Name]:
        return self._group.names

    @cached_property
    def shown(self) -> str:
        return self._group.shown

    @cached_property
    def articles(self) -> int:
        return len(self.told_in)

    @cached_property
    def parties(self) -> tuple[str, ...]:
        return parties_held(self._group.bearers)

    @property
    def party(self) -> str | None:
        """The party told most often."""
        return next(iter(self.parties), None)

    @cached_property
    def titles(self) -> frozenset[str]:
        return titles_of(self._group.bearers)

    @cached_property
    def days(self) -> frozenset[Days]:
        return frozenset(bearer.days for bearer in self._group.bearers)

    @cached_property
    def is_family_first(self) -> bool:
        return any(name.is_family_first for name in self.names)

    def matter(self, matters: Matters) -> frozenset[str]:
        """The names told in articles that name the person in full, and in those of their matters."""
        if self._matter is None:
            self._matter = frozenset(name for of in self.told_in for name in matters.around(of))
        return self._matter

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of all the person's names."""
        return frozenset(word for name in self.names for word in name.words)

    @cached_property
    def told_in(self) -> frozenset[str]:
        """The articles that name the person in full."""
        return frozenset(bearer.article_id for bearer in self._group.bearers)

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

    def is_called(self, name: Name) -> bool:
        """Whether a full name is one of the person's, but for a middle name."""
        likes = (likeness(name, own) for own in self.names)
        return any(like is not None and like <= Likeness.FULLER for like in likes)

    def is_near_in_time(self, days: Days) -> bool:
        """Whether an article of these days may be within a year of one that names the person in full."""
        return any(near_in_time(own, days) for own in self.days)

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


def _standing_out(namesakes: _Namesakes, bearer: Bearer, side: Side) -> _Meant | None:
    """The one whom most articles name in full, of whose party this article tells.

    Nobody where nobody stands out, or where what the article tells of the bearer itself is not told of that one.
    """
    one = namesakes.most
    if one is None or one.party is None or one.party not in bearer.context or bearer.party not in (None, one.party):
        return None
    if not side.sole <= one.titles:
        return None
    if one.conflicts(side) or not one.is_near_in_time(bearer.days):
        return None
    why = f"whom {one.articles} articles name in full, and hardly one another; this one tells of {one.party} too"
    return _Meant(one, why)


def _fitting(namesakes: _Namesakes, bearer: Bearer) -> list[_Person]:
    """Who may be meant by a bare name, as far as office, party and day tell.

    Names in East Asian order are too often alike to be told by what else an article tells.
    """
    side = side_of(bearer.party, [bearer])
    able = (one for one in namesakes.near if not one.is_family_first and side.sole <= one.titles)
    return [one for one in able if not one.conflicts(side) and one.is_near_in_time(bearer.days)]


def _shared(one: _Person, bearer: Bearer, matters: Matters) -> tuple[str, ...]:
    """The names by which an article is of one matter with those that name somebody in full; none: it is of another.

    Without his own and his party's; a title or party that both tell counts for one of them, and so does a pile so small
    that it is of one matter. Where statements tell too few, those that the texts of both hold.
    """
    own = {word for party in (bearer.party, *one.parties) if party for word in folded(party).split()}
    shared = (matters.names(bearer.article_id) & one.matter(matters)).difference(bearer.name.words, own)
    alike = not titles_of([bearer]).isdisjoint(one.titles) or one.party in bearer.context or matters.is_one
    if len(shared) < _SHARED - alike and one.articles <= FEW:
        texts = (matters.names_in_text(bearer.article_id) & matters.names_in_text(of) for of in one.told_in)
        shared = max((both.difference(one.words, own) for both in texts), key=lambda both: (len(both), sorted(both)))
    return tuple(sorted(shared)) if len(shared) >= _SHARED - alike else ()


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


def may_be_bare(bearer: Bearer) -> bool:
    """Whether what was read as a body may be somebody told by a family name: one word, and nothing else told of it."""
    word = bearer.form
    written = word.isalpha() and word[0].isupper() and not word.isupper()
    return not bearer.is_person and written and bearer.party is None and not bearer.offices
