"""How surely a story begins at a paragraph above which no title was recognised. Pure.

Stories are told apart by what stands between them (end marks, category and meta lines) and by the change of words, even
where the page lost a title or shows something else in its place.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from sayso.articles import chrome
from sayso.articles.datelines import read_dateline
from sayso.articles.features import Matrix
from sayso.articles.scoring import Vector, score
from sayso.articles.titles import Told


def places(told: Told) -> list[int]:
    """The paragraphs at which a story may begin: behind a gap in the running text, or with a dateline."""
    found: list[int] = []
    for before, at in pairwise(told.body):
        if at - before > 1 or read_dateline(told.blocks[at].text):
            found.append(at)
    return found


def opening_scores(told: Told, chances: dict[int, float], at: Sequence[int]) -> Vector:
    """A probability 0..1 for each paragraph of `at`."""
    return score(rows(told, chances, at), "openings.json") if at else np.zeros(0)


def rows(told: Told, chances: dict[int, float], at: Sequence[int]) -> Matrix:
    """The evidence at each of `at`, one row each."""
    table = np.array([_evidence(told, chances, i) for i in at])
    change = table[:, :1]
    return np.hstack([table, change - np.median(change)])


def _evidence(told: Told, chances: dict[int, float], at: int) -> list[float]:
    (before,), _ = told.sides(at, 1)
    gap = [told.blocks[i].text for i in range(before + 1, at)]
    best = max((chances[i] for i in range(before + 1, at) if i in chances), default=0.0)
    dateline = read_dateline(told.blocks[at].text)
    change = told.change(at, told.shapes[at].vocabulary)
    few = [text for text in gap if len(text.split()) < 25]
    signs = (chrome.MORE, chrome.COMMENT, chrome.FILED, chrome.END_MARK, chrome.RULE, chrome.BYLINE, chrome.ADVERT)
    return [
        change[2] * change[3] + change[6] * change[7],
        *change,
        math.log1p(len(gap)),
        float(not gap),
        best,
        float(any(i in chances for i in range(before + 1, at))),
        float(dateline is not None and dateline.place is not None),
        float(dateline is not None and dateline.agency is not None),
        float(any(map(told.is_meta, range(before + 1, at)))),
        float(any(map(told.ends_story, range(before + 1, at)))),
        *(float(any(sign.match(text) for text in few)) for sign in signs),
        float(any(chrome.DATE.search(text) for text in few)),
        float(any(text.isupper() for text in few)),
        told.recurring(range(before + 1, at)),
        float(told.shapes[before].ends),
        math.log1p(told.shapes[before].words),
        math.log1p(told.shapes[at].words),
        math.log1p(told.told[at]),
        math.log1p(told.told[-1] - told.told[at]),
        math.log1p(len(told.body)),
        *(told.sure[i] if 0 <= i < len(told.sure) else -0.5 for i in (at - 2, at - 1, at, at + 1, at + 2)),
    ]
