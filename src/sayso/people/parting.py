"""What keeps people of one name apart, and what speaks for their being one. Pure.

Two of one name are two when at the same time they are told of two parties, or one of an office and the other of a
walk of life that officials are not in. What is not told parts nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from sayso.names import folded
from sayso.parties import Noun, look_up, source_nouns
from sayso.people.bearers import MISREAD, Bearer, Days, parties_told

SAME_TIME = 1  # years: articles that lie further apart may tell of one who went from one party to another
_LOCAL = frozenset({"governor", "mayor"})  # of a province or town, which papers tell as the country's
_LAST = "9999-12-31"


class Side(Struct, frozen=True):
    """What is told of some bearers of a name that are of one party."""

    party: str | None
    sole: frozenset[str]  # titles of offices that one alone holds for a party
    heads: frozenset[str]  # the last words of all titles told: "president"
    ordinary: bool
    official: bool
    articles: int
    earliest: str | None  # null: at least one article is not dated, or there is no telling apart by time
    latest: str | None


def sides(bearers: Sequence[Bearer]) -> tuple[Side, ...]:
    """A side for each party that bearers are of, and one for those of whom none is told."""
    found: dict[str | None, list[Bearer]] = defaultdict(list)
    for bearer in bearers:
        found[bearer.party].append(bearer)
    return tuple(side_of(party, some) for party, some in found.items())


def side_of(party: str | None, bearers: Sequence[Bearer]) -> Side:
    """What they are told to be, and when. Names in East Asian order are too often alike for time to part people."""
    undated = any(b.earliest is None or b.latest is None or b.name.is_family_first for b in bearers)
    return Side(
        party=party,
        sole=frozenset(title for b in bearers for title in b.sole),
        heads=frozenset(o.title.split()[-1] for b in bearers for o in b.offices),
        ordinary=any(b.is_ordinary for b in bearers),
        official=any(b.is_official for b in bearers),
        articles=len({b.article_id for b in bearers}),
        earliest=None if undated else min(b.earliest or "" for b in bearers),
        latest=None if undated else max(b.latest or _LAST for b in bearers),
    )


def conflict(one: Side, other: Side) -> bool:
    """Whether two sides of a name cannot be one person's."""
    if not _at_one_time(one, other):
        return False
    if one.party is not None and other.party is not None and one.party != other.party:
        return contrary(*sorted((one.party, other.party))) and not _misread(one, other)
    if one.party == other.party and one.party is not None:
        return False
    return (one.ordinary and other.official) or (one.official and other.ordinary)


def _misread(one: Side, other: Side) -> bool:
    """Whether two parties are told by one office, and one of them by mistake, or as a part of the other.

    A governor is told as his province's and as his country's. That two states have a president of one name is less
    likely than that one article in ten was misread: on 600 articles a head of state was given another state in 2.
    Nor is it likely of a name that `MISREAD` articles give to one state, and one to another with no other office: a
    firm is told by words beside the name, a state may have been taken from the words around it.
    """
    shared = one.sole & other.sole
    if shared & _LOCAL and (look_up(one.party or "") is None) != (look_up(other.party or "") is None):
        return True
    few, many = sorted((one, other), key=lambda side: side.articles)
    if few.articles * MISREAD > many.articles:
        return False
    guessed = look_up(few.party or "") is not None and few.heads <= {title.split()[-1] for title in many.sole}
    return bool(shared) or guessed


def conflicting(one: Sequence[Bearer], other: Sequence[Bearer]) -> bool:
    """Whether any side of one group of bearers is in conflict with any of the other."""
    return any_conflict(sides(one), sides(other))


def any_conflict(ours: Sequence[Side], theirs: Sequence[Side]) -> bool:
    """Whether any of some sides is in conflict with any of the others."""
    return any(conflict(a, b) for a in ours for b in theirs)


def agreeing(one: Sequence[Bearer], other: Sequence[Bearer]) -> bool:
    """Whether role or party speak for one person: both told, and the same."""
    return bool(parties_told(one).keys() & parties_told(other).keys()) or sharing_office(one, other)


def sharing_office(one: Sequence[Bearer], other: Sequence[Bearer]) -> bool:
    """Whether both are told by one title."""
    return not titles_of(one).isdisjoint(titles_of(other))


def titles_of(bearers: Sequence[Bearer]) -> frozenset[str]:
    """The titles that any of them is told by."""
    return frozenset(office.title for bearer in bearers for office in bearer.offices)


def near_in_time(one: Days, other: Days) -> bool:
    """Whether two articles may lie within a year: office holders of one name follow each other."""
    if None in one or None in other:
        return True
    first, then = sorted(((one[0] or "", one[1] or ""), (other[0] or "", other[1] or "")))
    return f"{int(first[1][:4]) + 1:04}{first[1][4:]}" >= then[0]


@lru_cache(maxsize=16_384)
def contrary(one: str, other: str) -> bool:
    """Whether nobody speaks for both parties at a time: two states, two firms, a state and a firm.

    A body of a state ("Border Guard", "Senate committee") may be that of any state.
    """
    known = look_up(one), look_up(other)
    if known[0] is not None and known[1] is not None:
        return known[0].party != known[1].party
    ours, theirs = set(folded(one).split()), set(folded(other).split())
    if ours <= theirs or theirs <= ours:  # "Lim Bank" and "Lim Bank of Norland"
        return False
    if not any(known):
        return not (_is_of_a_state(one) and _is_of_a_state(other))
    return not _is_of_a_state(other if known[0] else one)


def _at_one_time(one: Side, other: Side) -> bool:
    if None in (one.earliest, one.latest, other.earliest, other.latest):
        return True
    return not (
        _years_before(one.latest or "", other.earliest or "") or _years_before(other.latest or "", one.earliest or "")
    )


def _years_before(earlier: str, later: str) -> bool:
    """Whether the later of two days is more than `SAME_TIME` years after the earlier."""
    return f"{int(earlier[:4]) + SAME_TIME:04}{earlier[4:]}" < later


def _is_of_a_state(body: str) -> bool:
    return any(noun.sphere == "state" for noun in _nouns(body))


def _nouns(body: str) -> list[Noun]:
    nouns = source_nouns()
    found = (nouns.get(word) for word in folded(body).split())
    return [noun for noun in found if noun is not None and noun.sort == "body"]
