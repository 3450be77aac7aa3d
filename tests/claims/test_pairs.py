"""The hard set of tests/cases/claims.csv: one decision a row, and the floors it must not fall under.

`bench/claims.py pairs` prints the same figures beside those of plain vectors and of shared words.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from made import article, page
from sayso.claims import pile_of, relate
from sayso.claims.meaning import WordVectors
from sayso.models import Models
from sayso.records import UNDATED, Act, Article, Mode, Proposition, Span, Speaker, Statement, make_id
from sayso.statements.senses import with_senses
from sayso.statements.tagging.pieces import encode
from sayso.statements.tagging.tag import see

CASES = Path(__file__).parents[1] / "cases" / "claims.csv"
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})

# Least right of each kind, of 175 rows. What word order, figures of one thing and negation tell is decided;
# who acts where no party is named, and details of one event, are words alone: see docs/evaluation.md.
FLOORS = {
    "date": 6,
    "detail": 6,
    "direction": 13,
    "negated": 12,
    "number": 6,  # of 8
    "opposite": 8,  # of 12
    "other-actor": 10,  # of 18
    "other-claim": 12,  # of 35
    "other-object": 1,  # of 9
    "part": 3,  # of 10
    "reworded": 43,  # of 46
}


def whole(text: str, parties: tuple[str, ...], models: Models) -> tuple[Article, Statement]:
    """A text that is one assertion by the first of its parties."""
    of = article(page(text), text)
    doc = see(text, models).doc
    proposition = Proposition(
        lemmas=tuple(token.lemma_.lower() for token in doc if token.pos_ in CONTENT),
        parties=parties,
        names=(),
        negated=any(token.dep_ == "neg" or token.lower_ == "never" for token in doc),
        hedged=False,
        is_claim=True,
    )
    made = Statement(
        statement_id=make_id("st", of.article_id),
        article_id=of.article_id,
        source=(),
        cue=(),
        content=(Span(0, len(text)),),
        mode=Mode.INDIRECT,
        act=Act.ASSERT,
        negated=False,
        speaker=Speaker(party=parties[0] if parties else None),
        via=(),
        said_on=UNDATED,
        proposition=proposition,
        score=1.0,
        why="",
        method="hand",
    )
    (sensed,) = with_senses([made], encode(text, models.tagger.tokenizer), models.senses)
    return of, sensed


@pytest.fixture(scope="module")
def decided(models: Models, vectors: WordVectors) -> list[tuple[dict[str, str], bool]]:
    """Each row, and whether `relate` decided it right."""
    with CASES.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = []
    for row in rows:
        made = [
            whole(row[side], tuple(party for party in row[f"{side}_parties"].split(";") if party), models)
            for side in ("left", "right")
        ]
        related = relate(pile_of([each for _, each in made], [each for each, _ in made]), vectors)
        found.append((row, (len(related.claims) == 1) == (row["same"] == "1")))
    return found


def test_each_kind_keeps_its_floor(decided: list[tuple[dict[str, str], bool]]) -> None:
    right = Counter(row["kind"] for row, right in decided if right)
    assert {kind: right[kind] for kind in FLOORS if right[kind] < FLOORS[kind]} == {}


def test_every_kind_has_a_floor(decided: list[tuple[dict[str, str], bool]]) -> None:
    assert {row["kind"] for row, _ in decided} == FLOORS.keys()
