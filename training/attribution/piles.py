"""Invented piles (`training/senses/piles`) as labelled word pieces: news of many matters, told in many ways.

`said.jsonl.gz` has each article's attributions, spans of source, cue and content as PolNeAR has them. Most are what
sayso of 2026-11-24 found, kept where a marked saying agrees; those that it missed were annotated by readers who saw the
passage alone. `ignore`: marked words that no words lay to anybody, or that go on with a saying; nothing is learned of
them.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
from msgspec import Struct
from senses.corpus import HERE, disputes
from tokenizers import Tokenizer

from attribution.corpus import IGNORED, Example, labelled

FILE = Path(__file__).with_name("said.jsonl.gz")


class Article(Struct, frozen=True):
    """What is said in one article of a pile; spans are `[start, end)` in code points of its text without marks."""

    pile: str
    article: int
    statements: list[dict[str, list[list[int]]]]
    ignore: list[list[int]]


def read_piles(tokenizer: Tokenizer, folder: Path = HERE / "piles", file: Path = FILE) -> list[Example]:
    """All articles, in the order of the piles."""
    texts = [text for pile in disputes(folder) for text, _ in pile]
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        told = [Article(**json.loads(line)) for line in lines]
    return [_example(one, text, tokenizer) for one, text in zip(told, texts, strict=True)]


def _example(one: Article, text: str, tokenizer: Tokenizer) -> Example:
    made = labelled(f"{one.pile}/{one.article}", text, one.statements, tokenizer)
    for start, end in one.ignore:
        inside = (made.pieces.starts >= start) & (made.pieces.ends <= end)
        made.tags[inside & np.isin(made.tags, 0)] = IGNORED  # what another saying marks there stands
    return made
