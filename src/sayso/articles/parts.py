"""What part each block plays on its page: a small convolutional network that sees the page around it. Pure.

Residual dilated convolutions over the blocks (after Bai, Kolter & Koltun 2018) with a summary of the whole page; plain
numpy. Weights stand in `data/parts.npz`, made by `training/fit_articles.py`; `training/CUTTER.md` is
their card.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum
from functools import cache
from importlib.resources import files

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from sayso.articles import cohesion, habits, mentions
from sayso.articles.blocks import Block
from sayso.articles.features import Matrix, Shape, matrix

CLIP = 5.0  # standard deviations; a page of ten thousand links must not drown everything else
FIRST, LAST = 4, 2  # words of a block that are looked at as words
_WORD = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_DIGITS = re.compile(r"\d")

Ids = NDArray[np.int64]


class Part(IntEnum):
    """What a block is to the stories of its page."""

    OUTSIDE = 0  # before, between and after stories: menus, stubs, end marks
    TITLE = 1
    HEAD = 2  # between a title and the story's first paragraph
    OPENING = 3  # the first paragraph of a story
    BODY = 4
    INSERT = 5  # within a story, but no part of its text


def rows(blocks: Sequence[Block], shapes: Sequence[Shape]) -> Matrix:
    """The evidence at each block, one row each."""
    if not blocks:
        return np.zeros((0, 0))
    around = habits.rows(blocks, shapes), cohesion.rows(blocks, shapes), mentions.rows(blocks)
    return np.hstack([matrix(blocks, shapes), *around])


def end_words(block: Block) -> list[str]:
    """The first and last words of a block, digits taken for 9; "" where it has fewer."""
    first = _WORD.findall(block.text[:80].lower())[:FIRST]
    last = _WORD.findall(block.text[-40:].lower())[-LAST:]
    told = [*first, *[""] * (FIRST - len(first)), *last, *[""] * (LAST - len(last))]
    return [_DIGITS.sub("9", word) for word in told]


class _Net:
    """One of the networks in the file; `weights` are named and laid out as in torch."""

    def __init__(self, weights: dict[str, Matrix]) -> None:
        self.weights = weights
        self.convolutions = sum(name.startswith("convs.") for name in weights) // 2

    def linear(self, name: str, x: Matrix) -> Matrix:
        return np.asarray(x @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"])

    def convolved(self, name: str, h: Matrix) -> Matrix:
        for n in range(self.convolutions):
            reach = min(2**n, len(h))
            above = np.zeros_like(h)
            below = np.zeros_like(h)
            above[reach:], below[:-reach] = h[:-reach], h[reach:]
            h = h + np.maximum(self.linear(f"{name}.{n}.l", np.hstack([above, h, below])), 0.0)
        return h

    def __call__(self, inputs: Matrix, ids: Ids) -> Matrix:
        """Log odds of each part, one row a block."""
        first = self.weights["ef.weight"][ids[:, :FIRST]].sum(1)
        last = self.weights["el.weight"][ids[:, FIRST:]].sum(1)
        h = np.maximum(self.linear("inp", np.hstack([inputs, first, last])), 0.0)
        h = self.convolved("convs", h)
        page = np.concatenate([h.mean(0), h.max(0)])
        h = h + np.maximum(self.linear("page", page), 0.0)
        return self.linear("out", self.convolved("convs2", h))


class Reader(Struct, frozen=True):
    """The fitted networks with what their inputs are standardised by."""

    made: str
    features: str  # `definition.digest` of what they were fitted on
    mean: Matrix
    scale: Matrix
    words: dict[str, int]  # those that many sources begin or end a block with; 0 stands for all others
    nets: tuple[_Net, ...]


@cache
def load(name: str = "parts.npz") -> Reader:
    """The networks in a file of `data/`."""
    with files("sayso.data").joinpath(name).open("rb") as stream, np.load(stream) as stored:
        weights = {key: stored[key].astype(np.float64) for key in stored.files if stored[key].dtype.kind == "f"}
        told = {
            key: str(stored[key]) for key in stored.files if stored[key].dtype.kind == "U" and not stored[key].shape
        }
        words = {str(word): i for i, word in enumerate(stored["words"].tolist(), 1)}
    nets: dict[str, dict[str, Matrix]] = {}
    for key, value in weights.items():
        number, _, what = key.partition(".")
        if what:
            nets.setdefault(number, {})[what] = value
    found = tuple(_Net(nets[number]) for number in sorted(nets))
    return Reader(told.get("made", ""), told.get("features", ""), weights["mean"], weights["scale"], words, found)


def log_chances(blocks: Sequence[Block], shapes: Sequence[Shape]) -> Matrix:
    """The logarithm of the probability of each `Part` at each block: one row a block."""
    if not blocks:
        return np.zeros((0, len(Part)))
    reader = load()
    inputs = np.clip((rows(blocks, shapes) - reader.mean) / reader.scale, -CLIP, CLIP)
    ids = np.array([[reader.words.get(word, 0) for word in end_words(block)] for block in blocks])
    odds = np.mean([net(inputs, ids) for net in reader.nets], axis=0)
    return np.asarray(odds - np.logaddexp.reduce(odds, axis=1)[:, None])
