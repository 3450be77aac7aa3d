"""Time expressions and written dates. `cases/times.csv`: a row an expression, with why it is there; empty: none."""

from __future__ import annotations

import csv
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.records import UNDATED, Dated, TimexType
from sayso.times import read_date, read_times

with (Path(__file__).parent / "cases" / "times.csv").open(encoding="utf-8", newline="") as _file:
    CASES = list(csv.DictReader(_file))


def day(iso: str) -> Dated:
    return Dated(iso, iso, iso) if iso else UNDATED


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['why']}: {case['words']}")
def test_an_expression_is_read(case):
    found = read_times(case["text"], day(case["anchor"]))
    if not case["words"]:
        assert found == ()
        return
    told = case["text"][found[0].span.start : found[0].span.end]
    assert (told, found[0].type, found[0].value, found[0].iso or "") == (
        case["words"],
        case["type"],
        case["value"],
        case["iso"],
    )


# (text, anchor, the values in text order): a word that counts from the date told before it
FROM_BEFORE = [
    ("It broke on 3 May 2031. A day earlier it had leaked.", "2033-11-08", ["2031-05-03", "2031-05-02"]),
    ("It broke on 3 May 2031. Two days ago it leaked.", "2033-11-08", ["2031-05-03", "2033-11-06"]),  # from print
    ("It broke on 3 May 2031. The following day it rained.", "2033-11-08", ["2031-05-03", "2031-05-04"]),
    ("It broke on 3 May 2031. Later that day it rained.", "2033-11-08", ["2031-05-03", "2031-05-03"]),
    ("It broke in 2031. The previous month it leaked.", "2033-11-08", ["2031", "2033-10"]),  # a year is no month's base
    ("Sales fell in January, against the same month last year.", "2033-11-08", ["2033-01", "2032-01"]),
    ("At 16:15 UTC, 1 June 2031, it broke.", "2033-11-08", ["2031-06-01T16:15Z", "2031-06-01"]),  # a comma keeps two
]


@pytest.mark.parametrize(("text", "anchor", "values"), FROM_BEFORE)
def test_the_date_told_before_counts(text, anchor, values):
    assert [timex.value for timex in read_times(text, day(anchor))] == values


# (anchor bounds, text, value, bounds): an article dated only to an interval
INTERVALS = [
    (("2033-11-01", "2033-11-30"), "last year", ("2032", "2032-01-01", "2032-12-31")),  # both ends agree
    (("2033-12-20", "2034-01-10"), "last year", ("XXXX", "2032-01-01", "2033-12-31")),  # they do not: bounds only
    (("2033-11-01", None), "last year", ("XXXX", None, None)),  # one bound is no anchor
    (("0001-01-01", "0001-01-01"), "last winter", ("XXXX-WI", None, None)),  # a slip, no date
]


@pytest.mark.parametrize(("anchor", "text", "expected"), INTERVALS)
def test_an_anchor_that_is_an_interval(anchor, text, expected):
    (timex,) = read_times(text, Dated(None, *anchor))
    assert (timex.value, timex.earliest, timex.latest) == expected


# (words, iso, earliest, latest): precision is what is written
WRITTEN = [
    ("2034-10-13T23:50:00-07:00", "2034-10-13", "2034-10-13", "2034-10-13"),  # the day written, not that of UTC
    ("Published: 13 October 2034 at 10:30 GMT", "2034-10-13", "2034-10-13", "2034-10-13"),
    ("Fri, 13 Oct 2034 10:00:00 GMT", "2034-10-13", "2034-10-13", "2034-10-13"),  # RFC 2822
    ("Mon Jan 20 09:49:32 UTC 2031", "2031-01-20", "2031-01-20", "2031-01-20"),  # ctime
    ("20341013", "2034-10-13", "2034-10-13", "2034-10-13"),  # compact ISO
    ("13.10.2034", "2034-10-13", "2034-10-13", "2034-10-13"),
    ("October 2034", "2034-10", "2034-10-01", "2034-10-31"),
    ("2034-10", "2034-10", "2034-10-01", "2034-10-31"),
    ("2034", "2034", "2034-01-01", "2034-12-31"),
    ("2/10/2031", "2031", "2031-02-10", "2031-10-02"),  # either way: the year, and both days as bounds
    ("3. März 2031, 10:30 Uhr", "2031-03-03", "2031-03-03", "2031-03-03"),  # months of other languages
    ("Publié le 1er février 2031", "2031-02-01", "2031-02-01", "2031-02-01"),
    ("3 de dic. de 2031", "2031-12-03", "2031-12-03", "2031-12-03"),
    ("3 марта 2031 г.", "2031-03-03", "2031-03-03", "2031-03-03"),
    ("2031年3月4日", "2031-03-04", "2031-03-04", "2031-03-04"),
    ("3 listopada 2031", "2031", "2031-01-01", "2031-12-31"),  # October in Croatian, November in Polish: no finer
    ("Posted 3 May 2031, updated 3 May 2031", "2031-05-03", "2031-05-03", "2031-05-03"),  # twice the same
]


@pytest.mark.parametrize(("words", "iso", "earliest", "latest"), WRITTEN)
def test_a_written_date(words, iso, earliest, latest):
    found = read_date(words)
    assert found is not None
    assert (found.iso, found.earliest, found.latest) == (iso, earliest, latest)


@pytest.mark.parametrize(
    "words",
    ["", "Friday", "3 days ago", "8 November", "3 May 2031 to 4 May 2031", "40/40/2031", "3 mars 2031, 4 mars 2031"],
)
def test_no_single_date_is_written(words):
    assert read_date(words) is None


@given(text=st.text(max_size=300), anchor=st.dates())
def test_any_text_is_read_in_order_without_overlap(text, anchor):
    end = 0
    for timex in read_times(text, day(anchor.isoformat())):
        assert end <= timex.span.start < timex.span.end <= len(text)
        end = timex.span.end


_PIECES = [
    "last",
    "next",
    "Friday",
    "May",
    "March",
    "the",
    "end of",
    "2033",
    "12",
    "two",
    "years",
    "ago",
    "earlier",
    "quarter",
]
_PIECES += [
    " ",
    ", ",
    "-",
    ".",
    "9999",
    "1",
    "of",
    "every",
    "a",
    "half",
    "noon",
    "at",
    "5:30",
    "century",
    "decade",
    "winter",
]


@given(pieces=st.lists(st.sampled_from(_PIECES), max_size=12), anchor=st.dates())
def test_any_mix_of_time_words_is_read(pieces, anchor):
    for timex in read_times(" ".join(pieces), day(anchor.isoformat())):
        if timex.earliest is not None and timex.latest is not None:
            assert date.fromisoformat(timex.earliest) <= date.fromisoformat(timex.latest)
        if timex.type in (TimexType.DURATION, TimexType.SET):
            assert timex.earliest is None


@given(when=st.dates(min_value=date(1000, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_back(when):
    for form in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%A, %b. %d, %Y" if when.month != 5 else "%A, %b %d, %Y"):
        written = when.strftime(form)
        written = written.replace(written[-4:], f"{when.year:04d}") if not form.startswith("%Y") else when.isoformat()
        found = read_date(written)
        assert found is not None, written
        assert found.iso == when.isoformat(), written


@pytest.mark.parametrize(
    "piece", ["1 ", "a ", "the end of ", "May ", "1/", "in the ", "\n", "ed", "x" * 50, "Now: Today "]
)
def test_time_grows_with_the_text_not_faster(piece):
    def seconds(size):
        text = piece * (size // len(piece))
        start = time.process_time()
        read_times(text, day("2033-11-08"))
        return time.process_time() - start

    short, long = seconds(20_000), seconds(160_000)
    assert long < 24 * max(short, 0.002)  # eight times the text; a square would be 64 times
