"""The words of a text as 64-bit hashes, all at once: a polynomial over the folded letters of each.

A text is looked at as an array of code points. With the sums of a polynomial up to every letter the hash of any stretch
of letters is one subtraction, as in Rabin & Karp 1987; powers are undone by the inverse of an odd number modulo 2^64.
A word at a time, in Python, takes eight times as long.
"""

from __future__ import annotations

import functools
import unicodedata
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Places = NDArray[np.int32]
Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]

BASE = 0x9E3779B97F4A7C15  # odd
PLANE = 1 << 16  # letters beyond the basic plane part words
JOINERS = ".’'&-"  # a character that joins two pieces to one word, as in `sayso.text.words`
STEM = 7  # letters kept of a word: "accusation", "accusations" are one (6 and 7 measured best of 0, 6, 7)
MIN_WORD = 3  # letters; shorter ones are function words, but for numbers
POSSESSIVE = "'s"


class Hashed(NamedTuple):
    """The words of a text, one entry a word."""

    starts: Places  # code points
    ends: Places
    hashes: Hashes  # of the folded word
    stems: Hashes  # of what is kept of a word without its possessive
    plain: Hashes  # of the word without its possessive
    short: Mask  # fewer than MIN_WORD letters, and no number


class _Letters(NamedTuple):
    """What is known of every code point of the basic plane."""

    word: Mask
    joins: Mask
    alpha: Mask
    digit: Mask
    values: Hashes  # equal for letters that fold to the same
    folded: NDArray[np.uint32]


def hash_words(text: str) -> Hashed:
    """Hash every word that `sayso.text.words` finds; case, full stops, the shape of apostrophes make no difference."""
    letters = _letters()
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    codes = np.where(codes < PLANE, codes, 0)
    inside = letters.word[codes]
    joining = letters.joins[codes[1:-1]] & inside[:-2] & inside[2:]
    inside[1:-1] |= joining
    edges = np.diff(np.concatenate(([False], inside, [False])).astype(np.int8))
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    kept = inside & (codes != ord("."))
    count = np.concatenate(([0], np.cumsum(kept)))
    first, size = count[starts], count[ends] - count[starts]
    codes = codes[kept]
    powers, inverses = _powers(1 << max(10, len(codes).bit_length()))
    sums = np.concatenate((np.zeros(1, dtype=np.uint64), np.cumsum(letters.values[codes] * powers[: len(codes)])))

    def hashed(length: Counts) -> Hashes:
        return _mixed((sums[first + length] - sums[first]) * inverses[first])

    bare = size - len(POSSESSIVE) * _ends_possessive(letters.folded[codes], first + size, size)
    alpha = _all(letters.alpha[codes], first, bare)
    short = (bare < MIN_WORD) & ~_all(letters.digit[codes], first, bare)
    stems = hashed(np.where(alpha, np.minimum(bare, STEM), bare))
    return Hashed(starts.astype(np.int32), ends.astype(np.int32), hashed(size), stems, hashed(bare), short)


def is_one_of(hashes: Hashes, known: Hashes) -> Mask:
    """Which of the hashes are among the known ones, which are sorted. For few, quicker than `numpy.isin`."""
    if not len(known):
        return np.zeros(len(hashes), dtype=np.bool_)
    at = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
    found: Mask = known[at] == hashes
    return found


def _all(what: Mask, first: Counts, length: Counts) -> Mask:
    """Whether all letters of each stretch are of this sort."""
    others = np.concatenate(([0], np.cumsum(~what)))
    alike: Mask = others[first + length] == others[first]
    return alike


def _ends_possessive(folded: NDArray[np.uint32], ends: Counts, size: Counts) -> Mask:
    if not len(folded):
        return np.zeros(0, dtype=np.bool_)
    last, before = folded[ends - 1], folded[np.maximum(ends - 2, 0)]
    alike: Mask = (size > len(POSSESSIVE)) & (before == ord(POSSESSIVE[0])) & (last == ord(POSSESSIVE[1]))
    return alike


def _mixed(values: Hashes) -> Hashes:
    """Finish of SplitMix64 (Steele et al. 2014): words that differ in one letter must differ in all bits."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


@functools.cache
def _letters() -> _Letters:
    shown = [chr(code) if not 0xD800 <= code < 0xE000 else " " for code in range(PLANE)]
    folded = np.array([_fold(letter) for letter in shown], dtype=np.uint32)
    return _Letters(
        np.array([letter.isalnum() or letter == "_" for letter in shown]),
        np.array([letter in JOINERS for letter in shown]),
        np.array([letter.isalpha() for letter in shown]),
        np.array([letter.isdigit() for letter in shown]),
        _mixed(folded.astype(np.uint64) + np.uint64(BASE)),
        folded,
    )


def _fold(letter: str) -> int:
    """The letter that it is compared by; one that folds to several stays as it is."""
    folded = unicodedata.normalize("NFKC", letter).casefold().replace("’", "'")
    return ord(folded) if len(folded) == 1 else ord(letter)


@functools.lru_cache(maxsize=32)
def _powers(count: int) -> tuple[Hashes, Hashes]:
    """The first powers of BASE, and of its inverse, modulo 2^64."""
    both = []
    for base in (BASE, pow(BASE, -1, 1 << 64)):
        powers = np.full(count, base, dtype=np.uint64)
        powers[0] = 1
        both.append(np.cumprod(powers))
    return both[0], both[1]
