"""Fit the model that links the statements of an article into threads, and tell how well it groups.

python training/claims/fit.py            # each pile with a model fitted on the others, and their mean
python training/claims/fit.py --write    # and the weights fitted on all of them, into src/sayso/data/claim_threads.json

Needs nothing beside sayso: the fit is a few Newton steps. The piles are invented disputes with their positions written
down (examples/, tests/claims/piles/). `HELD_OUT` is never fitted on and was not looked at while the model was made.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from grouping import bcubed, labelled  # noqa: E402
from sayso.claims import pile_of, relate, threads  # noqa: E402
from sayso.claims.meaning import sense_rows, without_common  # noqa: E402
from sayso.claims.told import prepare  # noqa: E402
from sayso.copies import trace  # noqa: E402
from sayso.ledger.queries import PlacedStatement  # noqa: E402
from sayso.models import Models, load_models, load_vectors  # noqa: E402
from sayso.pages import read_pages  # noqa: E402
from sayso.reading import read_page  # noqa: E402
from sayso.records import Article, Page, Traced  # noqa: E402
from sayso.settings import Settings  # noqa: E402
from scoring import Gold  # noqa: E402

PILES = ROOT / "tests" / "claims" / "piles"
HELD_OUT = ("cable", "insurer", "tanker", "club", "count", "bronze")
OUT = ROOT / "src" / "sayso" / "data" / "claim_threads.json"
# Log-odds. Mean B-cubed F1 of the open piles and the sample, each by a model of the others, of 24 disputes and of 16
# piles told whole: .61, .66 and .74 here, .60, .65 and .76 at 0.3, .59, .67 and .77 at 0.6.
JOIN = -0.1
PENALTY = 10.0  # L2, on standardised features
HALF_KNOWN = 0.3  # weight of a pair of which one is a true position and the other is none: seldom one claim
VECTORS = load_vectors()
PER_PILE = 50.0  # every pile weighs the same, whatever its number of pairs

Numbers = NDArray[np.float64]


class Pile(Struct, frozen=True):
    """A pile as it is read, with its true answers."""

    name: str
    articles: list[Article]
    placed: list[PlacedStatement]
    traced: Traced
    gold: Gold


class Pairs(Struct, frozen=True):
    """Pairs of one pile: a row of features, whether they are one claim, and how much it weighs."""

    features: Numbers
    one_claim: NDArray[np.bool_]
    weights: Numbers


def read(name: str, pages: Path, gold: Path, models: Models) -> Pile:
    """Read a pile afresh, as a run does."""
    given = [page for page in read_pages([str(pages)], Settings()) if isinstance(page, Page)]
    readings = [read_page(page, models) for page in given]
    articles = [article for reading in readings for article in reading.articles]
    placed = []
    for page, reading in zip(given, readings, strict=True):
        of = {article.article_id: article for article in reading.articles}
        path = page.path.removeprefix(f"{pages}/")
        placed += [PlacedStatement(path, of[each.article_id], each) for each in reading.statements]
    return Pile(name, articles, placed, trace(articles), json.loads(gold.read_text(encoding="utf-8")))


def read_all() -> list[Pile]:
    """The sample and the piles of the tests."""
    sample, models = ROOT / "examples", load_models(Settings())
    found = [read("sample", sample / "pile", sample / "expected" / "positions.json", models)]
    return found + [read(gold.stem, gold.with_suffix(""), gold, models) for gold in sorted(PILES.glob("*.json"))]


def pairs(pile: Pile) -> Pairs:
    """Pairs of statements of one article with what the gold says of them."""
    claims = labelled(pile.gold, pile.placed)
    texts = {article.article_id: article.text for article in pile.articles}
    told = prepare(pile_of([each.statement for each in pile.placed], pile.articles))
    senses = without_common(sense_rows([each.statement.proposition.sense for each in told]))
    rows = threads.rows_of(told, texts, VECTORS, senses)
    features, one_claim, weights = [], [], []
    for article_id in sorted(texts):
        places = threads.in_order(told, [at for at, item in enumerate(told) if item.article_id == article_id])
        of = threads.Rows(rows.senses[places], rows.words[places], rows.around[places])
        for pair in threads.pairs_of([told[at] for at in places], texts[article_id], of):
            left, right = (claims.get(told[places[at]].statement_id) for at in (pair.earlier, pair.later))
            if left or right:
                features.append(pair.features)
                one_claim.append(left == right)
                weights.append(1.0 if left and right else HALF_KNOWN)
    scaled = np.array(weights)
    return Pairs(np.array(features), np.array(one_claim), scaled * (PER_PILE / scaled.sum()))


def fit(parts: Sequence[Pairs]) -> threads.ThreadModel:
    """Penalised logistic regression by Newton's method; the intercept is not penalised."""
    x = np.concatenate([part.features for part in parts])
    y = np.concatenate([part.one_claim for part in parts]).astype(float)
    weights = np.concatenate([part.weights for part in parts])
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    design = np.hstack([np.ones((len(x), 1)), (x - mean) / spread])
    penalty = np.diag([0.0, *[PENALTY] * x.shape[1]])
    found = np.zeros(design.shape[1])
    for _ in range(30):
        odds = 1 / (1 + np.exp(-design @ found))
        slope = design.T @ (weights * (y - odds)) - penalty @ found
        found += np.linalg.solve((design.T * (weights * odds * (1 - odds))) @ design + penalty, slope)
    raw = found[1:] / spread
    named = {name: round(float(value), 4) for name, value in zip(threads.FEATURES, raw, strict=True)}
    return threads.ThreadModel(round(float(found[0] - raw @ mean), 4), named, JOIN)


def figures(pile: Pile, model: threads.ThreadModel) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 of a pile under a model."""
    threads.load_thread_model = lambda: model  # type: ignore[assignment]
    statements = [each.statement for each in pile.placed]
    related = relate(pile_of(statements, pile.articles, pile.traced.families, pile.traced.links), load_vectors())
    return bcubed(labelled(pile.gold, pile.placed), related)


def crosswise(piles: Sequence[Pile], parts: Mapping[str, Pairs]) -> None:
    """Print each pile's figures with the model fitted on the others."""
    known = [pile for pile in piles if pile.name not in HELD_OUT]
    rows = []
    for pile in known:
        rows.append(figures(pile, fit([parts[other.name] for other in known if other is not pile])))
        print(f"{pile.name:12} P {rows[-1][0]:.3f}  R {rows[-1][1]:.3f}  F1 {rows[-1][2]:.3f}")
    print(f"{'mean':12} P {np.mean([r[0] for r in rows]):.3f}  R {np.mean([r[1] for r in rows]):.3f}  ", end="")
    print(f"F1 {np.mean([r[2] for r in rows]):.3f}")


def main() -> None:
    """Parse and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    piles = read_all()
    parts = {pile.name: pairs(pile) for pile in piles if pile.name not in HELD_OUT}
    crosswise(piles, parts)
    model = fit(list(parts.values()))
    print(model)
    if chosen.write:
        OUT.write_bytes(msgspec.json.format(msgspec.json.encode(model), indent=1) + b"\n")
        for pile in piles:
            if pile.name in HELD_OUT:
                print(f"held out: {pile.name:12}", *(f"{value:.3f}" for value in figures(pile, model)))


if __name__ == "__main__":
    main()
