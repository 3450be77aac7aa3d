"""What an act of saying does, and the polarity of what it says: both are needed for a stance."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sayso.models import Models
from statements.marked import read_marked

with (Path(__file__).parents[1] / "cases/acts.csv").open(encoding="utf-8", newline="") as _file:
    CASES = list(csv.DictReader(_file))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_act(case: dict[str, str], models: Models) -> None:
    statement = read_marked(case["text"], models)[-1]
    proposition = statement.proposition
    flags = (statement.negated, proposition.negated, proposition.hedged, proposition.is_claim)
    keys = ("cue_negated", "content_negated", "hedged", "is_claim")
    assert (statement.act.value, *flags) == (case["act"], *(case[key] == "yes" for key in keys))
