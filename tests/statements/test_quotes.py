"""Quotation regions: a table of marks, and what must hold whatever the text."""

from __future__ import annotations

import csv
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.statements.quotes import find_quotations

TABLE = Path(__file__).parents[1] / "cases" / "quotes.csv"
CASES = [(row["text"].replace("\\n", "\n"), row["inside"], row["reason"]) for row in csv.DictReader(TABLE.open())]


@pytest.mark.parametrize(("text", "inside", "reason"), CASES, ids=[case[2] for case in CASES])
def test_what_stands_in_marks(text: str, inside: str, reason: str) -> None:
    pieces = [text[span.start : span.end] for quotation in find_quotations(text) for span in quotation.pieces]
    assert " | ".join(pieces) == inside, reason


def test_a_speech_over_paragraphs_is_one_quotation_and_a_new_speech_is_not() -> None:
    assert [len(q.pieces) for q in find_quotations("“One.\n\n“Two,” said Roe.")] == [2]
    assert [len(q.pieces) for q in find_quotations("“One.”\n\n“Two,” said Roe.")] == [1, 1]


@given(st.text(alphabet=st.sampled_from("ab .,\n\"'“”‘’«»„`”「」😀é\u0301\x00"), max_size=80))
def test_quotations_are_in_order_apart_and_hold_words(text: str) -> None:
    found = find_quotations(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for quotation in found:
        assert quotation.start < quotation.pieces[0].start
        assert quotation.pieces[-1].end <= quotation.end <= len(text)
        for span in quotation.pieces:
            assert any(character.isalnum() for character in text[span.start : span.end])
            assert text[span.start : span.end].strip() == text[span.start : span.end]


@pytest.mark.parametrize("unit", ["“a ", '"a ', "'a ", "“«", "“a\n", "a” "])
def test_nothing_but_marks_takes_no_more_than_linear_time(unit: str) -> None:
    started = time.process_time()
    find_quotations(unit * (100_000 // len(unit)))  # about a second
    assert time.process_time() - started < 10
