"""The label of a transcript's turn is no part of a source told within it: "Roe: *the army* says it has pictures"."""

from __future__ import annotations

from msgspec.structs import replace

from sayso.records import Span
from sayso.statements.attribution import Attribution
from sayso.statements.finding.view import View

FARTHEST = 30  # tokens from a label to the cue of a saying that its turn opens with


def past_label(view: View, one: Attribution) -> Attribution:
    """`one` with the words behind the label, where its source is or opens with one and its cue stands behind."""
    if one.cue_token is None or len(one.source) != 1:
        return one
    label = next((turn.source for turn in view.printed if turn.source.start == one.source[0].start), None)
    cue = view.doc[one.cue_token]
    if label is None or cue.idx < label.end:
        return one
    end = one.source[0].end if one.source[0].end > label.end + 1 else cue.idx
    words = [t for t in view.doc[max(0, cue.i - FARTHEST) : cue.i] if label.end < t.idx < end and not t.is_space]
    if "," in view.text[end : cue.idx] and not any(word.text == "," for word in words):
        return one  # "Roe: *Minister Doe*, thank you" is spoken to
    while words and (words[0].is_punct or words[0].pos_ in {"CCONJ", "ADV", "INTJ"}):
        words.pop(0)
    while words and (words[-1].is_punct or (words[-1].pos_ in {"ADV", "AUX"} and words[-1].head.i == cue.i)):
        words.pop()
    if not words:
        return one
    span = Span(words[0].idx, words[-1].idx + len(words[-1]))
    piece = view.doc.char_span(span.start, span.end, alignment_mode="expand")
    return one if piece is None else replace(one, source=(span,), source_token=piece.root.i)
