"""What the network of senses learns from: disputes with their claims marked, and views said in several ways.

`disputes.txt`: invented. `== title` opens a dispute, `--` parts its articles; `[a:words]` marks what a statement says,
on the claim `a` of that dispute. Perspectrum (Chen et al. 2019): views on a question, each in up to a few wordings.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sayso.statements.senses import held_by
from sayso.statements.tagging.pieces import encode, model_input, slots, windows

DISPUTES = Path(__file__).parent / "disputes.txt"
SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "claims"
_MARK = re.compile(r"\[(\w):([^\]]*)\]")
LONGEST = 40  # pieces of a view

Marked = tuple[str, tuple[tuple[str, int, int], ...]]  # a text, and (claim, start, end) of what is said in it


class Window(Struct, frozen=True):
    """One window: its pieces, and for each statement in it a label and the places of its pieces."""

    ids: NDArray[np.int64]
    said: tuple[tuple[str, NDArray[np.int64]], ...]


def disputes(path: Path = DISPUTES) -> list[list[Marked]]:
    """For each dispute its articles."""
    blocks = re.split(r"^== .*\n", path.read_text(encoding="utf-8"), flags=re.M)[1:]
    return [[_marked(article.strip()) for article in block.split("\n--\n")] for block in blocks]


def _marked(article: str) -> Marked:
    plain, spans, at = "", [], 0
    for mark in _MARK.finditer(article):
        plain += article[at : mark.start()]
        spans.append((mark[1], len(plain), len(plain) + len(mark[2])))
        plain, at = plain + mark[2], mark.end()
    return plain + article[at:], tuple(spans)


def in_windows(articles: Sequence[Marked], tokenizer: Tokenizer, limit: int) -> Iterator[Window]:
    """The windows of a dispute's articles, cut as at run time."""
    for text, spans in articles:
        pieces = encode(text, tokenizer)
        masks = [(claim, held_by(pieces, [(start, end)])) for claim, start, end in spans]
        for window in windows(pieces, limit):
            places = slots(window)
            held = [(claim, np.flatnonzero((places >= 0) & mask[places])) for claim, mask in masks]
            said = tuple((claim, at) for claim, at in held if len(at))
            if said:
                yield Window(model_input(pieces, places)[0], said)


def views(tokenizer: Tokenizer, folder: Path = SHARED) -> list[list[list[Window]]]:
    """For each question of Perspectrum's training part its views, each in its wordings."""
    found = []
    with gzip.open(folder / "perspectrum_train_dev.jsonl.gz", "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            if row["split"] == "train" and len(row["perspectives"]) > 1:
                found.append([[_worded(words, tokenizer) for words in view["texts"]] for view in row["perspectives"]])
    return found


def _worded(words: str, tokenizer: Tokenizer) -> Window:
    pieces = encode(words, tokenizer)
    ids = np.array([101, *pieces.ids[:LONGEST], 102])
    return Window(ids, (("", np.arange(1, len(ids) - 1)),))
