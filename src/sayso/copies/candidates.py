"""Which pairs of articles are worth aligning: those that share enough word shingles that are no boilerplate.

An exact inverted index over the fingerprints of articles (`folding.fingerprint`), sorted in numpy (`postings`). It was
chosen over MinHash with locality-sensitive hashing, which estimates likeness of whole texts and so finds no excerpt set
into a long article; `bench/copies.py` measures both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from sayso.copies.kernels import END, Counts, Hashes, Mask, count_different
from sayso.copies.postings import Index, Postings

ALL_PAIRS = 32  # a shingle in at most so many articles pairs each with each; in more, the first HUBS with each
HUBS = 6
MAX_STORIES = 12  # a shingle in more otherwise different texts is boilerplate: it proves nothing
SEEN = 64  # articles with a shingle, the first of the pile, that are looked at to tell whether it is boilerplate
MIN_SHARED = 6  # shingles of its fingerprint that a pair shares before it is aligned; 40 words in a row have 9 or more
MIN_SHARED_SHORT = 3  # as many are enough when they are SHORT_PART of all that the shorter text has
SHORT_PART = 0.25
SAME_STORY = 0.5  # articles that share this part of the shorter one's shingles count as one text
SKETCH = 32  # shingles, the lowest of a fingerprint, by which it is estimated how much two share


class Candidates(NamedTuple):
    """Pairs `(i, j)`, `i < j`, to align, and the sorted hashes of shingles that are boilerplate,
    as `postings.cut_short` gives them.
    """

    pairs: list[tuple[int, int]]
    boilerplate: Hashes


def find_candidates(fingerprints: Iterable[Hashes]) -> Candidates:
    """Pairs of articles worth aligning. Time is near-linear in their number, memory bounded but for the pairs that
    share any, and 256 bytes an article.

    Earlier places are the likelier origins: when a story has very many copies, each is paired with the first few only.
    """
    sketches: list[Hashes] = []

    def noted() -> Iterator[Hashes]:
        for one in fingerprints:
            sketches.append(one[:SKETCH].copy())
            yield one

    common = [np.zeros(0, dtype=np.uint64)]
    with Postings(noted()) as postings:
        stories = Stories(sketches.__getitem__)

        def telling() -> Iterator[tuple[Index, Mask]]:
            for index in postings.ranges():
                often = stories.in_many(index)
                common.append(index.keys[often])
                yield index, ~often

        codes, counts = count_pairs(telling(), postings.count)
        lengths = postings.lengths
    left, right = np.divmod(codes, max(1, len(lengths)))
    kept = are_candidates(counts, lengths[left], lengths[right])
    return Candidates(list(zip(left[kept].tolist(), right[kept].tolist(), strict=True)), np.concatenate(common))


def are_candidates(shared: Counts, lengths: Counts, others: Counts) -> Mask:
    """Which pairs share enough; `lengths` and `others` are what the fingerprints of both sides hold."""
    enough: Mask = (shared >= MIN_SHARED) | (
        (shared >= MIN_SHARED_SHORT) & (shared >= SHORT_PART * np.minimum(lengths, others))
    )
    return enough


class Stories:
    """How many otherwise different texts have a shingle, told from the first articles of the pile that have it.

    Two fingerprints are compared by their lowest hashes, up to the lower of the two ends: a sample of both sets by one
    rule (bottom-k sketches, Cohen & Kaplan 2007).
    """

    def __init__(self, fingerprint: Callable[[int], Hashes]) -> None:
        self._fingerprint = fingerprint  # of an article by its place: the lowest SKETCH hashes at least, sorted
        self._read: dict[int, Hashes] = {}
        self._known: dict[bytes, bool] = {}

    def in_many(self, index: Index) -> Mask:
        """Which shingles stand in more than MAX_STORIES texts."""
        often = np.zeros(len(index.keys), dtype=np.bool_)
        for group in np.flatnonzero(index.sizes > MAX_STORIES).tolist():
            first = int(index.first[group])
            seen = index.owners[first : first + min(int(index.sizes[group]), SEEN)]
            key = seen.tobytes()  # the shingles of one passage mostly stand in the same articles
            if key not in self._known:
                self._known[key] = self._many(seen.tolist())
            often[group] = self._known[key]
        return often

    def _many(self, articles: Sequence[int]) -> bool:
        sketches = np.array([self._sketch(article) for article in articles])
        return count_different(sketches, SAME_STORY) > MAX_STORIES

    def _sketch(self, article: int) -> Hashes:
        if article not in self._read:
            lowest = self._fingerprint(article)[:SKETCH]
            filled = self._read[article] = np.full(SKETCH, END)
            filled[: len(lowest)] = lowest
        return self._read[article]


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
        left, right = np.triu_indices(size, 1) if size <= ALL_PAIRS else _with_hubs(size)
        found.append((members[:, left].astype(np.int64) * total + members[:, right]).ravel())
    return np.concatenate(found)


def _with_hubs(size: int) -> tuple[Counts, Counts]:
    """The places of pairs `i < j` of which the first is a hub."""
    left, right = np.nonzero(np.arange(size) > np.arange(HUBS)[:, None])
    return left, right


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
