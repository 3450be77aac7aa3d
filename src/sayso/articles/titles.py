"""How surely each title-shaped block of a page opens a story, by its form, surroundings and the change of words. Pure.

A crosshead and a title look alike; what parts them is that behind a title other words are used than before it, that its
own words return below and not above, and that meta lines, end marks and category lines stand around it.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

import numpy as np

from sayso.articles import chrome
from sayso.articles.blocks import Block
from sayso.articles.datelines import read_dateline
from sayso.articles.features import Matrix, Shape
from sayso.articles.header import is_names
from sayso.articles.scoring import Vector, score
from sayso.records import BlockKind

BODY = 0.5  # probability from which a block is running text
TITLE_WORDS = (3, 32)
TITLE_CHARS = 220
FAR = 25  # blocks between a title and its first paragraph: a picture gallery or a menu, no more
GAP = 12  # blocks of a gap that are looked at
NEAR, WIDE = 3, 8  # paragraphs on each side whose words are compared
_BEFORE = re.compile(
    rf"\W*(?:(?:date|published|posted|updated)\b\W*)?{chrome.DATE.pattern}(?:\W+\d\d?:\d\d(?::\d\d)?)?\W+(?=(?:\w\S*\s+){{4}})"
    r"|\W*\d{1,2}[.)]\s+(?=\D)|[•‣◦▪●·*–-]\s+",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_NUMBERED = re.compile(r"\W*(\d{1,2})[.)]\s+\S")


def bare_title(text: str) -> str:
    """A title without the date, number or list mark that stands before it on the same line."""
    found = _BEFORE.match(text)
    return text[found.end() :] if found else text


def is_title(block: Block, shape: Shape) -> bool:
    """Whether a block has the form of a title: some words, one sentence at most, nothing of a meta line."""
    text = bare_title(block.text)
    if not TITLE_WORDS[0] <= shape.words <= TITLE_WORDS[1] or len(text) > TITLE_CHARS:
        return False
    if shape.more or shape.comment or text[:1].islower():
        return False
    return not is_meta(text)


def is_meta(text: str) -> bool:
    """Whether a line tells of the story instead of being it: byline, date, category, end mark, rule."""
    count = len(text.split())
    if count > 16:
        return False
    if any(p.match(text) for p in (chrome.BYLINE, chrome.DATE_CUE, chrome.FILED, chrome.END_MARK, chrome.RULE)):
        return True
    if is_names(text):
        return True
    if not _DIGIT.search(text):
        return False
    left = chrome.CLOCK.sub("", text)
    if left != text and len(left.split()) <= 3:
        return True
    undated = chrome.DATE.sub("", left)
    return undated != left and len(undated.split()) <= 4


def candidates(blocks: Sequence[Block], shapes: Sequence[Shape], sure: Sequence[float]) -> list[int]:
    """The title-shaped blocks of a page with running text not far below them."""
    found: list[int] = []
    following = len(blocks) + FAR
    for i in range(len(blocks) - 1, -1, -1):
        if following - i <= FAR and is_title(blocks[i], shapes[i]):
            found.append(i)
        if sure[i] >= BODY:
            following = i
    return found[::-1]


def title_scores(told: Told) -> Vector:
    """A probability 0..1 for each of the page's candidates."""
    return score(rows(told), "titles.json") if told.heads else np.zeros(0)


def rows(told: Told) -> Matrix:
    """The evidence at each candidate of a page, one row each. There must be at least one."""
    heads = told.heads
    table = np.array([[*told.shapes[h].own, *told.around(h), *told.words_at(n, h)] for n, h in enumerate(heads)])
    change = table[:, -1:]
    rank = np.argsort(np.argsort(change, axis=0, kind="stable"), axis=0, kind="stable") / len(heads)
    return np.hstack([table, change - np.median(change), rank, _habits(np.array([told.signs(h) for h in heads]))])


def _habits(signs: Matrix) -> Matrix:
    """How the page sets its titles: the share of candidates that bear each sign, and whether this one does as they do.

    A page that numbers one title numbers all; where most candidates stand below an end mark, one that does not is a
    crosshead.
    """
    share = np.broadcast_to(signs.mean(axis=0), signs.shape)
    return np.hstack([share, signs * share, (1 - signs) * share])


class Told:
    """A page while its candidates are looked at: where its running text is, and which words it has told so far."""

    def __init__(self, blocks: Sequence[Block], shapes: Sequence[Shape], sure: Sequence[float]) -> None:
        self.blocks, self.shapes, self.sure = blocks, shapes, sure
        self.heads = candidates(blocks, shapes, sure)
        self.titled = frozenset(self.heads)
        numbered = ((h, _NUMBERED.match(blocks[h].text)) for h in self.heads)
        self._numbers = {h: int(match[1]) for h, match in numbered if match}
        self._meta: dict[int, bool] = {}
        self._end: dict[int, bool] = {}
        self.body = [i for i, p in enumerate(sure) if p >= BODY]
        self.seen = Counter(block.text.lower() for block in blocks)
        self.first_told: dict[str, int] = {}
        self.told = [0]  # words of running text before each block
        for i, shape in enumerate(shapes):
            self.told.append(self.told[-1] + (shape.words if sure[i] >= BODY else 0))
            if sure[i] >= BODY:
                for word in shape.vocabulary:
                    self.first_told.setdefault(word, i)

    def sides(self, h: int, reach: int) -> tuple[list[int], list[int]]:
        """The nearest `reach` blocks of running text before and after `h`; a candidate itself is on neither side."""
        at = bisect_left(self.body, h)
        behind = at + (at < len(self.body) and self.body[at] == h and h in self.titled)
        return self.body[max(at - reach, 0) : at], self.body[behind : behind + reach]

    def around(self, h: int) -> list[float]:
        before, after = self.sides(h, 1)
        last, following = (before[0] if before else -1), (after[0] if after else len(self.blocks))
        below = range(h + 1, min(following, h + 6))
        above = range(max(last + 1, h - 6), h)
        between = [i for i in self.heads[bisect_right(self.heads, h) :][:12] if i < following]
        upper = [i for i in self.heads[: bisect_left(self.heads, h)][-12:] if i > last]
        lead = self.blocks[following].text if after else ""
        dateline = read_dateline(lead)
        near = [self.sure[i] if 0 <= i < len(self.sure) else -0.5 for i in range(h - 2, h + 4)]
        return [
            *near,
            math.log1p(following - h),
            math.log1p(h - last),
            float(not before),
            float(not after),
            float(len(between)) / 4,
            float(len(upper)) / 4,
            float(any(map(self.is_meta, below))),
            float(any(map(self.is_meta, above))),
            float(any(map(self.ends_story, above))),
            float(any(self.shapes[i].more for i in above)),
            float(dateline is not None and dateline.place is not None),
            float(dateline is not None and dateline.agency is not None),
            float(bool(_NUMBERED.match(self.blocks[h].text))),
            float(self.blocks[h].mark is BlockKind.HEADING),
            float(self.seen[self.blocks[h].text.lower()] > 1),
            float(bool(before) and self.shapes[before[0]].ends),
            math.log1p(self.shapes[following].words) if after else 0.0,
            self.told[h] / max(self.told[-1], 1),
            math.log1p(len(self.body)),
            self.recurring(range(last + 1, h)),
            self.recurring(range(h + 1, following)),
        ]

    def signs(self, h: int) -> list[float]:
        """What a page does with all its titles or with none, at candidate `h`: yes or no."""
        (before, after), blocks, shapes = self.sides(h, 1), self.blocks, self.shapes
        last, following = (before[0] if before else -1), (after[0] if after else len(blocks))
        above, below = range(max(last + 1, h - 3), h), range(h + 1, min(following, h + 4))
        text = blocks[h].text
        return [
            float(text.isupper()),
            float(self._in_sequence(h)),
            float(blocks[h].mark is BlockKind.HEADING),
            float(not shapes[h].ends),
            float(following == h + 1),
            float(h == last + 1),
            float(any(map(self.is_meta, below))),
            float(any(map(self.is_meta, above))),
            float(any(map(self.ends_story, above))),
            float(_is_lead(blocks[following].text) if after else False),
            float(bool(before) and shapes[before[0]].prose),
        ]

    def _in_sequence(self, h: int) -> bool:
        """Whether a candidate's number follows that of another candidate, or is followed by it."""
        return h in self._numbers and bool({self._numbers[h] - 1, self._numbers[h] + 1} & set(self._numbers.values()))

    def is_meta(self, i: int) -> bool:
        if i not in self._meta:
            self._meta[i] = is_meta(self.blocks[i].text)
        return self._meta[i]

    def ends_story(self, i: int) -> bool:
        if i not in self._end:
            self._end[i] = ends_story(self.blocks[i].text)
        return self._end[i]

    def recurring(self, gap: Sequence[int]) -> float:
        """How often the most frequent line of a gap stands on the page, as a logarithm; 0 when each stands once."""
        counts = (self.seen[self.blocks[i].text.lower()] for i in gap[:GAP])
        return math.log(max(counts, default=1))

    def change(self, at: int, here: set[str]) -> list[float]:
        """How the words change before block `at`, near and wide: of `here` told after, before; new ones; distance."""
        values: list[float] = []
        for reach in (NEAR, WIDE):
            before, after = self.sides(at, reach)
            left, right = self._counted(before), self._counted(after)
            new = sum(self.first_told[word] >= at for word in right) / max(len(right), 1)
            values += [_share(here, right), _share(here, left), new, 1.0 - _cosine(left, right)]
        return values

    def words_at(self, n: int, h: int) -> list[float]:
        """How the words change at title `h`; the last value is the change itself, 0..1."""
        values = self.change(h, self.shapes[h].vocabulary)
        next_head = self.heads[n + 1] if n + 1 < len(self.heads) else len(self.blocks)
        last_head = self.heads[n - 1] if n else 0
        values += [
            math.log1p(self.told[next_head] - self.told[h]),
            math.log1p(self.told[h] - self.told[last_head]),
            values[6] * values[7],
        ]
        return values

    def _counted(self, indices: Sequence[int]) -> Counter[str]:
        return Counter(word for i in indices for word in self.shapes[i].vocabulary)


def _is_lead(text: str) -> bool:
    """Whether a paragraph opens with a dateline."""
    return read_dateline(text) is not None


def ends_story(text: str) -> bool:
    """Whether a line stands below a story: tags, an end mark, a rule, comments, pointers to other stories."""
    patterns = (chrome.FILED, chrome.END_MARK, chrome.RULE, chrome.COMMENT, chrome.MORE)
    return len(text.split()) < 25 and any(pattern.match(text) for pattern in patterns)


def _share(words: set[str], told: Counter[str]) -> float:
    return sum(word in told for word in words) / max(len(words), 1)


def _cosine(left: Counter[str], right: Counter[str]) -> float:
    dot = sum(count * right[word] for word, count in left.items())
    norm = math.sqrt(sum(c * c for c in left.values()) * sum(c * c for c in right.values()))
    return dot / norm if norm else 0.0
