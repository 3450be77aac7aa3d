"""A trained network to the files sayso ships: ONNX, 8-bit weights, digests.

Matrix products of the encoder run on 8-bit integers, weights scaled by column, inputs scaled as they come (dynamic
quantisation, Jacob et al. 2018). The table of word vectors is 8-bit with a scale for each word. The heads stay in 32.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from attribution.encoder import Reader, Tagger, minilm_folder
from sayso.models import Outputs
from sayso.statements.tagging.pieces import WINDOW

OUTPUTS = list(Outputs._fields)


class Rows(nn.Module):
    """A table of vectors in 8 bits, one scale a row."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        scale = table.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("table", (table / scale).round().clamp(-127, 127).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        table, scale = self.get_buffer("table"), self.get_buffer("scale")
        return table[ids].float() * scale[ids]


def write_onnx(model: Tagger, path: Path, *, eight_bits: bool = True) -> None:
    """One window in (`ids`, `features`: 1 x places), tags and pointers out."""
    model = model.eval()
    model.positions = nn.Embedding.from_pretrained(model.positions.weight.detach()[:WINDOW])
    if eight_bits:
        model.words = Rows(model.words.weight.detach())  # type: ignore[assignment]
    ids = torch.randint(1000, 2000, (1, 64))
    axes = {name: {1: "places"} for name in ("ids", "features", *OUTPUTS)}
    for name in ("to_cue", "to_source", "arcs"):
        axes[name][2] = "places"
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            Reader(model).eval(), (ids, torch.zeros_like(ids)), str(full), input_names=["ids", "features"],
            output_names=OUTPUTS, dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        if not eight_bits:
            path.write_bytes(full.read_bytes())
            return
        quantize_dynamic(full, path, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul"],
                         nodes_to_exclude=_heads(full))  # fmt: skip


def _heads(path: Path) -> list[str]:
    """Names of the matrix products that are none of the encoder's layers."""
    products = (node.name for node in onnx.load(path).graph.node if node.op_type == "MatMul")
    return [name for name in products if "/layers." not in name]


def write_files(network: Path, folder: Path, calibration: list[float]) -> None:
    """The network, its tokenizer and the definition that holds their digests, into sayso's data folder."""
    words = json.loads((minilm_folder() / "tokenizer.json").read_text())
    words |= {"truncation": None, "padding": None}
    made = {"network": ("attribution.onnx", network.read_bytes()),
            "tokenizer": ("attribution.tokenizer.json", json.dumps(words, ensure_ascii=False).encode())}  # fmt: skip
    definition: dict[str, object] = {}
    for part, (name, data) in made.items():
        (folder / name).write_bytes(data)
        definition |= {part: name, f"{part}_sha256": hashlib.sha256(data).hexdigest()}
    definition |= {"calibration": calibration}
    (folder / "attribution.json").write_text(json.dumps(definition, indent=1) + "\n")
