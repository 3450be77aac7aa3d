"""Names told in full and by their last word after: what ties a paragraph to those above it. One row a block. Pure.

News tells a person or a body in full once a story and by the last word from there on ("Ada Roe" ... "Roe said"). Where
one story ends and another begins hardly any such tie is open: who is told on both sides is told in full again. Within
a story, also across its crossheads, ties are open nearly everywhere. After the entity grid (Barzilay & Lapata 2008).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from sayso.articles.blocks import Block
from sayso.articles.chrome import FUNCTION_WORDS
from sayso.articles.features import Matrix
from sayso.names import TITLES
from sayso.times.words import WEEKDAYS

REACH = 25  # blocks over which a name told in full is looked back to
HEAD = 1_500  # code points of a block in which names are looked for
MOST = 6  # ties from which more of them say nothing more
_RUN = re.compile(r"[A-Z][\w’'-]*\.?(?: (?:(?:al|bin|bint|da|de|del|der|di|du|la|van|von) )?[A-Z][\w’'-]*\.?)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_LEADING = TITLES | frozenset(
    """
    vice prime former deputy acting first foreign defence defense chief attorney justice judge lord lady king queen
    prince princess pope mayor spokesman spokeswoman
    """.split()  # noqa: SIM905
)
_DAY = re.compile(rf"\b(?:{'|'.join(day for day in WEEKDAYS if day.endswith('day'))})\b", re.IGNORECASE)


def rows(blocks: Sequence[Block]) -> Matrix:
    """For each block: ties open above it, also by rarity, ties taken up in it, names opened in it, a weekday told."""
    told = [_names(block.text[:HEAD]) for block in blocks]
    spread = Counter(last for full, bare in told for last in full | bare)
    table = np.zeros((len(blocks), 5))
    opened: dict[str, int] = {}
    ties: dict[int, list[tuple[int, str]]] = defaultdict(list)  # block in which it is taken up -> where it was opened
    for i, (full, bare) in enumerate(told):
        for last in bare - full:
            at = opened.get(last)
            if at is not None and at < i <= at + REACH:
                ties[i].append((at, last))
        opened.update(dict.fromkeys(full, i))
        table[i, 3] = min(len(full), 5) / 5
    for i, found in ties.items():
        table[i, 2] = min(len(found), 3) / 3
    for name, places in _spans(ties).items():
        rarity = math.log1p(len(blocks) / spread[name]) / 5
        for start, end in places:
            table[start + 1 : end + 1, 0] += 1.0
            table[start + 1 : end + 1, 1] += rarity
    table[:, :2] = np.log1p(np.minimum(table[:, :2], MOST))
    table[:, 4] = [float(bool(_DAY.search(block.text[:HEAD]))) for block in blocks]
    return table


def _spans(ties: dict[int, list[tuple[int, str]]]) -> dict[str, list[tuple[int, int]]]:
    """For each name, from each place where it was told in full to the last at which that was taken up."""
    last: dict[str, dict[int, int]] = defaultdict(dict)
    for i, found in sorted(ties.items()):
        for at, name in found:
            last[name][at] = i
    return {name: list(places.items()) for name, places in last.items()}


def _names(text: str) -> tuple[set[str], set[str]]:
    """Last words of the names that a text tells in full, and words that it tells alone, in small letters."""
    full: set[str] = set()
    bare: set[str] = set()
    for found in _RUN.findall(text):
        words = [_POSSESSIVE.sub("", word.rstrip(".")).lower() for word in found.split()]
        while words and (words[0] in _LEADING or words[0] in FUNCTION_WORDS):
            del words[0]
        if words and len(words[-1]) > 2:
            (full if len(words) > 1 else bare).add(words[-1])
    return full, bare
