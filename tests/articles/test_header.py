"""What the lines around a story tell of it."""

from __future__ import annotations

import pytest

from sayso.articles import header
from sayso.articles.datelines import read_dateline
from sayso.records import Given

DATELINES = [
    ("PORT LUND, Vardania (AP) — The army said", "PORT LUND, Vardania", "AP"),  # the usual form
    ("HALE (Reuters) - The army said", "HALE", "Reuters"),  # hyphen, no country
    ("HALE, Nov 8 (Reuters) - The army said", "HALE", "Reuters"),  # with the day
    ("HALE, Ostrel, Sept. 26 (UPI) — The army said", "HALE, Ostrel", "UPI"),  # with country and day
    ("HALE: The army said", "HALE", None),  # a colon, nobody credited
    ("READY FOR TALKS: The minister said", None, None),  # the kicker of a caption
    ("HALE, Ostrel — The army said", "HALE, Ostrel", None),  # the newspaper's own
    ("(Reuters) - The army said", None, "Reuters"),  # no place
    ("Port Lund (AFP) – The army said", "Port Lund", "AFP"),  # small letters
    ("HALE, Ostrel (NLB) — The army said", "HALE, Ostrel", "NLB"),  # an agency no list knows
    ("HALE (Corvo) - The army said", "HALE", "Corvo"),  # likewise, in small letters
    ("HALE, 26 September. /Corvo/. The army said", "HALE", "Corvo"),  # between slashes, as some sign
    ("(NLB) — The army said", None, "NLB"),  # unknown, without a place
    ("Port Lund (NLB) — The army said", "Port Lund", "NLB"),  # small letters and an acronym
    ("Ada Roe (Labour) - 12,000 votes", None, None),  # a person and her party
    ("HALE (Nov 8) - The army said", None, None),  # a day stands in the brackets
    ("ADA ROE (Left) - seen here", None, None),  # a side of a picture
    ("UNITED NATIONS (AP/NLB) — The council", "UNITED NATIONS", "AP/NLB"),  # two agencies
    ("COVID-19: the virus said", None, None),  # a number in the word
    ("Ada Roe (left) - seen here", None, None),  # brackets of another kind
    ("The Xinhua said on Monday", None, None),  # a relay, not an agency line
    ("NATO said - once more - no", None, None),  # capitals, but no dateline
    ("“HALE: a love story” opens", None, None),  # in quotation marks
    ("", None, None),
]


@pytest.mark.parametrize(("lead", "place", "agency"), DATELINES)
def test_dateline(lead: str, place: str | None, agency: str | None) -> None:
    found = read_dateline(lead)
    assert ((found.place, found.agency) if found else (None, None)) == (place, agency)


def test_dateline_words_keep_the_day() -> None:
    found = read_dateline("HALE, Nov 8 (Reuters) - The army said")
    assert found is not None
    assert found.words == "HALE, Nov 8 (Reuters) -"


BYLINES = [
    (["By Ada Quill"], "Ada Quill"),  # plain
    (["World", "by Ada Quill"], "Ada Quill"),  # small, after another line
    (["By ADA QUILL and BEN MARSH"], "ADA QUILL and BEN MARSH"),  # two
    (["ADA QUILL and BEN MARSH", "·3 min read"], "ADA QUILL and BEN MARSH"),  # capitals, no "by"
    (["Ada Quill", "May 4, 2021"], "Ada Quill"),  # a name above a date
    (["Written by Ada Quill | May 4, 2021"], "Ada Quill"),  # what follows is cut
    (["Posted on May 4, 2021 by Ada Quill in World"], None),  # the name stands inside: not read
    (["By the sea, a town waits"], None),  # no name
    (["MORE STORIES", "May 4, 2021"], None),  # the heading of a list
    (["The Bay Courier", "May 4, 2021"], None),  # an outlet
    (["By Reuters"], "Reuters"),  # an agency signs
    ([], None),
]


@pytest.mark.parametrize(("lines", "expected"), BYLINES)
def test_byline(lines: list[str], expected: str | None) -> None:
    assert header.read_byline(lines) == expected


AGENCIES = [
    (["The army said no. (ANI)"], None, [], "ANI"),  # signed at the end
    (["The army said no. (NLB)"], None, [], "NLB"),  # likewise, unknown
    (["“No.” — NLB"], None, [], "NLB"),  # behind a dash
    (["The army said no. (END)"], None, [], None),  # an end mark
    (["The army (NLB)"], None, [], None),  # behind no sentence: an acronym explained
    (["The army said no."], "Ada Roe, Associated Press", [], "AP"),  # in the byline
    (["The army said no."], "Ada Roe, NLB", [], "NLB"),  # likewise, unknown
    (["The army said no."], "NLB", [], "NLB"),  # nobody else signs
    (["The army said no."], "ADA ROE Associated Press", [], "AP"),  # without a comma
    (["The army said no."], "PORTLUND", [], None),  # too long for an acronym
    (["The army said no."], "Ada Roe, MP", [], None),  # letters behind a name
    (["The army said no."], None, ["© Reuters"], "Reuters"),  # a credit line
    (["The army said no."], None, ["Source: Northern Lines Agency"], "Northern Lines Agency"),  # says what it is
    (["The army said no."], None, ["By Reuters"], "Reuters"),  # in a line of the header
    (["The army (AP) said no."], None, [], None),  # in the middle: no signature
    (["So it was, the news agency Reuters reported."], None, [], None),  # quoted: a relay
    (["The army said no."], None, ["Ada Roe / Reuters"], None),  # a picture's credit
    (["The army said no."], None, ["Photo by Reuters"], None),  # likewise
    ([], None, [], None),
]


@pytest.mark.parametrize(("body", "byline", "lines", "expected"), AGENCIES)
def test_agency(body: list[str], byline: str | None, lines: list[str], expected: str | None) -> None:
    assert header.read_agency(body, byline, lines) == expected


OUTLETS = [
    ([], [], Given(outlet="Bay Courier"), "https://a.example/x", "Bay Courier"),  # as given, before all else
    (["No fuses were found…reports Euro Monitor"], [], Given(), None, "Euro Monitor"),  # at the end of a standfirst
    (["Source: Hillgate Post"], [], Given(), None, "Hillgate Post"),  # an outlet line
    ([], [], Given(), "https://www.a.example/x", "a.example"),  # the host
    ([], [], Given(url="https://b.example/x"), None, "b.example"),  # the record's address
    ([], ["© 2021 The Bay Courier. All rights reserved."], Given(), None, "The Bay Courier"),  # who holds the rights
    ([], ["Copyright 2021. All rights reserved."], Given(), None, None),  # nobody named
    (["The army said"], [], Given(), None, None),
]


@pytest.mark.parametrize(("lines", "footer", "given", "uri", "expected"), OUTLETS)
def test_outlet(lines: list[str], footer: list[str], given: Given, uri: str | None, expected: str | None) -> None:
    assert header.read_outlet(lines, footer, given, uri) == expected


def test_an_address_that_is_none_tells_no_outlet_and_costs_no_page():
    assert header.read_outlet([], [], Given(url="http://[oops/a"), None) is None
