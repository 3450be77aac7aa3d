"""Which blocks of a page belong to which story: titles chosen among the candidates, and what is only a stub. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from sayso.articles import openings
from sayso.articles.blocks import Block
from sayso.articles.features import Shape
from sayso.articles.titles import Told, title_scores

TITLE = 0.35  # probability from which a title-shaped block opens a story
OPENING = 0.35  # probability from which a paragraph without a sure title above it opens a story
STANDFIRST = 0.3  # by so much likelier must a line be than a likely title right above it
FIRST_TITLE = 0.08  # the same above the page's first paragraph, where a title is to be expected
LEAD_WORDS = 80  # less running text above the page's first title is a caption or a blurb
CROSSHEAD_WORDS = 5  # a line that ends like a sentence and has no more words is a crosshead, unless surely a title
SURE_TITLE = 0.8  # from which even a short text below it is another story, not a section of the one before
LIKELY = 0.5  # a title less likely than this opens a story only above a text of a story's length:
SHORT_WORDS = 150  # the shortest of most stories; a crosshead's section is shorter
STUB_WORDS = 30  # a "story" with less running text is the stub of another one


class Story(Struct, frozen=True):
    """Indices into the page's blocks. `[first, last)` are the blocks accounted to the story, chrome and stubs included.

    Every block of the page belongs to exactly one story of it.
    """

    first: int
    last: int
    title: int | None  # null: no block of the page is its title
    body: tuple[int, ...]  # its running text

    @property
    def start(self) -> int:
        """The block at which the story itself begins."""
        return self.body[0] if self.title is None else min(self.title, self.body[0])


def find_stories(blocks: Sequence[Block], shapes: Sequence[Shape], sure: Sequence[float]) -> list[Story]:
    """The stories of a page, in order. Empty when no block is running text, or there are only stubs."""
    told = Told(blocks, shapes, sure)
    chances = dict(zip(told.heads, (float(c) for c in title_scores(told)), strict=True))
    likely = {h: chance for h, chance in chances.items() if chance >= _needed(shapes[h])}
    starts = _openings(likely, told.body)
    starts = sorted([*starts, *_untitled(told, chances, starts)])
    bounds = [*starts, len(blocks)]
    found: list[Story] = []
    if told.body and (not starts or told.body[0] < starts[0]):
        found.append(_opening_story(chances, shapes, told.body, bounds[0]))
    for start, end in pairwise(bounds):
        inner = tuple(i for i in told.body if start < i < end)
        if start in chances:
            found.append(Story(start, end, start, inner))
        else:
            found.append(Story(start, end, None, (start, *inner)))
    return _all_blocks(_without_stubs(found, shapes, chances), len(blocks))


def _untitled(told: Told, chances: dict[int, float], starts: Sequence[int]) -> list[int]:
    """Where stories begin without a sure title: at the likeliest title of the gap above them, or at the paragraph."""
    found: list[int] = []
    at = openings.places(told)
    for opening, chance in zip(at, openings.opening_scores(told, chances, at), strict=True):
        above = max((i for i in told.body if i < opening), default=-1)
        gap = range(above + 1, opening)
        if chance < OPENING or opening in chances or any(start in gap for start in (*starts, *found)):
            continue
        likely = [h for h in gap if chances.get(h, 0.0) >= FIRST_TITLE and not told.shapes[h].ends]
        found.append(max(likely, key=lambda h: (chances[h], h), default=opening))
    return found


def _needed(shape: Shape) -> float:
    """The probability from which a title-shaped block opens a story."""
    return SURE_TITLE if shape.ends and shape.words <= CROSSHEAD_WORDS else TITLE


def _openings(chances: dict[int, float], body: Sequence[int]) -> list[int]:
    """The titles among likely ones: of several with no running text between them the likeliest."""
    chosen: list[int] = []
    for head in sorted(chances):
        if chosen and not any(chosen[-1] < i < head for i in body):
            # Of two lines one below the other the upper is the title, the lower its standfirst.
            if chances[head] >= chances[chosen[-1]] + (STANDFIRST if head == chosen[-1] + 1 else 0.0):
                chosen[-1] = head
        else:
            chosen.append(head)
    return [head for head in chosen if any(i > head for i in body)]


def _opening_story(chances: dict[int, float], shapes: Sequence[Shape], body: Sequence[int], end: int) -> Story:
    """The story above the first sure title, with the likeliest title above its text, if any is likely at all."""
    # A block that ends like a sentence is a lead rather than a title, unless the scores are sure.
    top = [h for h, chance in chances.items() if h <= body[0] and chance >= FIRST_TITLE and not shapes[h].ends]
    title = max(top, key=lambda h: (chances[h], h), default=None)
    inner = tuple(i for i in body if i < end and i != title)
    return Story(0, end, title if inner else None, inner or tuple(i for i in body if i < end))


def _without_stubs(found: Sequence[Story], shapes: Sequence[Shape], chances: dict[int, float]) -> list[Story]:
    """Stories with too little text go to the story before them: as a section of it, or as a stub among its blocks."""
    kept: list[Story] = []
    for n, story in enumerate(found):
        length = sum(shapes[i].words for i in story.body)
        if n == 0 and story.title is None and length < LEAD_WORDS and len(found) > 1:
            continue  # a caption or blurb above the title
        unlikely = n > 0 and story.title is not None and chances[story.title] < LIKELY
        if length >= (SHORT_WORDS if unlikely else STUB_WORDS):
            kept.append(story)
        elif kept and (story.title is None or chances[story.title] < SURE_TITLE):
            before = kept[-1]
            heading = () if story.title is None else (story.title,)
            kept[-1] = Story(before.first, story.last, before.title, (*before.body, *heading, *story.body))
    return kept


def _all_blocks(kept: Sequence[Story], count: int) -> list[Story]:
    """The same stories, the blocks between them accounted to the one above; those above the first to the first."""
    bounds = [0, *(story.start for story in kept[1:]), count]
    return [Story(bounds[n], bounds[n + 1], story.title, story.body) for n, story in enumerate(kept)]
