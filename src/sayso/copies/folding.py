"""An article's words folded for comparison: case, apostrophes and full stops gone, quoted words mute."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import re
import unicodedata

import numpy as np
from numpy.typing import NDArray

from sayso.records import Article, BlockKind, Span
from sayso.text import words

Hashes = NDArray[np.uint64]
Mask = NDArray[np.bool_]
Places = NDArray[np.int32]

SHINGLE = 5  # words; the usual size for news, see Nicholls 2019 and passim's default of 5
MIX = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xFF51AFD7ED558CCD)  # odd

# A quotation runs to its closing mark or, when it is never closed, to the end of its paragraph. Opening and closing
# marks of different styles are often mixed on one page. A single mark inside a word is an apostrophe.
_QUOTED = re.compile(
    r"[“„«\"][^”\"»\n]*(?:[”\"»]|$|(?=\n))"
    r"|(?<!\w)‘(?:[^’\n]|’(?=\w))*(?:’|$|(?=\n))"
    r"|(?<!\w)'(?=\w)(?:[^'\n]|'(?=\w))*'(?!\w)"
)
# A post set into a story has no quotation marks but a signature: "— Ada Roe (@adaroe) May 3, 2031".
_SIGNATURE = re.compile(r"[—–-] ?[^\n@(]{2,60}\(@\w+\)")
_PARAGRAPH_END = re.compile(r"\n+")


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Folded:
    """The words of an article's text, in order; the arrays have one entry a word."""

    article: Article
    hashes: Hashes  # 64-bit hash of the folded word
    starts: Places  # code points into `Article.text`
    ends: Places
    mute: Mask  # the word proves no copying: it stands inside quotation marks, or in boilerplate
    paragraphs: Places  # which paragraph the word stands in, from 0
    shingles: Hashes  # hash of the SHINGLE words from each word on; SHINGLE - 1 fewer than words
    ranked: Hashes  # `shingles`, sorted
    ranks: Places  # their places: `ranked[i] == shingles[ranks[i]]`

    def __len__(self) -> int:
        return len(self.starts)

    def span(self, start: int, end: int) -> Span:
        """The span in the text of words `[start, end)`; `start < end`."""
        return Span(int(self.starts[start]), int(self.ends[end - 1]))


def fold_word(word: str) -> str:
    """`word` as it is compared: "U.S" and "us", "Don’t" and "don't" are the same."""
    return unicodedata.normalize("NFKC", word).casefold().replace("’", "'").replace(".", "")


@functools.lru_cache(maxsize=1 << 17)
def _hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(fold_word(word).encode(), digest_size=8).digest(), "little")


def fold(article: Article) -> Folded:
    """The words of `article.text`, hashed, with their places and whether they are mute."""
    found = words(article.text)
    hashes = np.fromiter((_hash(word) for word, _, _ in found), dtype=np.uint64, count=len(found))
    starts = np.fromiter((start for _, start, _ in found), dtype=np.int32, count=len(found))
    paragraph_ends = [match.start() for match in _PARAGRAPH_END.finditer(article.text)]
    runs = _shingles(hashes)
    ranks = np.argsort(runs, kind="stable").astype(np.int32)
    return Folded(
        article,
        hashes,
        starts,
        np.fromiter((end for _, _, end in found), dtype=np.int32, count=len(found)),
        _quoted(article)[starts],
        np.searchsorted(paragraph_ends, starts).astype(np.int32),
        runs,
        runs[ranks],
        ranks,
    )


def _quoted(article: Article) -> Mask:
    """For each code point of the text, whether it stands in a quotation or a block that is one."""
    inside = np.zeros(len(article.text) + 1, dtype=np.bool_)
    for match in _QUOTED.finditer(article.text):
        inside[match.start() : match.end()] = True
    for match in _SIGNATURE.finditer(article.text):
        before = article.text[: match.start()].rstrip()
        inside[before.rfind("\n") + 1 : match.end()] = True
    for block in article.blocks:
        if block.kind is BlockKind.QUOTE and block.span:
            inside[block.span.start : block.span.end] = True
    return inside


def _shingles(hashes: Hashes) -> Hashes:
    count = max(len(hashes) - SHINGLE + 1, 0)
    total = np.zeros(count, dtype=np.uint64)
    for place, factor in enumerate(MIX):
        total += hashes[place : place + count] * np.uint64(factor)
    return total


def telling_shingles(folded: Folded) -> Hashes:
    """The distinct shingles that hold no mute word, sorted."""
    count = max(len(folded) - SHINGLE + 1, 0)
    clean = np.ones(count, dtype=np.bool_)
    for place in range(SHINGLE):
        clean &= ~folded.mute[place : place + count]
    return np.unique(folded.shingles[clean])


def mute_boilerplate(folded: Folded, boilerplate: Hashes) -> Folded:
    """`folded` with the words of these shingles mute; `boilerplate` is sorted."""
    starts = np.flatnonzero(np.isin(folded.shingles, boilerplate))
    if not len(starts):
        return folded
    mute = folded.mute.copy()
    for place in range(SHINGLE):
        mute[starts + place] = True
    return dataclasses.replace(folded, mute=mute)
