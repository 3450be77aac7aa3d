"""People found in a user's own list: by name and party, never two for one, and offices by their days."""

from __future__ import annotations

import pytest
from pile import Voice, pile

from sayso.known.lines import key_set
from sayso.people import as_spoken, identify, wanted
from sayso.records import Identified, Known, KnownRole, Sort


def listed(known_id: str, *names: str, party: str | None = None, roles: tuple[KnownRole, ...] = (), sort=Sort.PERSON):
    return Known(known_id, sort, names[0], names[1:], (party,) if party else (), roles, key_set(names))


def found(voices: list[Voice], known: list[Known]) -> tuple[list[tuple[str | None, str | None]], Identified]:
    """`(name, id in the list)` of each voice, and all that was found."""
    statements, articles = pile(voices)
    result = identify(statements, articles, known)
    return [(said.speaker.name, said.speaker.known) for said in as_spoken(statements, result)], result


CASES = [
    # voices, lines of the list, the id each voice gets
    ([Voice("Sergey Wenn")], [listed("q1", "Sergei Wenn", "Sergey Wenn")], ["q1"], "an alias"),
    (
        [Voice("Sergey Wenn"), Voice("Sergei Wenn")],
        [listed("q1", "Sergei Wenn", "Sergey Wenn")],
        ["q1", "q1"],
        "two romanisations, one by the list",
    ),
    ([Voice("SERGEI WENN")], [listed("q1", "Sergei Wenn")], ["q1"], "case"),
    ([Voice("Sergei P. Wenn")], [listed("q1", "Sergei Wenn")], ["q1"], "an initial more"),
    (
        [Voice("Sergei Pavel Wenn")],
        [listed("q1", "Sergei Wenn")],
        [None],
        "a middle name more, and no party that agrees",
    ),
    ([Voice("Sergei Wen")], [listed("q1", "Sergei Wenn")], [None], "a letter less"),
    ([Voice("Wenn")], [listed("q1", "Sergei Wenn")], [None], "a family name alone"),
    (
        [Voice("Wenn", None, "Norway")],
        [listed("q1", "Sergei Wenn", "Wenn", party="Norway")],
        [None],
        "a bare name without an office is nobody's",
    ),
    ([Voice("Sergei Wenn", None, "Norway")], [listed("q1", "Sergei Wenn", party="Sweden")], [None], "another state's"),
    (
        [Voice("Sergei Wenn", None, "Norway")],
        [listed("q1", "Sergei Wenn", party="Norway")],
        ["q1"],
        "of the same state",
    ),
    ([Voice("Sergei Wenn", None, "Norway")], [listed("q1", "Sergei Wenn")], ["q1"], "the list tells no party"),
    (
        [Voice("Sergei Wenn")],
        [listed("q1", "Sergei Wenn"), listed("q2", "S. Roe", "Sergei Wenn")],
        [None],
        "an alias of two ids is matched to neither",
    ),
    (
        [Voice("Sergei Wenn", None, "Norway")],
        [listed("q1", "Sergei Wenn", party="Norway"), listed("q2", "Sergei Wenn", party="Sweden")],
        ["q1"],
        "of two ids the one whose party does not contradict",
    ),
    ([Voice("Limbank", person=False)], [listed("f1", "Limbank", sort=Sort.FIRM)], ["f1"], "a firm"),
    ([Voice("Limbank", person=False)], [listed("q1", "Limbank")], [None], "a person is no firm"),
    ([Voice("Ada Roe")], [listed("f1", "Ada Roe", sort=Sort.FIRM)], [None], "a firm is no person"),
    (
        [
            Voice("Foreign Ministry", None, "Norway", person=False),
            Voice("Foreign Ministry", None, "Sweden", person=False),
        ],
        [listed("b1", "Foreign Ministry", party="Norway", sort=Sort.BODY)],
        ["b1", None],
        "a ministry by its state",
    ),
    (
        [Voice("Ada Roe", "envoy", "Norway"), Voice("Ada Roe", "envoy", "Sweden")],
        [listed("q1", "Ada Roe")],
        [None, None],
        "two who cannot be one",
    ),
]


@pytest.mark.parametrize(("voices", "known", "expected", "why"), CASES, ids=[why for *_, why in CASES])
def test_whom_the_list_knows(voices, known, expected, why):
    told, _ = found(voices, known)
    assert [known_id for _, known_id in told] == expected, why
    assert found(voices, known[::-1])[0] == told, "the order of a list changes nothing"


def test_what_fits_two_is_told():
    _, result = found([Voice("Ada Roe")], [listed("q1", "Ada Roe"), listed("q2", "Ida Roe", "Ada Roe")])
    assert result.unclear == ("“Ada Roe” fits q1 and q2",)


def test_who_is_known_has_the_name_of_the_list_and_one_id():
    told, result = found(
        [Voice("Sergey Wenn"), Voice("Sergei Wenn")], [listed("q1", "Sergei P. Wenn", "Sergei Wenn", "Sergey Wenn")]
    )
    assert told == [("Sergei P. Wenn", "q1")] * 2
    (person,) = result.people
    assert person.aliases == ("Sergei Wenn", "Sergey Wenn")


def minister(known_id: str, name: str, since: str | None, until: str | None = None) -> Known:
    return listed(known_id, name, party="Norway", roles=(KnownRole("foreign minister", "Norway", since, until),))


ADA, BO = minister("q1", "Ada Roe", "2029", "2031-04-30"), minister("q2", "Bo Ek", "2031-05-01")
CY = minister("q3", "Cy Wo", None)
DI = listed("q4", "Di Ro", party="Norway", roles=(KnownRole("spokesman", "Norway", "2030"),))
FM = "foreign minister"


def office(told: str, role: str = FM, party: str | None = "Norway", day: str = "2031-06") -> Voice:
    return Voice(None, role, party, day, description=told)


OFFICES = [
    # an office told without a name, the list, who it is
    (office("the foreign minister"), [ADA, BO], "Bo Ek", "in office all of the month"),
    (office("the foreign minister", day="2030-06"), [ADA, BO], "Ada Roe", "the one before"),
    (office("Norway’s foreign minister"), [BO], "Bo Ek", "told with the party"),
    (office("its minister for foreign affairs", "minister for foreign affairs"), [BO], "Bo Ek", "in other words"),
    (office("the foreign minister", day="2031"), [ADA, BO], None, "a year in which two were"),
    (office("the foreign minister", day=""), [BO], None, "no day is known"),
    (office("the foreign minister", day="2028-05"), [ADA, BO], None, "before the list begins"),
    (office("the foreign minister", day="2029-05"), [ADA], None, "since 2029: perhaps since June"),
    (office("the foreign minister", party="Sweden"), [ADA, BO], None, "of another state"),
    (office("the foreign minister", party=None), [BO], None, "whose is not told"),
    (office("a foreign minister"), [BO], None, "anybody's"),
    (office("the former foreign minister", "former foreign minister"), [BO], None, "no longer in office"),
    (office("the deputy foreign minister", "deputy foreign minister"), [BO], None, "another office"),
    (office("the foreign minister"), [BO, CY], None, "one without days leaves doubt"),
    (office("the spokesman", "spokesman"), [DI], None, "many are spokesmen"),
]


@pytest.mark.parametrize(("voice", "known", "who", "why"), OFFICES, ids=[why for *_, why in OFFICES])
def test_who_held_an_office_on_the_day(voice, known, who, why):
    ((name, known_id),), result = found([voice], known)
    assert name == who, why
    assert (known_id is not None) == (who is not None)
    assert [one.known for one in result.people] == ([known_id] if who else [])


def test_an_office_and_a_name_are_one_person():
    told, result = found(
        [
            office("the foreign minister"),
            Voice("Bo Ek", None, "Norway"),
        ],
        [BO],
    )
    assert told == [("Bo Ek", "q2")] * 2
    assert len(result.people) == 1
    assert "was foreign minister of Norway" in result.spoken[0].why + result.spoken[1].why


def test_only_what_a_pile_may_need_is_asked_of_a_list():
    statements, _ = pile([Voice("Ada K. Roe"), office("the foreign minister", day="")])
    asked = wanted(statements)
    assert set(key_set(["Ada Roe"])) == asked.keys
    assert asked.offices == {("foreign minister", "Norway")}
