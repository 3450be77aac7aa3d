"""When the strongest day of a page is not sure, and which other day bounds it. Pure.

Each doubt is a kind of conflict between kinds of evidence, never a site. How often the strongest day is right where one
holds, and where none does, is measured by `bench/dates.py --kinds` (docs/evaluation.md): a kind whose day is right no
more often than wrong is told as an interval.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from msgspec import Struct

from sayso.articles.candidates import CONFLICT_DAYS, Candidate, Rank
from sayso.articles.clocks import names_its_zone, one_moment
from sayso.records import Basis, DayOf


class Doubted(Struct, frozen=True):
    """The other end of the interval, and why the strongest day alone is not told."""

    other: Candidate  # a day
    why: str


Doubt = Callable[[Candidate, list[Candidate]], Doubted | None]  # the strongest, all in order of rank


def changed_unseen(winner: Candidate, ordered: list[Candidate]) -> Doubted | None:
    """The last change of a page that tells its first day to machines alone, where something else tells another day.

    The first day may then be a draft's or an older edition's. A page that shows no day at all, and whose stamps of
    publication agree, is believed.
    """
    changed = changed_since(winner, ordered)
    agreed = winner.rank in (Rank.JSONLD, Rank.META) and not _otherwise(winner, ordered)
    return None if agreed else changed


def changed_since(winner: Candidate, ordered: list[Candidate]) -> Doubted | None:
    """The last change, days later, of a page that tells its first day to machines alone. By itself no doubt."""
    if not winner.is_stamp or any(winner.dated.iso in c.readings for c in ordered if c.is_printed):
        return None
    latest = winner.days[1] + timedelta(CONFLICT_DAYS)  # who mends a story within hours has printed it
    later = [c for c in ordered if c.of is DayOf.CHANGE and not c.width and c.days[1] > latest]
    changed = max(later, key=lambda c: c.days, default=None)
    why = "told to machines alone, and the page was changed on"
    return Doubted(changed, f"{why} {changed.dated.latest}") if changed else None


def _otherwise(winner: Candidate, ordered: list[Candidate]) -> bool:
    """Whether a line that a reader sees, or an unlabelled stamp of the page's own, tells another day."""
    shown = (c for c in ordered if c.dated.basis is Basis.HEADER or (c.rank is Rank.LABEL and not c.why_not))
    return any(winner.apart(c) > CONFLICT_DAYS for c in shown)


def printed_otherwise(winner: Candidate, ordered: list[Candidate]) -> Doubted | None:
    """The day printed beside the title where it is another than the one told to machines.

    A paper that stands on the web before its issue tells both, and neither is the other's mistake.
    """
    if not winner.is_stamp:
        return None
    printed = [c for c in ordered if c.is_printed and c.rank < Rank.LONE and not c.width]
    if any(abs((c.days[0] - winner.days[0]).days) <= CONFLICT_DAYS for c in printed):
        return None
    other = next((c for c in printed if c.rank in (Rank.LABEL, Rank.HEADER)), None)
    return Doubted(other, "machines and readers are told different days") if other else None


def on_a_clock_untold(winner: Candidate, ordered: list[Candidate]) -> Doubted | None:
    """The day in UTC where the page alone prints the same moment on the day before or after, not saying on whose clock.

    Many pages print a time on the clock of whoever reads them. An address or a stamp with the same day, or the name of
    a zone, says that it is the outlet's.
    """
    if winner.dated.basis is not Basis.HEADER or winner.width or names_its_zone(winner):
        return None
    able = [c for c in ordered if not c.why_not]
    if any(c.dated.iso == winner.dated.iso for c in able if c.dated.basis is not Basis.HEADER):
        return None
    earlier = (c for c in able if c.rank < winner.rank and winner.apart(c) == 1)
    moment = next((c for c in earlier if one_moment(winner, c)), None)
    return Doubted(moment, "one moment, two days by two clocks; only the page tells the one") if moment else None


def commented_before(winner: Candidate, ordered: list[Candidate]) -> Doubted | None:
    """The day of its readers' first comment where it is before the day told: the page is told anew under a new day."""
    if winner.rank is Rank.GIVEN or winner.width:
        return None
    latest = winner.days[0] - timedelta(CONFLICT_DAYS)
    comments = [c for c in ordered if c.of is DayOf.COMMENT and c.days[1] < latest]
    first = min(comments, key=lambda c: c.days, default=None)
    return Doubted(first, f"readers commented on the page before {winner.dated.iso}") if first else None


DOUBTS: tuple[Doubt, ...] = (commented_before, changed_unseen, printed_otherwise, on_a_clock_untold)
