"""Whom those serve who are told by a pronoun or a noun: "its spokeswoman", "his barrister", "the firm’s chairman"."""

from __future__ import annotations

import re

from msgspec import structs

from sayso.parties import source_nouns
from sayso.statements.naming.cast import Person
from sayso.statements.naming.firms import FIRMS
from sayso.statements.naming.phrases import Phrase
from sayso.statements.naming.ranks import LEADS
from sayso.statements.naming.serving import COUNSEL
from sayso.statements.naming.told_parties import RUNS_FIRM, THE_ONE_FIRM
from sayso.statements.parsed import Token
from sayso.statements.speaking.bodies import firm_before
from sayso.statements.speaking.own_voice import by_author
from sayso.statements.speaking.pronouns import GENDERS
from sayso.statements.speaking.story import Story, Turn, inside
from sayso.statements.speaking.subjects import subject_body

_CLIENT = r"(?P<client>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)"
NEAR_NAME = 6  # tokens from "his barrister" to the head of the name


def of_firm(story: Story, phrase: Phrase, at: int) -> Phrase:
    """ "The firm’s chairman, Otto Vale" with the firm that is meant, for him and for what is told of him later.

    Likewise "finance director Otto Vale", of whom nothing more is told, behind words of a firm.
    """
    runs = phrase.affiliation is None and not phrase.former and RUNS_FIRM.search(phrase.role or "")
    told = any(p.party or p.affiliation for p in story.cast.candidates(phrase.person or "")) if runs else False
    theirs = phrase.affiliation in FIRMS or (runs and not told)
    firm = firm_before(story, at) if theirs and phrase.party is None else None
    if firm is None:
        return phrase
    for person in story.cast.candidates(phrase.person or "")[:1]:
        person.party = person.party or firm
        person.affiliation = firm if person.affiliation == phrase.affiliation else person.affiliation
    return structs.replace(phrase, party=firm, affiliation=firm)


def servant(story: Story, phrase: Phrase, pronoun: Token, owner: str | None = None) -> Phrase:
    """ "Its spokeswoman, Bo Ek", "her spokesman": who serves the body, or the person, that spoke just before.

    "His barrister" speaks for him alone. `owner` is the body that "its" stands for, where the words before tell it.
    """
    if phrase.noun == "counterpart":  # of another state
        return phrase
    counsel = phrase.noun in COUNSEL or phrase.noun == "agent"  # a player's; of a service none is "his"
    if pronoun.lower_ == "your":
        party = _addressed(story, pronoun)
    else:
        party = owner or (_client(story, pronoun) if counsel else _master(story, pronoun))
    noun = source_nouns().get(phrase.noun or "")
    if party is None and phrase.person and pronoun.lower_ in ("its", "their") and phrase.affiliation is None:
        return structs.replace(phrase, affiliation=pronoun.lower_)  # of a body all the same: nobody's own voice
    runs = LEADS.match(phrase.role or "") is not None
    if party is None or noun is None or (noun.sphere == "self" and not (counsel or runs)):
        return phrase
    body = (
        party
        if (party == owner or _is_body(story, party, pronoun)) and phrase.affiliation is None
        else phrase.affiliation
    )
    for person in story.cast.candidates(phrase.person or "")[:1]:
        if person.why_party == THE_ONE_FIRM:  # a guess, where these words tell whose he is
            person.party = person.affiliation = None
        person.party = person.party or party
        person.affiliation = person.affiliation or body
    return structs.replace(phrase, party=party, affiliation=body)


def _is_body(story: Story, party: str, pronoun: Token) -> bool:
    """Whether "its" is a body's that spoke by its own name, and no state's."""
    spoke = any(turn.speaker.name == party for turn in story.turns[-3:]) or subject_body(story, pronoun.idx) == party
    return pronoun.lower_ in ("its", "their") and spoke and party not in story.context


def client_named(story: Story, counsel: str) -> str | None:
    """Whom somebody speaks for who is told as "a lawyer for Roe, Idris Penn"."""
    named = re.search(rf"\b(?:{'|'.join(sorted(COUNSEL))}) for {_CLIENT}, {re.escape(counsel)}(?!\w)", story.text)
    clients = story.cast.candidates(named["client"]) if named is not None else []
    return clients[0].name if len(clients) == 1 else None


def client_of(story: Story, person: Person) -> str | None:
    """Whom counsel speaks for who is told as "his barrister, Idris Penn", "a lawyer for Roe, Idris Penn"."""
    told = client_named(story, person.name)
    if told is not None:
        return told
    for sighting, whose in story.cast.sightings:
        if whose is not person:
            continue
        before = story.doc[max(sighting.head - NEAR_NAME, 0) : sighting.head]
        pronoun = next((t for t in before if t.lower_ in GENDERS and t.dep_ == "poss"), None)
        between = [t.lower_ for t in before if pronoun is not None and t.i > pronoun.i]
        if pronoun is not None and not COUNSEL.isdisjoint(between):
            return _client(story, pronoun)
    return None


def _client(story: Story, pronoun: Token) -> str | None:
    """Whose counsel it is: "his" by who stands out, "its" by the body that spoke last."""
    if pronoun.lower_ not in GENDERS:
        return _master(story, pronoun)
    found = story.focus.whom(pronoun)
    one = found[0] if len(found) == 1 else None
    return None if one is None else one.person.name if one.person is not None else one.name or None


def _master(story: Story, pronoun: Token) -> str | None:
    """The party of the body, or the person with an office, that spoke just before."""
    here = story.paragraph(pronoun.idx)
    body, gender = pronoun.lower_ in ("its", "their"), GENDERS.get(pronoun.lower_)
    turns = [t for t in story.turns[-3:] if t.paragraph >= here - 1 and (t.person is None) == body and _is_somebody(t)]
    turns = [t for t in turns if t.person is None or (t.person.role and t.person.gender in ("", gender))]
    party = turns[-1].speaker.party if turns else None
    if party is None and body:
        party = story.around.near(pronoun.idx)[0] or subject_body(story, pronoun.idx)
    return party


def _addressed(story: Story, pronoun: Token) -> str | None:
    """Whom "your spokesman" in a question serves: who answers it, of two that take turns the other one."""
    author = story.asked_at(pronoun.idx)
    if author is not None:
        return by_author(story, author).speaker.party
    asks = next((t.person for t in reversed(story.turns) if inside(pronoun.idx, t.content)), None)
    others = {t.person.name: t.speaker.party for t in story.turns if t.person is not None and t.person is not asks}
    return next(iter(others.values())) if asks is not None and len(others) == 1 else None


def _is_somebody(turn: Turn) -> bool:
    """Whether one who spoke is a person or a body, and no thing that "showed" it."""
    return turn.speaker.named or turn.noun in source_nouns()
