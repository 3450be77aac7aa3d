"""Cut a plain-text page: blocks, running text, stories, and what their headers tell. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from sayso.articles import boundaries, chrome, dating, header, language, parts, repeats, titles
from sayso.articles.alike import titles_alike
from sayso.articles.asides import tells_of_author
from sayso.articles.blocks import MAX_LINES, Placed, place, split_blocks
from sayso.articles.blocks import Block as Piece
from sayso.articles.boundaries import Story
from sayso.articles.datelines import read_dateline
from sayso.articles.features import Matrix, Shape, shapes
from sayso.articles.masthead import read_masthead
from sayso.articles.outcome import MIN_WORDS, READ_LANGUAGE, Cut, judge, refusal, unread
from sayso.articles.parts import Part
from sayso.articles.teasers import find_teasers, is_menu, stub_lists, stub_runs, teaser
from sayso.decoding import decode
from sayso.records import Article, Block, BlockKind, Page, Reason, Rejected, Span, make_id
from sayso.text import BLANK_LINE, count_words, runs, words
from sayso.times import read_times

LEAD, LEAD_WORDS = -0.1, 12  # log chance that a block behind a dateline opens a story, and of how many words at least
UNLIKELY = -9.0  # at most this log chance has a block that says itself that it is no running text
LINE_WORDS = 25  # of a line of credits or a call; longer blocks are told to the reader
UNENDED = -2.0  # log chance by which a line of a title's form, without a sentence's end, is less likely a paragraph
WHOLE, WHOLE_WORDS, WHOLE_SENTENCES = 0.8, 100, 4  # share of a page's words in one block that is then its story
ABOVE = 8  # blocks above a title in which byline, date and outlet may stand
PULLED_WORDS = (5, 50)  # of a pull quote
_QUOTE_MARKS = "\"“”‘’'«» "
SAME_TITLE = 0.5  # share of words two tellings of one title have in common


class _Read(Struct, frozen=True):
    """A decoded page with its blocks, their shapes, and how surely each is running text."""

    page: Page
    text: str
    notes: tuple[str, ...]
    pieces: list[Piece]
    shapes: list[Shape]
    sure: list[float]

    def lines(self, indices: Sequence[int]) -> list[str]:
        return [self.pieces[i].text for i in indices]

    def placed(self, i: int) -> Placed:
        return place(self.text, Span(self.pieces[i].start, self.pieces[i].end))


def cut_plain(page: Page) -> Cut:
    """The stories of a plain-text page, or why there is none."""
    decoded = decode(page.body)
    pieces = split_blocks(decoded.text)
    if not pieces:
        return Cut((), (refusal(page, Reason.EMPTY, f"{len(decoded.text)} characters, none of them visible."),))
    if len(pieces) > MAX_LINES:
        detail = f"{len(page.body)} bytes in more than {MAX_LINES} lines, at most {MAX_LINES} are read."
        return Cut((), (refusal(page, Reason.TOO_LARGE, detail),))
    measured = shapes(pieces)
    chances = ruled(pieces, measured, parts.log_chances(pieces, measured))
    sure = np.exp(chances[:, [Part.OPENING, Part.BODY]]).sum(1).tolist()
    read = _Read(page, decoded.text, decoded.notes, pieces, measured, sure)
    stories = boundaries.find_stories(pieces, measured, chances)
    articles: list[Article] = []
    rejected: list[Rejected] = []
    for story in stories:
        made = _article(read, story, stories, len(articles))
        if isinstance(made, Article):
            articles.append(made)
        else:
            rejected.append(made)
    if not stories:
        rejected.append(_without_story(read))
    elif not articles:  # one reason is enough for the page: its longest story's
        lengths = [sum(measured[i].words for i in story.body) for story in stories]
        rejected = [rejected[lengths.index(max(lengths))]]
    return Cut(tuple(articles), tuple(rejected))


def ruled(pieces: Sequence[Piece], measured: Sequence[Shape], chances: Matrix) -> Matrix:
    """The log chances, but for blocks that say themselves what they are: credits, captions, leads, bylines, lists.

    And for lines that are titles by the others that the page sets so.
    """
    told = chances.copy()
    text = [Part.OPENING, Part.BODY]
    listed = stub_lists(pieces, measured) | stub_runs(pieces, measured)
    whole = _whole_story(pieces, measured)
    for i, (piece, shape) in enumerate(zip(pieces, measured, strict=True)):
        if i in listed or _is_plainly_none(piece.text) or (not shape.ends and titles.is_meta(piece.text)):
            told[i, text] = np.minimum(told[i, text], UNLIKELY)
        elif i == whole or _is_lead(piece.text, shape):
            told[i, Part.OPENING] = max(told[i, Part.OPENING], LEAD)
        if shape.more:  # a pointer to another story stands within a story or below it: what follows decides
            told[i, Part.INSERT] = max(told[i, Part.INSERT], told[i, Part.OUTSIDE])
        if piece.mark is BlockKind.HEADING and not shape.more:
            told[i, Part.BODY] = max(told[i, Part.BODY], told[i, Part.INSERT])  # a crosshead, marked as one
        if not shape.ends and titles.is_title(piece, shape):
            told[i, Part.OPENING] += UNENDED
        elif not titles.is_title(piece, shape):
            told[i, Part.TITLE] = min(told[i, Part.TITLE], UNLIKELY)
    for i in titles_alike(pieces, measured, told):
        told[i, [*text, Part.INSERT]] = np.minimum(told[i, [*text, Part.INSERT]], UNLIKELY)
    return told


def _whole_story(pieces: Sequence[Piece], measured: Sequence[Shape]) -> int | None:
    """The block that holds nearly all words of its page in sentences: a story whose paragraphs a scraper joined."""
    longest = max(range(len(pieces)), key=lambda i: measured[i].words, default=None)
    if longest is None or not measured[longest].ends:
        return None
    words, text = measured[longest].words, pieces[longest].text
    enough = words >= max(WHOLE_WORDS, WHOLE * sum(shape.words for shape in measured))
    return longest if enough and len(re.findall(r"[a-z0-9”\"][.!?][”\"]* ", text)) >= WHOLE_SENTENCES - 1 else None


def _is_lead(text: str, shape: Shape) -> bool:
    """Whether a block is a story's first paragraph whatever its surroundings: a sentence behind a dateline."""
    whole = shape.ends and shape.words >= LEAD_WORDS and not text.endswith(("…", "..."))
    dateline = read_dateline(text) if whole else None
    return dateline is not None and dateline.sure and not chrome.CAPTION_END.search(text[-80:])


def _is_plainly_none(text: str) -> bool:
    """Whether a block is no running text whatever its surroundings: a caption, a standfirst's end, credits, a call."""
    if not text or chrome.CREDIT.search(text) or header.names_outlet(text):
        return True
    line = len(text.split()) < LINE_WORDS
    return line and bool(chrome.END_MARK.match(text) or chrome.NEWSLETTER.match(text))


def _without_story(read: _Read) -> Rejected:
    """Why a page on which no story was found is not read."""
    count = sum(shape.words for shape in read.shapes)
    found = language.detect(read.text)
    if found != READ_LANGUAGE and sum(char.isalpha() for char in read.text[:2000]) >= 100:
        detail = f"{len(read.pieces)} blocks in the language {found!r}; only {READ_LANGUAGE!r} is read in this version."
        return refusal(read.page, Reason.LANGUAGE, detail)
    if count < MIN_WORDS:
        return refusal(read.page, Reason.TOO_SHORT, f"{count} words on the whole page, need {MIN_WORDS}.")
    detail = f"{len(read.pieces)} blocks with {count} words, none of them the running text of a story."
    return refusal(read.page, Reason.INDEX, detail)


def _article(read: _Read, story: Story, stories: Sequence[Story], ordinal: int) -> Article | Rejected:
    page = read.page
    story = _without_author(read, story)
    told_again = repeats.repeats(read.lines(story.body))
    kept = [i for n, i in enumerate(story.body) if n not in told_again]
    placed = [read.placed(i) for i in kept]
    text, positions, spans = _joined(placed)
    verdict = judge(page, text)
    if isinstance(verdict, Rejected):
        return verdict
    if verdict != READ_LANGUAGE:  # the network that cuts plain text has learned from English pages alone
        return unread(page, count_words(text), verdict)
    given = page.given if len(stories) == 1 else type(page.given)(url=page.given.url, outlet=page.given.outlet)
    above, below = _above(read, story), read.lines(range(story.body[-1] + 1, story.last))
    near = [line for line in read.lines([i for i in above if i != story.title]) if not titles.ends_story(line)]
    lead = placed[0].text
    dateline = read_dateline(lead)
    byline = header.read_byline(near) or given.byline
    outlet = header.read_outlet(near, below, given, page.uri) or read_masthead(
        [piece.text for piece in read.pieces], stories[0].title
    )
    credited = header.read_agency([piece.text for piece in placed], byline, [*near, *below], outlet)
    agency = (dateline.agency if dateline else None) or credited
    published = dating.date_plain(
        read.lines(above), dateline.words if dateline else None, text, given, given.url or page.uri
    )
    mended = sum(piece.mended for piece in placed)
    shown = dict(zip(kept, spans, strict=True))
    free = [i for i in range(story.body[0], story.last) if _is_free(story, i)]
    stubs = find_teasers(read.pieces, read.shapes, free)
    return Article(
        article_id=make_id("ar", page.page_id, ordinal, text),
        page_id=page.page_id,
        ordinal=ordinal,
        title=_title(read, story, given.title),
        byline=None if byline and agency and header.is_agency(byline) else byline,
        outlet=outlet,
        agency=agency,
        dateline=dateline.place if dateline else None,
        language=verdict,
        published=published,
        text=text,
        blocks=_blocks(read, story, shown, {i for stub in stubs.values() for i in stub}),
        teasers=tuple(teaser(read.pieces, stub) for stub in stubs.values()),
        times=tuple(read_times(text, published)),
        offsets=runs(positions),
        page_span=Span(read.pieces[story.start].start, read.pieces[story.body[-1]].end),
        notes=read.notes + ((f"mojibake mended in {mended} places",) if mended else ()),
    )


def _without_author(read: _Read, story: Story) -> Story:
    """The story without the note on its author that stands as its last paragraph."""
    byline = header.read_byline(read.lines(_above(read, story))) or read.page.given.byline
    body = story.body
    while len(body) > 1 and _is_of_author(read.pieces[body[-1]].text, byline):
        body = body[:-1]
    return replace(story, body=body)


def _is_of_author(text: str, byline: str | None) -> bool:
    """Whether a block is a note on the author, or the name above it."""
    return tells_of_author(text, byline) or (len(text.split()) > 1 and text in (byline or ""))


def _is_free(story: Story, i: int) -> bool:
    return i != story.title and i not in story.body


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


def _title(read: _Read, story: Story, given: str | None) -> str | None:
    """The title as it stands on the page; the record's own where the page has none, or one that says something else."""
    if story.title is None:
        return given
    found = titles.bare_title(read.placed(story.title).text)
    if not given:
        return found
    mine, theirs = ({word for word, _, _ in words(title)} for title in (found, given))
    return found if len(mine & theirs) >= SAME_TITLE * min(len(mine), len(theirs)) else given


def _above(read: _Read, story: Story) -> list[int]:
    """The blocks that may tell of the story, in page order: a few above its title, and those from there to its body."""
    body = set(story.body)
    top = story.start
    while top > max(story.start - ABOVE, 0) and not _is_running(read, top - 1):
        top -= 1
    return [i for i in range(top, story.body[0]) if i not in body]


def _is_running(read: _Read, i: int) -> bool:
    """Whether a block is running text; a line of a title's form above a story may seem so, and is none."""
    return read.sure[i] >= titles.BODY and not titles.may_be_title(read.pieces[i], read.shapes[i])


def _blocks(read: _Read, story: Story, shown: dict[int, Span], stubs: set[int]) -> tuple[Block, ...]:
    """Every block accounted to the story, with what it is."""
    found: list[Block] = []
    told = "\n".join(read.pieces[i].text for i in shown)
    commented = False
    for i in range(story.first, story.last):
        piece = read.pieces[i]
        where = Span(piece.start, piece.end)
        if i in shown:
            headed = not read.shapes[i].ends and titles.is_title(piece, read.shapes[i])
            kind = piece.mark or (BlockKind.HEADING if headed else BlockKind.PARAGRAPH)
            found.append(Block(kind, shown[i], where))
            continue
        commented = i > story.body[-1] and (commented or read.shapes[i].comment)
        commented = commented and not read.shapes[i].more and not is_menu(piece.text)
        if i == story.title:
            kind = BlockKind.TITLE
        elif i > story.body[0] and _is_pulled(piece.text, read.shapes[i], told):
            kind = BlockKind.PULL_QUOTE
        elif i in story.body:
            kind = BlockKind.REPEAT
        else:
            kind = BlockKind.TEASER if i in stubs else BlockKind.COMMENT if commented else _kind(piece.text)
        found.append(Block(kind, None, where, piece.text))
    return tuple(found)


def _is_pulled(text: str, shape: Shape, told: str) -> bool:
    """Whether a block is quoted words of a paragraph, set large beside it."""
    bare = text.strip(_QUOTE_MARKS)
    if not (text[:1] in _QUOTE_MARKS and text[-1:] in _QUOTE_MARKS):
        return False
    at = told.find(bare) if PULLED_WORDS[0] <= shape.words <= PULLED_WORDS[1] else -1
    return at >= 0 and told[at - 1 : at] + told[at + len(bare) : at + len(bare) + 1] != "\n\n"


def _kind(text: str) -> BlockKind:
    """What a block outside the text is."""
    if chrome.NEWSLETTER.match(text):
        return BlockKind.NEWSLETTER
    if chrome.BYLINE.match(text) and len(text.split()) <= header.BYLINE_WORDS:
        return BlockKind.BYLINE
    if any(p.search(text) for p in (chrome.CREDIT, chrome.CAPTION_END)) or chrome.CAPTION_START.match(text):
        return BlockKind.CAPTION
    if titles.is_meta(text) and (chrome.DATE.search(text) or chrome.CLOCK.search(text)):
        return BlockKind.DATE
    return BlockKind.CHROME
