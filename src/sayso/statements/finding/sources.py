"""Who speaks: the phrase that is the source of a cue, from the parse and, where it fails, from what stands beside."""

from __future__ import annotations

from sayso.statements.cues import Cue
from sayso.statements.finding.clauses import is_passive, own_subject, subject_of
from sayso.statements.finding.view import is_credit
from sayso.statements.parsed import Token

FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_SPEAKING = frozenset({"NORP", "GPE", "ORG", "PERSON"})
_PASSED_OVER = frozenset({"ADV", "AUX", "PUNCT", "PART", "NUM"})
# Verbs that only lend their subject to a noun: "made the claim that", "voiced fears that".
_LIGHT_VERBS = frozenset(
    {
        "make",
        "have",
        "issue",
        "release",
        "give",
        "express",
        "voice",
        "raise",
        "reiterate",
        "repeat",
        "deliver",
        "publish",
    }
)


def source_head(token: Token, cue: Cue) -> Token | None:
    """The head of the phrase that speaks; None when none stands there."""
    if cue.pos == "ADP":
        to = next((child for child in token.children if child.lower_ == "to"), None)
        return next((child for child in to.children if child.dep_ == "pobj"), None) if to is not None else None
    if cue.pos == "NOUN":
        return _noun_source(token)
    credit = credit_after(token)
    if credit is not None:
        return credit
    if token.tag_ == "VBD" and token.dep_ == "acl" and not is_passive(token):
        return _noun_before(token) or subject_of(token)
    subject = subject_of(token)
    return _noun_before(token) if subject is None and _is_finite(token) else subject


def _is_finite(token: Token) -> bool:
    """Whether a verb has a subject of its own to look for: "said", "has said", "would say"; no passive."""
    if is_passive(token):
        return False
    return token.tag_ in FINITE or any(child.dep_ == "aux" and child.tag_ != "TO" for child in token.children)


def credit_after(token: Token) -> Token | None:
    """The agency of a closing credit, "…, reports *Example News*": a name alone before the sentence's end."""
    doc = token.doc
    if not is_credit(token) or own_subject(token) is not None:
        return None
    end = token.i + 2 if doc[token.i + 1].pos_ == "DET" else token.i + 1
    while end < len(doc) and doc[end].pos_ == "PROPN":
        end += 1
    closes = end < len(doc) and (doc[end].text in {".", "…"} or doc[end].is_space)
    return doc[end - 1] if doc[end - 1].pos_ == "PROPN" and (closes or end == len(doc)) else None


def _noun_source(token: Token) -> Token | None:
    """Whose claim it is: "*its* claim", "*US* claims", "claims *by Roe*", "*Roe* made the claim"."""
    for child in token.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ in {"amod", "compound", "nmod"} and child.ent_type_ in _SPEAKING:
            return child
        if child.dep_ == "prep" and child.lower_ in {"by", "from"} and child.i == token.i + 1:
            return next((grandchild for grandchild in child.children if grandchild.dep_ == "pobj"), None)
    governor = token.head.head if token.dep_ == "pobj" else token.head
    return subject_of(governor) if governor.lemma_ in _LIGHT_VERBS else None


def _noun_before(token: Token) -> Token | None:
    """The noun right before a cue that the parser gave no subject; adverbs, auxiliaries, commas may part them."""
    for index in range(token.i - 1, max(token.sentence[0], token.i - 7) - 1, -1):
        word = token.doc[index]
        if word.pos_ in _NOMINAL:
            while word.dep_ in {"compound", "appos", "npadvmod", "conj"} and word.head.pos_ in {"NOUN", "PROPN"}:
                word = word.head
            return None if word.ent_type_ in {"DATE", "TIME"} else word
        if word.pos_ not in _PASSED_OVER:
            return None
    return None
