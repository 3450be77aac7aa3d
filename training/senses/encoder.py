"""The network of senses in PyTorch: MiniLM's encoder alone, and how it goes to ONNX."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from attribution.encoder import minilm
from attribution.exporting import Rows
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from sayso.statements.senses import REACH
from senses.corpus import Window

SIZE = 128  # numbers a piece; the first principal axes of what 384 tell


class Senses(nn.Module):
    """ids and mask (rows x places) to a state for each place; with `axes`, to what ships: a sense and a side."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        base = minilm(dropout)
        self.words, self.positions, self.norm = base.words, base.positions, base.norm
        self.layers, self.drop = base.layers, base.drop
        self.side = nn.Linear(base.shape.hidden, 1)  # log-odds that something is said against what is put forward
        self.axes: Tensor | None = None  # 384 x SIZE; set before it ships
        for table in (self.words, self.positions):  # few words are taught: what is known of the others must stay
            table.weight.requires_grad = False

    def forward(self, ids: Tensor, mask: Tensor | None = None) -> Tensor:
        x = self.words(ids) + self.positions(torch.arange(ids.shape[1]))[None]
        x = self.drop(self.norm(x))
        bias = None if mask is None else (1.0 - mask[:, None, None, :]) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x if self.axes is None else torch.cat([x @ self.axes, self.side(x)], -1)

    def said(self, batch: Sequence[Window]) -> Tensor:
        """A row for each statement of a batch of windows, in order: the mean of its pieces' states."""
        longest = max(len(window.ids) for window in batch)
        ids, mask = torch.zeros(len(batch), longest, dtype=torch.long), torch.zeros(len(batch), longest)
        for row, window in enumerate(batch):
            ids[row, : len(window.ids)] = torch.from_numpy(window.ids)
            mask[row, : len(window.ids)] = 1
        states = self(ids, mask).float()
        rows = [states[row, torch.from_numpy(at)].mean(0) for row, window in enumerate(batch) for _, at in window.said]
        return torch.stack(rows)


def principal_axes(rows: NDArray[np.float32]) -> Tensor:
    """384 x SIZE: the axes along which rows vary most, their mean left in (a dot product keeps what both share)."""
    _, _, axes = np.linalg.svd(rows, full_matrices=False)
    return torch.from_numpy(np.ascontiguousarray(axes[:SIZE].T))


def write(model: Senses, folder: Path) -> None:
    """`sense.onnx` in 8 bits, as `attribution.exporting` does, and `sense.json`."""
    model = model.eval()
    model.positions = nn.Embedding.from_pretrained(model.positions.weight.detach()[:REACH])
    model.words = Rows(model.words.weight.detach())  # type: ignore[assignment]
    ids = torch.randint(1000, 2000, (1, 64))
    with tempfile.TemporaryDirectory() as scratch:
        full, small = Path(scratch) / "full.onnx", Path(scratch) / "small.onnx"
        axes = {"ids": {1: "places"}, "states": {1: "places"}}
        torch.onnx.export(model, (ids,), str(full), input_names=["ids"], output_names=["states"], dynamic_axes=axes,
                          opset_version=17, dynamo=False)  # fmt: skip
        quantize_dynamic(full, small, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul"])
        network = small.read_bytes()
    (folder / "sense.onnx").write_bytes(network)
    told = {"network": "sense.onnx", "network_sha256": hashlib.sha256(network).hexdigest(), "size": SIZE}
    (folder / "sense.json").write_text(json.dumps(told, indent=1) + "\n")
