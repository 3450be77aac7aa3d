"""Attributions read from the parse: a cue, the phrase that is its source, the complement that is its content."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from sayso.records import Span
from sayso.statements.cues import Cue

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
AUXILIARIES = frozenset({"aux", "auxpass", "neg", "prt"})
OUTSIDE_SOURCE = frozenset({"relcl", "punct", "acl", "cc", "preconj"})  # of a source's own words


def spans_of(doc: Doc, tokens: Iterable[Token]) -> tuple[Span, ...]:
    """Character spans of `tokens`, joined where only punctuation or white space parts them, punctuation trimmed off."""
    indexes = sorted({token.i for token in tokens if not token.is_space})
    runs: list[tuple[int, int]] = []
    for index in indexes:
        if runs and all(doc[k].is_punct or doc[k].is_space for k in range(runs[-1][1] + 1, index)):
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    spans = []
    for first, last in runs:
        while first < last and doc[first].is_punct:
            first += 1
        while last > first and doc[last].is_punct:
            last -= 1
        if not doc[first].is_punct:
            spans.append(Span(doc[first].idx, doc[last].idx + len(doc[last])))
    return tuple(spans)


def subject_of(verb: Token) -> Token | None:
    """The head of the phrase that speaks: subject, agent of a passive, or what controls a subjectless verb."""
    passive = False
    for child in verb.children:
        if child.dep_ == "nsubjpass":
            passive = True
        elif child.dep_ in SUBJECTS:
            return child
    if passive:
        return _agent(verb)
    head = verb.head
    if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
        return subject_of(head)
    if verb.dep_ in {"xcomp", "advcl", "dep"} and head.i != verb.i and head.pos_ in {"VERB", "AUX"}:
        return subject_of(head)
    if verb.dep_ == "acl":
        return _agent(verb) if verb.tag_ == "VBN" else head
    return _agent(verb)


def _agent(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent":
            return next((grandchild for grandchild in child.children if grandchild.dep_ == "pobj"), None)
    return None


def phrase_of(head: Token) -> list[Token]:
    """The words of a source: its noun with what stands before it, apposition and "of"-phrases; no relative clause."""
    words = [head]
    for child in head.children:
        if child.dep_ == "cc" or (child.dep_ not in OUTSIDE_SOURCE):
            words.extend(child.subtree)
    return words


def cue_words(cue: Token) -> list[Token]:
    """The cue with its auxiliaries, negation and particle."""
    return [cue, *(child for child in cue.children if child.dep_ in AUXILIARIES and abs(child.i - cue.i) <= 4)]


def content_of(verb: Token, cue: Cue) -> list[Token]:
    """The words of the complements of `verb` that its frames allow as content; empty when there are none."""
    words: list[Token] = []
    for child in verb.children:
        if _is_content(verb, child, cue.frames):
            words.extend(child.subtree if child.dep_ != "prep" or child.lemma_ in {"as", "of", "for"} else _object(child))
    if words:
        low = min(token.i for token in words)
        own = {token.i for child in verb.children if child.dep_ in SUBJECTS or child.dep_ in AUXILIARIES for token in child.subtree}
        words = [t for t in words if t.i not in own and t.i != verb.i and t.i >= low]
    return words


def _object(preposition: Token) -> list[Token]:
    return [token for child in preposition.children for token in child.subtree]


def _is_content(verb: Token, child: Token, frames: frozenset[str]) -> bool:
    dep = child.dep_
    if dep == "ccomp":
        return "clause" in frames or "quote" in frames or "small" in frames
    if dep == "xcomp":
        return bool(frames & ({"ger"} if child.tag_ == "VBG" else {"inf", "obj-inf", "small"}))
    if dep in {"dobj", "obj"}:
        return "obj" in frames or ("obj-inf" in frames and any(c.dep_ == "xcomp" for c in verb.children))
    if dep == "oprd":
        return "small" in frames
    if dep == "pcomp":
        return "ger" in frames
    return dep == "prep" and child.lemma_.lower() in frames and child.i > verb.i


def clause_around(phrase: Token, root: Token) -> list[Token]:
    """The clause of `root` without the `phrase` that stands in it: content of "according to" and of "X, Roe says, Y"."""
    inside = {token.i for token in phrase.subtree}
    return [token for token in root.subtree if token.i not in inside]


def first_of(tokens: Sequence[Token]) -> int:
    return min(token.i for token in tokens)
