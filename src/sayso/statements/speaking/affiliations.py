"""The body a role is of, as it is told in the end: a body, without what is said of it; no state, place or person.

A role's words may name a place ("a senator of Zenda"), a person ("a Roe supporter") or the state itself ("government
officials"); none of them is a body that the role is of.
"""

from __future__ import annotations

import re

from msgspec import structs

from sayso.parties import PLACES, FormKind, look_up, source_nouns
from sayso.records import Speaker
from sayso.statements.naming.cast import Cast
from sayso.statements.naming.offices import BODIES, CLITIC, is_person_word

_SAID_OF_BODIES = frozenset(
    """
    a an and during federal former governing his her independent influential its largest local main my our own powerful
    ruling senior state-owned state-run the their top
    """.split()  # noqa: SIM905 - a list of 25 strings is harder to read
)
# In small letters these are the state itself, or no body at all.
_NO_BODIES = frozenset(
    {"administration", "business", "government", "industry", "leadership", "regime", "side", "state"}
)


def with_body(speaker: Speaker, cast: Cast) -> Speaker:
    """`speaker` with the affiliation that may be shown, if any."""
    if speaker.affiliation is None:
        return speaker
    return structs.replace(speaker, affiliation=_body(speaker.affiliation, speaker.role or "", cast))


def _body(told: str, role: str, cast: Cast) -> str | None:
    words = re.sub(r"^\W+", "", CLITIC.sub("", told)).split()
    while len(words) > 1 and words[0].lower() in _SAID_OF_BODIES and words[0].islower():
        words = words[1:]
    body = " ".join(words)
    form = look_up(body)
    if form is not None and (form.kind in PLACES or form.kind is FormKind.REGION):
        return None
    if form is not None and form.kind in BODIES:
        return body
    if people := _people(words, cast):
        return people if "spokes" in role else None  # who speaks for somebody is of nobody else
    noun = source_nouns().get(words[-1].lower())
    if body.lower() in _NO_BODIES:  # a capital where it opens a sentence: "Business leaders"
        return None
    if body.islower():
        return body if noun is not None and noun.sort == "body" and words[-1] not in _NO_BODIES else None
    return body


def _people(words: list[str], cast: Cast) -> str | None:
    """The name of the person that the words tell, titles before it left out; None for a body."""
    names = words
    while len(names) > 1 and is_person_word(names[0]):
        names = names[1:]
    found = cast.candidates(" ".join(names))
    return found[0].name if len(found) == 1 else " ".join(words) if found else None
