"""For whom somebody speaks who goes on with what a body just said: "Norvia denied it. “We fired nothing,” Bo Ek said."

News lets a body speak and then gives the words of the one who spoke for it, with an office and no body, since the body
is told already. Taken only where nobody else spoke between, the body is near, and the office is one that it may have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import structs

from sayso.parties import Noun, of_no_state, source_nouns
from sayso.records import Mode
from sayso.statements.attribution import Attribution
from sayso.statements.naming.cast import Person
from sayso.statements.naming.firms import FIRMS
from sayso.statements.naming.ranks import LEADS
from sayso.statements.naming.serving import COUNSEL, OWN_VOICE, is_generic
from sayso.statements.parsed import Token
from sayso.statements.relaying.outlets import is_outlet
from sayso.statements.speaking.story import Resolved, Story, Turn

_WE = frozenset({"we", "us", "our", "ours", "ourselves"})
# Who answers is on the other side, whoever spoke before.
_ANSWERS = frozenset({"answer", "counter", "disagree", "object", "rebut", "reply", "respond", "retort"})
# In no office, but a body has them: with "we" they speak for it. A resident or an athlete with "we" may be anybody's.
_STAFF = frozenset(
    """
    analyst campaigner coordinator economist engineer expert founder investigator manager officer organiser organizer
    partner physician researcher scientist specialist technician
    """.split()  # noqa: SIM905 - a list of 17 strings is harder to read
)
_OF_STATES = frozenset({"minister", "ambassador", "envoy", "diplomat", "consul", "premier"})  # no firm has one
_OF = re.compile(r"\b(?:of|for|at|from|with|in) (?:the |an? )?([\w’'-]+(?: [A-Z][\w’'-]+)*)")
_OWNER = re.compile(r"([\w-]+)['’]s? (?=\w)")  # "the dam authority's Mr Ek"
_LED_IT = re.compile(r",? who (?:is |was )?(?:heads|headed|led|leads|leading|heading|took over)\b")


def going_on(story: Story, found: Resolved, tokens: Sequence[Token], attribution: Attribution) -> Resolved:
    """`found` with the party of the body that spoke just before, where the one who speaks goes on for it."""
    body = _body_before(story, found, tokens, attribution)
    if body is None or attribution.cue_lemma in _ANSWERS or not _is_of_it(found, body):
        return found
    ours = attribution.mode is not Mode.INDIRECT and any(t.lower_ in _WE for t in story.tokens(attribution.content))
    first = LEADS.match(found.speaker.role or "") is not None  # "Lead investigator Bo Ek", right behind the board
    if not (
        first
        or _has_office(story, found, body, attribution, ours=ours)
        or (ours and _is_staff(story, found, body, tokens))
    ):
        return found
    party = body.speaker.party or body.speaker.name
    if found.person is not None:
        found.person.party, found.person.why_party = party, "it spoke just before"
    speaker = structs.replace(found.speaker, party=party)
    return structs.replace(found, speaker=speaker, why=f"{found.why}; {party}: it spoke just before")


def is_bare(person: Person) -> bool:
    """Whether nothing is told of somebody but one word: it may be the name of a body that no table has."""
    return not (person.told.is_full or person.nouns or person.gender or person.beside or person.role or person.party)


def _body_before(story: Story, found: Resolved, tokens: Sequence[Token], attribution: Attribution) -> Turn | None:
    """The body whose words somebody new may go on with: it spoke last, here or where a quotation now opens."""
    who, person = found.speaker, found.person
    if not story.turns or not who.named or not who.person or who.party not in (None, who.name):
        return None
    last, at = story.turns[-1], tokens[0].idx
    if not _is_body(last) or last.person is person is not None:
        return None
    if person is not None and person.places and person.places[0] < last.at:  # told before, and for nobody
        return None
    here, first = story.paragraph(at), attribution.content[0].start
    opens = first < at and attribution.mode is not Mode.INDIRECT and story.paragraph(first) == here
    return last if last.paragraph == here or (last.paragraph == here - 1 and opens) else None


def _is_body(turn: Turn) -> bool:
    """Whether a body spoke by name; a name of one word, of which nothing is told, may be one that no table has."""
    told = turn.speaker
    if (turn.plural and told.party is None) or told.name is None or is_outlet(told.name):
        return False
    if turn.person is not None:
        return is_bare(turn.person)
    return not told.person and (told.party is not None or not is_generic(told.name))  # "the ministry" is a state's


def _is_of_it(found: Resolved, body: Turn) -> bool:
    """Whether all that somebody is told to be of may be the body's: "army", a word of its name, a field of an office.

    The administration that is called after him is another matter.
    """
    told, own = found.speaker, {*(body.speaker.name or "").lower().split(), body.noun or ""}
    if found.person is not None and not own.isdisjoint(found.person.told.words):
        return False
    beside = (told.description or "").replace(told.name or "", "")  # "head of mission Bo Ek"
    owners = (*_OF.findall(beside), *_OWNER.findall(beside))
    return all(_may_be(of, own) for of in (told.affiliation, *owners) if of is not None)


def _may_be(told: str, own: set[str]) -> bool:
    last = told.lower().split()[-1]
    noun = source_nouns().get(last)
    return last in own or (is_generic(told) and (noun is None or noun.sphere == "state"))


def _has_office(story: Story, found: Resolved, body: Turn, attribution: Attribution, *, ours: bool) -> bool:
    """Whether an office is told that such a body has, and the words tell of it as of nobody else's."""
    nouns, known = _offices(found)
    if of_no_state((found.speaker.role or "").partition(" of ")[0]) or not any(
        noun.sphere in ("state", "any") for noun in known
    ):
        return False
    alien = nouns & _OF_STATES if _is_no_state(story, body) else None
    unknown = body.person is not None and not any(noun.sphere == "state" for noun in known)
    return not alien and not unknown and (ours or not _tells(story, body, attribution))


def _offices(found: Resolved) -> tuple[frozenset[str], list[Noun]]:
    """The nouns told for somebody, and their entries; none where one is a judge's, a place's or for a client."""
    nouns = frozenset({found.noun or ""}) | (found.person.nouns if found.person is not None else frozenset())
    known = [noun for word in nouns if (noun := source_nouns().get(word)) is not None]
    former = (found.speaker.role or "").startswith(("former", "retired"))
    others = any(noun.sphere == "place" or noun.kind == "police" for noun in known)
    return (frozenset(), []) if former or others or nouns & (COUNSEL | OWN_VOICE) else (nouns, known)


def _is_staff(story: Story, found: Resolved, body: Turn, tokens: Sequence[Token]) -> bool:
    """Whether somebody who says "we" is of a trade that bodies employ, is told to have led the work, or is not told."""
    nouns, _ = _offices(found)
    if found.person is None or not (found.person.told.is_full or nouns & source_nouns().keys()):
        return body.person is None  # a family name and no more: "“We were slandered,” Ek said"
    led = _LED_IT.match(story.text, tokens[-1].idx + len(tokens[-1])) or _LED_IT.search(found.speaker.description or "")
    return led is not None or not nouns.isdisjoint(_STAFF)


def _is_no_state(story: Story, body: Turn) -> bool:
    """Whether a body is a firm or a union, and so has no minister."""
    if body.speaker.party in story.context:
        return False
    if of_no_state(body.speaker.name or ""):  # "the opposition"
        return True
    words = (body.speaker.name or "").lower().split()
    noun = source_nouns().get(words[-1]) if words else None
    return len(words) > 1 or body.noun in FIRMS or (noun is not None and noun.sphere != "state")


def _tells(story: Story, body: Turn, attribution: Attribution) -> bool:
    """Whether quoted words tell of the body as of another: "Norvia is lying"."""
    if attribution.mode is Mode.INDIRECT:
        return False
    words = " ".join(story.text[span.start : span.end] for span in attribution.content)
    return any(name and name in words for name in (body.speaker.name, body.speaker.party))
