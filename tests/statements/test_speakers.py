"""Who speaks, in what role, for whom; and when that is left open, between whom."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sayso.models import Models
from statements.marked import read_marked

with (Path(__file__).parents[1] / "cases/speakers.csv").open(encoding="utf-8", newline="") as _file:
    CASES = [
        pytest.param(
            row,
            id=row["why"],
            marks=[pytest.mark.xfail(reason=row["fault"], strict=True)] if row["fault"] else [],
        )
        for row in csv.DictReader(_file)
    ]


@pytest.mark.parametrize("case", CASES)
def test_speaker(case: dict[str, str], models: Models) -> None:
    """The last statement of the text; those before it are what it leans on."""
    statement = read_marked(case["text"], models)[-1]
    speaker = statement.speaker
    told = (speaker.name, speaker.role, speaker.affiliation, speaker.party, speaker.named)
    expected = (*(case[key] or None for key in ("name", "role", "affiliation", "party")), case["named"] == "yes")
    assert told == expected, statement.why
    assert [name for name in case["between"].split("|") if name not in statement.why] == []
