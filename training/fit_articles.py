"""Train the plain-text cutter: what part each block plays on its page. Writes `data/parts.npz`. Needs torch (CPU).

    make cutter        or, in an environment with torch and sayso:
    PYTHONPATH=training python training/fit_articles.py [--shared ../shared] [--hold-out N] [--out FILE] [--pages N]

With `--hold-out N`, the pages and stories of fold N (of 5), and every story that is a version of one of them, are left
out, so that they measure what the cutter does on pages it has not seen; without it, everything is used.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import numpy as np
import torch
from composing import compose, grams
from msgspec import Struct
from numpy.typing import NDArray
from pages import Label, Sample, Story, dumps, fold, stories
from parts_network import Network
from torch.nn import functional

from sayso.articles import parts
from sayso.articles.blocks import split_blocks
from sayso.articles.definition import digest
from sayso.articles.features import shapes
from sayso.articles.parts import Part

COMPOSED = 3000
PLAIN = 150  # stories that stand alone
COPIES = 2  # of each annotated page, with some of its chrome left out
NETWORKS, EPOCHS, RATE, DECAY = 3, 8, 3e-3, 1e-3
BATCH, LONGEST = 16, 500  # pages of a batch, blocks of a page
COMMON = 20  # pages and stories that share a word at a block's end before it is looked at
STARTS = 2.0  # least weight of a title and a first paragraph
REAL = 1.5  # weight of an annotated page against a composed one
ALIKE = 0.1  # share of word 4-grams from which a story is a version of another


class Prepared(Struct, frozen=True):
    """A page as the network sees it."""

    source: str
    rows: NDArray[np.float32]
    words: list[list[str]]
    classes: NDArray[np.int64]  # -1: the annotation cannot tell
    weights: NDArray[np.float32]


def prepare(sample: Sample) -> Prepared | None:
    # Pages come with and without blank lines, or with blank lines only here and there.
    rng = random.Random(sample.source)
    habit = rng.choice((0.0, 0.0, 1.0, 1.0, 0.3, 0.8))
    blocks = split_blocks("".join(line + ("\n\n" if rng.random() < habit else "\n") for line, _ in sample.lines))
    labels = [label for line, label in sample.lines if split_blocks(line)]
    if not blocks or len(blocks) != len(labels):
        return None
    measured = shapes(blocks)
    classes = part_of(labels)
    # Weighted by the root of a block's length: what a wrong block costs, dampened.
    weights = np.sqrt(0.3 + np.minimum([shape.words for shape in measured], 100)) / 3
    weights = np.where(np.isin(classes, (Part.TITLE, Part.OPENING)), np.maximum(weights, STARTS), weights)
    weights = weights * sample.weight * (classes >= 0) * (1.0 if sample.source.startswith("composed") else REAL)
    return Prepared(
        sample.source,
        parts.rows(blocks, measured).astype(np.float32),
        [parts.end_words(block) for block in blocks],
        classes,
        weights.astype(np.float32),
    )


_PARTS = {Label.OTHER: Part.OUTSIDE, Label.TITLE: Part.TITLE, Label.BODY: Part.BODY, Label.OPENING: Part.OPENING}


def part_of(labels: list[Label | None]) -> NDArray[np.int64]:
    """The part of each block, -1 where its label is unknown."""
    found = np.array([-1 if label is None else _PARTS[label] for label in labels], dtype=np.int64)
    body = [i for i, label in enumerate(labels) if label in (Label.BODY, Label.OPENING)]
    starts = [i for i in body if labels[i] is Label.OPENING] or body[:1]
    for start, end in pairwise([*starts, len(labels)]):
        found[start] = Part.OPENING
        above = next((i for i in range(start - 1, -1, -1) if labels[i] not in (Label.OTHER, None)), -1)
        if above >= 0 and labels[above] is Label.TITLE:
            head = found[above + 1 : start]
            head[head == Part.OUTSIDE] = Part.HEAD
        inside = found[start : max(i for i in body if i < end)]
        inside[inside == Part.OUTSIDE] = Part.INSERT
    return found


class Corpus:
    """The prepared pages, standardised."""

    def __init__(self, pages: list[Prepared]) -> None:
        every = np.vstack([page.rows for page in pages])
        self.mean, self.scale = every.mean(0), np.maximum(every.std(0), 0.1)
        self.words = _common_words(pages)
        index = {word: i for i, word in enumerate(self.words, 1)}
        self.pages = [
            (
                np.clip((page.rows - self.mean) / self.scale, -parts.CLIP, parts.CLIP).astype(np.float32),
                np.array([[index.get(word, 0) for word in words] for words in page.words]),
                np.maximum(page.classes, 0),
                page.weights,
            )
            for page in pages
        ]

    def batches(self, rng: random.Random) -> Iterator[list[torch.Tensor]]:
        """Rows, words, classes, weights and mask of pages of about one length."""
        order = sorted(range(len(self.pages)), key=lambda i: len(self.pages[i][2]) + rng.uniform(0, 40))
        groups = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
        rng.shuffle(groups)
        for group in groups:
            chosen = [tuple(part[:LONGEST] for part in self.pages[i]) for i in group]
            longest = max(len(page[2]) for page in chosen)
            chosen = [(*page, np.ones(len(page[2]), np.float32)) for page in chosen]
            yield [
                torch.from_numpy(np.stack([_padded(p, longest) for p in column]))
                for column in zip(*chosen, strict=True)
            ]


def _padded(part: NDArray[np.float32], length: int) -> NDArray[np.float32]:
    return np.pad(part, [(0, length - len(part)), *[(0, 0)] * (part.ndim - 1)])


def _common_words(pages: list[Prepared]) -> list[str]:
    """Words that many pages and stories begin or end a block with: rarer ones would be learned by heart."""
    sources: dict[str, set[str]] = {}
    for page in pages:
        if not page.source.startswith("composed"):
            for word in {word for words in page.words for word in words if word}:
                sources.setdefault(word, set()).add(page.source.partition("~")[0])
    return sorted(word for word, found in sources.items() if len(found) >= COMMON)


def fit(corpus: Corpus, seed: int) -> Network:
    """Adam with one cycle of rates. Deterministic for a seed and a build of torch, on one thread."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    net = Network(len(corpus.mean), len(corpus.words))
    optimiser = torch.optim.AdamW(net.parameters(), RATE, weight_decay=DECAY)
    steps = -(-len(corpus.pages) // BATCH) * EPOCHS
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps + 1)
    for epoch in range(EPOCHS):
        total = 0.0
        for rows, ids, classes, weights, mask in corpus.batches(rng):
            odds = net(rows, ids, mask).reshape(-1, len(Part))
            losses = functional.cross_entropy(odds, classes.reshape(-1), reduction="none", label_smoothing=0.01)
            loss = (losses * weights.reshape(-1)).sum() / weights.sum()
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item()
        sys.stderr.write(f"network {seed}, epoch {epoch}: loss {total * EPOCHS / steps:.4f}\n")
    return net.eval()


def write(path: Path, corpus: Corpus, nets: list[Network], made: str) -> None:
    """Half precision: the measurements do not change in the third decimal."""
    stored: dict[str, NDArray[np.generic]] = {
        f"{number}.{name}": value.numpy().astype(np.float16)
        for number, net in enumerate(nets)
        for name, value in net.state_dict().items()
    }
    told = {"made": np.array(made), "features": np.array(digest()), "words": np.array(corpus.words)}
    np.savez_compressed(path, mean=corpus.mean, scale=corpus.scale, **told, **stored)


def without(pool: list[Story], held: int) -> list[Story]:
    """The stories outside a fold that are no versions of one in it."""
    inside = [grams(story) for story in pool if fold(story.source) == held]
    holders: dict[tuple[str, ...], list[int]] = {}
    for i, found in enumerate(inside):
        for gram in found:
            holders.setdefault(gram, []).append(i)

    def is_told(story: Story) -> bool:
        own = grams(story)
        counts: dict[int, int] = {}
        for gram in own:
            for i in holders.get(gram, ()):
                counts[i] = counts.get(i, 0) + 1
        return any(count >= ALIKE * min(len(own), len(inside[i])) for i, count in counts.items())

    return [story for story in pool if fold(story.source) != held and not is_told(story)]


def shortened(sample: Sample, copy: int) -> Sample:
    """An annotated page with some of its chrome left out."""
    rng = random.Random(f"{sample.source}{copy}")
    share = rng.choice((0.0, 0.0, 0.1, 0.3))
    lines = tuple(line for line in sample.lines if line[1] is not Label.OTHER or rng.random() >= share)
    return Sample(f"{sample.source}~{copy}", lines, sample.weight)


def alone(story: Story) -> Sample:
    body = ((line, Label.BODY if i else Label.OPENING) for i, line in enumerate(story.body))
    return Sample(story.source, ((story.title, Label.TITLE), *body))


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
    parser.add_argument("--out", type=Path, default=Path("src/sayso/data/parts.npz"))
    parser.add_argument("--pages", type=int, default=COMPOSED, help="composed pages")
    options = parser.parse_args()
    torch.set_num_threads(1)
    scorer = load_scorer(options.shared)
    dumped = [s for s in dumps(options.shared, scorer) if fold(s.source) != options.hold_out]
    pool = list(stories(options.shared, scorer))
    if options.hold_out is not None:
        pool = without(pool, options.hold_out)
    rng = random.Random(32)
    samples = [shortened(sample, copy) for sample in dumped for copy in range(COPIES)]
    samples += [*map(alone, rng.sample(pool, PLAIN)), *compose(rng, pool, dumped, options.pages)]
    corpus = Corpus([page for page in map(prepare, samples) if page is not None])
    nets = [fit(corpus, seed) for seed in range(NETWORKS)]
    made = f"training/fit_articles.py, {len(dumped)} annotated pages, {options.pages} composed of {len(pool)} stories"
    write(options.out, corpus, nets, made)
    sys.stdout.write(f"{made}\n")


if __name__ == "__main__":
    main()
