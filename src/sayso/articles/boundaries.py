"""Which blocks of a page belong to which story: titles chosen among the candidates, and what is only a stub. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from sayso.articles.blocks import Block
from sayso.articles.features import Shape
from sayso.articles.titles import BODY, candidates, title_scores

TITLE = 0.5  # probability from which a title-shaped block opens a story
FIRST_TITLE = 0.08  # the same above the page's first paragraph, where a title is to be expected
SURE_TITLE = 0.8  # from which even a short text below it is another story, not a section of the one before
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
    heads = candidates(blocks, shapes)
    chances = dict(zip(heads, (float(c) for c in title_scores(blocks, shapes, sure, heads)), strict=True))
    body = [i for i, p in enumerate(sure) if p >= BODY]
    starts = _openings(chances, body)
    bounds = [*starts, len(blocks)]
    found: list[Story] = []
    if body and (not starts or body[0] < starts[0]):
        found.append(_opening_story(chances, shapes, body, bounds[0]))
    for start, end in zip(bounds, bounds[1:], strict=False):
        found.append(Story(start, end, start, tuple(i for i in body if start < i < end)))
    return _all_blocks(_without_stubs(found, shapes, chances), len(blocks))


def _openings(chances: dict[int, float], body: Sequence[int]) -> list[int]:
    """The chosen titles. Of several with no running text between them the likeliest is the title."""
    chosen: list[int] = []
    for head in sorted(h for h, chance in chances.items() if chance >= TITLE):
        if chosen and not any(chosen[-1] < i < head for i in body):
            if chances[head] >= chances[chosen[-1]]:
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
    for story in found:
        if sum(shapes[i].words for i in story.body) >= STUB_WORDS:
            kept.append(story)
        elif kept and story.title is not None and chances[story.title] < SURE_TITLE:
            before = kept[-1]
            kept[-1] = Story(before.first, story.last, before.title, (*before.body, story.title, *story.body))
    return kept


def _all_blocks(kept: Sequence[Story], count: int) -> list[Story]:
    """The same stories, the blocks between them accounted to the one above; those above the first to the first."""
    bounds = [0, *(story.start for story in kept[1:]), count]
    return [Story(bounds[n], bounds[n + 1], story.title, story.body) for n, story in enumerate(kept)]
