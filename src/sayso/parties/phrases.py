"""The party that a noun phrase stands for: "officials in Seoul", but not "a bakery in Pyongyang". Pure."""

from __future__ import annotations

import re
from collections.abc import Collection

from sayso.parties.forms import LONGEST_FORM, PLACES, POSSESSIVE, Form, FormKind, bare_form, find_form, source_nouns

_OWNERS = PLACES | {FormKind.SEAT, FormKind.BODY, FormKind.INTERNATIONAL, FormKind.MEDIA}
# "officials in Seoul" are Seoul's; "a diplomat in Seoul" may be anybody's.
_LOCAL_NOUNS = frozenset({"officials", "authorities", "government", "leaders", "leadership", "policymakers", "regime"})
# What a capital has as any city has: "a Rome court", "the Kyiv police".
_CITY_NOUNS = frozenset({"assembly", "jury", "council", "court", "police", "prosecutor", "prosecutors", "university"})
# With one of these a state's adjective tells only where somebody is from: "the Danish opposition leader".
_NOT_OF_STATE = frozenset(
    (
        *("baseball", "basketball", "business", "church", "community", "company", "cricket", "dissident"),
        *("ex", "exile", "exiled", "firm", "football", "former", "hockey", "industry", "majority"),
        *("mercenary", "militant", "minority", "opposition", "party", "protest", "rebel", "religious"),
        *("resistance", "retired", "rugby", "separatist", "soccer", "student", "team", "tennis", "tribal"),
        *("union", "volleyball"),
    )
)
# What a ministry is of tells nothing against a state: "minister of industry", "business minister".
_PORTFOLIO = re.compile(
    r"(?<=\bminister)\s+(?:of|for)\b.*|(?<=\bministry)\s+(?:of|for)\b.*"
    r"|\b(?:business|community|industry|minority|religious)(?=(?:,? and [\w-]+)? (?:minister|ministry)\b)"
)
_PREPOSITION = re.compile(r"\s+(of|to|for|in|at|on|from|with|by|who|and)\s+")
_SIDE = re.compile(r"^(?:the\s+)?(North|South)$")


def party_of(name: str, context: Collection[str] = ()) -> str | None:
    """The party a name or noun phrase stands for; None when the words alone do not tell. See `settled` for shared ones.

    `context` holds the parties the text names; "the North" and "the South" are read only when exactly one of them
    fits. A phrase counts when its head is a state body or office: "Tehran's envoy", "the Russian Foreign Ministry",
    "officials in Seoul", but not "a bakery in Pyongyang".
    """
    bare = bare_form(name)
    side = _SIDE.match(bare)
    if side is not None:
        fitting = sorted({party for party in context if party.startswith(side.group(1) + " ")})
        return fitting[0] if len(fitting) == 1 else None
    found = find_form(bare)
    return found.party if found else _party_of_phrase(bare, context)


def split_owner(phrase: str) -> tuple[Form | None, str]:
    """The known form a phrase begins with, and the rest: "Russia’s defence ministry" -> (Russia, "defence ministry").

    `(None, phrase)` when it begins with none. The longest form wins: "South Korean" over "South".
    """
    words = bare_form(phrase).split(" ")
    for size in range(min(LONGEST_FORM, len(words)), 0, -1):
        found = find_form(POSSESSIVE.sub("", " ".join(words[:size])))
        if found and found.kind in _OWNERS:
            return found, " ".join(words[size:])
    return None, phrase


def _party_of_phrase(bare: str, context: Collection[str]) -> str | None:
    head, link, tail = (*_PREPOSITION.split(bare, maxsplit=1), "", "")[:3]
    owner, rest = split_owner(head)
    if owner:
        return owner.party if stands_for(owner, rest) else None
    first, _, rest = head.partition(" ")
    if first.endswith(("'s", "’s")) and _has_state_noun(rest):  # "the North's military"
        return party_of(POSSESSIVE.sub("", first), context)
    theirs = (link == "of" and _has_state_noun(head)) or (
        link == "in" and not _LOCAL_NOUNS.isdisjoint(head.lower().split())
    )
    return _party_of_tail(tail, context) if theirs else None


def _party_of_tail(tail: str, context: Collection[str]) -> str | None:
    """ "Defence of Ruritania" in "Ministry of Defence of Ruritania", "the North" in "leader of the North"."""
    for piece in (tail, *reversed(tail.split(" of ")[1:])):
        side = _SIDE.match(piece)
        found = find_form(bare_form(piece))
        if found and found.kind in _OWNERS:
            return found.party
        if side:
            return party_of(piece, context)
    return _party_of_phrase(bare_form(tail), context)


def stands_for(owner: Form, rest: str) -> bool:
    """Whether "Danish" + `rest`, the words after it, speaks for the owner: "army chief", not "opposition leader"."""
    words = {word.strip(",.'’").lower() for word in rest.split()}
    city = owner.kind is FormKind.CAPITAL and not _CITY_NOUNS.isdisjoint(words)
    return not city and _has_state_noun(rest)


def of_no_state(phrase: str) -> bool:
    """Whether a word of the phrase tells that it is no state's: "opposition leader", "football captain"."""
    words = re.split(r"[\s-]+", _PORTFOLIO.sub("", phrase.lower()))
    return not _NOT_OF_STATE.isdisjoint(word.strip(",.'’") for word in words)


def _has_state_noun(phrase: str) -> bool:
    nouns = source_nouns()
    found = (nouns.get(word.strip(",.'’").lower()) for word in re.split(r"[\s-]+", phrase))
    return not of_no_state(phrase) and any(noun is not None and noun.sphere == "state" for noun in found)
