"""Attributions read from the parse: a cue, the phrase that is its source, the complement that is its content."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from sayso.records import Span
from sayso.statements.clauses import SUBJECTS, VERBAL, content_words, subject_of
from sayso.statements.cues import Cue
from sayso.statements.view import View, spans_of


def source_head(token: Token, cue: Cue) -> Token | None:
    """The head of the phrase that speaks; None when none stands there."""
    if cue.pos == "ADP":
        to = next((child for child in token.children if child.lower_ == "to"), None)
        return next((child for child in to.children if child.dep_ == "pobj"), None) if to is not None else None
    if cue.pos == "NOUN":
        return next((child for child in token.children if child.dep_ == "poss"), None)
    return subject_of(token)


def read_content(view: View, token: Token, cue: Cue) -> tuple[Span, ...]:
    """Spans of what `token` announces; empty when nothing in the parse is announced."""
    if cue.pos == "ADP":
        return _snapped(view, _around_phrase(token))
    if cue.pos == "NOUN":
        return _snapped(view, _noun_content(token, cue))
    words = content_words(token, cue)
    if not words:
        words = _around_parenthesis(token, cue)
    else:
        own = {t.i for child in token.children if child.dep_ in {"nsubj", "expl"} for t in child.subtree} | {token.i}
        words = [word for word in words if word.i not in own]
    return _snapped(view, words)


def _noun_content(token: Token, cue: Cue) -> Iterable[Token]:
    for child in token.children:
        if child.i < token.i:
            continue
        if child.dep_ in {"acl", "ccomp"} and child.tag_ not in {"VBG", "VBN"}:
            infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children)
            if ("inf" if infinitive else "clause") in cue.frames:
                return child.subtree
        if child.dep_ == "prep" and child.lower_ in cue.frames:
            return [t for c in child.children for t in c.subtree]
    return ()


def _around_phrase(token: Token) -> list[Token]:
    """The clause that "according to" stands in, without it."""
    head = token.head
    while head.pos_ not in VERBAL and head.head.i != head.i:
        head = head.head
    inside = {t.i for t in token.subtree}
    return [t for t in head.subtree if t.i not in inside]


def _around_parenthesis(token: Token, cue: Cue) -> list[Token]:
    """The clause around "…, Roe says, …"."""
    if "quote" not in cue.frames or token.dep_ not in {"parataxis", "ccomp"} or token.head.i == token.i:
        return []
    if not any(child.dep_ in SUBJECTS for child in token.children):
        return []
    left = token.left_edge.i
    if left == 0 or not token.doc[left - 1].is_punct:
        return []
    inside = {t.i for t in token.subtree}
    return [t for t in token.head.subtree if t.i not in inside]


def _snapped(view: View, words: Iterable[Token]) -> tuple[Span, ...]:
    """Spans of `words`; a span that ends or starts within a quotation takes the whole of it."""
    spans = spans_of(view.doc, (word.i for word in words))
    if not view.quotations:
        return spans
    snapped: list[Span] = []
    for span in spans:
        start, end = span.start, span.end
        first = view.quotation_of[_token_at(view, start)]
        last = view.quotation_of[_token_at(view, end - 1)]
        if first >= 0:
            start = view.quotations[first].pieces[0].start
        if last >= 0 and view.quotations[last].closed:
            end = view.quotations[last].pieces[-1].end
        if snapped and start < snapped[-1].end:
            snapped[-1] = Span(snapped[-1].start, max(end, snapped[-1].end))
        else:
            snapped.append(Span(start, end))
    return tuple(snapped)


def _token_at(view: View, at: int) -> int:
    span = view.doc.char_span(at, at + 1, alignment_mode="expand")
    assert span is not None
    return int(span.start)
