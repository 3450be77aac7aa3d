"""Cut a plain-text page: blocks, running text, stories, and what their headers tell. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from sayso import times
from sayso.articles import boundaries, chrome, dating, header, repeats, titles
from sayso.articles.blocks import Block as Piece
from sayso.articles.blocks import Placed, place, split_blocks
from sayso.articles.boundaries import Story
from sayso.articles.features import Shape, matrix, shapes
from sayso.articles.outcome import Cut, judge, refusal
from sayso.articles.scoring import score
from sayso.decoding import decode
from sayso.records import Article, Block, BlockKind, Page, Reason, Rejected, Span, Teaser, make_id
from sayso.text import BLANK_LINE, runs

_ABOVE = 8  # blocks above a title in which byline, date and outlet may stand


class _Read(Struct, frozen=True):
    """A decoded page with its blocks, their shapes, and how surely each is running text."""

    text: str
    notes: tuple[str, ...]
    pieces: list[Piece]
    shapes: list[Shape]
    sure: list[float]


def cut_plain(page: Page) -> Cut:
    """The stories of a plain-text page, or why there is none."""
    decoded = decode(page.body)
    pieces = split_blocks(decoded.text)
    if not pieces:
        return Cut((), (refusal(page, Reason.EMPTY, f"{len(decoded.text)} characters, none of them visible."),))
    measured = shapes(pieces)
    sure = [float(p) for p in score(matrix(pieces, measured))]
    read = _Read(decoded.text, decoded.notes, pieces, measured, sure)
    stories = boundaries.find_stories(pieces, measured, sure)
    articles: list[Article] = []
    rejected: list[Rejected] = []
    for story in stories:
        made = _article(page, read, story, len(articles))
        if isinstance(made, Article):
            articles.append(made)
        else:
            rejected.append(made)
    if not stories:
        words = sum(shape.words for shape in measured)
        detail = f"{len(pieces)} blocks with {words} words, none of them running text."
        rejected.append(refusal(page, Reason.INDEX if len(pieces) > 1 else Reason.TOO_SHORT, detail))
    return Cut(tuple(articles), tuple(rejected))


def _article(page: Page, read: _Read, story: Story, ordinal: int) -> Article | Rejected:
    dropped = repeats.repeats([read.pieces[i].text for i in story.body])
    kept = [i for n, i in enumerate(story.body) if n not in dropped]
    placed = [place(read.text, Span(read.pieces[i].start, read.pieces[i].end)) for i in kept]
    text, positions, spans = _joined(placed)
    verdict = judge(page, text)
    if isinstance(verdict, Rejected):
        return verdict
    above, below = _surroundings(read, story)
    title = page.given.title if ordinal == 0 else None
    if story.title is not None:
        piece = read.pieces[story.title]
        title = place(read.text, Span(piece.start, piece.end)).text
    lead = text[: spans[0].end]
    dateline, agency = header.read_dateline(lead)
    byline = header.read_byline(above) or page.given.byline
    published = dating.date_plain(above, dateline, text, page.given, page.given.url or page.uri)
    mended = sum(piece.mended for piece in placed)
    shown = dict(zip(kept, spans, strict=True))
    return Article(
        article_id=make_id("ar", page.page_id, ordinal, text),
        page_id=page.page_id,
        ordinal=ordinal,
        title=title,
        byline=byline,
        outlet=header.read_outlet(above, below, page.given, page.uri),
        agency=agency or header.read_agency([text[s.start : s.end] for s in spans], byline, above),
        dateline=dateline,
        language=verdict,
        published=published,
        text=text,
        blocks=_blocks(read, story, shown),
        teasers=_teasers(read, story),
        times=tuple(times.read_times(text, published)),
        offsets=runs(positions),
        page_span=Span(read.pieces[story.first].start, read.pieces[story.body[-1]].end),
        notes=read.notes + ((f"mojibake mended in {mended} places",) if mended else ()),
    )


def _joined(placed: Sequence[Placed]) -> tuple[str, list[int], list[Span]]:
    """The paragraphs joined by blank lines, the page place of each code point, and each paragraph's span."""
    positions: list[int] = []
    spans: list[Span] = []
    for piece in placed:
        if spans:
            positions += [-1] * len(BLANK_LINE)
        spans.append(Span(len(positions), len(positions) + len(piece.text)))
        positions += piece.positions
    return BLANK_LINE.join(piece.text for piece in placed), positions, spans


def _surroundings(read: _Read, story: Story) -> tuple[list[str], list[str]]:
    """The lines above the body that may tell of the story, nearest to its title first, and those below it."""
    body = set(story.body)
    inner = [i for i in range(story.first, story.body[0]) if i not in body]
    top = max(story.first - _ABOVE, 0)
    outer = [i for i in range(story.first - 1, top - 1, -1) if read.sure[i] < titles.BODY]
    below = [i for i in range(story.body[-1] + 1, story.last)]
    return [read.pieces[i].text for i in (*inner, *outer)], [read.pieces[i].text for i in below]


def _blocks(read: _Read, story: Story, shown: dict[int, Span]) -> tuple[Block, ...]:
    found: list[Block] = []
    body = set(story.body)
    for i in range(story.first, story.last):
        piece = read.pieces[i]
        where = Span(piece.start, piece.end)
        if i in shown:
            kind = piece.mark or (BlockKind.PARAGRAPH if read.shapes[i].ends else _headed(read, i))
            found.append(Block(kind, shown[i], where))
        else:
            kind = BlockKind.REPEAT if i in body else BlockKind.TITLE if i == story.title else _kind(piece.text)
            found.append(Block(kind, None, where, piece.text))
    return tuple(found)


def _headed(read: _Read, i: int) -> BlockKind:
    return BlockKind.HEADING if titles.is_title(read.pieces[i], read.shapes[i]) else BlockKind.PARAGRAPH


def _kind(text: str) -> BlockKind:
    """What a block outside the text is."""
    if chrome.BYLINE.match(text) and len(text.split()) <= header.BYLINE_WORDS:
        return BlockKind.BYLINE
    if chrome.CAPTION_START.match(text) or chrome.CAPTION_END.search(text):
        return BlockKind.CAPTION
    if titles.is_meta(text) and (chrome.DATE.search(text) or chrome.CLOCK.search(text)):
        return BlockKind.DATE
    return BlockKind.CHROME


def _teasers(read: _Read, story: Story) -> tuple[Teaser, ...]:
    found: list[Teaser] = []
    for stub in story.stubs:
        if stub:
            lines = [read.pieces[i].text for i in stub]
            where = Span(read.pieces[stub[0]].start, read.pieces[stub[-1]].end)
            found.append(Teaser(lines[0], BLANK_LINE.join(lines), where))
    return tuple(found)
