"""Which of several dates a page tells is the day of publication: an order, and a reason for every loser. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import IntEnum

from msgspec import Struct
from msgspec.structs import replace

from sayso.records import UNDATED, Alternative, Basis, Dated, DayOf
from sayso.times import read_date

CONFLICT_DAYS = 2  # time zones and the print edition explain less; more is a question to the reader
_WEB = "1990-01-01"  # no page is older; 0001-01-01 and 1970-01-01 are a machine's word for "not set"
# A moment told in UTC, as machines tell it ("Tue Mar 4 07:15:00 UTC 2031" too), and any clock time.
_UTC = re.compile(
    r"T?(?P<hour>[0-2]\d):(?P<minutes>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?\s?(?:Z|(?:UTC|GMT)(?: \d{4})?|[+-]00:?00)$"
)
_CLOCK = re.compile(r"(?:T|\s|^)[0-2]?\d:(?P<minutes>[0-5]\d)")
_WEST, _EAST = 12, 14  # hours the clocks of the world are behind UTC, and before it
_OUTRANKS = "counts before"  # the reason of an alternative that lost to a stronger one alone, not for one of its own
_DIFFERENT = "machines and readers are told different days"
_TO_MACHINES = (Basis.JSONLD, Basis.META, Basis.URL)


class Rank(IntEnum):
    """How strong a source of a date is; lower is stronger."""

    GIVEN = 0  # the record that carried the page
    JSONLD = 1
    META = 2
    URL = 3
    LABEL = 4  # a line or element that says "published"
    HEADER = 5  # a date line beside title or byline
    DATELINE = 6
    LONE = 7  # a date line above the title
    GUESS = 8  # found by htmldate where nothing else tells


class Candidate(Struct, frozen=True):
    """A date the page tells, before it is decided which counts."""

    dated: Dated  # `earliest` and `latest` are set
    rank: Rank
    why_not: str = ""  # set when it may not win, whatever the others say
    of: DayOf | None = None  # what it is the day of, when not of publication


def candidate(words: str | None, basis: Basis, rank: Rank, why_not: str = "") -> Candidate | None:
    """The one date written in `words` as a candidate; None when there is none, or none that a page can be of."""
    found = read_date(words) if words else None
    if found is None or found.latest is None or found.latest < _WEB:
        return None
    return Candidate(replace(found, basis=basis), rank, why_not)


def choose(candidates: Iterable[Candidate | None]) -> Dated:
    """The strongest candidate; a finer one that lies inside it stands for it. The others become alternatives."""
    ordered = sorted((c for c in candidates if c is not None), key=lambda c: c.rank)
    able = [c for c in ordered if not c.why_not]
    if not able:
        return replace(UNDATED, alternatives=_alternatives(ordered, None))
    best = _where_it_was_printed(able)
    finer = [c for c in able if _inside(c.dated, best.dated) and _days(c.dated) < _days(best.dated)]
    winner = _in_an_older_address(min(finer, key=lambda c: (_days(c.dated), c.rank), default=best), able)
    changed = _changed_unseen(winner, ordered)
    if changed is not None:
        why = f"told to machines alone, and the page was changed on {changed.dated.latest}"
        return _between(winner, changed, ordered, why)
    printed = _printed_otherwise(winner, ordered)
    if printed is not None:
        first, last = sorted((winner, printed), key=lambda c: _bounds(c.dated))
        return _between(first, last, ordered, _DIFFERENT)
    return replace(winner.dated, alternatives=_alternatives(ordered, winner))


def _in_an_older_address(winner: Candidate, able: list[Candidate]) -> Candidate:
    """The winner; but where it is told to machines and the address tells an earlier day, the address.

    A page that is moved or made anew gets new stamps, while its address stays what links lead to.
    """
    if winner.dated.basis not in (Basis.JSONLD, Basis.META) or winner.rank is Rank.GIVEN or _days(winner.dated):
        return winner
    latest = _bounds(winner.dated)[0] - timedelta(CONFLICT_DAYS)
    older = (c for c in able if c.rank is Rank.URL and not _days(c.dated) and _bounds(c.dated)[1] < latest)
    return next(older, winner)


def _changed_unseen(winner: Candidate, ordered: list[Candidate]) -> Candidate | None:
    """The last change of a page that tells its day of publication to machines alone, and a later one of a change.

    Where reader and address see nothing of the first day, it may be a draft's or an older edition's: on 223 pages with
    a known day it is wrong on 6 of 11 such pages, and on 6 of 169 others.
    """
    if winner.dated.basis not in (Basis.JSONLD, Basis.META) or winner.rank is Rank.GIVEN or _days(winner.dated):
        return None
    seen = any(
        winner.dated.iso in (other.dated.iso, *_two_days(other.dated)) for other in ordered if _is_printed(other)
    )
    latest = _bounds(winner.dated)[1] + timedelta(CONFLICT_DAYS)  # who mends a story within hours has printed it
    later = [c for c in ordered if c.of is DayOf.CHANGE and not _days(c.dated) and _bounds(c.dated)[1] > latest]
    return None if seen else max(later, key=lambda c: _bounds(c.dated), default=None)


def _is_printed(other: Candidate) -> bool:
    """Whether a reader or the address sees this date, and it may be the story's."""
    return not other.why_not and other.dated.basis not in (Basis.JSONLD, Basis.META)


def _two_days(dated: Dated) -> tuple[str, ...]:
    """The two readings of a date written day first or month first; none for any other."""
    whole_year = f"{dated.iso}-01-01"
    return (
        (dated.earliest or "", dated.latest or "") if len(dated.iso or "") == 4 and dated.earliest != whole_year else ()
    )


def _printed_otherwise(winner: Candidate, ordered: list[Candidate]) -> Candidate | None:
    """The day printed beside the title where it is another than the one told to machines.

    A paper that stands on the web before its issue tells both, and neither is the other's mistake.
    """
    if winner.dated.basis not in (Basis.JSONLD, Basis.META) or winner.rank is Rank.GIVEN or _days(winner.dated):
        return None
    printed = [c for c in ordered if _is_printed(c) and c.rank < Rank.LONE and not _days(c.dated)]
    if any(abs((_bounds(c.dated)[0] - _bounds(winner.dated)[0]).days) <= CONFLICT_DAYS for c in printed):
        return None
    return next((c for c in printed if c.rank in (Rank.LABEL, Rank.HEADER)), None)


def _between(first: Candidate, last: Candidate, ordered: list[Candidate], why: str) -> Dated:
    """The interval from one day to the other, each of which may be that of publication."""
    low, high = first.dated.earliest or "", last.dated.latest or ""
    common = next((low[:length] for length in (7, 4) if low[:length] == high[:length]), None)
    day = first.dated.iso or ""
    told = Alternative(day, first.dated.basis or Basis.META, first.dated.evidence, why)
    return replace(first.dated, iso=common, latest=high, alternatives=(told, *_alternatives(ordered, first)))


def _where_it_was_printed(able: list[Candidate]) -> Candidate:
    """The strongest; but where it is told in UTC, the candidate that tells the same moment on the outlet's clock.

    A story printed in California on the evening of the 8th bears the 9th in UTC; its page and address say the 8th.
    """
    best = able[0]
    clock = _UTC.search(best.dated.evidence)
    if clock is None or _days(best.dated):
        return best
    (day, _), hour = _bounds(best.dated), int(clock["hour"])
    for other in able:
        if _days(other.dated) or not _may_be_local(other, clock["minutes"]):
            continue
        offset = (_bounds(other.dated)[0] - day).days
        if (offset == -1 and hour < _WEST) or (offset == 1 and hour >= 24 - _EAST):
            return other
        if offset == 0:
            return best
    return best


def _may_be_local(other: Candidate, minutes: str) -> bool:
    """Whether a candidate tells the same moment on another clock: printed on the page, or to the same minute."""
    if other.dated.basis in (Basis.JSONLD, Basis.META):
        told = _CLOCK.search(other.dated.evidence)
        return told is not None and told["minutes"] == minutes and not _UTC.search(other.dated.evidence)
    return other.rank < Rank.GUESS


def _bounds(dated: Dated) -> tuple[date, date]:
    return date.fromisoformat(dated.earliest or ""), date.fromisoformat(dated.latest or "")


def _days(dated: Dated) -> int:
    first, last = _bounds(dated)
    return (last - first).days


def _apart(one: Candidate, other: Candidate) -> int:
    """Days from one to the other, 0 where they overlap."""
    (first, last), (low, high) = _bounds(one.dated), _bounds(other.dated)
    return max((first - high).days, (low - last).days, 0)


def _inside(inner: Dated, outer: Dated) -> bool:
    (first, last), (low, high) = _bounds(inner), _bounds(outer)
    return low <= first and last <= high


def _alternatives(ordered: list[Candidate], winner: Candidate | None) -> tuple[Alternative, ...]:
    """Each other date once for each basis it is told by and each thing it is the day of, strongest first."""
    lost: dict[tuple[str, Basis, DayOf | None], Alternative] = {}
    for other in ordered:
        if winner is None or other.dated.iso != winner.dated.iso:
            lost.setdefault((other.dated.iso or "", other.dated.basis or Basis.TEXT, other.of), _lost(other, winner))
    return tuple(lost.values())


def _lost(loser: Candidate, winner: Candidate | None) -> Alternative:
    told = loser.dated
    return Alternative(told.iso or "", told.basis or Basis.TEXT, told.evidence, _why(loser, winner), loser.of)


def _why(loser: Candidate, winner: Candidate | None) -> str:
    if loser.why_not or winner is None:
        return loser.why_not
    if _inside(winner.dated, loser.dated):
        return f"coarser than what {winner.dated.basis} tells"
    if winner.rank is Rank.URL and loser.rank < winner.rank and _apart(loser, winner) > CONFLICT_DAYS:
        return f"the address {_OUTRANKS} {loser.dated.basis} where it tells the earlier day"
    if loser.rank < winner.rank:
        return f"the same moment in UTC; {winner.dated.basis} tells the day where it was printed"
    return f"{winner.dated.basis} {_OUTRANKS} {loser.dated.basis}"


def conflict(dated: Dated) -> str | None:
    """Why two dates that a page tells machines are in conflict, or None when they agree to `CONFLICT_DAYS` days.

    A date that lost for a reason of its own (the day of a change, another story's) is no party to a conflict.
    """
    if dated.basis not in _TO_MACHINES:
        return None
    low, high = _bounds(dated)
    for other in dated.alternatives:
        found = read_date(other.iso)
        if other.basis not in _TO_MACHINES or found is None or _OUTRANKS not in other.why:
            continue
        first, last = _bounds(found)
        if max((first - high).days, (low - last).days) > CONFLICT_DAYS:
            return f"{dated.basis} tells {dated.iso} ({dated.evidence}), {other.basis} {other.iso} ({other.evidence})"
    return None
