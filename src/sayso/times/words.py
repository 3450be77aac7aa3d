"""The words of time expressions, and pattern pieces made of them. General English, no list from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
SHORT_MONTHS = frozenset(name for name in MONTHS if len(name) <= 4 and name not in {"may", "june", "july"})
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon"),
            ("tuesday", "tues", "tue"),
            ("wednesday", "wed"),
            ("thursday", "thurs", "thur", "thu"),
            ("friday", "fri"),
            ("saturday", "sat"),
            ("sunday", "sun"),
        ),
        start=1,
    )
    for name in names
}
SHORT_WEEKDAYS = frozenset(name for name in WEEKDAYS if not name.endswith("day"))
CALENDAR = frozenset(MONTHS.keys() | WEEKDAYS.keys()) - SHORT_MONTHS - SHORT_WEEKDAYS  # "Jan" may be a first name
SEASON_WORDS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
# TIMEX3 letters of a duration: before "T" for the calendar, after it for the clock
CALENDAR_UNITS = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE"}
CLOCK_UNITS = {"hour": "H", "minute": "M", "second": "S"}
DAY_PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}

_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBERS = {word: number for number, word in enumerate(_UNITS + _TEENS, start=1)} | {
    word: number * 10 for number, word in enumerate(_TENS, start=2)
}
HALF = r"(?:and a half|1/2|½)"
VAGUE = frozenset({"several", "few", "many", "some", "couple", "dozens", "hundreds", "recent"})


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first so that "september" is not read as "sep"."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


SP = r"(?:[ \t\u00a0]{1,3}|[ \t]?\n[ \t]?)"  # white space inside an expression: bounded, never a blank line
MONTH = rf"(?:{any_of(MONTHS)})\b\.?"
WEEKDAY = rf"(?:{any_of(WEEKDAYS)})\b\.?"
UNIT = r"(?:(?:second|minute|hour|day|week|fortnight|month|quarter|year|decade)s?|centur(?:y|ies))\b"
PART = rf"(?:{any_of(DAY_PARTS)})\b"
YEAR = r"(?:1[0-9]|20)\d\d(?![\d]|,\d|\.\d)"
NUMBER = (
    rf"(?:\d{{1,4}}(?:\.\d{{1,2}})?(?:{SP}{HALF})?|(?:{any_of(NUMBERS)})(?:[- ](?:{any_of(_UNITS)}))?\b(?:{SP}{HALF})?"
    rf"|(?:a{SP})?(?:few|couple)\b(?:{SP}of\b)?|several\b|many\b|half{SP}an?\b|an?\b)"
)


def whole_names(numbered: Mapping[str, int]) -> dict[str, str]:
    """The short names of months or weekdays, each with the name written out: "sept" -> "september"."""
    whole = {numbered[name]: name for name in CALENDAR & numbered.keys()}
    return {name: whole[number] for name, number in numbered.items() if name not in CALENDAR}


def unit_of(word: str) -> str:
    """The unit a word names: "years" -> "year", "centuries" -> "century"."""
    word = word.lower()
    return "century" if word.startswith("centur") else word.rstrip("s")


def count_of(words: str) -> float | None:
    """How many a number expression says; None when it is vague ("several", "a few")."""
    words = words.lower().replace("½", "1/2")
    half = 0.5 if "half" in words or "1/2" in words else 0.0
    pieces = words.replace("and a half", " ").replace("1/2", " ").replace("-", " ").split()
    if pieces[:1] == ["half"]:
        return 0.5
    if VAGUE.intersection(pieces):
        return None
    if pieces[0][0].isdigit():
        return float(pieces[0]) + half
    return sum(NUMBERS.get(piece, 1 if piece in {"a", "an"} else 0) for piece in pieces) + half
