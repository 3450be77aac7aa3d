"""Negation of a verb, as the parse and the words beside it show it."""

from __future__ import annotations

from collections.abc import Collection

from sayso.statements.acts.propositions import NEGATORS
from sayso.statements.parsed import Token

_NOBODY = frozenset({"nobody", "none", "neither", "nothing"})
_ONLY = frozenset({"only", "just", "merely", "simply"})


def is_negated(verb: Token, said: Collection[int] = ()) -> bool:
    """Whether a verb stands under "not", "never", "neither" or "no one", itself or its auxiliaries.

    `said` are the indices of words that it announces and that cannot negate it: "*Never*, says Roe".
    """
    around = [c for c in verb.children if c.i not in said]
    if any((c.dep_ == "neg" or c.lower_ in NEGATORS) and not (_is_partial(c) or _is_of_next(c, verb)) for c in around):
        return True
    if any(c.lower_ == "nor" and c.i == verb.sentence[0] for c in around):  # "Nor did he deny it."
        return True
    subject = next((c for c in around if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is not None and (subject.lower_ in _NOBODY or has_no(subject)):
        return True
    head = verb.head
    if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        return any(child.lower_ in ("neither", "nor") for child in (*head.children, *verb.children)) or (
            is_negated(head) and any(child.lower_ in ("or", "nor") for child in head.children)
        )
    return False


def _is_partial(word: Token) -> bool:
    """ "Not *only* said that …": it is said, and more."""
    return word.i + 1 < len(word.doc) and word.nbor().lower_ in _ONLY


def _is_of_next(word: Token, verb: Token) -> bool:
    """ "Vowed *never to* return", "promised *not to*": what is negated is the deed."""
    return word.i > verb.i and word.i + 1 < len(word.doc) and word.nbor().lower_ == "to"


def has_no(noun: Token) -> bool:
    """ "*no* comment", "*neither* side"."""
    return any(child.lower_ in ("no", "neither") for child in noun.children)


def never_shared(main: Token) -> bool:
    """ "We have never had any trade with them": whatever it is that was never had."""
    never = any(c.lower_ == "never" for c in main.children)
    shared = [c for c in main.children if c.dep_ in ("prep", "dobj")]
    return never and any(t.lower_ == "with" and t.dep_ == "prep" for c in shared for t in (c, *c.children))
