"""Senses: what statements mean where they stand, by the shipped network."""

from __future__ import annotations

import numpy as np
import pytest

from made import article, page
from sayso.models import Models
from sayso.records import Statement
from sayso.statements import extract
from sayso.statements.senses import with_senses
from sayso.statements.tagging.pieces import encode

TEXT = (
    "The mayor said the fever had escaped from the laboratory on the hill.\n\n"
    "The laboratory denied that anything had got out. Its cook said the soup was too salty."
)


@pytest.fixture(scope="module")
def said(models: Models) -> tuple[Statement, ...]:
    return extract(article(page("senses"), TEXT), models)


def cosine(one: Statement, other: Statement) -> float:
    left, right = (np.frombuffer(each.proposition.sense, np.int8).astype(float) for each in (one, other))
    return float(left @ right / np.linalg.norm(left) / np.linalg.norm(right))


def test_every_statement_of_a_text_has_a_sense_of_one_size(said: tuple[Statement, ...], models: Models) -> None:
    assert len(said) == 3
    assert {len(each.proposition.sense) for each in said} == {models.senses.definition.size}


def test_a_denial_is_nearer_to_what_it_denies_than_to_another_matter(said: tuple[Statement, ...]) -> None:
    escaped, denied, soup = said
    assert cosine(escaped, denied) > max(cosine(escaped, soup), cosine(denied, soup)) + 0.2


def test_a_sense_depends_on_the_window_alone(said: tuple[Statement, ...], models: Models) -> None:
    pieces = encode(TEXT, models.tagger.tokenizer)
    for each in said:
        assert with_senses([each], pieces, models.senses) == (each,)


def test_no_statement_no_reading(models: Models) -> None:
    assert with_senses((), encode(TEXT, models.tagger.tokenizer), models.senses) == ()
