"""Through whom the words came, nearest to the speaker first; every relay shows its own words."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sayso.models import Models
from sayso.statements.relaying.outlets import is_outlet, outlet_name
from statements.marked import read_marked, unmark

with (Path(__file__).parents[1] / "cases/relays.csv").open(encoding="utf-8", newline="") as _file:
    CASES = [
        pytest.param(
            row, id=row["why"], marks=[pytest.mark.xfail(strict=True, reason=row["fault"])] if row["fault"] else []
        )
        for row in csv.DictReader(_file)
    ]


@pytest.mark.parametrize("case", CASES)
def test_relays(case: dict[str, str], models: Models) -> None:
    outlet, agency = case["outlet"] or None, case["agency"] or None
    via = read_marked(case["text"], models, outlet=outlet, agency=agency)[-1].via
    assert ";".join(relay.name for relay in via) == case["via"]
    text, _ = unmark(case["text"].replace(" ¶ ", "\n\n"))
    for relay in via:
        words = text[relay.span.start : relay.span.end]
        assert words == words.strip()
        assert outlet_name(words) == relay.name or case["via_told_as"] == words


OUTLETS = [
    ("CNN", True, "an acronym of the list"),
    ("the Northern Herald", True, "a noun for a paper"),
    ("Xinhua", True, "media of a state"),
    ("media", False, "nobody in particular"),
    ("Kremlin", False, "a seat of power"),
    ("Ann Roe", False, "a person"),
    ("", False, "nothing"),
]


@pytest.mark.parametrize(("name", "outlet", "why"), OUTLETS, ids=[row[2] for row in OUTLETS])
def test_is_outlet(name: str, outlet: bool, why: str) -> None:
    assert is_outlet(name) is outlet
