"""The timeline as columns to draw: what is held above the line, what is rejected below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from math import ceil, inf

from msgspec import Struct
from msgspec.structs import replace

from sayso.ledger.queries.listed import Chart, Interval, Period

WIDTH, ABOVE, BELOW = 960, 140, 60  # units of the drawing; it scales to the page
MOST_COLUMNS = 130  # beyond this, columns that hold nothing are left out
UNDATED = 84  # units kept at the right for what no day is known of: its column and a gap before it
LETTER = 8.5  # units a letter of a label takes, a gap to the next label in it
GAP = 0.18  # of a column
WIDEST = 110  # units a column takes
LEAST_BELOW = 26  # units under the line, for the number of the undated


class Column(Struct, frozen=True):
    """A period as it is drawn; lengths in units of the drawing."""

    iso: str
    x: float
    width: float
    holds: float
    other: float  # stands on top of `holds`: declines too, and what no position rests on
    rejects: float
    words: str  # all of it, for who does not see it
    label: str = ""  # empty: another is near enough
    label_x: float = 0.0  # of its middle


class Bar(Struct, frozen=True):
    """Statements of a longer time."""

    x: float
    width: float
    interval: Interval


class Undated(Struct, frozen=True):
    """What stands at no day, beside the days. Taller than the drawing, it is cut: its number says how many."""

    x: float
    width: float
    height: float
    statements: int


class Drawing(Struct, frozen=True):
    """A chart as it is drawn."""

    columns: tuple[Column, ...]
    bars: tuple[Bar, ...]
    undated: Undated | None  # null: everything is dated
    most: int  # statements that the highest column stands for
    width: int
    above: int
    below: int


def draw(chart: Chart) -> Drawing:
    """Place the periods of a chart along its time; those without a word leave a gap."""
    by_iso = {period.iso: period for period in chart.periods}
    slots = list(_slots(chart))
    if len(slots) > MOST_COLUMNS or not slots:
        slots = sorted(by_iso)[:MOST_COLUMNS]
    above = max((p.holds + p.other + p.declines for p in chart.periods), default=0)
    below = max((p.rejects for p in chart.periods), default=0)
    scale = min(ABOVE / max(above, 1), BELOW / max(below, 1), 14)
    room = WIDTH - UNDATED if chart.undated else WIDTH
    width = min(room / max(len(slots), 1), WIDEST)
    columns = _labelled([_column(by_iso[iso], at, (width, scale)) for at, iso in enumerate(slots) if iso in by_iso])
    undated = (
        Undated(WIDTH - 60, 56, round(min(chart.undated * scale, ABOVE), 1), chart.undated) if chart.undated else None
    )
    over = ceil(max(above * scale, undated.height if undated else 0))
    under = max(LEAST_BELOW, ceil(below * scale))
    return Drawing(columns, _bars(chart, slots, width), undated, max(above, below), WIDTH, over, under)


def _labelled(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns, with a label under each that is far enough from the one before; none reaches over an edge."""
    found: list[Column] = []
    last = -inf
    for column in columns:
        wide = LETTER * len(column.iso)
        middle = min(max(column.x + column.width / 2, wide / 2), WIDTH - wide / 2)
        if middle - last >= wide:
            last = middle
            column = replace(column, label=column.iso, label_x=round(middle, 1))  # noqa: PLW2901
        found.append(column)
    return tuple(found)


def _column(period: Period, at: int, size: tuple[float, float]) -> Column:
    width, scale = size
    told = [(period.holds, "hold"), (period.rejects, "reject"), (period.declines, "decline"), (period.other, "other")]
    words = ", ".join(f"{count} {word}" for count, word in told if count)
    return Column(
        period.iso,
        round(at * width + width * GAP / 2, 1),
        round(width * (1 - GAP), 1),
        round(period.holds * scale, 1),
        round((period.other + period.declines) * scale, 1),
        round(period.rejects * scale, 1),
        f"{period.iso}: {words}",
    )


def _bars(chart: Chart, slots: list[str], width: float) -> tuple[Bar, ...]:
    if not slots:
        return ()
    length = len(slots[0])
    bars = []
    for interval in chart.intervals:
        inside = [at for at, iso in enumerate(slots) if interval.earliest[:length] <= iso <= interval.latest[:length]]
        if inside:
            bars.append(Bar(round(inside[0] * width, 1), round(len(inside) * width, 1), interval))
    return tuple(bars)


def _slots(chart: Chart) -> Iterator[str]:
    """Every year, month or day from the first to the last that holds a statement."""
    if not chart.periods:
        return
    first, last = chart.periods[0].iso, chart.periods[-1].iso
    if chart.unit == "year":
        yield from (f"{year:04}" for year in range(int(first), int(last) + 1))
    elif chart.unit == "month":
        start, end = _months(first), _months(last)
        yield from (f"{month // 12:04}-{month % 12 + 1:02}" for month in range(start, end + 1))
    else:
        start, end = date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()
        yield from (date.fromordinal(day).isoformat() for day in range(start, end + 1))


def _months(iso: str) -> int:
    return int(iso[:4]) * 12 + int(iso[5:7]) - 1
