"""Finds every attribution of a text: quotations first, by where their cues stand, then what the parse tells."""

from __future__ import annotations

import bisect

from spacy.tokens import Doc

from sayso.records import Mode, Span
from sayso.statements.attribution import Attribution
from sayso.statements.clauses import cue_words, source_words
from sayso.statements.direct import Announced, read_direct
from sayso.statements.indirect import read_content, source_head
from sayso.statements.view import View, look, spans_of


def find_attributions(text: str, doc: Doc) -> tuple[Attribution, ...]:
    """Every attribution in `text`, whose parse is `doc` (`doc.text == text`), in order of their content."""
    view = look(text, doc)
    announced = read_direct(view)
    taken = {one.cue for one in announced}
    found = [_from_quotation(view, one) for one in announced]
    for index, cue in view.cues.items():
        if index in taken:
            continue
        token = doc[index]
        content = read_content(view, token, cue)
        if content:
            head = source_head(token, cue)
            found.append(_attribution(view, index, None if head is None else head.i, content, "parse"))
    return tuple(sorted(found, key=lambda one: (one.content, one.cue)))


def _from_quotation(view: View, one: Announced) -> Attribution:
    return _attribution(view, one.cue, one.source, tuple(one.pieces), "quote")


def _attribution(
    view: View, index: int, source: int | None, content: tuple[Span, ...], method: str
) -> Attribution:
    doc, cue = view.doc, view.cues[index]
    if cue.pos == "ADP":
        cue_spans: tuple[Span, ...] = (Span(doc[index].idx, doc[index + 1].idx + 2),)
    else:
        cue_spans = spans_of(doc, (token.i for token in cue_words(doc[index])))
    words = [] if source is None else [token.i for token in source_words(doc[source]) if view.quotation_of[token.i] < 0]
    return Attribution(
        source=spans_of(doc, words),
        cue=cue_spans,
        content=content,
        mode=mode_of(view, content),
        cue_lemma=cue.lemma,
        cue_token=index,
        source_token=source,
        score=0.5,
        why=f"“{doc[index].text}” announces it",
        method=method,
    )


def mode_of(view: View, content: tuple[Span, ...]) -> Mode:
    """How much of the content stands in quotation marks: all, some, none."""
    starts = [quotation.start for quotation in view.quotations]
    quoted = bare = False
    for span in content:
        at = bisect.bisect_right(starts, span.start) - 1
        inside = at >= 0 and span.end <= view.quotations[at].end
        touches = inside or (at >= 0 and span.start < view.quotations[at].end)
        touches = touches or (at + 1 < len(starts) and starts[at + 1] < span.end)
        quoted, bare = quoted or touches, bare or not inside
    return Mode.DIRECT if quoted and not bare else Mode.MIXED if quoted else Mode.INDIRECT
