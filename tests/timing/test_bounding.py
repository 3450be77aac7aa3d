"""What bounds the day of an article beside its ties: journeys, days without their year, who held an office.

The table of offices is of real ones; those named here are long gone. The rest is invented.
"""

from __future__ import annotations

from datetime import date

import pytest

from sayso.timing.bounds import Bounds, Reason
from sayso.timing.tellings import moving
from sayso.timing.trips import trips
from sayso.timing.yearless import narrowed
from timing.test_timing import bounds, story

# sentence -> (traveller, state) of each journey
TRIPS = [
    ("Quist visited Norway for ten days last month.", [("quist", "Norway")]),  # plain
    ("Premier Halvar Quist flew to Oslo on Monday.", [("halvar quist", "Norway")]),  # its capital stands for the state
    ("Quist said he was glad on his long visit to Norway this week.", [("quist", "Norway")]),  # told by "his"
    ("Orsa said that Quist may soon travel to Norway.", [("quist", "Norway")]),  # the nearer name goes, the other tells
    ("Quist cancelled a trip to Norway.", []),  # called off
    ("Norway came to power.", []),  # nobody goes anywhere
    ("Quist visited a plant.", []),  # no state
]


@pytest.mark.parametrize(("sentence", "expected"), TRIPS)
def test_journeys(sentence, expected):
    assert [(" ".join(sorted(trip.traveller)), trip.state) for trip in trips(sentence)] == expected


DATED = "Halvar Quist visited Norway for ten days last month, and the harbour was closed for him."  # of June
UNDATED = "Quist praised the docks of Bergen as he walked by them during his visit to Norway this week."


def test_a_journey_told_with_its_month_bounds_who_tells_of_it_as_of_this_week():
    found = bounds([story("a", DATED, "2031-07-10"), story("b", UNDATED)])
    assert found == ("2031-05-31", "2031-07-07")  # in June or the week after, for he was there; a day for time zones


def test_a_journey_to_come_may_be_told_of_in_the_week_before_its_month():
    ahead = UNDATED.replace("praised", "will praise").replace("walked", "walks")
    assert bounds([story("a", DATED, "2031-07-10"), story("b", ahead)]) == ("2031-05-25", "2031-07-07")


def test_two_journeys_of_one_man_to_one_state_tell_nothing():
    pile = [story("a", DATED, "2031-07-10"), story("c", DATED.replace("ten", "two"), "2032-02-10"), story("b", UNDATED)]
    assert bounds(pile) == (None, None)


def test_another_man_of_the_same_family_is_on_another_journey():
    other = UNDATED.replace("Quist", "Mira Quist")
    assert bounds([story("a", DATED, "2031-07-10"), story("b", other)]) == (None, None)


YEAR = Bounds(date(2031, 3, 1), date(2032, 1, 31), Reason("one"), Reason("other"))
YEARLESS = [
    ("In late May the test failed.", ("2031-05-21", "2032-01-31")),  # not before what is gone by
    (
        "The forum will open on September 10.",
        ("2031-05-13", "2031-09-10"),
    ),  # nor after what is to come
    ("Kesh has requested a meeting on August 17.", ("2031-04-19", "2031-08-17")),  # asked for, so to come
    ("Last July the test failed.", ("2031-03-01", "2032-01-31")),  # "last July" may be of another year
    ("He said in June that he was ill.", ("2031-03-01", "2032-01-31")),  # who says it does not tell
]


@pytest.mark.parametrize(("text", "expected"), YEARLESS)
def test_days_without_their_year(text, expected):
    found = narrowed(YEAR, moving(story("a", text)), text)
    assert (str(found.first), str(found.last)) == expected


WIDE = [
    # since, until -> since, until: a day to come takes the days at either end on which it would be told with its year
    (date(2029, 1, 1), date(2032, 9, 10), ("2029-04-19", "2032-08-17")),
    (None, date(2032, 9, 10), ("None", "2032-08-17")),
    (date(2029, 1, 1), None, ("2029-04-19", "None")),
    (date(2029, 6, 1), date(2032, 6, 1), ("2029-06-01", "2032-06-01")),  # told naturally on both ends
    (date(2031, 9, 1), date(2031, 12, 1), ("2031-09-01", "2031-12-01")),  # on no day of it: something is misread
]


@pytest.mark.parametrize(("first", "last", "expected"), WIDE)
def test_a_day_to_come_narrows_an_interval_of_any_width(first, last, expected):
    text = "Kesh has requested a meeting on August 17."
    wide = Bounds(first, last, Reason("one") if first else None, Reason("other") if last else None)
    found = narrowed(wide, moving(story("a", text)), text)
    assert (str(found.first), str(found.last)) == expected


def test_an_interval_of_several_years_is_not_narrowed_by_a_month():
    text = "In late May the test failed."
    wide = Bounds(date(2029, 3, 1), date(2032, 1, 31), Reason("one"), Reason("other"))
    assert narrowed(wide, moving(story("a", text)), text) == wide
