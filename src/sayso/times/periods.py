"""Calendar periods with their TIMEX3 values (TimeML 1.2.1), and arithmetic on them. Pure; no clock."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache

from dateutil.relativedelta import relativedelta
from msgspec import Struct

_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
# Seasons by first month, as TimeML names them; winter is named by the year it ends in.
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
LONGEST_STEP = 1500  # units; "3,000 years ago" is no calendar date a news story turns on
# What a day behind and a day ahead of the anchor cost when the words tell of what is to come, of what was, or give no
# hint: news tells mostly of what has happened, yet "a June 3 hearing", printed in May, is not of last year. Set on the
# annotated sentences of MEANTIME, where 1 to 6 for the last two change nothing.
_COSTS: dict[bool | None, tuple[int, int]] = {True: (3, 1), False: (1, 20), None: (1, 3)}


class Period(Struct, frozen=True):
    """A stretch of the calendar: its TIMEX3 value and its first and last day."""

    value: str
    first: date
    last: date

    def iso(self) -> str | None:
        """The ISO prefix the value is or begins with ("2031-05-02" of "2031-05-02TMO"); None for weeks, quarters."""
        head = self.value.split("T")[0]
        return head if _ISO.fullmatch(head) else None


def day(when: date, part: str = "") -> Period:
    """One day; `part` is a TIMEX3 time of it ("TMO", "T18:00")."""
    return Period(when.isoformat() + part, when, when)


def calendar_day(year: int, month: int, number: int) -> Period | None:
    """That day, or None when the calendar has no such day."""
    if not (MINYEAR <= year <= MAXYEAR and 1 <= month <= 12 and 1 <= number <= days_in(year, month)):
        return None
    return day(date(year, month, number))


def days_in(year: int, month: int) -> int:
    """How many days the month has."""
    return monthrange(year, month)[1]


def week(when: date) -> Period:
    """The ISO week `when` lies in."""
    year, number, weekday = when.isocalendar()
    first = when - timedelta(weekday - 1)
    return Period(f"{year:04d}-W{number:02d}", first, first + timedelta(6))


def weekend(when: date) -> Period:
    """Saturday and Sunday of the ISO week `when` lies in."""
    whole = week(when)
    return Period(whole.value + "-WE", whole.first + timedelta(5), whole.last)


def month(when: date) -> Period:
    """The month `when` lies in."""
    return _month(when.year, when.month)


@lru_cache(maxsize=4096)
def _month(in_year: int, number: int) -> Period:
    last = date(in_year, number, monthrange(in_year, number)[1])
    return Period(f"{in_year:04d}-{number:02d}", last.replace(day=1), last)


def quarter(when: date) -> Period:
    """The calendar quarter `when` lies in."""
    number = (when.month - 1) // 3
    first = date(when.year, number * 3 + 1, 1)
    return Period(f"{when.year:04d}-Q{number + 1}", first, first + relativedelta(months=3, days=-1))


def half(when: date) -> Period:
    """The half of the year `when` lies in."""
    number = (when.month - 1) // 6
    first = date(when.year, number * 6 + 1, 1)
    return Period(f"{when.year:04d}-H{number + 1}", first, first + relativedelta(months=6, days=-1))


def year(when: date) -> Period:
    """The year `when` lies in."""
    return Period(f"{when.year:04d}", date(when.year, 1, 1), date(when.year, 12, 31))


def decade(when: date) -> Period:
    """The decade `when` lies in."""
    first = max(when.year // 10 * 10, MINYEAR)
    return Period(f"{when.year // 10:03d}", date(first, 1, 1), date(when.year // 10 * 10 + 9, 12, 31))


def century(when: date) -> Period:
    """The hundred years `when` lies in, by its first two digits as TimeML has it ("19" is the 1900s)."""
    first = max(when.year // 100 * 100, MINYEAR)
    return Period(f"{when.year // 100:02d}", date(first, 1, 1), date(when.year // 100 * 100 + 99, 12, 31))


def season(name: str, in_year: int) -> Period:
    """A season of three months; winter is the one that ends in `in_year`."""
    first = date(in_year - (name == "WI"), SEASONS[name], 1)
    return Period(f"{in_year:04d}-{name}", first, first + relativedelta(months=3, days=-1))


AROUND: dict[str, Callable[[date], Period]] = {
    "day": day,
    "week": week,
    "fortnight": week,
    "weekend": weekend,
    "month": month,
    "quarter": quarter,
    "year": year,
    "decade": decade,
    "century": century,
}
_STEP = {
    "day": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "fortnight": relativedelta(weeks=2),
    "weekend": relativedelta(weeks=1),
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "year": relativedelta(years=1),
    "decade": relativedelta(years=10),
    "century": relativedelta(years=100),
}


def step(when: date, unit: str, count: int) -> Period | None:
    """The day, week, month … that lies `count` units from `when`; None when that leaves the calendar."""
    if abs(count) > LONGEST_STEP:
        return None
    try:
        return AROUND[unit](when + _STEP[unit] * count)
    except (ValueError, OverflowError):  # before year 1 or past 9999
        return None


def nearest(anchor: date, choices: list[Period | None], *, ahead: bool | None) -> Period | None:
    """Of periods one year apart the one meant near `anchor`: the nearest, with a price on the side told against."""
    behind_costs, ahead_costs = _COSTS[ahead]

    def cost(period: Period) -> int:
        return max((anchor - period.last).days * behind_costs, (period.first - anchor).days * ahead_costs, 0)

    return min((period for period in choices if period is not None), key=cost, default=None)
