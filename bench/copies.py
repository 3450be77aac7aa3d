"""Time and peak memory of tracing copies among articles made from a seed, against MinHash LSH on the same texts.

    .venv/bin/python bench/copies.py [1000 10000 ...]           tracing, datasketch, rensa: each size in its own process
    .venv/bin/python bench/copies.py --fingerprints 1000000     candidates alone, the texts made as they are wanted
    .venv/bin/python bench/copies.py --grow 100000              twenty articles added one by one to so many

The articles are random words with the frequencies of language (Zipf). In each hundred: 60 alone, four stories with up
to eight copies each (verbatim, edited, excerpts set into other articles), and a footer of their publisher below all.
datasketch and rensa are no dependencies of sayso: `uv pip install` them. Both get 128 permutations and the texts.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from sayso.copies import trace
from sayso.copies.candidates import find_candidates
from sayso.copies.folding import fingerprint, fold
from sayso.copies.growing import grow
from sayso.copies.judging import compare
from sayso.copies.tracing import trace_all
from sayso.ledger.standing import StandingFile
from sayso.records import UNDATED, Article, make_id
from sayso.text import words
from sayso.tracing import keep, standing_of, traced_of

VOCABULARY = 60_000
PARAGRAPH = 40  # words
PUBLISHERS = 20
FIRST = 300  # articles that each way reads before it is measured: what a library takes to get ready is told apart


def make_articles(count: int, seed: int) -> Iterator[Article]:
    """`count` articles, the same for the same seed."""
    rng = random.Random(seed)
    letters = "abcdefghijklmnoprstuvwy"
    vocabulary = sorted({"".join(rng.choices(letters, k=rng.randint(2, 9))) for _ in range(VOCABULARY)})
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(vocabulary))))

    def paragraph() -> str:
        chosen = rng.choices(vocabulary, cum_weights=weights, k=PARAGRAPH)
        return " ".join(chosen).capitalize() + "."

    footers = [paragraph() for _ in range(PUBLISHERS)]
    made = 0
    while made < count:
        story = [paragraph() for _ in range(rng.randint(6, 16))]
        copies = rng.randint(1, 8) if rng.random() < 0.07 else 0
        for text in (story, *(_copy(rng, story, paragraph()) for _ in range(copies))):
            if made < count:
                yield _article(made, "\n\n".join([*text, rng.choice(footers)]))
            made += 1


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


def shingles(article: Article) -> list[str]:
    """What both MinHash libraries are fed: every five words."""
    folded = [word for word, _, _ in words(article.text)]
    return [" ".join(folded[i : i + 5]) for i in range(len(folded) - 4)]


def by_rensa(articles: Sequence[Article]) -> int:
    """Near-duplicate candidates by rensa, 128 permutations in 32 bands: how many pairs."""
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32)
    prints = []
    for article in articles:
        one = RMinHash(num_perm=128, seed=1)
        one.update(shingles(article))
        prints.append(one)
        index.insert(len(prints) - 1, one)
    return sum(len(index.query(one)) - 1 for one in prints) // 2


def by_datasketch(articles: Sequence[Article]) -> int:
    """The same by datasketch."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=0.5, num_perm=128, params=(32, 4))
    prints = []
    for article in articles:
        one = MinHash(num_perm=128)
        one.update_batch([piece.encode() for piece in shingles(article)])
        index.insert(len(prints), one)
        prints.append(one)
    return sum(len(index.query(one)) - 1 for one in prints) // 2


def by_sayso(articles: Iterable[Article]) -> int:
    """Candidates by sayso's own index."""
    return len(find_candidates(fingerprint(fold(article)) for article in articles).pairs)


def with_alignment(articles: Iterable[Article]) -> int:
    """Candidates by sayso's own index, and their alignment: copies that are near-verbatim."""
    texts = [fold(article) for article in articles]
    pairs = find_candidates(fingerprint(text) for text in texts).pairs
    return sum(compare(texts[one], texts[other]) is not None for one, other in pairs)


def everything(articles: Sequence[Article]) -> int:
    """The whole stage: rewrites, families and changes too."""
    return len(trace(articles).links)


WAYS = {way.__name__: way for way in (everything, with_alignment, by_sayso, by_rensa, by_datasketch)}


def measure(way: str, size: int) -> None:
    """Print one line of one way: CPU microseconds an article, pairs or links, and the peak memory of this process."""
    articles = list(make_articles(size, seed=1))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    begin = time.process_time()
    try:
        WAYS[way](articles[:FIRST])
    except ImportError as error:
        print(f"{size:>8} {way:15} not measured: {error}")
        return
    ready = time.process_time() - begin
    begin = time.process_time()
    found = WAYS[way](articles)
    each = 1e6 * (time.process_time() - begin) / size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{size:>8} {way:15} {each:6.0f} us an article, {found} found; peak {peak:.0f} MB, {before:.0f} the texts;",
        f"ready after {ready:.1f} s",
    )


def fingerprints(size: int) -> None:
    """Candidates among texts that are never held together."""
    sample = min(size, 20_000)
    by_sayso(make_articles(FIRST, seed=1))
    begin = time.process_time()
    letters = sum(len(article.text) for article in make_articles(sample, seed=1)) // sample
    making = (time.process_time() - begin) / sample
    begin = time.process_time()
    found = by_sayso(make_articles(size, seed=1))
    each = 1e6 * ((time.process_time() - begin) / size - making)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{size:>8} fingerprints    {each:6.0f} us an article of {letters} letters, {found} pairs; peak {peak:.0f} MB"
    )


def growing(size: int, one_by_one: int = 20) -> None:
    """What an article more costs where so many were traced: half of the new ones are copies of some in the pile."""
    *articles, spare = make_articles(size + one_by_one // 2 + 1, seed=1)
    rng = random.Random(2)
    fresh = articles[size:]
    for number in range(one_by_one - len(fresh)):
        parts = rng.choice(articles[:size]).text.split("\n\n")
        fresh.append(_article(-number - 1, "\n\n".join(_copy(rng, parts, spare.text[:200]))))
    keys = {article.article_id: number for number, article in enumerate([*articles[:size], *fresh])}
    by_id = {article.article_id: article for article in [*articles[:size], *fresh]}
    with tempfile.TemporaryDirectory() as folder, StandingFile(Path(folder) / "copies") as file:
        begin = time.process_time()
        keep(file, trace_all(articles[:size]), keys, {})
        print(f"{size:>8} traced whole and kept {1e6 * (time.process_time() - begin) / size:6.0f} us an article, "
              f"file {file.path.stat().st_size / 1e6:.0f} MB")  # fmt: skip
        taken = []
        for article in fresh:
            begin = time.process_time()
            found = grow(standing_of(file, by_id), [article])
            keep(file, found, keys, {})
            taken.append((time.process_time() - begin, len(found.again)))
        begin = time.process_time()
        links = len(traced_of(file).links)
        print(f"{size:>8} one more: median {1e3 * statistics.median(seconds for seconds, _ in taken):.0f} ms")
        print(" ".join(f"{1e3 * seconds:.0f}/{again}" for seconds, again in taken), "ms/articles judged anew")
        print(f"{links} links read back in {1e3 * (time.process_time() - begin):.0f} ms")


def main() -> None:
    """Each size and way in a process of its own, so that peaks do not add up."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[1000, 10_000])
    parser.add_argument("--fingerprints", type=int, metavar="SIZE")
    parser.add_argument("--grow", type=int, metavar="SIZE")
    parser.add_argument("--way", choices=WAYS, help="only this one, in this process")
    chosen = parser.parse_args()
    if chosen.fingerprints:
        fingerprints(chosen.fingerprints)
        return
    if chosen.grow:
        growing(chosen.grow)
        return
    for size in chosen.sizes:
        if chosen.way:
            measure(chosen.way, size)
            continue
        for way in WAYS:
            subprocess.run([sys.executable, __file__, str(size), "--way", way], check=True)


if __name__ == "__main__":
    main()
