"""Rules for times told by their distance: weekdays, "yesterday", "last week", "two days ago", "a day earlier"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from sayso.records import TimexType
from sayso.times import periods
from sayso.times.meaning import Context, Meaning, Rule, rule
from sayso.times.periods import Period
from sayso.times.words import (
    DAY_PARTS,
    MONTH,
    MONTHS,
    NUMBER,
    NUMBERS,
    PART,
    SEASON_WORDS,
    SHORT_WEEKDAYS,
    SP,
    UNIT,
    VAGUE,
    WEEKDAYS,
    any_of,
    count_of,
    unit_of,
)

_DATE, _TIME = TimexType.DATE, TimexType.TIME
_UNFIXED = {
    "day": "XXXX-XX-XX",
    "week": "XXXX-WXX",
    "fortnight": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "year": "XXXX",
    "decade": "XXX",
    "century": "XX",
}
_LENGTH = {
    "day": 0, "weekend": 1, "week": 6, "fortnight": 13, "month": 30, "quarter": 91, "year": 365, "decade": 3652,
    "century": 36524,
}  # fmt: skip
_BACK = frozenset({"last", "past", "previous", "preceding", "prior"})
_ON = frozenset({"next", "coming", "following", "upcoming"})
# Told from the date mentioned before, not from the day of print: "the following day".
_FROM_REFERENCE = frozenset({"previous", "preceding", "prior", "following", "same", "that"})


def _start(context: Context, word: str, unit: str) -> date | None:
    """The day a relative word counts from; a told date coarser than the unit ("2008" for a month) cannot be it."""
    told = context.reference
    if word in _FROM_REFERENCE and told is not None and (told.last - told.first).days <= _LENGTH[unit]:
        return told.last if word == "following" else told.first
    return None if word == "that" else context.anchor


def _weekday(match: re.Match[str]) -> Meaning | None:
    """A weekday in the nearest week the words allow: on or before the anchor unless they tell of what is to come."""
    name, which = match["w"].rstrip(".").lower(), (match["which"] or "").lower().strip()
    if not match["w"][0].isupper() or (name in SHORT_WEEKDAYS and not which):
        return None
    number = WEEKDAYS[name]
    part = DAY_PARTS[match["part"].lower()] if match["part"] else ""

    def resolve(context: Context) -> Period | None:
        if context.anchor is None:
            return None
        behind = (context.anchor.isoweekday() - number) % 7
        if which in _ON or (not which and context.ahead):
            days = (number - context.anchor.isoweekday()) % 7
            days = days or (7 if which in _ON else 0)
        elif which == "this":
            days = number - context.anchor.isoweekday()
        else:
            days = -(behind or (7 if which in _BACK else 0))
        return _shifted(context.anchor, days, part)

    return Meaning(_TIME if part else _DATE, f"XXXX-WXX-{number}{part}", resolve)


def _shifted(anchor: date, days: int, part: str = "") -> Period | None:
    try:
        return periods.day(anchor + timedelta(days), part)
    except OverflowError:  # before year 1 or past 9999
        return None


_NAMED_SO = re.compile(r"\b[A-Z][\w&]* $")  # before a capital: an outlet called "Norland Today"
_LONGEST_NAME = 40  # code points of such a word
_DAY_WORDS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}


def _day_word(match: re.Match[str]) -> Meaning | None:
    word, part = match["word"].lower(), match["part"]
    if match["word"][0].isupper() and _NAMED_SO.search(
        match.string, max(0, match.start() - _LONGEST_NAME), match.start()
    ):
        return None
    letters = "TNI" if word == "tonight" else DAY_PARTS[part.lower()] if part else ""

    def resolve(context: Context) -> Period | None:
        return None if context.anchor is None else _shifted(context.anchor, _DAY_WORDS[word], letters)

    return Meaning(_TIME if letters else _DATE, "XXXX-XX-XX" + letters, resolve)


def _told_part(match: re.Match[str]) -> Meaning:
    """ "this morning", "last night"."""
    letters, back = DAY_PARTS[match["part"].lower()], match["which"].lower() == "last"

    def resolve(context: Context) -> Period | None:
        return None if context.anchor is None else _shifted(context.anchor, -1 if back else 0, letters)

    return Meaning(_TIME, "XXXX-XX-XX" + letters, resolve)


def _told_unit(match: re.Match[str]) -> Meaning | None:
    """ "last week", "this year", "the following month", "the same day"."""
    which, unit = match["which"].lower(), match["unit"].lower()
    count = -1 if which in _BACK else 1 if which in _ON else 0

    def resolve(context: Context) -> Period | None:
        start = _start(context, which, unit)
        return None if start is None else periods.step(start, unit, count)

    return Meaning(_DATE, _UNFIXED[unit], resolve)


def _told_month(match: re.Match[str]) -> Meaning | None:
    which, name = match["which"].lower(), match["m"].rstrip(".").lower()
    if not match["m"][0].isupper():
        return None
    number = MONTHS[name]

    def resolve(context: Context) -> Period | None:
        if context.anchor is None:
            return None
        choices = [periods.month(date(y, number, 1)) for y in range(context.anchor.year - 1, context.anchor.year + 2)]
        if which == "this":
            return choices[1]
        # "last May" in June may be of this year; "last May" in May is not of this month
        usable = [p for p in choices if (p.last < context.anchor if which in _BACK else p.first > context.anchor)]
        return periods.nearest(context.anchor, list(usable), ahead=None)

    return Meaning(_DATE, f"XXXX-{number:02d}", resolve, 1 if match["m"].endswith(".") and len(name) > 4 else 0)


def _told_season(match: re.Match[str]) -> Meaning:
    which, code = match["which"].lower(), SEASON_WORDS[match["s"].lower()]

    def resolve(context: Context) -> Period | None:
        if context.anchor is None:
            return None
        choices = [periods.season(code, y) for y in range(context.anchor.year - 1, context.anchor.year + 2)]
        if which in _BACK:
            choices = [p for p in choices if p.last < context.anchor]
        elif which in _ON:
            choices = [p for p in choices if p.first > context.anchor]
        return periods.nearest(context.anchor, list(choices), ahead=None)

    return Meaning(_DATE, f"XXXX-{code}", resolve)


def _weekend(_: re.Match[str]) -> Meaning:
    def resolve(context: Context) -> Period | None:
        if context.anchor is None:
            return None
        on_it = context.anchor.isoweekday() >= 6
        back = 0 if on_it or context.ahead else -1
        return periods.step(context.anchor, "weekend", back)

    return Meaning(_DATE, _UNFIXED["weekend"], resolve)


def _within_the(match: re.Match[str]) -> Meaning:
    """ "later in the day": of the day told last; "the end of the year": of the year of print."""
    unit = match["unit"].lower()

    def resolve(context: Context) -> Period | None:
        start = _start(context, "same", unit) if unit == "day" else context.anchor
        return None if start is None else periods.step(start, unit, 0)

    return Meaning(_DATE, _UNFIXED[unit], resolve)


def _the_one_before(match: re.Match[str]) -> Meaning:
    """ "the year before", "the day earlier"."""
    unit = match["unit"].lower()

    def resolve(context: Context) -> Period | None:
        start = _start(context, "previous", unit)
        return None if start is None else periods.step(start, unit, -1)

    return Meaning(_DATE, _UNFIXED[unit], resolve)


def _same_a_year_before(match: re.Match[str]) -> Meaning:
    """ "the same period last year": the month, quarter … told last, a year before."""
    unit = match["unit"].lower()

    def resolve(context: Context) -> Period | None:
        told = context.reference
        if told is None or told.first == told.last:
            return None
        length = (told.last - told.first).days
        finest = (
            unit
            if unit in _LENGTH
            else next(u for u in ("day", "week", "month", "quarter", "year") if length <= _LENGTH[u])
        )
        back = periods.step(told.first, "month" if finest != "year" else "year", -12 if finest != "year" else -1)
        return None if back is None else periods.step(back.first, finest, 0)

    return Meaning(_DATE, "XXXX", resolve)


def _this_past(match: re.Match[str]) -> Meaning:
    unit = match["unit"].lower()

    def resolve(context: Context) -> Period | None:
        return None if context.anchor is None else periods.step(context.anchor, unit, -1)

    return Meaning(_DATE, _UNFIXED[unit], resolve)


_EARLIER = frozenset({"ago", "earlier", "before", "previously", "prior"})


def _distance(match: re.Match[str]) -> Meaning | None:
    """ "two days ago" counts from the anchor; "a day earlier" from the date told before."""
    count, unit, how = count_of(match["n"]), unit_of(match["unit"]), match["how"].lower().split()[0]
    if unit in {"hour", "minute", "second"}:
        return _clock_distance(how)
    if count is None:
        return Meaning(_DATE, "PAST_REF" if how in _EARLIER else "FUTURE_REF")
    if count != int(count):  # half a year, two and a half years: as months
        if unit != "year":
            return None
        count, unit = count * 12, "month"
    steps = int(count) * (-1 if how in _EARLIER else 1)
    from_print = how not in {"earlier", "before", "previously", "later", "after"}

    def resolve(context: Context) -> Period | None:
        start = context.anchor if from_print else _start(context, "previous", unit)
        return None if start is None else periods.step(start, unit, steps)

    return Meaning(_DATE, _UNFIXED[unit], resolve)


def _clock_distance(how: str) -> Meaning | None:
    """Hours ago: the day of print, when only that is known; hours later: no date can be told."""
    if how != "ago":
        return None

    def resolve(context: Context) -> Period | None:
        return None if context.anchor is None else periods.day(context.anchor)

    return Meaning(_DATE, "XXXX-XX-XX", resolve)


# "the past week" is the seven days up to now, a duration (`amounts`), not the calendar week
_WHICH = any_of((_BACK - {"past"}) | _ON | {"this", "same", "that", "current"})
_COUNT_HEADS = frozenset(NUMBERS) | (VAGUE - {"recent"}) | {"#", "a", "an", "half"}

RELATIVE_RULES: tuple[Rule, ...] = (
    rule(
        _COUNT_HEADS,
        rf"(?P<n>{NUMBER}){SP}(?P<unit>{UNIT}){SP}(?P<how>ago\b|earlier\b|later\b|previously\b|hence\b|from{SP}now\b"
        rf"|before(?={SP}?[.,;]))",
        _distance,
    ),
    rule(_COUNT_HEADS, rf"(?<=\bin )(?P<n>{NUMBER}){SP}(?P<unit>{UNIT}){SP}?['’]?{SP}(?P<how>time)\b", _distance),
    rule({"later", "earlier"}, rf"(?:later|earlier){SP}in{SP}the{SP}(?P<unit>day|week|month|year)\b", _within_the),
    rule(
        {"end", "beginning", "start", "middle", "rest"},
        rf"(?:end|beginning|start|middle|rest){SP}of{SP}the{SP}(?P<unit>week|month|year|decade|century)\b",
        _within_the,
    ),
    rule(
        {"day", "week", "month", "year"},
        rf"(?<=\bthe )(?P<unit>day|week|month|year){SP}(?:before|previous|earlier)"
        rf"(?={SP}?[.,;)]|{SP}(?:and|but|when|as)\b)",
        _the_one_before,
    ),
    rule(
        {"same"},
        rf"same{SP}(?P<unit>period|time|month|quarter|week){SP}(?:(?:of|in){SP})?(?:the{SP})?"
        rf"(?:last{SP}year|a{SP}year{SP}(?:ago|earlier|before)|previous{SP}year)\b",
        _same_a_year_before,
    ),
    rule({"this"}, rf"this{SP}past{SP}(?P<unit>week|weekend|month|year)\b", _this_past),
    rule({"last", "this", "next"}, rf"(?P<which>last|this){SP}(?P<part>{PART})", _told_part),
    rule(
        WEEKDAYS,
        rf"(?P<which>)(?P<w>(?:{any_of(WEEKDAYS)})\b)(?:{SP}(?P<part>{PART}))?",
        _weekday,
    ),
    rule(
        _BACK | _ON | {"this"},
        rf"(?P<which>{any_of(_BACK | _ON | {'this'})}){SP}(?P<w>(?:{any_of(WEEKDAYS)})\b)(?:{SP}(?P<part>{PART}))?",
        _weekday,
    ),
    rule(_DAY_WORDS, rf"(?P<word>{any_of(_DAY_WORDS)})\b(?:{SP}(?P<part>{PART}))?", _day_word),
    rule(
        _BACK | _ON | {"this", "same", "that", "current"},
        rf"(?P<which>{_WHICH}){SP}(?P<unit>day|week|weekend|month|quarter|year|decade|century|fortnight)\b",
        _told_unit,
    ),
    rule(_BACK | _ON | {"this"}, rf"(?P<which>{any_of(_BACK | _ON | {'this'})}){SP}(?P<m>{MONTH})", _told_month),
    rule(
        _BACK | _ON | {"this"},
        rf"(?P<which>{any_of(_BACK | _ON | {'this'})}){SP}(?P<s>{any_of(SEASON_WORDS)})\b",
        _told_season,
    ),
    rule({"weekend"}, r"weekend\b", _weekend),
)
