"""Ties between what two articles tell: the same event, one with its day, the other with "on Monday". Pure.

Sentences are compared as bags of marks weighted by how rare a mark is among all facts (cosine of idf vectors, Salton &
Buckley 1988). On 612 pages on one matter, with the days of half of the dated ones hidden, ties by these thresholds
hold the true day in 98.8 % of the articles they place (docs/evaluation.md).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

from msgspec import Struct

from sayso.events import deeds
from sayso.times.periods import Period
from sayso.timing.tellings import Telling

ALIKE = 0.5  # cosine from which two sentences tell one event
_SURE = 0.8  # from which one such sentence says enough
_MONTH_ALIKE = 0.1  # the same where both name the same month or day of the year, and share two names
_NAMES = 2  # that "last week" and "this month" must share: without a weekday or a month to agree on
_RARE = 200  # facts that hold a mark by which sentences are looked up; one that more hold tells no event from another
_MOST_TIES = 12  # of one sentence
_SLACK = timedelta(1)  # time zones, and stories sent out the evening before they tell of "today"
_AGREE = 0.75  # share of the weight of an article's ties that one day must satisfy
_WEIGHT = 0.6  # of the ties that place an article: one sentence all but the same, or two alike
# Days around a fact in which the article that tells it with a moving time may be, by how long the time is.
_REACHES = (("XXXX-WXX-", 14, 14), ("XXXX-XX-XX", 14, 14), ("XXXX-WXX", 21, 21), ("XXXX-XX", 70, 100), ("", 60, 400))
_WEEKDAY = re.compile(r"XXXX-WXX-(\d)")
_DAY = re.compile(r"XXXX-(\d\d)-(\d\d)")
_MONTH = re.compile(r"XXXX-(\d\d)$")


class Tie(Struct, frozen=True):
    """One event told by two articles."""

    here: Telling  # its time is moving
    there: Telling  # its time is known
    alike: float  # 0..1
    is_sure: bool = False  # all but one wording, or names and a month or day in common


class Facts:
    """All facts of a pile, to be asked for those that tell the same as a sentence."""

    def __init__(self, told: Iterable[Telling]) -> None:
        self._told = list(told)
        self._with: dict[str, list[int]] = defaultdict(list)
        for at, fact in enumerate(self._told):
            for mark in sorted(fact.marks):
                self._with[mark].append(at)
        whole = len(self._told) + 1
        self._square = {mark: (math.log(whole / (len(at) + 1)) + 0.1) ** 2 for mark, at in self._with.items()}
        self._unseen = (math.log(whole) + 0.1) ** 2
        self._length = [self._norm(fact.marks) for fact in self._told]

    def ties(self, here: Telling) -> list[Tie]:
        """The facts of other articles that tell what `here` tells, the most alike first."""
        length = self._norm(here.marks)
        rare = (mark for mark in sorted(here.marks) if len(self._with.get(mark, ())) <= _RARE)
        near = {at for mark in rare for at in self._with.get(mark, ())}
        if here.moving is None or not length:
            return []
        asked = _asked(here.moving.value)
        found = []
        for at in sorted(near):
            there = self._told[at]
            least = None if there.article_id == here.article_id else _least_alike(here, there, asked)
            if least is None:  # most: their times do not agree, which is cheaper to tell than how alike they are
                continue
            alike = sum(self._square[mark] for mark in sorted(here.marks & there.marks)) / (length * self._length[at])
            if alike >= least:
                sure = _is_named(here) and len(here.names & there.names) >= _NAMES
                weight = max(min(alike, 1.0), _WEIGHT if sure else 0.0)
                found.append(Tie(here, there, weight, sure or alike >= _SURE))
        return sorted(found, key=lambda tie: (-tie.alike, tie.there.article_id, tie.there.time))[:_MOST_TIES]

    def _norm(self, marks: Iterable[str]) -> float:
        return math.sqrt(sum(self._square.get(mark, self._unseen) for mark in sorted(marks)))


def _is_named(here: Telling) -> bool:
    """Whether a time names its month or day of the year: with names in common it ties as surely as like wording."""
    return here.moving is not None and bool(_MONTH.match(here.moving.value) or _DAY.match(here.moving.value))


class _Asked(Struct, frozen=True):
    """What the time of a fact has to agree on with a moving time; nulls: that is not told."""

    weekday: int | None = None  # ISO, 1..7
    day: tuple[int, int] | None = None  # month and day of the year
    month: int | None = None
    is_vague: bool = False  # it names neither day nor week nor month: names cannot make up for that


@lru_cache(maxsize=1024)
def _asked(value: str) -> _Asked:
    if weekday := _WEEKDAY.match(value):
        return _Asked(weekday=int(weekday[1]))
    if day := _DAY.match(value):
        return _Asked(day=(int(day[1]), int(day[2])))
    if month := _MONTH.match(value):
        return _Asked(month=int(month[1]))
    return _Asked(is_vague=value.startswith("XXXX-XX-XX") or value == "XXXX")


def _least_alike(here: Telling, there: Telling, asked: _Asked) -> float | None:
    """How much alike two sentences must be to tell one event; None where their times or names forbid it."""
    first, last = there.first, there.last
    if first is None or last is None or asked.is_vague:
        return None
    if asked.weekday is not None:
        return ALIKE if first == last and first.isoweekday() == asked.weekday else None
    if asked.day is not None:
        if first != last or (first.month, first.day) != asked.day:
            return None
        return _MONTH_ALIKE if len(here.names & there.names) >= _NAMES else ALIKE
    named = len(here.names & there.names) >= _NAMES
    if asked.month is None:
        return ALIKE if named else None
    if not first.month == last.month == asked.month:
        return None
    return _MONTH_ALIKE if named and deeds(here.marks) & deeds(there.marks) else ALIKE


def days_of(ties: Sequence[Tie]) -> dict[date, float]:
    """The days an article may be of by the ties of one of its sentences, each with how alike the best of them is."""
    days: dict[date, float] = {}
    seen: set[tuple[date | None, date | None]] = set()
    told: dict[date, Period | None] = {}  # on one day the time of one sentence means one period
    for tie in ties:  # the most alike first
        first, last, time = tie.there.first, tie.there.last, tie.here.moving
        if first is None or last is None or time is None or (first, last) in seen:
            continue
        seen.add((first, last))
        back, on = next((b, o) for start, b, o in _REACHES if time.value.startswith(start))
        for offset in range(-back, on + (last - first).days):
            day = first + timedelta(offset)
            if day not in told:
                told[day] = time.told_on(day)
            period = told[day]
            if period and period.first <= last and first <= period.last:
                days[day] = max(days.get(day, 0.0), tie.alike)
    return days


class Placed(Struct, frozen=True):
    """The days an article may be of by its ties."""

    first: date
    last: date
    tie: Tie  # the plainest
    sentences: int  # that agree


def place(tied: Sequence[Sequence[Tie]]) -> Placed | None:
    """The days on which most of an article's tied sentences agree; None where none does, or too little is tied."""
    by_sentence = [days_of(ties) for ties in tied if ties]
    whole = sum(max(days.values()) for days in by_sentence if days)
    score: dict[date, float] = defaultdict(float)
    for days in by_sentence:
        for day, alike in days.items():
            score[day] += alike
    agree = whole if any(weight >= whole - 1e-9 for weight in score.values()) else _AGREE * whole
    best = [day for day, weight in score.items() if weight >= max(agree, _WEIGHT) - 1e-9]
    if not best:
        return None
    plainest = max((ties[0] for ties in tied if ties), key=lambda tie: tie.alike)
    count = sum(any(day in days for day in best) for days in by_sentence)
    return Placed(min(best) - _SLACK, max(best) + _SLACK, plainest, count)
