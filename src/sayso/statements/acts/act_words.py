"""Words and idioms that tell an act beside the cue lexicon: `data/act_words.csv`, `data/act_phrases.csv`."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from msgspec import Struct

from sayso.records import Act
from sayso.statements.parsed import Token

REACH = 5  # tokens after a cue in which its idiom may go on: "put *the blame squarely on*"
GAP = 3  # tokens that `*` may stand for: "pour *more of its cold* water"


class Phrase(Struct, frozen=True):
    """One idiom: lemmas in order, `*` for up to GAP words or none."""

    words: tuple[str, ...]
    act: Act
    doubts: bool = False  # it suggests that what it is said of is not so: "cast doubt on"

    @property
    def negative(self) -> bool:
        """A negation is part of it."""
        return bool({"no", "not", "neither", "nothing"} & set(self.words))


@cache
def words_of(kind: str) -> frozenset[str]:
    """The lemmas of one kind in `act_words.csv`."""
    return frozenset(row["word"] for row in _rows("act_words.csv") if row["kind"] == kind)


@cache
def _phrases() -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, list[Phrase]] = {}
    for row in _rows("act_phrases.csv"):
        words = tuple(row["phrase"].split())
        found.setdefault(words[0], []).append(Phrase(words, Act(row["act"]), row["doubts"] == "yes"))
    return {first: tuple(sorted(some, key=lambda one: -len(one.words))) for first, some in found.items()}


def phrase_of(cue: Sequence[Token]) -> Phrase | None:
    """The idiom that begins within a cue's tokens, which stand in text order; the first, of several the longest."""
    if not cue:
        return None
    doc, stop = cue[-1].doc, min(cue[-1].i + 1 + REACH, cue[-1].sentence[1])
    window = [token for token in doc[cue[0].i : stop] if not token.is_punct and not token.is_space]
    for at, token in enumerate(window):
        if token.i > cue[-1].i:
            break
        for phrase in _phrases().get(token.lemma_.lower(), ()):
            if _follows(window[at:], phrase.words):
                return phrase
    return None


def _follows(tokens: Sequence[Token], words: Sequence[str]) -> bool:
    if not words:
        return True
    if words[0] == "*":
        return any(_follows(tokens[skipped:], words[1:]) for skipped in range(min(GAP, len(tokens)) + 1))
    return bool(tokens) and words[0] in (tokens[0].lemma_.lower(), tokens[0].lower_) and _follows(tokens[1:], words[1:])


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(files("sayso").joinpath("data", name).read_text(encoding="utf-8").splitlines()))
