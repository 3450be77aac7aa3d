"""Tracing a whole pile at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from sayso.copies.candidates import Candidates, find_candidates
from sayso.copies.folding import fingerprint, fold, mute_boilerplate
from sayso.copies.kernels import Hashes
from sayso.copies.linking import link
from sayso.copies.pile import Pair, pair_of, place_of, read_pile
from sayso.copies.present import packed
from sayso.copies.rewrites import NO_ODDS, find_retellings
from sayso.copies.standing import NO_HASHES, Grown, Held
from sayso.records import Article, Traced


class _Whole(NamedTuple):
    """A pile traced. Numbers are places in `articles`."""

    articles: list[Article]  # the likely origins first
    prints: list[Hashes]
    candidates: Candidates
    words: dict[int, Hashes]
    retold: dict[Pair, float]
    traced: Traced


def trace(articles: Sequence[Article]) -> Traced:
    """Find the copies among `articles`: near-verbatim, excerpts, reworded. Their order and repeats change nothing."""
    return _trace(articles).traced


def trace_all(articles: Sequence[Article]) -> Grown:
    """The same, with all that is to be kept so that articles can be added (`growing.grow`)."""
    whole = _trace(articles)
    return Grown(
        articles=whole.articles,
        held={number: Held(own, whole.words.get(number)) for number, own in enumerate(whole.prints)},
        told=len(whole.words),
        boilerplate=np.sort(whole.candidates.boilerplate),
        boilerplate_gone=NO_HASHES,
        texts=_count_texts(whole.words.values()),
        shingles=packed(dict(enumerate(whole.prints))),
        words=packed(whole.words),
        words_gone=NO_HASHES,
        near=set(whole.candidates.pairs),
        near_gone=set(),
        retold=whole.retold,
        retold_gone=set(),
        traced=whole.traced,
        again={article.article_id for article in whole.articles},
    )


def _trace(articles: Sequence[Article]) -> _Whole:
    placed = sorted({article.article_id: article for article in articles}.values(), key=place_of)
    plain = [fold(article) for article in placed]
    prints = [fingerprint(text) for text in plain]
    candidates = find_candidates(prints)
    texts = [mute_boilerplate(text, own, candidates.boilerplate) for text, own in zip(plain, prints, strict=True)]
    pile, numbers = read_pile(texts, candidates.pairs)
    alone = pile.alone
    found = find_retellings([pile.texts[place] for place in alone])
    likely = {(alone[one], alone[other]): odds for (one, other), odds in found.pairs.items() if odds > NO_ODDS}
    words = {numbers[alone[place]]: own for place, own in found.words.items()}
    retold = {pair_of(numbers[alone[one]], numbers[alone[other]]): odds for (one, other), odds in found.pairs.items()}
    return _Whole(placed, prints, candidates, words, retold, link(pile, likely))


def _count_texts(sets: Iterable[Hashes]) -> dict[int, int]:
    """In how many of these sets each hash is."""
    keys, counts = np.unique(np.concatenate([NO_HASHES, *sets]), return_counts=True)
    return dict(zip(keys.tolist(), counts.tolist(), strict=True))
