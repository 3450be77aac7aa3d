"""One HTML page to its article: main text by trafilatura, dates by `dating`. Pure; never raises on any bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import LxmlError
from lxml.html import HtmlElement
from msgspec import Struct

from sayso.articles import chrome, dating, header
from sayso.articles.outcome import Cut, judge, refusal
from sayso.articles.stamps import Stamp, stamps
from sayso.decoding import decode, mend
from sayso.records import Article, Block, BlockKind, Dated, Flag, Page, Reason, Rejected, Span, make_id
from sayso.text import count_words, join_blocks, normalise, words
from sayso.times import read_date, read_times

MAX_MARKUP = 8_000_000  # characters of markup; a page of news has 50 to 500 thousand
_LAST_DAY = "2100-01-01"  # htmldate's upper bound where the page does not tell when it was fetched: never "today"
_FIRST_DAY = "1990-01-01"  # and its lower bound: the web
_HEAD = 6  # blocks at the head of a story that may tell title, byline or date again
_TAIL = 4  # blocks at its end that may be calls to share and subscribe
_NEAR_TITLE = 1500  # characters of visible text around the title in which date lines are looked for


class _Extract(Struct, frozen=True):
    """What trafilatura found: the main text in blocks, and what the page says of itself."""

    blocks: tuple[tuple[BlockKind, str], ...]
    title: str | None
    byline: str | None
    outlet: str | None
    uri: str | None
    guess: str | None  # htmldate's answer, an ISO day
    stamps: tuple[Stamp, ...]
    lines: tuple[str, ...]  # visible lines around the title, in page order, the title among them


def cut_html(page: Page) -> Cut:
    """The article of an HTML page, or why there is none."""
    decoded = decode(page.body)
    if len(decoded.text) > MAX_MARKUP:
        detail = f"{len(decoded.text)} characters of markup, at most {MAX_MARKUP} are read."
        return Cut((), (refusal(page, Reason.TOO_LARGE, detail),))
    try:
        extract = _extract(decoded.text, page)
    except (LxmlError, ValueError, TypeError, AttributeError, RecursionError) as error:
        return Cut((), (refusal(page, Reason.FAILED, f"The markup cannot be read: {type(error).__name__}: {error}."),))
    if isinstance(extract, Rejected):
        return Cut((), (extract,))
    made = _article(page, extract, decoded.notes)
    if isinstance(made, Rejected):
        return Cut((), (made,))
    why = dating.conflict(made.published)
    flags = (Flag("date-conflict", made.article_id, (), why),) if why else ()
    return Cut((made,), (), flags)


def _extract(markup: str, page: Page) -> _Extract | Rejected:
    """Run trafilatura once on the parsed page. Raises what lxml and trafilatura raise on broken markup."""
    from trafilatura import bare_extraction, load_html

    root = load_html(markup.replace("\x00", ""))
    if root is None:
        return refusal(page, Reason.EMPTY, f"{len(markup)} characters without any HTML element.")
    bounds = {
        "original_date": True,
        "extensive_search": False,
        "min_date": _FIRST_DAY,
        "max_date": (page.fetched_at or _LAST_DAY)[:10],
    }
    document = bare_extraction(
        root, url=page.given.url or page.uri, include_comments=False, with_metadata=True, date_extraction_params=bounds
    )
    blocks = () if document is None else tuple(_blocks(document.body))
    if document is None or not blocks:
        seen = count_words(" ".join(root.itertext()))
        return refusal(page, Reason.INDEX, f"No running text among the {seen} words of the page.")
    title = page.given.title or document.title
    return _Extract(
        blocks=blocks,
        title=normalise(title) if title else None,
        byline=page.given.byline or document.author,
        outlet=page.given.outlet or document.sitename,
        uri=page.given.url or page.uri or document.url,
        guess=document.date,
        stamps=tuple(stamps(root)),
        lines=tuple(_lines_near_title(root, document.title)),
    )


_KINDS = {"head": BlockKind.HEADING, "quote": BlockKind.QUOTE, "item": BlockKind.LIST, "row": BlockKind.LIST}


def _blocks(body: HtmlElement) -> Iterator[tuple[BlockKind, str]]:
    """The paragraphs of trafilatura's tree in text order; a line break ends one, as it does for a reader."""
    for element in body:
        yield from _block(element, BlockKind.PARAGRAPH)


def _block(element: HtmlElement, kind: BlockKind) -> Iterator[tuple[BlockKind, str]]:
    """The pieces of one element: its own text, and its children where they are blocks themselves."""
    kind = _KINDS.get(element.tag, kind)
    parts = [element.text or ""]
    for child in element:
        if child.tag in {"p", "head", "quote", "list", "item", "table", "row", "div", "lb"}:
            yield from _told(kind, parts)
            parts = []
            if child.tag != "lb":
                yield from _block(child, kind)
        else:
            parts.append(" " * (child.tag == "cell") + "".join(child.itertext()))
        parts.append(child.tail or "")
    yield from _told(kind, parts)


def _told(kind: BlockKind, parts: list[str]) -> Iterator[tuple[BlockKind, str]]:
    text = normalise("".join(parts))
    if text:
        yield kind, text


_BREAKS = frozenset({"p", "div", "h1", "h2", "h3", "li", "br", "section", "header", "time", "tr", "ul", "article", "td"})


def _lines_near_title(root: HtmlElement, title: str | None) -> list[str]:
    """Visible lines from the page's title heading to where the story is well under way; [] without such a heading."""
    heading = _heading(root, title)
    if heading is None:
        return []
    lines, current, length = [], [heading.text_content()], 0
    for element in _following(heading):
        if element.tag in {"script", "style", "noscript"} or not isinstance(element.tag, str):
            current.append(element.tail or "")
            continue
        if element.tag in _BREAKS:
            lines.append(normalise("".join(current)))
            current = []
        current.append(element.text or "")
        length += len(element.text or "")
        if length > _NEAR_TITLE:
            break
    return [line for line in [*lines, normalise("".join(current))] if line]


def _heading(root: HtmlElement, title: str | None) -> HtmlElement | None:
    headings = list(root.iter("h1", "h2"))
    told = _squash(title)
    for heading in headings:
        if told and _same(_squash(heading.text_content()), told):
            return heading
    firsts = [heading for heading in headings if heading.tag == "h1"]
    return firsts[0] if len(firsts) == 1 else None


def _following(element: HtmlElement) -> Iterator[HtmlElement]:
    """Every element after this one in document order, outside it."""
    here: HtmlElement | None = element
    while here is not None:
        for sibling in here.itersiblings():
            yield from sibling.iter()
        here = here.getparent()


def _squash(words_: str | None) -> str:
    return re.sub(r"\W+", "", words_ or "").lower()


def _same(one: str, other: str) -> bool:
    """Whether two squashed titles are one: equal, or one begins the other as "Title | Outlet" does."""
    return bool(one and other) and (one == other or (min(len(one), len(other)) >= 15 and (one.startswith(other) or other.startswith(one))))


def _article(page: Page, extract: _Extract, notes: tuple[str, ...]) -> Article | Rejected:
    mended = [(kind, mend(text)) for kind, text in extract.blocks]
    places = sum(m.places for _, m in mended)
    title = normalise(mend(extract.title).text) if extract.title else None
    pieces = _sorted_out([(kind, normalise(m.text)) for kind, m in mended], title)
    inside = [(kind, text) for kind, text in pieces if kind in _IN_TEXT]
    text, spans = join_blocks([words_ for _, words_ in inside])
    verdict = judge(page, text)
    if isinstance(verdict, Rejected):
        return verdict
    outside = [text for kind, text in pieces if kind in {BlockKind.BYLINE, BlockKind.DATE}]
    dateline, agency = header.read_dateline(inside[0][1])
    byline = extract.byline or header.read_byline([*outside, *extract.lines[1:]])
    markup = dating.Markup(extract.stamps, extract.lines or tuple(outside), extract.guess)
    published = dating.date_html(markup, dateline, text, page.given, extract.uri)
    return Article(
        article_id=make_id("ar", page.page_id, 0, text),
        page_id=page.page_id,
        ordinal=0,
        title=title,
        byline=byline,
        outlet=extract.outlet,
        agency=agency or header.read_agency([words_ for _, words_ in inside], byline, outside),
        dateline=dateline,
        language=verdict,
        published=published,
        text=text,
        blocks=_placed(pieces, spans),
        teasers=(),
        times=read_times(text, published),
        offsets=(),
        page_span=None,
        notes=notes + ((f"mojibake mended in {places} places",) if places else ()),
    )


_IN_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.QUOTE, BlockKind.LIST})


def _placed(pieces: list[tuple[BlockKind, str]], spans: list[Span]) -> tuple[Block, ...]:
    places = iter(spans)
    return tuple(
        Block(kind, next(places), None) if kind in _IN_TEXT else Block(kind, None, None, text) for kind, text in pieces
    )


def _sorted_out(blocks: list[tuple[BlockKind, str]], title: str | None) -> list[tuple[BlockKind, str]]:
    """The blocks with what is no story named for what it is: title, byline and date told again, calls at the end."""
    told = _squash(title)
    found = []
    for index, (kind, text) in enumerate(blocks):
        if index < _HEAD:
            if told and _same(_squash(text), told) and len(text) < 2 * len(title or ""):
                kind = BlockKind.TITLE
            elif len(words(text)) <= header.BYLINE_WORDS:
                kind = _meta_kind(text) or kind
        found.append((kind, text))
    return found


def _meta_kind(text: str) -> BlockKind | None:
    if chrome.BYLINE.match(text):
        return BlockKind.BYLINE
    dated: Dated | None = read_date(text)
    return BlockKind.DATE if dated and dated.iso and len(dated.iso) == 10 and len(words(text)) <= 10 else None
