"""The scorer of the sample: a figure is worth as much as what counts it."""

from __future__ import annotations

from typing import Any

import pytest

from made import article, page, statement
from sayso.ledger.queries import PlacedStatement
from sayso.records import UNDATED, Position, Speaker, Stance
from scoring import Held, Share, claim_pairs, match_positions, match_statements, occurrences, place, same_party

TEXT = "Ada Roe said that it rained. Ben Poe denied that. Later she said that it was dry, and Ada Roe said so twice."
OF = article(page("scored"), TEXT)
KEY = ("a.txt", 0)


def gold(source: str, cue: str, *content: str) -> dict[str, Any]:
    """A true statement of the text."""
    return {"path": KEY[0], "ordinal": KEY[1], "source": source, "cue": cue, "content": list(content)}


PLACES = [
    ("that", ["that", "that", "that"]),  # every place
    ("rain", []),  # whole words only
    ("it  was\ndry", ["it was dry"]),  # whatever the white space
    ("", []),  # no words stand nowhere
]


@pytest.mark.parametrize(("words", "expected"), PLACES)
def test_occurrences(words, expected):
    assert [TEXT[span.start : span.end] for span in occurrences(TEXT, words)] == expected


NEAREST = [
    (gold("Ben Poe", "denied", "that"), "denied that"),  # of three "that", the one beside its cue
    (gold("she", "said", "that"), "she said that"),
    (gold("Ada Roe", "said", "it rained"), "that it rained"),
    (gold("Cy Doe", "said", "it rained"), None),  # words that do not stand there
]


@pytest.mark.parametrize(("true", "context"), NEAREST)
def test_a_true_statement_is_placed_where_its_pieces_stand_together(true, context):
    placed = place(TEXT, true)
    ends = [span.end for span in placed[1]] if placed else []
    assert ends == ([TEXT.index(context) + len(context)] if context else [])


STATEMENTS = [
    (("Ada Roe", "said", "it rained"), True, True),  # the same
    (("Ada Roe", "said", "that it rained"), True, True),  # half of the letters of both are enough
    (("Ben Poe", "said", "it rained"), True, False),  # another source
    (("", "said", "it rained"), True, False),  # none
    (("Ada Roe", "said", TEXT), None, None),  # one over everything covers nothing
    (("Ada Roe", "said", "it was dry"), None, None),  # elsewhere
]


@pytest.mark.parametrize(("words", "found", "source"), STATEMENTS)
def test_a_statement_is_found_by_its_content(words, found, source):
    pairs = list(match_statements([gold("Ada Roe", "said", "it rained")], {KEY: TEXT}, {KEY: [statement(OF, *words)]}))
    match = pairs[0][1]
    assert (match is not None) == bool(found)
    assert match is None or match.source_agrees == source


PARTIES = [
    ("The North", "North", True),  # "the" and case do not count
    ("NLD", "Norland", True),  # an alias
    ("Sudria", "Norland", False),
    (None, None, True),  # nobody is nobody
    (None, "Norland", False),
]


@pytest.mark.parametrize(("name", "party", "same"), PARTIES)
def test_same_party(name, party, same):
    assert same_party(name, party, {"Norland": ["NLD"]}) == same


def held(claim: str, predicted: str, stance: Stance = Stance.DENIES, ids: tuple[str, ...] = ()) -> Held:
    """A true position on `claim` that was found on the claim `predicted`."""
    position = Position("po", predicted, "Norland", None, stance, UNDATED, ids, 1, 1, False, "")
    return Held({"claim_id": claim}, (position,))


def test_grouping_is_counted_in_pairs():
    rows = [held("dam", "k1"), held("dam", "k1"), held("dam", "k2"), held("toll", "k2")]
    together, apart = claim_pairs(rows)
    assert together == Share(1, 3)  # of three pairs on the dam, one kept together
    assert apart == Share(1, 2)  # of two pairs put together, one belongs so


HOLDERS = [
    (Speaker(name="Ben Poe", party="Norland"), True),  # by party
    (Speaker(name="Norland"), True),  # by name
    (Speaker(name="Ben Poe"), False),  # a person alone is not the party
    (Speaker(), False),
]


@pytest.mark.parametrize(("speaker", "found"), HOLDERS)
def test_a_position_is_found_under_its_holder_alone(speaker, found):
    said = statement(OF, "Ada Roe", "said", "it rained", speaker=speaker)
    true = {"file": "a.txt", "claim_id": "rain", "holder": "Norland", "quote": "that it rained"}
    position = held("rain", "k1", ids=(said.statement_id,)).positions[0]
    answers = {"positions": [true], "aliases": {}}
    [(_, match)] = match_positions(answers, [PlacedStatement("a.txt", OF, said)], [position])
    assert (match is not None) == found
    assert match is None or match.positions == (position,)
