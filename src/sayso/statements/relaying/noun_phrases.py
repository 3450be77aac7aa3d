"""The words of a noun phrase, read off the surface from where it begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from sayso.times.words import CALENDAR

_WORD = re.compile(
    r"[ \t\xa0]*[\"“‘(]?(?P<word>[^\W_][\w&/-]*(?:\.(?=\w)[\w&/-]+)*(?:['’](?!s?\b)\w+)?)"
    r"(?P<owner>['’]s?\b|['’](?=\s))?"
)
DETERMINERS = frozenset(
    {"the", "a", "an", "its", "his", "her", "their", "our", "this", "that", "one", "another", "both"}
)
_STOPS = frozenset(
    """
    about after against although among and are as at be because been before but by did do does during for from had
    has have he how i if in into is it may might must no nor not of off on or out over she since so than them then
    there they through to told under until up us was we were what when where whether which while who whom whose
    why will with would you him me that
    """.split()  # noqa: SIM905 - a list of strings is harder to read
)
_JOINING = frozenset({"of", "and", "de", "della", "for", "in", "the", "&"})  # small words within a name in capitals
_LOW_WORDS = 5  # small words before a name: "the state-run news agency Kinbote"


class Word(Struct, frozen=True):
    """One word of a noun phrase, in code points; `owner`: a possessive follows it."""

    start: int
    end: int
    text: str
    owner: bool


def words_at(text: str, at: int, end: int | None = None) -> list[Word]:
    """The words of the noun phrase at `at`, up to a stop: a mark, a small function word, a day.

    With `end`, those of them that stand before it.
    """
    found: list[Word] = []
    small = 0
    while (match := _WORD.match(text, at)) is not None:
        word = match["word"]
        low = word.lower()
        if low in CALENDAR and word[:1].isupper():
            break
        if word[:1].islower() and low not in DETERMINERS:
            joins = (
                low in _JOINING
                and found
                and found[-1].text[:1].isupper()
                and text[match.end() + 1 : match.end() + 2].isupper()
            )
            small += 0 if joins else 1
            if (low in _STOPS and not joins) or small > _LOW_WORDS:
                break
        elif low in DETERMINERS and word[:1].islower() and found and low != "the":
            break
        found.append(Word(match.start("word"), match.end("word"), word, match["owner"] is not None))
        at = match.end()
        if end is not None and found[-1].end > end and low not in _JOINING:
            return [one for one in found if one.end <= end]
    while found and found[-1].text.lower() in _JOINING:
        found.pop()
    return found if end is None else [one for one in found if one.end <= end]


def text_of(text: str, words: Sequence[Word]) -> str:
    return text[words[0].start : words[-1].end]


def run_from(words: Sequence[Word], at: int) -> list[Word]:
    """The words in capitals from `at` on, with the small ones that join them."""
    run: list[Word] = []
    for word in words[at:]:
        if not (word.text[:1].isupper() or word.text[:1].isdigit() or (run and word.text.lower() in _JOINING)):
            break
        run.append(word)
    while run and run[-1].text[:1].islower():
        run.pop()
    return run


def run_before(words: Sequence[Word], at: int) -> list[Word]:
    """The words in capitals right before `at`, with the small ones that join them."""
    low = at
    while low > 0 and (words[low - 1].text[:1].isupper() or words[low - 1].text.lower() in _JOINING):
        low -= 1
    return list(words[low:at])
