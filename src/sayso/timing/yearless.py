"""Days and months told without their year narrow an interval, most of all one already known to a year. Pure.

"In late May the test failed" was written after 20 May, and by next spring one would name the year; "the forum runs from
September 10" was written before that day, and not in spring.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from sayso.times import is_past
from sayso.timing.bounds import Bounds, Reason
from sayso.timing.tellings import Telling

WITHIN = 400  # days of an interval in which a day or month without its year means one of it; none is asked for farther
FRESH = 240  # days after which a month that is gone by is told with its year, or as "last"
NEAR = 120  # days before which a month to come is told with its year
_MONTH_OR_DAY = re.compile(r"XXXX-\d\d(?:-\d\d)?$")
_DAY = re.compile(r"XXXX-\d\d-\d\d$")
_POINTED = re.compile(r"(?:last|this|next|past|coming)\b", re.IGNORECASE)  # "last July" may be of another year
# Who said something before it does not tell whether it is gone by.
_SAYING = re.compile(r"\b(?:said|told|asked|added|announced|reported|confirmed|warned|promised|called|noted)\b")
_OPENS = re.compile(r"\W*(?:(?:in|on|by|since|early|mid|late|the|end|of)\W+)*$", re.IGNORECASE)  # before a time
_PART = re.compile(r"\b(?P<part>mid|late|the end of|the middle of)[ -](?:the )?$", re.IGNORECASE)
_BEGINS = {"mid": 10, "the middle of": 10, "late": 20, "the end of": 24}  # days into the month


class _Told(Struct, frozen=True):
    telling: Telling
    ahead: bool
    into: int  # days of its period that are not meant


def narrowed(bounds: Bounds, told: Sequence[Telling], text: str) -> Bounds:
    """Without the days at either end on which what is told without its year is not told naturally; as it was if all go.

    Of an interval wider than `WITHIN` a day that is to come alone takes some: it is told with its year much earlier.
    """
    given = list(_given(told, text))
    if bounds.days is None or bounds.days > WITHIN:
        given = [one for one in given if one.ahead and one.telling.moving and _DAY.match(one.telling.moving.value)]
    new = bounds
    for edge, side in ((bounds.first, Bounds.after), (bounds.last, Bounds.until)):
        step = timedelta(1 if side is Bounds.after else -1)
        day = _natural_from(edge, step, given) if edge and given else None
        if day is None:
            continue
        if not (bounds.first or day) <= day <= (bounds.last or day):
            return bounds
        says = next((one for one in given if not _is_natural(one, day - step)), None)
        if says is not None and (says.ahead or side is Bounds.after):  # that it grows stale bounds nothing from above
            told_as = "as yet to come" if says.ahead else "as gone by"
            time = says.telling.time
            why = f"“{text[time.start : time.end]}” is told {told_as}, without a year"
            new = side(new, day, Reason(why, says.telling.sentence))
    return new


def _natural_from(edge: date, step: timedelta, given: Sequence[_Told]) -> date | None:
    """The first day from one end on which all is told naturally; None: there is none within a year and a month."""
    days = (edge + n * step for n in range(WITHIN + 1))
    return next((day for day in days if all(_is_natural(one, day) for one in given)), None)


def _given(told: Sequence[Telling], text: str) -> Iterator[_Told]:
    """Every bare day and month that is told as gone by, or as to come."""
    for one in told:
        written = text[one.time.start : one.time.end]
        if one.moving is None or not _MONTH_OR_DAY.match(one.moving.value) or _POINTED.match(written):
            continue
        before = text[one.sentence.start : one.time.start]
        words = _SAYING.sub("", before if not _OPENS.match(before) else text[one.sentence.start : one.sentence.end])
        if one.moving.ahead or is_past(words):
            yield _Told(one, bool(one.moving.ahead), _into(text, one))


def _into(text: str, telling: Telling) -> int:
    found = _PART.search(text, max(0, telling.time.start - 20), telling.time.start)
    return _BEGINS[found["part"].lower()] if found else 0


def _is_natural(one: _Told, day: date) -> bool:
    """Whether somebody who writes on that day would tell the time so."""
    told = one.telling.moving
    period = told.told_on(day) if told else None
    if period is None or told is None:
        return True
    if one.ahead:
        return day <= period.last and (period.first - day).days <= NEAR
    return period.first + timedelta(one.into) <= day and (day - period.last).days <= FRESH
