"""How likely an attribution is right: a logistic model over what the tagger says of it and whether the rules agree.

The score is the probability that a careful annotator marks the same content (token Jaccard at least one half) with the
same source (Platt 1999). Fitted by `training/attribution` on articles that the tagger did not learn from.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from sayso.records import Mode
from sayso.statements.attribution import Attribution
from sayso.statements.finding.view import View

FEATURES = (
    "content", "link", "source", "rules agree", "rules' source agrees", "quotation", "partly quoted", "nobody",
    "known cue",
)  # fmt: skip
_LEAST = 1e-3  # below this a share tells no more
_DECIMALS = 3  # of a score: what the network says differs in the last bits from one processor to another


def features_of(
    view: View, made: Attribution, partner: Attribution | None, surety: tuple[float, float, float]
) -> tuple[float, ...]:
    """One number for each of FEATURES. `partner` is what the rules found of the same content, `surety` the tagger's."""
    return (
        *(math.log(max(_LEAST, share)) for share in surety),
        float(partner is not None),
        float(partner is not None and partner.source_token == made.source_token),
        float(made.mode is Mode.DIRECT),
        float(made.mode is Mode.MIXED),
        float(not made.source),
        float(made.cue_token in view.cues),
    )


def score_of(features: Sequence[float], weights: Sequence[float]) -> float:
    """Probability, 0..1, rounded. `weights`: intercept first; ValueError when they are not one more than `features`."""
    intercept, *rest = weights
    total = intercept + sum(weight * value for weight, value in zip(rest, features, strict=True))
    return round(1 / (1 + math.exp(-total)), _DECIMALS)
