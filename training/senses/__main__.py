"""Teach the network of senses which statements of a dispute or a pile are on one claim, and on which side; write it.

    make senses                                        (from the project's root: environment, then this)
    cd training && python -m senses --epochs 3 --out …

Supervised contrastive learning in each dispute and pile (pairs of statements, one claim or two, by a logistic loss on
their cosine), windows as at run time and shorter; beside it matters told in made-up articles and clusters of views
(Perspectrum) in the same way, and the side of each statement of a dispute or pile by a logistic loss. Goes on where it
was stopped.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from itertools import chain, repeat
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from attribution.__main__ import tokenizer
from torch import Tensor, nn
from torch.nn import functional as fn

from sayso.models import DATA
from senses.corpus import AGAINST, NEITHER, Label, Window, disputes, in_windows, matters, piles, told, views
from senses.encoder import Senses, principal_axes, write

T = TypeVar("T")

BUILD = Path(__file__).parents[2] / "build" / "senses"
DISPUTES, PILES, MATTERS, QUESTIONS = 2, 2, 2, 2  # in a step
VIEWS, WORDINGS = 5, 3  # of a question, at most
LIMITS = (48, 80, 128, 128)  # pieces of a window: with less around them words must tell more by themselves
TOGETHER = 12  # windows of like length that go through the network at once
RATE, NEW_RATE, WARM_UP = 8e-5, 2e-3, 20  # the second: of what judges
OUTSIDE, OF_MATTERS, OF_VIEWS, OF_SIDES = 0.3, 0.5, 0.5, 1.0  # weights: of pairs of two disputes, and of losses


class Judge(nn.Module):
    """Log-odds of a pair from its cosine."""

    def __init__(self, cut: float) -> None:
        super().__init__()
        self.scale, self.cut = nn.Parameter(torch.tensor(10.0)), nn.Parameter(torch.tensor(cut))

    def loss(self, rows: Tensor, labels: Sequence[tuple[int, Label]]) -> Tensor:
        """Mean loss of pairs of one claim, of two of one dispute, and of two disputes. Labels: dispute, claim."""
        group, whole = [at for at, _ in labels], [hash((at, claim)) for at, (claim, _) in labels]
        of, claim = torch.tensor(group), torch.tensor(whole)
        same, inside = (one[:, None] == one[None] for one in (claim, of))
        unit = fn.normalize(rows, dim=-1)
        odds = self.scale * (unit @ unit.T - self.cut)
        each = fn.binary_cross_entropy_with_logits(odds, same.float(), reduction="none")
        upper = torch.ones_like(odds).triu(1)
        parts = ((same, 1.0), (inside & ~same, 1.0), (~inside, OUTSIDE))
        means = [weight * (each * upper * mask).sum() / (upper * mask).sum().clamp(min=1) for mask, weight in parts]
        return torch.stack(means).sum()


def read(model: Senses, parts: Sequence[Sequence[Window]]) -> tuple[Tensor, list[tuple[int, Label]]]:
    """A row and a label (which part, claim and side) for each statement of several disputes, matters or questions."""
    held = sorted(((at, window) for at, part in enumerate(parts) for window in part), key=lambda one: len(one[1].ids))
    rows = []
    for first in range(0, len(held), TOGETHER):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            rows.append(model.said([window for _, window in held[first : first + TOGETHER]]))
    return torch.cat(rows), [(at, label) for at, window in held for label, _ in window.said]


def side_loss(model: Senses, rows: Tensor, labels: Sequence[tuple[int, Label]]) -> Tensor:
    """Mean loss of the side of what takes one."""
    taken = [at for at, (_, (_, side)) in enumerate(labels) if side != NEITHER]
    true = torch.tensor([float(labels[at][1][1] == AGAINST) for at in taken])
    return fn.binary_cross_entropy_with_logits(model.side(rows[taken])[:, 0], true)


def some_views(questions: Sequence[Sequence[Sequence[Window]]]) -> list[list[Window]]:
    """A few questions, each with some of its views in some of their wordings."""
    return [
        [
            window
            for view in random.sample(list(question), min(VIEWS, len(question)))
            for window in random.sample(list(view), min(WORDINGS, len(view)))
        ]
        for question in random.sample(list(questions), QUESTIONS)
    ]


def shuffled(items: Sequence[T]) -> Iterator[T]:
    """All of them in random order, again and again."""
    return chain.from_iterable(random.sample(list(items), len(items)) for _ in repeat(None))


def learn(model: Senses, epochs: float, kept: Path) -> None:
    """AdamW, the rate falling to nothing. `kept`: where the state of a run lies that was stopped."""
    words = tokenizer()
    all_disputes, questions = disputes(), views(words)
    judges = nn.ModuleList((Judge(0.5), Judge(0.5), Judge(0.6)))
    new = [*model.side.parameters(), *judges.parameters()]
    taught = [weight for weight in model.parameters() if weight.requires_grad and all(weight is not one for one in new)]
    groups = [{"params": taught, "lr": RATE, "weight_decay": 0.01}, {"params": new, "lr": NEW_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.0)
    steps = round(epochs * len(all_disputes) / DISPUTES)
    begun = _taken_up(kept, {"model": model, "judges": judges, "optimizer": optimizer})
    some, whole, others = shuffled(all_disputes), shuffled(piles()), shuffled(matters())
    since, shown = time.monotonic(), 0.0
    for step in range(begun + 1, steps + 1):
        limit = random.choice(LIMITS)
        drawn = [next(some) for _ in range(DISPUTES)] + [next(whole) for _ in range(PILES)]
        of_disputes = [list(in_windows(articles, words, limit)) for articles in drawn]
        of_matters = [list(in_windows(told(next(others)), words, limit)) for _ in range(MATTERS)]
        for judge, weight, parts in zip(
            judges, (1.0, OF_MATTERS, OF_VIEWS), (of_disputes, of_matters, some_views(questions)), strict=True
        ):
            assert isinstance(judge, Judge)
            rows, labels = read(model, parts)
            loss = weight * judge.loss(rows, labels)
            if parts is of_disputes:
                loss = loss + OF_SIDES * side_loss(model, rows, labels)
            loss.backward()
            shown += float(loss.detach())
        for group, rate in zip(optimizer.param_groups, (RATE, NEW_RATE), strict=True):
            group["lr"] = rate * min(1.0, step / WARM_UP) * max(0.04, 1 - step / steps)
        nn.utils.clip_grad_norm_([*taught, *new], 1.0)
        optimizer.step()
        optimizer.zero_grad()
        if step % 20 == 0 or step == steps:
            left = (time.monotonic() - since) / (step - begun) * (steps - step)
            print(f"step {step} of {steps}: loss {shown / 20:.3f}, {left:.0f} s to go", flush=True)
            shown = 0.0
            _keep(kept, step, {"model": model, "judges": judges, "optimizer": optimizer})


def _keep(path: Path, step: int, parts: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    torch.save({"step": step} | {name: part.state_dict() for name, part in parts.items()}, new)
    new.replace(path)


def _taken_up(path: Path, parts: dict[str, Any]) -> int:
    """The step that a stopped run had reached, its state put back; 0 when there is none."""
    if not path.exists():
        return 0
    held = torch.load(path)
    for name, part in parts.items():
        part.load_state_dict(held[name])
    return int(held["step"])


@torch.no_grad()
def shown(model: Senses) -> np.ndarray:
    """Unit rows of all that the model was taught, for the axes."""
    model.eval()
    words = tokenizer()
    parts = [list(in_windows(articles, words, LIMITS[-1])) for articles in disputes() + piles()]
    parts += [[view[0] for view in question] for question in views(words)]
    return np.asarray(fn.normalize(read(model, parts)[0], dim=-1).numpy())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--epochs", type=float, default=3)
    parser.add_argument("--out", type=Path, default=DATA)
    parser.add_argument("--build", type=Path, default=BUILD, help="where a stopped run lies")
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    torch.manual_seed(1)
    random.seed(1)
    model = Senses().train()
    learn(model, given.epochs, given.build / "run.pt")
    model.axes = principal_axes(shown(model))
    write(model, given.out)


if __name__ == "__main__":
    main()
