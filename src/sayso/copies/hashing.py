"""The words of a text as 64-bit hashes: a polynomial over the folded letters of each (`kernels.read_words`)."""

from __future__ import annotations

import functools
import unicodedata
from typing import NamedTuple

import numpy as np

from sayso.copies import kernels
from sayso.copies.kernels import Hashes, Kinds, Mask, Places

PLANE = 1 << 16  # letters beyond the basic plane part words
JOINERS = ".’'&-"  # a character that joins two pieces to one word, as in `sayso.text.words`
NO_WORDS = np.zeros(1, dtype=np.uint64)


class Hashed(NamedTuple):
    """The words of a text, one entry a word."""

    starts: Places  # code points
    ends: Places
    hashes: Hashes  # of the folded word
    stems: Hashes  # of what is kept of a word without its possessive; 0 for one that tells nothing
    paragraphs: Places  # which paragraph the word stands in, from 0


def hash_words(text: str, telling_nothing: Hashes = NO_WORDS) -> Hashed:
    """Hash every word that `sayso.text.words` finds; case, full stops, the shape of apostrophes make no difference.

    `telling_nothing`: hashes of words of which no stem is kept (`kernels.lay_open`), as of all of one or two letters
    that are no number.
    """
    kinds, values = _letters()
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return Hashed(*kernels.read_words(codes, kinds, values, telling_nothing))


def is_one_of(hashes: Hashes, known: Hashes) -> Mask:
    """Which of the hashes are among the known ones, which are sorted. For few, quicker than `numpy.isin`."""
    if not len(known):
        return np.zeros(len(hashes), dtype=np.bool_)
    at = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
    found: Mask = known[at] == hashes
    return found


@functools.cache
def _letters() -> tuple[Kinds, Hashes]:
    """Of every code point of the basic plane its kinds, and a value that is equal for letters that fold to the same."""
    shown = [chr(code) if not 0xD800 <= code < 0xE000 else " " for code in range(PLANE)]
    folded = [_fold(letter) for letter in shown]
    kinds = np.zeros(PLANE, dtype=np.uint8)
    for kind, are_so in (
        (kernels.WORD, [letter.isalnum() or letter == "_" for letter in shown]),
        (kernels.JOINS, [letter in JOINERS for letter in shown]),
        (kernels.ALPHA, [letter.isalpha() for letter in shown]),
        (kernels.DIGIT, [letter.isdigit() for letter in shown]),
        (kernels.APOSTROPHE, [code == ord("'") for code in folded]),
        (kernels.ESS, [code == ord("s") for code in folded]),
        (kernels.DROPPED, [letter == "." for letter in shown]),
        (kernels.BREAK, [letter == "\n" for letter in shown]),
    ):
        kinds[np.array(are_so)] |= kind
    return kinds, kernels.mix(np.array(folded, dtype=np.uint64) + kernels.BASE)


def _fold(letter: str) -> int:
    """The letter that it is compared by; one that folds to several stays as it is."""
    folded = unicodedata.normalize("NFKC", letter).casefold().replace("’", "'")
    return ord(folded) if len(folded) == 1 else ord(letter)
