"""The gate: it fails what fell, never lowers a floor, and knows when the corpus is another."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "bench"))
gate = pytest.importorskip("gate")
scores = sys.modules["scores"]

WORSE = [
    ("text_f1", 0.900, 0.900, False),  # at the floor
    ("text_f1", 0.899, 0.900, False),  # within the machine's noise
    ("text_f1", 0.890, 0.900, True),
    ("text_f1", 0.990, 0.900, False),
    ("wrong_sure", 0.030, 0.020, True),  # here more is worse
    ("wrong_sure", 0.010, 0.020, False),
]


@pytest.mark.parametrize(("name", "value", "floor", "expected"), WORSE)
def test_worse(name, value, floor, expected):
    assert gate.worse(name, value, floor) is expected


def test_a_floor_only_ever_gets_stricter():
    assert gate.better("text_f1", 0.9517, None) == 0.951
    assert gate.better("text_f1", 0.9517, 0.970) == 0.970
    assert gate.better("wrong_sure", 0.0171, 0.015) == 0.015
    assert gate.better("wrong_sure", 0.0111, 0.015) == 0.012


def test_floors_hold_for_one_corpus_only(tmp_path):
    data = tmp_path / "set.jsonl"
    data.write_text("one")
    task = scores.Task("t", [data], [], "pages", {}, [], {})
    floors = {"t": {"corpus": scores.digest(task), "floors": {"f1": 0.5}}}
    assert gate.check(task, floors, {"f1": 0.6}) == []
    assert "floor 0.500" in gate.check(task, floors, {"f1": 0.4})[0]
    assert "not measured" in gate.check(task, floors, {})[0]
    assert "no floors" in gate.check(task, {}, {"f1": 0.6})[0]
    data.write_text("two")
    assert "corpus changed" in gate.check(task, floors, {"f1": 0.6})[0]
