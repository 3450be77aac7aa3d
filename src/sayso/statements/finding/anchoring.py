"""What the tagger found, set into the parse: heads of source and cue, the cue's lemma, edges at quotation marks."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from sayso.records import Mode, Span
from sayso.statements.attribution import Attribution
from sayso.statements.cues import true_lemma
from sayso.statements.finding.printed import is_rubric
from sayso.statements.finding.view import View, mode_of
from sayso.statements.parsed import Doc, Token
from sayso.statements.quotes import Quotation
from sayso.statements.tagging.tag import Found

# What is done to others' words and pictures: "state television *broadcast* the minister's comments" tells none of them.
_CARRIES = frozenset({"air", "broadcast", "screen", "stream", "televise", "transmit"})
_IN_TERMS = re.compile(r"(?:in )?the \w+est(?: possible)? terms,?(?:\s+|$)")
FEWEST = 5  # words of a quotation; shorter ones that end in a capital word are names and titles
HELD = 0.5  # share of a quotation's length that a content must cover to be given all of it
_MARKS = frozenset("\"'“”„«»‹›「」‘’`")
_STOPS = frozenset(".,;:—–-")


def anchored(view: View, found: Found) -> Attribution | None:
    """`found` as an attribution of the stage; None when it is none on a second look (`_is_name`, `_asks`, …)."""
    content = _without_emphasis(view, _ended(view, bounded(view, found.content)))
    cue = _cue_head(view, found.cue[0]) if found.cue else None
    source = head_of(view.doc, found.source[0]) if found.source else None
    if not content or _asks(source) or _is_name(view, content, cue, source) or _is_editors(view, found, cue):
        return None
    if _only_carries(view, content, cue):
        return None
    return Attribution(
        source=tuple(_trimmed(view, span) or span for span in found.source),
        cue=() if cue is None else tuple(_trimmed(view, span) or span for span in found.cue),
        content=content,
        mode=mode_of(view, content),
        cue_lemma="" if cue is None else _lemma(view, cue),
        cue_token=None if cue is None else cue.i,
        source_token=None if source is None else source.i,
        score=0.0,
        why="",
        method="tagger",
    )


def _asks(source: Token | None) -> bool:
    """Whether the source is the question's own word: "*Who* shut the harbour?" tells of nobody."""
    return source is not None and source.lower_ in {"who", "what"} and source.i <= source.sentence[0] + 1


def _is_name(view: View, content: Sequence[Span], cue: Token | None, source: Token | None) -> bool:
    """Whether the content is a few quoted words that are a name, a title or scare quotes: "known as “the Heron”"."""
    if len(content) != 1 or not any(quotation.pieces == tuple(content) for quotation in view.quotations):
        return False
    words = view.text[content[0].start : content[0].end].split()
    if len(words) >= FEWEST or not words[-1][-1].isalnum() or (cue is None and source is not None):
        return False
    announced = cue is None or (cue.i in view.cues and "quote" in view.cues[cue.i].frames)
    titled = len(words) > 1 and all(word[0].isupper() for word in words if len(word) > 3)
    return titled or source is None or (not announced and words[-1][0].isupper())


def _is_editors(view: View, found: Found, cue: Token | None) -> bool:
    """Whether a rubric is taken for a speaker: "WATCH: …"."""
    labels = [view.text[span.start : span.end] for span in found.source]
    return cue is None and bool(found.cue) and any(map(is_rubric, labels))


def _only_carries(view: View, content: Sequence[Span], cue: Token | None) -> bool:
    """Whether words or pictures of somebody are handed on, and not told: "aired the minister's speech"."""
    if cue is None or cue.lemma_.lower() not in _CARRIES or mode_of(view, tuple(content)) is not Mode.INDIRECT:
        return False
    words = [t for s in content for t in view.doc.char_span(s.start, s.end, alignment_mode="expand") or ()]
    return not any(word.pos_ in ("VERB", "AUX") for word in words)


def head_of(doc: Doc, span: Span) -> Token | None:
    """The head of the words at `span`."""
    words = doc.char_span(span.start, span.end, alignment_mode="expand")
    return None if words is None else words.root


def _cue_head(view: View, span: Span) -> Token | None:
    """The word of a cue that tells the act: one the lexicon knows, the highest in the parse, else the cue's head."""
    words = view.doc.char_span(span.start, span.end, alignment_mode="expand")
    if words is None or all(word.is_punct or word.is_space for word in words):
        return None
    known = [word for word in words if word.i in view.cues]
    return min(known, key=lambda word: (sum(1 for _ in word.ancestors), word.i)) if known else words.root


def _lemma(view: View, token: Token) -> str:
    known = view.cues.get(token.i)
    return true_lemma(token.lemma_.lower()) if known is None else known.lemma


def bounded(view: View, content: Sequence[Span]) -> tuple[Span, ...]:
    """Content spans with quotations whole, without marks at their edges, in order, joined where nothing parts them."""
    whole: list[Span] = []
    for piece in sorted(content):
        span = _with_quotations(view, piece)
        if whole and not view.text[whole[-1].end : span.start].strip(" \t\xa0"):
            whole[-1] = Span(whole[-1].start, max(whole[-1].end, span.end))
        else:
            whole.append(span)
    return tuple(trimmed for span in whole if (trimmed := _trimmed(view, span)) is not None)


def _ended(view: View, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """The content with what its last word cannot stand without: "tests *that* | are banned", "a tour | of the yard"."""
    words = view.doc.char_span(content[-1].start, content[-1].end, alignment_mode="expand") if content else None
    if words is None or words.end >= len(view.doc):
        return content
    last, after = words[-1], view.doc[words.end]
    if last.tag_ == "CC" and len(words) > 1 and last.idx > content[-1].start:  # "calling it a lie *and* accusing …"
        bare = _trimmed(view, Span(content[-1].start, last.idx))
        return (*content[:-1], bare) if bare is not None and view.quotation_of[last.i] < 0 else content
    if last.tag_ in {"WDT", "WP"} and last.dep_ in {"nsubj", "nsubjpass"} and last.head.i > last.i:
        end = last.head.right_edge
    elif (after.lower_ == "of" or after.dep_ == "agent") and after.head.i == last.i:
        end = after.right_edge
    else:
        return content
    quoted = any(view.quotation_of[at] >= 0 for at in range(words.end, end.i + 1))  # the network tells those apart
    fits = end.sentence == last.sentence and not quoted
    whole = _trimmed(view, Span(content[-1].start, end.idx + len(end))) if fits else None
    return content if whole is None else (*content[:-1], whole)


def _with_quotations(view: View, span: Span) -> Span:
    """`span` stretched over each quotation that it covers for the most part, marks included."""
    low, high = span.start, span.end
    for quotation in _touched(view, span):
        for piece in quotation.pieces:
            if min(high, piece.end) - max(low, piece.start) >= HELD * (piece.end - piece.start):
                first, last = piece == quotation.pieces[0], piece == quotation.pieces[-1]
                low = min(low, quotation.start if first else piece.start)
                high = max(high, quotation.end if last else piece.end)
    return Span(low, high)


def _touched(view: View, span: Span) -> tuple[Quotation, ...]:
    """The quotations that `span` meets; they are in order and none overlaps another."""
    before = bisect.bisect_right(view.starts, span.start) - 1
    return view.quotations[max(0, before) : bisect.bisect_left(view.starts, span.end)]


def _without_emphasis(view: View, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """The content without how it was said: "rejects in *the strongest terms* the report"."""
    told = _IN_TERMS.match(view.text, content[0].start, content[0].end) if content else None
    if told is None:
        return content
    return content[1:] if told.end() == content[0].end else (Span(told.end(), content[0].end), *content[1:])


def _trimmed(view: View, span: Span) -> Span | None:
    """`span` without white space, stops outside quotations, and marks whose other half is not in it, at its edges."""
    text, low, high = view.text, span.start, span.end
    while low < high and (text[low].isspace() or text[low] in _STOPS or _is_half(view, low, Span(low, high))):
        low += 1
    while high > low and (
        text[high - 1].isspace() or _is_stop(view, high - 1) or _is_half(view, high - 1, Span(low, high))
    ):
        high -= 1
    return Span(low, high) if high > low else None


def _is_half(view: View, place: int, span: Span) -> bool:
    """Whether a quotation mark stands there that opens or closes nothing within `span`, or all of it."""
    if view.text[place] not in _MARKS:
        return False
    quotation = _quotation_at(view, place)
    if quotation is None:
        return True
    inner = span.start <= quotation.start and quotation.end <= span.end
    return not inner or (quotation.start == span.start and quotation.end == span.end)


def _quotation_at(view: View, place: int) -> Quotation | None:
    at = bisect.bisect_right(view.starts, place) - 1
    return view.quotations[at] if at >= 0 and place < view.quotations[at].end else None


def _is_stop(view: View, place: int) -> bool:
    """Whether a stop there is no part of the words: within a quotation it is."""
    return view.text[place] in _STOPS and _quotation_at(view, place) is None
