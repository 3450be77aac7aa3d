"""Which articles have which hashes: an inverted index in ranges of hashes, on disk where memory would not hold it.

Hash and owner share 64 bits, so that one sort of plain numbers makes the index. Of a hash HASH_BITS are kept: among the
45 million shingles of 100,000 articles some 230 pairs fall together by chance, and a pair of articles needs several.
A hash falls into one range only, so that the ranges can be looked at one after the other.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

import numpy as np

from sayso.copies.kernels import Counts, Hashes, Places

OWNER_BITS = 22  # four million articles
HASH_BITS = 64 - OWNER_BITS
HELD = 1 << 25  # hashes held in memory before they go to disk: 270 MB
RANGES = 64  # on disk; 500 hashes of a million articles are then 8 million a range
_OWNER = np.uint64((1 << OWNER_BITS) - 1)


class Index(NamedTuple):
    """Hashes that two or more articles share: `owners` are sorted within a hash, hashes are groups of one value."""

    keys: Hashes  # as `cut_short` gives them, one for each group, sorted
    owners: Places
    first: Counts  # where each group begins in `owners`
    sizes: Counts  # articles in each group


def rounded(hashes: Hashes) -> Hashes:
    """The hashes with the bits that an index does not keep set to zero."""
    return hashes & ~_OWNER


def cut_short(hashes: Hashes) -> Hashes:
    """The hashes as an index knows them."""
    return hashes >> np.uint64(OWNER_BITS)


def pack(hashes: Hashes, owner: int) -> Hashes:
    """Hashes with the article that has them, as they are sorted and kept."""
    return rounded(hashes) | np.uint64(owner)


def owners_of(packed: Hashes) -> Places:
    """The articles of packed hashes."""
    return (packed & _OWNER).astype(np.int32)


def index_of(packed: Hashes) -> Index:
    """The index of packed hashes, which are sorted and distinct."""
    owners = owners_of(packed)
    keys = cut_short(packed)
    first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])) if len(keys) else np.zeros(0, dtype=np.int64)
    sizes = np.diff(np.append(first, len(keys)))
    often = sizes > 1  # most hashes one article alone has, and those pair nothing
    shared = first[often]
    return Index(keys[shared], owners[np.repeat(often, sizes)], _starts(sizes[often]), sizes[often])


class Postings:
    """The inverted index of hashes of articles, in which a hash may repeat. A context manager: its files go at its end.

    `count`: of the articles; `lengths`: distinct hashes of each, known once `ranges` were gone through.
    """

    def __init__(self, sets: Iterable[Hashes]) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._held: list[Hashes] = []
        self.count = waiting = 0
        for own in sets:
            self._held.append(pack(own, self.count))
            self.count += 1
            waiting += len(own)
            if waiting >= HELD:
                self._spill()
                waiting = 0
        if self._folder:
            self._spill()
        self.lengths = np.zeros(self.count, dtype=np.int64)

    def __enter__(self) -> Postings:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if self._folder:
            self._folder.cleanup()

    def ranges(self) -> Iterator[Index]:
        """The index of hashes that two or more articles share, a range at a time."""
        self.lengths[:] = 0
        if self._folder is None:
            yield self._index(_flat(self._held))
            return
        for path in sorted(Path(self._folder.name).iterdir()):
            yield self._index(np.fromfile(path, dtype=np.uint64))

    def _index(self, packed: Hashes) -> Index:
        packed.sort()
        if len(packed):
            packed = packed[np.append(True, packed[1:] != packed[:-1])]
        self.lengths += np.bincount((packed & _OWNER).astype(np.int32), minlength=self.count)
        return index_of(packed)

    def _spill(self) -> None:
        """Append what is held to the files of its ranges."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="sayso-", ignore_cleanup_errors=True)
        packed = _flat(self._held)
        self._held.clear()
        packed.sort()
        edges = np.searchsorted(packed, np.arange(1, RANGES, dtype=np.uint64) << np.uint64(64 - 6))
        for number, piece in enumerate(np.split(packed, edges)):
            with (Path(self._folder.name) / f"{number:02}").open("ab") as file:
                piece.tofile(file)


def _starts(sizes: Counts) -> Counts:
    starts: Counts = np.cumsum(sizes) - sizes
    return starts


def _flat(sets: Sequence[Hashes]) -> Hashes:
    flat: Hashes = np.concatenate([*sets, np.zeros(0, dtype=np.uint64)])
    return flat


def group_sizes(sets: Sequence[Hashes]) -> tuple[Hashes, Counts]:
    """Every hash of these sets, sorted, and in how many of them it is."""
    keys, counts = np.unique(_flat(sets), return_counts=True)
    return keys, counts.astype(np.int64)


def repack(packed: Hashes, owners: Hashes) -> Hashes:
    """The same hashes with other owners."""
    return rounded(packed) | owners
