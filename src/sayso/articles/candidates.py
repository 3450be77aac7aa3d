"""The dates a page tells, each with how strongly it is told, and what is measured between two of them. Pure."""

from __future__ import annotations

from datetime import date
from enum import IntEnum

from msgspec import Struct
from msgspec.structs import replace

from sayso.records import Basis, Dated, DayOf
from sayso.times import read_date

CONFLICT_DAYS = 2  # time zones and the print edition explain less; more is a question to the reader
TO_MACHINES = (Basis.JSONLD, Basis.META)  # what a reader of the page does not see
_WEB = "1990-01-01"  # no page is older; 0001-01-01 and 1970-01-01 are a machine's word for "not set"


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

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day it may be."""
        return date.fromisoformat(self.dated.earliest or ""), date.fromisoformat(self.dated.latest or "")

    @property
    def width(self) -> int:
        """How many days it leaves open besides one; 0: a day."""
        first, last = self.days
        return (last - first).days

    @property
    def is_stamp(self) -> bool:
        """Whether it is a day, told to machines by the page itself: the carrier's record and the address are not."""
        return self.dated.basis in TO_MACHINES and self.rank is not Rank.GIVEN and not self.width

    @property
    def is_printed(self) -> bool:
        """Whether a reader or the address sees this date, and it may be the story's."""
        return not self.why_not and self.dated.basis not in TO_MACHINES

    @property
    def readings(self) -> tuple[str, ...]:
        """What it may say: its own words, and either day of a date written day first or month first."""
        iso, earliest, latest = self.dated.iso or "", self.dated.earliest or "", self.dated.latest or ""
        return (iso, earliest, latest) if len(iso) == 4 and earliest != f"{iso}-01-01" else (iso,)

    def apart(self, other: Candidate) -> int:
        """Days from one to the other, 0 where they overlap."""
        (first, last), (low, high) = self.days, other.days
        return max((first - high).days, (low - last).days, 0)

    def inside(self, other: Candidate) -> bool:
        """Whether every day it may be is one that `other` may be."""
        (first, last), (low, high) = self.days, other.days
        return low <= first and last <= high


def candidate(
    words: str | None, basis: Basis, rank: Rank, why_not: str = "", of: DayOf | None = None
) -> Candidate | None:
    """The one date written in `words` as a candidate; None when there is none, or none that a page can be of."""
    found = read_date(words) if words else None
    if found is None or found.latest is None or found.latest < _WEB:
        return None
    return Candidate(replace(found, basis=basis), rank, why_not, of)
