"""Who "a technician" of a report’s first words is, when the words quoted next are told as a name’s, and no more.

"A technician said that pages were missing. ¶ “I counted them,” Una Pike said." The lead tells what somebody is, the
quotation who; a name that comes with nothing beside it is of somebody told before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import structs

from sayso.parties import leader_party, source_nouns
from sayso.records import Mode, Span
from sayso.statements.naming.cast import Person
from sayso.statements.naming.offices import gender_of
from sayso.statements.naming.phrases import Phrase
from sayso.statements.parsed import Token
from sayso.statements.speaking.story import Resolved, Story, inside, known

_FIRST_TOLD = re.compile(r"(?:an?|the|one)\b(?! of\b)", re.IGNORECASE)


def named_later(story: Story, found: Resolved, tokens: Sequence[Token], content: Sequence[Span]) -> Resolved:
    """`found` as the person who is named right after, where that one is new and told to be nobody else."""
    told, noun = found.speaker, source_nouns().get(found.noun or "")
    if told.named or found.person is not None or found.plural or found.is_open or told.role is None:
        return found
    hidden = told.unnamed is not None and told.unnamed.reason is not None
    if hidden or noun is None or noun.sort != "person" or noun.plural or not _FIRST_TOLD.match(told.description or ""):
        return found
    person = _named_next(story, tokens, content, found.noun or "")
    if person is None or any(turn.noun == found.noun or turn.person is person for turn in story.turns):
        return found
    if not {person.gender, gender_of(found.noun or "")} - {""} < {"he", "she"}:  # both: two
        return found
    if found.noun not in person.nouns:
        person.nouns, person.role, person.affiliation = frozenset({found.noun or ""}), told.role, told.affiliation
    if told.party is not None and person.party in (None, person.name):
        person.party, person.why_party = told.party, f"told as “{told.description}”"
    phrase = Phrase(told.description or "", role=told.role, affiliation=told.affiliation, noun=found.noun)
    why = f"“{told.description}”: {person.name}, who is named in the words that follow"
    return structs.replace(known(person, phrase, told.description or "", why), noun=found.noun)


def _named_next(story: Story, tokens: Sequence[Token], content: Sequence[Span], noun: str) -> Person | None:
    """Who is named for the first time as the next source, in this paragraph or the one after it; None for nobody.

    With no office beside the name it must be words in quotation marks; with the same one any.
    """
    at = tokens[-1].idx + len(tokens[-1])
    after = (one for one in story.sources if one.source[0].start >= at and not inside(one.source[0].start, content))
    following = next(after, None)
    if following is None or story.paragraph(following.source[0].start) > story.paragraph(at) + 1:
        return None
    told = [
        person
        for sighting, person in story.cast.sightings
        if inside(sighting.start, following.source) and sighting.name.is_full and person.places[:1] == (sighting.start,)
    ]
    if len(told) != 1 or leader_party(told[0].name, None) is not None:
        return None
    person = told[0]
    plain = not (person.nouns or person.role or person.affiliation) and person.party in (None, person.name)
    alone = following.source[0].end - following.source[0].start == len(person.name)
    quoted = following.mode is not Mode.INDIRECT and following.content[0].start < following.source[0].start
    return person if noun in person.nouns or (plain and alone and quoted) else None
