"""Copies reworded throughout: sentences that say the same with the same rare words, names and numbers.

Only an article's own voice is read: words inside quotation marks and boilerplate are mute. A word weighs by how few
of the other stories have it (inverse document frequency). Two texts are one told again when each holds much of the
other's weight, and nearly every sentence of each has a sentence like it in the other. Static sentence vectors
(wordllama) were tried and added nothing to these two measures on the made piles.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.copies.candidates import count_pairs, index_of
from sayso.copies.folding import Folded, Hashes
from sayso.text import sentences

MIN_SENTENCE = 5  # own words of a sentence that counts
MIN_TEXT = 40  # own words of a text that can be told again; below, captions and stubs look alike
MAX_STORIES = 32  # a word in more stories is too common to bring two together
MIN_RARE = 6  # rarer words that two texts share before they are compared
MIN_RARE_PART = 0.08  # and their part of all that the two have (geometric mean)
MIN_SHARED_WEIGHT = 0.25  # geometric mean of the parts of their weight that the two texts share
MIN_SCORE = 0.5  # shared weight + likeness of sentences: docs/evaluation.md tells how it was set
LIKE = 0.2  # two sentences this alike (Dice coefficient of weights) say the same
MIN_COVERED = 0.5  # geometric mean of the parts of the two texts in sentences that have a partner in the other
MIN_ALIGNED = 3  # sentences; with fewer, nearly all must have a partner
MIN_COVERED_SHORT = 0.7
# Two reporters seldom tell the same in the same order: then less shared weight is enough. On made piles (seeds 1-5) it
# finds 1 of the 25 rewrites missed without it and joins none of 2,595 pairs of different stories; it was chosen for
# long rewrites, of which the sample in examples/ has one that nothing else finds.
MIN_SHARED_IN_ORDER = 0.18
MIN_ALIGNED_IN_ORDER = 5  # sentences
IN_ORDER = 0.75  # part of them that stand in one order in both
SMOOTHING = 20  # stories added to the pile, so that in a pile of two a word still weighs

Weights = NDArray[np.float64]


class Telling(NamedTuple):
    """What an article says in its own voice."""

    sentences: tuple[tuple[int, int], ...]  # `[first, last)` words of the article; those with MIN_SENTENCE own words
    sizes: Weights  # own words in each
    stems: tuple[Hashes, ...]  # distinct content words of each, sorted
    vocabulary: Hashes  # of all of them, sorted


class Retelling(NamedTuple):
    """Two tellings that say the same; places in the sequence given to `find_retellings`."""

    left: int
    right: int
    score: float  # 0..2


def tell(text: Folded) -> Telling:
    """Read an article's own voice sentence by sentence."""
    stems = np.where(text.mute, np.uint64(0), text.stems)
    spans = sentences(text.article.text)
    edges = [*np.searchsorted(text.starts, [span.start for span in spans]).tolist(), len(text)]
    bounds = [(first, last) for first, last in itertools.pairwise(edges) if first < last]
    sizes = [int((~text.mute[first:last]).sum()) for first, last in bounds]
    kept = [place for place, size in enumerate(sizes) if size >= MIN_SENTENCE]
    per_sentence = tuple(_distinct(stems[bounds[place][0] : bounds[place][1]]) for place in kept)
    return Telling(
        tuple(bounds[place] for place in kept),
        np.array([sizes[place] for place in kept], dtype=np.float64),
        per_sentence,
        _distinct(np.concatenate([*per_sentence, np.zeros(0, dtype=np.uint64)])),
    )


def _distinct(stems: Hashes) -> Hashes:
    return np.unique(stems[stems != 0])


class Lexicon(NamedTuple):
    """What each content word of a pile weighs."""

    vocabulary: Hashes  # sorted
    weights: Weights

    def weigh(self, stems: Hashes) -> Weights:
        """The weight of each of these words, all of which are in the pile."""
        weights: Weights = self.weights[np.searchsorted(self.vocabulary, stems)]
        return weights


class Retellings(NamedTuple):
    """What `find_retellings` gives back."""

    pairs: tuple[Retelling, ...]
    lexicon: Lexicon


def find_retellings(tellings: Sequence[Telling]) -> Retellings:
    """Pairs of texts that tell the same story in other words. Near-copies should be given once: words are weighed."""
    long = [place for place, telling in enumerate(tellings) if telling.sizes.sum() >= MIN_TEXT]
    sets = [tellings[place].vocabulary for place in long]
    if len(long) < 2:
        return Retellings((), Lexicon(np.zeros(0, dtype=np.uint64), np.zeros(0)))
    index = index_of(sets)
    lexicon = Lexicon(index.keys[index.first], np.log((len(sets) + SMOOTHING) / (index.sizes + 1)))
    codes, counts = count_pairs(index, (index.sizes > 1) & (index.sizes <= MAX_STORIES))
    codes, counts = codes[counts >= MIN_RARE], counts[counts >= MIN_RARE]
    left, right = np.divmod(codes, len(sets))
    rare = counts >= MIN_RARE_PART * np.sqrt(index.lengths[left] * index.lengths[right])
    totals = [float(lexicon.weigh(stems).sum()) for stems in sets]
    found = []
    for one, other in zip(left[rare].tolist(), right[rare].tolist(), strict=True):
        shared = np.intersect1d(sets[one], sets[other], assume_unique=True)
        part = float(lexicon.weigh(shared).sum()) / (totals[one] * totals[other]) ** 0.5
        if part < MIN_SHARED_IN_ORDER:
            continue
        ours, theirs = tellings[long[one]], tellings[long[other]]
        score = part + _agreement(ours, theirs, lexicon)
        likely = part >= MIN_SHARED_WEIGHT and score >= MIN_SCORE
        if _is_told_again(ours, theirs, align_sentences(ours, theirs, lexicon), likely):
            found.append(Retelling(long[one], long[other], round(score, 4)))
    return Retellings(tuple(found), lexicon)


def _agreement(left: Telling, right: Telling, lexicon: Lexicon) -> float:
    """How alike a sentence of one text is to the most like one of the other, in the mean; the lower of both sides."""
    alike = _likeness(left, right, lexicon)
    ours = float(alike.max(axis=1) @ left.sizes / left.sizes.sum())
    theirs = float(alike.max(axis=0) @ right.sizes / right.sizes.sum())
    return min(ours, theirs)


def _likeness(left: Telling, right: Telling, lexicon: Lexicon) -> Weights:
    """Dice coefficient of the weights of each sentence of `left` with each of `right`."""
    shared = np.intersect1d(left.vocabulary, right.vocabulary, assume_unique=True)
    ours, theirs = (
        np.array([np.isin(shared, stems) for stems in side.stems], dtype=np.float64) for side in (left, right)
    )
    totals = [np.array([lexicon.weigh(stems).sum() for stems in side.stems]) for side in (left, right)]
    both = totals[0][:, None] + totals[1][None, :]
    alike: Weights = 2 * (ours * lexicon.weigh(shared)) @ theirs.T / np.maximum(both, 1e-9)
    return alike


def align_sentences(left: Telling, right: Telling, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Sentences of both that say the same, each used once, the most alike first; as places, in order of the left."""
    alike = _likeness(left, right, lexicon)
    ours, theirs = np.nonzero(alike >= LIKE)
    ranked = sorted(zip((-alike[ours, theirs]).tolist(), ours.tolist(), theirs.tolist(), strict=True))
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, one, other in ranked:
        if one not in partner and other not in taken:
            partner[one] = other
            taken.add(other)
    return sorted(partner.items())


def _is_told_again(left: Telling, right: Telling, aligned: Sequence[tuple[int, int]], likely: bool) -> bool:
    """Whether most sentences of both have a partner: reports of one event share a few, a rewrite goes through all.

    Where the shared weight does not make it `likely`, the partners must stand in one order too.
    """
    ours = float(left.sizes[[one for one, _ in aligned]].sum() / left.sizes.sum())
    theirs = float(right.sizes[[other for _, other in aligned]].sum() / right.sizes.sum())
    covered = float((ours * theirs) ** 0.5)
    if not likely:
        in_order = _longest_rise([other for _, other in aligned]) >= IN_ORDER * len(aligned)
        return len(aligned) >= MIN_ALIGNED_IN_ORDER and in_order and covered >= MIN_COVERED
    return covered >= (MIN_COVERED if len(aligned) >= MIN_ALIGNED else MIN_COVERED_SHORT)


def _longest_rise(places: Sequence[int]) -> int:
    """The length of the longest rising subsequence (patience sorting)."""
    tops: list[int] = []
    for place in places:
        at = bisect.bisect_left(tops, place)
        tops[at : at + 1] = [place]
    return len(tops)
