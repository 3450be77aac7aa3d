"""Articles added to a pile that was traced: what they come near is judged anew, all else stands.

The outcome is that of tracing the whole pile. Whether a pair is compared depends on the articles that share its
shingles or rare words; what one more article alters of that is found from the postings: a shingle that becomes
boilerplate, one that so many have that only the first are paired, a word that is rare no longer. A rewrite is judged by
what words weigh, and a weight moves when the number of texts with the word passes a power of two (`rewrites.scale`);
then its pairs are scored again, and all pairs when the number of texts itself does. Families that hold an article or a
pair so touched are linked anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from typing import NamedTuple

import numpy as np

from sayso.copies.candidates import ALL_PAIRS, HUBS, Stories, are_candidates, count_pairs
from sayso.copies.kernels import Counts, Hashes, Mask
from sayso.copies.linking import link
from sayso.copies.pile import Pair, pair_of
from sayso.copies.postings import Index, cut_short, owners_of
from sayso.copies.present import Present, joined_to, packed
from sayso.copies.rewrites import MAX_STORIES, Lexicon, lexicon_of, scale, score_pairs, share_rare, told_words
from sayso.copies.standing import NO_HASHES, Grown, Held, Standing
from sayso.records import Article

Words = Mapping[int, Hashes | None]


class _Counted(NamedTuple):
    """Words whose numbers of texts changed."""

    words: Hashes  # sorted
    before: Counts
    after: Counts
    told: int  # texts that have words, now


def grow(standing: Standing, added: Sequence[Article]) -> Grown:
    """Trace articles that the pile does not hold against it and against each other."""
    now = Present(standing, {article.article_id: article for article in added}.values())
    dirty = _note_boilerplate(now)
    before = standing.near(dirty)
    after = _near_pairs(now, dirty)
    now.near_came, now.near_gone = after - before, before - after
    stirred = joined_to(dirty | {number for pair in before for number in pair}, now.near)
    words = _note_words(now, stirred)
    counted = _count(now, words)
    _score(now, words, counted, dirty)
    changed = {number for pair in (*now.retold, *now.retold_gone) for number in pair}
    again = joined_to(stirred | changed, lambda some: now.near(some) | now.likely(some).keys())
    pile, numbers = now.pile(again)
    here = {number: place for place, number in enumerate(numbers)}
    likely = {pair_of(here[one], here[other]): odds for (one, other), odds in now.likely(again).items()}
    renewed = {number: Held(held.fingerprint, words[number]) for number, held in now.held(words).items()}
    return Grown(
        articles=list(now.fresh.values()),
        held=now.held(now.fresh) | renewed,
        told=counted.told,
        boilerplate=now.common,
        boilerplate_gone=now.common_gone,
        texts=dict(zip(counted.words.tolist(), counted.after.tolist(), strict=True)),
        shingles=now.shingles,
        words=now.words_came,
        words_gone=now.words_gone,
        near=now.near_came,
        near_gone=now.near_gone,
        retold=now.retold,
        retold_gone=now.retold_gone,
        traced=link(pile, likely),
        again={text.article.article_id for text in pile.texts},
    )


def _note_boilerplate(now: Present) -> set[int]:
    """Note which shingles of the new articles are boilerplate now; gives the articles whose pairs may be others."""
    shingles = np.unique(cut_short(now.shingles))
    index, numbers = now.placed(now.texts_with(shingles))
    stories = Stories(lambda place: now.held([int(numbers[place])])[int(numbers[place])].fingerprint)
    often = index.keys[stories.in_many(index)]
    was = now.standing.boilerplate(shingles)
    now.common, now.common_gone = np.setdiff1d(often, was), np.setdiff1d(was, often)
    turned = np.isin(index.keys, np.union1d(now.common, now.common_gone))
    crowded = (index.sizes > ALL_PAIRS) & ~np.isin(index.keys, often)
    fresh = np.isin(numbers, list(now.fresh))
    for group in np.flatnonzero(crowded & ~turned).tolist():
        own = fresh[index.owners[index.first[group] : index.first[group] + index.sizes[group]]]
        turned[group] = own[:HUBS].any() or index.sizes[group] - own.sum() <= ALL_PAIRS
    owners = index.owners[np.repeat(turned, index.sizes)]
    return {*now.fresh, *numbers[owners].tolist()}


def _near_pairs(now: Present, dirty: Set[int]) -> set[Pair]:
    """The pairs to align that touch one of these articles."""
    prints = [held.fingerprint for held in now.held(dirty).values()]
    shingles = np.unique(cut_short(np.concatenate([NO_HASHES, *prints])))
    index, numbers = now.placed(now.texts_with(np.setdiff1d(shingles, now.boilerplate(shingles))))
    pairs, shared = _shared(index, np.ones(len(index.keys), dtype=np.bool_), numbers, dirty)
    lengths = {number: len(held.fingerprint) for number, held in now.held({n for pair in pairs for n in pair}).items()}
    return _enough(pairs, shared, lengths, are_candidates)


def _shared(index: Index, wanted: Mask, numbers: Counts, dirty: Set[int]) -> tuple[list[Pair], Counts]:
    """The pairs that touch one of these articles, and how many of the wanted hashes each shares."""
    codes, counts = count_pairs([(index, wanted)], len(numbers))
    left, right = np.divmod(codes, max(1, len(numbers)))
    left, right = numbers[left], numbers[right]
    touched = np.isin(left, list(dirty)) | np.isin(right, list(dirty))
    pairs = zip(left[touched].tolist(), right[touched].tolist(), strict=True)
    return [pair_of(one, other) for one, other in pairs], counts[touched]


def _enough(
    pairs: Sequence[Pair], shared: Counts, lengths: Mapping[int, int], rule: Callable[[Counts, Counts, Counts], Mask]
) -> set[Pair]:
    ours, theirs = (np.array([lengths[pair[side]] for pair in pairs], dtype=np.int64) for side in (0, 1))
    return {pairs[at] for at in np.flatnonzero(rule(shared, ours, theirs)).tolist()}


def _note_words(now: Present, stirred: Set[int]) -> Words:
    """Note whose own words are others now, and which; null: that article has none any longer."""
    pile, numbers = now.pile(stirred)
    held = now.held(numbers)
    told = dict.fromkeys(numbers) | {numbers[at]: told_words(pile.texts[at]) for at in pile.alone}
    changed = {number: own for number, own in told.items() if not _same(own, held[number].words)}
    before = {number: own for number in changed if (own := held[number].words) is not None}
    after = packed({number: own for number, own in changed.items() if own is not None})
    was = packed(before)
    now.words_came, now.words_gone = np.setdiff1d(after, was), np.setdiff1d(was, after)
    return changed


def _same(one: Hashes | None, other: Hashes | None) -> bool:
    if one is None or other is None:
        return one is other
    return np.array_equal(one, other)


def _count(now: Present, words: Words) -> _Counted:
    """In how many texts each word of those that changed stands, before and now."""
    held = now.held(words)
    came = [own for own in words.values() if own is not None]
    gone = [own for number in words if (own := held[number].words) is not None]
    every = np.unique(np.concatenate([NO_HASHES, *came, *gone]))
    before = now.standing.texts(every)
    after = before.copy()
    for sets, by in ((came, 1), (gone, -1)):
        for own in sets:
            after[np.searchsorted(every, own)] += by
    changed = before != after
    return _Counted(every[changed], before[changed], after[changed], now.standing.told + len(came) - len(gone))


def _score(now: Present, words: Words, counted: _Counted, remuted: Set[int]) -> None:
    """Note which pairs share rare words now, and odds that are others. `remuted`: articles with other boilerplate."""
    common = (counted.before > MAX_STORIES) != (counted.after > MAX_STORIES)
    crossing = now.telling(counted.words[common])
    dirty = {*words, *remuted, *owners_of(crossing).tolist()}
    before = now.standing.retold(dirty)
    pairs = _retold_pairs(now, words, counted, dirty)
    now.retold_gone = before.keys() - pairs
    moved = scale(counted.before) != scale(counted.after)
    if scale(np.array([counted.told])) != scale(np.array([now.standing.told])):
        old = now.standing.retold(None)
    else:
        old = now.standing.retold(set(owners_of(now.telling(counted.words[moved])).tolist()))
    pairs |= {pair for pair in old if pair not in before}
    own = _own_words(now, words, {number for pair in pairs for number in pair})
    lexicon = _lexicon(now, counted, own.values())
    odds = score_pairs(sorted(pairs), now.text, own, lexicon)
    known = {**old, **before}
    now.retold = {pair: value for pair, value in odds.items() if known.get(pair) != value}


def _retold_pairs(now: Present, words: Words, counted: _Counted, dirty: Set[int]) -> set[Pair]:
    """The pairs that share rare words and touch one of these articles."""
    own = _own_words(now, words, dirty)
    every = np.unique(np.concatenate([NO_HASHES, *own.values()]))
    rare = every[_texts(now, counted, every) <= MAX_STORIES]
    index, numbers = now.placed(now.telling(rare))
    pairs, shared = _shared(index, index.sizes <= MAX_STORIES, numbers, dirty)
    own = _own_words(now, words, {number for pair in pairs for number in pair})
    return _enough(pairs, shared, {number: len(its) for number, its in own.items()}, share_rare)


def _own_words(now: Present, words: Words, numbers: Iterable[int]) -> dict[int, Hashes]:
    held = now.held(numbers)
    found = {number: words.get(number, one.words) for number, one in held.items()}
    return {number: own for number, own in found.items() if own is not None}


def _texts(now: Present, counted: _Counted, words: Hashes) -> Counts:
    """How many texts each word stands in now."""
    counts = now.standing.texts(words)
    both, mine, its = np.intersect1d(words, counted.words, assume_unique=True, return_indices=True)
    if len(both):
        counts[mine] = counted.after[its]
    return counts


def _lexicon(now: Present, counted: _Counted, sets: Iterable[Hashes]) -> Lexicon:
    every = np.unique(np.concatenate([NO_HASHES, *sets]))
    return lexicon_of(every, _texts(now, counted, every), counted.told)
