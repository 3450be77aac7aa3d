"""Rules for dates written out: days, months, years, decades, quarters, in the forms English print uses."""

from __future__ import annotations

import re
from datetime import date

from sayso.records import TimexType
from sayso.times import periods
from sayso.times.meaning import Context, Meaning, Rule, rule
from sayso.times.periods import Period
from sayso.times.words import (
    MONTH,
    MONTHS,
    ORDINALS,
    SEASON_WORDS,
    SHORT_MONTHS,
    SP,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    any_of,
)

_DATE = TimexType.DATE
_NUMBER_AFTER = rf"(?![\d:%]|[.,]\d|{SP}(?:percent|per cent|million|billion|[ap]\.?m\b))"
# Words that a number of that size counts; before them 1500-2099 is an amount and no year.
_COUNTED = re.compile(
    rf"{SP}(?:[a-z]+{SP})?(?:people|persons|troops|soldiers|men|women|children|civilians|miles|kilomet|met(?:er|re)s"
    r"|feet|tons?|tonnes|dollars|euros|pounds|jobs|workers|employees|members|students|votes|shells|rounds|times|pages"
    r"|homes|houses|hours|days|weeks|months|years|percent|per cent|km|kg|mph|words|refugees|prisoners|cases|deaths)",
    re.IGNORECASE,
)
_AMOUNT_BEFORE = re.compile(
    r"(?:[$€£¥#№+&/]|\b(?:no|nr|about|some|nearly|over|than|least|around|roughly|almost|under|room|flight|route|us|page))"
    r"\.?[ ]?$",
    re.IGNORECASE,
)
_JOINED_BEFORE = re.compile(r"[\w.,:/@$€£#–-]$")
_PLURAL_AFTER = re.compile(rf"{SP}[a-z]{{3,}}s\b")
_RANGE_BEFORE = re.compile(r"(?:(?<![\w–-])(?:19|20)\d\d|\bmid)[–-]$", re.IGNORECASE)
_JOINED_AFTER = re.compile(r"[\w/:@°%$€£]|-[a-z]")
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|by|until|till|from|to|during|of|for|after|before|between|and|through|early|late|mid|year|the|its"
    r"|his|their|ending|ended|fiscal|circa|around|about|back|as)|[(\[–—-]|['’]s|,)[ ]?$",
    re.IGNORECASE,
)
# "May" and "March" and "August" are months only where the words around say so.
_MONTH_BEFORE = re.compile(
    r"\b(?:in|since|by|until|till|from|to|during|of|after|before|between|and|through|early|late|mid|last|next|this|for"
    r"|every|each|end|beginning|middle|start|around|or|the|every|past|previous|following|its|his|their)[ -]$",
    re.IGNORECASE,
)
_NAME_AFTER = re.compile(rf"{SP}[A-Z]|[\w@]")
_NAME_BEFORE = re.compile(r"[A-Z]\w+ $")
_DOUBTFUL = frozenset({"may", "march", "august", "april", "june"})
_LOOK = 24  # characters before an expression that are looked at


def _before(match: re.Match[str], pattern: re.Pattern[str]) -> bool:
    start = match.start()
    return pattern.search(match.string, max(0, start - _LOOK), start) is not None


def _fixed(period: Period | None, kind: TimexType = _DATE) -> Meaning | None:
    if period is None:
        return None
    return Meaning(kind, period.value, lambda _: period)


def _yearly(year_less: str, make: object) -> Meaning:
    """A period that comes every year, `make(year)`, in the year the context means."""

    def resolve(context: Context) -> Period | None:
        if context.anchor is None:
            return None
        years = range(max(1, context.anchor.year - 1), min(9998, context.anchor.year + 1) + 1)
        return periods.nearest(context.anchor, [make(y) for y in years], ahead=context.ahead)  # type: ignore[operator]

    return Meaning(_DATE, year_less, resolve)


def _iso(match: re.Match[str]) -> Meaning | None:
    found = periods.calendar_day(int(match["y"]), int(match["m"]), int(match["d"]))
    if found is None or not match["clock"]:
        return _fixed(found)
    zone = "Z" if (match["zone"] or "").upper() in {"Z", "UTC", "GMT"} else ""
    return _fixed(periods.day(found.first, f"T{match['clock']}{zone}"), TimexType.TIME)


def _numeric(match: re.Match[str]) -> Meaning | None:
    """11/8/2022 only when one reading fits; 8.11.2022 is day first wherever it is written with points."""
    one, two, year = int(match["a"]), int(match["b"]), int(match["y"])
    if match["sep"] == "." or one > 12 or one == two:
        return _fixed(periods.calendar_day(year, two, one))
    return _fixed(periods.calendar_day(year, one, two)) if two > 12 else None


def _day_of_month(match: re.Match[str]) -> Meaning | None:
    month, number = MONTHS[match["m"].rstrip(".").lower()], int(match["d"])
    if match["y"]:
        return _fixed(periods.calendar_day(int(match["y"]), month, number))
    if periods.calendar_day(2000, month, number) is None:
        return None
    if match["m"].lower() in _DOUBTFUL and match["m"].islower():
        return None  # "they may 20 times"
    return _yearly(f"XXXX-{month:02d}-{number:02d}", lambda year: periods.calendar_day(year, month, number))


def _month_of_year(match: re.Match[str]) -> Meaning | None:
    if match["m"].islower() and match["m"] in _DOUBTFUL:
        return None
    return _fixed(periods.month(date(int(match["y"]), MONTHS[match["m"].rstrip(".").lower()], 1)))


def _month_of_told_year(match: re.Match[str]) -> Meaning:
    month = MONTHS[match["m"].rstrip(".").lower()]
    offset = {"last": -1, "next": 1, "this": 0}[match["which"].lower()]

    def resolve(context: Context) -> Period | None:
        if context.anchor is None:
            return None
        return periods.month(date(context.anchor.year + offset, month, 1))

    return Meaning(_DATE, f"XXXX-{month:02d}", resolve)


def _month_alone(match: re.Match[str]) -> Meaning | None:
    name = match["m"].rstrip(".").lower()
    dotted = match["m"].endswith(".")
    if not match["m"][0].isupper() or (name in SHORT_MONTHS and not dotted):
        return None
    trim = 1 if dotted and name not in SHORT_MONTHS else 0
    told = _before(match, _MONTH_BEFORE)
    named = _NAME_AFTER.match(match.string, match.end() - trim) is not None
    if name in _DOUBTFUL and (not told or named):
        return None
    if not told and (named or _before(match, _NAME_BEFORE)):
        return None  # a person or a firm named so
    number = MONTHS[name]
    found = _yearly(f"XXXX-{number:02d}", lambda year: periods.month(date(year, number, 1)))
    return Meaning(found.type, found.value, found.resolve, trim)


def _year_alone(match: re.Match[str]) -> Meaning | None:
    year = int(match["y"])
    joined = _before(match, _JOINED_BEFORE) and not _before(match, _RANGE_BEFORE)
    if joined or _JOINED_AFTER.match(match.string, match.end()) or _COUNTED.match(match.string, match.end()):
        return None
    counting = _before(match, _AMOUNT_BEFORE) or _PLURAL_AFTER.match(match.string, match.end())
    likely = 1900 <= year <= 2050 and not counting
    if not 1500 <= year <= 2099 or not (likely or _before(match, _YEAR_BEFORE)):
        return None
    return _fixed(periods.year(date(year, 1, 1)))


def _decade(match: re.Match[str]) -> Meaning | None:
    digits = match["y"]
    first = int(digits) if len(digits) == 4 else 1900 + int(digits)
    if len(digits) == 2 and not _before(match, re.compile(r"(?:\bthe |\band |['’]|mid-|late |early |\bto )$")):
        return None
    return _fixed(periods.decade(date(first, 1, 1)))


def _century(match: re.Match[str]) -> Meaning | None:
    number = int(match["n"])
    return _fixed(periods.century(date((number - 1) * 100, 1, 1))) if 2 <= number <= 30 else None


def _told_year(words: str | None, context: Context) -> int | None:
    """The year that "of 2009", "of last year", "of the year" names; None when the context does not fix it."""
    if words and words[-4:].isdigit():
        return int(words[-4:])
    if context.anchor is None or not words:
        return None
    first = words.lower().split()
    return context.anchor.year + (-1 if first[0] == "last" else 1 if first[0] == "next" else 0)


def _part_of_year(match: re.Match[str]) -> Meaning | None:
    """Quarters and halves, with or without their year."""
    which, unit, told = match["which"].lower(), match["unit"].lower(), match["year"]
    make = periods.quarter if unit == "quarter" else periods.half
    last = 4 if unit == "quarter" else 2
    number = last if which == "final" or (which == "last" and told) else ORDINALS.get(which, 0)
    if not 1 <= number <= last or (unit == "half" and not told):
        return None  # "last quarter" alone is relative; "the first half" may be of a match
    first = (number - 1) * 12 // last + 1
    value = f"XXXX-{unit[0].upper()}{number}"

    def in_year(year: int) -> Period:
        return make(date(year, first, 1))

    if told is None:
        return _yearly(value, in_year)

    def resolve(context: Context) -> Period | None:
        year = _told_year(told, context)
        return None if year is None else in_year(year)

    if told[-4:].isdigit():
        value = in_year(int(told[-4:])).value
    return Meaning(_DATE, value, resolve)


def _short_quarter(match: re.Match[str]) -> Meaning | None:
    number = int(match["q"])
    if not match["year"]:
        return _yearly(f"XXXX-Q{number}", lambda year: periods.quarter(date(year, number * 3, 1)))
    return _fixed(periods.quarter(date(int(match["year"]), number * 3, 1)))


def _season_of_year(match: re.Match[str]) -> Meaning | None:
    return _fixed(periods.season(SEASON_WORDS[match["s"].lower()], int(match["y"])))


def _season_alone(match: re.Match[str]) -> Meaning | None:
    name = match["s"].lower()
    told = re.compile(
        r"\b(?:in|during|since|by|until) the $"
        if name in {"fall", "spring"}
        else r"\b(?:in|during|since|by"
        r"|until|early|late|mid)(?: the)?[ -]$",
        re.IGNORECASE,
    )
    if not _before(match, told) or re.match(r" of \w", match.string[match.end() : match.end() + 5]):
        return None
    code = SEASON_WORDS[name]
    return _yearly(f"XXXX-{code}", lambda year: periods.season(code, year))


_CLOCK = r"(?P<clock>(?:[01]\d|2[0-3]):[0-5]\d)(?::\d\d(?:\.\d{1,9})?)?"
_TOLD = rf"(?:last|this|next|the|that){SP}year\b"
_ORDINAL_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_OF_YEAR = rf"(?:,?{SP}(?P<y>{YEAR}))?"
_MONTH_NAMES = frozenset(MONTHS)
_DAY_NAMES = frozenset(WEEKDAYS)

DATE_RULES: tuple[Rule, ...] = (
    rule(
        {"#"},
        rf"(?P<y>\d{{4}})(?P<sep>[-/])(?P<m>\d{{1,2}})(?P=sep)(?P<d>\d{{1,2}})(?!\d)"
        rf"(?:[T ]{_CLOCK}{SP}?(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?(?![\d:]))?",
        _iso,
    ),
    rule({"#"}, rf"(?P<a>\d{{1,2}})(?P<sep>[./-])(?P<b>\d{{1,2}})(?P=sep)(?P<y>{YEAR})", _numeric),
    rule(
        {"#"} | _DAY_NAMES,
        rf"(?:{WEEKDAY},?{SP}(?:the{SP})?)?{_ORDINAL_DAY}(?:{SP}of)?(?:-|{SP})(?P<m>{MONTH})(?:(?:-|,?{SP})(?P<y>{YEAR}))?",
        _day_of_month,
    ),
    # "15-16 July 2018": the first number, with the month and year that follow the second
    rule(
        {"#"},
        rf"{_ORDINAL_DAY}(?={SP}?(?:[-–]|and|to){SP}?\d{{1,2}}(?:st|nd|rd|th)?{SP}(?P<m>{MONTH}){_OF_YEAR})",
        _day_of_month,
    ),
    rule(
        _MONTH_NAMES | _DAY_NAMES,
        rf"(?:{WEEKDAY},?{SP}(?:the{SP})?)?(?P<m>{MONTH}),?{SP}(?:the{SP})?{_ORDINAL_DAY}{_NUMBER_AFTER}"
        rf"(?:,?{SP}(?P<y>{YEAR}))?",
        _day_of_month,
    ),
    rule(_MONTH_NAMES, rf"(?P<m>{MONTH}),?{SP}(?:of{SP})?(?P<y>{YEAR})", _month_of_year),
    rule(_MONTH_NAMES, rf"(?P<m>{MONTH}){SP}(?:of{SP})?(?P<which>last|next|this){SP}year\b", _month_of_told_year),
    rule(
        frozenset(ORDINALS) | {"final", "last", "#"},
        rf"(?P<which>{any_of(ORDINALS)}|final|last)[- ](?P<unit>quarter|half)\b"
        rf"(?:{SP}(?:(?:of|in){SP}(?:the{SP})?)?(?P<year>{YEAR}|{_TOLD}|year\b))?",
        _part_of_year,
    ),
    rule({"q"}, rf"Q(?P<q>[1-4])(?:{SP}(?:of{SP})?(?P<year>{YEAR}))?\b", _short_quarter),
    rule(
        frozenset(SEASON_WORDS),
        rf"(?P<s>{any_of(SEASON_WORDS)})(?:,?{SP}(?:of{SP})?)(?P<y>{YEAR})",
        _season_of_year,
    ),
    rule(frozenset(SEASON_WORDS), rf"(?P<s>{any_of(SEASON_WORDS)})\b", _season_alone),
    rule({"#"}, r"(?P<y>(?:1[5-9]|20)\d0|\d0)['’]?s\b", _decade),
    rule({"#"}, r"(?P<n>\d{1,2})(?:st|nd|rd|th)[- ]centur(?:y|ies)\b", _century),
    rule(_MONTH_NAMES, rf"(?P<m>{MONTH})", _month_alone),
    rule({"#"}, rf"(?P<y>{YEAR})", _year_alone),
)
