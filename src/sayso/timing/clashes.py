"""Two passages that cannot be of one day: they give one office two holders, one person two ages, one date two weekdays.

None of it is certain: a clash has a weight, and what is flagged needs more than one slight one. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from msgspec import Struct

from sayso.names import read_name
from sayso.records import Article, Span
from sayso.text import sentences
from sayso.times.words import CALENDAR, MONTHS, WEEKDAYS, any_of
from sayso.timing.clues import Clue, ClueKind
from sayso.timing.holders import NAME, PASSED_ON, Holder, told_in_office

STRONG, SLIGHT = 2.0, 1.0
APART = 60  # days between the times of two clues from which they clash; a story in print for a month tells of both ends
FAR = 200  # days from which two such clues clash strongly
OLDER = 2  # years between two ages of one person that no birthday explains


class Clash(Struct, frozen=True, order=True):
    """Two places in one article that tell of two times."""

    one: Span  # the older, where that is known
    other: Span
    weight: float
    ordered: bool  # `one` is known to be the older
    why: str


_ANY_NAME = rf"{NAME}|[A-Z][\w’'-]+"
_AGE = re.compile(
    rf"(?P<name>{_ANY_NAME}), (?:aged |who is |now )?(?P<age>\d\d)(?=,| \(|\.)"
    rf"|\b(?P<age2>\d\d)-year-old (?P<name2>{_ANY_NAME})"
    rf"|(?P<name3>{_ANY_NAME}), (?:a|an|the) (?P<age3>\d\d)-year-old"
)
_ANY_DAY, _ANY_MONTH = any_of(CALENDAR & WEEKDAYS.keys()), any_of(CALENDAR & MONTHS.keys())
_PAIR = re.compile(
    rf"\b(?P<day>{_ANY_DAY}),? (?:the )?(?:(?P<m>{_ANY_MONTH}) (?P<d>\d{{1,2}})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<m2>{_ANY_MONTH}))"
    rf"(?!,? \d{{4}})\b",
    re.IGNORECASE,
)
_YEARS = range(1985, 2045)


def clashes(article: Article, found: Sequence[Clue]) -> list[Clash]:
    """Every clash between two paragraphs of an article, the heaviest first."""
    told = [*_by_clues(found), *_by_holders(article), *_by_ages(article.text), *_by_weekdays(article.text)]
    told += [*_by_months(article.text), *_by_distance(article.text)]
    apart = [
        clash
        for clash in told
        if "\n\n" in article.text[clash.one.end : clash.other.start] + article.text[clash.other.end : clash.one.start]
    ]
    return sorted(set(apart), key=lambda clash: (-clash.weight, clash))


def _by_clues(found: Sequence[Clue]) -> Iterator[Clash]:
    seen: set[tuple[Span, ClueKind]] = set()
    for one, other in combinations(found, 2):
        old, new = sorted((one, other), key=lambda clue: (clue.last, clue.first))
        if {old.kind, new.kind} == {ClueKind.EVENT}:
            continue
        gap = min(max((a[0] - b[1]).days, (b[0] - a[1]).days) for a in old.periods for b in new.periods)
        if gap > APART:
            if (old.span, new.kind) in seen:
                continue
            seen.add((old.span, new.kind))
            if old.last > new.first:  # a man who held an office twice: the term nearer to the other clue is meant
                old, new = (old, new) if _nearest(old, new) < new.first else (new, old)
            yield Clash(old.span, new.span, _weight(old, new, gap), True, f"{old.why}, while {new.why}")


def _weight(old: Clue, new: Clue, gap: int) -> float:
    """A count may be of another year than it seems, and a bare year beside an office a plan's: one is not enough."""
    if gap <= FAR:
        return SLIGHT
    bare_year = old.kind is ClueKind.OFFICE and new.kind is ClueKind.PAST and new.is_whole_year
    return 1.5 * SLIGHT if old.kind is ClueKind.COUNT or bare_year else STRONG


def _nearest(clue: Clue, to: Clue) -> date:
    """The last day of the term of `clue` that lies nearest to `to`."""
    return min(clue.periods, key=lambda p: max((p[0] - to.last).days, (to.first - p[1]).days))[1]


def _by_holders(article: Article) -> Iterator[Clash]:
    text = article.text
    now = told_in_office(text)
    spans = sentences(text) if len(now) > 1 else []
    owned = {holder.title for holder in now if holder.owner}
    seen: set[tuple[str, str, str]] = set()
    for one, other in combinations(now, 2):
        key = (one.title, min(one.name, other.name), max(one.name, other.name))
        alone = not one.owner and one.title not in owned
        if one.title != other.title or one.owner != other.owner or not (one.owner or alone) or key in seen:
            continue
        passed = any(PASSED_ON.search(text[s.start : s.end]) for s in spans if _names_either(text, s, one, other))
        if _parts(one.name) & _parts(other.name) or passed:
            continue
        seen.add(key)
        weight = STRONG if one.owner else 1.5 * SLIGHT
        yield Clash(one.span, other.span, weight, False, f"“{one.told}” and “{other.told}” cannot hold it on one day")


def _parts(name: str) -> set[str]:
    return {word for word in read_name(name).words if len(word) > 1}


def _names_either(text: str, span: Span, one: Holder, other: Holder) -> bool:
    words = text[span.start : span.end]
    return any(holder.name.split()[-1] in words for holder in (one, other))


def _by_ages(text: str) -> Iterator[Clash]:
    told: list[tuple[str, int, Span]] = []
    for match in _AGE.finditer(text):
        name = match["name"] or match["name2"] or match["name3"]
        age = int(match["age"] or match["age2"] or match["age3"])
        told.append((name, age, Span(match.start(), match.end())))
    for (name, age, one), (name_2, age_2, other) in combinations(told, 2):
        mine, theirs = read_name(name), read_name(name_2)
        same = mine.words[-1:] == theirs.words[-1:] and (
            len(mine.words) == 1 or len(theirs.words) == 1 or mine.words[0] == theirs.words[0]
        )
        if same and abs(age - age_2) >= OLDER:
            first, last = (one, other) if age < age_2 else (other, one)
            yield Clash(
                first, last, STRONG, True, f"{name} is told to be {min(age, age_2)} and {max(age, age_2)} years old"
            )


def _by_weekdays(text: str) -> Iterator[Clash]:
    told = [(match, _dates_of(match)) for match in _PAIR.finditer(text)]
    for (one, days), (other, days_2) in combinations(told, 2):
        if days and days_2 and min(abs((a - b).days) for a in days for b in days_2) > 366:
            spans = Span(one.start(), one.end()), Span(other.start(), other.end())
            yield Clash(*spans, STRONG, False, f"no twelve months have both a “{one.group()}” and a “{other.group()}”")


def _dates_of(match: re.Match[str]) -> list[date]:
    month, number = MONTHS[(match["m"] or match["m2"]).lower()], int(match["d"] or match["d2"])
    weekday = WEEKDAYS[match["day"].lower()]
    found = []
    for year in _YEARS:
        try:
            day = date(year, month, number)
        except ValueError:  # no such day in that year
            continue
        found += [day] if day.isoweekday() == weekday else []
    return found


_SEASONS = {"spring": 0, "summer": 1, "autumn": 2, "fall": 2, "winter": 3}
_SEASON = re.compile(r"\bthis (?P<season>spring|summer|autumn|fall|winter)\b(?=[^.]{0,80})", re.IGNORECASE)
_OWN_MONTH = re.compile(
    rf"\b(?:(?:this month|this week|on \w+day|yesterday|today)(?:,| \(| -| –)? (?:on )?(?:\d{{1,2}} )?"
    rf"(?P<m>{_ANY_MONTH})\b"
    rf"|(?P<last>last month)(?:,| \()? (?:in )?(?P<m2>{_ANY_MONTH})\b)",
    re.IGNORECASE,
)


def _by_months(text: str) -> Iterator[Clash]:
    """Passages whose present is in months, or seasons, that lie far apart."""
    told: list[tuple[float, Span, str]] = []
    for match in _OWN_MONTH.finditer(text):
        number = MONTHS[(match["m"] or match["m2"]).lower()] - (0 if match["last"] else 1)
        told.append((float(number % 12), Span(match.start(), match.end()), match.group()))
    for (one, at, words), (other, at_2, words_2) in combinations(told, 2):
        apart = min((one - other) % 12, (other - one) % 12)
        if apart >= 2:
            yield Clash(at, at_2, STRONG, False, f"“{words}” and “{words_2}” are {apart:g} months apart")
    seasons = [(_SEASONS[m["season"].lower()], Span(m.start(), m.end()), m.group()) for m in _SEASON.finditer(text)]
    for (season, at, words), (season_2, at_2, words_2) in combinations(seasons, 2):
        if (season - season_2) % 4 == 2:
            yield Clash(at, at_2, SLIGHT, False, f"“{words}” and “{words_2}” are half a year apart")


_AGO = re.compile(
    r"\b(?P<n>\w+) (?P<unit>years?|months?) (?:after|since|on from) the (?:\w+ ){0,2}?(?P<event>[a-z]{4,})\b",
    re.IGNORECASE,
)
_JUST = re.compile(
    r"\b(?:(?:last|this) (?:week|month)|on \w+day|yesterday)['’]s? ?(?:\w+ ){0,2}?(?P<event>[a-z]{4,})\b"
    r"|\bthe (?:\w+ ){0,2}?(?P<event2>[a-z]{4,})(?: that)?(?: \w+){0,4}? (?:last week|this week|yesterday|on \w+day)\b",
    re.IGNORECASE,
)


def _by_distance(text: str) -> Iterator[Clash]:
    """ "The fire on Monday" beside "three years after the fire"."""
    recent = {m["event"] or m["event2"]: m for m in _JUST.finditer(text)}
    for ago in _AGO.finditer(text):
        just = recent.get(ago["event"])
        if just is not None:
            spans = Span(just.start(), just.end()), Span(ago.start(), ago.end())
            yield Clash(*spans, STRONG, True, f"“{just.group()}” is told as just gone by, “{ago.group()}” as long ago")
