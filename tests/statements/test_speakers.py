"""Who speaks, in what role, for whom; and when that is left open, between whom."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sayso.models import Models
from statements.marked import read_marked

with (Path(__file__).parents[1] / "cases/speakers.csv").open(encoding="utf-8", newline="") as _file:
    CASES = list(csv.DictReader(_file))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_speaker(case: dict[str, str], models: Models) -> None:
    """The last attribution of the text; those before it are what it leans on."""
    speaker = read_marked(case["text"], models)[-1].speaker
    told = (speaker.name, speaker.role, speaker.affiliation, speaker.party, speaker.named)
    expected = (*(case[key] or None for key in ("name", "role", "affiliation", "party")), case["named"] == "yes")
    assert told == expected
