"""How a page repeats itself: lines of one form, lists that count up, the same line again. One row a block. Pure.

A page sets all its stories alike: where every title is numbered, followed by a line of one form, or closed by the same
mark, those lines return once a story. What returns, how often and how far apart is told here; what it means is learned.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Hashable, Sequence

import numpy as np

from sayso.articles.blocks import Block
from sayso.articles.features import Matrix, Shape
from sayso.records import BlockKind

NUMBERED = re.compile(r"\W*(\d{1,3})[.):]\s+\S")
LINE_WORDS = 25  # longer blocks are told, not set: their forms return by chance
_DIGITS = re.compile(r"\d+")
_CAPITALS = re.compile(r"\b[A-Z][\w’'-]*")
_LOWER = re.compile(r"\b[a-z][\w’'-]*")


def rows(blocks: Sequence[Block], shapes: Sequence[Shape]) -> Matrix:
    """For each block: how often its text, form and end words return, how near, and whether it counts up."""
    short = [shape.words < LINE_WORDS for shape in shapes]
    texts = [block.text.lower() if line else None for block, line in zip(blocks, short, strict=True)]
    forms = [_form(block.text) if line else None for block, line in zip(blocks, short, strict=True)]
    firsts = [_first(text) for text in texts]
    pairs = [_pair(text) for text in texts]
    lasts = [text.split()[-1] if text and text.split() else None for text in texts]
    tables = [_returning(keys) for keys in (texts, forms, firsts, pairs, lasts)]
    signs = [sign(block, shape) for block, shape in zip(blocks, shapes, strict=True)]
    tables.append(_returning(signs))
    return np.hstack([*tables, _counting(blocks)])


def _form(text: str) -> str:
    """A line with its words taken for their kind: "By Ada Roe | 3 May 2020" is "X X X | 9 X 9"."""
    return _LOWER.sub("x", _CAPITALS.sub("X", _DIGITS.sub("9", text)))


def _first(text: str | None) -> str | None:
    return text.split(maxsplit=1)[0] if text and text.split() else None


def _pair(text: str | None) -> str | None:
    words = text.split(maxsplit=2)[:2] if text else []
    return _DIGITS.sub("9", " ".join(words)) if len(words) == 2 else None


def sign(block: Block, shape: Shape) -> tuple[bool, ...] | None:
    """How a title-like line is set apart from running text."""
    if not 2 <= shape.words < LINE_WORDS:
        return None
    numbered = bool(NUMBERED.match(block.text))
    marked = block.mark is BlockKind.HEADING
    return (block.text.isupper(), numbered, marked) if block.text.isupper() or numbered or marked else None


def number(block: Block) -> int | None:
    """The number a line bears before its words."""
    found = NUMBERED.match(block.text)
    return int(found[1]) if found else None


def _returning(keys: Sequence[Hashable | None]) -> Matrix:
    """How many blocks have the same key (log), and how near the last and the next of them stand."""
    counts = Counter(key for key in keys if key is not None)
    table = np.zeros((len(keys), 3))
    for column, order in ((1, range(len(keys))), (2, range(len(keys) - 1, -1, -1))):
        at: dict[Hashable, int] = {}
        for i in order:
            key = keys[i]
            if key is None:
                continue
            if key in at:
                table[i, column] = 1 / math.log2(1 + abs(i - at[key]))
            at[key] = i
    table[:, 0] = [math.log(counts[key]) if key is not None else 0.0 for key in keys]
    return table


def _counting(blocks: Sequence[Block]) -> Matrix:
    """Whether a line bears the number that follows an earlier line's, and whether a later line bears the next."""
    found = [(i, told) for i, block in enumerate(blocks) if (told := number(block)) is not None]
    table = np.zeros((len(blocks), 3))
    seen: set[int] = set()
    for i, told in found:
        table[i, 0] = 1.0
        table[i, 1] = told - 1 in seen
        seen.add(told)
    after: set[int] = set()
    for i, told in reversed(found):
        table[i, 2] = told + 1 in after
        after.add(told)
    return table
