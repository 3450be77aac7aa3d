"""Which pairs of articles are worth aligning: those that share enough rare word shingles."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sayso.copies.folding import Folded, Hashes, unquoted_shingles

MAX_ARTICLES = 64  # a shingle in more articles than this is boilerplate, or a story found by its other words
MIN_SHARED = 12  # shingles outside quotation marks that a pair shares before it is aligned

Counts = NDArray[np.int64]


def candidate_pairs(texts: Sequence[Folded]) -> list[tuple[int, int]]:
    """Pairs `(i, j)`, `i < j`, of articles that share at least MIN_SHARED shingles none of which is in too many.

    An exact inverted index, sorted in numpy: time and memory are near-linear in the number of words.
    """
    sets = [unquoted_shingles(text) for text in texts]
    if not sets:
        return []
    keys: Hashes = np.concatenate(sets)
    owners = np.repeat(np.arange(len(sets)), [len(s) for s in sets])
    order = np.lexsort((owners, keys))
    keys, owners = keys[order], owners[order]
    first = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]]) if len(keys) else np.zeros(0, dtype=np.int64)
    sizes = np.diff(np.r_[first, len(keys)])
    codes, counts = _count_pairs(owners, first, sizes, len(sets))
    kept = codes[counts >= MIN_SHARED]
    return [(int(code // len(sets)), int(code % len(sets))) for code in kept]


def _count_pairs(owners: Counts, first: Counts, sizes: Counts, total: int) -> tuple[Counts, Counts]:
    """How many shingles each pair shares: pair codes `i * total + j`, sorted, and their counts."""
    found = [np.zeros(0, dtype=np.int64)]
    for size in range(2, MAX_ARTICLES + 1):
        groups = first[sizes == size]
        if len(groups):
            members = owners[groups[:, None] + np.arange(size)]
            left, right = np.triu_indices(size, 1)
            found.append((members[:, left] * total + members[:, right]).ravel())
    return np.unique(np.concatenate(found), return_counts=True)
