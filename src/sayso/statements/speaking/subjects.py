"""Bodies that a story is about before they speak: "*Crosslink* lost a ship. Its chief pilot, Bo Ek, said …"."""

from __future__ import annotations

import bisect
import re

from sayso.parties import leader_party, look_up, source_nouns
from sayso.statements.naming.people import told_as_body
from sayso.statements.naming.phrases import Phrase
from sayso.statements.naming.serving import is_generic
from sayso.statements.parsed import Span, Token
from sayso.statements.relaying.outlets import is_outlet
from sayso.statements.speaking.story import Story

_ARTICLE = re.compile(r"^(?:The|A|An|the|a|an) ")
_SUBJECTS = ("nsubj", "nsubjpass")
_ELDER = re.compile(r"(?:the )?(?:elder|older|younger) [A-Z]", re.IGNORECASE)  # one of two of a name


def subject_body(story: Story, at: int) -> str | None:
    """The body, told by its name, that is the subject of the last sentence before code point `at`; None for any other.

    In the paragraph of `at`, or where it stands in the first sentence there, in the one before.
    """
    paragraph = story.paragraph(at)
    sentence = _before(story, at)
    if sentence is None or story.paragraph(sentence.start_char) < paragraph - 1:
        return None
    verb = sentence.root
    subject = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
    return _name_of(story, subject) if subject is not None else None


def _before(story: Story, at: int) -> Span | None:
    """The last sentence that ends before the one of code point `at`, words in quotation marks left out."""
    first, _ = story.doc[bisect.bisect_right(story.starts, at) - 1].sentence
    while first > 0:
        first, end = story.doc[first - 1].sentence
        sentence = story.doc.span(first, end)
        words = [token for token in sentence if token.is_alpha]
        if words and not all(any(low <= t.idx < high for low, high in story.quotations) for t in words):
            return sentence
    return None


def _name_of(story: Story, subject: Token) -> str | None:
    entity = next((e for e in story.doc.ents if e.start <= subject.i < e.end), None)
    if entity is None or entity.label_ not in ("ORG", "PERSON"):
        return None
    name = _ARTICLE.sub("", entity.text)
    known = look_up(name) is not None or name in story.context or is_outlet(name) or is_generic(name)
    several = entity.label_ == "ORG" and " " in name and not story.cast.candidates(name)  # one word may be a town
    body = told_as_body(story.text, name) or several
    return name if body and not known else None


def told_of_body(story: Story, name: str) -> bool:
    """Whether the network calls a name a body's wherever it stands, alone or with more, and never a person's."""
    labels = {entity.label_ for entity in story.doc.ents if f"{entity.text} ".startswith(f"{name} ")}
    return labels == {"ORG"} and not name.isupper() and leader_party(name, None) is None


def whole_by_first(story: Story, first: str) -> str | None:
    """The one body of the article whose longer name begins with a word: "Crosslink Shipping" for "Crosslink"."""
    if " " in first or not first[:1].isupper() or leader_party(first, None) is not None:
        return None
    told = (_ARTICLE.sub("", entity.text) for entity in story.doc.ents if entity.label_ == "ORG")
    spoken = (turn.speaker.name or "" for turn in story.turns if turn.person is None)
    names = {name for name in (*told, *spoken) if name.startswith(f"{first} ")}
    names = {name for name in names if not is_outlet(name) and look_up(name) is None}  # "European" is no Union
    return names.pop() if len(names) == 1 else None


def may_be_person(story: Story, phrase: Phrase, last: Token) -> bool:
    """Whether capitals that head no body are a person: one the article tells, or one the model has no label for."""
    words = (phrase.body or phrase.text).split()
    if phrase.definite and _ELDER.match(phrase.text):
        words = words[-1:]
    elif {"and", "&"} & set(words) or len(words) > 4 or phrase.definite or phrase.noun in source_nouns():
        return False
    name = " ".join(words)
    if is_outlet(name):  # "Radio Zenda"
        return False
    if story.cast.candidates(name):
        return True
    return (
        phrase.body is not None
        and not told_as_body(story.text, name)
        and last.ent_type_ not in {"ORG", "NORP", "LOC", "FAC", "GPE"}
    )
