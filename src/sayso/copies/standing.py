"""A pile that was traced before: what is asked of it when articles are added, and what is to be kept of it.

Articles go by numbers, in order of their coming; a pair of numbers has the lower one first. Hashes of one article are
sorted, packed ones (`postings.pack`) sorted and distinct.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from typing import NamedTuple

import numpy as np

from sayso.copies.kernels import Counts, Hashes
from sayso.copies.pile import Pair, Place
from sayso.records import Article, Traced

NO_HASHES = np.zeros(0, dtype=np.uint64)


class Held(NamedTuple):
    """What is kept of an article itself."""

    fingerprint: Hashes  # as `folding.fingerprint` gives it
    words: Hashes | None  # its own content words; null: a near-verbatim copy, or too short to be told again


class Standing(NamedTuple):
    """What is asked of a pile that was traced. Hashes are asked for and given as `postings.cut_short` makes them, but
    for words, which are whole.
    """

    size: int  # articles
    told: int  # articles that have `Held.words`
    shingles: Callable[[Hashes], Hashes]  # packed, of the fingerprints that hold one of these
    words: Callable[[Hashes], Hashes]  # packed, of the articles' words
    boilerplate: Callable[[Hashes], Hashes]  # those of these that are, sorted
    texts: Callable[[Hashes], Counts]  # how many articles have each of these words
    near: Callable[[Iterable[int]], set[Pair]]  # pairs to align that touch one of these
    retold: Callable[[Iterable[int] | None], dict[Pair, float]]  # pairs that share rare words, their odds; null: all
    held: Callable[[Iterable[int]], dict[int, Held]]
    places: Callable[[Iterable[int]], dict[int, Place]]  # as `pile.place_of` gives them
    articles: Callable[[Iterable[int]], dict[int, Article]]


class Grown(NamedTuple):
    """What a traced pile gained and lost."""

    articles: Sequence[Article]  # new, by their numbers from `Standing.size` on
    held: Mapping[int, Held]  # of the new ones, and of those whose words are others now
    told: int  # as in `Standing`, now
    boilerplate: Hashes
    boilerplate_gone: Hashes
    texts: Mapping[int, int]  # how many articles have each word, where that changed
    shingles: Hashes  # packed
    words: Hashes  # packed
    words_gone: Hashes  # packed
    near: Set[Pair]
    near_gone: Set[Pair]
    retold: Mapping[Pair, float]  # new ones, and those whose odds changed
    retold_gone: Set[Pair]
    traced: Traced  # of the articles in `again` and of no others
    again: Set[str]  # articles that were judged anew, new ones included
