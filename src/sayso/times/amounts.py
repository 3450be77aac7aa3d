"""Rules for durations ("for two and a half years"), sets ("every Friday") and clock times ("6:40 p.m. GMT")."""

from __future__ import annotations

import re

from sayso.records import TimexType
from sayso.times import periods
from sayso.times.meaning import Context, Meaning, Rule, rule
from sayso.times.periods import Period
from sayso.times.words import (
    CALENDAR_UNITS,
    CLOCK_UNITS,
    DAY_PARTS,
    NUMBER,
    NUMBERS,
    SP,
    UNIT,
    VAGUE,
    WEEKDAYS,
    any_of,
    count_of,
    unit_of,
)

_DURATION, _SET, _TIME = TimexType.DURATION, TimexType.SET, TimexType.TIME
_AGE = re.compile(r"(?:-|[ ])(?:old\b|of age\b)", re.IGNORECASE)
_RATE_BEFORE = re.compile(
    r"(?:\b(?:once|twice|times?|[a-z]{3,}s|percent|tons?|barrels?)|[\d%]|million|billion|thousand|hundred) $",
    re.IGNORECASE,
)
_LASTING_BEFORE = re.compile(
    r"(?:\b(?:for|over|in|within|after|takes?|took|lasts?|lasted|just|only|mere|recent|many|more|spent|spend|of|coming)"
    r"|^|[,“\"(‘\n]|[.?!]”?) ?$",
    re.IGNORECASE,
)
_FOR_BEFORE = re.compile(
    r"\b(?:for|than|about|nearly|almost|over|within|in|after|lasts?|lasted|under|of) $", re.IGNORECASE
)


def _lasting(count: float | None, unit: str) -> str:
    """The TIMEX3 value of a duration: P2.5Y, PT30M, PXD when the count is vague."""
    if unit == "fortnight":
        unit, count = "week", None if count is None else count * 2
    number = "X" if count is None else f"{count:g}"
    if unit in CLOCK_UNITS:
        return f"PT{number}{CLOCK_UNITS[unit]}"
    return f"P{number}{CALENDAR_UNITS[unit]}"


def _duration(match: re.Match[str]) -> Meaning | None:
    text, number, unit = match.string, match["n"], unit_of(match["unit"])
    if _AGE.match(text, match.end()):
        return None
    if number.lower() in {"a", "an"}:
        if unit in {"second", "minute", "quarter"}:
            return None  # "a second missile", "a quarter of them"
        before = text[max(0, match.start() - 20) : match.start()]
        if match["join"] != "-" and not _FOR_BEFORE.search(before) and _RATE_BEFORE.search(before):
            return Meaning(_SET, _lasting(1, unit))
    if number.lower() == "one" and match["unit"] == "day" and not _FOR_BEFORE.search(match.string, 0, match.start()):
        return None  # "one day they may"
    if unit == "second" and not match["unit"].lower().endswith("s") and match["join"] != "-":
        return None
    return Meaning(_DURATION, _lasting(count_of(number), unit))


def _span_of_units(match: re.Match[str]) -> Meaning:
    """ "the past three years", "the next few days"; "the past week"."""
    number = match["n"]
    return Meaning(_DURATION, _lasting(count_of(number) if number else 1, unit_of(match["unit"])))


def _many_units(match: re.Match[str]) -> Meaning | None:
    if not _LASTING_BEFORE.search(match.string, max(0, match.start() - 20), match.start()):
        return None  # "their best days", "the years of war"
    return Meaning(_DURATION, _lasting(None, unit_of(match["unit"])))


def _every(match: re.Match[str]) -> Meaning:
    count = count_of(match["n"]) if match["n"] else 2.0 if match["other"] else 1.0
    if match["day"]:
        return Meaning(_SET, f"XXXX-WXX-{WEEKDAYS[match['day'].lower()]}")
    if match["part"]:
        return Meaning(_SET, f"XXXX-XX-XX{DAY_PARTS[match['part'].lower()]}")
    return Meaning(_SET, _lasting(count, unit_of(match["unit"])))


_ADVERBS = {
    "daily": "P1D",
    "nightly": "XXXX-XX-XXTNI",
    "weekly": "P1W",
    "fortnightly": "P2W",
    "monthly": "P1M",
    "quarterly": "P1Q",
    "yearly": "P1Y",
    "annual": "P1Y",
    "annually": "P1Y",
    "biennial": "P2Y",
}


def _adverb(match: re.Match[str]) -> Meaning | None:
    word = match.group()
    return Meaning(_SET, _ADVERBS[word]) if word.islower() else None  # "Daily" and "Weekly" begin names


def _weekdays(match: re.Match[str]) -> Meaning | None:
    word = match["day"]
    return Meaning(_SET, f"XXXX-WXX-{WEEKDAYS[word.lower()]}") if word[0].isupper() else None


def _clock(match: re.Match[str]) -> Meaning | None:
    hour, minute = int(match["h"]), int(match["min"] or 0)
    half = (match["half"] or "").lower().replace(".", "")
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour > 23 or minute > 59:
        return None
    zone = "Z" if (match["zone"] or "").strip("() ").upper() in {"GMT", "UTC", "Z"} else ""
    return _at(f"T{hour:02d}:{minute:02d}{zone}")


def _clock_word(match: re.Match[str]) -> Meaning:
    return _at("T12:00" if match.group().lower().endswith(("noon", "midday")) else "T24:00")


def _at(clock: str) -> Meaning:
    """A time of the day told last, or of the day of print."""

    def resolve(context: Context) -> Period | None:
        told = context.reference
        if told is not None and told.first == told.last:
            return periods.day(told.first, clock)
        return None if context.anchor is None else periods.day(context.anchor, clock)

    return Meaning(_TIME, "XXXX-XX-XX" + clock, resolve)


_ZONE = r"(?P<zone>GMT|UTC|EST|EDT|ET|CST|CDT|CT|MST|MDT|PST|PDT|PT|BST|CET|CEST|IST|JST|KST|MSK|Z)\b"
_OFFSET = rf"\({SP}?(?:GMT|UTC){SP}?[+-]{SP}?\d{{1,2}}(?::?\d\d)?{SP}?\)"
_HALF = r"(?P<half>[ap]\.?m\b\.?)"
_COUNT_HEADS = frozenset(NUMBERS) | (VAGUE - {"recent"}) | {"#", "a", "an", "half"}

AMOUNT_RULES: tuple[Rule, ...] = (
    rule(
        {"#"},
        rf"(?P<h>\d{{1,2}})(?::(?P<min>\d\d))?(?![\d:]){SP}?{_HALF}(?:{SP}(?:{_ZONE}|{_OFFSET}))?",
        _clock,
    ),
    rule(
        {"#"},
        rf"(?P<h>\d{{1,2}}):(?P<min>\d\d)(?P<half>)(?![\d:])(?:{SP}?(?:hours\b{SP}?)?(?:{_ZONE}|{_OFFSET}))",
        _clock,
    ),
    rule({"#"}, r"(?<=\bat )(?P<h>\d{1,2}):(?P<min>\d\d)(?P<half>)(?P<zone>)(?![\d:])", _clock),
    rule({"noon", "midday", "midnight"}, r"(?:noon|midday|midnight)\b", _clock_word),
    rule(
        {"every", "each"},
        rf"(?:every|each){SP}(?:(?P<other>other){SP})?(?:(?P<day>{any_of(WEEKDAYS)})\b|(?P<part>{any_of(DAY_PARTS)})\b"
        rf"|(?:(?P<n>{NUMBER}){SP})?(?P<unit>{UNIT}))",
        _every,
    ),
    rule(
        {"last", "past", "next", "first", "coming", "previous", "final"},
        rf"(?:last|past|next|first|coming|previous|final){SP}(?:(?P<n>{NUMBER}){SP})(?P<unit>{UNIT})",
        _span_of_units,
    ),
    rule({"past"}, rf"past{SP}(?P<n>)(?P<unit>day|week|month|year|decade|century)\b", _span_of_units),
    rule(_COUNT_HEADS, rf"(?P<n>{NUMBER})(?P<join>-|{SP})(?P<unit>{UNIT})(?:-long\b)?", _duration),
    rule(
        {"years", "months", "weeks", "days", "hours", "minutes", "decades", "centuries"},
        r"(?P<unit>years|months|weeks|days|hours|minutes|decades|centuries)\b(?:-long\b)?",
        _many_units,
    ),
    rule(frozenset(f"{name}s" for name in WEEKDAYS), rf"(?P<day>{any_of(WEEKDAYS)})s\b", _weekdays),
    rule(_ADVERBS, rf"(?:{any_of(_ADVERBS)})\b", _adverb),
)
