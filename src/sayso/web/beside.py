"""A copy beside its origin: paragraph by paragraph, with what was changed marked on both sides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from sayso.ledger.queries.listed import Comparison
from sayso.records import Article, Change, ChangeKind, Span
from sayso.text import BLANK_LINE

TRIVIA = (ChangeKind.TERM, ChangeKind.OMISSION, ChangeKind.ADDITION)  # other words for the same, and what is cut
TEXT_SHOWN = 30_000  # characters of each side; a page stays under 200 kB
CHANGES_SHOWN = 150


class Part(Struct, frozen=True):
    """A stretch of text, and what it is: "same", "" or the kind of a change."""

    text: str
    role: str


class Row(Struct, frozen=True):
    """A paragraph of the copy and those of the origin that it was made from. Either side may be empty."""

    origin: tuple[tuple[Part, ...], ...]
    copy: tuple[tuple[Part, ...], ...]


class Beside(Struct, frozen=True):
    """Two texts side by side."""

    rows: tuple[Row, ...]
    grave: tuple[Change, ...]  # the gravest kind first
    trivia: tuple[Change, ...]
    counts: tuple[tuple[str, int], ...]  # changes by kind, the gravest first
    cut: bool  # one of the texts is longer than is shown


def beside(compared: Comparison) -> Beside:
    """Set a copy beside its origin."""
    pairs = [pair for link in compared.links for pair in link.pairs]
    changes = compared.changes
    copy_marks = [*((c, "same") for c, _ in pairs), *((c.after_span, c.kind.value) for c in changes if c.after_span)]
    origin_marks = [
        *((o, "same") for _, o in pairs),
        *((c.before_span, c.kind.value) for c in changes if c.before_span),
    ]
    ours, theirs = paragraphs(compared.copy), paragraphs(compared.origin)
    rows, shown = [], 0
    for origin_at, copy_at in _aligned(ours, theirs, pairs):
        left = tuple(tuple(_parts(compared.origin.text, theirs[at], origin_marks)) for at in origin_at)
        right = tuple(tuple(_parts(compared.copy.text, ours[at], copy_marks)) for at in copy_at)
        shown += sum(theirs[at].end - theirs[at].start for at in origin_at)
        shown += sum(ours[at].end - ours[at].start for at in copy_at)
        if shown > 2 * TEXT_SHOWN:
            break
        rows.append(Row(left, right))
    order = list(ChangeKind)
    ranked = sorted(changes, key=lambda change: order.index(change.kind))
    counts = [(kind.value, sum(1 for c in changes if c.kind == kind)) for kind in order]
    return Beside(
        tuple(rows),
        tuple(c for c in ranked if c.kind not in TRIVIA)[:CHANGES_SHOWN],
        tuple(c for c in ranked if c.kind in TRIVIA)[:CHANGES_SHOWN],
        tuple((kind, count) for kind, count in counts if count),
        shown > 2 * TEXT_SHOWN,
    )


def paragraphs(of: Article) -> list[Span]:
    """Spans of the paragraphs of an article's text."""
    spans, at = [], 0
    for text in of.text.split(BLANK_LINE):
        spans.append(Span(at, at + len(text)))
        at += len(text) + len(BLANK_LINE)
    return spans


def _aligned(
    ours: Sequence[Span], theirs: Sequence[Span], pairs: Sequence[tuple[Span, Span]]
) -> Iterable[tuple[list[int], list[int]]]:
    """Rows as numbers of paragraphs `(of the origin, of the copy)`; each paragraph stands in one row."""
    placed: set[int] = set()
    upto = 0  # paragraphs of the origin before this have had their row
    for at, span in enumerate(ours):
        found = sorted(set(_counterparts(span, theirs, pairs)) - placed)
        if found and found[0] >= upto:
            yield from (([other], []) for other in range(upto, found[0]) if other not in placed)
            upto = found[0] + 1
        placed.update(found)
        yield found, [at]
    yield from (([other], []) for other in range(upto, len(theirs)) if other not in placed)


def _counterparts(span: Span, theirs: Sequence[Span], pairs: Sequence[tuple[Span, Span]]) -> Iterable[int]:
    """Paragraphs of the origin that a paragraph of the copy was made from: they share half of the shorter one's words.

    Within a pair of spans the words are taken to run evenly, which is exact where nothing was changed.
    """
    for here, there in pairs:
        start, end = max(span.start, here.start), min(span.end, here.end)
        if start >= end:
            continue
        scale = (there.end - there.start) / (here.end - here.start)
        first, last = there.start + (start - here.start) * scale, there.start + (end - here.start) * scale
        for at, one in enumerate(theirs):
            shared = min(one.end, last) - max(one.start, first)
            if shared > 0 and shared >= min(one.end - one.start, last - first) / 2:
                yield at


def _parts(text: str, within: Span, marks: Sequence[tuple[Span, str]]) -> list[Part]:
    """The text cut at the marks; a change stands over what is the same."""
    here = [(span, role) for span, role in marks if span.start < within.end and within.start < span.end]
    edges = {edge for span, _ in here for edge in (span.start, span.end) if within.start < edge < within.end}
    cuts = sorted({within.start, within.end, *edges})
    parts: list[Part] = []
    for start, end in pairwise(cuts):
        roles = [role for span, role in here if span.start <= start and end <= span.end]
        role = next((role for role in roles if role != "same"), "same" if roles else "")
        if parts and parts[-1].role == role:
            parts[-1] = Part(parts[-1].text + text[start:end], role)
        else:
            parts.append(Part(text[start:end], role))
    return parts
