"""Several parties that speak together: "we, the ministers of Ruritania and Freedonia", later "the ministers"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import structs
from spacy.tokens import Token

from sayso.parties import find_parties, source_nouns
from sayso.records import Speaker
from sayso.statements.naming.offices import join
from sayso.statements.speaking.story import Group, Resolved, Story, inside_any

_STATES = frozenset(
    {"allies", "countries", "governments", "nations", "neighbors", "neighbours", "powers", "sides", "states"}
)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "both": 2}
_AGAIN = re.compile(r"(?:[Tt]he |[Bb]oth |[Aa]ll )(?:(?P<count>[a-z]+) )?(?P<noun>[a-z]+)")


def group_of(story: Story, tokens: Sequence[Token]) -> Group | None:
    """The parties that speak together in these words, told here or before; None where they are one, or nobody's."""
    description = join(tokens)
    if inside_any(story.quotations, tokens[0].idx):
        return None
    return _told(tokens, description) or _again(story, description)


def _told(tokens: Sequence[Token], description: str) -> Group | None:
    """The parties of "officials of Denmark and Sweden", "the Danish and Swedish governments"; None for one or none."""
    plural = any(token.tag_ in ("NNS", "NNPS") for token in tokens)
    if not plural or " and " not in description or any(token.ent_type_ == "PERSON" for token in tokens):
        return None
    parties = tuple(dict.fromkeys(mention.form.party for mention in find_parties(description)))
    if len(parties) < 2:
        return None
    at = next((k for k, token in enumerate(tokens) if _is_several(token)), None)
    noun = None if at is None else tokens[at].lower_
    return Group(parties, _role(tokens, at), noun, is_we=tokens[0].lower_ == "we")


def _is_several(token: Token) -> bool:
    noun = source_nouns().get(token.lower_)
    return noun is not None and noun.plural


def _role(tokens: Sequence[Token], at: int | None) -> str | None:
    """ "foreign ministers": the noun for people at `at`, with the words in small letters that qualify it."""
    if at is None or source_nouns()[tokens[at].lower_].sort != "person":
        return None
    low = at
    while low > 0 and tokens[low - 1].text.islower() and tokens[low - 1].pos_ in ("ADJ", "NOUN"):
        low -= 1
    return join(tokens[low : at + 1]).lower()


def _again(story: Story, description: str) -> Group | None:
    """Those who spoke together before: "the three ministers", "the two countries", or "we" in words of theirs."""
    if description.lower() == "we":
        return next((group for group in reversed(story.groups) if group.is_we), None)
    told = _AGAIN.fullmatch(description)
    if told is None:
        return None
    count = 2 if description[:4].lower() == "both" else _COUNTS.get(told["count"] or "", 0)
    if (told["count"] is not None and not count) or (told["noun"] in _STATES and not count):
        return None
    counted = [group for group in story.groups if count in (0, len(group.parties))]
    if told["noun"] in _STATES:
        return structs.replace(counted[-1], role=None) if counted else None
    return next((group for group in reversed(counted) if told["noun"] == group.noun), None)


def each_of(group: Group, description: str) -> list[Resolved]:
    """What is said together, once for each party."""
    why = f"they speak for {' and '.join(group.parties)}"
    speaker = Speaker(description=description, role=group.role)
    return [
        Resolved(structs.replace(speaker, party=party), why, noun=group.noun, plural=True) for party in group.parties
    ]


def of_states(story: Story, each: Sequence[Resolved]) -> list[Group]:
    """The states that are named one by one as speaking; none where one of them is no state."""
    parties = tuple(dict.fromkeys(one.speaker.party or "" for one in each if one.person is None))
    told = len(parties) == len(each) and all(party in story.context for party in parties)
    return [Group(parties, None, None, is_we=False)] if told else []
