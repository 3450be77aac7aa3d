"""A network of one hidden layer, fitted with Adam in plain numpy; and its file."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sayso.articles.scoring import CLIP

Array = NDArray[np.float32]
UNITS = 24
NETWORKS = 3
EPOCHS = 8
RATE = 2e-3
DECAY = 1e-5
BATCH = 256
RARE = 0.1  # least spread a feature is scaled by: one that is nearly always 0 must not shout when it is 1
KEPT = 0.8  # share of hidden units kept in each step


class Fitted:
    """Standardisation and weights."""

    def __init__(self, rows: NDArray[np.float64], units: int, rng: np.random.Generator) -> None:
        self.mean = rows.mean(0)
        self.scale = np.maximum(rows.std(0), RARE)
        wide = rows.shape[1]
        self.weights: list[Array] = [
            rng.normal(0, 1 / np.sqrt(wide), (wide, units)).astype(np.float32),
            np.zeros(units, np.float32),
            rng.normal(0, 1 / np.sqrt(units), units).astype(np.float32),
            np.zeros(1, np.float32),
        ]

    def inputs(self, rows: NDArray[np.float64]) -> Array:
        return np.clip((rows - self.mean) / self.scale, -CLIP, CLIP).astype(np.float32)

    def __call__(self, rows: NDArray[np.float64]) -> Array:
        first, first_bias, last, last_bias = self.weights
        logits = np.maximum(self.inputs(rows) @ first + first_bias, 0) @ last + last_bias
        return 1 / (1 + np.exp(-np.clip(logits, -30, 30)))

    def write(self, path: Path, made: str, features: str) -> None:
        """Four significant figures: the measurements do not change in the fourth decimal."""
        short = lambda values: [float(f"{v:.4g}") for v in values]  # noqa: E731
        first, first_bias, last, last_bias = self.weights
        packed = {
            "made": made,
            "features": features,
            "mean": short(self.mean),
            "scale": short(self.scale),
            "hidden": [short(row) for row in first],
            "hidden_bias": short(first_bias),
            "output": short(last),
            "output_bias": float(last_bias[0]),
        }
        path.write_text(json.dumps(packed, separators=(",", ":")) + "\n", encoding="utf-8")


def fit(
    rows: NDArray[np.float64],
    labels: NDArray[np.float64],
    weights: NDArray[np.float64],
    seed: int = 0,
    epochs: int = EPOCHS,
) -> Fitted:
    """Fit by weighted log loss. Deterministic for a seed and a numpy build."""
    rng = np.random.default_rng(seed)
    net = Fitted(rows, UNITS, rng)
    x, y, w = net.inputs(rows), labels.astype(np.float32), (weights / weights.mean()).astype(np.float32)
    first = [np.zeros_like(p) for p in net.weights]
    second = [np.zeros_like(p) for p in net.weights]
    step = 0
    for epoch in range(epochs):
        order = rng.permutation(len(x))
        rate = RATE * (1 - epoch / epochs) + RATE / 20
        for at in range(0, len(x), BATCH):
            step += 1
            some = order[at : at + BATCH]
            for j, slope in enumerate(_slopes(net, x[some], y[some], w[some] / len(some), rng)):
                first[j] = 0.9 * first[j] + 0.1 * slope
                second[j] = 0.999 * second[j] + 0.001 * slope**2
                move = (first[j] / (1 - 0.9**step)) / (np.sqrt(second[j] / (1 - 0.999**step)) + 1e-8)
                net.weights[j] -= (rate * move).astype(np.float32)
    return net


def fit_many(
    rows: NDArray[np.float64], labels: NDArray[np.float64], weights: NDArray[np.float64], epochs: int = EPOCHS
) -> Fitted:
    """The mean of `NETWORKS` networks that differ in their start only, as one wider network: single fits vary."""
    nets = [fit(rows, labels, weights, seed, epochs) for seed in range(NETWORKS)]
    joined = nets[0]
    joined.weights = [
        np.hstack([net.weights[0] for net in nets]),
        np.concatenate([net.weights[1] for net in nets]),
        np.concatenate([net.weights[2] for net in nets]) / np.float32(NETWORKS),
        np.mean([net.weights[3] for net in nets], axis=0),
    ]
    return joined


def _slopes(net: Fitted, x: Array, y: Array, w: Array, rng: np.random.Generator) -> list[Array]:
    first, first_bias, last, last_bias = net.weights
    kept = ((rng.random((len(x), len(first_bias))) < KEPT) / KEPT).astype(np.float32)
    hidden = np.maximum(x @ first + first_bias, 0) * kept
    error = (1 / (1 + np.exp(-np.clip(hidden @ last + last_bias, -30, 30))) - y) * w
    back = np.outer(error, last) * (hidden > 0) * kept
    return [x.T @ back + DECAY * first, back.sum(0), hidden.T @ error, np.array([error.sum()], np.float32)]
