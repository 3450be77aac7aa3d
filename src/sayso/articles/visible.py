"""The lines a reader sees of an HTML page, from its title on. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from sayso.articles import header
from sayso.text import normalise, words
from sayso.times import read_date

DATE_LINE = 120  # characters of a piece of text that may be a date line
BOXES_UP = 2  # elements around the title that may hold a date above it
WITHIN = 1500  # characters of visible text around the title in which date lines are looked for
_BREAKS = frozenset({  # elements that begin a line for a reader
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section",
    "table", "td", "th", "time", "tr", "ul",
})  # fmt: skip
_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg"})


def lines_from(heading: HtmlElement | None) -> list[str]:
    """Visible lines from the title's heading to where the story is well under way; [] without a heading."""
    if heading is None:
        return []
    lines: list[str] = []
    current: list[str] = []
    length = hidden = 0
    for event, element in _walk_from(heading):
        piece = element.text if event == "start" else element.tail
        if element.tag in _UNSEEN or not isinstance(element.tag, str):
            hidden += 1 if event == "start" else -1
            piece = None if event == "start" else piece
        if element.tag in _BREAKS:
            lines.append(normalise("".join(current)))
            current = []
        if piece and not hidden:
            current.append(piece)
            length += len(piece)
        if length > WITHIN:
            break
    return [line for line in [*lines, normalise("".join(current))] if line]


def date_above(heading: HtmlElement | None) -> list[str]:
    """The date that stands right above the title, in the title's own box; a page's date of the day stands apart."""
    here = heading
    for _ in range(BOXES_UP):
        if here is None:
            break
        above = here.getprevious()
        if above is not None:
            line = normalise(" ".join(above.itertext()))[-DATE_LINE:] if isinstance(above.tag, str) else ""
            return [line] if line and len(words(line)) <= header.BYLINE_WORDS and read_date(line) else []
        here = here.getparent()
    return []


def _walk_from(element: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """Start and end of every element in document order, from this one to the end of the page."""
    here: HtmlElement | None = element
    yield from iterwalk(element, events=("start", "end"))
    while here is not None:
        for sibling in here.itersiblings():
            yield from iterwalk(sibling, events=("start", "end"))
        here = here.getparent()
        if here is not None:
            yield "end", here
