"""Who said what in the shapes that real pages have: layouts, broken marks, chains, and what only looks like speech."""

from __future__ import annotations

from collections import Counter

import pytest

from sayso.models import Models
from statements.told import found, read_rows, told

ROWS = read_rows("shapes.csv")


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['shape']}: {row['reason']}" for row in ROWS])
def test_who_said_what(row: dict[str, str], models: Models) -> None:
    assert told(row["text"], found(row["text"], models)) == row["expected"], row["reason"]


def test_every_shape_has_rows_enough_to_show_a_cause() -> None:
    assert min(Counter(row["shape"] for row in ROWS).values()) >= 5
