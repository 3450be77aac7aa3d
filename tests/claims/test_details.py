"""What hangs under what: a detail names its claim, is smaller, and goes the same way."""

from __future__ import annotations

import functools
from collections import Counter

import numpy as np
import pytest
from dispute import BOTH, SHIPPED, Story
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from sayso.claims import pile_of
from sayso.claims.details import COMMON_WORDS, CORE, FEWEST, NEAR, hung
from sayso.claims.flow import Flow
from sayso.claims.meaning import Meaning, WordVectors, sense_rows, unit, without_common
from sayso.claims.told import Told, prepare
from sayso.records import Act

CASES = [
    ("the copper pipes were shipped in forty sealed waggons", ("Arvenia",), True, "by which way, on its own words"),
    ("Brekland shipped copper pipes to Arvenia", BOTH, False, "the other way round is another matter"),
    ("the bridge at Orlo was shelled by mistake", (), False, "one word in common is chance"),
    ("a school for fishermen opened in spring", (), False, "nothing in common"),
]


def large(vectors: WordVectors, words: str, parties: tuple[str, ...]) -> tuple[list[list[Told]], Meaning]:
    """A claim of three statements, and one of the words given."""
    story = Story("pile")
    for who in ("Mossland", "Cestia", "Norland"):
        story = story.says(who, Act.ACCUSE, f"{SHIPPED}, {who} was told" if who != "Mossland" else SHIPPED, BOTH)
    story = story.says("Sudria", Act.ASSERT, words, parties)
    told = prepare(pile_of(story.statements(), [story.article]))
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


TERMS = ("shell", "ship", "waggon", "harbour", "school", "norland")
SAID = st.builds(
    lambda terms, flow, sense: (tuple(sorted(terms)), flow, bytes(sense)),
    st.sets(st.sampled_from(TERMS), max_size=4),
    st.sampled_from([Flow(), Flow(giver="Arvenia", receiver="Brekland"), Flow(giver="Brekland", receiver="Arvenia")]),
    st.lists(st.integers(0, 3), min_size=3, max_size=3),
)


def plainly_hung(groups: list[list[Told]], meaning: Meaning) -> dict[int, int]:
    """Each claim against each other, as the rule is told."""
    rows = iter(without_common(sense_rows([told.statement.proposition.sense for g in groups for told in g])))
    centres = [unit(np.stack([next(rows) for _ in g]).sum(axis=0, keepdims=True))[0] for g in groups]
    above = {}
    for at, (small, *_) in enumerate(groups):
        found = []
        for other, large in enumerate(groups):
            told = Counter(term for one in large for term in one.terms)
            core = {term for term, count in told.items() if count >= max(2, len(large) / CORE)} | set(large[0].terms)
            common = len((core & set(small.terms)) - meaning.names)
            near = round(float(centres[at] @ centres[other]), 5)
            back = small.flow.giver is not None and small.flow.giver == large[0].flow.receiver
            if len(large) >= FEWEST and len(large) > len(groups[at]) and common >= COMMON_WORDS and near >= NEAR:
                found += [] if back else [(-common, -near, other)]
        if found:
            above[at] = min(found)[-1]
    return {at: other for at, other in above.items() if other not in above}


@functools.cache
def one_told() -> Told:
    story = Story("one").says("Sudria", Act.ASSERT, SHIPPED)
    return prepare(pile_of(story.statements(), [story.article]))[0]


@given(claims=st.lists(st.lists(SAID, min_size=1, max_size=6), max_size=9))
@settings(max_examples=150, deadline=None)
def test_each_claim_hangs_where_a_look_at_every_other_puts_it(vectors: WordVectors, claims) -> None:
    like = one_told()
    groups = [
        [
            replace(
                like,
                terms=terms,
                flow=flow,
                statement=replace(like.statement, proposition=replace(like.statement.proposition, sense=sense)),
            )
            for terms, flow, sense in claim
        ]
        for claim in claims
    ]
    meaning = Meaning([TERMS], vectors, {"norland"})
    assert hung(groups, [group[0] for group in groups], meaning) == plainly_hung(groups, meaning)
