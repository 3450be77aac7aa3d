"""Vectors for propositions: the weighted mean of the vectors of their terms, parties left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]


class WordVectors(Protocol):
    """What `models.load_vectors` gives: a row of floats for each text."""

    def embed(self, texts: list[str], /) -> Matrix: ...


class Meaning:
    """Unit vectors of the terms of a pile, and how much each term weighs in it."""

    def __init__(self, term_sets: Sequence[tuple[str, ...]], vectors: WordVectors) -> None:
        counts = Counter(term for terms in term_sets for term in terms)
        self.terms = sorted(counts)
        self.index = {term: at for at, term in enumerate(self.terms)}
        self.weights = _weights([counts[term] for term in self.terms], len(term_sets))
        self.vectors = _unit(vectors.embed(self.terms)) if self.terms else np.zeros((0, 1), np.float32)

    def of(self, term_sets: Sequence[tuple[str, ...]]) -> Matrix:
        """One unit row for each set of terms; a zero row where it is empty."""
        rows = np.zeros((len(term_sets), self.vectors.shape[1]), np.float32)
        for at, terms in enumerate(term_sets):
            ids = [self.index[term] for term in terms]
            if ids:
                rows[at] = self.weights[ids] @ self.vectors[ids]
        return _unit(rows)

    def shared(self, left: tuple[str, ...], right: tuple[str, ...]) -> float:
        """How far the shorter of two sets is told by the other: weighted mean of each term's best match, 0..1."""
        short, long = sorted((left, right), key=lambda terms: (len(terms), terms))
        ids, others = ([self.index[term] for term in terms] for terms in (short, long))
        if not ids:
            return 0.0
        best = (self.vectors[ids] @ self.vectors[others].T).max(axis=1)
        weights = self.weights[ids]
        return float(best @ weights / weights.sum())


def _weights(counts: list[int], total: int) -> Matrix:
    return np.log1p(total / np.array(counts, np.float32)).astype(np.float32)


def _unit(rows: Matrix) -> Matrix:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(np.divide(rows, norms, out=np.zeros_like(rows), where=norms > 0), np.float32)
