"""A claim as a table of parties by time, with the marks of their stances."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from sayso.ledger.queries.listed import Held
from sayso.report.matrix import holder

COLUMNS = 8  # of time, beside that of the undated: more do not fit beside the parties
_LENGTHS = (10, 7, 4)  # of an ISO prefix: day, month, year
UNDATED = "undated"


class Row(Struct, frozen=True):
    """One party, and the positions it takes in each time."""

    party: str
    known: bool  # False: the speaker has no known party, `party` is how it was told
    cells: tuple[tuple[Held, ...], ...]
    held: tuple[Held, ...]  # all of them, in the order of time


class Timetable(Struct, frozen=True):
    """Parties by time. Columns are days, months or years, whichever are few enough."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def timetable(held: Sequence[Held]) -> Timetable:
    """Arrange positions that come in the order of time; parties in that of their first word, unknown ones last."""
    length, columns = _columns(held)
    by_party: dict[tuple[bool, str], list[Held]] = {}
    for one in held:
        by_party.setdefault(holder(one.position), []).append(one)
    rows = []
    for (known, party), theirs in sorted(by_party.items(), key=lambda pair: not pair[0][0]):
        cells = tuple(tuple(one for one in theirs if _column(one, length) == column) for column in columns)
        rows.append(Row(party, known, cells, tuple(theirs)))
    return Timetable(columns, tuple(rows))


def _columns(held: Sequence[Held]) -> tuple[int, tuple[str, ...]]:
    for length in _LENGTHS:
        found = dict.fromkeys(_column(one, length) for one in held)
        if len(found) <= COLUMNS + 1:
            break
    dated = sorted(column for column in found if column != UNDATED)  # decades of years scroll sideways
    return length, (*dated, *([UNDATED] if UNDATED in found else []))


def _column(one: Held, length: int) -> str:
    """Where a position stands; one known to a longer time than its column stands at its first day.

    What is known on one side alone is no day: it stands with the undated.
    """
    said_on = one.position.said_on
    return said_on.earliest[:length] if said_on.earliest and said_on.latest else UNDATED
