"""What a block looks like, as numbers: its own shape, its vocabulary, and what stands around it. Pure."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sayso.articles import chrome
from sayso.articles.blocks import Block
from sayso.records import BlockKind

Matrix = NDArray[np.float64]

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_INNER_END = re.compile(r"[a-z0-9)”\"’][.!?][\"”’)]*\s+[\"“‘(]?[A-Z0-9]")
_ELLIPSIS = re.compile(r"(?:…|\.\.\.|\[\.\.\.\]|\[…\])\W*$")
_QUOTES = re.compile(r"[\"“”«»]")
_SAID = re.compile(r"\b(?:said|says|told|added|according|asked|wrote|announced|reported)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://|www\.|\b[\w-]+\.(?:com|org|net|co)\b|@\w+")
_SEPARATOR = re.compile(r"\s[|»›>/•·]\s?|\s[-–—]\s\w+$")
_YOU = re.compile(r"\byour?\b", re.IGNORECASE)
_I = re.compile(r"\b(?:I|my|me|lol)\b")
_GLUED = re.compile(
    r"[a-z]{3}[.?!’”]?[A-Z][a-z]+\s"
)  # "...at SteakhouseA party": a title and blurb joined by the scraper
_DIGIT = re.compile(r"\d")
HEAD_WORDS = 40  # words in which the vocabulary of chrome is looked for, and
TAIL_WORDS = 8  # as many at the end of a longer block, where picture credits stand
HEAD = 240  # code points in which vocabulary is looked for: a line of chrome is short, and long blocks stay cheap
LONG = 25  # words from which a block that ends like a sentence counts as running text of its own right


class Shape:
    """The measured shape of one block."""

    def __init__(self, block: Block) -> None:
        text = block.text
        head = text[:HEAD]
        words = _WORD.findall(text)
        lower = [word.lower() for word in words]
        count = len(words)
        self.words = count
        self.vocabulary = {word for word in lower if len(word) > 3 and word not in chrome.FUNCTION_WORDS}
        self.ends = bool(_SENTENCE_END.search(text[-12:]))
        self.prose = self.ends and count >= LONG
        self.titled = not self.ends and 4 <= count <= 25
        self.more = bool(chrome.MORE.match(head)) and count < 15
        self.comment = bool(chrome.COMMENT.match(head)) and count < 15
        self.digits = len(_DIGIT.findall(text))
        self.date = self.digits > 0 and bool(chrome.DATE.search(head))
        self.own = [*self._form(text, words, lower), *self._vocabulary(text, lower), *self._signs(block)]

    def _form(self, text: str, words: Sequence[str], lower: Sequence[str]) -> list[float]:
        """Length, sentence form, letters: what can be seen without reading."""
        count, some = self.words, max(self.words, 1)
        function = sum([word in chrome.FUNCTION_WORDS for word in lower])
        capital = sum([word[0].isupper() for word in words])
        return [
            math.log1p(count),
            float(count == 0),
            float(0 < count <= 2),
            float(3 <= count <= 5),
            float(6 <= count <= 12),
            float(13 <= count < LONG),
            float(LONG <= count < 60),
            float(count >= 60),
            float(self.ends),
            float(self.prose),
            float(text.endswith("?") or text.endswith("!")),
            float(bool(_ELLIPSIS.search(text[-12:]))),
            float(text.endswith(":")),
            math.log1p(len(_INNER_END.findall(text))),
            min(text.count(",") / some, 0.3) * 5,
            function / some,
            float(function == 0),
            capital / some,
            float(text.isupper()),
            float(text[:1].islower()),
            min(self.digits / max(len(text), 1), 0.5),
            float(bool(_QUOTES.search(text))),
            float(bool(_SAID.search(text))),
            float(bool(_ADDRESS.search(text))),
            min(len(_SEPARATOR.findall(text[:HEAD])), 3) / 3,
            float(bool(_YOU.search(text))) * (1 if count < 40 else 0.5),
            float(bool(_I.search(text))),
        ]

    def _vocabulary(self, text: str, lower: Sequence[str]) -> list[float]:
        """How much of the block is the vocabulary of chrome."""
        count, head = self.words, text[:HEAD]
        near = min(max(count, 1), 40)
        said = _phrases([*lower[:HEAD_WORDS], *lower[max(HEAD_WORDS, count - TAIL_WORDS) :]])
        calls, menu, legal, picture = (
            sum([phrase in table for phrase in said])
            for table in (chrome.CALL, chrome.MENU, chrome.LEGAL, chrome.PICTURE)
        )
        return [
            float(self.more),
            float(self.comment),
            min(calls / near * 4, 2),
            float(calls > 0),
            min(menu / near * 4, 2),
            min(legal / near * 4, 2),
            float(legal > 0),
            float(bool(chrome.ADVERT.match(head)) and count < 10),
            min(picture / near * 4, 2),
        ]

    def _signs(self, block: Block) -> list[float]:
        """Which patterns of captions, dates, bylines and marks it fits."""
        count, text, head = self.words, block.text, block.text[:HEAD]
        return [
            float(bool(chrome.CAPTION_START.match(head))),
            float(bool(chrome.CAPTION_END.search(text[-80:]))),
            float(self.date),
            float(self.date and count < 12),
            float(self.digits > 0 and bool(chrome.CLOCK.search(head))),
            float(bool(chrome.BYLINE.match(head)) and count < 20),
            float(bool(chrome.FILED.match(head)) and count < 20),
            float(bool(chrome.END_MARK.match(head))),
            float(block.mark is BlockKind.LIST),
            float(block.mark is BlockKind.HEADING),
            float(block.mark is BlockKind.QUOTE),
            float("©" in text),
            float(len(_GLUED.findall(head)) > 0),
            float(count < 60 and bool(chrome.WRITER.match(head))),
        ]


def _phrases(lower: Sequence[str]) -> list[str]:
    """Every run of one, two and three words."""
    pairs = [f"{a} {b}" for a, b in pairwise(lower)]
    return [*lower, *pairs, *(f"{a} {b}" for a, b in zip(pairs, lower[2:], strict=False))]


def shapes(blocks: Sequence[Block]) -> list[Shape]:
    """The shape of each block."""
    return [Shape(block) for block in blocks]


def matrix(blocks: Sequence[Block], measured: Sequence[Shape]) -> Matrix:
    """One row a block: its own features, and those that need its page."""
    own = np.array([shape.own for shape in measured], dtype=np.float64).reshape(len(blocks), -1)
    return np.hstack([own, _on_page(blocks, measured)])


def _on_page(blocks: Sequence[Block], measured: Sequence[Shape]) -> Matrix:
    """Features that need the page: repetition, the story's vocabulary, distance from running text and headings."""
    count = len(blocks)
    seen = Counter(block.text for block in blocks)
    running = [i for i, shape in enumerate(measured) if shape.prose]
    common: Counter[str] = Counter(word for i in running for word in measured[i].vocabulary)
    before = _distance(running, count)
    after = _distance([count - 1 - i for i in reversed(running)], count)[::-1]
    total = sum(measured[i].words for i in running) or 1
    told = 0
    rows: list[list[float]] = []
    more = comment = 1_000
    listed = False  # a heading of other stories stands above, and no running text of three paragraphs since
    form = [shape.titled for shape in measured]
    for i, shape in enumerate(measured):
        more = 0 if shape.more else more + 1
        comment = 0 if shape.comment else comment + 1
        listed = (listed or shape.more) and not all(s.prose for s in measured[i : i + 3])
        shared = sum(common[word] > shape.prose for word in shape.vocabulary) / max(len(shape.vocabulary), 1)
        rows.append(
            [
                i / count,
                told / total,
                float(before[i] == 0),
                1 / (1 + before[i]),
                1 / (1 + after[i]),
                shared,
                float(not shape.vocabulary),
                float(seen[blocks[i].text] > 1),
                1 / (1 + more),
                float(more < 25),
                1 / (1 + comment),
                float(comment < 1_000),
                float(blocks[i].gap),
                float(listed),
                _alternation(form, i),
                math.log1p(count) / 5,
                math.log1p(len(running)) / 3,
            ]
        )
        told += shape.words if shape.prose else 0
    return np.array(rows, dtype=np.float64).reshape(count, -1)


def _alternation(form: Sequence[bool], i: int) -> float:
    """0..1: how regularly title-shaped blocks alternate with others around block `i`, as in a list of stubs."""
    near = range(max(i - 4, 0), min(i + 4, len(form) - 1))
    return sum(form[j] != form[j + 1] for j in near) / 8


def _distance(places: Sequence[int], count: int) -> list[int]:
    """For each of `count` blocks, how many blocks since the nearest earlier place; 0 at a place, 1000 when none."""
    marked = set(places)
    found: list[int] = []
    last = -1_000
    for i in range(count):
        if i in marked:
            last = i
        found.append(min(i - last, 1_000))
    return found
