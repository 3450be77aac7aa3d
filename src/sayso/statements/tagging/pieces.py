"""A text as the tagger sees it: word pieces with their places, cut into windows of whole paragraphs.

Used in training and at run time alike, so that a model never sees anything cut otherwise than it was taught.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sayso.statements.quotes import find_quotations
from sayso.text import sentences

CLS, SEP = 101, 102  # of the BERT uncased vocabulary
WINDOW = 256  # pieces a window holds at most, [CLS] and [SEP] counted; the model was taught with no more
FEATURES = 6  # 2 x (small letter, capital, all capitals) + whether the piece stands in quotation marks
CHUNK = 50_000  # code points handed to the tokenizer at once, more when a paragraph is longer: bounds memory

Window = tuple[tuple[int, int], ...]  # ranges of pieces, each a paragraph or a part of one, half open
_CHUNK = re.compile(rf"(?s).{{1,{CHUNK}}}(?:\n|\Z)|[^\n]+\n?")


class Pieces(Struct, frozen=True):
    """Word pieces of one text, in text order. All arrays have one row a piece."""

    ids: NDArray[np.int64]  # into the vocabulary
    starts: NDArray[np.int64]  # code points into the text
    ends: NDArray[np.int64]  # exclusive
    first: NDArray[np.bool_]  # whether the piece opens a word
    features: NDArray[np.int64]  # below FEATURES
    paragraphs: tuple[tuple[int, int], ...]  # ranges of pieces between line ends, in order, none empty
    openings: NDArray[np.int64]  # pieces that open a sentence, in order; only of paragraphs too long for a window


def encode(text: str, tokenizer: Tokenizer) -> Pieces:
    """Word pieces of `text`. `tokenizer` must neither cut off nor pad. A text without words has none."""
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    words: list[int] = []
    for at, chunk in _chunks(text):
        encoding = tokenizer.encode(chunk, add_special_tokens=False)
        ids.extend(encoding.ids)
        for start, end in encoding.offsets:
            starts.append(at + start)
            ends.append(at + end)
        words.extend(-1 if word is None else at + word for word in encoding.word_ids)
    numbers = np.array(words, dtype=np.int64)
    first = np.ones(len(ids), dtype=np.bool_)
    first[1:] = (numbers[1:] != numbers[:-1]) | (numbers[1:] < 0)
    begin = np.array(starts, dtype=np.int64)
    paragraphs = tuple(_paragraphs(text, begin))
    return Pieces(
        ids=np.array(ids, dtype=np.int64),
        starts=begin,
        ends=np.array(ends, dtype=np.int64),
        first=first,
        features=_cases(text, starts, ends) * 2 + _quoted(text, begin),
        paragraphs=paragraphs,
        openings=_openings(text, begin, np.array(ends, dtype=np.int64), paragraphs),
    )


def _chunks(text: str) -> Iterator[tuple[int, str]]:
    """The text in parts of whole lines, each with where it starts."""
    if len(text) <= CHUNK:
        yield 0, text
        return
    for match in _CHUNK.finditer(text):
        yield match.start(), match.group()


def _cases(text: str, starts: Sequence[int], ends: Sequence[int]) -> NDArray[np.int64]:
    cases = np.zeros(len(starts), dtype=np.int64)
    for k, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if text[start].isupper():
            cases[k] = 2 if end - start > 1 and text[start:end].isupper() else 1
    return cases


def _quoted(text: str, starts: NDArray[np.int64]) -> NDArray[np.int64]:
    change = np.zeros(len(text) + 2, dtype=np.int64)
    for quotation in find_quotations(text):
        for piece in quotation.pieces:
            change[piece.start] += 1
            change[piece.end] -= 1
    return np.minimum(np.cumsum(change)[starts], 1)


def _paragraphs(text: str, starts: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    breaks = np.array([place for place, character in enumerate(text) if character == "\n"], dtype=np.int64)
    line = np.searchsorted(breaks, starts)
    edges = [0, *(np.flatnonzero(np.diff(line)) + 1).tolist(), len(starts)]
    yield from ((low, high) for low, high in pairwise(edges) if high > low)


def _openings(
    text: str, starts: NDArray[np.int64], ends: NDArray[np.int64], paragraphs: Sequence[tuple[int, int]]
) -> NDArray[np.int64]:
    found: list[int] = []
    for low, high in paragraphs:
        if high - low > WINDOW - 2:
            at = int(starts[low])
            begins = [at + span.start for span in sentences(text[at : int(ends[high - 1])])]
            found.extend((low + np.searchsorted(starts[low:high], begins)).tolist())
    return np.array(found, dtype=np.int64)


def windows(pieces: Pieces, limit: int = WINDOW, shorter: int = 0) -> list[Window]:
    """Consecutive paragraphs packed into windows of at most `limit` pieces; the first holds `shorter` fewer.

    A paragraph that does not fit into one window is cut between sentences, else words, and only then between pieces.
    """
    found: list[Window] = []
    current: list[tuple[int, int]] = []
    size, room = 1, limit - shorter
    for low, high in pieces.paragraphs:
        for part in _parts(pieces, low, high, limit - 2):
            length = part[1] - part[0] + 1
            if current and size + length > room:
                found.append(tuple(current))
                current, size, room = [], 1, limit
            current.append(part)
            size += length
    if current:
        found.append(tuple(current))
    return found


def _parts(pieces: Pieces, low: int, high: int, limit: int) -> Iterator[tuple[int, int]]:
    while high - low > limit:
        cut = low + limit
        at = int(np.searchsorted(pieces.openings, cut, side="right"))
        if at and pieces.openings[at - 1] > low:
            cut = int(pieces.openings[at - 1])
        while cut > low + limit // 2 and not pieces.first[cut]:
            cut -= 1
        if not pieces.first[cut]:
            cut = low + limit
        yield low, cut
        low = cut
    yield low, high


def slots(window: Window) -> NDArray[np.int64]:
    """For each place of the model's input, which piece stands there; -1 for [CLS], and [SEP] after each paragraph."""
    lengths = [high - low for low, high in window]
    places = np.full(1 + sum(lengths) + len(lengths), -1, dtype=np.int64)
    ends = accumulate(length + 1 for length in lengths)
    for (low, high), end in zip(window, ends, strict=True):
        places[end - (high - low) : end] = np.arange(low, high)
    return places


def model_input(pieces: Pieces, places: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Ids and features at the places of one window."""
    held = places >= 0
    ids = np.where(held, pieces.ids[places], SEP)
    ids[0] = CLS
    return ids, np.where(held, pieces.features[places], 0)
