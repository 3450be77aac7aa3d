"""`read_date`: one written date, from a header line, a meta element or a record, no finer than it is written."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from functools import cache
from itertools import product

from sayso.records import Basis, Dated, TimexType
from sayso.times import periods
from sayso.times.reader import read_times

_NEXT_CENTURY = 90  # two digits from which a year is of the last one
_DAY = 10  # characters of the ISO form of a day
_READ = 200  # characters; a line longer than that is no date line
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=T\d{4}|\D|$)")
# "Tue Mar 4 07:15:00 UTC 2031", as C's ctime and its heirs write it
_CTIME = re.compile(r"([A-Z][a-z]{2}) +(\d{1,2}) +\d\d:\d\d(?::\d\d)? +(?:[A-Z]{2,5} +)?(\d{4})")
_MONTH = re.compile(r"\s*((?:19|20)\d\d)-(0[1-9]|1[0-2])\s*")  # alone; in running text "2010-11" is two years
_SHORT = re.compile(r"\s*(\d{1,2})\.(\d{1,2})\.(\d\d)\s*")  # "02.12.31", alone: with points the day stands first
# "3. März 2031", "1er mars 2031", "3 de marzo de 2031", "3 марта 2031"
_NAMED = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})(?:\.|er|re|[ºª°])?[ \u00a0]+(?:de[ \u00a0]+|d['’])?(?P<month>[^\W\d_]{3,12}\.?)"
    r"[ \u00a0]+(?:de[l]?[ \u00a0]+)?(?P<year>(?:19|20)\d\d)(?!\d)"
)
_CJK = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_LANGUAGES = "de fr es it pt nl sv da nb fi pl cs sk hu ro hr tr ru uk el ca id".split()  # noqa: SIM905
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
    if all(len(iso or "") < _DAY for iso, _, _ in found) and (foreign := _in_other_languages(words[:_READ])):
        day_ = foreign.pop()
        return None if foreign else Dated(day_, day_, day_, Basis.TEXT, words.strip())
    finest = {item for item in found if item[0] and len(item[0]) == max(len(other[0] or "") for other in found)}
    if not finest:
        return _either_way(words)
    if len(finest) != 1:
        return None
    iso, earliest, latest = finest.pop()
    return Dated(iso, earliest, latest, Basis.TEXT, words.strip())


def _in_other_languages(words: str) -> set[str]:
    """The days written with the name of a month in another language than English, or as in Chinese and Korean."""
    told = [(int(year), int(month), int(day)) for year, month, day in _CJK.findall(words)]
    for match in _NAMED.finditer(words):
        month = _months().get(match["month"].lower().rstrip("."))
        if month is not None:
            told.append((int(match["year"]), month, int(match["day"])))
    return {day.value for day in (periods.calendar_day(*one) for one in told) if day is not None}


@cache
def _months() -> dict[str, int]:
    """The months by the names and short names of the CLDR; without those that are another month in another language."""
    from babel.dates import get_month_names

    found: dict[str, set[int]] = defaultdict(set)
    for language in _LANGUAGES:
        for width, context in product(("wide", "abbreviated"), ("format", "stand-alone")):
            for number, name in get_month_names(width, context, language).items():  # type: ignore[arg-type]
                found[name.lower().rstrip(".")].add(number)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1 and not name.isdigit()}


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
