"""Attributions that layout alone makes: `ROE: "…"`, a transcript's `ROE: …`, a quotation signed `— Ada Roe`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from sayso.records import Span
from sayso.statements.frames import frame_after, frame_before, tail
from sayso.statements.view import View

LABEL_TOKENS = 8  # the longest label before a colon, or signature, that is taken for a speaker
TURN_WORDS = 4  # a shorter turn ("Roe: 547.") is a table's row as likely as an answer
_LABEL = re.compile(r"(?:^|(?<=\n))[ \t]*((?:[A-Z][\w.’'-]*[ \t]?){1,4}):[ \t]+(?=\S)")
_SIGNATURE = re.compile(r"\s{0,3}[-—–―]{1,2}\s?(?=[A-Z])([^\n\"“”]{3,80})")
_CLOSED = frozenset(".,?!…")
_NOT_SPEAKING = frozenset({"VERB", "AUX", "SCONJ", "PRON"})


class Labelled(Struct, frozen=True):
    """A content with the label that names its speaker."""

    source: Span
    content: tuple[Span, ...]
    quotation: int  # index of the quotation; -1 for a transcript's paragraph


def read_layout(view: View, announced: set[int]) -> Iterator[Labelled]:
    """Quotations not `announced` (indices) that a label or a signature gives to a speaker, and transcripts."""
    for k in range(len(view.quotations)):
        if k in announced:
            continue
        source = _label_before(view, k) or _signature_after(view, k)
        if source is not None:
            yield Labelled(source, _whole(view, k), k)
    yield from _transcript(view)


def _whole(view: View, k: int) -> tuple[Span, ...]:
    """The quotation, with the rest of its sentence when that runs on: `Roe: 'No idea' if it was wise`."""
    pieces = view.quotations[k].pieces
    rest = frame_after(view, k)
    if not rest or tail(view, k) in _CLOSED or view.doc[rest[0]].is_punct:
        return pieces
    last = view.doc[rest[-1]]
    return (*pieces[:-1], Span(pieces[-1].start, last.idx + len(last)))


def _label_before(view: View, k: int) -> Span | None:
    """The label of `Ada Roe: "…"`: names and nouns alone between the sentence's start and the colon."""
    frame = frame_before(view, k)
    if not 2 <= len(frame) <= LABEL_TOKENS or view.doc[frame[-1]].text != ":":
        return None
    words = [view.doc[i] for i in frame[:-1]]
    if words[0].i > 0 and view.quotation_of[words[0].i - 1] >= 0:
        return None
    named = any(word.pos_ == "PROPN" or word.text.isupper() for word in words)
    if not named or any(word.pos_ in _NOT_SPEAKING or word.is_punct for word in words):
        return None
    return Span(words[0].idx, words[-1].idx + len(words[-1]))


def _signature_after(view: View, k: int) -> Span | None:
    """The name in `"…" — Ada Roe, the minister`, when a quotation that is its own paragraph is followed by one."""
    quotation = view.quotations[k]
    head = view.text.rfind("\n", 0, quotation.start) + 1
    match = _SIGNATURE.match(view.text, quotation.end)
    if match is None or view.text[head : quotation.start].strip():
        return None
    name = match.group(1).split(",")[0].rstrip(" .")
    ends_line = view.text[match.end() : match.end() + 1] in {"", "\n"}
    short = len(name.split()) <= LABEL_TOKENS and name[:1].isupper() and not name.isupper()
    return Span(match.start(1), match.start(1) + len(name)) if ends_line and short else None


def _transcript(view: View) -> Iterator[Labelled]:
    """Paragraphs that a label opens, when at least two labels take turns: an interview printed as it was held."""
    labels = list(_LABEL.finditer(view.text))
    turns = Counter(match.group(1).strip() for match in labels)
    speakers = {label for label, count in turns.items() if count > 1 and len(label) > 1}  # "Q:", "A:" name nobody
    if len(speakers) < 2:
        return
    for match in labels:
        end = view.text.find("\n", match.end())
        end = len(view.text) if end < 0 else end
        words = view.text[match.end() : end].rstrip()
        if match.group(1).strip() in speakers and len(words.split()) >= TURN_WORDS and words[0] not in "\"“‘'":
            source = Span(match.start(1), match.start(1) + len(match.group(1).rstrip()))
            yield Labelled(source, (Span(match.end(), match.end() + len(words)),), -1)
