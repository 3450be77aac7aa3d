"""Train the attribution tagger: two networks on PolNeAR, their word on unlabelled news, and one that learns from both.

    make tagger                                   (from the project's root: environment, then every step)
    cd training && python -m attribution student  (one step; "all": every step in order)
    cd training && python -m attribution adapt    (the shipped network goes on with invented piles: `piles.py`)

Each step goes on where it was stopped. Runs lie under build/attribution; `export` writes src/sayso/data/attribution.*.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from msgspec.structs import replace
from tokenizers import Tokenizer

from attribution.corpus import Example, held_out, read_polnear, unlabelled
from attribution.encoder import Tagger, minilm, minilm_folder
from attribution.exporting import write_files, write_onnx
from attribution.fitting import fit_calibration, labelled, reliability
from attribution.grammar import read_grammar
from attribution.judging import SHARED, judge
from attribution.labelling import label, read_labels
from attribution.learn import Known, Plan, learn
from attribution.piles import read_piles
from attribution.shipped import shipped
from sayso.models import DATA, TOKENS, load_models
from sayso.settings import Settings
from sayso.statements.finding.surety import FEATURES, score_of

BUILD = Path(__file__).parents[2] / "build" / "attribution"
TEACHERS = (Plan("teacher-1", epochs=8, rate=2.5e-4, seed=1), Plan("teacher-2", epochs=5, rate=2.5e-4, seed=2))
STUDENT = Plan("student", epochs=6, rate=2e-4, heads=1e-3, seed=3)
ADAPTED = Plan("adapted", epochs=3, rate=8e-5, heads=2e-4, seed=4)


def tokenizer() -> Tokenizer:
    made = Tokenizer.from_file(str(minilm_folder() / "tokenizer.json"))
    made.no_truncation()
    made.no_padding()
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=["teacher-1", "teacher-2", "label", "student", "export", "adapt", "all"])
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--build", type=Path, default=BUILD)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--epochs", type=int)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    words = tokenizer()
    all_train = read_polnear(given.shared, "train", words)
    train = [example for example in all_train if not held_out(example.name)]
    checks = {"tuning": Known([example for example in all_train if held_out(example.name)]),
              "dev": Known(read_polnear(given.shared, "dev", words))}  # fmt: skip
    print(len(train), "articles to learn from,", len(checks["tuning"].examples), "held out", flush=True)
    steps = ["teachers", "label", "student", "export"] if given.step == "all" else [given.step]
    for plan in TEACHERS:
        if {plan.name, "teachers"} & set(steps):
            torch.manual_seed(plan.seed)
            learn(_plan(plan, given.epochs), minilm(), Known(train), checks, given.build / plan.name)
    everything = train + unlabelled(given.shared, words) if {"label", "student"} & set(steps) else train
    if "label" in steps:
        label([_weighted(given.build / plan.name) for plan in TEACHERS], everything, given.build / "labels")
    if "student" in steps:
        spacy = load_models(Settings(spacy_model=TOKENS)).nlp
        known, *others = (replace(part, grammar=read_grammar(part.examples, spacy, given.build / "grammar"))
                          for part in (Known(everything, read_labels(everything, given.build / "labels")),
                                       *checks.values()))  # fmt: skip
        begun = _weighted(given.build / TEACHERS[0].name)
        learn(
            _plan(STUDENT, given.epochs), begun, known, dict(zip(checks, others, strict=True)), given.build / "student"
        )
    if "adapt" in steps:
        adapt(train, checks, _plan(ADAPTED, given.epochs), given.build)
    if "export" in steps:
        export(_weighted(given.build / "student"), given.build, checks["tuning"].examples)
        report(checks["dev"].examples)


def adapt(train: list[Example], checks: dict[str, Known], plan: Plan, build: Path) -> None:
    """The shipped network goes on with PolNeAR, its own word on it for a teacher's, and invented piles; and ships."""
    learned = build / plan.name
    own, told = read_piles(tokenizer()), learned / "labels"
    label([shipped()], train, told)
    spacy = load_models(Settings(spacy_model=TOKENS)).nlp
    examples = train + own
    known = Known(
        examples, [*read_labels(train, told), *[None] * len(own)], read_grammar(examples, spacy, build / "grammar")
    )
    learn(plan, shipped(), known, checks, learned)
    export(_weighted(learned), learned, checks["tuning"].examples)
    report(checks["dev"].examples)


def export(model: Tagger, build: Path, tuning: list[Example]) -> None:
    """A network to sayso's data folder, with what is fitted beside it."""
    network = build / "network.onnx"
    write_onnx(model, network)
    write_files(network, DATA, [0.0] * (len(FEATURES) + 1))
    calibration = fit_calibration(load_models(Settings()), tuning)
    write_files(network, DATA, calibration)
    print("calibration", dict(zip(("intercept", *FEATURES), calibration, strict=True)))


def report(dev: list[Example]) -> None:
    """What the shipped files do on the development part: the network alone, and how far its scores can be believed."""
    models = load_models(Settings())
    print("network alone, dev:", judge(models.tagger.run, dev))
    rows, right = labelled(models, dev)
    scores = [score_of(row, models.tagger.definition.calibration) for row in rows]
    for mean, share, count in reliability(scores, right):
        print(f"score {mean:.2f}: {share:.2f} right of {count}")


def _weighted(folder: Path) -> Tagger:
    """MiniLM with the averaged weights of a run."""
    model = minilm()
    missing, unknown = model.load_state_dict(torch.load(folder / "weights.pt"), strict=False)
    assert not unknown
    assert all(name.startswith("syntax.") for name in missing)  # teachers may be of before it was learned
    return model


def _plan(plan: Plan, epochs: int | None) -> Plan:
    return plan if epochs is None else replace(plan, epochs=epochs)


if __name__ == "__main__":
    main()
