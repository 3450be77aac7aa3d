"""A PDF to plain text: paragraphs put together from printed lines, running heads and hyphens taken out. Pure.

The lines are pdfium's; what follows from where they stand on the sheet is decided here. Measures are in points.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import accumulate, pairwise
from statistics import median

import pypdfium2
from msgspec import Struct
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from sayso.documents.told import Document, Wordless
from sayso.records import Reason

MAX_SHEETS = 3_000  # past this it is a book or a bomb; the text limit would refuse it in any case
_FEW_LETTERS = 20  # a sheet: fewer are a stamp or a number on a picture
_EDGE = 0.12  # of the sheet's height, above and below: where running heads and numbers stand
_REPEATED = 0.3  # share of the sheets on which a line stands again: left and right heads take turns
_TALLER = 1.2  # times the height of the running heads: a title that they repeat
_GAP = 1.35  # times the usual distance of two lines: a paragraph ends
_OTHER_SIZE = 0.15  # share by which the height differs: a heading ends, or begins
_INDENT = 0.8  # of a line's height
_SHORT = 4  # heights of a line that are missing at its right: the last of a paragraph
_NUMBER = re.compile(r"\W*(?:(?:page|p\.?)\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE)
_HYPHENS = "\x02\ufffe\u00ad"  # what pdfium and typesetters write for a hyphen that only the line's end made
_ENDS = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_DIGITS = re.compile(r"\d+")
_PRINTED = re.compile(r"[^\r\n\x02\ufffe]+[\x02\ufffe]?")  # a line; one that ends in a broken word, at its hyphen
_WORD = re.compile(r"\w+(?:-\w+)*")


class _Line(Struct, frozen=True):
    """One printed line and where it stands. All zero: the sheet tells no places."""

    text: str
    sheet: int  # from 1
    left: float = 0.0
    bottom: float = 0.0
    right: float = 0.0
    height: float = 0.0
    at_edge: bool = False


def read_pdf(body: bytes) -> Document | Wordless:
    """The words of a PDF, or why there are none: damaged, locked, or pictures of pages."""
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            return Wordless(Reason.UNREADABLE, "an encrypted PDF, which needs a password; save it without one")
        return Wordless(Reason.DAMAGED, f"no PDF that can be read: {error}")
    try:
        count = len(document)
        if count > MAX_SHEETS:
            return Wordless(Reason.TOO_LARGE, f"{count:,} sheets, at most {MAX_SHEETS:,} are read")
        read = [_sheet(document, number) for number in range(1, count + 1)]
    finally:
        document.close()
    lines = [line for sheet in read for line in sheet or ()]
    blank = sum(_letters(sheet or ()) < _FEW_LETTERS for sheet in read)
    if blank == count:
        return _wordless(body, read)
    notes = (f"{blank} of {count} sheets hold no words, or can not be read",) if blank else ()
    return _put_together(_without_furniture(lines, count), notes)


def _letters(lines: Sequence[_Line]) -> int:
    return sum(character.isalnum() for line in lines for character in line.text)


def _wordless(body: bytes, read: list[list[_Line] | None]) -> Wordless:
    if not read or all(sheet is None for sheet in read):
        return Wordless(Reason.DAMAGED, f"a PDF of {len(read)} sheets, none of which can be read")
    if _has_pictures(body):
        detail = f"{len(read)} sheets of pictures without words: scanned. Recognise the text (OCR) and save it again"
        return Wordless(Reason.SCANNED, detail)
    return Wordless(Reason.EMPTY, f"{len(read)} sheets without words")


def _has_pictures(body: bytes) -> bool:
    document = pypdfium2.PdfDocument(body)
    try:
        return any(next(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]), None) for page in document)
    except pypdfium2.PdfiumError:
        return False
    finally:
        document.close()


# ---------------------------------------------------------------- lines


def _sheet(document: pypdfium2.PdfDocument, number: int) -> list[_Line] | None:
    """The lines of a sheet, in the order they are written in; None when it can not be read."""
    try:
        page = document[number - 1]
        height = page.get_height()
        words = page.get_textpage()
        text = words.get_text_range()
    except pypdfium2.PdfiumError:
        return None
    placed = len(text) == words.count_chars()  # else a character stands for two, and no index is sure
    lines = []
    for match in _PRINTED.finditer(text):
        shown = match.group().rstrip(" ")
        if not shown.strip():
            continue
        start = match.start() + len(shown) - len(shown.lstrip())
        bare = _Line(_clean(shown), number)
        lines.append(_where(words, bare, start, match.start() + len(shown) - 1, height) if placed else bare)
    return lines


def _where(words: pypdfium2.PdfTextPage, line: _Line, first: int, last: int, height: float) -> _Line:
    if line.text[-1:] in _HYPHENS and last > first:
        last -= 1  # such a hyphen has no place of its own
    try:
        left, bottom, _, top = words.get_charbox(first, loose=True)
        right = words.get_charbox(last, loose=True)[2]
    except (pypdfium2.PdfiumError, IndexError):
        return line
    at_edge = not _EDGE * height < bottom < (1 - _EDGE) * height
    return _Line(line.text, line.sheet, left, bottom, right, top - bottom, at_edge)


def _clean(words: str) -> str:
    return "".join(c for c in words if c >= " " or c in _HYPHENS).replace("\u00a0", " ").strip()


def _without_furniture(lines: list[_Line], sheets: int) -> list[_Line]:
    """The lines that are no running head, foot or number of a sheet."""
    alike: dict[str, list[_Line]] = defaultdict(list)
    for line in lines:
        if line.at_edge:
            alike[_DIGITS.sub("#", line.text.casefold())].append(line)
    repeated = {
        key: median(line.height for line in group)
        for key, group in alike.items()
        if len({line.sheet for line in group}) >= max(2, _REPEATED * sheets)
    }

    def is_furniture(line: _Line) -> bool:
        usual = repeated.get(_DIGITS.sub("#", line.text.casefold()))
        head = usual is not None and line.height <= usual * _TALLER
        return line.at_edge and (head or _NUMBER.fullmatch(line.text) is not None)

    return [line for line in lines if not is_furniture(line)]


# ---------------------------------------------------------------- paragraphs


class _Usual(Struct, frozen=True):
    """What is usual in a document, by which its lines are joined."""

    pitch: float  # from one line to the next
    edges: dict[tuple[int, int], float]  # how far to the right the lines of a column go
    written: Counter[str]  # words as they stand within lines, how often


def _put_together(lines: list[_Line], notes: tuple[str, ...]) -> Document:
    written = Counter(word.casefold() for line in lines for word in _WORD.findall(line.text))
    usual = _Usual(_usual_pitch(lines), _right_edges(lines), written)
    parts: list[str] = []
    begins: dict[int, int] = {}  # index in `parts` -> the sheet that begins with it
    before: _Line | None = None
    for line in lines:
        if before is not None:
            parts.append(_joint(parts, before, line, usual))
        if before is None or line.sheet != before.sheet:
            begins[len(parts)] = line.sheet
        parts.append(line.text)
        before = line
    starts = accumulate(map(len, parts), initial=0)  # only now: a part loses its hyphen when the next is joined
    sheets = tuple((start, begins[index]) for index, start in enumerate(starts) if index in begins)
    return Document("".join(parts), sheets, notes)


def _joint(parts: list[str], before: _Line, line: _Line, usual: _Usual) -> str:
    """What parts two lines: a blank line, a space, or nothing where a word goes on; its hyphen is then taken off."""
    if _parted(before, line, usual):
        parts[-1] = parts[-1].rstrip(_HYPHENS)
        return "\n\n"
    last = parts[-1]
    if last.endswith(tuple(_HYPHENS)) or (last.endswith("-") and line.text[:1].islower()):
        parts[-1] = _unhyphenated(last, line.text, usual.written)
        return ""
    return " "


def _unhyphenated(last: str, following: str, written: Counter[str]) -> str:
    """The line without its hyphen, unless the document writes the word with one elsewhere."""
    stem = last[:-1]
    head, tail = re.search(r"[\w-]*$", stem), re.match(r"\w*", following)
    begins, ends = (head.group() if head else ""), (tail.group() if tail else "")
    kept = written[f"{begins}-{ends}".casefold()] > written[f"{begins}{ends}".casefold()]
    return f"{stem}-" if kept else stem


def _parted(before: _Line, line: _Line, usual: _Usual) -> bool:
    """Whether a paragraph ends between two lines."""
    ended = _ENDS.search(before.text) is not None
    if not (before.height and line.height):
        return ended
    if abs(line.height - before.height) > _OTHER_SIZE * before.height:
        return True
    short = before.right < usual.edges[_column(before)] - _SHORT * before.height
    down = before.bottom - line.bottom
    if line.sheet != before.sheet or down < -before.height / 2:  # the next column, or the next sheet
        return ended
    return down > _GAP * usual.pitch or (ended and short) or line.left > before.left + _INDENT * line.height


def _usual_pitch(lines: list[_Line]) -> float:
    downs = [a.bottom - b.bottom for a, b in pairwise(lines) if a.sheet == b.sheet and a.height]
    usual = [down for down in downs if down > 0]
    return median(usual) if usual else 0.0


def _column(line: _Line) -> tuple[int, int]:
    """Lines that begin within an inch of each other on a sheet stand in one column."""
    return line.sheet, round(line.left / 72)


def _right_edges(lines: list[_Line]) -> dict[tuple[int, int], float]:
    edges: dict[tuple[int, int], float] = defaultdict(float)
    for line in lines:
        edges[_column(line)] = max(edges[_column(line)], line.right)
    return edges
