"""An article's words folded for comparison: case, apostrophes and full stops gone, quoted words mute."""

from __future__ import annotations

import dataclasses
import functools
import re
import unicodedata

import numpy as np

from sayso.copies.hashing import hash_words, is_one_of
from sayso.copies.kernels import Hashes, Mask, Places, hash_shingles, lay_open, winnow
from sayso.copies.postings import cut_short, rounded
from sayso.records import Article, BlockKind, Span

SHINGLE = 5  # words; the usual size for news, see Nicholls 2019 and passim's default of 5
WINDOW = 5  # shingles of which the lowest is kept; 5 and 8 found the same copies in five made piles as all of them did
FACTORS = np.array(  # of the words of a shingle; odd
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xFF51AFD7ED558CCD],
    dtype=np.uint64,
)

# A quotation runs to its closing mark or, when it is never closed, to the end of its paragraph. Opening and closing
# marks of different styles are often mixed on one page. A single mark inside a word is an apostrophe.
_QUOTED = re.compile(
    r"[“„«\"][^”\"»\n]*(?:[”\"»]|$|(?=\n))"
    r"|(?<!\w)‘(?:[^’\n]|’(?=\w))*(?:’|$|(?=\n))"
    r"|(?<!\w)'(?=\w)(?:[^'\n]|'(?=\w))*'(?!\w)"
)
MARKS = "“„«\"‘'"  # that open one
# A post set into a story has no quotation marks but a signature: "— Ada Roe (@adaroe) May 3, 2031".
_SIGNATURE = re.compile(r"[—–-] ?[^\n@(]{2,60}\(@\w+\)")


FUNCTION_WORDS = frozenset(
    """
    the and for but with from are was were been being has have had its this that these those she they his her their
    him them who whom whose which what when where while how why said say says saying will would not nor after before
    over into about than more most also our your you can could may might must shall should does did then out down
    off all any some such only own same other each both few very just too one two three new per via upon under
    between during through against because until since among amid however although though told tell according added
    there here once again even still yet ever never many much another around without within every
    """.split()  # noqa: SIM905 - a list of 130 strings is harder to read
)


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Folded:
    """The words of an article's text, in order; the arrays have one entry a word."""

    article: Article
    hashes: Hashes  # 64-bit hash of the folded word
    starts: Places  # code points into `Article.text`
    ends: Places
    quoted: Mask  # the word stands inside quotation marks
    mute: Mask  # the word proves no copying: it is quoted, or boilerplate
    paragraphs: Places  # which paragraph the word stands in, from 0
    stems: Hashes  # 64-bit hash of what is kept of a content word; 0 for a function word

    def __len__(self) -> int:
        return len(self.starts)

    def shingles(self) -> Hashes:
        """The hash of the SHINGLE words from each word on; SHINGLE - 1 fewer than words.

        Worked out when it is wanted: to keep it would take 8 bytes a word more, beside 29.
        """
        return hash_shingles(self.hashes, FACTORS)

    def span(self, start: int, end: int) -> Span:
        """The span in the text of words `[start, end)`; `start < end`."""
        return Span(int(self.starts[start]), int(self.ends[end - 1]))


def fold_word(word: str) -> str:
    """`word` as it is compared: "U.S" and "us", "Don’t" and "don't" are the same."""
    return unicodedata.normalize("NFKC", word).casefold().replace("’", "'").replace(".", "")


@functools.cache
def _function_words() -> Hashes:
    return lay_open(hash_words(" ".join(sorted(FUNCTION_WORDS))).hashes)


def fold(article: Article) -> Folded:
    """The words of `article.text`, hashed, with their places and whether they are mute."""
    found = hash_words(article.text, _function_words())
    quoted = _quoted(article, found.starts)
    return Folded(article, found.hashes, found.starts, found.ends, quoted, quoted, found.paragraphs, found.stems)


def _quoted(article: Article, starts: Places) -> Mask:
    """Of each word, by where it starts, whether it stands in a quotation or a block that is one."""
    inside = np.zeros(len(article.text) + 1, dtype=np.bool_)
    for match in _QUOTED.finditer(article.text) if any(mark in article.text for mark in MARKS) else ():
        inside[match.start() : match.end()] = True
    for match in _SIGNATURE.finditer(article.text) if "(@" in article.text else ():
        before = article.text[: match.start()].rstrip()
        inside[before.rfind("\n") + 1 : match.end()] = True
    for block in article.blocks:
        if block.kind is BlockKind.QUOTE and block.span:
            inside[block.span.start : block.span.end] = True
    quoted: Mask = inside[starts]
    return quoted


def fingerprint(folded: Folded) -> Hashes:
    """Of every WINDOW shingles in a row that hold no mute word the lowest, sorted: a third of them.

    They are chosen by their words alone, so texts that run alike have fingerprints alike, and every stretch of WINDOW
    shingles leaves one (winnowing, Schleimer, Wilkerson & Aiken 2003). Hashes are rounded as an index keeps them.
    """
    return winnow(rounded(folded.shingles()), folded.mute, WINDOW)


def mute_boilerplate(folded: Folded, own: Hashes, boilerplate: Hashes) -> Folded:
    """`folded` with boilerplate mute: the words of shingles that are of its own fingerprint and in `boilerplate`.

    `boilerplate` is sorted, as `find_candidates` gives it. WINDOW is no wider than a shingle, so that the shingles
    chosen from a passage leave out no word within it.
    """
    held = cut_short(own)
    held = held[is_one_of(held, boilerplate)]
    starts = np.flatnonzero(is_one_of(cut_short(folded.shingles()), held)) if len(held) else held
    if not len(starts):
        return folded
    mute = folded.mute.copy()
    for place in range(SHINGLE):
        mute[starts + place] = True
    return dataclasses.replace(folded, mute=mute)
