"""Where a text stands in quotation marks. Pure: knows characters, no grammar.

Marks: “ ” " „ « » ‹ › 「 」 and doubled singles ('' `` ‘‘ ’’) and, outside these, ‘ ’ and '. An apostrophe is none,
nor are inch and foot marks. A mark that is never closed runs to the end of its paragraph; when the next paragraph
opens with a mark again, as print has it for a speech of several paragraphs, the two are one quotation of two pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from sayso.records import Span

# Opening mark -> its right closing marks; then those that careless pages have where only a closing one can stand.
_EXACT = {
    "“": "”", "„": "”“", "«": "»", "»": "«", "‹": "›", "「": "」", '"': '"', "''": "''", "``": "''", "‘‘": "’’"
}  # fmt: skip
_LOOSE = {"“": '“"', '"': "”“", "‘‘": "''", "``": '"', "„": '"'}
_DOUBLE = re.compile(r"''|``|‘‘|’’|[“”„\"«»‹›「」]")
_EITHER_WAY = frozenset({'"', "''", "«", "»"})
_SINGLE_CLOSE = {"‘": re.compile(r"(?<=\S)’(?!\w)"), "'": re.compile(r"(?<=\S)'(?!\w)")}
_AFTER_CLOSING = frozenset({"", ".", ",", ";", ":", "!", "?", ")", "”", '"', "\n"})
# An opening single mark stands before a word and after none; '90s, 'em and the like are shortened words.
_SINGLE_OPEN = re.compile(r"(?<![\w’'‘])[‘'](?=[\w$#@\[“\"])(?!\d0s|(?:em|til|tis|twas|cause|n|round)\b)")
_PARAGRAPH = re.compile(r"[^\n]+")
SINGLE_LIMIT = 600  # code points a single-quoted stretch may have; past that the marks are stray apostrophes
NESTED_LIMIT = 4000  # code points in which a nested quotation must find its closing mark
DEPTH_LIMIT = 4  # quotations within quotations; more are stray marks


class Quotation(Struct, frozen=True):
    """One stretch in quotation marks, top level: marks nested inside it belong to its words."""

    pieces: tuple[Span, ...]  # inside the marks, one for each paragraph it runs over; none empty
    start: int  # of the first mark
    end: int  # after the last mark
    single: bool  # in single marks
    closed: bool  # False: ran to the end of its paragraph, or into the next opening mark


@lru_cache(maxsize=4)
def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Every top-level quotation of `text`, in text order, not overlapping. Kept for the texts now being read."""
    chains: list[list[Quotation]] = []  # quotations of several paragraphs that are one
    previous_end = -1  # where the paragraph before ended
    for paragraph in _PARAGRAPH.finditer(text):
        low, high = paragraph.span()
        doubles = list(_doubles(text, low, high))
        here = _outermost([*doubles, *_singles(text, low, high, doubles)])
        if here and chains and _goes_on(chains[-1][-1], here[0], text, low, previous_end):
            chains[-1].append(here.pop(0))
        chains.extend([one] for one in here)
        if not text[low:high].isspace():
            previous_end = high
    return tuple(_joined(chain) for chain in chains)


def _goes_on(open_one: Quotation, next_one: Quotation, text: str, low: int, previous_end: int) -> bool:
    """Whether a quotation left open at the end of a paragraph is taken up at the head of the next."""
    runs_out = not open_one.closed and open_one.end == previous_end
    return runs_out and open_one.single == next_one.single and not text[low : next_one.start].strip()


def _joined(chain: list[Quotation]) -> Quotation:
    first, last = chain[0], chain[-1]
    pieces = tuple(span for one in chain for span in one.pieces)
    return Quotation(pieces, first.start, last.end, first.single, last.closed)


def _outermost(quotations: list[Quotation]) -> list[Quotation]:
    kept: list[Quotation] = []
    for quotation in sorted(quotations, key=lambda one: one.start):
        if not kept or quotation.start >= kept[-1].end:
            kept.append(quotation)
    return kept


def _doubles(text: str, low: int, high: int) -> Iterator[Quotation]:
    """Quotations in double marks of the paragraph `text[low:high]`: of a stack of open marks the lowest counts."""
    stack: list[re.Match[str]] = []
    for match in _DOUBLE.finditer(text, low, high):
        opens, closes = _direction(text, match, low, high)
        level = _closed_level(stack, match.group(), closes)
        if level >= 0:
            if level == 0:
                yield from _made(text, stack[0], match.start(), match.end(), closed=True)
            del stack[level:]
        elif opens and stack and match.group() == stack[-1].group() and not _balanced(text, match, high):
            yield from _made(text, stack[0], match.start(), match.start(), closed=False)  # it was never closed
            stack = [match]
        elif opens and len(stack) < DEPTH_LIMIT:
            stack.append(match)
    if stack:
        yield from _made(text, stack[0], high, high, closed=False)


def _direction(text: str, match: re.Match[str], low: int, high: int) -> tuple[bool, bool]:
    """Whether a mark may open and may close, by its shape, then by its neighbours."""
    mark = match.group()
    before = text[match.start() - 1] if match.start() > low else " "
    after = text[match.end()] if match.end() < high else " "
    if mark in {"”", "’’", "›", "」"}:
        return False, True
    if mark not in _EITHER_WAY:
        return not after.isspace(), mark == "“" and not before.isspace() and not after.isalnum()
    opens = not after.isspace() and not before.isalnum() and (before.isspace() or after not in ".,;:!?)")
    return opens, not before.isspace() or after.isspace()


def _closed_level(stack: list[re.Match[str]], mark: str, closes: bool) -> int:
    """Which open mark `mark` closes, as an index into the stack; -1 for none."""
    if not closes:
        return -1
    for level in range(len(stack) - 1, -1, -1):
        if mark in _EXACT[stack[level].group()]:
            return level
    return len(stack) - 1 if stack and mark in _LOOSE.get(stack[-1].group(), "") else -1


def _balanced(text: str, match: re.Match[str], high: int) -> bool:
    """Whether a second opening mark of one kind has its own closing mark besides that of the open quotation."""
    mark = match.group()
    closer = _EXACT[mark]
    high = min(high, match.start() + NESTED_LIMIT)
    return closer != mark and text.count(closer, match.start(), high) > text.count(mark, match.start(), high)


def _singles(text: str, low: int, high: int, doubles: list[Quotation]) -> Iterator[Quotation]:
    """Closed quotations in single marks, outside the double ones."""
    at = low
    around = iter([*doubles, None])
    double = next(around)
    while match := _SINGLE_OPEN.search(text, at, high):
        start = match.start()
        at = start + 1
        while double is not None and double.end <= start:
            double = next(around)
        if double is not None and double.start <= start:
            at = double.end
            continue
        limit = min(high, start + SINGLE_LIMIT)
        end = _single_end(text, start, limit)
        if end > 0:
            yield from _made(text, match, end, end + 1, closed=True)
            at = end + 1


def _single_end(text: str, start: int, high: int) -> int:
    """Where the closing single mark stands, or -1. A mark after a plural s closes only when no surer one follows."""
    fallback = -1
    for match in _SINGLE_CLOSE[text[start]].finditer(text, start + 2, high):
        at = match.start()
        if text[at - 1] != "s" or text[at + 1 : at + 2] in _AFTER_CLOSING:
            return at
        fallback = at if fallback < 0 else fallback
    return fallback


def _made(text: str, opener: re.Match[str], inner_end: int, end: int, *, closed: bool) -> Iterator[Quotation]:
    """The quotation that `opener` opens, when any word stands in it."""
    inner = text[opener.end() : inner_end]
    if any(character.isalnum() for character in inner):
        left = opener.end() + len(inner) - len(inner.lstrip())
        right = opener.end() + len(inner.rstrip())
        yield Quotation((Span(left, right),), opener.start(), end, opener.group() in "‘'", closed)
