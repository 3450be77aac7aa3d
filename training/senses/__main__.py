"""Teach the network of senses which statements of a dispute are on one claim, and write it into sayso's data.

    make senses                                        (from the project's root: environment, then this)
    cd training && python -m senses --epochs 6 --out …

Supervised contrastive learning in each dispute (pairs of statements, one claim or two, by a logistic loss on their
cosine), windows as at run time and shorter; beside it clusters of views (Perspectrum) in the same way.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from attribution.__main__ import tokenizer
from torch import Tensor, nn
from torch.nn import functional as fn

from sayso.models import DATA
from senses.corpus import Window, disputes, in_windows, views
from senses.encoder import Senses, principal_axes, write

DISPUTES, QUESTIONS = 4, 3  # in a batch
VIEWS, WORDINGS = 5, 3  # of a question, at most
LIMITS = (48, 80, 128)  # pieces of a window: with less around them words must tell more by themselves
RATE, WARM_UP = 8e-5, 10
OUTSIDE, OF_VIEWS = 0.3, 0.5  # weights: of pairs of two disputes, of the loss on views


class Judge(nn.Module):
    """Log-odds of a pair from its cosine."""

    def __init__(self, cut: float) -> None:
        super().__init__()
        self.scale, self.cut = nn.Parameter(torch.tensor(10.0)), nn.Parameter(torch.tensor(cut))

    def loss(self, rows: Tensor, labels: Sequence[tuple[int, str]]) -> Tensor:
        """Mean loss of pairs of one claim, of two of one dispute, and of two disputes. Labels: dispute, claim."""
        group, whole = ([hash(part) for part in parts] for parts in ([one[0] for one in labels], labels))
        of, claim = torch.tensor(group), torch.tensor(whole)
        same, inside = (one[:, None] == one[None] for one in (claim, of))
        odds = self.scale * (rows @ rows.T - self.cut)
        each = fn.binary_cross_entropy_with_logits(odds, same.float(), reduction="none")
        upper = torch.ones_like(odds).triu(1)
        parts = ((same, 1.0), (inside & ~same, 1.0), (~inside, OUTSIDE))
        means = [weight * (each * upper * mask).sum() / (upper * mask).sum().clamp(min=1) for mask, weight in parts]
        return torch.stack(means).sum()


def labelled(parts: Sequence[Sequence[Window]]) -> tuple[list[Window], list[tuple[int, str]]]:
    """Windows of several disputes in one list, with a label for each statement in them."""
    batch = [window for part in parts for window in part]
    return batch, [(at, claim) for at, part in enumerate(parts) for window in part for claim, _ in window.said]


def some_views(questions: Sequence[Sequence[Sequence[Window]]]) -> list[list[Window]]:
    """A few questions, each with some of its views in some of their wordings."""
    picked = []
    for question in random.sample(list(questions), QUESTIONS):
        several = random.sample(list(question), min(VIEWS, len(question)))
        picked.append([
            Window(window.ids, ((str(at), window.said[0][1]),))
            for at, view in enumerate(several)
            for window in random.sample(list(view), min(WORDINGS, len(view)))
        ])  # fmt: skip
    return picked


def learn(model: Senses, epochs: int) -> None:
    """AdamW, the rate falling to nothing."""
    words = tokenizer()
    told, questions = disputes(), views(words)
    judges = nn.ModuleList((Judge(0.5), Judge(0.6)))
    taught = [weight for weight in model.parameters() if weight.requires_grad]
    groups = [{"params": taught, "lr": RATE, "weight_decay": 0.01}, {"params": judges.parameters(), "lr": 5e-3}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.0)
    steps, step = epochs * (-(-len(told) // DISPUTES)), 0
    for epoch in range(epochs):
        random.shuffle(told)
        total = 0.0
        for first in range(0, len(told), DISPUTES):
            limit = random.choice(LIMITS)
            parts = [list(in_windows(articles, words, limit)) for articles in told[first : first + DISPUTES]]
            for judge, weight, many in zip(judges, (1.0, OF_VIEWS), (parts, some_views(questions)), strict=True):
                batch, labels = labelled(many)
                assert isinstance(judge, Judge)
                loss = weight * judge.loss(model.said(batch), labels)
                loss.backward()
                total += float(loss)
            step += 1
            optimizer.param_groups[0]["lr"] = RATE * min(1.0, step / WARM_UP) * max(0.05, 1 - step / steps)
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
        print(f"epoch {epoch + 1} of {epochs}: loss {total * DISPUTES / len(told):.3f}", flush=True)


@torch.no_grad()
def shown(model: Senses) -> np.ndarray:
    """Rows of all that the model was taught, for the axes."""
    model.eval()
    words = tokenizer()
    parts = [list(in_windows(articles, words, LIMITS[-1])) for articles in disputes()]
    rows = [model.said(part) for part in parts]
    rows += [model.said([view[0] for view in question]) for question in views(words)]
    return np.asarray(torch.cat(rows).numpy())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--out", type=Path, default=DATA)
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    torch.manual_seed(1)
    random.seed(1)
    model = Senses().train()
    learn(model, given.epochs)
    model.axes = principal_axes(shown(model))
    write(model, given.out)


if __name__ == "__main__":
    main()
