"""Who is told by name, then by office alone: "Ann Roe came early. *Ruritania’s energy minister* was in town to sell."

A portrait names somebody first and tells what she is in the next sentence, with no name beside it. Taken only where
nobody else is named between the two, nothing else is told of her, and nobody in the article holds such an office.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.parties import source_nouns
from sayso.statements.naming.cast import Person, Sighting
from sayso.statements.naming.phrases import read_phrase
from sayso.statements.parsed import Doc, Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
FARTHEST = 300  # code points from the name to the office: the sentence with the one and the sentence with the other


def tell_epithets(doc: Doc, people: Sequence[Person], placed: Sequence[tuple[Sighting, tuple[Person, ...]]]) -> None:
    """Give those of `people` of whom no role is told the office of a state that the next sentence tells as subject."""
    bare = [p for p in people if p.told.is_full and not (p.affiliation or p.party or p.is_kin) and _is_private(p)]
    heads = {sighting.head for sighting, _ in placed}
    for token in doc.related(_SUBJECTS) if bare else ():
        noun = source_nouns().get(token.lower_)
        office = noun is not None and (noun.sort, noun.sphere, noun.plural) == ("person", "state", False)
        if not office or token.i in heads or any(token.lower_ in person.nouns for person in people):
            continue
        person = _named_before(doc, token, placed)
        told = read_phrase([word for word in token.subtree if word.i <= token.i])
        if person not in bare or told.party is None or told.person or told.former or not told.definite:
            continue
        person.role, person.nouns, person.affiliation = told.title, frozenset({token.lower_}), told.affiliation
        person.party, person.why_party = told.party, f"told as “{told.text}”"
        bare.remove(person)


def _is_private(person: Person) -> bool:
    """Whether no office is told of somebody; a walk of life may be: "a chemist by training"."""
    known = (source_nouns().get(noun) for noun in person.nouns)
    return all(noun is not None and noun.sphere == "self" for noun in known) and not person.is_former


def _named_before(doc: Doc, token: Token, placed: Sequence[tuple[Sighting, tuple[Person, ...]]]) -> Person | None:
    """Who alone is named between the start of the sentence before a token and the token, as its subject."""
    low, _ = token.sentence
    if low == 0 or "\n" in doc.text[doc[low - 1].idx + len(doc[low - 1]) - 1 : doc[low].idx]:
        return None
    before, _ = doc[low - 1].sentence
    here = [(s, who) for s, who in placed if doc[before].idx <= s.start < token.idx]
    if not here or token.idx - here[0][0].start > FARTHEST:
        return None
    named = {id(person): person for _, who in here for person in who}
    subject = doc[here[0][0].head]
    if len(named) != 1 or subject.dep_ not in _SUBJECTS or subject.head.dep_ != "ROOT":
        return None
    return next(iter(named.values()))
