"""When an article was published: what plain text, an address and markup tell of it. `choosing` decides.

A bare date above the title is most often the day of the crawl: it counts only when the text itself names a day of the
calendar in the two weeks before it. Below the title, beside a byline or after a word like "published" it counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from sayso.articles import chrome
from sayso.articles.candidates import Candidate, Rank, candidate
from sayso.articles.choosing import choose, conflict
from sayso.articles.stamps import Stamp, Tells
from sayso.records import Basis, Dated, DayOf, Given, TimexType
from sayso.text import words
from sayso.times import read_times
from sayso.times.words import MONTHS, any_of

__all__ = ["Markup", "conflict", "date_html", "date_plain"]

SUPPORT_DAYS = 14  # a story names the days just before it is published
_SUPPORT_FROM = 20_000  # characters of the text that are asked for support
_BARE_WORDS = 10  # words a line with a date may hold and still be a date line; a sentence holds more
_TITLE_WORDS = 4  # a line above the date with as many words is a title; menus and categories have fewer
_SEVERAL = 2  # comments from which the first tells that the page was up
_DATELINE_WITHIN = 120  # characters at the head of the story

_URL_DAY = re.compile(
    r"(?<=[/_.-])(?P<y>(?:19|20)\d\d)(?P<sep>[/_.-]?)(?P<m>0?[1-9]|1[0-2])(?P=sep)(?P<d>0?[1-9]|[12]\d|3[01])"
    r"(?=[/_.?&#-]|[a-zA-Z]|$)",
    re.ASCII,
)
_URL_NAMED = re.compile(
    rf"(?<=/)(?P<y>(?:19|20)\d\d)/(?P<m>{any_of({name[:3] for name in MONTHS})})/(?P<d>0?[1-9]|[12]\d|3[01])(?=/)",
    re.ASCII,
)
_URL_MONTH = re.compile(r"(?<=/)(?P<y>(?:19|20)\d\d)/(?P<m>0[1-9]|1[0-2])(?=/)", re.ASCII)
# The first of these on a line says what its date is. The day a page was made may be a draft's.
_LABEL = re.compile(
    rf"\b(?:(?P<changed>{chrome.CHANGED})|(?P<made>created)|published|posted|written|date|issued|released|filed)\b",
    re.IGNORECASE,
)
_AGO = re.compile(r"\W*(?:\d+|an?|one|two|three|few) (?:second|minute|hour|day|week|month|year)s? ago\b", re.IGNORECASE)
# "By Ada Roe / May 2, 2031 / Updated: May 9, 2031": a line that tells several dates is read in its parts.
_PART = re.compile(
    r"\s*[|•·]\s*|\s*/\s*(?=[^\W\d_]{3})|,\s+(?=(?:originally|first|last)\b)"
    rf"|\s+(?=\(?(?:(?:last|first|originally|zuletzt)\s+)?(?:{chrome.CHANGED}|published|posted|created)\b)",
    re.IGNORECASE,
)
# "Prices from January 1, 2031": a day that something begins or ends, not the day of the page.
_POINTED = re.compile(
    r"\b(?:from|since|until|till|starting|ab|seit|bis|depuis|desde|hasta)\s+(?:[^\W\d_]{3,9}\.?,?\s+)?\d", re.IGNORECASE
)
_BYLINE = re.compile(r"^\W*by\s+\S", re.IGNORECASE)
# "GENEVA, May 2, 2031 (Agency) —": the date of the dateline stands between place and agency or dash; in a release it
# ends a line of its own ("Lasken | Dorn, 2. Mai 2031").
_DATELINE = re.compile(
    r"[^\W\d_][\w.,'’|/() -]{2,60}?,\s+(?:(?:den|le|am|el|il|lì)\s+)?"
    r"(?P<date>[A-Z][\w.]{2,9}\s+\d{1,2},?\s+\d{4}|\d{1,2}(?:\.|er|º|°)?\s+(?:de\s+)?[^\W\d_]{3,10}\.?,?\s+(?:de\s+)?\d{4}"
    r"|\d{1,2}\.\s?\d{1,2}\.\s?\d{4})\s*(?:[(,–—-]|\.?(?:\n|$))"
)


class Markup(Struct, frozen=True):
    """What an HTML page tells of its dates."""

    stamps: tuple[Stamp, ...]
    lines: tuple[str, ...]  # visible lines from the title on, or from the one right above it where that tells a date
    guess: str | None  # the words htmldate found its day in; null: it found none
    comments: tuple[str, ...] = ()  # dates of its readers' comments


def date_plain(header: Sequence[str], dateline: str | None, text: str, given: Given, uri: str | None) -> Dated:
    """The publication date of an article cut from plain text.

    `header`: the lines above the story IN PAGE ORDER, its title among them (a date before the title is weak);
    `dateline`: the words that open the story ("SEOUL, Nov 8, 2022"), null when it has none; `text`: the story.
    Unknown, with alternatives, when nothing tells it plainly.
    """
    return choose(
        (
            candidate(given.published, Basis.META, Rank.GIVEN),
            _from_url(given.url or uri),
            *_from_lines(header, text, titled=False),
            _from_dateline(dateline, text),
        )
    )


def date_html(markup: Markup, text: str, given: Given, uri: str | None) -> Dated:
    """The publication date of an HTML page's article, likewise."""
    return choose(
        (
            candidate(given.published, Basis.META, Rank.GIVEN),
            _from_url(uri),
            *map(_from_stamp, markup.stamps),
            *_from_lines(markup.lines, text, titled=True),
            _from_dateline(None, text),
            _from_guess(markup.guess),
            _from_comments(markup.comments),
        )
    )


def _from_url(uri: str | None) -> Candidate | None:
    """The day, or month, in an address: /2023/10/13/, /20231013-, /2023/10/."""
    found = _URL_DAY.search(uri or "")
    if found and (found["sep"] or len(found["m"]) == len(found["d"]) == 2):
        told = candidate(f"{found['y']}-{int(found['m']):02d}-{int(found['d']):02d}", Basis.URL, Rank.URL)
    elif found := _URL_NAMED.search(uri or ""):
        told = candidate(f"{found['d']} {found['m'].capitalize()} {found['y']}", Basis.URL, Rank.URL)
    else:
        found = _URL_MONTH.search(uri or "")
        told = candidate(f"{found['y']}-{found['m']}", Basis.URL, Rank.URL) if found else None
    if found is None or told is None:
        return None
    return Candidate(replace(told.dated, evidence=found.group()), told.rank)


def _from_stamp(stamp: Stamp) -> Candidate | None:
    rank = Rank.JSONLD if stamp.basis is Basis.JSONLD else Rank.META
    why_not = ""
    changed = stamp.tells is Tells.MODIFIED
    if changed:
        why_not = f"{stamp.where}: the day it was changed"
    elif not stamp.own:
        why_not = f"{stamp.where}: stands among other stories"
    elif stamp.tells is Tells.UNCLEAR:
        rank = Rank.LABEL
    found = candidate(stamp.words, stamp.basis, rank, why_not)
    return replace(found, of=DayOf.CHANGE) if found and changed and stamp.own else found


def _from_guess(words_: str | None) -> Candidate | None:
    found = candidate(words_, Basis.HEADER, Rank.GUESS)
    told = _LABEL.search(words_ or "")
    return _labelled(found, told, Rank.GUESS) if found is not None and told is not None else found


def _from_comments(comments: Sequence[str]) -> Candidate | None:
    """The day of the first of several comments; one alone may be a rule of the house."""
    found = [
        candidate(words_, Basis.META, Rank.GUESS, "a reader commented on it", DayOf.COMMENT) for words_ in comments
    ]
    days = sorted((c for c in found if c is not None and not c.width), key=lambda c: c.days)
    return days[0] if len(days) >= _SEVERAL else None


def _from_dateline(dateline: str | None, text: str) -> Candidate | None:
    """A full date in the dateline; one without its year tells no date."""
    found = candidate(dateline, Basis.DATELINE, Rank.DATELINE)
    if found is None:
        match = _DATELINE.match(text, 0, _DATELINE_WITHIN)
        found = candidate(match["date"], Basis.DATELINE, Rank.DATELINE) if match else None
    return found if found is not None and len(found.dated.iso or "") == 10 else None


def _from_lines(lines: Sequence[str], text: str, *, titled: bool) -> Iterator[Candidate]:
    """Dates of the lines around the title, in page order; `titled`: the title stands before all of them.

    A byline stands below the title, so what follows one does too, though the title was taken for a menu's line.
    """
    for line in lines:
        whole = _from_line(line, text, titled=titled)
        parts = [] if whole else [_from_line(part, text, titled=titled) for part in _PART.split(line)]
        yield from (found for found in (whole, *parts) if found is not None)
        titled = titled or len(words(line)) >= _TITLE_WORDS or _BYLINE.search(line) is not None


def _from_line(line: str, text: str, *, titled: bool) -> Candidate | None:
    found = candidate(line, Basis.HEADER, Rank.HEADER)
    if found is None or not _tells_a_day(found.dated):
        return None  # a month or a year in a headline is no date line
    told = _LABEL.search(line)
    if told is not None and told["changed"] and _AGO.match(line, told.end()):
        return _from_line(line[: told.start()], text, titled=titled)  # "May 2, 2031 / Updated 8 months ago"
    if told is not None:
        return _labelled(found, told, Rank.LABEL)
    if len(words(line)) > _BARE_WORDS or _POINTED.search(line):
        return None
    if titled or _BYLINE.search(line):
        return found
    if _names_a_day_before(text, found.dated):
        return Candidate(found.dated, Rank.LONE)
    why_not = (
        f"stands above the title, as the day of a crawl does; the text names no day of the {SUPPORT_DAYS} before it"
    )
    return Candidate(found.dated, Rank.LONE, why_not, DayOf.FETCH)


def _labelled(found: Candidate, label: re.Match[str], rank: Rank) -> Candidate:
    """The date of a line whose `label` says what it is of."""
    if label["made"] is not None:
        return Candidate(found.dated, rank, "the day it was made, perhaps a draft's", DayOf.DRAFT)
    if label["changed"] is not None:
        return Candidate(found.dated, rank, "the day of an update", DayOf.CHANGE)
    return Candidate(found.dated, rank)


def _tells_a_day(dated: Dated) -> bool:
    """Whether a day is written, be it one that may be read day first or month first."""
    iso, earliest = dated.iso or "", dated.earliest or ""
    return len(iso) == 10 or (len(iso) == 4 and earliest != f"{iso}-01-01")


def _names_a_day_before(text: str, dated: Dated) -> bool:
    """Whether the text names a day by its number in the two weeks up to `dated`."""
    day = date.fromisoformat(dated.latest or "")
    for timex in read_times(text[:_SUPPORT_FROM], dated):
        told = text[timex.span.start : timex.span.end]
        if timex.type is TimexType.DATE and timex.earliest == timex.latest and any(map(str.isdigit, told)):
            apart = (day - date.fromisoformat(timex.earliest)).days if timex.earliest else -1
            if 0 <= apart <= SUPPORT_DAYS and not told.endswith("ago"):
                return True
    return False
