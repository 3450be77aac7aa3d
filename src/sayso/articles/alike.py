"""A page sets its titles alike: what most of the lines set in one way are, all of them are. Pure.

The network reads each line with the page around it, yet a title over a story that begins in the middle of things reads
like a line of the story above. Where others in a count, in capitals or bare amid text are titles, how it is set tells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from sayso.articles import habits, titles
from sayso.articles.blocks import Block
from sayso.articles.features import Matrix, Shape
from sayso.articles.parts import Part

FEWEST = 3  # lines set alike from which they say something of each other
MOST = 2 / 3  # share of them that are titles by themselves, from which all are
LONG = 8  # words from which a line amid text is no crosshead
_PLAIN = (False, False, False)
_EITHER = 0.8  # probability of being title or text, from which a line stands amid text
_TITLE = 0.5  # probability from which a line is a title by itself


def titles_alike(blocks: Sequence[Block], shapes: Sequence[Shape], chances: Matrix) -> list[int]:
    """The lines that stand where titles do because most of those set in the same way are titles.

    `chances`: as of `parts.log_chances`. A number that a date or a byline bears counts a story whose title is lost.
    """
    groups: dict[tuple[bool, ...], list[int]] = defaultdict(list)
    for i, (block, shape) in enumerate(zip(blocks, shapes, strict=True)):
        sign = habits.sign(block, shape)
        if sign is not None and (habits.number(block) is not None or titles.is_title(block, shape)):
            groups[sign].append(i)
    found: list[int] = []
    text = np.exp(chances[:, [Part.OPENING, Part.BODY]]).sum(1)
    groups[_PLAIN] = [
        i
        for i in range(1, len(blocks) - 1)
        if min(text[i - 1], text[i + 1]) >= _EITHER and _is_long_line(blocks[i], shapes[i], chances[i])
    ]
    for (_, numbered, _), lines in groups.items():
        alike = _counted(blocks, lines) if numbered else lines
        sure = sum(bool(np.exp(chances[i, Part.TITLE]) >= _TITLE) for i in alike)
        if len(alike) >= FEWEST and sure >= MOST * len(alike):
            found += alike
    return sorted(found)


def _is_long_line(block: Block, shape: Shape, chances: Matrix) -> bool:
    """Whether a line amid text, not set apart, is too long for a crosshead and no sentence."""
    if habits.sign(block, shape) is not None or shape.words < LONG or not titles.may_be_title(block, shape):
        return False
    if block.text.endswith((":", *titles.CUT_SHORT)):
        return False
    return bool(np.exp(chances[[Part.TITLE, Part.BODY]]).sum() >= _EITHER)


def _counted(blocks: Sequence[Block], lines: Sequence[int]) -> list[int]:
    """Of numbered lines those that count up from 1, each by one."""
    counted: list[int] = []
    for i in lines:
        if habits.number(blocks[i]) == len(counted) + 1:
            counted.append(i)
    return counted
