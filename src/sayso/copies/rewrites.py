"""Copies reworded throughout: sentences that say the same with the same rare words, names and numbers.

Only an article's own voice is read: words inside quotation marks and boilerplate are mute. A word weighs by how few
of the other stories have it (inverse document frequency). Whether two texts are one told again is a logistic model over
five measures of a pair that a reader can follow (`Measures`). Static sentence vectors (wordllama) were tried as a sixth
and a seventh and added nothing; docs/evaluation.md tells how the weights were fitted.
"""

from __future__ import annotations

import bisect
import functools
import itertools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.copies.candidates import count_pairs
from sayso.copies.folding import Folded
from sayso.copies.kernels import Counts, Hashes, Mask
from sayso.copies.passages import pair_off
from sayso.copies.postings import Postings, group_sizes
from sayso.text import sentences

MIN_SENTENCE = 5  # own words of a sentence that counts
MIN_TEXT = 30  # own words of a text that can be told again; below, captions and stubs look alike
MAX_STORIES = 32  # a word in more stories is too common to bring two together
MIN_RARE = 6  # rarer words that two texts share before they are compared
MIN_RARE_PART = 0.08  # and their part of all that the two have (geometric mean)
MIN_SHARED_WEIGHT = 0.15  # geometric mean of the parts of their weight that the two texts share
LIKE = 0.2  # two sentences this alike (Dice coefficient of weights) say the same
EXACT = 2  # up to so many, counts are not rounded
SMOOTHING = 20  # stories added to the pile, so that in a pile of two a word still weighs

Weights = NDArray[np.float64]


class Telling(NamedTuple):
    """What an article says in its own voice."""

    sentences: tuple[tuple[int, int], ...]  # `[first, last)` words of the article; those with MIN_SENTENCE own words
    sizes: Weights  # own words in each
    stems: tuple[Hashes, ...]  # distinct content words of each, sorted
    vocabulary: Hashes  # of all of them, sorted


class Measures(NamedTuple):
    """How alike two tellings are; each 0..1."""

    weight: float  # geometric mean of the parts of their weight that the two share
    words: float  # the same of their distinct content words: sharing common words only is no sign of copying
    alike: float  # likeness of a sentence to the one most like it, in the mean; the lower of both sides
    held: float  # part of a sentence's weight that one sentence of the other, or two in a row, hold; the higher side
    paired: float  # geometric mean of the parts of both that stand in sentences with a partner of their own


# Fitted on 4,011 candidate pairs of 14 made piles of two sources by `training/copies/fit.py`.
INTERCEPT = -9.55
WEIGHTS = Measures(weight=32.81, words=-27.81, alike=12.07, held=13.32, paired=3.53)
# Log odds from which a pair is a rewrite. In a real pile of one day's reports on one event, read by eye, 10 of the 12
# from 0 to 1.3 were independent reports and those from 2.3 were not. From LIKELY on such a pair must tell MIN_BOTH of
# either text again, which keeps out all but one of the 10; one at 1.25 goes through. On made piles the floor of the
# gate asks for SURE below 1.18. Who names the other has said so himself.
SURE = 1.2
LIKELY = 0.4
MIN_BOTH = 0.4  # part of the words of each text in passages that tell what the other tells
LIKELY_CREDITED = -1.0
NO_ODDS = -math.inf
# Two reporters seldom tell the same in the same order (the chance of five sentences is 1 in 120): then less is enough.
# It was chosen for long rewrites in small piles on one matter, where few words are rare: the sample has one.
MIN_IN_ORDER = 5  # sentences with a partner
IN_ORDER = 0.75  # part of them that stand in one order in both
MIN_PAIRED = 0.5  # `Measures.paired`


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
    unknown: float  # of every other word

    def weigh(self, stems: Hashes) -> Weights:
        """The weight of each of these words."""
        if not len(self.vocabulary):
            return np.full(len(stems), self.unknown)
        at = np.minimum(np.searchsorted(self.vocabulary, stems), len(self.vocabulary) - 1)
        return np.where(self.vocabulary[at] == stems, self.weights[at], self.unknown)


class Retellings(NamedTuple):
    """What `find_retellings` gives back. Texts by their places in what it was given."""

    words: dict[int, Hashes]  # of each text that is long enough to be told again
    pairs: dict[tuple[int, int], float]  # texts that share rare words, and the odds; NO_ODDS: too low to matter


def find_retellings(texts: Sequence[Folded]) -> Retellings:
    """Pairs of texts that may tell the same story in other words. Near-copies should be given once: words are
    weighed.
    """
    words = {place: own for place, text in enumerate(texts) if (own := told_words(text)) is not None}
    long, sets = list(words), list(words.values())
    lengths = np.array([len(own) for own in sets], dtype=np.int64)
    lexicon = weigh_words(sets)
    with Postings(sets) as postings:
        wanted = ((index, index.sizes <= MAX_STORIES) for index in postings.ranges())
        codes, counts = count_pairs(wanted, len(sets))
    left, right = np.divmod(codes, max(1, len(sets)))
    rare = share_rare(counts, lengths[left], lengths[right])
    pairs = [(long[one], long[other]) for one, other in zip(left[rare].tolist(), right[rare].tolist(), strict=True)]
    return Retellings(words, score_pairs(pairs, texts.__getitem__, words, lexicon))


def share_rare(shared: Counts, lengths: Counts, others: Counts) -> Mask:
    """Which pairs share enough rarer words to be compared; `lengths`, `others`: content words of both sides."""
    enough: Mask = (shared >= MIN_RARE) & (shared >= MIN_RARE_PART * np.sqrt(lengths * others))
    return enough


def score_pairs(
    pairs: Iterable[tuple[int, int]], text: Callable[[int], Folded], words: Mapping[int, Hashes], lexicon: Lexicon
) -> dict[tuple[int, int], float]:
    """The odds of each pair, whichever comes first, to four digits; NO_ODDS below LIKELY_CREDITED."""
    told = functools.cache(lambda place: tell(text(place)))
    scores = {}
    for pair in pairs:
        one, other = sorted(pair, key=lambda place: text(place).article.article_id)
        scores[pair] = NO_ODDS
        if _shared_weight(words[one], words[other], lexicon) >= MIN_SHARED_WEIGHT:  # sentences take longer
            odds = round(told_again(told(one), told(other), lexicon), 1)
            scores[pair] = odds if odds >= LIKELY_CREDITED else NO_ODDS
    return scores


def told_words(text: Folded) -> Hashes | None:
    """The words of an article's own voice; None when it is too short to be told again."""
    return own_words(text) if int((~text.mute).sum()) >= MIN_TEXT else None


def own_words(text: Folded) -> Hashes:
    """The distinct content words of an article's own voice, sorted."""
    return _distinct(text.stems[~text.mute])


def weigh_words(sets: Sequence[Hashes]) -> Lexicon:
    """What each word weighs in a pile of texts with these words."""
    keys, counts = group_sizes(sets)
    return lexicon_of(keys, counts, len(sets))


def lexicon_of(words: Hashes, counts: Counts, texts: int) -> Lexicon:
    """What each of these words weighs, that are sorted, in a pile of so many texts of which so many have it.

    All numbers are known to a power of two only (`scale`), so that one text more alters the weight of few words.
    """
    total = float(scale(np.array([texts]))[0]) + SMOOTHING
    return Lexicon(words, np.maximum(np.log(total / (scale(counts) + 1)), 0.0), math.log(total))


def scale(counts: Counts) -> Weights:
    """Each count as the middle, in logarithms, between its power of two and the next; up to two as it stands."""
    powers: Weights = np.exp2(np.floor(np.log2(np.maximum(counts, 1))))
    return np.where(counts <= EXACT, counts, powers * math.sqrt(2))


def _shared_weight(left: Hashes, right: Hashes, lexicon: Lexicon) -> float:
    """The geometric mean of the parts of their weight that two texts share."""
    shared = np.intersect1d(left, right, assume_unique=True)
    ours, theirs, both = (float(lexicon.weigh(stems).sum()) for stems in (left, right, shared))
    return both / math.sqrt(max(ours * theirs, 1e-9))


def told_again(left: Telling, right: Telling, lexicon: Lexicon) -> float:
    """The log odds that one of the two is the other told again."""
    found = _compare(left, right, lexicon)
    if found is None:
        return INTERCEPT
    measures, overlap = found
    odds = INTERCEPT + sum(w * m for w, m in zip(WEIGHTS, measures, strict=True))
    return max(odds, SURE) if measures.paired >= MIN_PAIRED and overlap.in_order() else odds


def measure(left: Telling, right: Telling, lexicon: Lexicon) -> Measures | None:
    """How alike two tellings are; None when they share so little that nothing needs be measured."""
    found = _compare(left, right, lexicon)
    return found[0] if found else None


def _compare(left: Telling, right: Telling, lexicon: Lexicon) -> tuple[Measures, _Overlap] | None:
    weight = _shared_weight(left.vocabulary, right.vocabulary, lexicon)
    if weight < MIN_SHARED_WEIGHT or not left.sentences or not right.sentences:
        return None
    shared = np.intersect1d(left.vocabulary, right.vocabulary, assume_unique=True)
    words = len(shared) / math.sqrt(len(left.vocabulary) * len(right.vocabulary))
    overlap = _Overlap(left, right, shared, lexicon)
    return Measures(weight, words, overlap.alike(), overlap.held(), overlap.paired()), overlap


class _Overlap:
    """What the sentences of two texts share."""

    def __init__(self, left: Telling, right: Telling, shared: Hashes, lexicon: Lexicon) -> None:
        has = [np.array([np.isin(shared, stems) for stems in side.stems], dtype=np.float64) for side in (left, right)]
        two = [np.maximum(side[:-1], side[1:]) if len(side) > 1 else side for side in has]
        weights = lexicon.weigh(shared)
        self._totals = [
            np.maximum([lexicon.weigh(stems).sum() for stems in side.stems], 1e-9) for side in (left, right)
        ]
        self._sizes = [side.sizes / side.sizes.sum() for side in (left, right)]
        both = (has[0] * weights) @ has[1].T
        self._held = (
            np.maximum(both.max(axis=1), ((has[0] * weights) @ two[1].T).max(axis=1)),
            np.maximum(both.max(axis=0), ((two[0] * weights) @ has[1].T).max(axis=0)),
        )
        self._dice: Weights = 2 * both / np.add.outer(*self._totals)
        self._partners = self._pair()

    def _pair(self) -> list[tuple[int, int]]:
        """Sentences that say the same, each used once, the most alike first; in order of the left."""
        ours, theirs = np.nonzero(self._dice >= LIKE)
        by = np.lexsort((theirs, ours, -self._dice[ours, theirs]))
        return sorted(pair_off(ours[by], theirs[by]).items())

    def alike(self) -> float:
        """See `Measures`."""
        return min(float(self._dice.max(axis=1) @ self._sizes[0]), float(self._dice.max(axis=0) @ self._sizes[1]))

    def held(self) -> float:
        """See `Measures`."""
        return max(
            float(held / totals @ sizes)
            for held, totals, sizes in zip(self._held, self._totals, self._sizes, strict=True)
        )

    def paired(self) -> float:
        """See `Measures`."""
        ours = float(self._sizes[0][[one for one, _ in self._partners]].sum())
        theirs = float(self._sizes[1][[other for _, other in self._partners]].sum())
        return math.sqrt(ours * theirs)

    def in_order(self) -> bool:
        """Whether so many sentences have their partners in the same order that two reporters hardly wrote them."""
        rise = _longest_rise([other for _, other in self._partners])
        return len(self._partners) >= MIN_IN_ORDER and rise >= IN_ORDER * len(self._partners)


def _longest_rise(places: Sequence[int]) -> int:
    """The length of the longest rising subsequence (patience sorting)."""
    tops: list[int] = []
    for place in places:
        at = bisect.bisect_left(tops, place)
        tops[at : at + 1] = [place]
    return len(tops)
