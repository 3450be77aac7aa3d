"""A pile as it is with articles added: what was kept of it, and what is found to have changed, asked as one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set

import numpy as np

from sayso.copies.folding import Folded, fingerprint, fold, mute_boilerplate
from sayso.copies.kernels import Counts, Hashes
from sayso.copies.pile import Pair, Pile, place_of, read_pile
from sayso.copies.postings import Index, cut_short, index_of, owners_of, pack, repack
from sayso.copies.rewrites import NO_ODDS
from sayso.copies.standing import NO_HASHES, Held, Standing
from sayso.records import Article


class Present:
    """Articles go by numbers, as in `Standing`. What changed is set by `growing`, step by step."""

    def __init__(self, standing: Standing, added: Iterable[Article]) -> None:
        self.standing = standing
        self.fresh = dict(enumerate(added, start=standing.size))
        self._folds = {number: fold(article) for number, article in self.fresh.items()}
        self._held = {number: Held(fingerprint(text), None) for number, text in self._folds.items()}
        self._texts: dict[int, Folded] = {}
        self.shingles = packed({number: held.fingerprint for number, held in self._held.items()})
        self.common = self.common_gone = NO_HASHES  # shingles that became boilerplate, and that are it no longer
        self.near_came: Set[Pair] = set()
        self.near_gone: Set[Pair] = set()
        self.words_came = self.words_gone = NO_HASHES  # packed
        self.retold: Mapping[Pair, float] = {}  # new, or with other odds
        self.retold_gone: Set[Pair] = set()

    def held(self, numbers: Iterable[int]) -> dict[int, Held]:
        """What is kept of these articles; of new ones the words are not known yet."""
        some = list(numbers)
        unknown = [number for number in some if number not in self._held]
        if unknown:
            self._held |= self.standing.held(unknown)
        return {number: self._held[number] for number in some}

    def near(self, numbers: Set[int]) -> set[Pair]:
        """Pairs to align that touch one of these."""
        return (self.standing.near(numbers) - self.near_gone) | touching(self.near_came, numbers)

    def likely(self, numbers: Set[int]) -> dict[Pair, float]:
        """Pairs that touch one of these and may be one told again, with their odds."""
        found = {
            **self.standing.retold(numbers),
            **{pair: self.retold[pair] for pair in touching(self.retold, numbers)},
        }
        return {pair: odds for pair, odds in found.items() if odds > NO_ODDS and pair not in self.retold_gone}

    def boilerplate(self, shingles: Hashes) -> Hashes:
        """Those of these that are boilerplate, sorted."""
        now = np.union1d(self.standing.boilerplate(shingles), np.intersect1d(shingles, self.common))
        return np.setdiff1d(now, self.common_gone)

    def texts_with(self, shingles: Hashes) -> Hashes:
        """The postings, packed, of these shingles."""
        new = self.shingles[np.isin(cut_short(self.shingles), shingles)]
        return np.union1d(self.standing.shingles(shingles), new)

    def telling(self, words: Hashes) -> Hashes:
        """The postings, packed, of these words."""
        new = self.words_came[np.isin(cut_short(self.words_came), cut_short(words))]
        return np.union1d(np.setdiff1d(self.standing.words(words), self.words_gone), new)

    def placed(self, postings: Hashes) -> tuple[Index, Counts]:
        """The index of postings, with articles by their order in the pile, and the number of the one at each place."""
        numbers, at = np.unique(owners_of(postings), return_inverse=True)
        places = self.standing.places([number for number in numbers.tolist() if number not in self.fresh])
        places |= {number: place_of(article) for number, article in self.fresh.items()}
        order = np.array(sorted(range(len(numbers)), key=lambda n: places[int(numbers[n])]), dtype=np.int64)
        rank = np.empty(len(order), dtype=np.uint64)
        rank[order] = np.arange(len(order), dtype=np.uint64)
        return index_of(np.sort(repack(postings, rank[at]))), numbers[order].astype(np.int64)

    def text(self, number: int) -> Folded:
        """An article with its boilerplate mute; asked for when it is known what is boilerplate."""
        if number not in self._texts:
            own = self.held([number])[number].fingerprint
            plain = self._folds.get(number) or fold(self.standing.articles([number])[number])
            self._texts[number] = mute_boilerplate(plain, own, self.boilerplate(cut_short(own)))
        return self._texts[number]

    def pile(self, numbers: Set[int]) -> tuple[Pile, list[int]]:
        """The pile of these articles, which no pair joins to others, and the number of the one at each place."""
        some = sorted(numbers)
        at = {number: place for place, number in enumerate(some)}
        pile, there = read_pile(
            [self.text(number) for number in some], [(at[one], at[other]) for one, other in self.near(numbers)]
        )
        return pile, [some[place] for place in there]


def packed(sets: Mapping[int, Hashes]) -> Hashes:
    """The hashes of articles by their numbers, packed."""
    return np.unique(np.concatenate([NO_HASHES, *(pack(own, number) for number, own in sets.items())]))


def touching(pairs: Iterable[Pair], numbers: Set[int]) -> set[Pair]:
    """The pairs of which one side is among these."""
    return {pair for pair in pairs if pair[0] in numbers or pair[1] in numbers}


def joined_to(numbers: Set[int], pairs: Callable[[Set[int]], Iterable[Pair]]) -> set[int]:
    """These articles and all that pairs join to them."""
    found: set[int] = set()
    edge = set(numbers)
    while edge:
        found |= edge
        edge = {number for pair in pairs(edge) for number in pair} - found
    return found
