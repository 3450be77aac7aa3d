"""Several parties that speak together: "we, the ministers of Ruritania and Freedonia", later "the ministers"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import structs

from sayso.parties import FormKind, find_parties, look_up, of_no_state, party_of, source_nouns
from sayso.records import Speaker
from sayso.statements.naming.offices import join
from sayso.statements.naming.phrases import Phrase, read_phrase
from sayso.statements.parsed import Token
from sayso.statements.speaking.story import Group, Resolved, Story, inside_any

_STATES = frozenset(
    {"allies", "countries", "governments", "nations", "neighbors", "neighbours", "powers", "sides", "states"}
)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_PARTY = "@"
_ALL = rf"(?:the )?{_PARTY}(?:, (?:the )?{_PARTY})*,? and (?:the )?{_PARTY}"
_PLAIN = r"(?:[Ww]e, )?(?:[Tt]he |[Bb]oth |[Ss]ome )?(?:[A-Za-z]?[a-z-]+ ){0,3}"
# "officials of A and B", "the A, B and C governments": these words, and nothing beside them.
_LISTED = re.compile(
    rf"{_PLAIN}(?:of|from|(?P<place>in|at)|for) (?:both )?{_ALL},?|{_PLAIN}{_ALL}(?: [a-z-]+){{1,3}},?"
)
_AGAIN = re.compile(r"(?:[Tt]he |[Bb]oth |[Aa]ll )(?:(?P<count>[a-z]+) )?(?P<noun>[a-z]+)")


def group_of(story: Story, tokens: Sequence[Token]) -> Group | None:
    """The parties that speak together in these words, told here or before; None where they are one, or nobody's."""
    description = join(tokens)
    if inside_any(story.quotations, tokens[0].idx):
        return None
    return _told(tokens, description) or _again(story, description)


def several_parties(tokens: Sequence[Token], description: str) -> tuple[str, ...]:
    """The parties told in a source of several people; empty for one or none."""
    plural = any(token.tag_ in ("NNS", "NNPS") for token in tokens)
    if not plural or " and " not in description or any(token.ent_type_ == "PERSON" for token in tokens):
        return ()
    parties = tuple(dict.fromkeys(mention.form.party for mention in find_parties(description)))
    return parties if len(parties) > 1 else ()


def _told(tokens: Sequence[Token], description: str) -> Group | None:
    """Those of "officials of Denmark and Sweden", "the Danish and Swedish governments", and nobody else's words.

    "Commentators in Denmark and Sweden" speak for neither, nor does "an envoy who met Danes and Swedes", nor do former
    ministers, mayors or opposition leaders of both.
    """
    parties = several_parties(tokens, description)
    listed = _LISTED.fullmatch(_masked(description)) if parties and not of_no_state(description) else None
    at = next((k for k, token in enumerate(tokens) if _is_several(token)), None)
    if listed is None or at is None:
        return None
    word = tokens[at].lower_
    noun = source_nouns().get(word)
    if noun is not None and noun.sphere != "state":
        return None
    if listed["place"] and party_of(f"{word} in {parties[0]}") is None:
        return None  # diplomats in a capital may be anybody's
    return Group(parties, _role(tokens, at), word, is_we=tokens[0].lower_ == "we")


def _masked(description: str) -> str:
    """The words with a mark for each party."""
    masked, done = "", 0
    for mention in find_parties(description):
        masked += description[done : mention.start] + _PARTY
        done = mention.end
    return masked + description[done:]


def _is_several(token: Token) -> bool:
    noun = source_nouns().get(token.lower_)
    return token.lower_ in _STATES or (noun is not None and noun.plural)


def _role(tokens: Sequence[Token], at: int) -> str | None:
    """ "foreign ministers": the noun for people at `at`, with the words in small letters that qualify it."""
    noun = source_nouns().get(tokens[at].lower_)
    if noun is None or noun.sort != "person":
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
        counted = [group for group in counted if told["noun"] == "sides" or not any(map(_is_of_many, group.parties))]
        return structs.replace(counted[-1], role=None) if counted else None
    return next((group for group in reversed(counted) if told["noun"] == group.noun), None)


def _is_of_many(party: str) -> bool:
    """Whether a party is a body of several states, which is no country itself."""
    form = look_up(party)
    return form is not None and form.kind is FormKind.INTERNATIONAL


def each_of(group: Group, description: str) -> list[Resolved]:
    """What is said together, once for each party."""
    why = f"they speak for {' and '.join(group.parties)}"
    speaker = Speaker(description=description, role=group.role)
    return [
        Resolved(structs.replace(speaker, party=party), why, noun=group.noun, plural=True) for party in group.parties
    ]


def of_states(story: Story, each: Sequence[Resolved]) -> list[Group]:
    """The states and bodies of states that are named one by one as speaking; none where anybody else is among them."""
    parties = tuple(dict.fromkeys(one.speaker.party or "" for one in each if one.person is None))
    told = len(parties) == len(each) and all(party in story.context for party in parties)
    return [Group(parties, None, None, is_we=False)] if told else []


def each_has_a_voice(each: Sequence[Resolved]) -> bool:
    """Whether all named together are somebody by themselves; or parties among people without a name.

    "Ruritania and scholars said": the state, and scholars. "Ann Roe and two officials" stay together.
    """
    named = [one.speaker.named and not one.plural for one in each]
    nouns = (source_nouns().get(one.noun or "") for one in each)
    people = [noun is not None and noun.sort == "person" and noun.plural for noun in nouns]
    parties = [one.person is None and not one.speaker.person for one in each]
    mixed = all((name and party) or crowd for name, party, crowd in zip(named, parties, people, strict=True))
    return all(named) or (any(named) and mixed)


def joint(story: Story, parts: Sequence[Sequence[Token]], tokens: Sequence[Token]) -> Resolved:
    """Several who speak together and are not all parties: told as they stand, and for the party they share."""
    told = [_party_alone(story, read_phrase(part)) for part in parts]
    party = told[0] if len(set(told)) == 1 else None
    speaker = Speaker(description=join(tokens), party=party)
    return Resolved(speaker, f"{len(parts)} who speak together", plural=True)


def _party_alone(story: Story, phrase: Phrase) -> str | None:
    people = story.cast.candidates(phrase.person) if phrase.person else []
    return phrase.party or (people[0].party if len(people) == 1 else None)
