"""`read_date`: one written date, from a header line, a meta element or a record, no finer than it is written."""

from __future__ import annotations

import re
from datetime import date

from sayso.records import Basis, Dated, TimexType
from sayso.times import periods
from sayso.times.reader import read_times

_NEXT_CENTURY = 90  # two digits from which a year is of the last one
_READ = 200  # characters; a line longer than that is no date line
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=T\d{4}|\D|$)")
# "Tue Mar 4 07:15:00 UTC 2031", as C's ctime and its heirs write it
_CTIME = re.compile(r"([A-Z][a-z]{2}) +(\d{1,2}) +\d\d:\d\d(?::\d\d)? +(?:[A-Z]{2,5} +)?(\d{4})")
_MONTH = re.compile(r"\s*((?:19|20)\d\d)-(0[1-9]|1[0-2])\s*")  # alone; in running text "2010-11" is two years
_SHORT = re.compile(r"\s*(\d{1,2})\.(\d{1,2})\.(\d\d)\s*")  # "02.12.31", alone: with points the day stands first
_EITHER_WAY = re.compile(r"(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")


def read_date(words: str) -> Dated | None:
    """The one calendar date written in `words`, or None when there is none or there are several.

    The day is the one written: no shift of time zone, no missing part filled in. "11/8/2022" may be of August or of
    November: its `iso` is the year, its bounds are the two days. `basis` is TEXT; who knows better replaces it.
    """
    if month := _MONTH.fullmatch(words):
        whole = periods.month(date(int(month[1]), int(month[2]), 1))
        return Dated(whole.value, whole.first.isoformat(), whole.last.isoformat(), Basis.TEXT, words.strip())
    if (short := _SHORT.fullmatch(words)) and (day := periods.calendar_day(*_unfolded(short))) is not None:
        return Dated(day.value, day.value, day.value, Basis.TEXT, words.strip())
    told = _CTIME.sub(r"\1 \2, \3", _COMPACT.sub(r"\1-\2-\3", words[:_READ]))
    found = {
        (timex.iso, timex.earliest, timex.latest)
        for timex in read_times(told, Dated())
        if timex.iso and timex.type in (TimexType.DATE, TimexType.TIME)
    }
    finest = {item for item in found if item[0] and len(item[0]) == max(len(other[0] or "") for other in found)}
    if not finest:
        return _either_way(words)
    if len(finest) != 1:
        return None
    iso, earliest, latest = finest.pop()
    return Dated(iso, earliest, latest, Basis.TEXT, words.strip())


def _unfolded(short: re.Match[str]) -> tuple[int, int, int]:
    """Year, month, day of "02.12.31"; no page is older than 1990."""
    number, month, year = map(int, short.groups())
    return (2000 if year < _NEXT_CENTURY else 1900) + year, month, number


def _either_way(words: str) -> Dated | None:
    """The bounds of a date that may be written day first or month first."""
    match = _EITHER_WAY.search(words[:_READ])
    if match is None:
        return None
    one, two, year = int(match[1]), int(match[3]), int(match[4])
    days = sorted(
        p.value for p in (periods.calendar_day(year, one, two), periods.calendar_day(year, two, one)) if p is not None
    )
    return Dated(str(year), days[0], days[-1], Basis.TEXT, words.strip()) if days else None
