"""Attributions that layout alone makes: `ROE: "…"`, `And from Chairwoman Roe:` over a quotation, `"…" — Ada Roe`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from msgspec import Struct

from sayso.records import Span
from sayso.statements.finding.frames import frame_after, frame_before, paragraph_before, tail
from sayso.statements.finding.printed import is_rubric
from sayso.statements.finding.view import View
from sayso.statements.parsed import Token

LABEL_TOKENS = 8  # the longest name in a label before a colon, or in a signature, that is taken for a speaker
OFFICE_TOKENS = 12  # what may follow the name after a comma: "Chairwoman Ada Roe, head of the Roads Board:"
_SIGNATURE = re.compile(r"\s{0,3}[-—–―~]{1,2}\s{0,2}(?=[A-Z])([^\n\"“”]{3,100})")
_NAME_ENDS = re.compile(r"[,(]")
_CLOSED = frozenset(".,?!…")
_NOT_SPEAKING = frozenset({"VERB", "AUX", "SCONJ", "PRON"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})  # "- The Board was founded in 1950" is a sentence, no signature
_LEADING = frozenset({"CCONJ", "ADV", "PUNCT"})  # "And from …", "Also from …", "Meanwhile, from …"
_PASSING_ON = frozenset({"from", "by"})


class Labelled(Struct, frozen=True):
    """A content with the label that names its speaker."""

    source: Span
    content: tuple[Span, ...]
    quotation: int  # index of the quotation; -1 for speech printed without marks


def read_layout(view: View, announced: set[int]) -> Iterator[Labelled]:
    """Quotations not `announced` (indices) that a label or a signature gives to a speaker, then unmarked speech."""
    for k in range(len(view.quotations)):
        if k in announced:
            continue
        source = _label_before(view, k) or _signature_after(view, k)
        if source is not None:
            yield Labelled(source, _whole(view, k), k)
    for one in view.printed:
        yield Labelled(one.source, one.content, -1)


def _whole(view: View, k: int) -> tuple[Span, ...]:
    """The quotation, with the rest of its sentence when that runs on: `Roe: 'No idea' if it was wise`."""
    pieces = view.quotations[k].pieces
    rest = frame_after(view, k)
    if not rest or tail(view, k) in _CLOSED or view.doc[rest[0]].is_punct:
        return pieces
    last = view.doc[rest[-1]]
    return (*pieces[:-1], Span(pieces[-1].start, last.idx + len(last)))


def _label_before(view: View, k: int) -> Span | None:
    """The label of `Ada Roe: "…"`, on the line or the one before: names and nouns alone in front of the colon."""
    frame = frame_before(view, k)
    if not frame and tail(view, k) in _CLOSED:  # below a label, words that are no sentence are a title
        frame = paragraph_before(view, k)
    if len(frame) < 2 or not view.doc[frame[-1]].text.endswith(":"):  # "):" is one token
        return None
    if frame[0] > 0 and view.quotation_of[frame[0] - 1] >= 0:
        return None
    words = _speaker([view.doc[i] for i in frame[:-1]])
    name = list(takewhile(lambda word: word.text not in {",", "("}, words))
    rest = words[len(name) :]
    if len(rest) > 1 and (rest[0].text == "(" or rest[1].pos_ == "ADP"):
        words, rest = name, []  # "Ada Roe (Osk):", "Ada Roe, on Monday:"
    if len(name) > LABEL_TOKENS or len(rest) > OFFICE_TOKENS or not _is_named(name) or not all(map(_may_label, rest)):
        return None
    return Span(words[0].idx, words[-1].idx + len(words[-1]))


def _is_named(name: list[Token]) -> bool:
    """Whether the words of a label are a speaker's; on capitals a parser's word classes are guesses."""
    if name and all(word.text.isupper() for word in name):
        return not is_rubric(" ".join(word.text for word in name))
    named = any(word.pos_ == "PROPN" or word.text.isupper() for word in name)
    return named and not any(word.is_punct for word in name) and all(map(_may_label, name))


def _may_label(word: Token) -> bool:
    return word.pos_ not in _NOT_SPEAKING and (not word.is_punct or word.text == ",")


def _speaker(words: list[Token]) -> list[Token]:
    """The label without what leads to the name; empty where a preposition tells a place or a day: `In Osk: "…"`."""
    at = 0
    while at < len(words) and words[at].pos_ in _LEADING:
        at += 1
    if at < len(words) and words[at].pos_ == "ADP":
        return words[at + 1 :] if words[at].lower_ in _PASSING_ON else []
    return words[at:]


def _signature_after(view: View, k: int) -> Span | None:
    """The name in `"…" — Ada Roe, the minister`, when a quotation that is its own paragraph is followed by one."""
    quotation = view.quotations[k]
    head = view.text.rfind("\n", 0, quotation.start) + 1
    match = _SIGNATURE.match(view.text, quotation.end)
    if match is None or view.text[head : quotation.start].strip():
        return None
    name = _NAME_ENDS.split(match.group(1))[0].rstrip(" \t\xa0.")
    if len(name.split()) > LABEL_TOKENS or name.isupper() or view.text[match.end() : match.end() + 1] not in {"", "\n"}:
        return None
    signature = Span(match.start(1), match.start(1) + len(name))
    words = view.doc.char_span(signature.start, signature.end, alignment_mode="expand")
    return None if words is None or any(word.tag_ in _FINITE for word in words) else signature
