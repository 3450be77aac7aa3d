"""Vectors for what is said: terms and texts as sums of static word vectors. Pure.

The vectors come with their own weights: that of a word is the length of its vector, learned with it ("the" 1.6, "gate"
19.7). So no weight depends on what else is in the pile.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sayso.claims.lexicon import words_of
from sayso.text import words

# A leader named in every other sentence tells little of what is said.
NAME_WEIGHT = 0.5
MATCH = 0.6  # cosine from which two terms tell one thing: "troop" and "soldier" have 0.6, "shell" and "school" 0.1
# All of a pile is about one matter, and what its statements share parts nothing: this much of their mean is taken off.
# Mean B-cubed F1 of nine piles, each by a model of the others, of 24 disputes and of 16 piles told whole: .60, .67 and
# .73 at 0.75, .61, .66 and .73 at 0.9, .61, .66 and .74 here.
COMMON = 1.0
COMMON_FROM = 25  # rows from which their mean tells what a pile is about: with this many, half of that is taken off
STEP = 1 / 64  # of a number of the mean; rows have 128 or 256 numbers of about 0.08
STEPS_FROM = 4096  # rows; of fewer each one moves the mean by more than a step's part, and all is worked out in seconds
_ENDINGS = ("s", "ed", "ing", "d")

Matrix = NDArray[np.float32]


class WordVectors(Protocol):
    """What `models.load_vectors` gives: a row of floats for each text."""

    def embed(self, texts: list[str], /) -> Matrix: ...


class Meaning:
    """Unit vectors of the terms of a pile, and how much each term weighs."""

    def __init__(self, term_sets: Sequence[tuple[str, ...]], vectors: WordVectors, names: Collection[str] = ()) -> None:
        """Look up the terms of all propositions of a pile; those in `names` weigh `NAME_WEIGHT` of a word."""
        self.names = frozenset(names)
        self.terms = sorted({term for terms in term_sets for term in terms})
        self.index = {term: at for at, term in enumerate(self.terms)}
        found = vectors.embed(self.terms) if self.terms else np.zeros((0, 1), np.float32)
        self.weights = np.linalg.norm(found, axis=1).astype(np.float32)
        self.weights *= np.array([NAME_WEIGHT if term in self.names else 1.0 for term in self.terms], np.float32)
        self.vectors = unit(found)

    def of(self, term_sets: Sequence[tuple[str, ...]]) -> Matrix:
        """One unit row for each set of terms; a zero row where it is empty."""
        rows = np.zeros((len(term_sets), self.vectors.shape[1]), np.float32)
        for at, terms in enumerate(term_sets):
            ids = [self.index[term] for term in terms]
            if ids:
                rows[at] = self.weights[ids] @ self.vectors[ids]
        return unit(rows)

    def known(self, text: str) -> tuple[str, ...]:
        """The terms of the pile among the words of a text, sorted, each once."""
        forms = {
            form for word, _, _ in words(text.lower()) for form in (word, *(word.removesuffix(e) for e in _ENDINGS))
        }
        return tuple(sorted(forms & self.index.keys()))

    def told_by(self, left: tuple[str, ...], right: tuple[str, ...]) -> tuple[int, float]:
        """How many terms of `left`, names left out, have a match in `right`; and what share of its weight has, 0..1."""
        ids, others = ([self.index[term] for term in terms] for terms in (left, right))
        if not ids or not others:
            return 0, 0.0
        matched = (self.vectors[ids] @ self.vectors[others].T).max(axis=1) >= MATCH
        weights = self.weights[ids]
        plain = np.array([term not in self.names for term in left], bool)
        return int((matched & plain).sum()), float(weights[matched].sum() / weights.sum())

    def shared(self, left: tuple[str, ...], right: tuple[str, ...]) -> float:
        """How far the shorter of two sets is told by the other: weighted mean of each term's best match, 0..1."""
        short, long = sorted((left, right), key=lambda terms: (len(terms), terms))
        ids, others = ([self.index[term] for term in terms] for terms in (short, long))
        if not ids:
            return 0.0
        best = (self.vectors[ids] @ self.vectors[others].T).max(axis=1)
        weights = self.weights[ids]
        return float(best @ weights / weights.sum())


def text_rows(texts: Sequence[str], vectors: WordVectors) -> Matrix:
    """A unit row for each text, of its words without those of grammar; zeros where none is left."""
    left_out = words_of("function")
    read = {text: " ".join(word for word, _, _ in words(text.lower()) if word not in left_out) for text in set(texts)}
    told = [read[text] for text in texts]  # each once: the statements of a paragraph share its words
    distinct = sorted({each for each in told if each})
    index = {each: at for at, each in enumerate(distinct)}
    found = unit(vectors.embed(distinct)) if distinct else np.zeros((0, 1), np.float32)
    rows = np.zeros((len(texts), found.shape[1]), np.float32)
    for at, each in enumerate(told):
        if each:
            rows[at] = found[index[each]]
    return rows


def sense_rows(senses: Sequence[bytes]) -> Matrix:
    """A unit row for each sense; zeros where none was read, or it was read by a network of another size."""
    size = max(map(len, senses), default=0) or 1
    rows = np.zeros((len(senses), size), np.float32)
    for at, sense in enumerate(senses):
        if len(sense) == size:
            rows[at] = np.frombuffer(sense, np.int8)
    return unit(rows)


def without_common(rows: Matrix) -> Matrix:
    """Unit rows less part of what they have in common."""
    return without(rows, common_of(rows))


def common_of(rows: Matrix) -> NDArray[np.float64]:
    """What is taken off every row: the more rows there are to tell it, the nearer to `COMMON` of their mean.

    Of many rows in steps of `STEP`: one row more seldom moves it, so that what was worked out of the others holds.
    """
    if not len(rows):
        return np.zeros(rows.shape[1], np.float64)
    common = COMMON * len(rows) / (len(rows) + COMMON_FROM) * rows.mean(axis=0, dtype=np.float64)
    return np.asarray(np.round(common / STEP) * STEP if len(rows) >= STEPS_FROM else common)


def without(rows: Matrix, common: NDArray[np.float64]) -> Matrix:
    """Unit rows less what they have in common."""
    return unit((rows - common).astype(np.float32))


def unit(rows: Matrix) -> Matrix:
    """Each row by its length; a zero row stays zero."""
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(np.divide(rows, norms, out=np.zeros_like(rows), where=norms > 0), np.float32)
