"""The training loop: gold labels, and a teacher's probabilities where there are any; resumes where it stopped."""

from __future__ import annotations

import json
import math
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from msgspec import Struct
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as fn

from attribution.corpus import IGNORED, Example, batch, targets
from attribution.encoder import Tagger
from attribution.grammar import Grammar, grammar_targets
from attribution.judging import judge, torch_run
from sayso.statements.tagging.pieces import WINDOW, Window, slots, windows
from sayso.statements.tagging.syntax import KINDS

SAVE_SECONDS = 240
POINTERS = 0.3  # weight of each pointer's loss beside the tags'
GRAMMAR = {"tag": 0.5, "pos": 0.3, "entity": 0.6, "start": 0.3, "head": 1.0, "dep": 0.6}  # weights of these losses
TOLD = 4  # most places a teacher's pointer keeps


class Plan(Struct, frozen=True):
    """Everything that decides a run's outcome, beside its data."""

    name: str
    epochs: int
    rate: float  # of the encoder
    heads: float = 1e-3  # rate of the heads, which start from nothing
    seed: int = 1
    rows: int = 16  # full windows in a batch; shorter ones fill it up to as many pieces
    warm: float = 0.06
    average: float = 0.997  # of the weights, exponentially, over steps (Polyak and Juditsky 1992)
    soft: float = 0.5  # the teacher's weight where gold labels stand too


class Soft(Struct, frozen=True):
    """What a teacher told of one text: probabilities for each piece."""

    tags: NDArray[np.float16]  # pieces x 7
    cue_to: NDArray[np.int32]  # pieces x TOLD: numbers of pieces; -2 for [CLS]
    cue_share: NDArray[np.float16]
    source_to: NDArray[np.int32]
    source_share: NDArray[np.float16]


class Known(Struct, frozen=True):
    """What a network learns from, one of each an example."""

    examples: Sequence[Example]
    told: Sequence[Soft | None] = ()  # by teachers; none: not one knows of any
    grammar: Sequence[Grammar] | None = None  # by spaCy; none: grammar is not learned


class Row(Struct, frozen=True):
    example: int
    window: Window
    places: NDArray[np.int64]


def rows_of(examples: Sequence[Example], rng: random.Random, *, moved: bool) -> list[Row]:
    found = []
    for number, example in enumerate(examples):
        shorter = rng.randrange(WINDOW // 2) if moved else 0
        found.extend(Row(number, window, slots(window)) for window in windows(example.pieces, shorter=shorter))
    return found


def batches_of(rows: list[Row], full: int, rng: random.Random) -> list[list[Row]]:
    """Windows of like length together, at most `full` x WINDOW places a batch, in random order."""
    rng.shuffle(rows)
    found: list[list[Row]] = []
    for at in range(0, len(rows), full * 16):
        current: list[Row] = []
        for row in sorted(rows[at : at + full * 16], key=lambda one: len(one.places)):
            if current and (len(current) + 1) * len(row.places) > full * WINDOW:
                found.append(current)
                current = []
            current.append(row)
        found.append(current)
    rng.shuffle(found)
    return found


def loss_of(model: Tagger, chosen: list[Row], known: Known, soft: float) -> tuple[Tensor, Tensor]:
    """Of attribution: mean cross entropy of tags and pointers against gold labels, a teacher's probabilities, or both.

    And that of grammar, nothing where it is not learned.
    """
    examples, told = known.examples, known.told or [None] * len(known.examples)
    given = batch([(examples[row.example].pieces, row.places) for row in chosen])
    length = given.ids.shape[1]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        outputs = model(*(torch.from_numpy(part) for part in (given.ids, given.features, given.mask)))
    logs = [fn.log_softmax(output.float(), -1) for output in outputs[:3]]
    total = logs[0].new_zeros(())
    gold = [np.full((len(chosen), length), IGNORED, dtype=np.int64) for _ in logs]
    weight = np.ones((len(chosen), 1), dtype=np.float32)
    hints: list[list[NDArray[Any]]] = []
    for k, row in enumerate(chosen):
        example, hint = examples[row.example], told[row.example]
        labelled = bool(example.statements)
        weight[k] = (1.0 - soft if hint is not None else 1.0) if labelled else 0.0
        if labelled:
            for values, right in zip(gold, targets(example, row.window), strict=True):
                values[k, : len(right)] = right
        if hint is not None:
            hints.append([np.full(len(row.places), k), *_hint(example, hint, row, soft if labelled else 1.0)])
    for number, (log, right) in enumerate(zip(logs, gold, strict=True)):
        share = 1.0 if number == 0 else POINTERS
        labels = torch.from_numpy(right)
        valid = labels >= 0
        if valid.any():
            each = fn.nll_loss(log.flatten(0, 1), labels.flatten(), ignore_index=IGNORED, reduction="none")
            total = total + share * (each.view(labels.shape) * torch.from_numpy(weight)).sum() / valid.sum()
    if hints:
        total = total + _soft_loss(logs, hints)
    return total, _grammar_loss(model, outputs[3:], chosen, known)


def _grammar_loss(model: Tagger, outputs: Sequence[Tensor], chosen: list[Row], known: Known) -> Tensor:
    """Weighted sum of the mean cross entropies of kinds, heads and relations; these are asked of the right head."""
    kinds, arcs, own, of_head = outputs
    total = arcs.new_zeros((), dtype=torch.float32)
    if known.grammar is None:
        return total
    shape = (len(chosen), arcs.shape[1])
    right = {name: np.full(shape, IGNORED, dtype=np.int64) for name in (*KINDS, "head")}
    for k, row in enumerate(chosen):
        labels, heads = grammar_targets(known.grammar[row.example], known.examples[row.example], row.window)
        for name, values in (*labels.items(), ("head", heads)):
            right[name][k, : len(values)] = values
    heads = torch.from_numpy(right["head"])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        relations = model.syntax.relations(own, of_head, heads.clamp(min=0))
    right["dep"][right["head"] < 0] = IGNORED
    each = [len(labels) for name, labels in KINDS.items() if name != "dep"]
    scores = dict(zip((name for name in KINDS if name != "dep"), kinds.split(each, -1), strict=True))
    scores |= {"head": arcs, "dep": relations}
    for name, weight in GRAMMAR.items():
        labels = torch.from_numpy(right[name]).flatten()
        total = total + weight * fn.cross_entropy(scores[name].float().flatten(0, 1), labels, ignore_index=IGNORED)
    return total


def _hint(example: Example, hint: Soft, row: Row, weight: float) -> list[NDArray[Any]]:
    """Place, weight, tag probabilities, pointer places and shares, for each place of a window."""
    places = row.places
    held = places >= 0
    where = np.full(len(example.tags), -1, dtype=np.int64)
    where[places[held]] = np.flatnonzero(held)
    first = held & example.pieces.first[places]
    parts: list[NDArray[Any]] = [np.arange(len(places)), np.where(first, weight, 0.0).astype(np.float32),
                                 hint.tags[places].astype(np.float32)]  # fmt: skip
    for to, share in ((hint.cue_to, hint.cue_share), (hint.source_to, hint.source_share)):
        points = to[places]
        at = np.where(points >= 0, where[np.maximum(points, 0)], np.where(points == -2, 0, -1))
        parts += [np.maximum(at, 0), np.where(at >= 0, share[places].astype(np.float32), 0.0)]
    return parts


def _soft_loss(logs: list[Tensor], hints: list[list[NDArray[Any]]]) -> Tensor:
    k, place, weight, tags, cue_at, cue_share, source_at, source_share = (
        torch.from_numpy(np.concatenate(part)) for part in zip(*hints, strict=True)
    )
    count = (weight > 0).sum().clamp(min=1)
    loss = -(weight[:, None] * tags * logs[0][k, place]).sum() / count
    # A pointer matters as far as the teacher holds its place for content (or cue).
    for log, at, share, kind in ((logs[1], cue_at, cue_share, (5, 6)), (logs[2], source_at, source_share, (3, 4))):
        importance = weight * tags[:, kind].sum(1)
        drawn = log[k[:, None], place[:, None], at]
        loss = loss - POINTERS * (importance[:, None] * share * drawn).sum() / importance.sum().clamp(min=1e-3)
    return loss


def agreement(model: Tagger, known: Known) -> dict[str, float]:
    """Share of tokens, in percent, of which the network tells the same as spaCy; nothing where that is not known.

    "uas" heads, "las" heads with relations, "entity" of tokens that either holds for part of a name, "start" of
    sentence starts that either sees.
    """
    if known.grammar is None:
        return {}
    model.eval()
    each = [len(labels) for name, labels in KINDS.items() if name != "dep"]
    same: dict[str, list[NDArray[np.bool_]]] = {name: [] for name in ("tag", "pos", "entity", "start", "uas", "las")}
    for example, grammar in zip(known.examples, known.grammar, strict=True):
        for window in windows(example.pieces):
            given = batch([(example.pieces, slots(window))])
            with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
                *_, kinds, arcs, own, of_head = model(torch.from_numpy(given.ids), torch.from_numpy(given.features))
                best = arcs.argmax(-1)
                relations = model.syntax.relations(own, of_head, best).argmax(-1)[0].numpy()
            labels, heads = grammar_targets(grammar, example, window)
            names = (name for name in KINDS if name != "dep")
            told = {name: part.argmax(-1)[0].numpy() for name, part in zip(names, kinds.split(each, -1), strict=True)}
            for name, values in told.items():
                counts = labels[name] != IGNORED
                if name in {"entity", "start"}:
                    counts &= (labels[name] > 0) | (values > 0)
                same[name].append((values == labels[name])[counts])
            held = heads != IGNORED
            right = (best[0].numpy() == heads)[held]
            same["uas"].append(right)
            same["las"].append(right & (relations == labels["dep"])[held])
    return {name: round(100 * float(np.concatenate(part).mean()), 2) for name, part in same.items()}


class Course:
    """One run of a plan, from the start or from where `folder`/state.pt left it."""

    def __init__(self, plan: Plan, model: Tagger, folder: Path) -> None:
        self.plan, self.model, self.folder = plan, model, folder
        parts = {True: [], False: []}  # type: dict[bool, list[torch.nn.Parameter]]
        for name, weight in model.named_parameters():
            parts[name.split(".")[0] in _BODY].append(weight)
        self.rates = (plan.rate, plan.heads)
        groups = [{"params": parts[True], "lr": plan.rate}, {"params": parts[False], "lr": plan.heads}]
        self.optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        self.average = {name: weight.detach().clone() for name, weight in model.state_dict().items()}
        self.step, self.epoch, self.at = 0, 0, 0
        self.saved = time.monotonic()
        folder.mkdir(parents=True, exist_ok=True)
        torch.manual_seed(plan.seed)
        if (folder / "state.pt").exists():
            self._resume()

    def _resume(self) -> None:
        state = torch.load(self.folder / "state.pt", weights_only=False)
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.average, self.step, self.epoch, self.at = (state[name] for name in ("average", "step", "epoch", "at"))
        torch.set_rng_state(state["rng"])
        print(f"resumed at epoch {self.epoch}, batch {self.at}", flush=True)

    def save(self) -> None:
        state = {"model": self.model.state_dict(), "optimizer": self.optimizer.state_dict(), "average": self.average,
                 "step": self.step, "epoch": self.epoch, "at": self.at, "rng": torch.get_rng_state()}  # fmt: skip
        torch.save(state, self.folder / "state.new")
        (self.folder / "state.new").replace(self.folder / "state.pt")
        self.saved = time.monotonic()

    def advance(self, loss: Tensor, steps: int) -> None:
        """One step down the gradient; the rate rises over the first part and falls to nothing over the rest."""
        done, warm = self.step / steps, self.plan.warm
        scale = done / warm if done < warm else max(0.01, (1 - done) / (1 - warm))
        for group, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            group["lr"] = rate * scale
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.step, self.at = self.step + 1, self.at + 1
        keep = min(self.plan.average, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for name, weight in self.model.state_dict().items():
                self.average[name].lerp_(weight, 1 - keep)

    def close_epoch(self, checks: dict[str, Known], loss: float) -> None:
        """Save, and score the averaged weights."""
        self.epoch, self.at = self.epoch + 1, 0
        self.save()
        torch.save(self.average, self.folder / "weights.pt")
        live = {name: weight.clone() for name, weight in self.model.state_dict().items()}
        self.model.load_state_dict(self.average)
        figures = {
            name: judge(torch_run(self.model), part.examples) | agreement(self.model, part)
            for name, part in checks.items()
        }
        self.model.load_state_dict(live)
        line = json.dumps({"epoch": self.epoch, "loss": round(loss, 4), **figures})
        print("SCORES", line, flush=True)
        with (self.folder / "scores.jsonl").open("a") as out:
            out.write(line + "\n")


def learn(
    plan: Plan,
    model: Tagger,
    known: Known,
    checks: dict[str, Known],
    folder: Path,
) -> None:
    """Run `plan` to its end, or go on from `folder`/state.pt; the averaged weights stand in `folder`/weights.pt."""
    course = Course(plan, model, folder)
    chance = random.Random(0)
    steps = plan.epochs * len(batches_of(rows_of(known.examples, chance, moved=False), plan.rows, chance))
    while course.epoch < plan.epochs:
        rng = random.Random(f"{plan.seed}/{course.epoch}")
        batches = batches_of(rows_of(known.examples, rng, moved=course.epoch > 0), plan.rows, rng)
        model.train()
        losses: list[tuple[float, float]] = []
        begun = time.monotonic()
        while course.at < len(batches):
            loss, grammar = loss_of(model, batches[course.at], known, plan.soft)
            course.advance(loss + grammar, steps)
            losses.append((loss.item(), grammar.item()))
            if course.at % 20 == 0:
                pace = (time.monotonic() - begun) / len(losses)
                lost = " + ".join(f"{mean:.4f}" for mean in np.mean(losses[-40:], axis=0))
                print(f"{plan.name} epoch {course.epoch} {course.at}/{len(batches)} loss {lost} "
                      f"{pace:.2f} s/step, {pace * (steps - course.step) / 60:.0f} min left", flush=True)  # fmt: skip
            if time.monotonic() - course.saved > SAVE_SECONDS:
                course.save()
        course.close_epoch(checks, float(np.mean(losses)) * 2 if losses else math.nan)


_BODY = frozenset({"words", "positions", "norm", "layers"})
