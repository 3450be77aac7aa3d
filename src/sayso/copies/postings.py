"""Which articles have which hashes: an inverted index in ranges of hashes, on disk where memory would not hold it.

A hash falls into one range only, so that the ranges can be looked at one after the other.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.copies.hashing import Counts, Hashes, Places

HELD = 1 << 25  # hashes held in memory before they go to disk: 400 MB with their owners
RANGES = 64  # on disk; 500 hashes of a million articles are then 8 million a range, 250 MB while it is sorted
RANGE_BITS = np.uint64(64 - 6)
RECORD = np.dtype([("key", "<u8"), ("owner", "<i4")])


class Index(NamedTuple):
    """Hashes that some articles share: `owners` are sorted within a hash, hashes are groups of one value."""

    keys: Hashes
    owners: Places
    first: Counts  # where each group begins
    sizes: Counts  # articles in each group


class Postings:
    """The inverted index of sets of hashes, each without repeats. A context manager: its files go when it is left."""

    def __init__(self, sets: Iterable[Hashes]) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        lengths: list[int] = []
        self._held: list[Hashes] = []
        self._owners: list[int] = []
        waiting = 0
        for own in sets:
            self._held.append(own)
            self._owners.append(len(lengths))
            lengths.append(len(own))
            waiting += len(own)
            if waiting >= HELD:
                self._spill()
                waiting = 0
        if self._folder:
            self._spill()
        self.lengths = np.array(lengths, dtype=np.int64)

    def __enter__(self) -> Postings:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if self._folder:
            self._folder.cleanup()

    def ranges(self) -> Iterator[Index]:
        """The index of hashes that two or more articles share, a range at a time."""
        if self._folder is None:
            yield _index(*_flat(self._held, self._owners))
            return
        for path in sorted(Path(self._folder.name).iterdir()):
            found = np.fromfile(path, dtype=RECORD)
            yield _index(found["key"].copy(), found["owner"].copy())

    def _spill(self) -> None:
        """Append what is held to the files of its ranges."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="sayso-", ignore_cleanup_errors=True)
        keys, owners = _flat(self._held, self._owners)
        self._held.clear()
        self._owners.clear()
        of = (keys >> RANGE_BITS).astype(np.int8)
        order = np.argsort(of, kind="stable")  # stable: owners stay in their order
        edges = np.searchsorted(of[order], np.arange(RANGES + 1))
        for number in range(RANGES):
            at = order[edges[number] : edges[number + 1]]
            records = np.empty(len(at), dtype=RECORD)
            records["key"], records["owner"] = keys[at], owners[at]
            with (Path(self._folder.name) / f"{number:02}").open("ab") as file:
                records.tofile(file)


def _flat(sets: Sequence[Hashes], owners: Sequence[int]) -> tuple[Hashes, Places]:
    keys: Hashes = np.concatenate([*sets, np.zeros(0, dtype=np.uint64)])
    return keys, np.repeat(np.array(owners, dtype=np.int32), [len(own) for own in sets])


def _index(keys: Hashes, owners: Places) -> Index:
    """The index without the hashes that one article alone has: most of them, and they pair nothing."""
    order = np.argsort(keys, kind="stable")  # stable: owners stay sorted within a hash
    keys, owners = keys[order], owners[order]
    first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])) if len(keys) else np.zeros(0, dtype=np.int64)
    sizes = np.diff(np.append(first, len(keys)))
    often = sizes > 1
    kept = np.repeat(often, sizes)
    sizes = sizes[often]
    return Index(keys[kept], owners[kept], np.cumsum(sizes) - sizes, sizes)


def group_sizes(sets: Sequence[Hashes]) -> tuple[Hashes, NDArray[np.int64]]:
    """Every hash of these sets, sorted, and in how many of them it is."""
    keys, counts = np.unique(np.concatenate([*sets, np.zeros(0, dtype=np.uint64)]), return_counts=True)
    return keys, counts.astype(np.int64)
