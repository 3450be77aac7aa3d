"""Dates of publication: which of several counts, and what may not win. A row says why it is there."""

from __future__ import annotations

import pytest

from sayso.articles.choosing import conflict
from sayso.articles.dating import Markup, date_html, date_plain
from sayso.articles.stamps import Stamp, Tells
from sayso.records import Basis, DayOf, Given

TITLE = "Sluice left open for a week, council of Kesh hears"
STORY = "The council met on Tuesday. It had heard of the flood last week."
DATED_STORY = "The council met on Tuesday. The sluice broke on 27 February, it heard."

# header lines in page order; the story; the day, or None; its basis
PLAIN = [
    ([TITLE, "4 March 2031"], STORY, "2031-03-04", Basis.HEADER),  # below the title
    ([TITLE, "By Ada Roe | 4 March 2031, 10:15"], STORY, "2031-03-04", Basis.HEADER),  # with the byline
    (["date 2031-03-04 " + TITLE], STORY, "2031-03-04", Basis.HEADER),  # told as a date, before the title
    (["Tuesday, 4 March 2031", "Home", TITLE], STORY, None, None),  # above the title: the day of a crawl
    (["Photos", "By Ada Roe", "4 March 2031"], STORY, "2031-03-04", Basis.HEADER),  # below a byline, so below the title
    (["Tuesday, 4 March 2031", "Home", TITLE], DATED_STORY, "2031-03-04", Basis.HEADER),  # the text supports it
    (["Tuesday, 4 December 2031", TITLE], DATED_STORY, None, None),  # months later: it does not
    ([TITLE, "Updated 5 March 2031"], STORY, None, None),  # the day of a change
    ([TITLE, "4 March 2031 / 9:49 / Updated 8 months ago"], STORY, "2031-03-04", Basis.HEADER),  # the update told apart
    (
        [TITLE, "Ada Roe / March 4, 2031 9:49 am EST/Updated: May 9, 2031"],
        STORY,
        "2031-03-04",
        Basis.HEADER,
    ),  # in parts
    ([TITLE, "Last updated 5 March 2031, originally created 17 May 2030"], STORY, None, None),  # perhaps a draft's day
    ([TITLE, "04.03.31"], STORY, "2031-03-04", Basis.HEADER),  # with points: day first
    ([TITLE, "Written: 2031-03-04 10:00 / Updated: 2031-03-04 11:00"], STORY, "2031-03-04", Basis.HEADER),
    ([TITLE, "Flood of 4 March 2031 was the worst that anyone in the valley could remember"], STORY, None, None),
    (["The floods of March 2031: " + TITLE], STORY, None, None),  # a month in a headline is no date line
    ([TITLE], "KESH, March 4, 2031 (Lantern) — The council met.", "2031-03-04", Basis.DATELINE),  # dateline with year
    ([TITLE], "KESH, March 4 (Lantern) — The council met.", None, None),  # without its year it tells no date
]


@pytest.mark.parametrize(("lines", "story", "iso", "basis"), PLAIN)
def test_plain_pages(lines, story, iso, basis):
    found = date_plain(lines, None, story, Given(), None)
    assert (found.iso, found.basis) == (iso, basis)


def test_a_date_above_the_title_is_kept_with_its_reason():
    found = date_plain(["Tuesday, 4 March 2031", TITLE], None, STORY, Given(), None)
    (lost,) = found.alternatives
    assert (lost.iso, lost.evidence) == ("2031-03-04", "Tuesday, 4 March 2031")
    assert "crawl" in lost.why


def test_a_day_that_may_be_read_two_ways_bounds_and_does_not_tell():
    found = date_plain([TITLE, "2/3/2031"], None, STORY, Given(), None)
    assert (found.iso, found.earliest, found.latest) == ("2031", "2031-02-03", "2031-03-02")


# address -> day, month or None
ADDRESSES = [
    ("https://lantern.example/2031/03/04/sluice", "2031-03-04"),
    ("https://lantern.example/news/20310304-sluice", "2031-03-04"),
    ("https://lantern.example/2031-03-04-sluice.html", "2031-03-04"),
    ("https://lantern.example/news/2031/mar/04/sluice", "2031-03-04"),  # its month by name
    ("https://lantern.example/2031/mad/04/sluice", None),  # no month
    ("https://lantern.example/2031/03/sluice", "2031-03"),  # no finer than it is written
    ("https://lantern.example/20310/304", None),  # a number
    ("https://lantern.example/2031/3/44/x", None),  # no day
    ("https://lantern.example/1970/01/01/x", None),  # a machine's word for "not set"
]


@pytest.mark.parametrize(("uri", "iso"), ADDRESSES)
def test_addresses(uri, iso):
    found = date_plain([TITLE], None, STORY, Given(), uri)
    assert found.iso == iso
    assert found.evidence in uri


def published(words: str, basis: Basis = Basis.JSONLD, tells: Tells = Tells.PUBLISHED, *, own: bool = True) -> Stamp:
    return Stamp(words, basis, tells, "key", own)


CHANGED = published("2031-03-09", tells=Tells.MODIFIED)
# stamps; lines from the title on; address; the day
MARKUP = [
    # a change later on: sure of the first day where a reader sees it, by month or year where only machines are told
    ([published("2031-03-04"), CHANGED], [TITLE, "4 March 2031"], None, "2031-03-04"),
    ([published("2031-03-04"), CHANGED], [], "https://lantern.example/2031/03/04/x", "2031-03-04"),
    ([published("2031-03-04"), CHANGED], [TITLE, "Updated 9 March 2031"], None, "2031-03"),
    ([published("2030-03-04"), CHANGED], [TITLE, "Updated 9 March 2031"], None, None),
    ([published("2030-03-04"), CHANGED], [], None, "2030-03-04"),  # nothing else tells another day
    ([published("2030-03-04", tells=Tells.UNCLEAR), CHANGED], [], None, None),  # "date": of which day it does not say
    ([published("2030-03-04"), published("2031-03-08", Basis.META, Tells.UNCLEAR), CHANGED], [], None, None),  # at odds
    ([published("2031-03-04"), CHANGED], [TITLE, "04/03/2031"], None, "2031-03-04"),  # seen, whichever way it is read
    ([published("2031-03-08"), CHANGED], [], None, "2031-03-08"),  # mended the day after: it was in print
    ([published("2031-03-04"), CHANGED], [TITLE, "12 April 2031"], None, "2031-03"),  # the day of a change comes first
    ([published("2031-03-04")], [TITLE, "12 March 2031"], None, "2031-03"),  # on the web before its issue
    ([published("2031-03-04")], [TITLE, "12 March 2031", "4 March 2031"], None, "2031-03-04"),  # seen, beside another
    ([published("2031-03-09", tells=Tells.MODIFIED)], [], None, None),  # a change alone tells no publication
    ([published("2031-03-02", own=False)], [], None, None),  # another story's
    ([published("2031-03-02", Basis.META), published("2031-03-04")], [], None, "2031-03-04"),  # JSON-LD before meta
    # told in UTC, printed the evening before in the west, the morning after in the east
    ([published("2031-03-05T04:10:00Z")], [TITLE, "March 4, 2031, 8:10 PM PST"], None, "2031-03-04"),
    ([published("2031-03-05T04:10:00Z")], [TITLE, "March 4, 2031, 8:10 PM"], None, "2031-03"),  # perhaps the reader's
    ([published("2031-03-05T04:10:00Z")], [TITLE, "March 4, 2031"], None, "2031-03-04"),
    ([published("2031-03-05T04:10:00Z")], [], "https://lantern.example/2031/03/04/x", "2031-03-04"),
    ([published("2031-03-04T22:10:00Z")], [TITLE, "5 March 2031"], None, "2031-03-05"),
    ([published("2031-03-05T22:10:00Z")], [TITLE, "4 March 2031"], None, "2031-03-05"),  # no clock is that far behind
    ([published("2031-03-05T04:10:00Z"), published("2031-03-04 20:10", Basis.META)], [], None, "2031-03-04"),
    ([published("2031-03-05T04:10:00Z"), published("2031-03-04 11:33", Basis.META)], [], None, "2031-03-05"),  # another
    ([published("2031-03-05T04:10:00+03:00")], [TITLE, "4 March 2031"], None, "2031-03-05"),  # not UTC: as written
]


@pytest.mark.parametrize(("stamps", "lines", "uri", "iso"), MARKUP)
def test_markup(stamps, lines, uri, iso):
    assert date_html(Markup(tuple(stamps), tuple(lines), None), STORY, Given(), uri).iso == iso


def test_a_day_told_to_machines_alone_and_a_later_change_bound_the_publication():
    lines = (TITLE, "Updated 9 March 2031")
    found = date_html(Markup((published("2031-03-04"), CHANGED), lines, None), STORY, Given(), None)
    assert (found.earliest, found.latest, found.evidence) == ("2031-03-04", "2031-03-09", "2031-03-04")
    assert [(a.iso, a.basis) for a in found.alternatives] == [
        ("2031-03-04", Basis.JSONLD),
        ("2031-03-09", Basis.JSONLD),
        ("2031-03-09", Basis.HEADER),
    ]
    assert {a.why for a in found.alternatives[:2]} == {"told to machines alone, and the page was changed on 2031-03-09"}


def test_what_the_record_says_counts_first_and_a_finer_date_inside_stands_for_it():
    markup = Markup((published("2031-03-04"),), (), None)
    assert date_html(markup, STORY, Given(published="2031-03-01"), None).iso == "2031-03-01"
    assert date_html(markup, STORY, Given(published="March 2031"), None).iso == "2031-03-04"


def test_a_guess_counts_last_and_never_as_an_update():
    assert date_html(Markup((), (), "4 March 2031"), STORY, Given(), None).iso == "2031-03-04"
    assert date_html(Markup((), (), "Last modified 4 March 2031"), STORY, Given(), None).iso is None


# JSON-LD day, address -> the day of publication, in conflict
CONFLICTS = [
    ("2031-03-04", "https://lantern.example/2031/02/20/x", "2031-02-20", True),  # made anew: an address keeps its day
    ("2031-03-04", "https://lantern.example/2031/03/20/x", "2031-03-04", True),  # no page is moved to before its day
    ("2031-03-04", "https://lantern.example/2031/03/02/x", "2031-03-04", False),  # two days: a print edition
    ("2031-03-04", "https://lantern.example/2031/03/x", "2031-03-04", False),  # inside the month
    ("2031-03-04", "https://lantern.example/2030/11/x", "2031-03-04", True),  # a month tells no day
]


@pytest.mark.parametrize(("day", "uri", "expected", "in_conflict"), CONFLICTS)
def test_conflicts(day, uri, expected, in_conflict):
    found = date_html(Markup((published(day),), (), None), STORY, Given(), uri)
    assert found.iso == expected
    assert (conflict(found) is not None) == in_conflict


# a line beside the title -> the day it tells of the page
LINES = [
    ("March 4, 2031", "2031-03-04"),
    ("What a ride costs from March 4, 2031", None),  # the day something begins
    ("Closed until 04.03.2031", None),
]


@pytest.mark.parametrize(("line", "day"), LINES)
def test_a_line_that_tells_when_something_begins_or_ends_is_no_date_line(line, day):
    assert date_html(Markup((), ("Title of the story", line), None), STORY, Given(), None).iso == day


# a line beside the title, as pages in other languages have it -> the day it tells, what it is of where it lost
ELSEWHERE = [
    ("Dorn, 4. März 2031", "2031-03-04", None),
    ("Veröffentlicht am 4. März 2031, 10:15 Uhr", "2031-03-04", None),
    ("Zuletzt aktualisiert: 04.03.2031", None, DayOf.CHANGE),
    ("Mis à jour le 4 mars 2031", None, DayOf.CHANGE),
    ("Обновлено 4 марта 2031", None, DayOf.CHANGE),
    ("Created 4 March 2031", None, DayOf.DRAFT),  # perhaps a draft's
]


@pytest.mark.parametrize(("line", "day", "of"), ELSEWHERE)
def test_date_lines_in_other_languages(line, day, of):
    found = date_html(Markup((), ("Title of the story", line), None), STORY, Given(), None)
    assert (found.iso, [lost.of for lost in found.alternatives]) == (day, [of] if of else [])


# the head of a story -> the day of its dateline
HEADS = [
    ("Lasken | Dorn, 4. November 2031\n\nDer Rat tagte.", "2031-11-04"),  # a release: a line of its own
    ("Dorn, le 4 mars 2031\n\nLe conseil a siégé.", "2031-03-04"),
    ("DORN, March 4, 2031 (NWA) — The council met.", "2031-03-04"),
    ("In Lasken, 4 March 2031 was a day of rest.", None),  # a day told
    ("He was born in Lasken, 4 March 2031 or so.", None),
]


@pytest.mark.parametrize(("text", "day"), HEADS)
def test_the_day_of_a_dateline(text, day):
    assert date_html(Markup((), (), None), text, Given(), None).iso == day


def test_the_change_of_another_story_on_the_page_bounds_nothing():
    stamps = tuple(published("2031-03-04", tells=Tells.MODIFIED, own=own) for own in (True, False))
    told = [date_html(Markup((stamp,), (), None), STORY, Given(), None).alternatives for stamp in stamps]
    assert [lost.of for (lost,) in told] == [DayOf.CHANGE, None]


def test_a_moment_in_utc_with_the_year_behind_it_is_read_as_one():
    stamps = (published("2031-03-05T03:49:32+0000"), published("Wed Mar 05 03:49:32 UTC 2031"))
    assert date_html(Markup(stamps, ("March 4, 2031 / 8:49 PM ET",), None), STORY, Given(), None).iso == "2031-03-04"


# days of readers' comments -> the interval of a page that says it is of 4 March 2031
COMMENTS = [
    (["17 January 2031", "18 January 2031"], ("2031-01-17", "2031-03-04")),  # told anew: up before its day
    (["17 January 2031"], ("2031-03-04", "2031-03-04")),  # one alone may be a rule of the house
    (["2 March 2031", "3 March 2031"], ("2031-03-04", "2031-03-04")),  # another place's clock
    (["5 March 2031", "6 March 2031"], ("2031-03-04", "2031-03-04")),  # as comments do
]


@pytest.mark.parametrize(("comments", "days"), COMMENTS)
def test_a_page_commented_on_before_its_day_is_told_anew(comments, days):
    markup = Markup((published("2031-03-04"),), (TITLE, "4 March 2031"), None, tuple(comments))
    found = date_html(markup, STORY, Given(), "https://lantern.example/news/x")
    assert (found.earliest, found.latest) == days
    assert any(lost.of is DayOf.COMMENT for lost in found.alternatives) == (len(comments) > 1)


def test_the_day_of_a_change_is_no_conflict():
    stamps = (published("2031-03-04"), published("2031-09-09", tells=Tells.MODIFIED))
    assert conflict(date_html(Markup(stamps, (), None), STORY, Given(), None)) is None
