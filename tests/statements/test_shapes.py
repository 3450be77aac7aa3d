"""Who said what in the shapes that real pages have: layouts, broken marks, chains, and what only looks like speech."""

from __future__ import annotations

from collections import Counter

import pytest
from _pytest.mark import ParameterSet

from sayso.models import Models
from statements.told import found, read_rows, told

ROWS = read_rows("shapes.csv")


def _parameters() -> list[ParameterSet]:
    """The rows; those with a `fault` are known to fail, and the day they do not, the test says so."""
    return [
        pytest.param(
            row,
            id=f"{row['shape']}: {row['reason']}",
            marks=[pytest.mark.xfail(reason=row["fault"], strict=True)] if row["fault"] else [],
        )
        for row in ROWS
    ]


@pytest.mark.parametrize("row", _parameters())
def test_who_said_what(row: dict[str, str], models: Models) -> None:
    assert told(row["text"], found(row["text"], models)) == row["expected"], row["reason"]


def test_every_shape_has_rows_enough_to_show_a_cause() -> None:
    assert min(Counter(row["shape"] for row in ROWS).values()) >= 5
