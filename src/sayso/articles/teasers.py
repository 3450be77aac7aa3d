"""The stubs of other stories on a page: a title, often a blurb, none of it part of the article. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.articles import chrome, titles
from sayso.articles.blocks import Block
from sayso.articles.features import Shape
from sayso.records import BlockKind, Span, Teaser
from sayso.text import BLANK_LINE

TITLE_WORDS = 4  # fewer words are a menu's or a section's name
BLURB_WORDS = 8  # shorter lines below a stub's title are its date, outlet or "read more"
CHROME_SHARE = 0.34  # of a line's words that are the vocabulary of chrome; above it the line is no title


def find_teasers(blocks: Sequence[Block], shapes: Sequence[Shape], free: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """`{title: (title, blurb...)}` by index, among the `free` blocks: those of a story that are not its own."""
    found: dict[int, tuple[int, ...]] = {}
    last: int | None = None
    for i in free:
        if _is_stub_title(blocks[i], shapes[i]):
            found[i] = (i,)
            last = i
        elif last is not None and i == found[last][-1] + 1 and shapes[i].words >= BLURB_WORDS:
            if not titles.ends_story(blocks[i].text) and not chrome.CAPTION_START.match(blocks[i].text):
                found[last] = (*found[last], i)
        elif last is not None and (i > found[last][-1] + 2 or shapes[i].more):
            last = None
    return found


def _is_stub_title(block: Block, shape: Shape) -> bool:
    text = titles.bare_title(block.text)
    pointer = chrome.MORE.match(text)
    if pointer and ":" in text[: pointer.end() + 2]:
        return shape.words - len(pointer.group().split()) >= TITLE_WORDS
    if shape.words < TITLE_WORDS or not (titles.is_title(block, shape) or block.mark is BlockKind.LIST):
        return False
    if shape.ends and block.mark is not BlockKind.LIST:
        return False
    if chrome.CAPTION_START.match(text) or chrome.CAPTION_END.search(text):
        return False
    words = text.lower().split()
    table = chrome.CALL | chrome.LEGAL | chrome.MENU | chrome.PICTURE
    return sum(word.strip(".,:!") in table for word in words) < CHROME_SHARE * len(words)


def teaser(blocks: Sequence[Block], indices: Sequence[int]) -> Teaser:
    """The record of a stub made of those blocks, title first."""
    lines = [blocks[i].text for i in indices]
    where = Span(blocks[indices[0]].start, blocks[indices[-1]].end)
    return Teaser(titles.bare_title(lines[0]), BLANK_LINE.join(lines), where)
