"""Which blocks of a page belong to which story: titles chosen among the candidates, and what is only a stub. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from sayso.articles.blocks import Block
from sayso.articles.features import Shape
from sayso.articles.titles import BODY, candidates, title_scores

TITLE = 0.5  # probability from which a title-shaped block opens a story
FIRST_TITLE = 0.08  # the same above the page's first paragraph, where some title is to be expected
STUB_WORDS = 30  # a "story" with less running text is the stub of another one


class Story(Struct, frozen=True):
    """Indices into the page's blocks: `[first, last)` is all of the story, `body` its running text."""

    first: int
    last: int
    title: int | None
    body: tuple[int, ...]
    stubs: tuple[tuple[int, ...], ...] = ()  # stubs of other stories that stand inside or below, title first


def find_stories(blocks: Sequence[Block], shapes: Sequence[Shape], sure: Sequence[float]) -> list[Story]:
    """The stories of a page, in order. Empty when no block is running text."""
    heads = candidates(blocks, shapes)
    chances = dict(zip(heads, title_scores(blocks, shapes, sure, heads), strict=True))
    body = [i for i, p in enumerate(sure) if p >= BODY]
    if not body:
        return []
    starts = _openings(chances, body)
    bounds = [*starts, len(blocks)]
    found: list[Story] = []
    if not starts or body[0] < starts[0]:
        found.append(_opening_story(chances, body, bounds[0]))
    for start, end in zip(bounds, bounds[1:], strict=False):
        found.append(Story(start, end, start, tuple(i for i in body if start < i < end)))
    return _without_stubs(found, shapes)


def _openings(chances: dict[int, float], body: Sequence[int]) -> list[int]:
    """The chosen titles. Of several with no running text between them the likeliest is the title."""
    chosen: list[int] = []
    for head in sorted(h for h, chance in chances.items() if chance >= TITLE):
        if chosen and not any(chosen[-1] < i < head for i in body):
            if chances[head] >= chances[chosen[-1]]:
                chosen[-1] = head
        else:
            chosen.append(head)
    return [head for n, head in enumerate(chosen) if any(i > head for i in body)]


def _opening_story(chances: dict[int, float], body: Sequence[int], end: int) -> Story:
    """The story above the first sure title, with the likeliest title above its text, if any is likely at all."""
    top = [h for h, chance in chances.items() if h <= body[0] and chance >= FIRST_TITLE]
    title = max(top, key=lambda h: (chances[h], h), default=None)
    inner = tuple(i for i in body if i < end and i != title)
    return Story(body[0] if title is None else title, end, title, inner)


def _without_stubs(found: Sequence[Story], shapes: Sequence[Shape]) -> list[Story]:
    """Stories with too little text become stubs of the story before them, or of the first real one."""
    kept: list[Story] = []
    early: list[tuple[int, ...]] = []
    for story in found:
        if sum(shapes[i].words for i in story.body) >= STUB_WORDS:
            kept.append(story)
            continue
        stub = (*(() if story.title is None else (story.title,)), *story.body)
        if not kept:
            early.append(stub)
        else:
            before = kept[-1]
            kept[-1] = Story(before.first, story.last, before.title, before.body, (*before.stubs, stub))
    if kept and early:
        first = kept[0]
        kept[0] = Story(first.first, first.last, first.title, first.body, (*early, *first.stubs))
    return kept
