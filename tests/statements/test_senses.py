"""Senses: what statements mean where they stand, by the shipped network."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from made import article, page
from sayso.models import Models
from sayso.records import Act, Statement
from sayso.statements import extract, extract_with_pieces
from sayso.statements.senses import with_senses
from sayso.statements.tagging.pieces import encode

TEXT = (
    "The mayor said the fever had escaped from the laboratory on the hill.\n\n"
    "The laboratory denied that anything had got out. Its cook said the soup was too salty."
)


@pytest.fixture(scope="module")
def said(models: Models) -> tuple[Statement, ...]:
    found = extract_with_pieces(article(page("senses"), TEXT), models)
    return with_senses(found.statements, found.pieces, models.senses)


def cosine(one: Statement, other: Statement) -> float:
    left, right = (np.frombuffer(each.proposition.sense, np.int8).astype(float) for each in (one, other))
    return float(left @ right / np.linalg.norm(left) / np.linalg.norm(right))


def test_every_statement_of_a_text_has_a_sense_of_one_size(said: tuple[Statement, ...], models: Models) -> None:
    assert len(said) == 3
    assert {len(each.proposition.sense) for each in said} == {models.senses.definition.size}


def test_a_denial_is_nearer_to_what_it_denies_than_to_another_matter(said: tuple[Statement, ...]) -> None:
    escaped, denied, soup = said
    assert cosine(escaped, denied) > max(cosine(escaped, soup), cosine(denied, soup)) + 0.05


def test_who_was_charged_speaks_against_and_who_charges_does_not(models: Models) -> None:
    text = (
        "The mayor said the guard had sold the keys of the depot to thieves.\n\n"
        "“The keys were in my pocket all night,” the guard said."
    )
    found = extract_with_pieces(article(page("sides"), text), models)
    charge, answer = with_senses(found.statements, found.pieces, models.senses)
    assert max(0, charge.proposition.against + 0.5) < answer.proposition.against


def test_a_sense_depends_on_the_window_alone(said: tuple[Statement, ...], models: Models) -> None:
    pieces = encode(TEXT, models.tagger.tokenizer)
    for each in said:
        assert with_senses([each], pieces, models.senses) == (each,)


def test_what_takes_no_part_in_claims_has_no_sense(said: tuple[Statement, ...], models: Models) -> None:
    pieces = encode(TEXT, models.tagger.tokenizer)
    plain = replace(said[0], proposition=replace(said[0].proposition, sense=b"", against=0.0))
    headline = replace(plain, headline=True)  # repeats the text
    demand = replace(plain, act=Act.DEMAND)  # takes no side
    phrase = replace(plain, proposition=replace(plain.proposition, is_claim=False))  # asserts nothing that may be so
    assert with_senses([headline, demand, phrase], pieces, models.senses) == (headline, demand, phrase)
    refusal = replace(phrase, act=Act.DECLINE)  # claims nothing, but answers
    assert with_senses([refusal], pieces, models.senses)[0].proposition.sense == said[0].proposition.sense


def test_extracting_reads_no_senses(models: Models) -> None:
    assert {each.proposition.sense for each in extract(article(page("senses"), TEXT), models)} == {b""}


def test_no_statement_no_reading(models: Models) -> None:
    assert with_senses((), encode(TEXT, models.tagger.tokenizer), models.senses) == ()
