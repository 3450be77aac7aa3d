"""The stubs of other stories on a page: a title, often a blurb, none of it part of the article. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from sayso.articles import chrome, titles
from sayso.articles.blocks import Block
from sayso.articles.features import Shape
from sayso.records import BlockKind, Span, Teaser
from sayso.text import BLANK_LINE

HEADING_WORDS = 4  # more words make a pointer to one story, not the heading of a list
SPREAD = 2  # blocks from a stub's title to the next: one blurb between; stories have more paragraphs
LISTED = 3  # so many stubs at least make a list
ROW = 2  # bars between links
SET_IN, SET_IN_WORDS = (2, 5), 5  # titles of other stories in a row within a story, and the words of each
_POINTS = re.compile(r"\s*[:|–—-]\s*(?=\S)")
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
    named = _named(text)
    if named != text:
        return len(named.split()) >= TITLE_WORDS
    if shape.words < TITLE_WORDS or not (titles.is_title(block, shape) or block.mark is BlockKind.LIST):
        return False
    if (shape.ends and block.mark is not BlockKind.LIST) or "://" in text:
        return False
    if chrome.CAPTION_START.match(text) or chrome.CAPTION_END.search(text):
        return False
    return not is_menu(text)


def is_menu(text: str) -> bool:
    """Whether a line is set in the vocabulary of chrome, is a row of links, or tells whose the page is."""
    words = text.lower().split()
    table = chrome.CALL | chrome.LEGAL | chrome.MENU | chrome.PICTURE
    row = text.count(" | ") >= ROW
    return row or "©" in text or sum(word.strip(".,:!") in table for word in words) >= CHROME_SHARE * len(words)


def _named(text: str) -> str:
    """The title in a line that points to it: "ALSO READ: Title", "Read more | Title"."""
    pointer = chrome.MORE.match(text)
    mark = _POINTS.match(text, pointer.end()) if pointer else None
    return text[mark.end() :] if mark else text


def stub_lists(blocks: Sequence[Block], shapes: Sequence[Shape]) -> set[int]:
    """Blocks that lie in a list of other stories: below a heading for them, titles with a blurb at most between."""
    found: set[int] = set()
    for head, shape in enumerate(shapes):
        if not shape.more or shape.words > HEADING_WORDS or head in found:
            continue
        run = _run(blocks, shapes, head)
        gaps = [b - a for a, b in pairwise(run[1:])]
        if len(run) > LISTED:
            # What follows the last title is its blurb where the others have blurbs; else it may be a story's lead.
            found.update(range(head, run[-1] + (2 if sum(gaps) > 1.5 * len(gaps) else 1)))
    return found


def stub_runs(blocks: Sequence[Block], shapes: Sequence[Shape]) -> set[int]:
    """Blocks that are titles of other stories set into a story: two to five of a title's form in a row, in prose.

    A crosshead stands alone above its section.
    """
    found: set[int] = set()
    run: list[int] = []
    for i, (block, shape) in enumerate(zip(blocks, shapes, strict=True)):
        if block.mark is None and not shape.ends and shape.words >= SET_IN_WORDS and titles.is_title(block, shape):
            run.append(i)
            continue
        within = run and run[0] > 0 and shapes[run[0] - 1].prose and shape.prose
        if within and SET_IN[0] <= len(run) <= SET_IN[1]:
            found.update(run)
        run = []
    return found


def _run(blocks: Sequence[Block], shapes: Sequence[Shape], head: int) -> list[int]:
    """The heading and the titles below it, as long as they follow each other closely and are marked alike."""
    run = [head]
    for i in range(head + 1, len(blocks)):
        marked = blocks[i].mark is BlockKind.LIST
        if i - run[-1] > SPREAD or shapes[i].more:
            break
        if (marked or shapes[i].titled) and (len(run) == 1 or marked == (blocks[run[1]].mark is BlockKind.LIST)):
            run.append(i)
    return run


def teaser(blocks: Sequence[Block], indices: Sequence[int]) -> Teaser:
    """The record of a stub made of those blocks, title first."""
    lines = [blocks[i].text for i in indices]
    where = Span(blocks[indices[0]].start, blocks[indices[-1]].end)
    return Teaser(_named(titles.bare_title(lines[0])), BLANK_LINE.join(lines), where)
