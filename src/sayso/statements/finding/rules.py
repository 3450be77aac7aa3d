"""Attributions that rules find: quotations, by where their cues stand, then what the parse tells, then layouts."""

from __future__ import annotations

import bisect
from collections.abc import Iterator

from sayso.records import Mode, Span
from sayso.statements.attribution import Attribution
from sayso.statements.finding.clauses import cue_words, is_passive, source_words
from sayso.statements.finding.direct import read_direct
from sayso.statements.finding.indirect import read_content
from sayso.statements.finding.layout import Labelled, read_layout
from sayso.statements.finding.patterns import SCORES, Pattern, pattern_of
from sayso.statements.finding.sources import source_head
from sayso.statements.finding.view import View, mode_of, spans_of
from sayso.statements.parsed import Token

FEWEST_UNCLAIMED = 5  # words; shorter ones are titles and signs


def find_by_rules(view: View) -> tuple[Attribution, ...]:
    """Every attribution that rules see, in order of content. A text may be told of by several, one within another."""
    doc = view.doc
    announced = read_direct(view)
    found = [_attribution(view, one.cue, one.source, tuple(one.pieces), Pattern.QUOTATION) for one in announced]
    taken = {one.cue for one in announced}
    for index, cue in view.cues.items():
        if index in taken:
            continue
        token = doc[index]
        content = read_content(view, token, cue)
        head = source_head(token, cue) if content else None
        if head is not None and head.lower_ == "that" and head.tag_ in {"WDT", "DT"}:
            continue  # "a system that showed …": of 118 on PolNeAR train 16 % are an annotator's
        # A verb that nobody is found to speak is told of nobody; agentless passives are told so on purpose.
        if content and (head is not None or cue.pos != "VERB" or is_passive(token)):
            source = None if head is None else head.i
            found.append(_attribution(view, index, source, content, pattern_of(token, cue, head)))
    found.extend(_labelled(view, one) for one in read_layout(view, _quoted(view, found)))
    found.extend(_unclaimed(view, _quoted(view, found)))
    return tuple(sorted(found, key=lambda one: (one.content, one.cue)))


def _unclaimed(view: View, quoted: set[int]) -> Iterator[Attribution]:
    """Paragraphs that are a quotation and nothing else, which nobody is told to say: no words are lost."""
    for k, quotation in enumerate(view.quotations):
        start = view.text.rfind("\n", 0, quotation.start) + 1
        end = view.text.find("\n", quotation.end)
        around = view.text[start : quotation.start] + view.text[quotation.end : end if end >= 0 else len(view.text)]
        words = sum(len(view.text[piece.start : piece.end].split()) for piece in quotation.pieces)
        if k not in quoted and not around.strip() and words >= FEWEST_UNCLAIMED and not quotation.single:
            score, why = SCORES[Pattern.UNCLAIMED], str(Pattern.UNCLAIMED)
            yield Attribution((), (), quotation.pieces, Mode.DIRECT, "", None, None, score, why, "quote")


def _quoted(view: View, found: list[Attribution]) -> set[int]:
    """Indices of the quotations that stand in the content of a found attribution."""
    pieces = {quotation.pieces[0].start: k for k, quotation in enumerate(view.quotations)}
    starts = sorted(pieces)
    inside: set[int] = set()
    for span in (span for one in found for span in one.content):
        low, high = bisect.bisect_left(starts, span.start), bisect.bisect_left(starts, span.end)
        inside.update(pieces[start] for start in starts[low:high])
    return inside


def _labelled(view: View, one: Labelled) -> Attribution:
    words = view.doc.char_span(one.source.start, one.source.end, alignment_mode="expand")
    return Attribution(
        source=(one.source,),
        cue=(),
        content=one.content,
        mode=mode_of(view, one.content),
        cue_lemma="",
        cue_token=None,
        source_token=None if words is None else words.root.i,
        score=SCORES[Pattern.LABEL],
        why=str(Pattern.LABEL),
        method="layout",
    )


def _attribution(
    view: View, index: int, source: int | None, content: tuple[Span, ...], pattern: Pattern
) -> Attribution:
    doc, cue = view.doc, view.cues[index]
    if cue.pos == "ADP":
        cue_spans: tuple[Span, ...] = (Span(doc[index].idx, doc[index + 1].idx + 2),)
    else:
        cue_spans = spans_of(doc, (token.i for token in cue_words(doc[index], cue)))
    words = [] if source is None else _source_tokens(view, doc[source], index)
    return Attribution(
        source=spans_of(doc, words),
        cue=cue_spans,
        content=content,
        mode=mode_of(view, content),
        cue_lemma=cue.lemma,
        cue_token=index,
        source_token=source,
        score=SCORES[pattern],
        why=f"“{doc[index].text}”: {pattern}",
        method="quote" if pattern is Pattern.QUOTATION else "parse",
    )


def _source_tokens(view: View, head: Token, cue: int) -> list[int]:
    """The words of a source on its own side of the cue, outside quotations unless the whole name is quoted."""
    words = [token.i for token in source_words(head) if (token.i < cue) == (head.i < cue) and token.i != cue]
    outside = [index for index in words if view.quotation_of[index] < 0]
    return outside or words
