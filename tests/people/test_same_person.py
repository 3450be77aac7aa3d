"""Who is one person over the pile, and who are two: a table, and what holds for every pile."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pile import Voice, pile

from sayso.people import as_spoken, identify
from sayso.records import Basis, Dated, Identified

ROWS = list(csv.DictReader((Path(__file__).parents[1] / "cases/same_person.csv").open(encoding="utf-8")))


def ids(voices: list[Voice]) -> list[str | None]:
    """The id over the pile of each voice, in their order."""
    statements, articles = pile(voices)
    return [said.speaker.id for said in as_spoken(statements, identify(statements, articles))]


def case(row: dict[str, str]) -> object:
    marks = [pytest.mark.xfail(strict=True, reason=row["fault"])] if row["fault"] else []
    return pytest.param(row, id=f"{row['name']}|{row['name2']}|{row['why']}", marks=marks)


@pytest.mark.parametrize("row", list(map(case, ROWS)))
def test_two_voices_are_one_person_or_two(row):
    one = Voice(row["name"], row["role"], row["party"] or None, row["day"])
    other = Voice(row["name2"], row["role2"], row["party2"] or None, row["day2"])
    first, second = ids([one, other])
    assert first is not None
    assert second is not None
    assert ("one" if first == second else "two") == row["expected"], row["why"]


def test_the_table_is_large_enough_and_each_row_says_why():
    assert len(ROWS) >= 40
    assert all(row["why"] for row in ROWS)


MANY = [
    # who speaks, and for each the number of the person it is; null: nobody can say
    (
        [Voice("Ada Roe", "president", "Norland", "2031-05"), Voice("Roe", "president", "Norland", "2031-05")],
        [0, 0],
        "a bare name with an office that one holds, and the party",
    ),
    (
        [Voice("Ada Roe", "president", "Norland", "2031-05"), Voice("Roe", None, None, "2031-05")],
        [0, None],
        "a family name alone is never enough",
    ),
    (
        [Voice("Ada Roe", "president", "Norland", "2031-05"), Voice("Roe", None, "Norland", "2031-05")],
        [0, None],
        "nor with a party: many serve it",
    ),
    (
        [Voice("Ada Roe", "spokeswoman", "Norland", "2031-05"), Voice("Roe", "spokeswoman", "Norland", "2031-05")],
        [0, None],
        "nor with an office that many hold",
    ),
    (
        [Voice("Ada Roe", "president", "Norland", "2031-05"), Voice("Roe", "president", "Sudria", "2031-05")],
        [0, 1],
        "the president of another state",
    ),
    (
        [Voice("Ada Roe", "president", "Norland", "1990-05"), Voice("Roe", "president", "Norland", "2031-05")],
        [0, None],
        "a family may give two presidents",
    ),
    (
        [
            Voice("Ada Roe", "president", "Norland", "2031-05"),
            Voice("Bo Roe", "president", "Norland", "2031-05"),
            Voice("Roe", "president", "Norland", "2031-05"),
        ],
        [0, 1, None],
        "two who are told so: nobody can say",
    ),
    (
        [Voice("Kim Tae Min", "president", "Norland", "2031-05"), Voice("Kim", "president", "Norland", "2031-05")],
        [0, 0],
        "the family name stands first",
    ),
    (
        [Voice("Kim Tae Min", "president", "Norland", "2031-05"), Voice("Min", "president", "Norland", "2031-05")],
        [0, None],
        "the last syllable of a given name is none",
    ),
    (
        [Voice("Sutan", "president", "Norland", "2031-05"), Voice("Sutan", "president", "Norland", "2031-06")],
        [0, 0],
        "one name alone, as some people have: office and party tell",
    ),
    (
        [Voice("Sutan", None, None, "2031-05"), Voice("Sutan", None, None, "2031-05")],
        [None, None],
        "one name alone and nothing else",
    ),
    (
        [Voice("Bo Ek"), Voice("Bo A. Ek"), Voice("Bo B. Ek")],
        [0, 1, 2],
        "the plain name may be either: joined to neither",
    ),
    (
        [Voice("Ada Roe", "envoy", "Norland"), Voice("Ada Roe", "singer"), Voice("Ada Roe")],
        [0, 1, None],
        "of whom nothing is told may be either",
    ),
    (
        [Voice("Ada Roe", "envoy", "Norland"), Voice("Ada Roe", "coach", "Sudria"), Voice("Ada Roe", "coach")],
        [0, 1, 1],
        "the role tells which",
    ),
    (
        [*[Voice("Ada Roe", "president", "Norway")] * 10, Voice("Ada Roe", "president", "Sweden")],
        [0] * 11,
        "one article in eleven was misread",
    ),
    (
        [*[Voice("Ada Roe", "president", "Norway")] * 3, Voice("Ada Roe", "president", "Sweden")],
        [0, 0, 0, 1],
        "one article in four may be another",
    ),
    (
        [*[Voice("Ada Roe", "president", "Norway")] * 10, Voice("Ada Roe", None, "Sweden"), Voice("Ada Roe")],
        [0] * 12,
        "one article in eleven took a state from the words around it: nobody is parted, and who tells none neither",
    ),
    (
        [*[Voice("Ada Roe", "president", "Norway")] * 10, Voice("Ada Roe", "judge", "Sweden")],
        [0] * 10 + [1],
        "an office of her own parts a namesake, however seldom told",
    ),
    (
        [*[Voice("Ada Roe", "president", "Norway")] * 10, Voice("Ada Roe", None, "Roe Shipping Corp")],
        [0] * 10 + [1],
        "a firm is told by words beside the name: no misreading",
    ),
    (
        [*[Voice("Ada Roe", "president", "Norway")] * 10, Voice("Roe", None, "Norway")],
        [0] * 11,
        "the bare name and its party, and nobody else of that name in eleven articles",
    ),
    (
        [*[Voice("Ada Roe", "president", "Norway")] * 10, Voice("Roe")],
        [0] * 10 + [None],
        "a family name alone, in an article that tells nothing of her state",
    ),
    (
        [*[Voice("Ada Roe", "president", "Norway")] * 9, Voice("Roe", None, "Norway")],
        [0] * 9 + [None],
        "named in full in too few articles to stand out",
    ),
    (
        [*[Voice("Ada Roe", "president", "Norway")] * 10, *[Voice("Bo Roe")] * 2, Voice("Roe", None, "Norway")],
        [0] * 10 + [1, 1, None],
        "another of the family name is heard too",
    ),
    (
        [*[Voice("Ada Roe", "president", "Norway")] * 10, Voice("Roe", None, "Sweden")],
        [0] * 10 + [None],
        "of another state",
    ),
    (
        [*[Voice("Ada Roe", "president", "Norway")] * 10, Voice("Roe", "prime minister", "Norway")],
        [0] * 10 + [None],
        "by an office that nobody tells of her",
    ),
    (
        [
            Voice("Foreign Ministry", None, "Norland", person=False),
            Voice("Foreign Ministry", None, "Sudria", person=False),
        ],
        [0, 1],
        "a ministry of each state",
    ),
    (
        [
            Voice("Foreign Ministry", None, "Norland", person=False),
            Voice("Ministry of Foreign Affairs", None, "Norland", person=False),
            Voice("the foreign ministry", None, "Norland", person=False),
        ],
        [0, 0, 0],
        "one ministry under its names",
    ),
    (
        [Voice("Foreign Ministry", None, "Norland", person=False), Voice("Foreign Ministry", person=False)],
        [0, None],
        "any state has one",
    ),
    (
        [Voice("Limnews", None, "Norland", person=False), Voice("Limnews", person=False)],
        [0, 0],
        "a name that only one body has",
    ),
    (
        [Voice("Norway", None, "Norway", person=False), Voice("Oslo", None, "Norway", person=False)],
        [0, 0],
        "a state and its capital, by the table of parties",
    ),
    (
        [Voice("Limco", person=False), Voice("Limco", person=False), Voice("Limco")],
        [0, 0, 0],
        "read as a person in one article of three",
    ),
    (
        [
            Voice("Norland’s defence ministry", None, "Norland", person=False),
            Voice("defence ministry", None, "", person=False, told_parties=("Norland",)),
        ],
        [0, 0],
        "of the states with bodies in the pile, the article tells of one alone",
    ),
    (
        [
            Voice("Norland’s defence ministry", None, "Norland", person=False),
            Voice("Sudria’s embassy", None, "Sudria", person=False),
            Voice("defence ministry", None, "", person=False, told_parties=("Norland", "Sudria")),
        ],
        [0, 1, None],
        "the article tells of two of them",
    ),
    (
        [Voice("Ada Roe"), Voice("Roe", "envoy", "Norland", person=False), Voice("Roe", None, "", person=False)],
        [0, 1, 1],
        "a body in all articles is one",
    ),
    (
        [
            Voice("Ada Roe", "president", "Norland"),
            Voice("Roe", "president", "Norland"),
            Voice("Roe", "president", "Norland", person=False),
        ],
        [0, 0, 0],
        "a body in one article of two, and the family name of a person: a person",
    ),
    ([Voice("Roe himself")], [None], "what is written small is no name"),
    ([Voice("J. Roe"), Voice("J. Roe")], [None, None], "one initial tells nobody from another"),
    ([Voice("van Dam"), Voice("van Dam")], [None, None], "a particle does not make a family name full"),
]


@pytest.mark.parametrize(("voices", "expected", "why"), MANY, ids=[why for _, _, why in MANY])
def test_who_is_who_among_several(voices, expected, why):
    seen: dict[str, int] = {}
    found = [one if one is None else seen.setdefault(one, len(seen)) for one in ids(voices)]
    assert found == expected, why


def test_who_it_may_be_is_said():
    statements, articles = pile([Voice("Ada Roe", None, "Norland"), Voice("Bo Roe"), Voice("Roe")])
    (left,) = [one for one in identify(statements, articles).spoken if one.person_id is None]
    assert left.why == "“Roe” is a bare name: it may be Ada Roe (Norland) or Bo Roe"


def test_a_person_has_the_name_told_most_and_the_others_beside_it():
    voices = [Voice("ADA ROE")] * 3 + [Voice("Ada Roe")] * 2 + [Voice("Ada K. Roe", "envoy", "Norland", "2031-05")]
    (ada,) = found(voices).people
    assert (ada.name, ada.aliases, ada.parties) == ("Ada Roe", ("ADA ROE", "Ada K. Roe"), ("Norland",))
    assert [(held.title, held.party, held.earliest, held.latest) for held in ada.roles] == [
        ("envoy", "Norland", "2031-05-01", "2031-05-31")
    ]


def test_a_role_is_held_since_the_days_of_articles_that_are_bounded_on_both_sides():
    statements, articles = pile([Voice("Ada Roe", "envoy", "Norland", "2031-05"), Voice("Ada Roe", "envoy", "Norland")])
    articles[1] = replace(articles[1], published=Dated(None, "2021-01-01", None, Basis.META))
    (ada,) = identify(statements, articles).people
    assert [(held.earliest, held.latest, held.articles) for held in ada.roles] == [("2031-05-01", "2031-05-31", 2)]


def found(voices: list[Voice]) -> Identified:
    return identify(*pile(voices))


def test_who_speaks_for_himself_does_so_under_the_one_name():
    statements, articles = pile([Voice("ADA ROE"), Voice("Ada Roe")])
    spoken = as_spoken(statements, identify(statements, articles))
    assert {(said.speaker.name, said.speaker.party) for said in spoken} == {("Ada Roe", "Ada Roe")}


NAMES = [
    "Ada Roe",
    "ADA ROE",
    "Ada K. Roe",
    "Ada L. Roe",
    "Ada Kira Roe",
    "Roe Ada",
    "Roe",
    "Cho Mun Il",
    "Cho Mun-il",
    "Mun Il Cho",
]
VOICES = st.builds(
    Voice,
    st.sampled_from(NAMES),
    st.sampled_from([None, "president", "envoy", "farmer", "former envoy"]),
    st.sampled_from([None, "Norland", "Sudria"]),
    st.sampled_from(["", "2024-05", "2031-05"]),
)


@given(voices=st.lists(VOICES, max_size=12), seed=st.integers(0, 1000))
@settings(max_examples=150, deadline=None)
def test_the_order_of_the_pile_changes_nothing(voices, seed):
    statements, articles = pile(voices)
    expected = identify(statements, articles)
    chance = random.Random(seed)
    chance.shuffle(statements)
    chance.shuffle(articles)
    assert identify(statements, articles) == expected


@given(voices=st.lists(VOICES, max_size=12))
@settings(max_examples=100, deadline=None)
def test_every_id_is_one_persons_and_nobody_is_of_two_parties_at_one_time(voices):
    statements, articles = pile(voices)
    result = identify(statements, articles)
    assert len({person.person_id for person in result.people}) == len(result.people)
    assert len({one.statement_id for one in result.spoken}) == len(result.spoken)
    spoken = {one.statement_id: one.person_id for one in result.spoken}
    bearing = [(spoken.get(said.statement_id), voice) for said, voice in zip(statements, voices, strict=True)]
    for person, one in bearing:
        for other_person, other in bearing:
            clash = {one.party, other.party} == {"Norland", "Sudria"} and one.day == other.day
            assert not (clash and person is not None and person == other_person)
