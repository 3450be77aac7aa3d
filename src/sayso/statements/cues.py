"""The cue lexicon: which words announce an attribution, what act they do, and which complements are its content.

The table `data/cues.csv` is our own. `frames` lists the complements that are content:

- `quote`: a quotation beside it ("…," she *said*); `clause`: a finite clause ("*said* that they won")
- `inf`, `ger`: an infinitive ("*vowed* to go"), a gerund ("*denied* sending them")
- `obj`: the object ("*denied* the report"), with what follows it; `obj-inf`: an object that an infinitive follows
  ("*urged* Roe to go"); `small`: an object and its predicate ("*called* it a lie")
- `phrase`: the clause around it (*according to*)
- any other word: a preposition whose object is content ("*warned* of a storm")
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from msgspec import Struct

from sayso.records import Act

# What spaCy's rules make of "hoped", "retweeted" and the like.
_MISREAD = {"hop": "hope", "retweete": "retweet", "tweete": "tweet"}


class Cue(Struct, frozen=True):
    """One row of the table."""

    lemma: str
    pos: str  # VERB, NOUN, ADP
    act: Act
    frames: frozenset[str]


class Cues(Struct, frozen=True):
    """The table, and the lemmas to look for in a text."""

    by_word: dict[tuple[str, str], Cue]  # by (lemma, part of speech)
    lemmas: tuple[str, ...]  # as spaCy writes them, its misreadings included


@cache
def load_cues() -> Cues:
    """Read the table, once for each process."""
    table = files("sayso").joinpath("data", "cues.csv").read_text(encoding="utf-8")
    by_word = {
        (row["lemma"], row["pos"]): Cue(row["lemma"], row["pos"], Act(row["act"]), frozenset(row["frames"].split()))
        for row in csv.DictReader(table.splitlines())
    }
    lemmas = {lemma for lemma, _ in by_word} | {
        wrong for wrong, right in _MISREAD.items() if (right, "VERB") in by_word
    }
    return Cues(by_word, tuple(sorted(lemmas | {"accord"})))


def true_lemma(lemma: str) -> str:
    """The lemma with spaCy's known misreadings mended."""
    return _MISREAD.get(lemma, lemma)
