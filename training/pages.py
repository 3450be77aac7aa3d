"""Labelled pages to train the plain-text cutter on: dumps of annotated pages, and pages composed of several stories.

Reads the developer data named in `docs/evaluation.md` (never part of the project). A page is a list of lines, each
with a label: running text, the title of a story, or anything else; `None` where the annotation cannot tell.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from enum import IntEnum
from pathlib import Path
from types import ModuleType
from typing import Any

import trafilatura
from msgspec import Struct

from sayso.articles.language import detect

PARAGRAPHS = 0.6  # share of a text's lines that are paragraphs, from which the others are crossheads rather than lists


class Label(IntEnum):
    OTHER = 0
    BODY = 1
    TITLE = 2
    OPENING = 3  # the first paragraph of a story


class Sample(Struct, frozen=True):
    """One page: its lines with their labels. `source` is what folds are made of."""

    source: str
    lines: tuple[tuple[str, Label | None], ...]
    weight: float = 1.0


class Story(Struct, frozen=True):
    source: str
    title: str
    body: tuple[str, ...]


def read_rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def fold(source: str, folds: int = 5) -> int:
    return zlib.crc32(source.encode()) % folds


def squash(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def label_dump(dump: str, gold: str, title: str | None) -> tuple[tuple[str, Label | None], ...]:
    """Label the lines of a dump by the share of their word 4-grams that stand in the annotated text."""
    tokens = re.findall(r"\w+", gold)
    grams = {tuple(tokens[i : i + 4]) for i in range(len(tokens) - 3)}
    whole = {squash(line) for line in gold.split("\n")}
    lines: list[tuple[str, Label | None]] = []
    for line in dump.split("\n"):
        if not line.strip():
            continue
        words = re.findall(r"\w+", line)
        here = [tuple(words[i : i + 4]) for i in range(len(words) - 3)]
        share = (
            sum(gram in grams for gram in here) / len(here) if here else float(squash(line) in whole and bool(words))
        )
        lines.append((line, None if 0.35 < share < 0.65 else Label.BODY if share >= 0.5 else Label.OTHER))
    return _with_title(lines, title)


def _with_title(lines: list[tuple[str, Label | None]], title: str | None) -> tuple[tuple[str, Label | None], ...]:
    """The telling of the title nearest above the body is the title; its other tellings are left out of training."""
    first = next((i for i, (_, label) in enumerate(lines) if label is Label.BODY), None)
    name = squash(re.split(r" [|–—-] (?=[^|–—-]{2,30}$)", title or "")[0])
    if first is None or len(name) < 12:
        return tuple(lines)
    same = [i for i, (line, _) in enumerate(lines) if squash(line) == name]
    above = [i for i in same if i <= first + 3]
    for i in same:
        lines[i] = (lines[i][0], None)
    if above:
        lines[above[-1]] = (lines[above[-1]][0], Label.TITLE)
    return tuple(lines)


def dumps(shared: Path, scorer: ModuleType) -> Iterator[Sample]:
    """The annotated pages as plain dumps; where only segments are annotated, the HTML reader's text stands in."""
    for row in read_rows(shared / "data/articles_html/aeb.jsonl.gz"):
        if detect(row["articleBody"]) == "en":
            yield Sample(
                f"aeb{row['id']}", label_dump(scorer.plain(row["html"]), row["articleBody"], row["page_title"])
            )
    for row in read_rows(shared / "data/articles_html/web_en.jsonl.gz"):
        text = trafilatura.extract(row["html"], include_comments=False, include_tables=False) or ""
        if len(text.split()) >= 80 and detect(text) == "en":
            yield Sample(f"web{row['id']}", label_dump(scorer.plain(row["html"]), text, row.get("title")), 0.7)


def stories(shared: Path, scorer: ModuleType) -> Iterator[Story]:
    """Whole clean stories to compose pages of."""
    for row in read_rows(shared / "data/articles_html/aeb.jsonl.gz"):
        for found in scorer.source_articles([row]):
            yield Story(f"aeb{row['id']}", found["title"], _whole(row["articleBody"], found["paras"]))
    for row in read_rows(shared / "data/articles_html/web_en.jsonl.gz"):
        text = trafilatura.extract(row["html"], include_comments=False, include_tables=False) or ""
        for found in scorer.source_articles([{"title": row.get("title"), "articleBody": text}]):
            if found["title"] and detect(text) == "en":
                yield Story(f"web{row['id']}", found["title"], _whole(text, found["paras"]))
    for row in read_rows(shared / "data/helsinki/pages.jsonl.gz"):
        for found in scorer.source_articles([row]):
            yield Story(f"hel{row['id']}", found["title"], tuple(found["paras"]))
    for row in read_rows(shared / "data/polnear/train.jsonl.gz"):
        title, *rest = [line.strip() for line in row["text"].split("\n") if line.strip()]
        body = tuple(line for line in rest if line not in {"ABSTRACT.", "FULL TEXT."})
        if len(body) >= 2:
            yield Story(f"pol{row['doc']}", title, body)


def _whole(text: str, told: list[str]) -> tuple[str, ...]:
    """All lines of a text from its first paragraph to its last, its crossheads among them; not those of long lists."""
    lines = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
    lines = lines[lines.index(told[0]) : len(lines) - lines[::-1].index(told[-1])]
    return tuple(lines if len(told) >= PARAGRAPHS * len(lines) else told)
