"""Where two texts run word for word alike: seed, extend, choose, bridge.

Seeds are shared word shingles; seeds on one diagonal grow into maximal runs; the longest run wins its words on both
sides (as in greedy string tiling, Wise 1993, and running Karp-Rabin matching); runs a few words apart make a passage,
and the equal words in its gaps join it.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

import numpy as np

from sayso.copies.folding import SHINGLE, Folded
from sayso.copies.kernels import Hashes, Mask

GAP = 12  # words on either side between two runs of one passage: a changed name, number or clause
MIN_PASSAGE = 12  # words; shorter ones are set phrases and titles, not copying
MIN_MOVED = 7  # words, in texts that are ALIKE
ALIKE = 0.5  # part of the longer text that stands in passages
EDGE = 24  # words before the first and after the last run that may hold some equal words
MAX_REPEATS = 8  # places at which a shingle may stand in one text and still seed a run


class Run(NamedTuple):
    """`length` equal words, from word `left` of one text and word `right` of the other."""

    left: int
    right: int
    length: int


Passage = tuple[Run, ...]  # runs a few words apart, in order on both sides


def align(left: Folded, right: Folded) -> list[Passage]:
    """Passages in order of `left`, each a tuple of runs; no word of either text stands in two runs.

    Short passages count only between texts of which a good part is the same anyway: there they are paragraphs moved.
    """
    ends = len(left), len(right)
    runs = _tile(_maximal_runs(left, right), *ends)
    passages = _passages(sorted(runs))
    sizes = [sum(run.length for run in passage) for passage in passages]
    alike = bool(runs) and sum(size for size in sizes if size >= MIN_PASSAGE) >= ALIKE * max(*ends)
    kept = [p for p, size in zip(passages, sizes, strict=True) if size >= (MIN_MOVED if alike else MIN_PASSAGE)]
    if alike:
        _reach_ends(kept, *ends)
    return [tuple(_bridge(passage, left.hashes, right.hashes)) for passage in kept]


def _reach_ends(passages: list[list[Run]], left_words: int, right_words: int) -> None:
    """Let the first and last passage be bridged to the beginnings and ends of the texts, by runs of no word."""
    first, last = passages[0][0], passages[-1][-1]
    if first.right == min(run.right for passage in passages for run in passage):
        passages[0].insert(0, Run(max(first.left - EDGE, 0), max(first.right - EDGE, 0), 0))
    if last.right == max(run.right for passage in passages for run in passage):
        left, right = last.left + last.length, last.right + last.length
        passages[-1].append(Run(min(left + EDGE, left_words), min(right + EDGE, right_words), 0))


def _maximal_runs(left: Folded, right: Folded) -> list[Run]:
    ours, theirs = left.shingles(), right.shingles()
    ranks = np.argsort(theirs, kind="stable")
    ranked = theirs[ranks]
    low = np.searchsorted(ranked, ours, side="left")
    count = np.searchsorted(ranked, ours, side="right") - low
    count[count > MAX_REPEATS] = 0
    at_left = np.repeat(np.arange(len(count)), count)
    nth = np.arange(len(at_left)) - np.repeat(np.cumsum(count) - count, count)
    at_right = ranks[np.repeat(low, count) + nth]
    diagonal = at_left - at_right
    by = np.lexsort((at_left, diagonal))
    at_left, diagonal = at_left[by], diagonal[by]
    if not len(at_left):
        return []
    breaks = np.flatnonzero((diagonal[1:] != diagonal[:-1]) | (at_left[1:] != at_left[:-1] + 1)) + 1
    starts = [0, *breaks.tolist()]
    ends = [*starts[1:], len(at_left)]
    return [
        Run(int(at_left[start]), int(at_left[start] - diagonal[start]), end - start + SHINGLE - 1)
        for start, end in zip(starts, ends, strict=True)
    ]


def _tile(runs: list[Run], left_words: int, right_words: int) -> list[Run]:
    """Longest first, each word used once on both sides; what is left of an overlapped run may still be one."""
    left_used, right_used = np.zeros(left_words, dtype=np.bool_), np.zeros(right_words, dtype=np.bool_)
    chosen: list[Run] = []
    for run in sorted(runs, key=lambda r: (-r.length, r.left, r.right)):
        used = left_used[run.left : run.left + run.length] | right_used[run.right : run.right + run.length]
        for start, length in stretches(used):
            if length >= SHINGLE:
                chosen.append(Run(run.left + start, run.right + start, length))
                left_used[run.left + start : run.left + start + length] = True
                right_used[run.right + start : run.right + start + length] = True
    return chosen


def stretches(mask: Mask) -> Iterator[tuple[int, int]]:
    """`(start, length)` of every unbroken stretch of False."""
    at = 0
    for piece in mask.tobytes().split(b"\x01"):
        if piece:
            yield at, len(piece)
        at += len(piece) + 1


def _passages(runs: list[Run]) -> list[list[Run]]:
    """Runs in order of the left text, parted where either side jumps by more than GAP words or goes back."""
    passages: list[list[Run]] = []
    for run in runs:
        if passages:
            last = passages[-1][-1]
            left_gap, right_gap = run.left - last.left - last.length, run.right - last.right - last.length
            if left_gap <= GAP and 0 <= right_gap <= GAP:
                passages[-1].append(run)
                continue
        passages.append([run])
    return passages


def _bridge(passage: list[Run], left: Hashes, right: Hashes) -> list[Run]:
    """The passage with the equal words of its gaps added, and runs that touch on both sides made one."""
    found: list[Run] = []
    for run in passage:
        if found:
            last = found[-1]
            a, b = last.left + last.length, last.right + last.length
            matcher = SequenceMatcher(None, left[a : run.left].tolist(), right[b : run.right].tolist(), autojunk=False)
            found += [Run(a + m.a, b + m.b, m.size) for m in matcher.get_matching_blocks() if m.size]
        found.append(run)
    joined: list[Run] = []
    for run in found:
        if not run.length:
            continue
        if not joined:
            joined.append(run)
            continue
        last = joined[-1]
        if last.left + last.length == run.left and last.right + last.length == run.right:
            joined[-1] = Run(last.left, last.right, last.length + run.length)
        else:
            joined.append(run)
    return joined
