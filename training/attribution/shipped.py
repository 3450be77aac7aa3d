"""The shipped network read back into PyTorch, so that learning can go on from it: its 32-bit weights are not kept.

Eight-bit weights times their scales are the weights they were made from, up to half a step of the scale.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from attribution.encoder import Tagger, minilm
from sayso.models import DATA

_OWN = "tagger."  # under which the export names the network's parts
_RELATION = "syntax.relation"  # the one that the export calls itself


def shipped(path: Path = DATA / "attribution.onnx") -> Tagger:
    """The tagger of `path` as it was exported, ready to learn; positions beyond its windows are MiniLM's."""
    graph = onnx.load(path).graph
    held = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    found: dict[str, NDArray[np.float32]] = {
        name.removeprefix(_OWN): values for name, values in held.items() if name.startswith(_OWN)
    }
    found["words.weight"] = found.pop("words.table").astype(np.float32) * found.pop("words.scale")
    for node in graph.node:
        if node.op_type in {"MatMul", "MatMulInteger"} and node.input[1] in held:
            part = node.name.split("/MatMul")[0].strip("/").replace("/", ".")
            part = _RELATION if part == "relation" else part.removeprefix(_OWN)
            found[f"{part}.weight"] = _full(held, node.input[1]).T
    model = minilm()
    positions = model.positions.weight.detach().clone()
    positions[: len(found["positions.weight"])] = torch.from_numpy(found["positions.weight"].copy())
    weights = {name: torch.from_numpy(np.array(values)) for name, values in found.items()}
    model.load_state_dict(weights | {"positions.weight": positions})
    return model


def _full(held: dict[str, NDArray[np.float32]], name: str) -> NDArray[np.float32]:
    """A matrix in 32 bits, inputs x outputs."""
    if not name.endswith("_quantized"):
        return held[name]
    base = name.removesuffix("_quantized")
    zero = held[f"{base}_zero_point"].astype(np.float32)
    whole: NDArray[np.float32] = (held[name].astype(np.float32) - zero) * held[f"{base}_scale"]
    return whole
