"""An article's text in paragraphs, its statements, dates and flags marked in place, with notes for the margin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from urllib.parse import quote

from msgspec import Struct

from sayso.ledger.queries.listed import ArticleView, ClaimLink
from sayso.records import Block, BlockKind, Flag, Span, Statement, Timex
from sayso.text import BLANK_LINE

TEXT_SHOWN = 24_000  # characters of an article on one page: with marks and notes under 200 kB; the rest is a click away
PIECE_SHOWN = 6_000  # characters of one paragraph: a longer one is cut, so that the margin stays beside its words
LEFT_OUT_SHOWN = 2_000  # characters of a block that was left out
NOTES_SHOWN = 120  # statements with a note on one page
FRAGMENT_WORDS = 8  # words at either end of a text fragment: enough to be found once


class Piece(Struct, frozen=True):
    """A stretch of text, what it is, and which statements it is of."""

    text: str
    roles: tuple[str, ...]  # source cue content date flagged; empty: the words between
    of: tuple[str, ...]  # statement ids
    closes: tuple[int, ...]  # numbers of the notes whose content, or the first part of it, ends here


class Note(Struct, frozen=True):
    """What the margin says of a statement."""

    number: int
    statement: Statement
    claim: ClaimLink | None
    flags: tuple[Flag, ...]
    unresolved: bool


class Paragraph(Struct, frozen=True):
    """A paragraph, or a part of a long one, with its notes."""

    kind: str
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]
    dates: tuple[tuple[str, str], ...]  # (words, what they mean)
    flags: tuple[Flag, ...]  # about the article, with their evidence here
    left_out: tuple[Block, ...]  # blocks of the page that stood before it and were left out


class Passage(Struct, frozen=True):
    """A part of an article as it is shown."""

    headline: Paragraph | None
    paragraphs: tuple[Paragraph, ...]
    left_out: tuple[Block, ...]  # after the last paragraph
    following: int | None  # where the next part begins; null: this is the last


def passage(view: ArticleView, start: int = 0) -> Passage:
    """The part of an article that begins at `start`, a code point into its text."""
    parts, following = _parts(view.article.blocks, view.article.text, start)
    shown = Span(start, parts[-1][0].end if parts else start)
    said = [s for s in view.statements if not s.headline and shown.start <= s.content[0].start < shown.end]
    titled = [s for s in view.statements if s.headline] if start == 0 else []
    numbers = {s.statement_id: number for number, s in enumerate([*titled, *said][:NOTES_SHOWN], 1)}
    headline = None
    if view.article.title and start == 0:
        whole = Span(0, min(len(view.article.title), PIECE_SHOWN))
        headline = _paragraph(view, view.article.title, (whole, "title", ()), numbers, titled)
    paragraphs = tuple(_paragraph(view, view.article.text, part, numbers, said) for part in parts)
    rest = () if following is not None else _trailing(view.article.blocks)
    return Passage(headline, paragraphs, rest, following)


_Part = tuple[Span, str, tuple[Block, ...]]


def _parts(blocks: Sequence[Block], text: str, start: int) -> tuple[list[_Part], int | None]:
    """Spans of the paragraphs from `start` on, as many as are shown, and where the next would begin."""
    parts: list[_Part] = []
    left_out: list[Block] = []
    for block in [*blocks, *_uncovered(blocks, text)]:
        if block.span is None:
            left_out.append(block)
            continue
        for span in _cut(block.span):
            if span.end <= start:
                left_out = []
                continue
            if parts and span.end - start > TEXT_SHOWN:
                return parts, span.start
            parts.append((span, block.kind.value, tuple(left_out)))
            left_out = []
    return parts, None


def _uncovered(blocks: Sequence[Block], text: str) -> Iterable[Block]:
    """The whole text as one block where the reader kept none of it."""
    if text and not any(block.span for block in blocks):
        yield Block(BlockKind.PARAGRAPH, Span(0, len(text)), None)


def _cut(span: Span) -> list[Span]:
    starts = range(span.start, max(span.end, span.start + 1), PIECE_SHOWN)
    return [Span(at, min(at + PIECE_SHOWN, span.end)) for at in starts]


def _trailing(blocks: Sequence[Block]) -> tuple[Block, ...]:
    trailing: list[Block] = []
    for block in reversed(blocks):
        if block.span is not None:
            break
        trailing.append(block)
    return tuple(reversed(trailing))


def _paragraph(
    view: ArticleView, text: str, part: _Part, numbers: dict[str, int], said: Sequence[Statement]
) -> Paragraph:
    span, kind, left_out = part
    here = [s for s in said if s.statement_id in numbers and span.start <= s.content[0].start < span.end]
    in_text = kind != "title"
    times = [t for t in view.article.times if in_text and _overlap(t.span, span)]
    flags = [f for f in view.flags if in_text and any(_overlap(one, span) for one in f.spans)]
    return Paragraph(
        kind,
        tuple(_pieces(text, span, _marks(said, times, flags), numbers)),
        tuple(_note(view, one, numbers[one.statement_id]) for one in here),
        tuple((text[t.span.start : t.span.end], _meaning(t)) for t in times if t.earliest),
        tuple(flag for flag in flags if flag.subject_id == view.article.article_id),
        left_out,
    )


def _note(view: ArticleView, said: Statement, number: int) -> Note:
    unresolved = said.speaker.name is None and said.speaker.unnamed is None
    flags = tuple(flag for flag in view.flags if flag.subject_id == said.statement_id)
    return Note(number, said, view.claims.get(said.statement_id), flags, unresolved)


def _meaning(time: Timex) -> str:
    if time.iso:
        return time.iso
    return f"{time.earliest} to {time.latest}"


_Mark = tuple[Span, str, str]  # where, its role, the statement or nothing


def _marks(said: Sequence[Statement], times: Sequence[Timex], flags: Sequence[Flag]) -> list[_Mark]:
    marks = [
        (span, role, one.statement_id)
        for one in said
        for role, spans in (("source", one.source), ("cue", one.cue), ("content", one.content))
        for span in spans
    ]
    marks += [(time.span, "date", "") for time in times]
    marks += [(span, "flagged", "") for flag in flags for span in flag.spans]
    return marks


def _pieces(text: str, within: Span, marks: Sequence[_Mark], numbers: dict[str, int]) -> list[Piece]:
    """The text cut wherever a mark begins or ends; nothing added or lost."""
    here = [(Span(max(s.start, within.start), min(s.end, within.end)), role, of) for s, role, of in marks
            if _overlap(s, within)]  # fmt: skip
    cuts = sorted({within.start, within.end, *(edge for span, _, _ in here for edge in (span.start, span.end))})
    ends: dict[str, int] = {}
    for span, role, of in here:
        if role == "content" and of in numbers:
            ends.setdefault(of, span.end)
    pieces = []
    for start, end in pairwise(cuts):
        over = [(role, of) for span, role, of in here if span.start <= start and end <= span.end]
        ids = dict.fromkeys(of for _, of in over if of)
        closes = sorted(numbers[of] for of in ids if ends.get(of) == end)
        roles = tuple(dict.fromkeys(role for role, _ in over))
        pieces.append(Piece(text[start:end], roles, tuple(ids), tuple(closes)))
    return pieces


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def fragment(text: str) -> str:
    """A text fragment (WICG Scroll to Text Fragment) that makes a browser go to these words; begins with `#`."""
    words = text.split(BLANK_LINE, maxsplit=1)[0].split()
    if len(words) <= 2 * FRAGMENT_WORDS:
        return f"#:~:text={_escaped(words)}"
    return f"#:~:text={_escaped(words[:FRAGMENT_WORDS])},{_escaped(words[-FRAGMENT_WORDS:])}"


def _escaped(words: Sequence[str]) -> str:
    return quote(" ".join(words), safe="").replace("-", "%2D")
