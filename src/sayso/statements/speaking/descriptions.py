"""Whom "the foreign minister" means: the one person, named or not, told before with such a role."""

from __future__ import annotations

import bisect
import re

from sayso.parties import look_up, source_nouns
from sayso.records import Speaker
from sayso.statements.naming.cast import Person
from sayso.statements.naming.offices import is_person_word
from sayso.statements.naming.people import told_as_body
from sayso.statements.naming.phrases import Phrase
from sayso.statements.parsed import Token
from sayso.statements.relaying.outlets import is_outlet
from sayso.statements.speaking.bodies import again
from sayso.statements.speaking.story import Resolved, Story, Turn, inside, known

NEAR = 2  # paragraphs: how far back a description or an ambiguous name may find its person
_WIDER: dict[str, frozenset[str]] = {  # a description's noun -> the roles it may stand for
    "leader": frozenset({"president", "premier", "minister", "chancellor", "king", "ayatollah", "chief", "secretary"}),
    "diplomat": frozenset({"ambassador", "envoy", "minister", "consul", "attache"}),
    "lawmaker": frozenset({"senator", "sen", "rep", "congressman", "congresswoman", "representative", "mp"}),
    "envoy": frozenset({"ambassador"}),
    "prosecutor": frozenset({"kc"}),
    "senator": frozenset({"sen"}),
    "spokesperson": frozenset({"spokesman", "spokeswoman"}),
    "officer": frozenset({"constable", "detective", "inspector", "sergeant", "superintendent"}),
    "official": frozenset({"director", "minister", "secretary", "spokesman", "spokeswoman", "spokesperson", "adviser"}),
}
_HEADS = frozenset({"president", "king", "queen", "emperor", "emir", "sultan"})
_ANOTHERS = {"minister": "prime", "president": "vice"}  # "the minister" is never the prime minister
_INDEFINITE = ("a ", "an ", "one ", "another ")


def described(story: Story, phrase: Phrase, at: int, description: str) -> Resolved | None:
    """The one who was told before with the role of `phrase`; unresolved when two were; None when nobody was."""
    noun = phrase.noun or ""
    wanted = _WIDER.get(noun, frozenset()) | {noun} | (_HEADS if phrase.role == "head of state" else frozenset())
    people = _named(story, phrase, at, wanted)
    unnamed = [turn for turn in story.turns if _is_unnamed(story, turn, phrase, wanted, people)]
    here = story.paragraph(at)
    if len(people) + bool(unnamed) > 1:
        near = [p for p in people if any(here - NEAR < story.paragraph(k) and k < at for k in p.places)]
        near_unnamed = [t for t in unnamed if here - NEAR < t.paragraph]
        if len(near) + bool(near_unnamed) == 1:
            people, unnamed = near, near_unnamed
    if len(people) == 1 and not unnamed:
        if people[0].party is None and phrase.party is not None:
            people[0].party, people[0].why_party = phrase.party, f"told as “{description}”"
        return known(people[0], Phrase(description), description, f"“{description}”: {people[0].name}")
    if unnamed and not people:
        return again(unnamed[-1], description)
    if people:
        names = " or ".join([p.name for p in people] + [t.speaker.description or "" for t in unnamed[-1:]])
        speaker = Speaker(description=description, role=phrase.role, party=phrase.party)
        return Resolved(speaker, f"“{description}” may be {names}", noun=noun, is_open=True)
    return _expert_heard(story, phrase, at, description)


def _expert_heard(story: Story, phrase: Phrase, at: int, description: str) -> Resolved | None:
    """ "The hydrologist" behind words of a director in the same paragraph, of whom no such trade is told."""
    noun, last = source_nouns().get(phrase.noun or ""), story.turns[-1] if story.turns else None
    if noun is None or noun.kind != "expert" or last is None or last.person is None or last.plural:
        return None
    told = (source_nouns().get(word) for word in last.person.nouns)
    private = all(one is not None and one.sphere != "state" and one.kind != "expert" for one in told)
    if last.paragraph != story.paragraph(at) or not private or phrase.party or phrase.affiliation:
        return None
    return known(
        last.person, Phrase(description), description, f"“{description}”: {last.person.name} spoke just before"
    )


def _named(story: Story, phrase: Phrase, at: int, wanted: frozenset[str]) -> list[Person]:
    """The people with such a role; "the president" is nobody who was president, "the former president" is."""
    people = [p for p in story.cast.people if p.nouns & wanted and p.places and _told_by(story, p, at, phrase)]
    people = [p for p in people if (p.is_former or p.has_left) is phrase.former or not _held(p, wanted)]
    if phrase.affiliation is not None:
        people = [p for p in people if p.affiliation == phrase.affiliation]
    elif phrase.party is not None:
        people = [p for p in people if p.party == phrase.party] or [p for p in people if _is_near(story, p, at)]
    if phrase.role == phrase.noun and (other := _ANOTHERS.get(noun := phrase.noun or "")):
        people = [p for p in people if not re.search(rf"\b{other}[\s-]{noun}\b", p.role or "")]
    if phrase.noun not in _WIDER and phrase.role and phrase.role != "head of state":
        exact = [p for p in people if set(phrase.role.split()) <= set((p.role or "").split())]
        people = exact or [p for p in people if phrase.role == phrase.noun]
    return people


def _held(person: Person, wanted: frozenset[str]) -> bool:
    """Whether the role by which somebody is first told is one of those wanted."""
    return not wanted.isdisjoint((person.role or "").split())


def _is_unnamed(story: Story, turn: Turn, phrase: Phrase, wanted: frozenset[str], people: list[Person]) -> bool:
    """Whether somebody who spoke unnamed may be meant; not one told as "a senator" just before the senator is named."""
    if turn.person is not None or turn.noun not in wanted or turn.plural or turn.speaker.named or turn.is_open:
        return False
    led_to = [p for p in people if 0 <= story.paragraph(p.places[0]) - turn.paragraph <= NEAR and p.places[0] > turn.at]
    if led_to and (turn.speaker.description or "").lower().startswith(_INDEFINITE):
        return False
    return phrase.party in (None, turn.speaker.party) and phrase.affiliation in (None, turn.speaker.affiliation)


def _told_by(story: Story, person: Person, at: int, phrase: Phrase) -> bool:
    """Named before; or, for a description that tells the party, named soon after: "Ruritania's leader … Ann Roe"."""
    first = person.places[0]
    return first < at or (phrase.party is not None and story.paragraph(first) - story.paragraph(at) <= NEAR)


def _is_near(story: Story, person: Person, at: int) -> bool:
    """Whether somebody whose party is not told is named within two paragraphs."""
    here = story.paragraph(at)
    return person.party is None and any(abs(story.paragraph(k) - here) <= NEAR for k in person.places)


def brought_in(story: Story, candidates: list[Person], at: int) -> list[Person]:
    """Of several whom a bare name may mean, the one told before it; of a headline, the one of the first paragraph."""
    told = [p for p in candidates if p.places and p.places[0] < at]
    if not told:
        here = story.paragraph(at)
        told = [p for p in candidates if p.places and story.paragraph(p.places[0]) <= here + 1]
    return told if len(told) == 1 else candidates


def named_last(story: Story, pronoun: Token) -> Turn | None:
    """Who spoke last, where one word named him, which is no body's that is known, and "he" opens the next sentence.

    "Ek denied it. *He* said …": a family name that the article tells nothing else of may be read as a body's.
    """
    last = story.turns[-1] if story.turns else None
    if last is None or last.person is not None or not last.speaker.named or last.plural:
        return None
    name = last.speaker.name or ""
    alone = name.isalpha() and name.istitle() and last.speaker.party in (None, name) and name not in story.context
    if not alone or look_up(name) is not None or is_outlet(name) or told_as_body(story.text, name):
        return None
    if name.lower() in source_nouns() or is_person_word(name) or re.search(rf"[A-Z]\w+ {name}\b", story.text):
        return None  # an office, or a part of a longer name
    token = story.doc[bisect.bisect_left(story.starts, last.at)]
    if token.tag_ != "NNP" or re.search(rf"\b{name.lower()}\b", story.text):
        return None
    here = story.paragraph(pronoun.idx)
    others = [one for one, _ in story.cast.named if story.paragraph(one.start) == here and one.start < pronoun.idx]
    others = [one for one in others if not inside(one.start, last.content)]
    return last if last.paragraph == here and not others and pronoun.dep_ == "nsubj" else None
