"""Which party a name or phrase stands for; where a text names parties; who was whose president."""

from __future__ import annotations

import csv
import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.parties import (
    FormKind,
    find_parties,
    knowing,
    leader_party,
    look_up,
    party_of,
    settled,
    source_nouns,
    split_owner,
)
from sayso.records import SourceKind

with (Path(__file__).parent / "cases/parties.csv").open(encoding="utf-8", newline="") as _file:
    CASES = list(csv.DictReader(_file))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['name']} ({case['why']})")
def test_party_of(case: dict[str, str]) -> None:
    context = frozenset(filter(None, case["context"].split(";")))
    with knowing(settled(context)):
        assert party_of(case["name"], context) == (case["party"] or None)


FOUND = [
    ("Russia and the U.S. met.", ["Russia", "United States"], "plain names in order"),
    ("The Washington Post said so.", [], "a paper that only bears the name of a capital"),
    ("Latin American leaders met.", [], "a part of the world, not the United States"),
    ("South Korea’s army and the North", ["South Korea"], "the North of nobody named"),
    ("North Korea fired; the North denied it.", ["North Korea", "North Korea"], "the North of the one named"),
    ("North Korea joined the North Atlantic fleet.", ["North Korea"], "the North of a longer name"),
    ("They told us who paid in china.", [], "small letters name no state"),
    ("US-Iran talks", ["United States", "Iran"], "two parties of a hyphenated word"),
    ("the Democratic People's Republic of Korea", ["North Korea"], "the longest form, not the Republic of Korea in it"),
    ("", [], "nothing"),
]


@pytest.mark.parametrize(("text", "parties", "why"), FOUND, ids=[row[2] for row in FOUND])
def test_find_parties(text: str, parties: list[str], why: str) -> None:
    assert [mention.form.party for mention in find_parties(text)] == parties


@given(
    st.lists(st.sampled_from(["Russia", "the North", "U.S.", "said", "China’s", "—", "North Korean", "."]), max_size=30)
)
def test_mentions_stand_in_order_and_show_their_own_form(pieces: list[str]) -> None:
    text = " ".join(pieces)
    mentions = find_parties(text)
    for mention in mentions:
        words = text[mention.start : mention.end]
        assert words in ("North", "South") or look_up(words) == mention.form
    assert all(one.end <= two.start for one, two in itertools.pairwise(mentions))


def test_a_seat_keeps_its_own_name() -> None:
    form = look_up("the White House")
    assert form is not None
    assert (form.body, form.party, form.kind) == ("White House", "United States", FormKind.SEAT)


def test_the_owner_of_a_phrase_is_its_longest_first_form() -> None:
    owner, rest = split_owner("South Korea’s foreign ministry")
    assert owner is not None
    assert (owner.party, rest) == ("South Korea", "foreign ministry")
    assert split_owner("a tall man") == (None, "a tall man")


LEADERS = [
    ("Harry Truman", "1950-06-25", "United States", "in office on the day"),
    ("Truman", "1950-06-25", "United States", "by the family name alone"),
    ("Harry Truman", "1960-01-01", None, "no longer in office"),
    ("Bess Truman", "1950-06-25", None, "another given name"),
    ("Ann Roe", None, None, "nobody's president"),
    ("", None, None, "no name"),
]


@pytest.mark.parametrize(("name", "day", "party", "why"), LEADERS, ids=[row[3] for row in LEADERS])
def test_leader_party(name: str, day: str | None, party: str | None, why: str) -> None:
    assert leader_party(name, day) == party


def test_every_noun_of_the_table_has_a_sort_and_a_sphere() -> None:
    for noun, told in source_nouns().items():
        assert noun == noun.lower()
        assert told.sort in ("person", "body", "document")
        assert told.sphere in ("state", "place", "self", "any")
        assert told.kind in ("", *SourceKind)
