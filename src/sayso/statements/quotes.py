"""Where a text stands in quotation marks. Pure: knows characters, no grammar.

Marks: “ ” „ " « » ‹ › 「 」 and, outside these, ‘ ’ and '. An apostrophe is none, nor are inch and foot marks. A mark that
is never closed runs to the end of its paragraph; when the next paragraph opens with a mark again, as print has it for
a speech of several paragraphs, the two are one quotation of two pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from sayso.records import Span

_CLOSERS = {"“": "”“", "”": "”", "„": "“”", "«": "»", "»": "«", "‹": "›", "「": "」", '"': '"', "‘": "’", "'": "'"}
_DOUBLE = re.compile(r"[“”„\"«»‹›「」]")
_SINGLE_OPEN = re.compile(r"(?<![\w’'])[‘'](?=[\w$#@\[“\"])(?!\d0s|(?:em|til|tis|twas|cause|n|round)\b)")
_PARAGRAPH = re.compile(r"[^\n]+")
SINGLE_LIMIT = 600  # code points a single-quoted stretch may have; past that the marks are stray apostrophes


class Quotation(Struct, frozen=True):
    """One stretch in quotation marks, top level: marks nested inside it belong to its words."""

    pieces: tuple[Span, ...]  # inside the marks, one for each paragraph it runs over; none empty
    start: int  # of the first mark
    end: int  # after the last mark
    single: bool  # in single marks
    closed: bool  # False: ran to the end of its paragraph, or into the next opening mark


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Every top-level quotation of `text`, in text order, not overlapping."""
    found: list[Quotation] = []
    previous_end = -1  # where the paragraph before ended
    for paragraph in _PARAGRAPH.finditer(text):
        low, high = paragraph.span()
        doubles = list(_doubles(text, low, high))
        here = sorted([*doubles, *_singles(text, low, high, doubles)], key=lambda quotation: quotation.start)
        if here and found and _goes_on(found[-1], here[0], text, low, previous_end):
            found[-1] = _joined(found[-1], here.pop(0))
        found.extend(here)
        previous_end = high
    return tuple(found)


def _goes_on(open_one: Quotation, next_one: Quotation, text: str, low: int, previous_end: int) -> bool:
    """Whether a quotation left open at the end of a paragraph is taken up at the head of the next."""
    runs_out = not open_one.closed and not text[open_one.end : previous_end].strip()
    return runs_out and open_one.single == next_one.single and not text[low : next_one.start].strip()


def _joined(first: Quotation, second: Quotation) -> Quotation:
    return Quotation(first.pieces + second.pieces, first.start, second.end, first.single, second.closed)


def _doubles(text: str, low: int, high: int) -> Iterator[Quotation]:
    """Quotations in double marks of the paragraph `text[low:high]`."""
    opened, closers, depth = -1, "", 0
    for match in _DOUBLE.finditer(text, low, high):
        at, mark = match.start(), match.group()
        opens, closes = _direction(text, at, low, high)
        if opened < 0:
            if opens:
                opened, closers, depth = at, _CLOSERS[mark], 0
        elif mark in closers and closes and depth == 0:
            yield from _made(text, opened, at, at + 1, closed=True)
            opened = -1
        elif mark in closers and closes:
            depth -= 1
        elif mark == text[opened] and opens:
            if _balanced(text, at, high):
                depth += 1
            else:  # the earlier one was never closed
                yield from _made(text, opened, at, at, closed=False)
                opened, depth = at, 0
    if opened >= 0:
        yield from _made(text, opened, high, high, closed=False)


def _direction(text: str, at: int, low: int, high: int) -> tuple[bool, bool]:
    """Whether the mark at `at` may open and may close, by its shape, then by its neighbours."""
    mark = text[at]
    before = text[at - 1] if at > low else " "
    after = text[at + 1] if at + 1 < high else " "
    if mark in "„「":
        return True, False
    if mark in "」":
        return False, True
    if mark in "“«‹":
        return not after.isspace(), mark == "“" and not before.isspace()
    if mark in "”»›":
        return False, True
    opens = not after.isspace() and not before.isalnum() and after not in ".,;:!?)"
    closes = not before.isspace() or after.isspace()
    return opens, closes


def _balanced(text: str, at: int, high: int) -> bool:
    """Whether a second opening mark at `at` has its own closing mark besides that of the open quotation."""
    mark = text[at]
    if mark == '"':
        return False
    closers = _CLOSERS[mark].replace(mark, "")
    openers = text.count(mark, at, high)
    return bool(closers) and sum(text.count(closer, at, high) for closer in closers) > openers


def _singles(text: str, low: int, high: int, doubles: list[Quotation]) -> Iterator[Quotation]:
    """Closed quotations in single marks, outside the double ones."""
    at = low
    while match := _SINGLE_OPEN.search(text, at, high):
        start = match.start()
        at = start + 1
        around = next((q for q in doubles if q.start <= start < q.end), None)
        if around is not None:
            at = around.end
            continue
        end = _single_end(text, start, min(high, start + SINGLE_LIMIT))
        if end > 0:
            yield from _made(text, start, end, end + 1, closed=True)
            at = end + 1


def _single_end(text: str, start: int, high: int) -> int:
    """Where the closing single mark stands, or -1. A mark after punctuation is surer than one after a plural s."""
    close = _CLOSERS[text[start]]
    fallback = -1
    at = text.find(close, start + 2, high)
    while at > 0:
        before = text[at - 1]
        after = text[at + 1] if at + 1 < len(text) else " "
        if not before.isspace() and not after.isalnum():
            if before != "s" or after in ".,;:!?)”\"\n":
                return at
            fallback = at if fallback < 0 else fallback
        at = text.find(close, at + 1, high)
    return fallback


def _made(text: str, opened: int, inner_end: int, end: int, *, closed: bool) -> Iterator[Quotation]:
    """The quotation opened at `opened`, when any word stands in it."""
    inner = text[opened + 1 : inner_end]
    left = opened + 1 + len(inner) - len(inner.lstrip())
    right = opened + 1 + len(inner.rstrip())
    if any(character.isalnum() for character in inner):
        yield Quotation((Span(left, right),), opened, end, text[opened] in "‘'", closed)
