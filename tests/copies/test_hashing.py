"""Words hashed all at once: the same words as `sayso.text.words`, equal exactly when they fold to the same."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.copies.folding import fold_word
from sayso.copies.hashing import hash_words
from sayso.text import words

PLAIN = st.text(st.sampled_from("abcXYZéß019.’'&-_ \n“”—"), max_size=60)


@settings(max_examples=200, deadline=None)
@given(text=PLAIN)
def test_the_words_are_those_of_the_text_and_equal_when_they_fold_to_the_same(text: str) -> None:
    found = hash_words(text)
    told = words(text)
    assert [(s, e) for s, e in zip(found.starts.tolist(), found.ends.tolist(), strict=True)] == [
        (start, end) for _, start, end in told
    ]
    for (one, this), (other, that) in itertools.combinations(zip(told, found.hashes.tolist(), strict=True), 2):
        if "ß" not in one[0] + other[0]:  # it folds to two letters, and stays as it is
            assert (this == that) == (fold_word(one[0]) == fold_word(other[0]))


STEMS = [
    ("accusation", "accusations", True, "one stem"),
    ("Roe", "Roe’s", True, "the possessive is cut off"),
    ("2031", "2032", False, "numbers are kept whole"),
    ("1234567a", "1234567b", False, "so is what has a digit in it"),
    ("U.S", "us", True, "full stops are dropped"),
    ("strasse", "strand", False, "six letters differ"),
]


@pytest.mark.parametrize(("one", "other", "same", "why"), STEMS)
def test_stem(one: str, other: str, same: bool, why: str) -> None:
    stems = hash_words(f"{one} {other}").stems
    assert (stems[0] == stems[1]) == same, why


def test_letters_beyond_the_basic_plane_part_words_and_break_nothing() -> None:
    assert len(hash_words("one😀two").hashes) == 2
    assert len(hash_words("").hashes) == 0
    assert len(hash_words("\ud800").hashes) == 0
