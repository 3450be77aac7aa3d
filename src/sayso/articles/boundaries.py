"""Where the stories of a page begin and end: its headings, and how far the words change across them. Pure."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from sayso.articles import chrome
from sayso.articles.blocks import Block
from sayso.articles.features import Shape
from sayso.articles.header import read_dateline
from sayso.records import BlockKind

BODY = 0.5  # probability from which a block is running text
TITLE_WORDS = (3, 32)
TITLE_CHARS = 220
LOOK = 10  # blocks above the first paragraph in which its title is looked for
COHESION = 6  # paragraphs on each side whose words are compared
_NUMBERED = re.compile(r"\(?\d{1,2}[.)]\s+\S")


class Story(Struct, frozen=True):
    """Indices into the page's blocks: `[first, last)` is all of the story, `body` its running text."""

    first: int
    last: int
    title: int | None
    body: tuple[int, ...]


def find_stories(blocks: Sequence[Block], shapes: Sequence[Shape], sure: Sequence[float]) -> list[Story]:
    """The stories of a page, in order. Empty when no block is running text."""
    body = [i for i, p in enumerate(sure) if p >= BODY]
    if not body:
        return []
    heads = [i for i in range(len(blocks)) if is_title(blocks[i], shapes[i])]
    starts = [h for h in heads if _begins_story(h, blocks, shapes, body)]
    return _assemble(starts, blocks, shapes, body)


def is_title(block: Block, shape: Shape) -> bool:
    """Whether a block has the form of a title: some words, no full stop, nothing of a meta line."""
    text = block.text
    if not TITLE_WORDS[0] <= shape.words <= TITLE_WORDS[1] or len(text) > TITLE_CHARS:
        return False
    if shape.ends and not text.rstrip("\"'”’»)").endswith(("?", "!")):
        return False
    if shape.more or shape.comment or text[:1].islower():
        return False
    return not is_meta(text)


def is_meta(text: str) -> bool:
    """Whether a line tells of the story instead of being it: byline, date, category, end mark, rule."""
    few = len(text.split()) <= 16
    return few and bool(
        chrome.BYLINE.match(text)
        or chrome.DATE_CUE.match(text)
        or chrome.FILED.match(text)
        or chrome.END_MARK.match(text)
        or chrome.RULE.match(text)
        or (chrome.DATE.search(text) and len(chrome.DATE.sub("", chrome.CLOCK.sub("", text)).split()) <= 4)
        or (chrome.CLOCK.search(text) and len(chrome.CLOCK.sub("", text).split()) <= 3)
    )


def _begins_story(h: int, blocks: Sequence[Block], shapes: Sequence[Shape], body: Sequence[int]) -> bool:
    """Whether the title-shaped block `h` parts two stories (True also for the first title of a page)."""
    after = [i for i in body if i > h][:COHESION]
    before = [i for i in body if i < h][-COHESION:]
    if not after or after[0] - h > LOOK or not before:
        return False
    return boundary_score(h, before, after, blocks, shapes) > 0


def boundary_score(
    h: int, before: Sequence[int], after: Sequence[int], blocks: Sequence[Block], shapes: Sequence[Shape]
) -> float:
    """Log-odds that a new story begins at title `h`, between the paragraphs `before` and `after` it."""
    return sum(weight * value for weight, value in zip(WEIGHTS, evidence(h, before, after, blocks, shapes), strict=True))


WEIGHTS = (-2.5, 0.5, -1.5, 2.0, 2.0, 1.5, 1.5, 1.5, 2.0, -2.0, 2.0, 0.5, 1.0)


def evidence(
    h: int, before: Sequence[int], after: Sequence[int], blocks: Sequence[Block], shapes: Sequence[Shape]
) -> list[float]:
    """The signs of a new story at `h`, each 0..1 or a small count."""
    between_after = [blocks[i].text for i in range(h + 1, after[0])]
    between_before = [blocks[i].text for i in range(before[-1] + 1, h)]
    title, left, right = shapes[h].vocabulary, _counted(before, shapes), _counted(after, shapes)
    new = sum(word in right for word in title) / max(len(title), 1)
    old = sum(word in left for word in title) / max(len(title), 1)
    lead = blocks[after[0]].text
    return [
        1.0,
        float(shapes[h].words >= 6),
        float(shapes[h].words <= 4),
        float(any(is_meta(text) for text in between_after[:4])),
        float(any(_ends_story(text) for text in between_before)),
        float(bool(read_dateline(lead)[0] or read_dateline(lead)[1])),
        float(bool(_NUMBERED.match(blocks[h].text)) or blocks[h].mark is BlockKind.HEADING),
        float(blocks[h].text.isupper()),
        new,
        old,
        1.0 - _cosine(left, right),
        min(len(between_before), 5) / 5,
        float(shapes[before[-1]].ends),
    ]


def _ends_story(text: str) -> bool:
    return bool(
        (chrome.FILED.match(text) or chrome.END_MARK.match(text) or chrome.RULE.match(text) or chrome.COMMENT.match(text))
        or (chrome.MORE.match(text) and len(text.split()) < 20)
    )


def _counted(indices: Sequence[int], shapes: Sequence[Shape]) -> Counter[str]:
    return Counter(word for i in indices for word in shapes[i].vocabulary)


def _cosine(left: Counter[str], right: Counter[str]) -> float:
    dot = sum(count * right[word] for word, count in left.items())
    norm = math.sqrt(sum(c * c for c in left.values()) * sum(c * c for c in right.values()))
    return dot / norm if norm else 0.0


def _assemble(
    starts: Sequence[int], blocks: Sequence[Block], shapes: Sequence[Shape], body: Sequence[int]
) -> list[Story]:
    first = _first_title(blocks, shapes, body)
    # Of several titles with no paragraph between them the last belongs to the story below.
    kept: list[int] = []
    for start in starts:
        if kept and not any(kept[-1] < i < start for i in body):
            kept[-1] = start
        else:
            kept.append(start)
    bounds = [*kept, len(blocks)]
    stories: list[Story] = []
    opening = tuple(i for i in body if i < bounds[0] and i != first)
    if opening:
        stories.append(Story(first if first is not None else opening[0], bounds[0], first, opening))
    for start, end in zip(bounds, bounds[1:], strict=False):
        inner = tuple(i for i in body if start < i < end)
        if inner:
            stories.append(Story(start, end, start, inner))
    return stories


def _first_title(blocks: Sequence[Block], shapes: Sequence[Shape], body: Sequence[int]) -> int | None:
    """The title of the page's first story: above its first paragraph, sharing most words with its text."""
    told = _counted(body[:12], shapes)
    best: tuple[float, int] | None = None
    top = next((i for i in body if shapes[i].prose), body[0])
    for i in range(max(top - 3 * LOOK, 0), top):
        if not is_title(blocks[i], shapes[i]):
            continue
        title = shapes[i].vocabulary
        shared = sum(word in told for word in title) / (len(title) + 1)
        value = 2 * shared + min(shapes[i].words, 9) / 9 - 0.04 * (top - i)
        if best is None or value >= best[0]:
            best = (value, i)
    return best[1] if best and best[0] > 0.4 else None
