"""The tagger's numbers to attributions: the best sequence of tags, then which content goes with which cue and source.

Tags are BIO over source, cue and content (Ramshaw and Marcus 1995), read with Viterbi under the rule that an inside tag
follows its own kind. Links are pointers: a content points to the first word of its cue, a cue to the first word of its
source, or to [CLS] where nobody is named (after the linking of Citron, and of pointer networks, Vinyals et al. 2015).
"""

from __future__ import annotations

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


def viterbi(emissions: Numbers, lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Best tag sequences of several rows at once. `emissions`: rows x places x 7, log probabilities."""
    rows, places, tags = emissions.shape
    if not rows or not places:
        return np.zeros((rows, places), dtype=np.int64)
    inside = np.array([2, 4, 6])
    best = emissions[:, 0].copy()
    best[:, inside] = -np.inf
    back = np.zeros((rows, places, tags), dtype=np.int64)
    ahead = np.arange(rows)
    final = np.zeros((rows, tags), dtype=np.float32)
    for place in range(places):
        if place:
            top = best.argmax(1)
            step = np.repeat(best[ahead, top][:, None], tags, axis=1)
            back[:, place] = top[:, None]
            for tag in inside:
                opened = best[:, tag - 1] > best[:, tag]
                step[:, tag] = np.where(opened, best[:, tag - 1], best[:, tag])
                back[:, place, tag] = np.where(opened, tag - 1, tag)
            best = step + emissions[:, place]
        final[lengths == place + 1] = best[lengths == place + 1]
    path = np.zeros((rows, places), dtype=np.int64)
    current = final.argmax(1)
    for place in range(places - 1, -1, -1):
        live = lengths > place
        path[live, place] = current[live]
        follows = live & (place > 0)
        current = np.where(follows, back[ahead, place, current], current)
    return path


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
    lengths = np.array([len(segment) for segment in segments], dtype=np.int64)
    padded = np.zeros((len(segments), int(lengths.max(initial=0)), len(TAGS)), dtype=np.float32)
    for row, segment in enumerate(segments):
        padded[row, : len(segment)] = emissions[segment]
    found: dict[int, list[tuple[int, ...]]] = {SOURCE: [], CUE: [], CONTENT: []}
    for row, path in enumerate(viterbi(padded, lengths).tolist()):
        run: list[int] = []
        for tag, place in zip(path, segments[row].tolist(), strict=False):
            if tag and tag % 2:
                run = [place]
                found[tag].append(run)  # type: ignore[arg-type]
            elif tag:
                run.append(place)
    return {kind: [tuple(run) for run in runs] for kind, runs in found.items()}
