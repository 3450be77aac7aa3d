"""What the tagger is taught on: PolNeAR's training part as labelled word pieces, and news without labels."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sayso.statements.tagging.decode import CONTENT, CUE, SOURCE
from sayso.statements.tagging.pieces import Pieces, Window, encode, model_input, slots

IGNORED = -100
NOBODY = -2  # a cue's pointer when nobody is named: [CLS]
HELD_OUT = 5  # percent of the training part, by digest of the name: decoding and calibration are chosen on it
LONGEST = 40_000  # code points of an unlabelled text
FEWEST = 30  # words of an unlabelled text
RUN, NEW = 6, 0.4  # an unlabelled text of which less than this share of its runs of words is new is left out
ROLES = {"content": CONTENT, "source": SOURCE, "cue": CUE}


class Example(Struct, frozen=True):
    """One text with what is known of it. All arrays have one row a piece; pointers are numbers of pieces."""

    name: str
    text: str
    pieces: Pieces
    tags: NDArray[np.int64]
    to_cue: NDArray[np.int64]
    to_source: NDArray[np.int64]
    statements: list[dict[str, Any]]


def held_out(name: str) -> bool:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 100 < HELD_OUT


def read_polnear(shared: Path, part: str, tokenizer: Tokenizer) -> list[Example]:
    """The first annotator's statements of `part`, "train" or "dev"."""
    with gzip.open(shared / "data" / "polnear" / f"{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    found = []
    for document in documents:
        notes = min(document["annotations"], key=lambda one: one["annotator"])
        statements = [one for one in notes["statements"] if one["content"]]
        found.append(labelled(document["doc"], document["text"], statements, tokenizer))
    return found


def labelled(name: str, text: str, statements: list[dict[str, Any]], tokenizer: Tokenizer) -> Example:
    pieces = encode(text, tokenizer)
    tags = np.where(pieces.first, 0, IGNORED)
    to_cue = np.full(len(tags), IGNORED, dtype=np.int64)
    to_source = to_cue.copy()

    def words(spans: list[list[int]]) -> list[list[int]]:
        runs = []
        for start, end in spans:
            low = int(np.searchsorted(pieces.ends, start, side="right"))
            high = int(np.searchsorted(pieces.starts, end, side="left"))
            runs.append([k for k in range(low, high) if pieces.first[k]])
        return [run for run in runs if run]

    for role, opening in ROLES.items():
        for statement in statements:
            for run in words(statement[role]):
                tags[run] = opening + 1
                tags[run[0]] = opening
    for statement in statements:
        cue = [k for run in words(statement["cue"]) for k in run]
        source = [k for run in words(statement["source"]) for k in run]
        if not cue:
            continue
        for run in words(statement["content"]):
            to_cue[run] = cue[0]
        if source or not statement["source"]:
            to_source[cue] = source[0] if source else NOBODY
    return Example(name, text, pieces, tags, to_cue, to_source, statements)


def unlabelled(shared: Path, tokenizer: Tokenizer) -> list[Example]:
    """News of other matters and makers, without annotation: the teacher tells what stands in it."""
    found: list[Example] = []
    seen: set[int] = set()
    for name, text in _texts(shared / "data"):
        words = text[:LONGEST].split()
        runs = {hash(tuple(words[k : k + RUN])) for k in range(0, len(words) - RUN)}
        if len(words) >= FEWEST and len(runs - seen) > NEW * len(runs):  # wire copies are learned from once
            found.append(labelled(name, text[:LONGEST], [], tokenizer))
        seen |= runs
    return found


def _texts(data: Path) -> Iterator[tuple[str, str]]:
    for row in _rows(data / "helsinki" / "pages.jsonl.gz"):
        yield f"helsinki/{row['id']}", row["text"]
    for row in _rows(data / "articles_html" / "aeb.jsonl.gz"):
        if row.get("lang", "").startswith("en"):
            yield f"aeb/{row['id']}", row["articleBody"]
    for path in sorted((data / "timex").glob("*.jsonl.gz")):
        for row in _rows(path):
            yield f"timex/{row['doc']}", row["text"]
    for row in _rows(data / "rewrites" / "raidar_news.jsonl.gz"):
        yield f"raidar/{row['id']}", row["original"]
        yield from ((f"raidar/{row['id']}/{k}", text) for k, text in enumerate(sorted(row["rewrites"].values())[:2]))
    for number, row in enumerate(_rows(data / "rewrites" / "l2r_even.jsonl.gz")):
        yield f"l2r/{row['id']}", row["original"]
        yield f"l2r/{row['id']}/{number}", row["rewrite"]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


class Batch(Struct, frozen=True):
    """Windows as the network takes them when it learns: each windows x places, int64."""

    ids: NDArray[np.int64]
    features: NDArray[np.int64]
    mask: NDArray[np.int64]


def batch(rows: Sequence[tuple[Pieces, NDArray[np.int64]]]) -> Batch:
    """Windows, as pieces and slots, padded to one length."""
    shape = (len(rows), max(len(places) for _, places in rows))
    found = Batch(*(np.zeros(shape, dtype=np.int64) for _ in range(3)))
    for row, (pieces, places) in enumerate(rows):
        held = slice(0, len(places))
        found.ids[row, held], found.features[row, held] = model_input(pieces, places)
        found.mask[row, held] = 1
    return found


class Pointer:
    """Carries what is known of pieces to the places of a window."""

    def __init__(self, pieces: Pieces, window: Window) -> None:
        self._places = slots(window)
        self._held = self._places >= 0
        self._where = np.full(len(pieces.ids), IGNORED, dtype=np.int64)
        self._where[self._places[self._held]] = np.flatnonzero(self._held)

    def values(self, known: NDArray[np.int64]) -> NDArray[np.int64]:
        """One value a piece to one a place."""
        return np.where(self._held, known[self._places], IGNORED)

    def targets(self, known: NDArray[np.int64]) -> NDArray[np.int64]:
        """Numbers of pieces to places; NOBODY to place 0; what leaves the window is ignored."""
        to = self.values(known)
        return np.where(to >= 0, self._where[np.maximum(to, 0)], np.where(to == NOBODY, 0, IGNORED))


def targets(example: Example, window: Window) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Tags and both pointers for the places of a window; a pointer that leaves the window is ignored."""
    pointer = Pointer(example.pieces, window)
    return pointer.values(example.tags), pointer.targets(example.to_cue), pointer.targets(example.to_source)
