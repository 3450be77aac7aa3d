"""What an act of saying does, its polarity, hedges, whom it is aimed at and told to, what the writer's word implies."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.models import Models
from sayso.records import Span
from statements.marked import read_marked, unmark

with (Path(__file__).parents[1] / "cases/acts.csv").open(encoding="utf-8", newline="") as _file:
    CASES = list(csv.DictReader(_file))


def _cases() -> Iterator[Any]:
    for case in CASES:
        marks = [pytest.mark.xfail(strict=True, reason=case["fault"])] if case["fault"] else []
        yield pytest.param(case, id=f"{case['text']}: {case['why']}", marks=marks)


@pytest.mark.parametrize("case", list(_cases()))
def test_act(case: dict[str, str], models: Models) -> None:
    text, _ = unmark(case["text"])
    statement = read_marked(case["text"], models)[-1]
    proposition = statement.proposition

    def shown(spans: tuple[Span, ...]) -> str:
        return " + ".join(text[span.start : span.end] for span in spans)

    found = {
        "act": statement.act.value,
        "cue_negated": "yes" if statement.negated else "no",
        "content_negated": "yes" if proposition.negated else "no",
        "hedged": "yes" if proposition.hedged else "no",
        "is_claim": "yes" if proposition.is_claim else "no",
        "target": shown(tuple(aimed.span for aimed in statement.target)),
        "addressee": shown(tuple(aimed.span for aimed in statement.addressee)),
        "endorsement": statement.endorsement.value,
        "hedge": shown(statement.hedge),
    }
    assert found == {key: case[key] for key in found} | {"endorsement": case["endorsement"] or "neutral"}
