"""When it was said: the time that belongs to the saying, never one that belongs to what is said."""

from __future__ import annotations

import re

import pytest

from sayso.models import Models
from sayso.records import UNDATED, Basis, Dated, Span, Timex, TimexType
from statements.marked import read_marked, unmark

PUBLISHED = Dated("2031-03-12", "2031-03-12", "2031-03-12", Basis.META, "2031-03-12")
TUESDAY = ("Tuesday", "2031-03-11")
FRIDAY_AHEAD = ("Friday", "2031-03-14")  # what a weekday without a tense is read as
MARCH_20 = ("March 20", "2031-03-20")
LAST_WEEK = ("last week", None)
MARCH_3 = ("March 3", "2031-03-03")

CASES = [
    ("{Roe} <said> on Tuesday [that it rained].", TUESDAY, "2031-03-11", Basis.CONTEXT, "after the cue"),
    ("On Tuesday, {Roe} <said> [that it rained].", TUESDAY, "2031-03-11", Basis.CONTEXT, "before the cue"),
    ("{Roe} <said> on March 3 [that it rained].", MARCH_3, "2031-03-03", Basis.TEXT, "a day of the calendar"),
    ("{Roe} <said> in a statement carried on Tuesday [that it rained].", TUESDAY, "2031-03-11", Basis.CONTEXT,
     "of what carries the words"),
    ("{Roe} <said> [that it rained on Tuesday].", TUESDAY, "2031-03-12", Basis.CONTEXT, "a time inside the content"),
    ("{Roe} <said> [it rained]. Tuesday was dry.", TUESDAY, "2031-03-12", Basis.CONTEXT, "another sentence"),
    ("{Roe} <said> [it rained].", None, "2031-03-12", Basis.CONTEXT, "no time: the article's own date"),
    ("{Roe} had earlier <said> [it rained].", None, None, Basis.CONTEXT, "before what the article tells: only a bound"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "time", "iso", "basis", "why"), CASES, ids=[row[4] for row in CASES])
def test_said_on(
    marked: str, time: tuple[str, str] | None, iso: str | None, basis: Basis, why: str, models: Models
) -> None:
    said_on = read_marked(marked, models, PUBLISHED, _times(marked, time))[-1].said_on
    assert (said_on.iso, said_on.basis) == (iso, basis)
    assert said_on.latest is not None
    if said_on.span is not None:
        assert unmark(marked)[0][said_on.span.start : said_on.span.end] == said_on.evidence


def test_an_unanchored_time_is_shown_though_it_dates_nothing(models: Models) -> None:
    marked = "Last week, {Roe} <said> [that it rained]."
    span = Span(0, len("Last week"))
    times = (Timex(span, TimexType.DATE, "XXXX-WXX"),)
    assert read_marked(marked, models, UNDATED, times)[-1].said_on == Dated(evidence="Last week", span=span)


AHEAD = [
    ("{Roe} <said> in an interview Friday [that it rained].", FRIDAY_AHEAD, "2031-03-07", "said before it was printed"),
    ("{Roe} <said> on March 20 [that it rained].", MARCH_20, None, "a day of the calendar is not moved, nor believed"),
    ("{Roe} will <say> on Friday [that it rained].", FRIDAY_AHEAD, "2031-03-14", "not said yet"),
]


@pytest.mark.parametrize(("marked", "time", "iso", "why"), AHEAD, ids=[row[3] for row in AHEAD])
def test_nothing_was_said_after_it_was_printed(
    marked: str, time: tuple[str, str], iso: str | None, why: str, models: Models
) -> None:
    said_on = read_marked(marked, models, PUBLISHED, _times(marked, time))[-1].said_on
    assert (said_on.iso, said_on.evidence) == (iso, time[0])


def test_nothing_is_known_without_a_time_and_a_date(models: Models) -> None:
    assert read_marked("{Roe} <said> [it rained].", models)[-1].said_on == UNDATED


def test_a_duration_is_no_day(models: Models) -> None:
    marked = "{Roe} <spoke> for two hours of [rain]."
    text, _ = unmark(marked)
    at = text.index("two hours")
    times = (Timex(Span(at, at + len("two hours")), TimexType.DURATION, "PT2H"),)
    assert read_marked(marked, models, UNDATED, times)[-1].said_on == UNDATED


def _times(marked: str, time: tuple[str, str] | None) -> tuple[Timex, ...]:
    if time is None:
        return ()
    words, day = time
    text, _ = unmark(marked)
    found = re.search(re.escape(words), text)
    assert found is not None
    return (Timex(Span(*found.span()), TimexType.DATE, day, day, day, day),)
