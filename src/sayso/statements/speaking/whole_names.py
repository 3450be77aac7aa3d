"""The whole name of a body told by a part of it: "the Office", of Grain Measures. Which outlet's "the report" is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import structs

from sayso.parties import party_of, source_nouns
from sayso.records import Speaker
from sayso.statements.naming.firms import FIRMS
from sayso.statements.naming.offices import join
from sayso.statements.naming.phrases import Phrase
from sayso.statements.parsed import Token
from sayso.statements.relaying.outlets import is_outlet, outlet_name
from sayso.statements.speaking.bodies import STATES_THEMSELVES, again
from sayso.statements.speaking.documents import NEWS, is_anothers
from sayso.statements.speaking.story import Resolved, Story, Turn, inside

NEAR_REPORT = 3  # paragraphs: how far back "the report" finds the outlet
_OUTLETS = frozenset({"broadcaster", "daily", "magazine", "network", "newspaper", "outlet", "paper", "website"})
_ARTICLE = re.compile(r"^(?:the|its|their)\s+", re.IGNORECASE)
_LOCAL = frozenset({"local", "other", "same", "second", "first", "new", "whole", "entire"})  # they tell no body by name


def whole_body(story: Story, phrase: Phrase, found: Resolved) -> Resolved:
    """With the whole name of "the Office", where the article tells one; a body of state without one bears its words."""
    told, noun = found.speaker, source_nouns().get(phrase.noun or "")
    if phrase.definite and told.name is not None and is_outlet(told.name):
        return _whole_outlet(story, phrase, found, told.name)
    if noun is None or noun.sort != "body" or noun.plural or not phrase.definite:
        return found
    if told.name is None and phrase.noun in _OUTLETS:
        spoken = {t.speaker.name: t for t in story.turns if t.speaker.name and is_outlet(t.speaker.name)}
        return again(next(iter(spoken.values())), phrase.text) if len(spoken) == 1 else found
    bare = _ARTICLE.sub("", phrase.text)
    if told.name is None and " " in bare and bare.islower() and bare.split()[0] not in _LOCAL:
        if phrase.noun in FIRMS | STATES_THEMSELVES:  # these have a name, which the words do not tell
            return found
        own = bare if noun.sphere == "any" else None  # "the parents’ association" is its own party
        return structs.replace(found, speaker=structs.replace(told, name=bare, party=told.party or own, named=True))
    if told.name is None or told.name.lower() != phrase.noun:
        return found
    whole = story.whole_names(told.name)
    if len(whole) != 1:
        return found
    party = whole[0] if told.party == told.name else told.party
    speaker = structs.replace(told, name=whole[0], party=party)
    return structs.replace(found, speaker=speaker, why=f"{found.why}: the article names one, {whole[0]}")


def _whole_outlet(story: Story, phrase: Phrase, found: Resolved, name: str) -> Resolved:
    """With the whole name of "the Echo", the Zenda Echo."""
    outlets = [whole for whole in story.whole_names(name) if is_outlet(whole)] if " " not in name else []
    if len(outlets) != 1:
        return found
    named = structs.replace(found.speaker, name=outlets[0], party=outlets[0])
    return structs.replace(found, speaker=named, why=f"“{phrase.text}”: the article names one, {outlets[0]}")


def reporter(story: Story, phrase: Phrase, tokens: Sequence[Token]) -> Resolved | None:
    """The outlet of "the Daily Echo report", or of "the report" where one just spoke and no other report is told."""
    if phrase.noun not in NEWS or not phrase.definite:
        return None
    name = outlet_name(join([t for t in tokens if t.lower_ not in ("the", phrase.noun)]))
    at, here = tokens[0].idx, story.paragraph(tokens[0].idx)
    if is_outlet(name):
        return Resolved(Speaker(name, party=party_of(name) or name, named=True), f"what {name} reported")
    last = _inner(story, phrase.noun) if len(tokens) == len(("the", phrase.noun)) else None
    if last is None or last.paragraph < here - NEAR_REPORT or is_anothers(story.doc, phrase.noun, at):
        return None
    return Resolved(last.speaker, f"what {last.speaker.name} reported")


def _inner(story: Story, noun: str) -> Turn | None:
    """The outlet that spoke last; of "in its report the Echo said …, ENA reported" the Echo, in ENA's words.

    None: another spoke last, or it is not seen whose report ENA tells of.
    """
    last = story.turns[-1] if story.turns else None
    if last is None or not _is_outlets(last):
        return None
    within = next((t for t in story.turns if _is_outlets(t) and t is not last and inside(t.at, last.content)), None)
    told = any(noun in story.text[span.start : span.end] for span in last.content)
    return within or (None if told else last)


def _is_outlets(turn: Turn) -> bool:
    told = re.sub(r"^[Tt]he ", "", turn.speaker.description or "")
    return turn.speaker.name is not None and (is_outlet(turn.speaker.name) or is_outlet(told))
