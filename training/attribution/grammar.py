"""What spaCy tells of the grammar of each text, as labels for its word pieces: the network learns to tell the same.

A token's labels stand at its first piece (its anchor). The few tokens that share a piece with the one before ("cannot")
have none.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from attribution.corpus import IGNORED, NOBODY, Example, Pointer
from sayso.statements.parsing import parse
from sayso.statements.tagging.pieces import Pieces, Window
from sayso.statements.tagging.syntax import KINDS, anchors


class Grammar(Struct, frozen=True):
    """One row a piece: label numbers by KINDS, IGNORED where no token is anchored; `head`: numbers of pieces."""

    tag: NDArray[np.int16]
    pos: NDArray[np.int16]
    entity: NDArray[np.int16]
    start: NDArray[np.int16]
    dep: NDArray[np.int16]
    head: NDArray[np.int32]  # of the head's anchor; NOBODY: the root


def read_grammar(examples: Sequence[Example], nlp: Language, folder: Path) -> list[Grammar]:
    """Of every example, parsed once: one file each under `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    begun, done = time.monotonic(), 0
    found = []
    for number, example in enumerate(examples):
        path = folder / (hashlib.sha256(example.text.encode("utf-8", "replace")).hexdigest()[:24] + ".npz")
        if not path.exists():
            made = grammar_of(parse(example.text, nlp), example.pieces)
            with path.open("wb") as out:
                np.savez(out, **{name: getattr(made, name) for name in Grammar.__struct_fields__})
            done += 1
            if done % 200 == 0:
                print(
                    f"{number + 1}/{len(examples)} parsed, {done / (time.monotonic() - begun):.1f} texts/s", flush=True
                )
        with np.load(path) as fields:
            found.append(Grammar(**{name: fields[name] for name in Grammar.__struct_fields__}))
    return found


def grammar_of(doc: Doc, pieces: Pieces) -> Grammar:
    size = len(pieces.ids)
    at = anchors([token.idx for token in doc], [len(token) for token in doc], pieces)
    numbers = {kind: {label: k for k, label in enumerate(labels)} for kind, labels in KINDS.items()}
    made = {kind: np.full(size, IGNORED, np.int16) for kind in KINDS}
    head = np.full(size, IGNORED, np.int32)
    for token in doc:
        place = at[token.i]
        if place < 0 or token.is_space:
            continue
        entity = f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O"
        told = {"tag": token.tag_, "pos": token.pos_, "entity": entity, "dep": token.dep_,
                "start": "start" if token.is_sent_start else "within"}  # fmt: skip
        for kind, label in told.items():
            made[kind][place] = numbers[kind].get(label, IGNORED)
        head[place] = NOBODY if token.head is token or token.head == token else at[token.head.i]
        if head[place] == -1:  # its head has no anchor
            head[place] = IGNORED
    return Grammar(**made, head=head)


def grammar_targets(
    grammar: Grammar, example: Example, window: Window
) -> tuple[dict[str, NDArray[np.int64]], NDArray[np.int64]]:
    """Labels by kind, and places of heads, for the places of a window; a head outside the window is ignored."""
    pointer = Pointer(example.pieces, window)
    kinds = {kind: pointer.values(getattr(grammar, kind).astype(np.int64)) for kind in KINDS}
    return kinds, pointer.targets(grammar.head.astype(np.int64))
