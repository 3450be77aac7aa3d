"""Vectors for propositions: the weighted mean of the vectors of their terms, parties left out."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sayso.claims.flow import Flow
from sayso.text import words

# In a pile of five pages a word's frequency tells little; these let it count only as evidence grows.
PRIOR_TOTAL, PRIOR_COUNT = 200, 4

# A leader named in every other sentence tells little of what is said; at 1.0 F1 is 0.84 instead of 0.83 on the tuning
# pages, but in a large pile statements group by whom they name.
NAME_WEIGHT = 0.5
# F1 on the tuning pages without roles 0.78, with this 0.83. What is told of one giver and receiver has a mean cosine of
# 0.21 where five pages tell of one matter between them, 0.10 where 600 tell of all they do: only the first is full.
ROLE_SHARE = 0.4
ROLE_BITS = 64
# Part of a row for the kinds of doing. Hard pairs right 0.83 without, 0.86 with this, at a JOIN of 0.50.
EVENT_SHARE = 0.2
FULL_COHERENCE = 0.2
# Hard pairs right 0.69 without, 0.72 from here on; from 0.15 claims of like polarity run together (F1 0.80).
POLARITY_SHARE = 0.1

MATCH = 0.6  # cosine from which two terms tell one thing: "troop" and "soldier" have 0.6, "shell" and "school" 0.1
_ENDINGS = ("s", "ed", "ing", "d")

Matrix = NDArray[np.float32]


class WordVectors(Protocol):
    """What `models.load_vectors` gives: a row of floats for each text."""

    def embed(self, texts: list[str], /) -> Matrix: ...


class Meaning:
    """Unit vectors of the terms of a pile, and how much each term weighs in it."""

    def __init__(self, term_sets: Sequence[tuple[str, ...]], vectors: WordVectors, names: Collection[str] = ()) -> None:
        """Weigh the terms of all propositions of a pile; those in `names` weigh `NAME_WEIGHT` of a word."""
        self.names = frozenset(names)
        counts = Counter(term for terms in term_sets for term in terms)
        self.terms = sorted(counts)
        self.index = {term: at for at, term in enumerate(self.terms)}
        self.weights = _weights([counts[term] for term in self.terms], len(term_sets))
        self.weights *= np.array([NAME_WEIGHT if term in names else 1.0 for term in self.terms], np.float32)
        self.vectors = _unit(vectors.embed(self.terms)) if self.terms else np.zeros((0, 1), np.float32)

    def of(self, term_sets: Sequence[tuple[str, ...]]) -> Matrix:
        """One unit row for each set of terms; a zero row where it is empty."""
        rows = np.zeros((len(term_sets), self.vectors.shape[1]), np.float32)
        for at, terms in enumerate(term_sets):
            ids = [self.index[term] for term in terms]
            if ids:
                rows[at] = self.weights[ids] @ self.vectors[ids]
        return _unit(rows)

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


def with_roles(rows: Matrix, flows: Sequence[Flow], negated: Sequence[bool]) -> Matrix:
    """Rows that also tell who gives to whom, where both are known, and whether the content is negated.

    Unit rows stay unit rows. The same giver and receiver make up to `ROLE_SHARE` of a row: all of it where what is told
    of the pair hangs together, less where the pile tells all sorts of things of it. Each pair gets a fixed random
    direction of `ROLE_BITS` signs, so that two pairs are nearly at right angles. Unlike polarity takes twice
    `POLARITY_SHARE` off: "relations have never been worse" is no denial of whatever else is said of relations.
    """
    roles = np.zeros((len(flows), ROLE_BITS), np.float32)
    shares = np.zeros((len(flows), 1), np.float32)
    told_by: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, flow in enumerate(flows):
        if flow.giver and flow.receiver:
            told_by[flow.giver, flow.receiver].append(at)
    for (giver, receiver), members in told_by.items():
        roles[members] = _direction(f"{giver}\n{receiver}")
        shares[members] = ROLE_SHARE * min(1.0, max(0.0, _coherence(rows[members])) / FULL_COHERENCE)
    told = np.hstack([rows * np.sqrt(1 - shares), roles * np.sqrt(shares)])
    doing, known = _doing(flows)
    told = np.hstack([told * np.sqrt(1 - known), doing * np.sqrt(known)]) * np.sqrt(1 - POLARITY_SHARE)
    side = np.where(np.array(negated, bool), -1, 1)[:, None] * np.sqrt(POLARITY_SHARE)
    return np.hstack([told, side]).astype(np.float32)


def _doing(flows: Sequence[Flow]) -> tuple[Matrix, Matrix]:
    """A unit row for the kinds of doing of each flow, zero where none is known, and the share it takes of a row."""
    rows = np.zeros((len(flows), ROLE_BITS), np.float32)
    for at, flow in enumerate(flows):
        for kind in sorted(flow.events):
            rows[at] += _direction(kind)
    return _unit(rows), np.array([[EVENT_SHARE if flow.events else 0.0] for flow in flows], np.float32).reshape(-1, 1)


def _direction(name: str) -> Matrix:
    """A fixed random direction of `ROLE_BITS` signs, nearly at right angles to that of any other name."""
    digest = hashlib.blake2b(name.encode(), digest_size=ROLE_BITS // 8).digest()
    signs = np.unpackbits(np.frombuffer(digest, np.uint8)).astype(np.float32) * 2 - 1
    return np.asarray(signs / np.sqrt(ROLE_BITS), np.float32)


def _coherence(rows: Matrix) -> float:
    """Mean cosine of all pairs of unit rows; 0 for a single row."""
    total, size = rows.astype(np.float64).sum(axis=0), len(rows)
    return float(total @ total - size) / (size * (size - 1)) if size > 1 else 0.0


def _weights(counts: list[int], total: int) -> Matrix:
    """Inverse document frequency, as if `PRIOR_TOTAL` more propositions had been seen, each term in `PRIOR_COUNT`."""
    seen = np.array(counts, np.float32)
    return np.log1p((total + PRIOR_TOTAL) / (seen + PRIOR_COUNT)).astype(np.float32)


def _unit(rows: Matrix) -> Matrix:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(np.divide(rows, norms, out=np.zeros_like(rows), where=norms > 0), np.float32)
