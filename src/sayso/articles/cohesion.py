"""How the words and names of a page change at each block. Pure.

After TextTiling (Hearst 1997): the words of a few paragraphs before a place are compared with those after it. Beside it
stand what only news shows: a story names people in full where it begins, and by family name later.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy as np

from sayso.articles.blocks import Block
from sayso.articles.features import Matrix, Shape

BUCKETS = 512  # words of a page fall into so many; two in one bucket are taken for one
TOLD_WORDS = 10
DEPTH = 5  # paragraphs on each side among which a peak of likeness is looked for
STEM = 6  # letters of a word that are compared: "treaty" and "treaties" are one
NEAR, WIDE = 2, 6  # paragraphs on each side whose words are compared
AGO = 4  # paragraphs since a name was last told, from which telling it in full introduces it again
_FULL_NAME = re.compile(r"\b[A-Z][a-z’'-]+ (?:[A-Z]\. )?[A-Z][a-z’'-]{2,}")
_BACKWARD = re.compile(
    r"[\"“‘(]?(?:he|she|they|it|his|her|their|its|but|and|also|that|this|these|those|such|still|meanwhile|however"
    r"|another|other)\b",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.’' -]{2,}[A-Z.](?:,? [\w.]+){0,4}\s*(?:\([^()]{2,30}\)\s*)?[-–—:]|\([A-Z][\w /.]{1,20}\)\s*[-–—]"
    r"|[A-Z][\w.’' ]{2,30}(?:, [\w. ]{2,30})?\s*\([A-Z][\w /.]{1,20}\)\s*[-–—])"
)


def rows(blocks: Sequence[Block], shapes: Sequence[Shape]) -> Matrix:
    """One row a block: change of words near and wide, its own words told before and after, names, lead words."""
    if not blocks:
        return np.zeros((0, 0))
    told = np.array([_tells(shape) for shape in shapes], dtype=bool)
    counts = _counts(shapes)
    return np.hstack([_change(counts, told), _names(blocks, shapes), _lead(blocks, shapes)])


def _tells(shape: Shape) -> bool:
    """Whether a block is a paragraph whose words count: a wire's are short."""
    return shape.ends and shape.words >= TOLD_WORDS


def _counts(shapes: Sequence[Shape]) -> Matrix:
    """Words of each block by bucket, each weighted by how few blocks of the page have it."""
    counts = np.zeros((len(shapes), BUCKETS), dtype=np.float32)
    for i, shape in enumerate(shapes):
        if shape.vocabulary:
            counts[i, [zlib.crc32(word[:STEM].encode()) % BUCKETS for word in shape.vocabulary]] = 1.0
    spread = counts.sum(0)
    return np.asarray(counts * np.log1p(len(shapes) / np.maximum(spread, 1.0)))


def _change(counts: Matrix, told: np.ndarray) -> Matrix:
    """Cosines of the running text before, after and at each block; the block itself is on neither side."""
    total = np.vstack([np.zeros((1, BUCKETS), np.float32), np.cumsum(counts[told], axis=0)])
    before = np.cumsum(told) - told  # how many paragraphs stand before each block
    behind = before + told
    last = len(total) - 1
    found: list[np.ndarray] = []
    for reach in (NEAR, WIDE):
        left = total[before] - total[np.maximum(before - reach, 0)]
        right = total[np.minimum(behind + reach, last)] - total[behind]
        here = total[np.minimum(before + reach, last)] - total[before]  # as if the story began at this block
        found += [_cosine(left, right), _cosine(left, here), _cosine(counts, left), _cosine(counts, right)]
        found += [found[-1] - found[-2], *_depth(found[-3], told)]
    first = np.minimum(_first_told(counts), 1.0)
    return np.column_stack([*found, first])


def _depth(likeness: np.ndarray, told: np.ndarray) -> list[np.ndarray]:
    """How far the likeness of both sides at a block lies below the peaks around it, and below the page's mean."""
    valley, mean = np.zeros(len(likeness)), np.zeros(len(likeness))
    at = np.flatnonzero(told)
    if len(at) > 1:
        curve = likeness[at]
        padded = np.pad(curve, DEPTH, mode="edge")
        around = np.lib.stride_tricks.sliding_window_view(padded, DEPTH + 1)
        left, right = around[: len(curve)].max(1), around[DEPTH:].max(1)
        valley[at] = left + right - 2 * curve
        mean[at] = (curve - curve.mean()) / (curve.std() + 0.05)
        # What stands between two paragraphs is as deep as the paragraph below it.
        below = np.minimum(np.searchsorted(at, np.arange(len(likeness))), len(at) - 1)
        valley, mean = valley[at[below]], mean[at[below]]
    return [valley, mean]


def _cosine(one: Matrix, other: Matrix) -> np.ndarray:
    length = np.sqrt((one**2).sum(1) * (other**2).sum(1))
    return np.asarray((one * other).sum(1) / np.maximum(length, 1e-9))


def _first_told(counts: Matrix) -> np.ndarray:
    """The share of a block's words that stand nowhere above it."""
    has = counts > 0
    first = has.argmax(0) == np.arange(len(counts))[:, None]
    return np.asarray((has & first).sum(1) / np.maximum(has.sum(1), 1))


def _names(blocks: Sequence[Block], shapes: Sequence[Shape]) -> Matrix:
    """Full names of each block: how many, how many new to the page, how many told before but not lately."""
    table = np.zeros((len(blocks), 4))
    last: dict[str, int] = {}
    paragraph = 0
    for i, (block, shape) in enumerate(zip(blocks, shapes, strict=True)):
        names = set(_FULL_NAME.findall(block.text[:600]))
        again = sum(name in last and paragraph - last[name] > AGO for name in names)
        lately = sum(name in last and paragraph - last[name] <= AGO for name in names)
        table[i] = (
            min(len(names), 5) / 5,
            min(len(names) - again - lately, 4) / 4,
            min(again, 3) / 3,
            min(lately, 3) / 3,
        )
        if _tells(shape):
            paragraph += 1
        last.update(dict.fromkeys(names, paragraph))
    return table


def _lead(blocks: Sequence[Block], shapes: Sequence[Shape]) -> Matrix:
    """Whether a block points backward, as a first paragraph does not, and whether it opens with a dateline."""
    return np.array(
        [
            [float(bool(_BACKWARD.match(b.text))), float(s.words >= 8 and bool(_DATELINE.match(b.text[:80])))]
            for b, s in zip(blocks, shapes, strict=True)
        ]
    ).reshape(len(blocks), 2)
