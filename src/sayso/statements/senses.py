"""What each statement means where it stands, as a vector that `relate` compares. A function of the text and the model.

A network reads the words of a statement together with the paragraphs around them, so that "nothing got out" is near
"the germ escaped" in a story about a laboratory (late chunking, Günther et al. 2024: contextual states of a window,
mean over the pieces of each content).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from sayso.models import SenseReader
from sayso.records import Act, Statement
from sayso.statements.tagging.pieces import Pieces, model_input, slots, windows

# Pieces a window holds. Pairs of statements of seven invented disputes, one claim or two, by the network as it came:
# AUC 0.71 in one article and 0.75 across articles with 128, 0.69 and 0.71 with 256, where more is read than is meant.
REACH = 128
SCALE = 127
SIDES = frozenset((Act.ASSERT, Act.ACCUSE, Act.CONFIRM, Act.SUGGEST, Act.DENY, Act.DISMISS, Act.DECLINE))


def with_senses(said: Sequence[Statement], pieces: Pieces, reader: SenseReader) -> tuple[Statement, ...]:
    """The statements, those that take a side with their senses. Spans point into the text that `pieces` are of.

    Windows without such a statement are not read.
    """
    held = [held_by(pieces, [(span.start, span.end) for span in statement.content]) for statement in said]
    totals = np.zeros((len(said), reader.definition.size))
    for window in windows(pieces, REACH):
        places = slots(window)
        wanted = [at for at, mask in enumerate(held) if mask[places[places >= 0]].any() and said[at].act in SIDES]
        if wanted:
            states = reader.run(model_input(pieces, places)[0])
            for at in wanted:
                totals[at] += states[(places >= 0) & held[at][places]].sum(axis=0)
    return tuple(
        replace(statement, proposition=replace(statement.proposition, sense=_packed(total)))
        for statement, total in zip(said, totals, strict=True)
    )


def held_by(pieces: Pieces, spans: Iterable[tuple[int, int]]) -> NDArray[np.bool_]:
    """Which pieces lie in one of the spans of the text."""
    mask = np.zeros(len(pieces.ids), np.bool_)
    for start, end in spans:
        mask |= (pieces.starts < end) & (pieces.ends > start)
    return mask


def _packed(total: NDArray[np.float64]) -> bytes:
    norm = float(np.linalg.norm(total))
    return np.round(total / norm * SCALE).astype(np.int8).tobytes() if norm else b""
