"""What a statement says, as `relate` compares it: parties, names, who is said to have claimed it."""

from __future__ import annotations

import pytest

from sayso.models import Models
from statements.marked import read_marked

CASES = [
    ("{Roe} <said> [Denmark sold boats to Sweden].", ["Denmark", "Sweden"], [], None, "parties in order of mention"),
    ("{Roe} <said> [Stockholm sold boats to the Danes].", ["Sweden", "Denmark"], [], None, "capital and people"),
    ("“[We sold boats to Sweden],” {Danish envoy Ann Roe} <said>.", ["Denmark", "Sweden"], [], None,
     "we is the speaker's party"),
    ("{Denmark} <said> [it sold boats to Sweden].", ["Denmark", "Sweden"], [], None, "it is the speaking state"),
    ("{Danish envoy Ann Roe} <said> [it rained in Sweden].", ["Sweden"], [], None, "it of the weather is nobody"),
    ("{Roe} <said> [the US sold boats].", ["United States"], [], None, "US is a state, not the pronoun"),
    ("“[The US sold boats],” {Danish envoy Ann Roe} <said>.", ["United States"], [], None, "likewise in quoted words"),
    ("Ivo Lann left. {Roe} <said> [Lann sold boats].", [], ["Ivo Lann"], None, "a family name by its full name"),
    ("{Roe} <said> [President Ivo Lann left].", [], ["Ivo Lann"], None, "a title is no name"),
    ("{Iran} <denied> [U.S. claims that it had sold boats].", ["United States"], [], "United States",
     "whose claims are denied"),
    ("{Iran} <rejected> [accusations by Denmark of selling boats].", ["Denmark"], [], "Denmark", "claims by a party"),
    ("{Iran} <denied> [reports that Denmark sold boats].", ["Denmark"], [], None, "reports of nobody named"),
    ("{Iran} <repeated> [U.S. claims that boats were sold].", ["United States"], [], None,
     "only answers have somebody to answer"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "parties", "names", "by", "why"), CASES, ids=[row[4] for row in CASES])
def test_proposition(
    marked: str, parties: list[str], names: list[str], by: str | None, why: str, models: Models
) -> None:
    proposition = read_marked(marked, models)[-1].proposition
    assert (list(proposition.parties), list(proposition.names), proposition.asserted_by) == (parties, names, by)


def test_lemmas_are_content_words_in_order(models: Models) -> None:
    statement = read_marked("{Roe} <said> [the boats had 3 broken masts and then they sank].", models)[-1]
    assert statement.proposition.lemmas == ("boat", "3", "break", "mast", "sink")


def test_several_parties_that_speak_together_give_a_statement_each(models: Models) -> None:
    """A joint statement of three states is the word of three parties, each with the words that name it."""
    marked = "{Denmark, Sweden and Japan} <said> [the boats had sunk]."
    statements = read_marked(marked, models)
    text = "Denmark, Sweden and Japan said the boats had sunk."
    assert [s.speaker.party for s in statements] == ["Denmark", "Sweden", "Japan"]
    assert [text[s.source[0].start : s.source[0].end] for s in statements] == ["Denmark", "Sweden", "Japan"]
    assert len({s.statement_id for s in statements}) == 3


def test_the_same_text_reads_the_same_twice(models: Models) -> None:
    marked = "{Danish envoy Ann Roe} <said> [it rained]. || {She} <told> CNN on Friday [that the dam may break]."
    assert read_marked(marked, models) == read_marked(marked, models)


def test_two_who_may_be_meant_are_both_named(models: Models) -> None:
    marked = "{Kim Jae Ho} <said> [that it rained]. || {Kim Min Su} <said> [that it snowed]. || {Kim} <left>, [cold]."
    assert read_marked(marked, models)[-1].why == "“Kim” may be Kim Jae Ho and Kim Min Su"
