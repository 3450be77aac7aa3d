"""Runs a model over examples and scores what it finds with the shared scorer."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from attribution.corpus import Example
from attribution.encoder import Reader, Tagger
from sayso.models import Outputs
from sayso.statements.attribution import Attribution
from sayso.statements.tagging.tag import Found, Run, found_in, numbers_of

SHARED = Path(__file__).parents[3] / "shared"


@cache
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_scorer", SHARED / "eval" / "attribution.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def torch_run(model: Tagger) -> Run:
    model.eval()

    def run(ids: NDArray[np.int64], features: NDArray[np.int64]) -> Outputs:
        given = [torch.from_numpy(part)[None] for part in (ids, features)]
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
            outputs = Reader(model)(*given)
        return Outputs(*(output[0].float().numpy() for output in outputs))

    return run


def as_scored(found: Iterable[Found | Attribution]) -> list[dict[str, Any]]:
    """Attributions as the scorer reads them."""
    return [
        {role: [[span.start, span.end] for span in getattr(one, role)] for role in ("source", "cue", "content")}
        for one in found
    ]


def judge(run: Run, examples: Sequence[Example]) -> dict[str, float]:
    """What the network finds alone, scored."""
    found = (found_in(example.pieces, numbers_of(run, example.pieces)) for example in examples)
    return figures(examples, [as_scored(one for one in each if one.cue) for each in found])


def figures(examples: Sequence[Example], predicted: Sequence[list[dict[str, Any]]]) -> dict[str, float]:
    """F1 of content overlap, end to end and exact content; precision and recall of content overlap; in percent."""
    score = scorer()
    gold = {example.name: (score.Doc(example.text), example.statements) for example in examples}
    result = score.score(gold, {example.name: each for example, each in zip(examples, predicted, strict=True)})
    names = (("overlap", "content_overlap"), ("end2end", "end2end"), ("exact", "content_exact"))
    found = {short: round(100 * result[name]["f1"], 2) for short, name in names}
    return found | {short: round(100 * result["content_overlap"][short], 1) for short in "pr"}
