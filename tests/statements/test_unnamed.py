"""Sources without a name: what they are told to be, how many, why no name is given, whose they are."""

from __future__ import annotations

import pytest

from sayso.models import Models
from statements.marked import read_marked, unmark
from statements.told import read_rows

CASES = read_rows("unnamed.csv")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_unnamed(case: dict[str, str], models: Models) -> None:
    """The last attribution of the text; those before it are what it leans on."""
    speaker = read_marked(case["text"], models)[-1].speaker
    text = unmark(case["text"].replace(" ¶ ", "\n\n"))[0]
    told = speaker.unnamed
    shown = ("", "", "") if told is None else (told.kind.value, str(told.count or "many"), told.reason or "")
    assert (*shown, speaker.party or "") == (case["kind"], case["count"], case["reason"], case["party"])
    assert told is None or told.span is None or text[told.span.start : told.span.end] == told.reason
    assert told is None or not speaker.named
