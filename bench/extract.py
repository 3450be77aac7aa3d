"""How long the attribution stage takes and what its parts cost: spaCy alone, the rules, the bare network, the stage.
Beside the stage the senses, which relating needs and the same workers read, and who speaks, which is part of the stage.

    python bench/extract.py [--shared ../shared] [--rounds 3] [--json OUT]

Reads the articles of PolNeAR's dev part, one thread, in one process, the parts in turn in every round; prints for each
the best round, and what the stage takes as a multiple of the bare network. Then two processes read the same articles
at once, each with models of its own, without senses and with them: articles a second together, memory of each, time to
load. Processor time, so that what else runs on the machine counts little.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import time
from collections.abc import Callable
from multiprocessing.queues import Queue
from pathlib import Path

import psutil

from sayso.models import TOKENS, Models, load_models
from sayso.records import UNDATED, Article, Span, make_id
from sayso.settings import Settings
from sayso.statements import Extracted, extract, extract_with_pieces
from sayso.statements.finding.find import find_attributions
from sayso.statements.finding.rules import find_by_rules
from sayso.statements.finding.view import look
from sayso.statements.parsing import parse
from sayso.statements.reading import read
from sayso.statements.senses import with_senses
from sayso.statements.tagging.pieces import encode, model_input, slots, windows
from sayso.statements.tagging.tag import see

ROOT = Path(__file__).resolve().parents[1]


def read_articles(shared: Path) -> list[Article]:
    with gzip.open(shared / "data/polnear/dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    return [_article(number, text) for number, text in enumerate(texts)]


def _article(number: int, text: str) -> Article:
    return Article(
        article_id=make_id("ar", number), page_id=make_id("pg", number), ordinal=0, title=None, byline=None,
        outlet=None, agency=None, dateline=None, language="en", published=UNDATED, text=text, blocks=(), teasers=(),
        times=(), offsets=((0, 0, len(text)),), page_span=Span(0, len(text)),
    )  # fmt: skip


def parts_of(articles: list[Article], models: Models) -> dict[str, Callable[[], object]]:
    """What is timed, by name. Inputs of the later parts are made beforehand and not counted."""
    spacy = load_models(Settings(spacy_model=TOKENS)).nlp
    inputs = []
    for article in articles:
        pieces = encode(article.text, models.tagger.tokenizer)
        inputs += [model_input(pieces, slots(window)) for window in windows(pieces)]
    seen = [see(article.text, models) for article in articles]
    found = [find_attributions(one, models.tagger) for one in seen]
    told = [extract_with_pieces(article, models) for article in articles]
    return {
        "spaCy alone": lambda: [parse(article.text, spacy) for article in articles],
        "rules, parsed": lambda: [find_by_rules(look(one.doc)) for one in seen],
        "bare network": lambda: [models.tagger.run(*given) for given in inputs],
        "tagger": lambda: [see(article.text, models) for article in articles],
        "found": lambda: [find_attributions(one, models.tagger) for one in seen],
        "who speaks": lambda: [read(*each) for each in zip(articles, (one.doc for one in seen), found, strict=True)],
        "whole stage": lambda: [extract(article, models) for article in articles],
        "senses": lambda: [sensed(one, models) for one in told],
    }


def sensed(told: Extracted, models: Models) -> object:
    return with_senses(told.statements, told.pieces, models.senses)


def time_parts(articles: list[Article], models: Models, rounds: int) -> dict[str, float]:
    parts = parts_of(articles, models)
    best: dict[str, float] = {}
    for _ in range(rounds):
        for name, part in parts.items():
            begun = time.process_time()
            part()
            best[name] = min(best.get(name, float("inf")), time.process_time() - begun)
    return best


def work(articles: list[Article], out: Queue, begin: object, done: object) -> None:
    """One of the processes: loads, waits for the other, reads its half, then reads it again with senses.

    Seconds are of the processor, of which each process is to have one of its own.
    """
    begun = time.perf_counter()
    models = load_models(Settings())
    extract(articles[0], models)
    loaded = time.perf_counter() - begun
    taken = []
    for part in (extract, lambda article, models: sensed(extract_with_pieces(article, models), models)):
        begin.wait()
        begun = time.process_time()
        for article in articles:
            part(article, models)
        taken.append(time.process_time() - begun)
    out.put((loaded, *taken, psutil.Process().memory_full_info().uss / 1e6))
    done.wait()


def two_processes(articles: list[Article]) -> dict[str, float]:
    context = multiprocessing.get_context("spawn")
    out, begin, done = context.Queue(), context.Barrier(2), context.Barrier(2)
    workers = [context.Process(target=work, args=(articles[k::2], out, begin, done)) for k in range(2)]
    for worker in workers:
        worker.start()
    results = [out.get() for _ in workers]
    for worker in workers:
        worker.join()
    return {
        "two processes, articles/s": len(articles) / max(taken for _, taken, _, _ in results),
        "the same with senses": len(articles) / max(taken for _, _, taken, _ in results),
        "loading and a first article, s": max(loaded for loaded, *_ in results),
        "memory a process, MB": max(memory for *_, memory in results),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    if not given.shared.is_dir():
        raise SystemExit(f"{given.shared} is not here: nothing to measure on")
    articles = read_articles(given.shared)
    words = sum(len(article.text.split()) for article in articles)
    print(f"{len(articles)} articles, {words} words")
    begun = time.perf_counter()
    models = load_models(Settings())
    figures = {"loading, s": time.perf_counter() - begun}
    for name, seconds in time_parts(articles, models, given.rounds).items():
        figures[name + ", s"] = seconds
        each = f"{1000 * seconds / len(articles):6.0f} ms/article  {words / seconds:7.0f} words/s"
        print(f"{name:16} {seconds:7.2f} s  {each}")
    figures["stage : bare network"] = figures["whole stage, s"] / figures["bare network, s"]
    figures["stage : spaCy alone"] = figures["whole stage, s"] / figures["spaCy alone, s"]
    figures["who speaks : what is before it"] = figures["who speaks, s"] / (figures["tagger, s"] + figures["found, s"])
    figures |= two_processes(articles)
    for name in [*list(figures)[-7:], "loading, s"]:
        print(f"{name:32} {figures[name]:.2f}")
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
