"""Bodies over the pile: states, ministries, firms, movements, outlets, by name and party. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sayso.names import folded
from sayso.parties import look_up, source_nouns, split_owner
from sayso.people.bearers import Bearer
from sayso.people.joining import Group

_FILLERS = frozenset({"the", "of", "for", "and", "affairs", "&"})
_SPELT = {"defense": "defence", "organization": "organisation", "center": "centre", "labor": "labour"}

Key = tuple[frozenset[str], str | None]


def joined_bodies(bearers: Sequence[Bearer]) -> tuple[list[Group], list[Bearer]]:
    """Bodies, in no order that may be relied on, and bearers of which it is not told whose body they are.

    "Ministry of Foreign Affairs" and "Foreign Ministry" of one party are one. A body that no party is told of goes
    with its only namesake, unless any state may have one of the name.
    """
    by_key: dict[Key, list[Bearer]] = defaultdict(list)
    for bearer in bearers:
        by_key[_key(bearer)].append(bearer)
    parties: dict[frozenset[str], set[str]] = defaultdict(set)
    for words, party in by_key:
        if party is not None:
            parties[words].add(party)
    left: list[Bearer] = []
    for (words, party), some in list(by_key.items()):
        if party is not None or not (_is_generic(words) or parties[words]):
            continue
        del by_key[words, party]
        if len(parties[words]) == 1 and not _is_generic(words):
            by_key[words, next(iter(parties[words]))] += some
        else:
            left += some
    return [Group(tuple(some)) for some in by_key.values()], left


def _key(bearer: Bearer) -> Key:
    """The words that tell a body, without its party's name, and the party."""
    known = look_up(bearer.form)
    if known is not None:
        return frozenset(folded(known.body or known.party).split()), known.party
    party = bearer.party
    owner, rest = split_owner(bearer.form)
    if owner is not None and rest and rest != bearer.form:
        party = party or owner.party
    words = rest if owner is not None and rest and owner.party == party else bearer.form
    told = [_SPELT.get(word, word) for word in folded(words).split()]
    kept = frozenset(word for word in told if word not in _FILLERS)
    return kept or frozenset(told), party


def _is_generic(words: frozenset[str]) -> bool:
    """Whether any state may have a body of that name."""
    nouns = source_nouns()
    return any(word in nouns and nouns[word].sort == "body" and nouns[word].sphere == "state" for word in words)
