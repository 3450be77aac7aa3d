"""What the network of senses learns from: disputes and matters with claims and sides marked, and views.

`disputes/`: invented. `== title` opens a dispute, `--` parts its articles; `[a+:words]` marks what a statement says,
on the claim `a` of that dispute and for it (`+`), against it (`-`), or on neither side (`0`).

`piles/`: invented. The same, as a pile of news is: whole articles in which every saying is marked, most on a claim
that nobody disputes or on one of which nobody else speaks (`[.+:words]`).

`matters/`: invented. `== title` opens a matter; a line has its claim and a tag, who says it, and the words. `=` and
the capitals open a claim: another (A)ctor, (O)bject, (D)irection, (F)igure or (P)art than claim `a`, or another
claim (X); `r` says the same, `n` and `o` are against it, with a negation and without, `u` takes no side. They are
told in made-up articles.

Perspectrum (Chen et al. 2019): views on a question, each in up to a few wordings.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sayso.statements.senses import held_by
from sayso.statements.tagging.pieces import encode, model_input, slots, windows

HERE = Path(__file__).parent
SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "claims"
_MARK = re.compile(r"\[([\w.])([+\-0]):([^\]]*)\]")
ALONE = "."
_TITLE = re.compile(r"^== .*\n", re.M)
LONGEST = 40  # pieces of a view
ARTICLES = 3  # that a matter is told in
WAYS = (
    "{who} said that {said}.", "{who} said {said}.", "“{Said},” {who} said.", "{said}, {who} said.",
    "According to {who}, {said}.", "{who} told reporters: “{Said}.”", "{who} answered that {said}.",
    "{who} added that {said}.",
)  # fmt: skip
AGAINST, NEITHER, FOR = -1, 0, 1
_SIDES = {"+": FOR, "-": AGAINST, "0": NEITHER, "n": AGAINST, "o": AGAINST, "u": NEITHER}

Label = tuple[str, int]  # a claim and a side
Marked = tuple[str, tuple[tuple[Label, int, int], ...]]  # a text, and what is said in it: label, start, end
Line = tuple[Label, str, str]  # of a matter: label, who says it, the words


class Window(Struct, frozen=True):
    """One window: its pieces, and for each statement in it a label and the places of its pieces."""

    ids: NDArray[np.int64]
    said: tuple[tuple[Label, NDArray[np.int64]], ...]


def disputes(folder: Path = HERE / "disputes") -> list[list[Marked]]:
    """For each dispute, or each pile of `piles/`, its articles."""
    return [
        [_marked(article.strip(), at) for at, article in enumerate(block.split("\n--\n"))] for block in _blocks(folder)
    ]


def piles() -> list[list[Marked]]:
    """For each pile its articles."""
    return disputes(HERE / "piles")


def matters(folder: Path = HERE / "matters") -> list[list[Line]]:
    """For each matter its lines."""
    found = []
    for block in _blocks(folder):
        parts = (line.split(" | ", 2) for line in block.splitlines() if line.strip())
        found.append([((tag[0], _SIDES.get(tag[1], FOR)), who.strip(), said.strip()) for tag, who, said in parts])
    return found


def _blocks(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.txt")):
        yield from _TITLE.split(path.read_text(encoding="utf-8"))[1:]


def _marked(article: str, number: int) -> Marked:
    """The text without marks, and what they tell; what stands alone is a claim of its own in that article."""
    plain, spans, at = "", [], 0
    for mark in _MARK.finditer(article):
        plain += article[at : mark.start()]
        claim = f"{number}.{mark.start()}" if mark[1] == ALONE else mark[1]
        spans.append(((claim, _SIDES[mark[2]]), len(plain), len(plain) + len(mark[3])))
        plain, at = plain + mark[3], mark.end()
    return plain + article[at:], tuple(spans)


def told(matter: Sequence[Line]) -> list[Marked]:
    """A matter in `ARTICLES` made-up articles, its lines in random order and frames."""
    lines = random.sample(list(matter), len(matter))
    return [_article(lines[first::ARTICLES]) for first in range(ARTICLES)]


def _article(lines: Sequence[Line]) -> Marked:
    text, spans = "", []
    for label, who, words in lines:
        said = words.rstrip(".")
        upper = said[:1].upper() + said[1:]
        way = random.choice(WAYS)
        before, after = (part.format(who=who) for part in re.split(r"\{[sS]aid\}", way))
        text += before[:1].upper() + before[1:]
        spans.append((label, len(text), len(text) + len(said)))
        text += (upper if "{Said}" in way else said) + after + random.choice(("\n\n", " "))
    return text.strip(), tuple(spans)


def in_windows(articles: Sequence[Marked], tokenizer: Tokenizer, limit: int) -> Iterator[Window]:
    """The windows of some articles, cut as at run time."""
    for text, spans in articles:
        pieces = encode(text, tokenizer)
        masks = [(label, held_by(pieces, [(start, end)])) for label, start, end in spans]
        for window in windows(pieces, limit):
            places = slots(window)
            held = [(label, np.flatnonzero((places >= 0) & mask[places])) for label, mask in masks]
            said = tuple((label, at) for label, at in held if len(at))
            if said:
                yield Window(model_input(pieces, places)[0], said)


def views(tokenizer: Tokenizer, folder: Path = SHARED) -> list[list[list[Window]]]:
    """For each question of Perspectrum's training part its views, each in its wordings."""
    found = []
    with gzip.open(folder / "perspectrum_train_dev.jsonl.gz", "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            if row["split"] == "train" and len(row["perspectives"]) > 1:
                found.append([
                    [_worded(words, str(at), tokenizer) for words in view["texts"]]
                    for at, view in enumerate(row["perspectives"])
                ])  # fmt: skip
    return found


def _worded(words: str, view: str, tokenizer: Tokenizer) -> Window:
    pieces = encode(words, tokenizer)
    ids = np.array([101, *pieces.ids[:LONGEST], 102])
    return Window(ids, (((view, NEITHER), np.arange(1, len(ids) - 1)),))
