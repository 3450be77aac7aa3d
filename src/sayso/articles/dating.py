"""When an article was published: candidates with their evidence, an order among them, and why each loser lost.

The order, strongest first: what the page says of itself to machines (the scraper's record, JSON-LD, meta), the address,
a date line told as such, a date line beside title or byline, the dateline. A bare date above the title is most often
the day of the crawl: it counts only when the text itself names a day close before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from sayso.articles.stamps import Stamp, Tells
from sayso.records import UNDATED, Alternative, Basis, Dated, Given, TimexType
from sayso.text import normalise, words
from sayso.times import read_date, read_times

CONFLICT_DAYS = 2  # time zones and the print edition explain less; more is a question to the reader
_WEB = "1990-01-01"  # no page is older; 0001-01-01 and 1970-01-01 are a machine's word for "not set"
SUPPORT_DAYS = 14  # a story names the days just before it is published

_URL_DAY = re.compile(
    r"[/_.-]((?:19|20)\d\d)([/_.-]?)(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?=[/_.?&#-]|[a-zA-Z]|$)", re.ASCII
)
# A moment told in UTC, as machines tell it.
_UTC = re.compile(r"T?(?P<hour>[0-2]\d):(?P<minutes>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?\s?(?:Z|UTC|GMT|[+-]00:?00)$")
_CLOCK = re.compile(r"\b(?:T|\s)?[0-2]?\d:(?P<minutes>[0-5]\d)")
_WEST, _EAST = 12, 14  # hours the clocks of the world are behind UTC, and before it
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])(?=/)", re.ASCII)
_LABEL = re.compile(r"\b(?:published|posted|publication date|first published|date|issued|released|filed)\b", re.IGNORECASE)
_UPDATED = re.compile(r"\b(?:updated|modified|edited|revised|last\s+update)\b", re.IGNORECASE)
_BYLINE = re.compile(r"^\s*by\s+\S|[|•·]", re.IGNORECASE)
_BARE_WORDS = 10  # words a line with a date may hold and still be a date line; a sentence holds more
_TITLE_WORDS = 4  # a line above the date with as many words is a title; menus and categories have fewer


class Candidate(Struct, frozen=True):
    """A date the page tells, before it is decided which counts."""

    dated: Dated
    rank: int  # place in the order; lower is stronger
    why_not: str = ""  # set when it may not win whatever the others say


def _candidate(words_: str, basis: Basis, rank: int, why_not: str = "") -> Candidate | None:
    found = read_date(words_)
    if found is None or found.latest is None or found.latest < _WEB:
        return None
    return Candidate(replace(found, basis=basis), rank, why_not)


def choose(candidates: Iterable[Candidate]) -> Dated:
    """The strongest candidate; a finer one that lies inside it stands for it. The others become alternatives."""
    ordered = sorted(candidates, key=lambda c: c.rank)
    able = [c for c in ordered if not c.why_not]
    if not able:
        return replace(UNDATED, alternatives=tuple(_lost(c, None) for c in ordered))
    best = able[0]
    best = _where_it_was_printed(best, able)
    finer = [c for c in able if _inside(c.dated, best.dated) and _days(c.dated) < _days(best.dated)]
    winner = min(finer, key=lambda c: (_days(c.dated), c.rank), default=best)
    losers = [c for c in ordered if c is not winner and (c.dated.iso != winner.dated.iso or c.why_not)]
    return replace(winner.dated, alternatives=tuple(_lost(c, winner) for c in losers))


def _where_it_was_printed(best: Candidate, able: list[Candidate]) -> Candidate:
    """The day on the outlet's own clock, where `best` is told in UTC and another candidate lies a time zone away.

    A story printed in California on the evening of the 8th bears the 9th in UTC; its page and address say the 8th.
    """
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
    return other.rank < RANK_GUESS


def _bounds(dated: Dated) -> tuple[date, date]:
    return date.fromisoformat(dated.earliest or ""), date.fromisoformat(dated.latest or "")


def _days(dated: Dated) -> int:
    first, last = _bounds(dated)
    return (last - first).days


def _inside(inner: Dated, outer: Dated) -> bool:
    (first, last), (low, high) = _bounds(inner), _bounds(outer)
    return low <= first and last <= high


def _lost(candidate: Candidate, winner: Candidate | None) -> Alternative:
    dated = candidate.dated
    why = candidate.why_not
    if not why and winner is not None:
        why = f"{winner.dated.basis} counts before {dated.basis}" if _days(dated) <= _days(winner.dated) else (
            f"coarser than what {winner.dated.basis} tells"
        )
    return Alternative(dated.iso or f"{dated.earliest}/{dated.latest}", dated.basis or Basis.TEXT, dated.evidence, why)


def conflict(dated: Dated) -> str | None:
    """Why two strong dates of one page are in conflict, or None. Strong: told to machines, or in the address."""
    strong = {Basis.JSONLD, Basis.META, Basis.URL}
    if dated.earliest is None or dated.latest is None or dated.basis not in strong:
        return None
    low, high = _bounds(dated)
    for other in dated.alternatives:
        found = read_date(other.iso)
        if other.basis not in strong or found is None or "modified" in other.why:
            continue
        first, last = _bounds(found)
        if max((first - high).days, (low - last).days) > CONFLICT_DAYS:
            return f"{dated.basis} tells {dated.iso} ({dated.evidence}), {other.basis} {other.iso} ({other.evidence})"
    return None


def from_url(uri: str | None) -> Candidate | None:
    """The day, or month, in an address: /2023/10/13/, /20231013-, /2023/10/."""
    if not uri:
        return None
    day = _URL_DAY.search(uri)
    if day and (day[2] or len(day[3]) == len(day[4]) == 2):
        return _candidate(f"{day[1]}-{int(day[3]):02d}-{int(day[4]):02d}", Basis.URL, RANK_URL)
    month = _URL_MONTH.search(uri)
    if month is None:
        return None
    first = date(int(month[1]), int(month[2]), 1)
    last = (first + timedelta(31)).replace(day=1) - timedelta(1)
    iso = f"{month[1]}-{month[2]}"
    return Candidate(Dated(iso, first.isoformat(), last.isoformat(), Basis.URL, month[0]), RANK_URL)


RANK_GIVEN, RANK_JSONLD, RANK_META, RANK_URL, RANK_LABEL, RANK_HEADER, RANK_DATELINE, RANK_LONE, RANK_GUESS = range(9)


def from_given(given: Given) -> Candidate | None:
    """What the scraper's record says."""
    return _candidate(given.published, Basis.META, RANK_GIVEN) if given.published else None


def from_header(header: Sequence[str], text: str) -> list[Candidate]:
    """Dates of the lines above the story, the title among them, in page order."""
    found: list[Candidate] = []
    titled = False
    for line in header:
        candidate = _header_line(line, text, titled=titled)
        if candidate is not None:
            found.append(candidate)
        titled = titled or len(words(line)) >= _TITLE_WORDS
    return found


def _header_line(line: str, text: str, *, titled: bool) -> Candidate | None:
    dated = read_date(line)
    if dated is None or dated.iso is None or len(dated.iso) < 10:
        return None  # a month or a year in a headline is no date line
    dated = replace(dated, basis=Basis.HEADER)
    if _UPDATED.search(line) and not _LABEL.search(line):
        return Candidate(dated, RANK_HEADER, "" if titled else "the day of an update, not of publication")
    if _LABEL.search(line):
        return Candidate(dated, RANK_LABEL)
    if len(words(line)) > _BARE_WORDS:
        return None
    if titled or _BYLINE.search(line):
        return Candidate(dated, RANK_HEADER)
    if _text_names_a_day_before(dated, text):
        return Candidate(dated, RANK_LONE)
    why = "stands alone above the title, as the day of a crawl does, and the text names no day close before it"
    return Candidate(dated, RANK_LONE, why)


def _text_names_a_day_before(dated: Dated, text: str) -> bool:
    """Whether the text names a day of the calendar in the two weeks up to `dated`, read without an anchor."""
    _, day = _bounds(dated)
    for timex in read_times(text[:20_000], replace(dated, alternatives=())):
        told = timex.type is TimexType.DATE and any(c.isdigit() for c in text[timex.span.start : timex.span.end])
        if told and timex.earliest and timex.earliest == timex.latest:
            distance = (day - date.fromisoformat(timex.earliest)).days
            if 0 <= distance <= SUPPORT_DAYS and "ago" not in text[timex.span.start : timex.span.end]:
                return True
    return False


def date_plain(header: Sequence[str], dateline: str | None, text: str, given: Given, uri: str | None) -> Dated:
    """The publication date of an article cut from plain text.

    `header`: the lines above the story in page order, the title among them; `dateline`: the line that opens the story
    ("SEOUL, Nov 8"), null when it has none; `text`: the story. Unknown (with alternatives) when nothing tells it
    plainly.
    """
    candidates = [from_given(given), from_url(given.url or uri), *from_header(header, text)]
    if dateline:
        candidates.append(_candidate(normalise(dateline), Basis.DATELINE, RANK_DATELINE))
    return choose(c for c in candidates if c is not None)


class Markup(Struct, frozen=True):
    """What an HTML page tells of its dates."""

    stamps: tuple[Stamp, ...]
    lines: tuple[str, ...]  # visible lines from the title on, in page order
    guess: str | None  # htmldate's answer, an ISO day


def date_html(markup: Markup, dateline: str | None, text: str, given: Given, uri: str | None) -> Dated:
    """The publication date of an HTML page's article."""
    candidates = [from_given(given), from_url(uri), *map(_from_stamp, markup.stamps), *from_header(markup.lines, text)]
    if dateline:
        candidates.append(_candidate(normalise(dateline), Basis.DATELINE, RANK_DATELINE))
    if markup.guess:
        candidates.append(_candidate(markup.guess, Basis.HEADER, RANK_GUESS))
    return choose(c for c in candidates if c is not None)


def _from_stamp(stamp: Stamp) -> Candidate | None:
    rank = RANK_JSONLD if stamp.basis is Basis.JSONLD else RANK_META
    why_not = ""
    if stamp.tells is Tells.MODIFIED:
        why_not = "the day it was modified"
    elif not stamp.own:
        why_not = "stands among other stories"
    elif stamp.tells is Tells.UNCLEAR:
        rank = RANK_LABEL
    return _candidate(stamp.words, stamp.basis, rank, why_not)
