"""What each statement means where it stands, as a vector that `relate` compares, and on which side it is.

A network reads the words of a statement together with the paragraphs around them, so that "nothing got out" is near
"the germ escaped" in a story about a laboratory (late chunking, Günther et al. 2024: contextual states of a window,
mean over the pieces of each content). In the same pass it tells the side: "the trucks carried cement" is said against
what the paragraph before puts forward. A function of the text and the model.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from sayso.models import SenseReader
from sayso.records import Statement, takes_side
from sayso.statements.tagging.pieces import Pieces, model_input, slots, windows

# Pieces a window holds. Pairs of statements of seven invented disputes, one claim or two, by the network as it came:
# AUC 0.71 in one article and 0.75 across articles with 128, 0.69 and 0.71 with 256, where more is read than is meant.
REACH = 128
SCALE = 127


def with_senses(said: Sequence[Statement], pieces: Pieces, reader: SenseReader) -> tuple[Statement, ...]:
    """The statements of an article, those that may take part in claims with sense and side. `pieces` are of its text.

    Windows without such a statement are not read.
    """
    wanted = [at for at, statement in enumerate(said) if takes_side(statement)]
    held = {at: held_by(pieces, [(span.start, span.end) for span in said[at].content]) for at in wanted}
    told: dict[int, list[NDArray[np.float32]]] = {at: [] for at in wanted}
    for window in windows(pieces, REACH):
        places = slots(window)
        standing = places >= 0
        here = [at for at in wanted if held[at][places[standing]].any()]
        if here:
            states = reader.run(model_input(pieces, places)[0])
            for at in here:
                told[at].append(states[standing & held[at][places]])
    return tuple(
        _with(statement, np.concatenate(told[at])) if told.get(at) else statement for at, statement in enumerate(said)
    )


def _with(statement: Statement, rows: NDArray[np.float32]) -> Statement:
    """The statement with what the network tells of its pieces, a row each."""
    mean = rows.mean(axis=0, dtype=np.float64)
    sensed = replace(statement.proposition, sense=_packed(mean[:-1]), against=round(float(mean[-1]), 2))
    return replace(statement, proposition=sensed)


def held_by(pieces: Pieces, spans: Iterable[tuple[int, int]]) -> NDArray[np.bool_]:
    """Which pieces lie in one of the spans of the text."""
    mask = np.zeros(len(pieces.ids), np.bool_)
    for start, end in spans:
        mask |= (pieces.starts < end) & (pieces.ends > start)
    return mask


def _packed(row: NDArray[np.float64]) -> bytes:
    norm = float(np.linalg.norm(row))
    return np.round(row / norm * SCALE).astype(np.int8).tobytes() if norm else b""
