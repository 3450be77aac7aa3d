"""What an HTML page sets apart from its story: captions, pull quotes, newsletter boxes, comments, other stories. Pure.

Readers of main text drop these; a reader of the ledger may ask what else stood on the page, and none of it is the
story's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from sayso.records import BlockKind
from sayso.text import count_words, normalise

MOST = 200  # blocks of one page
LONGEST = 2000  # characters of one block
STUB_WORDS = 4  # a link of fewer words is a menu's, no story's title
# What a class or id says of its element; the first that fits.
_NAMED = (
    (BlockKind.PULL_QUOTE, re.compile(r"pull-?_?quote", re.IGNORECASE)),
    (BlockKind.NEWSLETTER, re.compile(r"newsletter|sign-?up-?(?:box|form)|mailing-?list", re.IGNORECASE)),
    (
        BlockKind.COMMENT,
        re.compile(r"^(?:.*\s)?comments?(?:-?(?:list|area|section|body|text))?(?:\s|$)|disqus", re.IGNORECASE),
    ),
    (BlockKind.TEASER, re.compile(r"related|recommend|more-?like|read-?more|more-?stories|also-?like", re.IGNORECASE)),
    (BlockKind.CAPTION, re.compile(r"(?:image|photo|media|picture|wp)-?_?caption", re.IGNORECASE)),
)
_PARTS = frozenset({"p", "li", "blockquote", "h2", "h3", "h4", "h5"})


def apart(root: HtmlElement) -> list[tuple[BlockKind, str]]:
    """The blocks set apart, each once, in page order."""
    found: list[tuple[BlockKind, str]] = []
    seen: set[str] = set()
    for kind, words in _named(root):
        if words and words not in seen:
            seen.add(words)
            found.append((kind, words))
        if len(found) == MOST:
            break
    return found


def _named(root: HtmlElement) -> Iterator[tuple[BlockKind, str]]:
    inside: HtmlElement | None = None  # the element whose kind holds for all below it
    for element in root.iter():
        if not isinstance(element.tag, str) or (inside is not None and inside in element.iterancestors()):
            continue
        inside = None
        kind = BlockKind.CAPTION if element.tag == "figcaption" else _kind(element)
        if kind is not None:
            inside = element
            for words in _stubs(element) if kind is BlockKind.TEASER else _parts(element):
                yield kind, words[:LONGEST]


def _kind(element: HtmlElement) -> BlockKind | None:
    names = " ".join(filter(None, (element.get("class"), element.get("id"))))
    if not names or element.tag in {"body", "html", "main", "article"}:
        return None
    return next((kind for kind, pattern in _NAMED if pattern.search(names)), None)


def _parts(element: HtmlElement) -> Iterator[str]:
    parts = [part for part in element.iter(*_PARTS) if part.find(".//p") is None]
    for part in parts or [element]:
        yield normalise(part.text_content())


def _stubs(element: HtmlElement) -> Iterator[str]:
    """The titles of other stories: links of some words."""
    for link in element.iter("a"):
        words = normalise(link.text_content())
        if count_words(words) >= STUB_WORDS:
            yield words
