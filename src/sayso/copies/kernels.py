"""The loops over letters, words and hashes that run on every text; compiled to machine code where there are many texts.

Python runs them for the first OFTEN calls of a process, since numba (Lam, Pitrou & Seibert 2015) takes a second to get
ready; then it compiles the same functions. What it compiled it keeps on disk, beside this module or, where that may not
be written, in the user's cache, until this file changes: what a loop needs of another module is therefore handed in.
Sums and products are modulo 2^64.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Places = NDArray[np.int32]
Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]
Letters = NDArray[np.uint32]  # code points
Kinds = NDArray[np.uint8]

P = ParamSpec("P")
R = TypeVar("R")
Value = TypeVar("Value", np.uint64, Hashes)

WORD, JOINS, ALPHA, DIGIT, APOSTROPHE, ESS, DROPPED, BREAK = (
    np.uint8(1 << bit) for bit in range(8)
)  # kinds of letters
ANY = np.uint8(255)
BASE = np.uint64(0x9E3779B97F4A7C15)  # odd
ZERO, ONE = np.uint64(0), np.uint64(1)
END = np.uint64((1 << 64) - 1)  # fills up a row of hashes; none of those in an index is as high
STEM = 7  # letters kept of a word: "accusation", "accusations" are one (6 and 7 measured best of 0, 6, 7)
MIN_WORD = 3  # letters; shorter ones are function words, but for numbers
POSSESSIVE = 2  # letters: an apostrophe and an s


OFTEN = 500  # calls: Python takes 4 ms for a text of 450 words, numba a second to get ready and 40 us a text
_calls = itertools.count()
_inner: list[Callable[..., object]] = []


def inner(function: Callable[P, R]) -> Callable[P, R]:
    """A function that compiled ones call."""
    _inner.append(function)
    return function


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """`function`, as machine code when loops were called often."""

    @functools.wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        if next(_calls) >= OFTEN:
            quick: Callable[P, R] = machine_code(function)
            return quick(*args, **kwargs)
        with np.errstate(over="ignore"):
            return function(*args, **kwargs)

    return call


@functools.cache
def machine_code(function: Callable[P, R]) -> Callable[P, R]:
    """The function compiled. Where no folder may be written each process does it anew, in some seconds."""
    njit = _ready()
    try:
        made: Callable[P, R] = njit(cache=True)(function)
    except RuntimeError:  # numba's word for: no place for a cache
        unkept: Callable[P, R] = njit()(function)
        return unkept

    @functools.wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return made(*args, **kwargs)
        except OSError:  # a full disk does not keep the code; it is there by then
            return made(*args, **kwargs)

    return call


@functools.cache
def _ready() -> Callable[..., Any]:
    from numba import njit
    from numba.extending import register_jitable

    for function in _inner:
        register_jitable(function)
    return njit


@inner
def mix(value: Value) -> Value:
    """Finish of SplitMix64 (Steele et al. 2014): words that differ in one letter must differ in all bits."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


@inner
def _is_known(value: np.uint64, known: Hashes) -> bool:
    last = np.uint64(len(known) - 1)
    slot = value & last
    while known[slot] != ZERO and known[slot] != value:
        slot = (slot + ONE) & last
    return bool(known[slot] == value)


@inner
def _read_kinds(codes: Letters, kinds: Kinds) -> Kinds:
    """The kinds of each letter and one more, which is of none; what joins two pieces to one word is a word's letter."""
    found = np.zeros(len(codes) + 1, np.uint8)
    for at in range(len(codes)):
        if codes[at] < len(kinds):
            found[at] = kinds[codes[at]]
    for at in range(1, len(codes)):
        if found[at] & JOINS and found[at - 1] & WORD and found[at + 1] & WORD:
            found[at] |= WORD
    return found


def lay_open(hashes: Hashes) -> Hashes:
    """A table in which a hash is quickly looked up: it stands in the slot of its last bits, or the next free one.

    At least three slots in four are empty, that is 0.
    """
    table = np.zeros(1 << (4 * len(hashes)).bit_length(), np.uint64)
    for value in hashes.tolist():
        slot = value % len(table)
        while table[slot]:
            slot = (slot + 1) % len(table)
        table[slot] = value
    return table


@inner
def _count_words(own: Kinds) -> int:
    count = 0
    for at in range(len(own) - 1):
        count += own[at] & WORD > own[at + 1] & WORD
    return count


@compiled
def read_words(
    codes: Letters, kinds: Kinds, values: Hashes, known: Hashes
) -> tuple[Places, Places, Hashes, Hashes, Places]:
    """The words of a text: where they start and end, hashes of them and of their stems, and the paragraph they are in.

    A word's hash is a polynomial over the values of its letters. `kinds` and `values` have a row for each code point;
    a letter beyond them parts words. `known`: hashes of words that have no stem, as `lay_open` gives them.
    """
    own = _read_kinds(codes, kinds)
    room = _count_words(own)
    starts, ends, paragraphs = np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room, np.int32)
    hashes, stems = np.empty(room, np.uint64), np.empty(room, np.uint64)
    count = at = paragraph = 0
    while at < len(codes):
        if not own[at] & WORD:
            if own[at] & BREAK and (at == 0 or not own[at - 1] & BREAK):
                paragraph += 1
            at += 1
            continue
        starts[count], paragraphs[count] = at, paragraph
        total, stem, power, letters, every = ZERO, ZERO, ONE, 0, ANY
        bare, bare_letters, bare_every = ZERO, 0, ANY  # of what stands before the last apostrophe
        while own[at] & WORD:
            kind = own[at]
            if not kind & DROPPED:
                if kind & APOSTROPHE:
                    bare, bare_letters, bare_every = total, letters, every
                total += values[codes[at]] * power
                power *= BASE
                letters += 1
                every &= kind
                if letters == STEM:
                    stem = total
            at += 1
        ends[count], hashes[count] = at, mix(total)
        if bare_letters and letters == bare_letters + POSSESSIVE and own[at - 1] & ESS:
            total, letters, every = bare, bare_letters, bare_every
        plain = mix(total)
        if (letters < MIN_WORD and not every & DIGIT) or _is_known(plain, known):
            stems[count] = ZERO
        else:
            stems[count] = mix(stem) if letters > STEM and every & ALPHA else plain
        count += 1
    return starts, ends, hashes, stems, paragraphs


@compiled
def hash_shingles(hashes: Hashes, factors: Hashes) -> Hashes:
    """The sum of as many words from each word on as there are factors, each times its factor."""
    count = max(len(hashes) - len(factors) + 1, 0)
    found = np.zeros(count, np.uint64)
    for place in range(len(factors)):
        found += hashes[place : place + count] * factors[place]
    return found


@compiled
def winnow(shingles: Hashes, mute: Mask, window: int) -> Hashes:
    """Of every `window` shingles in a row that hold no mute word the lowest; of fewer, the lowest of all. Sorted."""
    size = len(mute) - len(shingles) + 1  # words of a shingle
    telling = np.empty(len(shingles), np.uint64)
    count = unmuted = 0
    for at in range(len(mute)):
        unmuted = 0 if mute[at] else unmuted + 1
        if unmuted >= size and at + 1 >= size:
            telling[count] = shingles[at + 1 - size]
            count += 1
    chosen = np.empty(count, np.uint64)
    kept, lowest, last = 0, -1, -1
    for at in range(count):
        first = max(at - window + 1, 0)
        if lowest < first:  # it fell out of the window
            lowest = first
            for other in range(first + 1, at + 1):
                if telling[other] < telling[lowest]:
                    lowest = other
        elif telling[at] < telling[lowest]:
            lowest = at
        if lowest != last and (at >= window - 1 or at == count - 1):
            chosen[kept] = telling[lowest]
            kept, last = kept + 1, lowest
    chosen = chosen[:kept]
    chosen.sort()
    return _distinct(chosen)


@inner
def _distinct(hashes: Hashes) -> Hashes:
    """The distinct ones of sorted hashes."""
    found = np.empty(len(hashes), np.uint64)
    count = 0
    for value in hashes:
        if count == 0 or found[count - 1] != value:
            found[count] = value
            count += 1
    return found[:count].copy()


@inner
def _are_alike(one: Hashes, other: Hashes, same: float) -> bool:
    """Whether `same` of the hashes of one sketch are in the other, up to the lower of their ends.

    One that is filled up holds all there is, and does not bound the other.
    """
    end = min(one[-1], other[-1], END - ONE)
    mine, theirs = one[: np.searchsorted(one, end, "right")], other[: np.searchsorted(other, end, "right")]
    places = np.searchsorted(one, theirs)  # each below the length: none of `theirs` is above the end of `one`
    return bool(np.sum(one[places] == theirs) >= same * min(len(mine), len(theirs)))


@compiled
def count_different(sketches: NDArray[np.uint64], same: float) -> int:
    """How many of these sketches, a row each, are like none before them that was counted."""
    counted = np.empty(len(sketches), np.int64)
    count = 0
    for one in range(len(sketches)):
        alike = False
        for other in counted[:count]:
            alike = alike or _are_alike(sketches[other], sketches[one], same)
        if not alike:
            counted[count] = one
            count += 1
    return count
