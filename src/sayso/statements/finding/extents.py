"""How far a content reaches: gaps filled, quotations taken whole, another saying of the same speaker left out."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.records import Span
from sayso.statements.cues import Cue
from sayso.statements.finding.clauses import OBJECTS, VERBAL, after_comma, own_subject, speaks_out
from sayso.statements.finding.frames import sentence_around
from sayso.statements.finding.view import View, spans_of
from sayso.statements.parsed import Token


def completed(view: View, verb: Token, words: list[Token], apart: set[int]) -> list[Token]:
    """The words with the gaps between them: "described the plan *in Oslo* as dead" is one content."""
    right = [word.i for word in words if word.i > verb.i]
    if right and view.doc[min(right)].lower_ == "that" and not any(view.doc[i].pos_ in VERBAL for i in right):
        return [view.doc[i] for i in sentence_around(view, verb.i) if i >= min(right)]  # the parser lost the clause
    if not right or max(right) - min(right) + 1 == len(right):
        return words
    between = [view.doc[i] for i in range(min(right), max(right) + 1) if i not in apart]
    return [word for word in words if word.i < verb.i] + between


def quotation_after(view: View, token: Token, cue: Cue, words: list[Token]) -> list[Token]:
    """A quotation right after the words found, or after an object: "called the plan “a lie”", "said this: “…”"."""
    last = max((word.i for word in words), default=-1)
    if last < token.i:
        objects = [child for child in token.children if child.dep_ in OBJECTS and child.i > token.i]
        if objects and "small" not in cue.frames:
            return []
        last = max((child.right_edge.i for child in objects), default=token.i)
        words = [t for child in objects for t in child.subtree]
    else:
        words = []
    at = last + 1
    if at < len(view.doc) and view.doc[at].text in {":", "as"}:
        at += 1
    k = view.quotation_of[at] if at < len(view.doc) else -1
    if k < 0 or at != view.first_in[k]:
        return []
    return [*words, *(view.doc[i] for i in range(view.first_in[k], view.first_after[k]))]


def spoken_apart(view: View, verb: Token) -> set[int]:
    """Tokens the parser put under the content of `verb` that are another saying of its speaker.

    "said they won, *adding that …*", "said they won and *told Roe to go*", "said they won, *while others said …*".
    """
    apart: set[int] = set()
    for index in range(verb.i + 1, verb.right_edge.i + 1):
        cue = view.cues.get(index)
        if cue is not None and cue.pos == "ADP" and view.doc[index - 1].text == ",":
            apart.update(t.i for t in view.doc[index].subtree)
        if cue is None or not cue.frames & {"quote", "obj"} or cue.pos != "VERB":
            continue
        token = view.doc[index]
        participle = token.tag_ == "VBG" and token.dep_ in {"advcl", "acl"} and after_comma(token)
        contrast = token.dep_ == "advcl" and token.left_edge.lower_ in {"while", "though", "although"}
        report = token.dep_ == "parataxis" and view.doc[token.left_edge.i - 1].text == ","
        joined = _said_too(verb, token)
        if participle or contrast or joined or report:
            apart.update(t.i for t in token.subtree)
        if joined:
            apart.update(c.i for c in token.head.children if c.dep_ == "cc" and c.i < token.i)
    return apart


def _said_too(verb: Token, other: Token) -> bool:
    """Whether `other` is a second saying of the speaker of `verb`, hung on the clause that `verb` says."""
    hung = other.dep_ == "conj" and other.head.dep_ == "ccomp" and other.head.head.i == verb.i
    same = other.tag_ == verb.tag_ or (other.tag_ == "VBN" and verb.tag_ == "VBD" and speaks_out(other))
    return hung and same and _shares_speaker(other)


def _shares_speaker(verb: Token) -> bool:
    subject = own_subject(verb)
    if subject is None:
        return any(child.dep_ == "ccomp" for child in verb.children) or speaks_out(verb)
    return subject.lower_ in {"he", "she", "they"}


def snapped(view: View, words: Iterable[Token]) -> tuple[Span, ...]:
    """Spans of `words`; a span that ends or starts within a quotation takes the whole of it.

    A word that joins on what comes next is no part: "said *they won* and added …", whatever the parse hangs it on.
    """
    indexes = sorted(word.i for word in words)
    while indexes and view.doc[indexes[-1]].pos_ == "CCONJ" and view.quotation_of[indexes[-1]] < 0:
        indexes.pop()
    spans = spans_of(view.doc, indexes)
    if not view.quotations:
        return spans
    snapped: list[Span] = []
    for span in spans:
        start, end = span.start, span.end
        first = view.quotation_of[_token_at(view, start)]
        last = view.quotation_of[_token_at(view, end - 1)]
        if first >= 0:
            opening = view.quotations[first]
            start = opening.start if end > opening.end else opening.pieces[0].start
        if last >= 0 and view.quotations[last].closed:
            closing = view.quotations[last]
            end = closing.end if start < closing.start else closing.pieces[-1].end
        if snapped and start < snapped[-1].end:
            snapped[-1] = Span(snapped[-1].start, max(end, snapped[-1].end))
        else:
            snapped.append(Span(start, end))
    return tuple(snapped)


def _token_at(view: View, at: int) -> int:
    span = view.doc.char_span(at, at + 1, alignment_mode="expand")
    assert span is not None
    return int(span.start)
