"""Reversals: a party that denied a claim and later concedes it, or the other way round. Pure.

A flag is a question to the reader, so only plain cases raise one: a denial and an assertion or confirmation in so
many words, by one person or by those who speak for the party, of much the same content, on days that are known and
apart. A lawmaker against the government of the same country is no reversal.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from sayso.claims.flow import conflict
from sayso.claims.lexicon import words_of
from sayso.claims.meaning import Meaning
from sayso.claims.told import STANCES, SUPPORT, Told
from sayso.records import Act, Claim, Flag, Speaker, Stance

# "stood by its denial of …" and "doubted that …" concede nothing
_DENIAL = re.compile(r"\b(?:den(?:y|ies|ied|ying|ials?)|(?:doubt|reject|refus|disput)(?:s|ed|es|ing|al)?)\b", re.I)
_CAME_AFTER = re.compile(r"\brevers(?:ing|al)\b|\bafter\s+all\b", re.I)  # with these a denial is what it goes back on
MUCH_THE_SAME = 0.6  # share of the shorter one's words that the other tells
LEAST_TERMS = 2  # of the shorter one: a single word in common is a coincidence


def reversals(claim: Claim, group: Sequence[Told], meaning: Meaning) -> list[Flag]:
    """A flag for each party that takes one side and on a later day, its last word, the other."""
    by_party: dict[str, list[Told]] = defaultdict(list)
    for told in group:
        if told.party and told.statement.said_on.earliest and (_denies(told) or _concedes(told)):
            by_party[told.party].append(told)
    flags = []
    for party, sided in sorted(by_party.items()):
        ordered = sorted(sided, key=lambda told: told.when)
        began = [told for told in ordered if _denies(told) == _denies(ordered[0])]
        turns = [(first, then) for first in began for then in ordered if _turns(first, then, meaning)]
        last_day = max(map(_begins, sided))
        if any(_begins(then) == last_day for _, then in turns):  # what ends where it began is no turn
            flags.append(_flag(claim, party, *turns[0]))
    return flags


def _denies(told: Told) -> bool:
    if told.ruled is not None:
        return told.ruled is Stance.DENIES
    return told.act is Act.DENY and not told.bare and not told.negated


def _concedes(told: Told) -> bool:
    if told.ruled is not None:
        return told.ruled in (Stance.ASSERTS, Stance.CONFIRMS)
    proposition = told.statement.proposition
    plain = STANCES[told.act] in SUPPORT and not told.negated and not proposition.hedged and not told.bare
    plain = plain and (_DENIAL.search(told.text) is None or _CAME_AFTER.search(told.text) is not None)
    return plain and told.act in (Act.ASSERT, Act.CONFIRM)


def _turns(first: Told, then: Told, meaning: Meaning) -> bool:
    """Whether `then` takes the other side on the same matter, on a later day, in a voice bound by the first."""
    apart = _denies(first) != _denies(then) and _begins(then) > (first.statement.said_on.latest or "9999")
    edited = first.story == then.story and first.article_id != then.article_id  # the outlet turned, not the party
    if not apart or edited or not _one_voice(first, then):
        return False
    if Act.CONFIRM not in (first.act, then.act) and not _same_person(first, then):
        return False  # a minister's words that happen to tell it differently bind nobody else
    enough = min(len(first.terms), len(then.terms)) >= LEAST_TERMS
    return enough and not conflict(first.flow, then.flow) and meaning.shared(first.terms, then.terms) >= MUCH_THE_SAME


def _same_person(first: Told, then: Told) -> bool:
    """One id over the pile; where neither has one, one name, which for a bare family name holds in one origin only."""
    one, other = first.statement.speaker, then.statement.speaker
    if one.id is not None or other.id is not None:
        return one.id == other.id
    same = one.name is not None and one.name == other.name
    return same and (not one.person or first.origin == then.origin)


def _one_voice(first: Told, then: Told) -> bool:
    """The same named speaker, or both speak for the party."""
    if _same_person(first, then):
        return True
    return _for_party(first.statement.speaker) and _for_party(then.statement.speaker)


def _for_party(speaker: Speaker) -> bool:
    """The party itself, one of its bodies, or somebody in its service."""
    if speaker.name is None or speaker.name == speaker.party:
        return speaker.party is not None
    told = f"{speaker.role or ''} {speaker.affiliation or ''} {speaker.description or ''}".lower()
    return not words_of("office").isdisjoint(re.findall(r"[a-z]+", told))


def _begins(told: Told) -> str:
    return told.statement.said_on.earliest or ""


def _flag(claim: Claim, party: str, first: Told, then: Told) -> Flag:
    why = (
        f"{party} first ({_day(first)}, {first.statement.act}) said “{first.shown}”, "
        f"then ({_day(then)}, {then.statement.act}) “{then.shown}”"
    )
    return Flag(kind="reversal", subject_id=claim.claim_id, spans=(), why=why)


def _day(told: Told) -> str:
    said_on = told.statement.said_on
    return said_on.iso or f"{said_on.earliest} to {said_on.latest or 'unknown'}"
