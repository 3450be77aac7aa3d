"""Words, sentences, and the map from an article's text, or its title, back to its page. Pure.

All offsets are code points. `offsets` is the tuple of runs `(text_start, page_start, length)` described at
`records.Article`.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence

from sayso.records import Article, BlockKind, Span, Statement

BLANK_LINE = "\n\n"  # joins the blocks of an article's text

_WORD = re.compile(r"\w+(?:[.’'&-]\w+)*", re.UNICODE)
_SPACE = re.compile(r"\s+", re.UNICODE)
# A sentence ends at . ! ? … (with closing quotes and brackets) before white space and a capital, digit or opening mark.
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[\w])|\n\s*\n")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Sgt|Capt|Adm|Rep|Sen|Gov|St|No|vs|Jr|Sr|Jan|Feb|Mar|Apr|Jun|Jul|Aug"
    r"|Sept?|Oct|Nov|Dec|JAN|FEB|MAR|APR|AUG|SEPT?|OCT|NOV|DEC|Inc|Ltd|Co|Corp|a\.m|p\.m|approx|etc|e\.g|i\.e)|(?:\b\w\.)*\b[A-Z])\.$"
)


def normalise(text: str) -> str:
    """Collapse every run of white space to one space and strip the ends."""
    return _SPACE.sub(" ", text).strip()


def words(text: str) -> list[tuple[str, int, int]]:
    """`(word in lower case, start, end)` for every word; "2-year", "U.S" and "don't" are one word each."""
    return [(m.group().lower(), m.start(), m.end()) for m in _WORD.finditer(text)]


def count_words(text: str) -> int:
    """How many words `words` would give."""
    return sum(1 for _ in _WORD.finditer(text))


def sentences(text: str) -> list[Span]:
    """Spans of sentences by punctuation, without surrounding white space; a blank line always ends one."""
    spans: list[Span] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        paragraph = match.group().startswith("\n")
        if not paragraph and _ABBREVIATION.search(text, max(start, match.end() - 12), match.end()):
            continue
        _add_trimmed(spans, text, start, match.start() if paragraph else match.end())
        start = match.end()
    _add_trimmed(spans, text, start, len(text))
    return spans


def _add_trimmed(spans: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    if piece.strip():
        spans.append(Span(start + left, start + len(piece.rstrip())))


def join_blocks(blocks: Iterable[str]) -> tuple[str, list[Span]]:
    """Join normalised blocks with blank lines: the text, and each block's span in it (empty for an empty block)."""
    parts: list[str] = []
    spans: list[Span] = []
    at = 0
    for block in map(normalise, blocks):
        if block and parts:
            parts.append(BLANK_LINE)
            at += len(BLANK_LINE)
        spans.append(Span(at, at + len(block)))
        if block:
            parts.append(block)
            at += len(block)
    return "".join(parts), spans


def runs(positions: Sequence[int]) -> tuple[tuple[int, int, int], ...]:
    """Compress `positions` (page offset of each code point of the text, -1 where it has none) to offset runs."""
    found: list[tuple[int, int, int]] = []
    start = 0
    while start < len(positions):
        if positions[start] < 0:
            start += 1
            continue
        end = start + 1
        while end < len(positions) and positions[end] == positions[end - 1] + 1:
            end += 1
        found.append((start, positions[start], end - start))
        start = end
    return tuple(found)


def to_page(span: Span, offsets: Sequence[tuple[int, int, int]]) -> Span | None:
    """The place on the decoded page of a span of the text: from its first to its last mapped code point.

    None when no code point of the span is mapped (always for HTML).
    """
    index = max(bisect.bisect_right(offsets, span.start, key=lambda run: run[0]) - 1, 0)
    first = last = None
    for text_start, page_start, length in offsets[index:]:
        if text_start >= span.end:
            break
        low, high = max(span.start, text_start), min(span.end, text_start + length)
        if low < high:
            first = page_start + low - text_start if first is None else first
            last = page_start + high - text_start
    return None if first is None or last is None else Span(first, last)


def sheets_in(
    offsets: Sequence[tuple[int, int, int]], sheets: Sequence[tuple[int, int]]
) -> tuple[tuple[int, int], ...]:
    """`(text_start, number)` of each sheet a text stands on, from `(page_start, number)` of all sheets of the page."""
    begins: dict[int, int] = {}
    for page_start, number in sheets:
        for text_start, at, length in offsets:
            if at + length > page_start:
                begins[text_start + max(0, page_start - at)] = number
                break
    return tuple(sorted(begins.items()))


def sheet_at(of: Article, position: int) -> int | None:
    """The number of the sheet that a position in the article's text stands on; None when its page has no sheets."""
    at = bisect.bisect_right(of.sheets, position, key=lambda sheet: sheet[0]) - 1
    return of.sheets[at][1] if at >= 0 else None


def told_in(of: Article, statement: Statement) -> str:
    """The string that all spans of a statement of the article point into: its title or its text."""
    return (of.title or "") if statement.headline else of.text


def offsets_of(of: Article, statement: Statement) -> tuple[tuple[int, int, int], ...]:
    """The runs that map the spans of a statement of the article to its page; empty: they have no place there."""
    return title_offsets(of) if statement.headline else of.offsets


def title_offsets(of: Article) -> tuple[tuple[int, int, int], ...]:
    """The run that maps an article's title to its page; empty where characters cannot be told to stand one to one.

    So for HTML, for a title that the page's record tells, and where white space was collapsed or characters mended.
    """
    for block in of.blocks:
        if of.title and block.kind is BlockKind.TITLE and block.page_span is not None:
            whole = block.page_span.end - block.page_span.start == len(block.text)
            if whole and block.text.endswith(of.title):  # a date or number before it is no part of it
                return ((0, block.page_span.end - len(of.title), len(of.title)),)
    return ()
