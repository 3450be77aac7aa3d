"""Which sentences of a copy tell what which sentences of its origin tell: the ground for shares and changes.

Sentences weigh by their words, quoted ones included; a word weighs by how few sentences of the two texts have it. The
most alike are paired first, in any order; a sentence that was parted in two, or stands at the place of another
between two pairs, joins them.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.copies.folding import Folded
from sayso.copies.kernels import Hashes
from sayso.text import sentences

LIKE = 0.2  # two sentences this alike (Dice coefficient of weights) tell the same; taken from `rewrites`, not tuned
LIKE_BETWEEN = 0.06  # enough for the only two sentences that stand between the same neighbours
NEIGHBOUR = 0.15  # what the likeness of the sentences before and after adds
TOLD_AGAIN = 0.5  # alike enough to be a second telling of a sentence that is paired already
PARTED = 0.5  # part of a sentence that its neighbour's partner holds beside what it has of that, when one was parted

Bounds = tuple[int, int]  # words `[first, last)`
Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]
Group = tuple[set[int], set[int]]  # sentences of the copy and of the origin that tell the same


class Passage(NamedTuple):
    """Neighbouring sentences of a copy and those of its origin that tell the same."""

    copy: Bounds
    origin: Bounds


class Told(NamedTuple):
    """A text's sentences: their words, and what each says as sorted distinct hashes."""

    bounds: tuple[Bounds, ...]
    said: tuple[Hashes, ...]


def read_sentences(text: Folded) -> Told:
    """The sentences of an article; content words by their stems, function words as they stand."""
    stems = np.where(text.stems == 0, text.hashes, text.stems)
    starts = [span.start for span in sentences(text.article.text)]
    edges = [*np.searchsorted(text.starts, starts).tolist(), len(text)]
    bounds = tuple((first, last) for first, last in itertools.pairwise(edges) if first < last)
    return Told(bounds, tuple(np.unique(stems[first:last]) for first, last in bounds))


def pair_passages(copy: Folded, origin: Folded) -> list[Passage]:
    """Passages of both that tell the same, in order of the copy; no sentence stands in two."""
    ours, theirs = read_sentences(copy), read_sentences(origin)
    if not ours.bounds or not theirs.bounds:
        return []
    has, weight = _weighed(ours, theirs)
    shared, weights = _shared_weights(has, weight)
    partner = _pair(2 * shared / np.add.outer(*weights))
    groups = {one: ({one}, {other}) for one, other in partner.items()}
    _join_parted(groups, has, weight)
    return [
        Passage(_bounds(ours, mine), _bounds(theirs, other))
        for mine, other in sorted(groups.values(), key=lambda group: min(group[0]))
    ]


def told_again(copy: Folded, origin: Folded, passages: Sequence[Passage]) -> list[Passage]:
    """Sentences of the copy in none of `passages`, each with the origin's sentence in one of them that it tells again.

    A text may tell a passage twice, say in a caption, with a change in one telling only.
    """
    ours, theirs = read_sentences(copy), read_sentences(origin)
    alone = [n for n, (first, _) in enumerate(ours.bounds) if not any(a <= first < b for (a, b), _ in passages)]
    if not alone or not passages:
        return []
    shared, weights = _shared_weights(*_weighed(ours, theirs))
    alike = (2 * shared / np.add.outer(*weights))[alone]
    return [
        Passage(ours.bounds[one], theirs.bounds[other])
        for one, other, fit in zip(alone, alike.argmax(axis=1).tolist(), alike.max(axis=1).tolist(), strict=True)
        if fit >= TOLD_AGAIN
    ]


def _bounds(told: Told, places: set[int]) -> Bounds:
    return told.bounds[min(places)][0], told.bounds[max(places)][1]


def _weighed(ours: Told, theirs: Told) -> tuple[tuple[Matrix, Matrix], Vector]:
    """Which words each sentence of both texts has, 0 or 1, and what each word weighs."""
    every = [*ours.said, *theirs.said]
    vocabulary, inverse, often = np.unique(np.concatenate(every), return_inverse=True, return_counts=True)
    has = np.zeros((len(every), len(vocabulary)))
    has[np.repeat(np.arange(len(every)), [len(said) for said in every]), inverse] = 1
    weight = np.log((len(every) + 2) / (often + 1)) + 0.05  # so that a sentence of common words is like itself
    return (has[: len(ours.said)], has[len(ours.said) :]), weight


def _shared_weights(has: tuple[Matrix, Matrix], weight: Vector) -> tuple[Matrix, tuple[Vector, Vector]]:
    """The weight that each sentence of one text shares with each of the other, and the weight of each."""
    mine, other = has
    return (mine * weight) @ other.T, (mine @ weight, other @ weight)


def _pair(alike: Matrix) -> dict[int, int]:
    """Each sentence with at most one of the other text, the most alike first.

    A passage may be told twice: what stands before and after counts too, and of equals the nearest in place.
    """
    ours, theirs = np.nonzero(alike >= LIKE)
    fit = alike.copy()
    fit[1:, 1:] += NEIGHBOUR * alike[:-1, :-1]
    fit[:-1, :-1] += NEIGHBOUR * alike[1:, 1:]
    far = np.abs(ours / alike.shape[0] - theirs / alike.shape[1])
    by = np.lexsort((theirs, ours, far, -np.round(fit[ours, theirs], 6)))
    partner = pair_off(ours[by], theirs[by])
    known = {**partner, -1: -1, alike.shape[0]: alike.shape[1]}
    for one in range(alike.shape[0]):
        before, after = known.get(one - 1), known.get(one + 1)
        between = one not in partner and before is not None and after == before + 2
        if between and before is not None and alike[one, before + 1] >= LIKE_BETWEEN:
            partner[one] = known[one] = before + 1
    return partner


def pair_off(ours: NDArray[np.int64], theirs: NDArray[np.int64]) -> dict[int, int]:
    """Each of `ours` with one of `theirs`, each used once; a pair that comes earlier wins."""
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for one, other in zip(ours.tolist(), theirs.tolist(), strict=True):
        if one not in partner and other not in taken:
            partner[one] = other
            taken.add(other)
    return partner


def _join_parted(groups: dict[int, Group], has: tuple[Matrix, Matrix], weight: Vector) -> None:
    """Let sentences left alone join a neighbour's group whose other side tells most of what they say.

    What the group's own side says too is left aside: a second telling is no second half.
    """
    for side in (0, 1):
        mine = {place: group for group in groups.values() for place in group[side]}
        for place, own in enumerate(has[side]):
            if place in mine:
                continue
            near = [mine[next_to] for next_to in (place - 1, place + 1) if next_to in mine]
            fits = [(_part_told(own, group, side, has, weight), -n, group) for n, group in enumerate(near)]
            best = max(fits, key=lambda fit: fit[:2], default=None)
            if best and best[0] >= PARTED:
                best[2][side].add(place)
                mine[place] = best[2]


def _part_told(own: Vector, group: Group, side: int, has: tuple[Matrix, Matrix], weight: Vector) -> float:
    """The part of a sentence's weight that the group's other side tells and its own side does not."""
    told, said = (has[at][sorted(group[at])].max(axis=0) for at in (1 - side, side))
    return float((own * told * (1 - said)) @ weight / (own @ weight))


def left_alone(text: Folded, paired: Sequence[Bounds]) -> list[Bounds]:
    """The words of a text that stand in none of these bounds, as unbroken stretches."""
    edges = sorted(paired)
    starts = [0, *itertools.accumulate((last for _, last in edges), max)]
    ends = [*(first for first, _ in edges), len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]
