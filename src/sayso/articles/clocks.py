"""One moment on two clocks: the day a page tells in UTC, and the day where the outlet printed it. Pure."""

from __future__ import annotations

import re

from sayso.articles.candidates import TO_MACHINES, Candidate, Rank

# A moment told in UTC, as machines tell it ("Tue Mar 4 07:15:00 UTC 2031" too), and any clock time.
_UTC = re.compile(
    r"T?(?P<hour>[0-2]\d):(?P<minutes>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?\s?(?:Z|(?:UTC|GMT)(?: \d{4})?|[+-]00:?00)$"
)
_CLOCK = re.compile(r"(?:T|\s|^)[0-2]?\d:(?P<minutes>[0-5]\d)")
_ZONE = re.compile(r"\b(?:[A-Z]{1,4}[SD]?T|UTC|MEZ|MESZ|MSK)\b|[+-]\d\d:?\d\d$")  # "PST", "ET", "CEST"
_WEST, _EAST = 12, 14  # hours the clocks of the world are behind UTC, and before it


def where_it_was_printed(able: list[Candidate]) -> Candidate:
    """The strongest; but where it is told in UTC, the candidate that tells the same moment on the outlet's clock.

    A story printed in California on the evening of the 8th bears the 9th in UTC; its page and address say the 8th.
    `able`: strongest first, at least one.
    """
    best = able[0]
    clock = _UTC.search(best.dated.evidence)
    if clock is None or best.width:
        return best
    (day, _), hour = best.days, int(clock["hour"])
    for other in able:
        if other.width or not _may_be_local(other, clock["minutes"]):
            continue
        offset = (other.days[0] - day).days
        if (offset == -1 and hour < _WEST) or (offset == 1 and hour >= 24 - _EAST):
            return other
        if offset == 0:
            return best
    return best


def in_utc(told: Candidate) -> bool:
    """Whether a candidate tells a moment in UTC."""
    return _UTC.search(told.dated.evidence) is not None


def one_moment(told: Candidate, utc: Candidate) -> bool:
    """Whether a candidate that tells a clock time may be of the moment that `utc` tells in UTC."""
    there, here = _UTC.search(utc.dated.evidence), _CLOCK.search(told.dated.evidence)
    return there is not None and here is not None and there["minutes"] == here["minutes"] and told.apart(utc) <= 1


def names_its_zone(told: Candidate) -> bool:
    """Whether a candidate's words say on whose clock its time stands: "10:35 PM PST"."""
    return _ZONE.search(told.dated.evidence) is not None


def _may_be_local(other: Candidate, minutes: str) -> bool:
    """Whether a candidate tells the same moment on another clock: printed on the page, or to the same minute."""
    if other.dated.basis in TO_MACHINES:
        told = _CLOCK.search(other.dated.evidence)
        return told is not None and told["minutes"] == minutes and not in_utc(other)
    return other.rank < Rank.GUESS
