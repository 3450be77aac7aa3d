"""Fit the model that tells whether one text is another told again, on made piles, and tell how well it does on others.

python training/copies/fit.py FOLDER...     # the last third of the folders is held out

Each FOLDER is a pile of `../shared/eval/copies.py --make-pile`. Prints the intercept and the weights that stand in
`src/sayso/copies/rewrites.py`, and recall with false pairs of the held-out piles at several cuts. Siblings, two
rewrites of one origin, count as told again. Needs nothing beside sayso: the fit is a few Newton steps.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sayso.articles import cut
from sayso.copies.candidates import count_pairs
from sayso.copies.folding import fold
from sayso.copies.postings import Postings
from sayso.copies.rewrites import (
    MAX_STORIES,
    MIN_RARE,
    MIN_TEXT,
    Measures,
    Telling,
    measure,
    tell,
    weigh_words,
)
from sayso.pages import read_pages
from sayso.records import Page
from sayso.settings import Settings

PENALTY = 1.0  # on the weights of standardised measures
CUTS = (-1.0, 0.0, 0.6, 1.2, 2.0)
Rows = NDArray[np.float64]


def read_pile(folder: Path) -> tuple[list[Telling], list[int]]:
    """The tellings of a pile's articles that are no near-verbatim copy, and the family of each."""
    gold = json.loads((folder / "gold.json").read_text())
    family = {row["file"]: row["family"] for row in gold["files"]}
    near = {link["copy"] for link in gold["links"] if link["relation"] != "rewritten"}
    pages = [page for page in read_pages((str(folder / "pages"),), Settings()) if isinstance(page, Page)]
    pages = [page for page in pages if Path(page.path).name not in near]
    told = [(tell(fold(a)), family[Path(page.path).name]) for page in pages for a in cut(page).articles]
    told = [(telling, of) for telling, of in told if telling.sizes.sum() >= MIN_TEXT]
    return [telling for telling, _ in told], [of for _, of in told]


def pairs_of(folder: Path) -> tuple[Rows, Rows]:
    """The measures of a pile's candidate pairs, and whether each is told again."""
    tellings, families = read_pile(folder)
    sets = [telling.vocabulary for telling in tellings]
    lexicon = weigh_words(sets)
    with Postings(sets) as postings:
        codes, counts = count_pairs(((i, i.sizes <= MAX_STORIES) for i in postings.ranges()), len(sets))
    left, right = np.divmod(codes[counts >= MIN_RARE], len(tellings))
    found = [
        (measures, families[one] == families[other])
        for one, other in zip(left.tolist(), right.tolist(), strict=True)
        if (measures := measure(tellings[one], tellings[other], lexicon))
    ]
    return np.array([row for row, _ in found]), np.array([same for _, same in found], dtype=np.float64)


def fit(rows: Rows, same: Rows) -> tuple[float, Rows]:
    """Intercept and weights of a logistic model of the measures as they are."""
    mean, spread = rows.mean(axis=0), rows.std(axis=0)
    design = np.c_[np.ones(len(rows)), (rows - mean) / spread]
    weights, shrink = np.zeros(design.shape[1]), PENALTY * np.eye(design.shape[1])
    shrink[0, 0] = 0
    for _ in range(50):
        likely = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (likely - same) + shrink @ weights
        curve = (design * (likely * (1 - likely))[:, None]).T @ design + shrink
        weights = weights - np.linalg.solve(curve, gradient)
    plain = weights[1:] / spread
    return float(weights[0] - plain @ mean), plain


def main(folders: list[str]) -> None:
    """Fit on the first two thirds, tell of the last third."""
    piles = [pairs_of(Path(folder)) for folder in folders]
    known = max(1, 2 * len(piles) // 3)
    rows, same = (np.concatenate(side) for side in zip(*piles[:known], strict=True))
    intercept, weights = fit(rows, same)
    print(f"{len(rows)} pairs; INTERCEPT = {intercept:.2f}")
    print(", ".join(f"{name}={weight:.2f}" for name, weight in zip(Measures._fields, weights, strict=True)))
    for tested, same_tested in piles[known:]:
        odds = intercept + tested @ weights
        told = (
            f"{c}: {(odds[same_tested > 0] >= c).mean():.3f}, {int((odds[same_tested == 0] >= c).sum())}" for c in CUTS
        )
        print("recall, false pairs at", "; ".join(told))


if __name__ == "__main__":
    main(sys.argv[1:])
