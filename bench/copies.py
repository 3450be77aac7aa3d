"""Time and peak memory of tracing copies among articles made from a seed, and of rensa's MinHash LSH on the same texts.

    .venv/bin/python bench/copies.py [1000 10000 ...]

The articles are random words with the frequencies of language (Zipf). In each hundred: 60 alone, four stories with up
to eight copies each (verbatim, edited, excerpts set into other articles), and a footer of their publisher below all.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from bisect import bisect
from itertools import accumulate

from rensa import RMinHash, RMinHashLSH

from sayso.copies import trace
from sayso.records import UNDATED, Article, make_id
from sayso.text import words

VOCABULARY = 60_000
PARAGRAPH = 40  # words
PUBLISHERS = 20


def make_articles(count: int, seed: int) -> list[Article]:
    """`count` articles, the same for the same seed."""
    rng = random.Random(seed)
    letters = "abcdefghijklmnoprstuvwy"
    vocabulary = sorted({"".join(rng.choices(letters, k=rng.randint(2, 9))) for _ in range(VOCABULARY)})
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(vocabulary))))

    def paragraph() -> str:
        chosen = [vocabulary[bisect(weights, rng.random() * weights[-1])] for _ in range(PARAGRAPH)]
        return " ".join(chosen).capitalize() + "."

    footers = [paragraph() for _ in range(PUBLISHERS)]
    texts: list[list[str]] = []
    while len(texts) < count:
        story = [paragraph() for _ in range(rng.randint(6, 16))]
        texts.append(story)
        if rng.random() < 0.07:
            texts += [_copy(rng, story, paragraph()) for _ in range(rng.randint(1, 8))]
    return [_article(place, "\n\n".join([*text, rng.choice(footers)])) for place, text in enumerate(texts[:count])]


def _copy(rng: random.Random, story: list[str], spare: str) -> list[str]:
    kind = rng.random()
    if kind < 0.3:
        return story
    if kind < 0.6:
        drop = rng.randrange(len(story))
        return [*story[:drop], spare, *story[drop + 1 :]]
    start = rng.randrange(len(story) - 3)
    return [spare, spare[::-1], *story[start : start + 3], spare[:100]]


def _article(place: int, text: str) -> Article:
    page_id = make_id("pg", place)
    return Article(
        make_id("ar", page_id, 0), page_id, 0, None, None, None, None, None, "en", UNDATED, text, (), (), (), (), None
    )


def minhash(articles: list[Article]) -> int:
    """Near-duplicate candidates by rensa, 128 permutations in 32 bands: how many pairs."""
    index = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32)
    prints = []
    for article in articles:
        folded = [word for word, _, _ in words(article.text)]
        one = RMinHash(num_perm=128, seed=1)
        one.update([" ".join(folded[i : i + 5]) for i in range(len(folded) - 4)])
        prints.append(one)
        index.insert(len(prints) - 1, one)
    return sum(len(index.query(one)) - 1 for one in prints) // 2


def main(sizes: list[int]) -> None:
    """Print one line a size: seconds of one core, microseconds an article, links, peak memory so far."""
    for size in sizes:
        articles = make_articles(size, seed=1)
        begin = time.process_time()
        traced = trace(articles)
        traced_in = time.process_time() - begin
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        begin = time.process_time()
        pairs = minhash(articles)
        hashed_in = time.process_time() - begin
        print(
            f"{size:>7} articles  trace {traced_in:6.2f} s ({1e6 * traced_in / size:4.0f} us each), "
            f"{len(traced.links)} links, peak {peak:.0f} MB; rensa MinHash LSH alone {hashed_in:6.2f} s, {pairs} pairs"
        )


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1000, 10_000])
