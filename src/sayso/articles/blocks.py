"""A decoded plain-text page to its blocks: lines, or paragraphs where the page was wrapped at a fixed width. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from sayso.decoding import mend
from sayso.records import BlockKind, Span
from sayso.text import normalise

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_HEADING_MARK = re.compile(r"#{1,6}\s+")
_BETWEEN_MARKS = re.compile(r"([+*=~#·•—–-])\1+\s+(?=\w)(.{2,80}?)\s+\1{2,}(?!\S)")  # "+++ NAME +++"
_LIST_MARK = re.compile(r"(?:[•‣◦▪●·*–-]|\(?\d{1,2}[.)])\s+")
_QUOTE_MARK = re.compile(r"(?:>\s?)+")
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_LINK = re.compile(r"\[([^\]\n]*)\]\([^)\s]*(?:\s+\"[^\"\n]*\")?\)")
_EMPHASIS = re.compile(r"\*\*|__(?=\w)|(?<=\w)__")
_TOKEN = re.compile(r"\s+|\S+")
_DROPPED = re.compile("[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u2060\ufeff]+")

MAX_LINES = 20_000  # a news page has 20 to 2,000 lines; each costs 3 kB of features
WRAP_WIDTHS = (45, 100)  # columns; mail and wire copy is wrapped at 60 to 80, no prose paragraph is all shorter than 45
WRAP_LINES = 4  # fewer full lines than this do not show a wrapped page
WRAP_SHARE = 0.7  # of the lines that have a successor, how many break exactly where the next word did not fit


class Block(Struct, frozen=True):
    """One block of the page. `start`, `end` are code points of the decoded page; `text` is normalised."""

    start: int
    end: int
    text: str
    mark: BlockKind | None = None  # HEADING, LIST or QUOTE when the page marks it so
    gap: bool = True  # a blank line, or the page's start, stands before it
    indent: int = 0  # white space before its first character


class Placed(Struct, frozen=True):
    """The text of a block as an article shows it; `positions[i]` is its code point's place on the page, or -1."""

    text: str
    positions: tuple[int, ...]
    mended: int  # places where mojibake was mended


class _Line(Struct, frozen=True):
    start: int
    end: int
    gap: bool
    indent: int


def split_blocks(page: str) -> list[Block]:
    """The blocks of a page in order. Every visible character of its first `MAX_LINES` + 1 lines lies in exactly one."""
    lines = _lines(page)
    width = _wrap_width(page, lines)
    groups = [[line] for line in lines] if width is None else _paragraphs(page, lines, width)
    return [_block(page, group) for group in groups]


def _lines(page: str) -> list[_Line]:
    found: list[_Line] = []
    last = -1
    for match in _LINE.finditer(page):
        if len(found) > MAX_LINES:
            break
        raw = match.group()
        bare = raw.strip()
        if not bare or not _DROPPED.sub("", bare):
            continue
        indent = len(raw) - len(raw.lstrip())
        start = match.start() + indent
        between = page[last:start] if last >= 0 else "\n\n"
        breaks = between.replace("\r\n", "\n").count("\n") or between.count("\r")
        found.append(_Line(start, start + len(bare), breaks != 1, indent))
        last = start + len(bare)
    return found


def _wrap_width(page: str, lines: Sequence[_Line]) -> int | None:
    """The width the page was wrapped at, or None when its line ends are the author's own."""
    lengths = sorted(line.end - line.start + line.indent for line in lines)
    if len(lengths) < WRAP_LINES:
        return None
    width = lengths[max(len(lengths) * 98 // 100 - 1, 0)]
    if not WRAP_WIDTHS[0] <= width <= WRAP_WIDTHS[1]:
        return None
    pairs = [(a, b) for a, b in pairwise(lines) if not b.gap]
    full = sum(_is_full(page, a, b, width) for a, b in pairs)
    return width if full >= WRAP_LINES and full >= WRAP_SHARE * len(pairs) else None


def _is_full(page: str, line: _Line, following: _Line, width: int) -> bool:
    """Whether a line ends where it does because the next word did not fit into the width."""
    first = page[following.start : following.end].split(maxsplit=1)[0]
    # Six columns of grace: wrapping tools differ in whether they count indents and trailing blanks.
    return line.indent + (line.end - line.start) + 1 + len(first) > width - 6


def _paragraphs(page: str, lines: Sequence[_Line], width: int) -> list[list[_Line]]:
    groups: list[list[_Line]] = []
    for line in lines:
        before = groups[-1][-1] if groups else None
        joins = (
            before is not None
            and not line.gap
            and (line.indent <= before.indent or (len(groups[-1]) == 1 and _LIST_MARK.match(page, before.start)))
            and not _LIST_MARK.match(page, line.start)
            and _is_full(page, before, line, width)
        )
        if joins:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _block(page: str, group: Sequence[_Line]) -> Block:
    start, end = group[0].start, group[-1].end
    mark: BlockKind | None = None
    framed = _BETWEEN_MARKS.fullmatch(page, start, end)
    if framed:
        start, end, mark = *framed.span(2), BlockKind.HEADING
    for pattern, kind in (
        (_HEADING_MARK, BlockKind.HEADING),
        (_QUOTE_MARK, BlockKind.QUOTE),
        (_LIST_MARK, BlockKind.LIST),
    ):
        found = None if framed else pattern.match(page, start, end)
        if found and found.end() < end:
            mark = kind
            if kind is not BlockKind.LIST:  # a number may be the sentence's own, so list marks stay
                start = found.end()
            break
    shown = _shown(page[start:end])
    text = normalise(shown if shown.isascii() else mend(shown).text)
    return Block(start, end, text, mark, group[0].gap, group[0].indent)


def _hidden(raw: str) -> list[tuple[int, int]]:
    """Ranges of `raw` no reader sees, in order: control characters, Markdown images, link targets, emphasis marks."""
    found = [match.span() for match in _DROPPED.finditer(raw)]
    if "](" in raw:
        for match in _IMAGE.finditer(raw):
            found.append(match.span())
        for match in _LINK.finditer(raw):
            found += [(match.start(), match.start(1)), (match.end(1), match.end())]
    if "__" in raw or "**" in raw:
        found += [match.span() for match in _EMPHASIS.finditer(raw)]
    return sorted(found)


def _visible(raw: str) -> list[tuple[int, int]]:
    """The ranges of `raw` that `_hidden` leaves, in order."""
    at, kept = 0, []
    for low, high in _hidden(raw):
        if low > at:
            kept.append((at, low))
        at = max(at, high)
    return [*kept, (at, len(raw))]


def _shown(raw: str) -> str:
    return "".join(raw[low:high] for low, high in _visible(raw))


def place(page: str, block: Span) -> Placed:
    """The text of `page[block.start : block.end]` as an article shows it, each code point with its place."""
    raw = page[block.start : block.end]
    bare = raw.strip()
    if bare and normalise(bare) == bare == _shown(bare) and mend(bare).text == bare:  # most are: no need to walk them
        first = block.start + raw.index(bare)
        return Placed(bare, tuple(range(first, first + len(bare))), 0)
    mended = mend(raw)
    shown: list[str] = []
    origins: list[int] = []
    for low, high in _visible(mended.text):
        shown.append(mended.text[low:high])
        origins += mended.positions[low:high]
    text: list[str] = []
    positions: list[int] = []
    visible = "".join(shown)
    first, last = len(visible) - len(visible.lstrip()), len(visible.rstrip())
    for match in _TOKEN.finditer(visible, first, last):
        low, high = match.span()
        one_to_one = not visible[low].isspace() or match.group() == " "
        text.append(match.group() if one_to_one else " ")
        positions += [at + block.start if at >= 0 else -1 for at in origins[low:high]] if one_to_one else [-1]
    return Placed("".join(text), tuple(positions), mended.places)
