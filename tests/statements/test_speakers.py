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


LEADS = [
    ("{A technician} <said> [that it rained]. || ¶ “[I saw it],” {Una Pike} <said>.", "Una Pike"),  # a name alone next
    (
        "{A chemist} <said> [that it rained]. || ¶ {Chemist Una Pike} <said> [it was cold].",
        "Una Pike",
    ),  # the same trade
    ("{A technician} <said> [that it rained]. || ¶ “[I saw it],” {baker Una Pike} <said>.", None),  # another trade
    ("{A technician} <said> [that it rained]. || ¶ {Una Pike} <said> [that it was cold].", None),  # no words quoted
    ("{A technician} <said> [that it rained]. || ¶ “[I saw it],” {Pike} <said>.", None),  # one told before, somewhere
    ("{Technicians} <said> [that it rained]. || ¶ “[I saw it],” {Una Pike} <said>.", None),  # one of several
    (
        "Una Pike left. {A technician} <said> [that it rained]. || ¶ “[I saw it],” {Una Pike} <said>.",
        None,
    ),  # told before
    ("{A technician} <said> [that it rained]. || ¶ It was cold. ¶ “[I saw it],” {Una Pike} <said>.", None),  # too far
    (
        "{A technician, who asked not to be named,} <said> [it rained]. || ¶ “[I saw it],” {Una Pike} <said>.",
        None,
    ),  # hidden
    ("{A spokesman} <said> [that it rained]. || ¶ “[I saw it],” {Ms Una Pike} <said>.", None),  # he and she
]


def test_who_is_named_next_keeps_the_state_told_first(models: Models) -> None:
    """The state stands with the office alone, the name without it."""
    text = "{Denmark’s foreign minister} <said> [that it rained]. || ¶ {Foreign Minister Bo Ek} <said> [it was cold]."
    assert [(s.speaker.name, s.speaker.party) for s in read_marked(text, models)] == [("Bo Ek", "Denmark")] * 2


@pytest.mark.parametrize(("text", "name"), LEADS)
def test_who_the_first_words_tell_of(text: str, name: str | None, models: Models) -> None:
    """The first statement of the text, whose source may be named in the next."""
    assert read_marked(text, models)[0].speaker.name == name
