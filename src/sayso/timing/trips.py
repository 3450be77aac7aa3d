"""Journeys: who went, or is to go, to which state. Two articles that tell one journey tell of one time. Pure.

Sentences about one journey may share few words ("his ongoing visit to Kesh", "Quist visited Kesh for six days"), but
somebody seldom goes to one state twice within weeks: traveller and state tell the event. Where the pile knows several
such journeys at different times nothing follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from sayso.events import STOP
from sayso.parties import PLACES, find_parties
from sayso.records import Article, Span
from sayso.text import sentences
from sayso.timing.bounds import Bounds, Reason
from sayso.timing.tellings import Telling, moving
from sayso.timing.ties import Tie, days_of

ONE_JOURNEY = 45  # days within which two dates told of a journey are of the same one
_SOON = 60  # days before a journey in which it is told as to come "soon"
_SLACK = timedelta(1)  # time zones
_GOING = re.compile(
    r"\b(?:(?:visit(?:s|ed|ing)?|tour(?:s|ed|ing)?)|(?:visits?|trips?|travel(?:s|l?ed|l?ing)?|journey(?:s|ed)?|fl(?:ew|ies|y|ying)"
    r"|arriv(?:e|es|ed|ing)|came|go(?:es|ing)?|went)(?: [a-z]+){0,2}? (?:to|in|into)) (?:the )?(?=[A-Z])"
)
_OFF = re.compile(r"\b(?:cancel\w*|postpon\w*|called off|never|no plans?|ruled out|declined|refus\w+)\b|n[’']t\b")
_OFF_WITHIN = 60  # characters before a journey, and half as many behind, in which it is called off
_OWN = re.compile(r"\b(?:his|her)(?: \w+){0,3} $")
_SOON_TOLD = re.compile(r"\b(?:soon|shortly)\b")
_NAME = re.compile(r"[A-Z\u00c0-\u00de][\w’'-]*(?: [A-Z\u00c0-\u00de][\w’'-]*)*")
_PLACE = re.compile(r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,2}")
_TITLES = frozenset(
    "president premier prime minister foreign defence defense secretary chancellor king queen general leader".split()  # noqa: SIM905
)


class Trip(Struct, frozen=True, order=True):
    """One telling of a journey."""

    traveller: frozenset[str]  # words of the name, in lower case; never empty
    state: str


def trips(sentence: str) -> Iterator[Trip]:
    """The journeys a sentence tells of: by a form of going, a state or its capital behind it, and a name before it."""
    for going in _GOING.finditer(sentence):
        if _OFF.search(sentence, max(0, going.start() - _OFF_WITHIN), going.end() + _OFF_WITHIN // 2):
            continue
        place = _PLACE.match(sentence, going.end())
        there = [m for m in find_parties(place.group()) if m.start == 0 and m.form.kind in PLACES] if place else []
        before = sentence[: going.start()]
        names = list(_names(before))
        if there and names:
            yield Trip(names[0] if _OWN.search(before) else names[-1], there[0].form.party)


def _names(words: str) -> Iterator[frozenset[str]]:
    """Names of persons: capitals that are no party, no title and no word that begins a sentence."""
    parties = [(m.start, m.end) for m in find_parties(words)]
    for match in _NAME.finditer(words):
        kept = [
            part.group().lower().removesuffix("’s").removesuffix("'s")
            for part in re.finditer(r"\S+", match.group())
            if not any(a <= match.start() + part.start() < b for a, b in parties)
        ]
        name = frozenset(part for part in kept if part not in STOP and part not in _TITLES and len(part) > 1)
        if name:
            yield name


def _is_one(trip: Trip, other: Trip) -> bool:
    """Whether two tell of one traveller and one state: "Quist" and "Halvar Quist"."""
    return trip.state == other.state and (trip.traveller <= other.traveller or other.traveller <= trip.traveller)


class Journeys:
    """The journeys of a pile that are told with their time."""

    def __init__(self, facts: Iterable[Telling], by_id: Mapping[str, Article]) -> None:
        self._told: dict[str, list[tuple[Trip, Telling]]] = {}
        for fact in facts:
            text = by_id[fact.article_id].text[fact.sentence.start : fact.sentence.end]
            for trip in trips(text) if _GOING.search(text) else ():
                self._told.setdefault(trip.state, []).append((trip, fact))

    def of(self, trip: Trip) -> list[Telling]:
        """What is told of one journey; empty when nothing is, or of several at different times."""
        found = [fact for other, fact in self._told.get(trip.state, ()) if _is_one(trip, other)]
        days = sorted({day for fact in found for day in (fact.first, fact.last) if day})
        return found if days and (days[-1] - days[0]).days <= ONE_JOURNEY else []


def bounded(bounds: Bounds, article: Article, journeys: Journeys) -> Bounds:
    """Narrowed by the journeys an article tells of as near to its own day, where the pile knows when they were."""
    told: dict[Span, list[Telling]] = {}
    for telling in moving(article):
        told.setdefault(telling.sentence, []).append(telling)
    for span in sentences(article.text):
        text = article.text[span.start : span.end]
        if not _GOING.search(text):
            continue
        for trip in trips(text):
            facts = [fact for fact in journeys.of(trip) if fact.article_id != article.article_id]
            days = _days(told.get(span, ()), facts, soon=_SOON_TOLD.search(text) is not None)
            if days:
                fact = facts[0]
                why = f"the journey to {trip.state} is told of {fact.first} to {fact.last} in article {fact.article_id}"
                bounds = bounds.within(min(days) - _SLACK, max(days) + _SLACK, Reason(why, span))
    return bounds


def _days(here: Sequence[Telling], facts: Sequence[Telling], *, soon: bool) -> list[date]:
    """The days on which a sentence with one of those times may tell of them; none where it has none, or years."""
    if not facts:
        return []
    timed = [telling for telling in here if telling.moving is not None and telling.moving.value != "XXXX"]
    if timed:
        begun = min(fact.first for fact in facts if fact.first)
        days = {one: days_of([Tie(one, fact, 1.0) for fact in facts]) for one in timed}
        return sorted(day for one in timed for day in days[one] if one.ahead is not False or day >= begun)
    if not soon:
        return []
    first, last = min(f.first for f in facts if f.first), max(f.last for f in facts if f.last)
    return [first - timedelta(_SOON), last]
