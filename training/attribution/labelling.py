"""What teachers tell of texts together: mean probabilities of tags, and the few places their pointers draw to."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from attribution.corpus import NOBODY, Example
from attribution.encoder import Tagger
from attribution.judging import torch_run
from attribution.learn import TOLD, Soft
from sayso.statements.tagging.decode import TAGS, Numbers, log_softmax
from sayso.statements.tagging.tag import numbers_of


def label(models: Sequence[Tagger], examples: Sequence[Example], folder: Path) -> None:
    """One file an example under `folder`; those that stand are left as they are."""
    folder.mkdir(parents=True, exist_ok=True)
    runs = [torch_run(model) for model in models]
    begun, done = time.monotonic(), 0
    for number, example in enumerate(examples):
        path = _path(folder, example)
        if path.exists():
            continue
        size = len(example.pieces.ids)
        tags = np.zeros((size, len(TAGS)), dtype=np.float16)
        pointers = [(np.full((size, TOLD), -1, np.int32), np.zeros((size, TOLD), np.float16)) for _ in range(2)]
        for told in zip(*(numbers_of(run, example.pieces) for run in runs), strict=True):
            places = told[0][0]
            held = places >= 0
            tag_shares, *shares = (
                np.mean([np.exp(log_softmax(outputs[k][held])) for _, outputs in told], axis=0) for k in range(3)
            )
            tags[places[held]] = tag_shares
            for (to, kept), share in zip(pointers, shares, strict=True):
                to[places[held]], kept[places[held]] = _strongest(share, places)
        fields = {"tags": tags}
        for name, (to, share) in zip(("cue", "source"), pointers, strict=True):
            fields |= {f"{name}_to": to, f"{name}_share": share}
        with path.open("wb") as out:
            np.savez(out, **fields)
        done += 1
        if done % 100 == 0:
            print(f"{number + 1}/{len(examples)} labelled, {done / (time.monotonic() - begun):.1f} texts/s", flush=True)


def _strongest(shares: Numbers, places: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.float16]]:
    """The TOLD places that draw most, as numbers of pieces, with their shares, which sum to 1."""
    best = np.argsort(-shares, axis=1)[:, :TOLD]
    kept = np.take_along_axis(shares, best, axis=1)
    pieces = np.where(best == 0, NOBODY, places[best])
    kept = np.where(pieces == -1, 0.0, kept)
    kept = kept / np.maximum(kept.sum(1, keepdims=True), 1e-6)
    if kept.shape[1] < TOLD:
        missing = TOLD - kept.shape[1]
        kept, pieces = np.pad(kept, ((0, 0), (0, missing))), np.pad(pieces, ((0, 0), (0, missing)), constant_values=-1)
    return pieces.astype(np.int32), kept.astype(np.float16)


def read_labels(examples: Sequence[Example], folder: Path) -> list[Soft | None]:
    found: list[Soft | None] = []
    for example in examples:
        with np.load(_path(folder, example)) as fields:
            found.append(Soft(**{name: fields[name] for name in Soft.__struct_fields__}))
    return found


def _path(folder: Path, example: Example) -> Path:
    return folder / (
        hashlib.sha256(f"{example.name}\n{example.text}".encode("utf-8", "replace")).hexdigest()[:24] + ".npz"
    )
