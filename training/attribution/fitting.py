"""What is fitted beside the weights, on the held-out part of training: what a score means."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from attribution.corpus import Example
from attribution.judging import as_scored, scorer
from sayso.models import Models
from sayso.statements.attribution import Attribution
from sayso.statements.finding.find import tagged_with_partners
from sayso.statements.finding.rules import find_by_rules
from sayso.statements.finding.surety import FEATURES, features_of
from sayso.statements.finding.view import View, look
from sayso.statements.tagging.tag import Found, see

RIDGE = 0.01  # on standardless weights: keeps them finite where a feature is nearly constant


def _read(models: Models, example: Example) -> tuple[View, tuple[Found, ...], tuple[Attribution, ...]]:
    seen = see(example.text, models)
    view = look(seen.doc)
    return view, seen.found, find_by_rules(view)


def fit_calibration(models: Models, examples: Sequence[Example]) -> list[float]:
    """Weights of `surety`: intercept, then one a feature, by maximum likelihood with a small ridge."""
    rows, right = labelled(models, examples)
    x = torch.tensor(rows, dtype=torch.float64)
    y = torch.tensor(right, dtype=torch.float64)
    weights = torch.zeros(len(FEATURES) + 1, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        scores = weights[0] + x @ weights[1:]
        value = torch.nn.functional.binary_cross_entropy_with_logits(scores, y)
        value = value + RIDGE * (weights[1:] ** 2).sum() / len(y)
        value.backward()  # type: ignore[no-untyped-call]
        return value

    optimizer.step(loss)  # type: ignore[no-untyped-call]
    return [round(weight, 4) for weight in weights.tolist()]


def labelled(models: Models, examples: Sequence[Example]) -> tuple[list[tuple[float, ...]], list[bool]]:
    """For each find of the tagger its features, and whether an annotator has it with the same source."""
    score = scorer()
    rows, right = [], []
    for example in examples:
        view, tagged, ruled = _read(models, example)
        made = list(tagged_with_partners(view, tagged, ruled))
        found = as_scored(one for one, _, _ in made)
        page = score.Doc(example.text)
        for (one, partner, surety), statement in zip(made, found, strict=True):
            rows.append(features_of(view, one, partner, surety))
            right.append(_is_right(score, page, statement, example.statements))
    return rows, right


def _is_right(score, page, statement, gold) -> bool:  # type: ignore[no-untyped-def]
    mine = page.tokens(statement["content"])
    for one in gold:
        theirs = page.tokens(one["content"])
        if len(mine & theirs) >= 0.5 * len(mine | theirs):
            return bool(score.source_ok(page, one["source"], statement["source"])[1])
    return False


def reliability(scores: Sequence[float], right: Sequence[bool], bins: int = 10) -> list[tuple[float, float, int]]:
    """For equal steps of the score: mean score, share that is right, count (DeGroot and Fienberg 1983)."""
    place = np.minimum((np.asarray(scores) * bins).astype(int), bins - 1)
    truth = np.asarray(right, dtype=float)
    return [
        (float(np.asarray(scores)[place == k].mean()), float(truth[place == k].mean()), int((place == k).sum()))
        for k in range(bins)
        if (place == k).any()
    ]
