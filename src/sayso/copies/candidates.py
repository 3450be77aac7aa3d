"""Which pairs of articles are worth aligning: those that share enough word shingles that are no boilerplate.

An exact inverted index over shingles, sorted in numpy (`postings`). It was chosen over MinHash with locality-sensitive
hashing, which estimates likeness of whole texts and so finds no excerpt set into a long article; `bench/copies.py`
measures both.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from sayso.copies.hashing import Counts, Hashes, Mask
from sayso.copies.postings import Index, Postings

ALL_PAIRS = 32  # a shingle in at most so many articles pairs each with each; in more, the first HUBS with each
HUBS = 6
MAX_STORIES = 12  # a shingle in more otherwise different texts is boilerplate: it proves nothing
MIN_SHARED = 24  # shingles outside quotation marks that a pair shares before it is aligned; 40 words in a row have 36
MIN_SHARED_SHORT = 8  # as many are enough when they are SHORT_PART of all that the shorter text has
SHORT_PART = 0.25
SAME_STORY = 0.5  # articles that share this part of the shorter one's shingles count as one text


class Candidates(NamedTuple):
    """Pairs `(i, j)`, `i < j`, to align, and the sorted hashes of shingles that are boilerplate,
    as `postings.cut_short` gives them.
    """

    pairs: list[tuple[int, int]]
    boilerplate: Hashes


def find_candidates(sets: Iterable[Hashes]) -> Candidates:
    """Pairs of articles worth aligning, by the shingles of each. Time is near-linear in their number, memory
    bounded but for the pairs that share any.

    Earlier places are the likelier origins: when a story has very many copies, each is paired with the first few only.
    """
    with Postings(sets) as postings:
        lengths = postings.lengths
        codes, counts = count_pairs(((index, index.sizes > 1) for index in postings.ranges()), len(lengths))
        stories = _stories(codes, counts, lengths)
        common = [index.keys[_in_many_stories(index, stories)] for index in postings.ranges()]
        boilerplate = np.concatenate([*common, np.zeros(0, dtype=np.uint64)])
        if len(boilerplate):
            wanted = ((index, ~np.isin(index.keys, boilerplate)) for index in postings.ranges())
            codes, counts = count_pairs(wanted, len(lengths))
    left, right = np.divmod(codes, max(1, len(lengths)))
    shorter = np.minimum(lengths[left], lengths[right])
    kept = (counts >= MIN_SHARED) | ((counts >= MIN_SHARED_SHORT) & (counts >= SHORT_PART * shorter))
    return Candidates(list(zip(left[kept].tolist(), right[kept].tolist(), strict=True)), boilerplate)


def count_pairs(ranges: Iterable[tuple[Index, Mask]], total: int) -> tuple[Counts, Counts]:
    """How many of the wanted hashes each pair shares: pair codes `i * total + j`, sorted, and their counts.

    `ranges`: each range of the index of `total` articles, and which of its hashes are wanted.
    """
    found = [_summed(_codes(index, wanted, total), None) for index, wanted in ranges]
    if len(found) == 1:
        return found[0]
    codes = np.concatenate([np.zeros(0, dtype=np.int64), *(codes for codes, _ in found)])
    return _summed(codes, np.concatenate([np.zeros(0, dtype=np.int64), *(counts for _, counts in found)]))


def _codes(index: Index, wanted: Mask, total: int) -> Counts:
    """The code of each pair, once for each wanted hash that it shares."""
    found = [np.zeros(0, dtype=np.int64)]
    for size in np.unique(index.sizes[wanted]).tolist():
        groups = index.first[wanted & (index.sizes == size)]
        members = index.owners[groups[:, None] + np.arange(size)]
        left, right = np.triu_indices(size, 1)
        if size > ALL_PAIRS:
            left, right = left[left < HUBS], right[left < HUBS]
        found.append((members[:, left].astype(np.int64) * total + members[:, right]).ravel())
    return np.concatenate(found)


def _summed(codes: Counts, counts: Counts | None) -> tuple[Counts, Counts]:
    """The distinct codes, sorted, and the sum of the counts of each; without counts each code is one."""
    if counts is None:
        codes.sort()  # in place: np.unique would hold a copy, where memory is at its highest
    else:
        order = np.argsort(codes, kind="stable")
        codes, counts = codes[order], counts[order]
    first = np.flatnonzero(np.append(True, codes[1:] != codes[:-1])) if len(codes) else np.zeros(0, dtype=np.int64)
    if counts is None:
        return codes[first], np.diff(np.append(first, len(codes)))
    return codes[first], np.add.reduceat(counts, first) if len(first) else counts


def _stories(codes: Counts, counts: Counts, lengths: Counts) -> Counts:
    """For each article the first of those that are nearly the same text."""
    label = np.arange(len(lengths))
    left, right = np.divmod(codes, len(lengths))
    alike = counts >= SAME_STORY * np.minimum(lengths[left], lengths[right])
    for one, other in zip(left[alike].tolist(), right[alike].tolist(), strict=True):
        label[other] = min(label[other], label[one])  # pairs are sorted, so `one` has its label already
    return label


def _in_many_stories(index: Index, stories: Counts) -> Mask:
    """Which shingles stand in more than MAX_STORIES texts, near-copies counted once."""
    groups = np.repeat(np.arange(len(index.first)), index.sizes)
    often = (index.sizes > MAX_STORIES)[groups]
    told = np.unique(groups[often] * len(stories) + stories[index.owners[often]]) // len(stories)
    return np.bincount(told, minlength=len(index.first)) > MAX_STORIES
