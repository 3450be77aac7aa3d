"""The tagger's numbers to attributions: the best sequence of tags, then which content goes with which cue and source.

Tags are BIO over source, cue and content (Ramshaw and Marcus 1995), read with Viterbi under the rule that an inside tag
follows its own kind. Links are pointers: a content points to the first word of its cue, a cue to the first word of its
source, or to [CLS] where nobody is named (after the linking of Citron, and of pointer networks, Vinyals et al. 2015).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
SOURCE, CUE, CONTENT = 1, 3, 5  # the tag that opens each
LINK = 0.5  # least share of a content's pointer that a cue must draw
Numbers = NDArray[np.float32]


class Tagged(Struct, frozen=True):
    """One attribution in a window, as places of the window's input."""

    source: tuple[int, ...]  # places of words, in order; empty: nobody is named
    cue: tuple[int, ...]  # empty: content that no cue draws
    content: tuple[tuple[int, ...], ...]
    surety: tuple[float, float, float]  # of the content's tags, its link to the cue, the cue's to the source; 0..1


def log_softmax(scores: Numbers) -> Numbers:
    """Along the last axis, in 32 bit."""
    shifted = scores - scores.max(-1, keepdims=True)
    lowered: Numbers = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return lowered


def viterbi(emissions: Sequence[Sequence[float]]) -> list[int]:
    """The best sequence of tags. `emissions`: places x 7, log probabilities.

    In plain numbers: a step in NumPy costs more to call than seven tags take (13 ms an article against 3).
    """
    best = [0.0, *(0.0, -math.inf) * 3]
    back: list[list[int]] = []
    for scores in emissions:
        top = max(range(7), key=best.__getitem__)
        high = best[top]
        came = [top] * 7
        step = [high + score for score in scores]
        for tag in (2, 4, 6):
            came[tag] = tag - 1 if best[tag - 1] > best[tag] else tag
            step[tag] = best[came[tag]] + scores[tag]
        if not back:
            step[2] = step[4] = step[6] = -math.inf
        best = step
        back.append(came)
    path = [max(range(7), key=best.__getitem__)] if back else []
    for came in reversed(back[1:]):
        path.append(came[path[-1]])
    return path[::-1]


def decode(
    tags: Numbers,
    to_cue: Numbers,
    to_source: Numbers,
    segments: Sequence[NDArray[np.int64]],
) -> list[Tagged]:
    """Attributions of one window.

    `tags`: places x 7, `to_cue`, `to_source`: places x places, all as the model gives them, cut to the window's length.
    `segments`: for each paragraph of the window the places of its words' first pieces.
    """
    emissions = log_softmax(tags)
    spans = _spans(emissions, segments)
    cues = spans[CUE]
    groups: dict[int, list[tuple[int, ...]]] = {}
    shares: dict[int, float] = {}
    loose: list[Tagged] = []
    for words in spans[CONTENT]:
        points = np.exp(log_softmax(to_cue[list(words)])).mean(0)
        drawn = [float(points[list(cue)].sum()) for cue in cues]
        best = int(np.argmax(drawn)) if drawn else -1
        if best >= 0 and drawn[best] >= LINK:
            groups.setdefault(best, []).append(words)
            shares[best] = min(shares.get(best, 1.0), drawn[best])
        else:
            loose.append(Tagged((), (), (words,), (_sure(emissions, words), max(drawn, default=0.0), 0.0)))
    found = []
    for best, contents in sorted(groups.items()):
        source, share = _source(to_source[list(cues[best])], spans[SOURCE])
        places = [place for words in contents for place in words]
        surety = (_sure(emissions, places), shares[best], share)
        found.append(Tagged(source, cues[best], tuple(contents), surety))
    return found + loose


def _sure(emissions: Numbers, places: Sequence[int]) -> float:
    """Geometric mean of the probability of the likelier content tag."""
    return float(np.exp(emissions[list(places), CONTENT:].max(1).mean()))


def _source(scores: Numbers, sources: Sequence[tuple[int, ...]]) -> tuple[tuple[int, ...], float]:
    """The source that a cue points to, with the share of the pointer it draws; empty: it points to [CLS]."""
    points = np.exp(log_softmax(scores)).mean(0)
    best: tuple[int, ...] = ()
    share = float(points[0])
    for source in sources:
        drawn = float(points[list(source)].sum())
        if drawn > share:
            best, share = source, drawn
    return best, share


def _spans(emissions: Numbers, segments: Sequence[NDArray[np.int64]]) -> dict[int, list[tuple[int, ...]]]:
    """Runs of one kind in the best sequences, by the tag that opens them; a run never leaves its paragraph."""
    found: dict[int, list[tuple[int, ...]]] = {SOURCE: [], CUE: [], CONTENT: []}
    for segment in segments:
        run: list[int] = []
        for tag, place in zip(viterbi(emissions[segment].tolist()), segment.tolist(), strict=True):
            if tag and tag % 2:
                run = [place]
                found[tag].append(run)  # type: ignore[arg-type]
            elif tag:
                run.append(place)
    return {kind: [tuple(run) for run in runs] for kind, runs in found.items()}
