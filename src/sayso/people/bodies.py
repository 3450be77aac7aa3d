"""Bodies over the pile: states, ministries, firms, movements, outlets, by name and party. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sayso.names import folded
from sayso.parties import look_up, source_nouns, split_owner
from sayso.people.bare import Placed
from sayso.people.bearers import Bearer
from sayso.people.joining import Group, Unplaced

_FILLERS = frozenset({"the", "of", "for", "and", "affairs", "&"})
_SPELT = {"defense": "defence", "organization": "organisation", "center": "centre", "labor": "labour"}

Key = tuple[frozenset[str], str | None]


def joined_bodies(bearers: Sequence[Bearer]) -> Placed:
    """Bodies, in no order that may be relied on, and bearers of which it is not told whose body they are.

    "Ministry of Foreign Affairs" and "Foreign Ministry" of one party are one. A body that no party is told of goes
    with its only namesake, unless any state may have one of the name; then with that of the only state that the article
    tells of, of those that have bodies in the pile. One told by a common noun alone ("the hospital") is one with none
    of another article.
    """
    by_key: dict[Key, list[Bearer]] = defaultdict(list)
    for bearer in bearers:
        by_key[_key(bearer)].append(bearer)
    parties: dict[frozenset[str], set[str]] = defaultdict(set)
    for words, party in by_key:
        if party is not None:
            parties[words].add(party)
    states = {party for words, party in by_key if party is not None and _is_generic(words)}
    joined: dict[str, str] = {}
    left: list[Unplaced] = []
    for (words, party), some in list(by_key.items()):
        if party is not None or not (_is_generic(words) or parties[words] or _is_common(some)):
            continue
        del by_key[words, party]
        for bearer in some:
            only = states & bearer.context if _is_generic(words) or _is_common(some) else parties[words]
            if len(only) == 1 and only <= parties[words]:
                (whose,) = only
                by_key[words, whose].append(bearer)
                why = f"“{bearer.form}” is that of {whose}, of which alone the article tells"
                joined.update(dict.fromkeys(bearer.statement_ids if _is_generic(words) else (), why))
            else:
                left.append(Unplaced(bearer, f"“{bearer.form}”: not told whose"))
    return Placed(tuple(Group(tuple(some)) for some in by_key.values()), joined, tuple(left))


def _key(bearer: Bearer) -> Key:
    """The words that tell a body, without its party's name, and the party."""
    known = look_up(bearer.form)
    if known is not None:
        return frozenset(folded(known.body or known.party).split()), known.party
    party = bearer.party
    owner, rest = split_owner(bearer.form)
    if owner is not None and rest and rest != bearer.form:
        party = party or owner.party
    words = rest if owner is not None and rest and owner.party == party else _without_owner(bearer.form, party)
    told = [_SPELT.get(word, word) for word in folded(words).split()]
    kept = frozenset(word for word in told if word not in _FILLERS)
    return kept or frozenset(told), party


def _without_owner(form: str, party: str | None) -> str:
    """A body's name without a party that no table knows: "Norland's energy ministry"."""
    owner, apostrophe, rest = form.replace("’", "'").partition("'s ")
    return rest if apostrophe and party is not None and folded(owner).removeprefix("the ") == folded(party) else form


def _is_common(bearers: Sequence[Bearer]) -> bool:
    """Whether a body is told by a common noun alone."""
    return all(bearer.form.islower() and bearer.form.isalpha() for bearer in bearers)


def _is_generic(words: frozenset[str]) -> bool:
    """Whether any state may have a body of that name."""
    nouns = source_nouns()
    return any(word in nouns and nouns[word].sort == "body" and nouns[word].sphere == "state" for word in words)
