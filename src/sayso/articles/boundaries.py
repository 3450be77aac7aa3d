"""Which blocks of a page belong to which story: the likeliest lawful sequence of parts. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from sayso.articles.blocks import Block
from sayso.articles.features import Matrix, Shape
from sayso.articles.parts import Part
from sayso.articles.titles import CUT_SHORT, bare_title, may_be_title
from sayso.records import BlockKind

UNTITLED = -1.0  # log chance, set on pages held out: a story seldom begins without a title above it
SCANT_WORDS, SCANT = 120, 1.4  # less running text on a page is too little: then text is likelier by so much
SHORT_WORDS = 150  # the shortest of most stories; what is shorter must be told apart surely:
SURELY = 6.0  # log odds of its beginning against a section of the story above; 3 to 7 cut pages held out alike
NEAR = 2  # blocks from the text above to a section of it
STANDFIRST = 0.1  # probability from which a line right above a title is the title
LIKELY = 0.5  # probability below which a block at a story's end is left out,
UNSURE = 0.8  # and below which blocks there are, where one of them ends like no sentence
FAR = 12  # blocks above a text in which its title is looked for
LEADS = 6  # paragraphs that tell the words of their title again,
TOLD_SHARE, TITLE_WORDS, STEM = 0.35, 3, 5  # so many of them at least, of so many
RETOLD = 0.6  # share of a title's words that a line above tells, cut short
STUB_WORDS = 30  # a "story" with less running text is the stub of another one
_START = (Part.OUTSIDE, Part.TITLE, Part.OPENING)
_END = (Part.OUTSIDE, Part.OPENING, Part.BODY)
_AFTER_TEXT = (Part.OPENING, Part.BODY)
_BEFORE: dict[Part, tuple[Part, ...]] = {  # which parts may stand right above each
    Part.OUTSIDE: (Part.OUTSIDE, *_AFTER_TEXT),
    Part.TITLE: (Part.OUTSIDE, *_AFTER_TEXT),
    Part.HEAD: (Part.TITLE, Part.HEAD),
    Part.OPENING: (Part.OUTSIDE, Part.TITLE, Part.HEAD, *_AFTER_TEXT),
    Part.BODY: (*_AFTER_TEXT, Part.INSERT),
    Part.INSERT: (*_AFTER_TEXT, Part.INSERT),
}


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


def sequence(chances: Matrix) -> list[Part]:
    """The likeliest lawful sequence of parts, by Viterbi's algorithm over `parts.log_chances`."""
    best = {part: float(chances[0, part]) for part in _START} if len(chances) else {}
    steps: list[dict[Part, Part]] = []
    for row in chances[1:].tolist():
        told: dict[Part, Part] = {}
        following: dict[Part, float] = {}
        for part, sources in _BEFORE.items():
            ways = {
                s: best[s] + (UNTITLED if part is Part.OPENING and s in _AFTER_TEXT else 0.0)
                for s in sources
                if s in best
            }
            if ways:
                told[part] = source = max(ways, key=lambda s: ways[s])
                following[part] = ways[source] + row[part]
        steps.append(told)
        best = following
    last = max((part for part in _END if part in best), key=lambda part: best[part], default=None)
    if last is None:
        return []
    path = [last]
    for told in reversed(steps):
        path.append(told[path[-1]])
    return path[::-1]


def find_stories(blocks: Sequence[Block], shapes: Sequence[Shape], chances: Matrix) -> list[Story]:
    """The stories of a page, in order. Empty when no block is running text, or there are only stubs."""
    found: list[Story] = []
    title: int | None = None
    chances = _raised(shapes, chances)
    for i, part in enumerate(sequence(chances)):
        if part is Part.TITLE:
            title = i
        elif part is Part.OPENING:
            found.append(Story(0, 0, title, (i,)))
            title = None
        elif part is Part.BODY:
            found[-1] = replace(found[-1], body=(*found[-1].body, i))
    kept: list[Story] = []
    for story in (_without_tail(story, shapes, chances) for story in found):
        length = sum(shapes[i].words for i in story.body)
        if kept and length < SHORT_WORDS and _is_section(kept[-1], story, chances):
            heading = () if story.title is None else (story.title,)
            kept[-1] = replace(kept[-1], body=(*kept[-1].body, *heading, *story.body))
        elif length >= STUB_WORDS:
            above = kept[-1].body[-1] if kept else -1
            found_at = _above_points(
                _upper_title(story, above, blocks, shapes, chances), above, blocks, shapes, chances
            )
            kept.append(_titled(found_at, above, blocks, shapes))
    return _all_blocks(kept, len(shapes))


def _without_tail(story: Story, shapes: Sequence[Shape], chances: Matrix) -> Story:
    """The story without the blocks at its end that are less likely text than not: nothing after them bears them out.

    Of those that are not sure all are left out where there is a line among them: a story ends with its sentences.
    """
    text = np.exp(chances[list(story.body)][:, [Part.OPENING, Part.BODY]]).sum(1)
    kept = 1 + max((i for i, sure in enumerate(text) if sure >= LIKELY), default=0)
    told = 1 + max((i for i, sure in enumerate(text) if sure >= UNSURE), default=0)
    line = any(not shapes[i].ends for i in story.body[told:kept])
    return replace(story, body=story.body[: told if line else kept])


def _upper_title(story: Story, above: int, blocks: Sequence[Block], shapes: Sequence[Shape], chances: Matrix) -> Story:
    """Of two likely titles one below the other the upper is the title, the lower its standfirst."""
    upper = (story.title or 0) - 1
    if upper <= above or not may_be_title(blocks[upper], shapes[upper]):
        return story
    if blocks[upper].text.endswith(CUT_SHORT) and _retells(blocks[upper], blocks[upper + 1]):
        return story  # the trail of a page's sections, ending in the title cut short
    return replace(story, title=upper) if np.exp(chances[upper, Part.TITLE]) >= STANDFIRST else story


def _is_point(blocks: Sequence[Block], at: int) -> bool:
    """Whether a block is one item of a list of several."""
    beside = (*blocks[max(0, at - 1) : at], *blocks[at + 1 : at + 2])
    return blocks[at].mark is BlockKind.LIST and any(block.mark is BlockKind.LIST for block in beside)


def _above_points(story: Story, above: int, blocks: Sequence[Block], shapes: Sequence[Shape], chances: Matrix) -> Story:
    """The story without one point of a list for its title: it sums the story up, below the title, as on a live page."""
    at = story.title
    if at is None or not _is_point(blocks, at):
        return story
    higher = [
        i
        for i in range(max(above + 1, at - FAR), at)
        if not _is_point(blocks, i) and may_be_title(blocks[i], shapes[i])
    ]
    return replace(story, title=max(higher, key=lambda i: float(chances[i, Part.TITLE]), default=at))


def _retells(line: Block, title: Block) -> bool:
    """Whether a line cut short holds most of the words of the title below it."""
    words, told = (block.text.rstrip(".… ").lower() for block in (line, title))
    return sum(word in words for word in told.split()) >= RETOLD * len(told.split())


def _titled(story: Story, above: int, blocks: Sequence[Block], shapes: Sequence[Shape]) -> Story:
    """The story with a title where the page has one: the line above its text whose words the text tells most.

    Lines of a title's form at the head of the text itself stand above it.
    """
    body = story.body
    while len(body) > 1 and may_be_title(blocks[body[0]], shapes[body[0]]):
        body = body[1:]
    if story.title is not None:
        return replace(story, body=body)
    told = {word[:STEM] for i in body[:LEADS] for word in shapes[i].vocabulary}
    shares: dict[int, float] = {}
    for i in range(max(above + 1, body[0] - FAR), body[0]):
        shown = bare_title(blocks[i].text).lower()
        words = {word[:STEM] for word in shapes[i].vocabulary if word in shown}
        if len(words) >= TITLE_WORDS and may_be_title(blocks[i], shapes[i]):
            shares[i] = len(words & told) / len(words)
    told_so = {i: share for i, share in shares.items() if share >= TOLD_SHARE}
    best = max(told_so, key=lambda i: (not _is_point(blocks, i), told_so[i], i), default=None)
    return replace(story, title=best, body=body)


def _is_section(before: Story, story: Story, chances: Matrix) -> bool:
    """Whether a short story close below another is not much likelier than a section of it below a crosshead."""
    if story.start - before.body[-1] > NEAR:
        return False
    starts = [(story.body[0], Part.OPENING), *([] if story.title is None else [(story.title, Part.TITLE)])]
    return sum(float(chances[i, part] - chances[i, Part.BODY]) for i, part in starts) < SURELY


def _raised(shapes: Sequence[Shape], chances: Matrix) -> Matrix:
    """The chances of a page, those of running text raised where there is hardly any."""
    text = [Part.OPENING, Part.BODY]
    words = sum(shape.words * p for shape, p in zip(shapes, np.exp(chances[:, text]).sum(1).tolist(), strict=True))
    if words >= SCANT_WORDS:
        return chances
    raised = chances.copy()
    raised[:, text] += SCANT
    return raised


def _length(shapes: Sequence[Shape], body: Sequence[int]) -> int:
    return sum(shapes[i].words for i in body)


def _all_blocks(kept: Sequence[Story], count: int) -> list[Story]:
    """The same stories, the blocks between them accounted to the one above; those above the first to the first."""
    bounds = [0, *(story.start for story in kept[1:]), count] if kept else []
    return [
        Story(first, last, story.title, story.body) for story, (first, last) in zip(kept, pairwise(bounds), strict=True)
    ]
