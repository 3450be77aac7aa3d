"""The inverted index: in memory or on disk, it tells the same."""

from __future__ import annotations

import random

import numpy as np
import pytest

from sayso.copies import postings
from sayso.copies.candidates import find_candidates

SHARED = 7 << 40  # in all of them


def sets(seed: int, count: int) -> list[np.ndarray]:
    """Sets of random hashes; every third shares most of the one before."""
    rng = random.Random(seed)
    found: list[np.ndarray] = []
    for number in range(count):
        fresh = [rng.getrandbits(64) for _ in range(rng.randint(0, 80))]
        taken = found[-1].tolist()[10:] if number % 3 == 2 else []
        found.append(np.unique(np.array([*fresh, *taken, SHARED], dtype=np.uint64)))
    return found


@pytest.mark.parametrize("held", [1, 50, 700, 10**9])
def test_what_spills_to_disk_gives_the_same_candidates(held: int, monkeypatch) -> None:
    in_memory = find_candidates(sets(1, 60))
    monkeypatch.setattr(postings, "HELD", held)
    spilled = find_candidates(sets(1, 60))
    assert spilled.pairs == in_memory.pairs
    assert in_memory.pairs
    assert spilled.boilerplate.tolist() == in_memory.boilerplate.tolist() == [SHARED >> postings.OWNER_BITS]


def test_files_are_gone_when_the_index_is_left(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(postings, "HELD", 1)
    monkeypatch.setattr(postings.tempfile, "tempdir", str(tmp_path))
    with postings.Postings(sets(2, 5)) as index:
        assert list(tmp_path.iterdir())
        assert sum(len(part.keys) for part in index.ranges())
    assert not list(tmp_path.iterdir())


def test_nothing_gives_nothing() -> None:
    assert find_candidates(iter(())).pairs == []
    assert find_candidates([np.zeros(0, dtype=np.uint64)]).pairs == []


def test_a_hash_told_twice_counts_once() -> None:
    one = np.arange(1, 41, dtype=np.uint64) << np.uint64(30)
    twice = np.concatenate([one[:2]] * 20)
    assert find_candidates([one, twice]).pairs == [], "two shingles are shared, not forty"
    assert find_candidates([one, one]).pairs == [(0, 1)]
