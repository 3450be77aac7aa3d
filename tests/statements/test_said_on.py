"""When it was said: the time that belongs to the saying, never one that belongs to what is said.

A row's `said_on` is a day, a month, a year, `first/last`, or `<` and the last day it can be; empty: not known.
`evidence` is the words of the saying's own time; empty: the day of the page, which `published` tells.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.models import Models
from sayso.records import UNDATED, Basis, Dated
from sayso.times import read_times
from statements.marked import read_marked, unmark

with (Path(__file__).parents[1] / "cases/said_on.csv").open(encoding="utf-8", newline="") as _file:
    CASES = [
        pytest.param(
            row, id=row["why"], marks=[pytest.mark.xfail(strict=True, reason=row["fault"])] if row["fault"] else []
        )
        for row in csv.DictReader(_file)
    ]


def _published(told: str) -> Dated:
    """The day of the page: none, one day, or an interval."""
    if not told:
        return UNDATED
    first, _, last = told.partition("/")
    return Dated(None if last else first, first, last or first, Basis.META, told)


def _said_on(marked: str, models: Models, published: Dated) -> Dated:
    text, _ = unmark(marked)
    return read_marked(marked, models, published, read_times(text, published))[-1].said_on


def _shown(dated: Dated) -> str:
    if dated.iso is not None:
        return dated.iso
    if dated.earliest is None:
        return f"<{dated.latest}" if dated.latest else ""
    return f"{dated.earliest}/{dated.latest}"


@pytest.mark.parametrize("case", CASES)
def test_said_on(case: dict[str, str], models: Models) -> None:
    published = _published(case["published"])
    said_on = _said_on(case["text"], models, published)
    own = said_on.span is not None
    assert (_shown(said_on), said_on.evidence if own else "") == (case["said_on"], case["evidence"])
    if own:
        assert unmark(case["text"])[0][said_on.span.start : said_on.span.end] == said_on.evidence
    else:
        assert said_on.evidence == published.evidence


def test_a_day_of_the_calendar_ahead_is_not_believed(models: Models) -> None:
    said_on = _said_on("{Roe} <said> on 2031-03-20 [that it rained].", models, _published("2031-03-12"))
    assert (said_on.iso, said_on.latest, said_on.evidence) == (None, None, "2031-03-20")


def test_a_day_of_the_calendar_stands_in_the_text_and_a_weekday_counts_from_the_page(models: Models) -> None:
    page = _published("2031-03-12")
    assert _said_on("{Roe} <said> on March 3 [that it rained].", models, page).basis is Basis.TEXT
    assert _said_on("{Roe} <said> on Tuesday [that it rained].", models, page).basis is Basis.CONTEXT


@settings(deadline=None, max_examples=30)  # it parses: slow where the machine is busy
@given(day=st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 1, 1)))
def test_a_weekday_of_the_saying_lies_in_the_week_up_to_the_page(day, models: Models) -> None:
    said_on = _said_on("{Roe} <said> on Thursday [that it rained].", models, _published(day.isoformat()))
    assert said_on.iso is not None
    assert 0 <= (day - day.fromisoformat(said_on.iso)).days <= 7
