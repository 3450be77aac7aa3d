"""Train the plain-text cutter: is a block running text, does a title open a story, does a paragraph without a title.

Writes `data/blocks.json`, `data/titles.json` and `data/openings.json`.

    PYTHONPATH=training .venv/bin/python training/fit_articles.py [--shared ../shared] [--hold-out N] [--out DIR]

With `--hold-out N`, pages and stories of fold N (of 5) are left out, so that they measure what the cutter does on pages
it has not seen; without it, everything is used.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np
from msgspec import Struct
from network import Fitted, fit, fit_many
from numpy.typing import NDArray
from pages import Label, Sample, compose, dumps, fold, stories

from sayso.articles import openings, titles
from sayso.articles.blocks import Block, split_blocks
from sayso.articles.definition import digest
from sayso.articles.features import Shape, matrix, shapes
from sayso.articles.plain import ruled

COMPOSED = 1600
PARTS = 3  # the title network learns from probabilities of blocks that the block network did not see


class Prepared(Struct, frozen=True):
    blocks: list[Block]
    shapes: list[Shape]
    rows: NDArray[np.float64]
    labels: list[Label | None]
    weight: float


def prepare(sample: Sample) -> Prepared | None:
    # Pages come with and without blank lines, or with blank lines only here and there.
    rng = random.Random(sample.source)
    habit = rng.choice((0.0, 0.0, 1.0, 1.0, 0.3, 0.8))
    blocks = split_blocks("".join(line + ("\n\n" if rng.random() < habit else "\n") for line, _ in sample.lines))
    known = [label for line, label in sample.lines if split_blocks(line)]
    if not blocks or len(blocks) != len(known):
        return None
    measured = shapes(blocks)
    return Prepared(blocks, measured, matrix(blocks, measured), known, sample.weight)


def fit_blocks(pages: list[Prepared], how: Callable[..., Fitted] = fit_many) -> Fitted:
    """Weighted by the root of a block's length: what a wrong block costs, dampened."""
    rows, labels, weights = [], [], []
    for page in pages:
        keep = [i for i, label in enumerate(page.labels) if label is not None]
        rows.append(page.rows[keep])
        labels += [page.labels[i] in (Label.BODY, Label.OPENING) for i in keep]
        weights += [page.weight * (0.3 + page.shapes[i].words) ** 0.5 for i in keep]
    return how(np.vstack(rows), np.array(labels, float), np.array(weights))


def fit_titles(pages: list[Prepared], sure: list[list[float]]) -> Fitted:
    rows, labels, weights = [], [], []
    for page, found in zip(pages, sure, strict=True):
        told = titles.Told(page.blocks, page.shapes, found)
        heads = told.heads
        keep = [n for n, h in enumerate(heads) if page.labels[h] is not None]
        if not keep or Label.TITLE not in page.labels:
            continue
        rows.append(titles.rows(told)[keep])
        labels += [page.labels[heads[n]] is Label.TITLE for n in keep]
        weights += [page.weight] * len(keep)
    return fit_many(np.vstack(rows), np.array(labels, float), np.array(weights), 16)


def fit_openings(pages: list[Prepared], sure: list[list[float]], net: Fitted) -> Fitted:
    rows, labels, weights = [], [], []
    for page, found in zip(pages, sure, strict=True):
        told = titles.Told(page.blocks, page.shapes, found)
        at = openings.places(told)
        if not at:
            continue
        chances = dict(zip(told.heads, net(titles.rows(told)), strict=True)) if told.heads else {}
        rows.append(openings.rows(told, chances, at))
        labels += [page.labels[i] is Label.OPENING for i in at]
        weights += [page.weight] * len(at)
    return fit_many(np.vstack(rows), np.array(labels, float), np.array(weights), 16)


def crossed(pages: list[Prepared]) -> list[list[float]]:
    """Each page's probabilities by a network that was not fitted on it."""
    nets = [fit_blocks([page for i, page in enumerate(pages) if i % PARTS != part], fit) for part in range(PARTS)]
    return [ruled(page.blocks, page.shapes, nets[i % PARTS](page.rows)) for i, page in enumerate(pages)]


def load_scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer", shared / "eval/articles.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--hold-out", type=int)
    parser.add_argument("--out", type=Path, default=Path("src/sayso/data"))
    options = parser.parse_args()
    scorer = load_scorer(options.shared)
    dumped = [s for s in dumps(options.shared, scorer) if fold(s.source) != options.hold_out]
    pool = [s for s in stories(options.shared, scorer) if fold(s.source) != options.hold_out]
    rng = random.Random(1)
    plain = [
        Sample(s.source, ((s.title, Label.TITLE), *((line, Label.BODY) for line in s.body)))
        for s in rng.sample(pool, min(len(pool), 200))
    ]
    samples = [*dumped, *plain, *compose(rng, pool, dumped, COMPOSED)]
    rng.shuffle(samples)
    pages = [page for page in map(prepare, samples) if page is not None]
    made = f"training/fit_articles.py, {len(dumped)} annotated dumps, {len(pages) - len(dumped)} composed pages"
    options.out.mkdir(parents=True, exist_ok=True)
    fit_blocks(pages).write(options.out / "blocks.json", made, digest("blocks.json"))
    sure = crossed(pages)
    opens = fit_titles(pages, sure)
    opens.write(options.out / "titles.json", made, digest("titles.json"))
    fit_openings(pages, sure, opens).write(options.out / "openings.json", made, digest("openings.json"))
    sys.stdout.write(f"{made}\n")


if __name__ == "__main__":
    main()
