"""Names of people and bodies, compared. Pure.

Only what cannot be two names counts as one: case, accents, apostrophes, a hyphen or a space within a given name,
titles, a middle initial that one telling leaves out. Two romanisations that look alike are two names: only a common
office and party (`romanised`), a reader, or a list of known people makes them one person's.
"""

from __future__ import annotations

import unicodedata
from enum import IntEnum
from functools import cache, lru_cache
from importlib import resources

from msgspec import Struct

TITLES = frozenset(
    """
    mr mrs ms miss mx dr prof professor sir dame hon rev gen general lt lieutenant col colonel maj sgt capt adm admiral
    brig brigadier cmdr commander sen senator rep representative congressman congresswoman gov governor president
    minister premier ambassador chancellor secretary sheikh ayatollah
    """.split()  # noqa: SIM905 - a list of 40 strings is harder to read
)
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})  # of descent: they tell a father from a son
_DEGREES = frozenset({"phd", "md", "esq", "mp", "qc", "kc"})
_PASSED = TITLES | SUFFIXES | _DEGREES
PARTICLES = frozenset(
    """
    al ap ar as at az bin bint da dal de del della den der di do dos du e el ibn la las le lo los mac mc san st te ten
    ter van vande vander vom von und y zu zum zur
    """.split()  # noqa: SIM905
)
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
_APOSTROPHES = "'’‘ʼʻ`´"
_POSSESSIVES = tuple(f"{mark}s" for mark in _APOSTROPHES)
_MARKS = str.maketrans(dict.fromkeys(_APOSTROPHES + '"“”') | dict.fromkeys(".,()/\t\n-‐‑‒–", " "))


_LETTER_PAIRS = (("ks", "x"), ("kh", "h"), ("ph", "f"), ("q", "k"))
_VOWELS = frozenset("aeiouyj")  # and what other romanisations write for them


class Name(Struct, frozen=True):
    """A name folded to be compared."""

    words: tuple[str, ...]  # no case, accents, apostrophes; hyphens part words; titles and suffix taken off
    suffix: str = ""  # "jr", "iii"; empty when none is told

    @property
    def is_bare(self) -> bool:
        """One word, with a particle or one initial at most: a family name, as a rule."""
        words = [word for word in self.words if word not in PARTICLES]
        return len(words) < 2 or (len(words) == 2 and len(words[0]) == 1)

    @property
    def core(self) -> tuple[str, ...]:
        """The words without initials."""
        return tuple(word for word in self.words if len(word) > 1) or self.words

    @property
    def family(self) -> str:
        """The family name: first in East Asian order, else the last word."""
        return self.words[0] if self.is_family_first else self.words[-1]

    @property
    def is_family_first(self) -> bool:
        """Whether it begins as Korean, Chinese and Vietnamese names of two to four syllables do."""
        first = family_first()
        if not 2 <= len(self.words) <= 4 or self.words[0] not in first:
            return False
        return len(self.words) > 2 or self.words[-1] not in first


class Likeness(IntEnum):
    """How two names may be one, the surest first."""

    SAME = 0  # but for case, accents, hyphens, titles
    INITIALS = 1  # a middle initial that the other leaves out, or spells out
    FULLER = 2  # a middle name that the other leaves out: one person only when role or party agree
    TURNED = 3  # the same words in the other order: one person only when of one party
    FORMAL = 4  # an initial and a "Jr." that the other leaves out: one person only when role and party agree


@cache
def family_first() -> frozenset[str]:
    """Family names, folded, that stand first in Korean, Chinese and Vietnamese names."""
    text = (resources.files("sayso") / "data" / "family_first.csv").read_text(encoding="utf-8")
    return frozenset(text.split()[1:])


@lru_cache(maxsize=65_536)
def read_name(name: str) -> Name:
    """A name folded, its titles and suffix taken off; no words when nothing but those is told."""
    words = folded(name).split()
    while len(words) > 1 and words[0] in TITLES:
        words.pop(0)
    suffix = ""
    while len(words) > 1 and words[-1] in SUFFIXES | _DEGREES:
        last = words.pop()
        suffix = last if last in SUFFIXES else suffix
    return Name(tuple(words), suffix)


def folded(name: str) -> str:
    """Words in lower case without accents and apostrophes, hyphens and full stops turned to spaces."""
    plain = name.casefold()
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain.translate(_LETTERS))
        plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    if plain.endswith(_POSSESSIVES):
        plain = plain[:-2]
    return " ".join(plain.translate(_MARKS).split())


def key_of(name: str) -> str:
    """What all likely spellings of one name share: its letters in order of the alphabet, without titles and initials.

    Equal keys are no more than a reason to compare the names. Empty for a name without letters. A list of a million
    people asks for three million keys, so nothing is made here that is not needed.
    """
    words = folded(name).split()
    return "".join(sorted("".join([word for word in words if len(word) > 1 and word not in _PASSED] or words)))


def likeness(one: Name, other: Name) -> Likeness | None:
    """How two full names may be one; None when they are two, or one of them is a bare name."""
    if one.is_bare or other.is_bare or (one.suffix and other.suffix and one.suffix != other.suffix):
        return None
    if one.suffix != other.suffix:  # "Bo Roe" and "Bo Roe Jr." are father and son; "Bo A. Roe Jr." may be formal
        formal, plain = (one, other) if one.suffix else (other, one)
        whole = len(formal.words) > 2 and _initials_apart(formal, plain)
        return Likeness.FORMAL if whole else None
    if _spelt_alike(one, other):
        return Likeness.SAME
    if _initials_apart(one, other):
        return Likeness.INITIALS
    if _middle_apart(one, other):
        return Likeness.FULLER
    return Likeness.TURNED if _turned(one, other) else None


def spelling(name: Name) -> tuple[str, str, str]:
    """What full names that are `Likeness.SAME` share, and no others do."""
    return "".join(name.words), name.family, name.suffix


def romanised(name: Name) -> tuple[str, str] | None:
    """What romanisations of one name share: the consonants of the given name, and the family name as it is spelt.

    "Sergei Roe", "Sergey Roe". That two names share it tells nothing by itself. None where the given name has not two
    consonants, where more than two words or a suffix are told, and for names in East Asian order.
    """
    if len(name.words) != 2 or name.suffix or name.is_family_first:
        return None
    given = name.words[0]
    for spelt, ours in _LETTER_PAIRS:
        given = given.replace(spelt, ours)
    hard = [letter for letter in given if letter not in _VOWELS]
    kept = "".join(letter for k, letter in enumerate(hard) if k == 0 or letter != hard[k - 1])
    return (kept, name.words[1]) if len(kept) > 1 else None


def _spelt_alike(one: Name, other: Name) -> bool:
    """Equal, or equal when the given name is written as one word: "Yun Mi", "Yun-mi", "Yunmi"."""
    return spelling(one)[:2] == spelling(other)[:2]


def _initials_apart(one: Name, other: Name) -> bool:
    """First and last words are equal, and what stands between agrees as far as both tell it, by initials."""
    if one.is_family_first or other.is_family_first or not _same_ends(one, other):
        return False
    a, b = one.words[1:-1], other.words[1:-1]
    if not a or not b:
        return all(len(word) == 1 for word in a + b)
    return len(a) == len(b) and all(map(_agree, a, b))


def _agree(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _middle_apart(one: Name, other: Name) -> bool:
    """First and last words are equal, and one of the two has nothing between."""
    if one.is_family_first or other.is_family_first or not _same_ends(one, other):
        return False
    return min(len(one.words), len(other.words)) == 2


def _same_ends(one: Name, other: Name) -> bool:
    return (one.words[0], one.words[-1]) == (other.words[0], other.words[-1]) and len(one.words[0]) > 1


def _turned(one: Name, other: Name) -> bool:
    """The same words, but for how a given name is joined, with the family name at the other end."""
    turned = other.words[1:] + other.words[:1], other.words[-1:] + other.words[:-1]
    return any(_spelt_alike(one, Name(words)) or one.words == words for words in turned)
