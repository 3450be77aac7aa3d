"""The loops that are compiled: Python and machine code give the same, kept on disk or not."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.copies import kernels
from sayso.copies.hashing import hash_words

TEXT = st.text(st.sampled_from("abcXYZsſéß019²½٣.’'ʼ&-_ \n“”—\U0001f600"), max_size=200)
HASH = st.integers(0, 40).map(lambda number: number << 22)


def both(name: str, *arguments: object) -> tuple[object, object]:
    """What the loop gives in Python, and as machine code."""
    loop = getattr(kernels, name).__wrapped__
    with np.errstate(over="ignore"):
        return loop(*arguments), kernels.machine_code(loop)(*arguments)


@settings(max_examples=60, deadline=None)
@given(text=TEXT)
def test_words_are_the_same_in_python_and_as_machine_code(text: str) -> None:
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    letters = np.arange(1 << 16)
    kinds = (letters * 37 % 251).astype(np.uint8)  # every letter of some odd kind or other
    values = letters.astype(np.uint64) * kernels.BASE
    known = kernels.lay_open(hash_words("abc sss 019").hashes)
    slow, quick = both("read_words", codes, kinds, values, known)
    assert [one.tolist() for one in slow] == [one.tolist() for one in quick]


@settings(max_examples=60, deadline=None)
@given(hashes=st.lists(HASH, max_size=40), mute=st.sets(st.integers(0, 39)), window=st.integers(1, 6))
def test_of_every_window_the_lowest_is_chosen(hashes: list[int], mute: set[int], window: int) -> None:
    words = np.array(hashes, dtype=np.uint64)
    factors = np.array([1, 3, 5], dtype=np.uint64)
    silent = np.array([at in mute for at in range(len(hashes))], dtype=np.bool_)
    shingles, compiled = both("hash_shingles", words, factors)
    assert shingles.tolist() == compiled.tolist()
    assert shingles.tolist() == [a + 3 * b + 5 * c for a, b, c in zip(hashes, hashes[1:], hashes[2:], strict=False)]
    chosen, compiled = both("winnow", shingles, silent, window)
    assert chosen.tolist() == compiled.tolist()
    telling = [int(one) for at, one in enumerate(shingles) if not silent[at : at + 3].any()]
    windows = range(max(len(telling) - window + 1, min(len(telling), 1)))
    assert chosen.tolist() == sorted({min(telling[at : at + window]) for at in windows})


ROWS = st.lists(st.sets(HASH, max_size=4).map(sorted), min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(rows=ROWS)
def test_sketches_are_alike_up_to_the_lower_of_their_ends(rows: list[list[int]]) -> None:
    filled = np.array([[*row, *[int(kernels.END)] * (4 - len(row))] for row in rows], dtype=np.uint64)
    slow, quick = both("count_different", filled, 0.5)
    counted: list[list[int]] = []
    for row in rows:
        if not any(alike(row, other) for other in counted):
            counted.append(row)
    assert slow == quick == len(counted)


def alike(one: list[int], other: list[int]) -> bool:
    """A full sketch tells nothing of what lies above its end; one that is not full holds all there is."""
    end = min((row[-1] for row in (one, other) if len(row) == 4), default=1 << 63)
    sizes = [sum(value <= end for value in row) for row in (one, other)]
    return len(set(one) & set(other)) >= 0.5 * min(sizes)


def test_a_loop_for_whose_code_there_is_no_folder_is_compiled_all_the_same() -> None:
    made: dict[str, Callable[[int], int]] = {}
    exec("def twice(number):\n    return number + number", made)  # of no file, so that numba has no place to keep it
    assert kernels.machine_code(made["twice"])(21) == 42


FULL = """
import resource, sys
import numpy as np
from sayso.copies import kernels
resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))  # as a disk that refuses more
loop = kernels.machine_code(kernels.hash_shingles.__wrapped__)
found = [loop(np.arange(4, dtype=np.uint64), np.array([1, 2], dtype=np.uint64)).tolist() for _ in range(2)]
sys.exit(found != [[2, 5, 8]] * 2)
"""


def test_a_loop_whose_code_a_full_disk_does_not_keep_runs_all_the_same(tmp_path: Path) -> None:
    environment = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", FULL], env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
