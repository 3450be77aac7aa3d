"""Which of several dates a page tells is the day of publication: an order, and a reason for every loser. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from msgspec.structs import replace

from sayso.articles.candidates import CONFLICT_DAYS, TO_MACHINES, Candidate, Rank
from sayso.articles.clocks import in_utc, where_it_was_printed
from sayso.articles.unsure import DOUBTS, Doubt, Doubted
from sayso.records import UNDATED, Alternative, Basis, Dated, DayOf
from sayso.times import read_date

_OUTRANKS = "counts before"  # the reason of an alternative that lost to a stronger one alone, not for one of its own


def choose(candidates: Iterable[Candidate | None], doubts: Iterable[Doubt] = DOUBTS) -> Dated:
    """The strongest candidate; a finer one that lies inside it stands for it. The others become alternatives.

    Where one of `doubts` holds against it, the days from the one to the other.
    """
    ordered = sorted((c for c in candidates if c is not None), key=lambda c: c.rank)
    able = [c for c in ordered if not c.why_not]
    if not able:
        return replace(UNDATED, alternatives=_alternatives(ordered, None))
    best = where_it_was_printed(able)
    finer = [c for c in able if c.inside(best) and c.width < best.width]
    winner = _in_an_older_address(min(finer, key=lambda c: (c.width, c.rank), default=best), able)
    doubted = next(filter(None, (doubt(winner, ordered) for doubt in doubts)), None)
    if doubted is not None:
        return _between(winner, doubted, ordered)
    return replace(winner.dated, alternatives=_alternatives(ordered, winner))


def _in_an_older_address(winner: Candidate, able: list[Candidate]) -> Candidate:
    """The winner; but where it is told to machines and the address tells an earlier day, the address.

    A page that is moved or made anew gets new stamps, while its address stays what links lead to.
    """
    if not winner.is_stamp:
        return winner
    latest = winner.days[0] - timedelta(CONFLICT_DAYS)
    older = (c for c in able if c.rank is Rank.URL and not c.width and c.days[1] < latest)
    return next(older, winner)


def _between(winner: Candidate, doubted: Doubted, ordered: list[Candidate]) -> Dated:
    """The interval from one day to the other, each of which may be that of publication."""
    first, last = sorted((winner, doubted.other), key=lambda c: c.days)
    low, high = first.dated.earliest or "", last.dated.latest or ""
    common = next((low[:length] for length in (7, 4) if low[:length] == high[:length]), None)
    ends = tuple(replace(_lost(end, None), why=doubted.why) for end in (first, last))
    told = {(end.iso, end.basis, end.of) for end in ends}
    rest = (other for other in _alternatives(ordered, first) if (other.iso, other.basis, other.of) not in told)
    again = (
        replace(other, why=doubted.why) if other.iso == last.dated.iso and not other.of else other for other in rest
    )
    return replace(first.dated, iso=common, latest=high, alternatives=(*ends, *again))


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
    if winner.inside(loser):
        return f"coarser than what {winner.dated.basis} tells"
    if winner.rank is Rank.URL and loser.rank < winner.rank and loser.apart(winner) > CONFLICT_DAYS:
        return f"the address {_OUTRANKS} {loser.dated.basis} where it tells the earlier day"
    if loser.rank < winner.rank and in_utc(loser) and loser.apart(winner) == 1:
        return f"the same moment in UTC; {winner.dated.basis} tells the day where it was printed"
    return f"{winner.dated.basis} {_OUTRANKS} {loser.dated.basis}"


def conflict(dated: Dated) -> str | None:
    """Why two dates that a page tells machines are in conflict, or None when they agree to `CONFLICT_DAYS` days.

    A date that lost for a reason of its own (the day of a change, another story's) is no party to a conflict.
    """
    machines = (*TO_MACHINES, Basis.URL)
    if dated.basis not in machines:
        return None
    mine = Candidate(dated, Rank.META)
    for other in dated.alternatives:
        found = read_date(other.iso)
        if other.basis not in machines or found is None or _OUTRANKS not in other.why:
            continue
        if mine.apart(Candidate(found, Rank.META)) > CONFLICT_DAYS:
            return f"{dated.basis} tells {dated.iso} ({dated.evidence}), {other.basis} {other.iso} ({other.evidence})"
    return None
