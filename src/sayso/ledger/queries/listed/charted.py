"""Statements over time, and the dates that articles tell of, for a timeline that can be zoomed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from msgspec.structs import replace

from sayso.ledger.queries.claims import AGAINST, FOR
from sayso.ledger.queries.listed.lines import Chart, Filter, Interval, Period, Slice
from sayso.ledger.queries.listed.lists import PAGE
from sayso.ledger.queries.listed.narrowing import narrowed
from sayso.ledger.queries.placed import article
from sayso.ledger.queries.timeline import Retold, TimelineRow, retold, timeline_of
from sayso.ledger.store import Ledger
from sayso.records import Stance, Timex

INTERVALS_SHOWN = 5  # a screen of them says no more than their number
RETOLD = 12  # other places of an event that a list tells
_LENGTHS = {"year": 4, "month": 7, "day": 10}
_MONTHS_BY_YEAR, _MONTHS_BY_MONTH = 48, 3  # longer than these: by year, by month; else by day
_TAIL = 0.02  # a slip of a year is in the tails of every pile; they are a click away


def chart(ledger: Ledger, by: Filter) -> Chart:
    """Statements by year, month or day, whichever shows the time they span best.

    Without `since` and `until`, the time in which nearly all of them fall is shown, and how many stand outside it.
    """
    rows = _by_period(ledger, msgspec.structs.replace(by, since=None, until=None))
    months = [
        (earliest[:7], count)
        for earliest, latest, _, count in rows
        if earliest and latest and earliest[:7] == latest[:7]
    ]
    since, until = (by.since or "", by.until or "") if by.since or by.until else _bulk(months)
    since, until = since or min(months, default=("",))[0], until or max(months, default=("",))[0]
    return _chart(rows, since, until)


def _by_period(ledger: Ledger, by: Filter) -> list[tuple[str | None, str | None, str | None, int]]:
    """`(earliest, latest, stance, statements)`: for a party or the whole pile as counted ahead."""
    condition, values = narrowed(by)
    if msgspec.structs.replace(by, party=None, stance=None) == Filter():
        table = "days" if by.party is None else "party_days"
        counted = f"SELECT s.earliest, s.latest, s.stance, s.statements FROM lists.{table} s WHERE {condition}"
        return list(ledger.rows(counted, values))
    sql = f"""
        SELECT s.earliest, s.latest, s.stance, count(*) FROM lists.said s WHERE {condition}
        GROUP BY s.earliest, s.latest, s.stance"""
    return list(ledger.rows(sql, values))


def _bulk(months: Sequence[tuple[str, int]]) -> tuple[str, str]:
    """First and last month of the time in which all but `_TAIL` of the statements at either end fall."""
    tail = sum(count for _, count in months) * _TAIL
    return _after(sorted(months), tail), _after(sorted(months, reverse=True), tail)


def _after(months: Iterable[tuple[str, int]], tail: float) -> str:
    passed = 0
    for month, count in months:
        passed += count
        if passed > tail:
            return month
    return ""


def _unit(since: str, until: str) -> str:
    first, last = since.ljust(7, "0"), until.ljust(7, "9")
    months = (int(last[:4]) - int(first[:4])) * 12 + min(int(last[5:7]), 12) - max(int(first[5:7]), 1)
    if months > _MONTHS_BY_YEAR:
        return "year"
    return "month" if months > _MONTHS_BY_MONTH else "day"


def _chart(rows: Iterable[tuple[str | None, str | None, str | None, int]], since: str, until: str) -> Chart:
    unit = _unit(since, until) if since and until else "day"
    length = _LENGTHS[unit]
    periods: dict[str, list[int]] = {}
    intervals: dict[tuple[str, str], int] = {}
    undated = before = after = 0
    for earliest, latest, stance, count in rows:
        if earliest is None or latest is None:
            undated += count
        elif latest[: len(since)] < since:
            before += count
        elif earliest[: len(until)] > until:
            after += count
        elif earliest[:length] == latest[:length]:
            periods.setdefault(earliest[:length], [0, 0, 0, 0])[_side(stance)] += count
        else:
            intervals[earliest, latest] = intervals.get((earliest, latest), 0) + count
    most = sorted(intervals.items(), key=lambda pair: (-pair[1], pair[0]))[:INTERVALS_SHOWN]
    return Chart(
        unit=unit,
        since=since,
        until=until,
        periods=tuple(Period(iso, *periods[iso]) for iso in sorted(periods)),
        intervals=tuple(Interval(*ends, count) for ends, count in most),
        within=sum(intervals.values()),
        undated=undated,
        before=before,
        after=after,
    )


def _side(stance: str | None) -> int:
    if stance is None:
        return 3
    if stance in FOR:
        return 0
    return 1 if stance in AGAINST else 2 if stance == Stance.DECLINES else 3


def dates_listed(ledger: Ledger, since: str = "", until: str = "", page: int = 1) -> Slice[TimelineRow]:
    """The events of the timeline, in the order of the calendar; of each at most `RETOLD` other places that tell it."""
    condition = "t.latest >= ? AND t.earliest <= ?"
    values = (since, (until or "9999") + "￿")
    (total,) = next(ledger.rows(f"SELECT count(*) FROM lists.told t WHERE {condition}", values))
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    sql = f"""
        SELECT t.rank, a.article_id, t.start, t.end FROM lists.told t JOIN lists.articles a ON a.place = t.place
        WHERE {condition} ORDER BY t.rank LIMIT ? OFFSET ?"""
    rows: list[TimelineRow] = []
    for rank, article_id, start, end in list(ledger.rows(sql, (*values, PAGE, (page - 1) * PAGE))):
        rows += [replace(row, also=_also(ledger, rank)) for row in _rows_at(ledger, article_id, start, end)]
    return Slice(tuple(rows), total, page, pages)


def _also(ledger: Ledger, rank: int) -> tuple[Retold, ...]:
    sql = """
        SELECT a.article_id, r.start, r.end, r.is_copy FROM lists.retold r JOIN lists.articles a ON a.place = r.place
        WHERE r.rank = ? ORDER BY r.place, r.start LIMIT ?"""
    return tuple(
        retold(row, is_copy=bool(is_copy))
        for article_id, start, end, is_copy in list(ledger.rows(sql, (rank, RETOLD)))
        for row in _rows_at(ledger, article_id, start, end)
    )


def _rows_at(ledger: Ledger, article_id: str, start: int, end: int) -> list[TimelineRow]:
    placed = article(ledger, article_id)
    return timeline_of(ledger, placed, [time for time in placed.article.times if _stands(time, start, end)])


def _stands(time: Timex, start: int, end: int) -> bool:
    return (time.span.start, time.span.end) == (start, end) and time.earliest is not None
