"""Which pairs of articles are worth aligning: those that share enough word shingles that are no boilerplate.

An exact inverted index over shingles, sorted in numpy. It was chosen over MinHash with locality-sensitive hashing
(rensa), which estimates likeness of whole texts and so finds no excerpt set into a long article; `bench/copies.py`
measures both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.copies.folding import Folded, Hashes, Places, telling_shingles

ALL_PAIRS = 32  # a shingle in at most so many articles pairs each with each; in more, the first HUBS with each
HUBS = 6
MAX_STORIES = 12  # a shingle in more otherwise different texts is boilerplate: it proves nothing
MIN_SHARED = 24  # shingles outside quotation marks that a pair shares before it is aligned; 40 words in a row have 36
MIN_SHARED_SHORT = 8  # as many are enough when they are SHORT_PART of all that the shorter text has
SHORT_PART = 0.25
SAME_STORY = 0.5  # articles that share this part of the shorter one's shingles count as one text

Counts = NDArray[np.int64]


class Index(NamedTuple):
    """Every shingle of every article: `owners` are sorted within a shingle, shingles are groups of one hash."""

    keys: Hashes
    owners: Places
    first: Counts  # where each group begins
    sizes: Counts  # articles in each group
    lengths: Counts  # distinct shingles of each article


class Candidates(NamedTuple):
    """Pairs `(i, j)`, `i < j`, to align, and the sorted hashes of shingles that are boilerplate."""

    pairs: list[tuple[int, int]]
    boilerplate: Hashes


def find_candidates(texts: Sequence[Folded]) -> Candidates:
    """Pairs of articles worth aligning. Time and memory are near-linear in the number of words.

    Earlier places in `texts` are the likelier origins: when a story has very many copies, each is paired with the first
    few only.
    """
    sets = [telling_shingles(text) for text in texts]
    if not any(len(s) for s in sets):
        return Candidates([], np.zeros(0, dtype=np.uint64))
    index = _shared(index_of(sets))
    codes, counts = count_pairs(index, index.sizes > 1)
    stories = _stories(codes, counts, index.lengths)
    common = _in_many_stories(index, stories)
    if common.any():
        codes, counts = count_pairs(index, (index.sizes > 1) & ~common)
    left, right = np.divmod(codes, len(sets))
    shorter = np.minimum(index.lengths[left], index.lengths[right])
    kept = (counts >= MIN_SHARED) | ((counts >= MIN_SHARED_SHORT) & (counts >= SHORT_PART * shorter))
    pairs = list(zip(left[kept].tolist(), right[kept].tolist(), strict=True))
    return Candidates(pairs, index.keys[index.first[common]])


def index_of(sets: Sequence[Hashes]) -> Index:
    """The inverted index of these sets of hashes, each without repeats; at least one is not empty."""
    lengths = np.array([len(s) for s in sets], dtype=np.int64)
    keys: Hashes = np.concatenate(sets)
    owners = np.repeat(np.arange(len(sets), dtype=np.int32), lengths)
    order = np.argsort(keys, kind="stable")  # stable: owners stay sorted within a shingle
    keys, owners = keys[order], owners[order]
    first = np.concatenate(([0], np.flatnonzero(keys[1:] != keys[:-1]) + 1))
    return Index(keys, owners, first, np.diff(np.append(first, len(keys))), lengths)


def _shared(index: Index) -> Index:
    """The index without the shingles that one article alone has: most of them, and they pair nothing."""
    often = index.sizes > 1
    kept = np.repeat(often, index.sizes)
    sizes = index.sizes[often]
    return Index(index.keys[kept], index.owners[kept], np.cumsum(sizes) - sizes, sizes, index.lengths)


def count_pairs(index: Index, wanted: NDArray[np.bool_]) -> tuple[Counts, Counts]:
    """How many of the wanted hashes each pair shares: pair codes `i * articles + j`, sorted, and their counts."""
    total = len(index.lengths)
    found = [np.zeros(0, dtype=np.int64)]
    for size in np.unique(index.sizes[wanted]).tolist():
        groups = index.first[wanted & (index.sizes == size)]
        members = index.owners[groups[:, None] + np.arange(size)]
        left, right = np.triu_indices(size, 1)
        if size > ALL_PAIRS:
            left, right = left[left < HUBS], right[left < HUBS]
        found.append((members[:, left].astype(np.int64) * total + members[:, right]).ravel())
    codes = np.concatenate(found)
    found.clear()
    codes.sort()  # in place: np.unique would hold a copy, where memory is at its highest
    first = np.flatnonzero(np.append(True, codes[1:] != codes[:-1])) if len(codes) else np.zeros(0, dtype=np.int64)
    return codes[first], np.diff(np.append(first, len(codes)))


def _stories(codes: Counts, counts: Counts, lengths: Counts) -> Counts:
    """For each article the first of those that are nearly the same text."""
    label = np.arange(len(lengths))
    left, right = np.divmod(codes, len(lengths))
    alike = counts >= SAME_STORY * np.minimum(lengths[left], lengths[right])
    for one, other in zip(left[alike].tolist(), right[alike].tolist(), strict=True):
        label[other] = min(label[other], label[one])  # pairs are sorted, so `one` has its label already
    return label


def _in_many_stories(index: Index, stories: Counts) -> NDArray[np.bool_]:
    """Which shingles stand in more than MAX_STORIES texts, near-copies counted once."""
    groups = np.repeat(np.arange(len(index.first)), index.sizes)
    often = (index.sizes > MAX_STORIES)[groups]
    told = np.unique(groups[often] * len(stories) + stories[index.owners[often]]) // len(stories)
    return np.bincount(told, minlength=len(index.first)) > MAX_STORIES
