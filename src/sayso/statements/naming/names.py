"""A person's name as one article tells it, and whether two tellings there may be one name. Pure.

Names that only look alike are two: nothing here measures likeness. Two full names are one when they have the same
words but for a middle name, an initial, a hyphen, a space between syllables, or the order of two words. A short form
is a part of a full name: its family name, else its given name.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources

from msgspec import Struct

from sayso.names import PARTICLES, SUFFIXES, family_first, folded

_SUFFIX = re.compile(r",?\s+(jr|sr|ii|iii|iv)\.?$", re.IGNORECASE)
DEGREES = frozenset({"CBE", "Esq", "KC", "MBE", "MD", "MEP", "MP", "MSP", "OBE", "PhD", "QC", "SC"})  # after a name
_DEGREE = re.compile(rf"(?:,?\s+(?:{'|'.join(sorted(DEGREES))})\.?)+$")
_NICKNAME = re.compile(r"\s*[\"“‘'(]([A-Z][\w-]+)[,.]?[\"”’')]")


_KEPT = 1 << 14  # names that a process remembers taken apart: all of an article and more
SHOUTED = 3  # letters up to which a word in capitals alone may be initials or a numeral; a longer one is shouted
NUMERALS = frozenset({"II", "III", "IV"})  # of descent, in capitals also behind a name that is shouted


class Name(Struct, frozen=True):
    """A name taken apart. `words` are folded: no case, accents, hyphens or full stops."""

    words: tuple[str, ...]  # without suffix and nickname; empty for no name
    suffix: str = ""  # "jr", "iii"; empty: none told
    nickname: str = ""  # folded; empty: none told

    @property
    def bare(self) -> tuple[str, ...]:
        """The words after leading particles: ("rashid",) of "al-Rashid"."""
        return _bare(self.words)

    @property
    def is_full(self) -> bool:
        """Whether more than a family name is told: "al-Rashid" and "van der Meer" are no full names."""
        return len(self.bare) > 1

    @property
    def family(self) -> str:
        """The family name: first in East Asian order, else the last word."""
        return _family(self.words)

    @property
    def gender(self) -> str:
        """ "he" or "she" where the given name tells; else empty."""
        known = self.is_full and self.family != self.words[0]
        return given_names().get(self.words[0], "") if known else ""


@lru_cache(maxsize=_KEPT)
def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    first = next((k for k, word in enumerate(words) if word not in PARTICLES or word in family_first()), 0)
    return words[first:]


@lru_cache(maxsize=_KEPT)
def _family(words: tuple[str, ...]) -> str:
    if not words:
        return ""
    first, last = words[0], words[-1]
    east = first in family_first() and 2 <= len(words) <= 4
    return first if east and (len(words) > 2 or last not in family_first()) else last


@cache
def given_names() -> Mapping[str, str]:
    """Given names, folded -> "he", "she", or "" for a name of both. A name that is not there tells nothing."""
    text = (resources.files("sayso") / "data" / "given_names.csv").read_text(encoding="utf-8")
    return {row["given"]: row["gender"] for row in csv.DictReader(text.splitlines())}


def told_name(text: str) -> str:
    """A person's name as it is to be shown: without nickname in quotation marks or degree, none of it in capitals."""
    words = _DEGREE.sub("", _NICKNAME.sub(" ", text)).split() if " " in text else [text]
    # "Ann LUND" and "ANN LUND" are Ann Lund; "NASA" stays.
    full = len(words) > 1 and any(len(word) > SHOUTED for word in words)
    if full and all(word.isupper() for word in words):
        return " ".join(word if word in NUMERALS else word.title() for word in words)
    shouted = (full and len(word) > SHOUTED and word.isupper() and word.isalpha() for word in words)
    return " ".join(word.title() if loud else word for word, loud in zip(words, shouted, strict=True))


@lru_cache(maxsize=_KEPT)
def read_name(text: str) -> Name:
    """Take a name apart, as it stands in the text and without titles."""
    nick = _NICKNAME.search(text) if " " in text.strip() else None
    bare = told_name(re.sub(r"['’]s?$", "", text.strip()))
    suffix = _SUFFIX.search(bare)
    while (found := _SUFFIX.search(bare)) is not None:
        bare = bare[: found.start()]
    told = suffix.group(1).lower() if suffix is not None else ""
    nickname = folded(nick.group(1)) if nick is not None else ""
    return Name(tuple(folded(bare).split()), told if told in SUFFIXES else "", nickname)


def same_name(one: Name, other: Name) -> bool:
    """Whether two full names may be one. Father and son who are told apart by a suffix are two."""
    if one.suffix != other.suffix or not (one.is_full and other.is_full):
        return False
    return any(_same_words(a, b) for a in _spellings(one) for b in _spellings(other))


def _spellings(name: Name) -> list[tuple[str, ...]]:
    return [name.words, *([(name.nickname, *name.words[1:])] if name.nickname else [])]


def _same_words(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if one == other or "".join(one) == "".join(other):
        return True
    if len(one) == len(other) == 2 and one == other[::-1]:  # "Sato Kenji", "Kenji Sato"
        return True
    if one[-1] != other[-1] or one[0] in family_first() or other[0] in family_first():
        return False
    if one[0] != other[0] and not _cut_short(one[0], other[0]):
        return False
    short, long = sorted((one[1:-1], other[1:-1]), key=len)
    return not short or all(any(a.startswith(b) or b.startswith(a) for b in long) for a in short)


def _cut_short(one: str, other: str) -> bool:
    """An initial and the name it is of."""
    short, long = sorted((one, other), key=len)
    return len(short) == 1 and long.startswith(short)


def short_for(short: Name, full: Name) -> int:
    """How well a short form fits a full name: 2 as its family name, 1 as its given name or a part of it, 0 not."""
    words, whole = short.words, full.words
    if not words or len(words) >= len(whole) or short.suffix not in ("", full.suffix):
        return 0
    if words[0] not in whole and words[0] != full.nickname:
        return 0
    if words == whole[-len(words) :] and full.family == whole[-1]:
        return 2
    if words == (full.family,):
        return 2
    if words == (full.nickname,) and full.nickname:
        return 1
    ends = (whole[k : k + len(words)] == words for k in range(len(whole) - len(words) + 1))
    return 1 if any(ends) and words[0] not in PARTICLES else 0
