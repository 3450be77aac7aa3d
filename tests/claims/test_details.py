"""What hangs under what: a detail names its claim, is smaller, and goes the same way."""

from __future__ import annotations

import pytest
from dispute import Story

from sayso.claims.details import hung
from sayso.claims.meaning import Meaning, WordVectors
from sayso.claims.told import Told, prepare
from sayso.records import Act

BOTH = ("Arvenia", "Brekland")
SHIPPED = "Arvenia shipped artillery shells to Brekland"

CASES = [
    ("the artillery shells were shipped in forty sealed waggons", ("Arvenia",), True, "by which way, on its own words"),
    ("Brekland shipped artillery shells to Arvenia", BOTH, False, "the other way round is another matter"),
    ("the bridge at Orlo was shelled by mistake", (), False, "one word in common is chance"),
    ("a school for fishermen opened in spring", (), False, "nothing in common"),
]


def large(vectors: WordVectors, words: str, parties: tuple[str, ...]) -> tuple[list[list[Told]], Meaning]:
    """A claim of three statements, and one of the words given."""
    story = Story("pile")
    for who in ("Mossland", "Cestia", "Norland"):
        story = story.says(who, Act.ACCUSE, f"{SHIPPED}, {who} was told" if who != "Mossland" else SHIPPED, BOTH)
    story = story.says("Sudria", Act.ASSERT, words, parties)
    told = prepare(story.statements(), [story.article], {})
    told.sort(key=lambda item: item.statement.content[0].start)
    names = frozenset(word.lower() for word in ("Mossland", "Cestia", "Norland", *BOTH))
    return [told[:3], told[3:]], Meaning([item.terms for item in told], vectors, names)


@pytest.mark.parametrize(("words", "parties", "hangs", "why"), CASES)
def test_what_hangs_under_a_claim(
    vectors: WordVectors, words: str, parties: tuple[str, ...], hangs: bool, why: str
) -> None:
    groups, meaning = large(vectors, words, parties)
    assert hung(groups, [group[0] for group in groups], meaning) == ({1: 0} if hangs else {}), why


def test_a_small_claim_has_nothing_under_it(vectors: WordVectors) -> None:
    groups, meaning = large(vectors, *CASES[0][:2])
    pair = [groups[0][:2], groups[1]]
    assert hung(pair, [group[0] for group in pair], meaning) == {}
