"""Holders of offices that news tells of, with the days they held them, as a text names them. Pure; table in `data/`.

A name counts only beside a word for the office: "Secretary of State Ada Roe", "Ada Roe, the secretary of state".
"""

from __future__ import annotations

import csv
import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from importlib import resources

from msgspec import Struct

from sayso.records import Span

_BESIDE = 70  # characters around a name in which its office is told
_NOT_NOW = re.compile(
    r"\b(?:former|ex|then|late|was|were|served|deputy|vice|under|assistant|acting|incoming|outgoing|future|shadow|next|nominee|nominated"
    r"|designate|elect|candidate|adviser to|aide to|spokes\w+)\b",
    re.IGNORECASE,
)
_NAME_START = re.compile(r"(?<![\w-])[A-Z\u00c0-\u00de]")
_BREAK = re.compile(r"[;:“”\"()]|,? \b(?:and|while|but|met|with|told)\b ")


class Term(Struct, frozen=True, order=True):
    """One time in one office."""

    name: str  # folded, its hyphens as spaces
    first: date
    last: date  # `date.max`: still in office when the table was made
    told: tuple[str, ...]  # words for the office, in lower case
    of: str  # the state or body


class Told(Struct, frozen=True):
    """Somebody named beside an office of the table."""

    span: Span  # the name
    terms: tuple[Term, ...]  # earliest first; never empty


def told_with_office(text: str, within: Span) -> Iterator[Told]:
    """Everybody in a sentence who is named beside an office of the table, in text order."""
    sentence = text[within.start : within.end]
    plain = _plain(sentence)
    for start in _NAME_START.finditer(sentence):
        for name, terms in _names().get(plain[start.start() :].split(" ", 1)[0], ()):
            end = start.start() + len(name)
            if not plain.startswith(name, start.start()) or plain[end : end + 1].isalnum():
                continue
            beside = _beside(sentence, start.start(), end)
            held = tuple(term for term in terms if _is_told(term, beside))
            if held:
                yield Told(Span(within.start + start.start(), within.start + end), held)
            break


def _beside(sentence: str, start: int, end: int) -> tuple[str, str]:
    """The words right before and right after a name, up to where another clause begins."""
    before = _BREAK.split(sentence[max(0, start - _BESIDE) : start])[-1]
    after = _BREAK.split(sentence[end : end + _BESIDE])[0] if sentence[end : end + 1] == "," else ""
    return before.lower(), after.lower()


def _is_told(term: Term, beside: tuple[str, str]) -> bool:
    """Whether an office stands beside its holder, as one of the present."""
    before, after = beside
    for words in term.told:
        office = re.compile(rf"\b{re.escape(words)}\b")
        if (found := office.search(before)) and not _NOT_NOW.search(before):
            return "," not in before[found.end() :].removesuffix(", ")  # "the president, Ada Roe"; a list holds more
        if (found := office.search(after)) and not _NOT_NOW.search(after[: found.end() + 12]):
            return after[1 : found.start()].count(",") == 0
    return False


def _plain(text: str) -> str:
    """The text in lower case without accents, hyphens as spaces; as many characters as before."""
    return "".join(_letter(char) for char in text)


@functools.cache
def _letter(char: str) -> str:
    if char in "-\u2010\u2011":
        return " "
    if char == "’":
        return "'"
    return unicodedata.normalize("NFKD", char)[0].lower()[:1] or char


@functools.cache
def _names() -> Mapping[str, tuple[tuple[str, tuple[Term, ...]], ...]]:
    """First word of a name -> the names that begin with it, each with its terms."""
    terms: dict[str, list[Term]] = {}
    table = (resources.files("sayso") / "data" / "office_terms.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(table.splitlines()):
        name = _plain(row["name"])
        first, last = date.fromisoformat(row["from"]), date.fromisoformat(row["to"]) if row["to"] else date.max
        terms.setdefault(name, []).append(Term(name, first, last, tuple(row["told"].split("|")), row["of"]))
    found: dict[str, list[tuple[str, tuple[Term, ...]]]] = {}
    for name, held in terms.items():
        found.setdefault(name.split()[0], []).append((name, tuple(sorted(held, key=lambda term: term.first))))
    return {first: tuple(names) for first, names in found.items()}
