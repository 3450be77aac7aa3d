"""How surely each block of a page is running text of a story: a small trained network over `features.matrix`. Pure.

Weights stand in `data/blocks.json`, made by `training/fit_articles.py`; the file names its source and its measurements.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from sayso.articles.features import Matrix

Vector = NDArray[np.float64]
CLIP = 6.0  # standard deviations; a page of ten thousand links must not drown everything else


class Network(Struct, frozen=True, forbid_unknown_fields=True):
    """One hidden layer of rectified units. Row-major weights, inputs standardised by `mean` and `scale`."""

    made: str
    features: str  # `definition.digest` of the features it was fitted on
    mean: list[float]
    scale: list[float]
    hidden: list[list[float]]  # inputs x units
    hidden_bias: list[float]
    output: list[float]
    output_bias: float


def load(name: str) -> Network:
    """The network in a file of `data/`."""
    return msgspec.json.decode(files("sayso.data").joinpath(name).read_bytes(), type=Network)


@cache
def _layers(name: str) -> tuple[Vector, Vector, Matrix, Vector, Vector, float]:
    network = load(name)
    return (
        np.array(network.mean),
        np.array(network.scale),
        np.array(network.hidden),
        np.array(network.hidden_bias),
        np.array(network.output),
        network.output_bias,
    )


def score(rows: Matrix, name: str = "blocks.json") -> Vector:
    """A probability 0..1 for each row of features."""
    mean, scale, hidden, hidden_bias, output, output_bias = _layers(name)
    inputs = np.clip((rows - mean) / scale, -CLIP, CLIP)
    logits = np.maximum(inputs @ hidden + hidden_bias, 0.0) @ output + output_bias
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -30.0, 30.0))), dtype=np.float64)
