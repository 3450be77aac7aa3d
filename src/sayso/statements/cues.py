"""The cue lexicon: which words announce an attribution, what act they do, and which complements are its content.

The table `data/cues.csv` is our own. `frames` lists the complements that are content:

- `quote`: a quotation beside it ("…," she *said*); `clause`: a finite clause ("*said* that they won")
- `inf`, `ger`: an infinitive ("*vowed* to go"), a gerund ("*denied* sending them")
- `obj`: the object ("*denied* the report"), with what follows it; `obj-inf`: an object that an infinitive follows
  ("*urged* Roe to go"); `small`: an object and its predicate ("*called* it a lie")
- `phrase`: the clause around it (*according to*)
- any other word: a preposition whose object is content ("*warned* of a storm")
- `!x`: the frame `x`, but only under negation ("*did not answer* our letter")
- `+x`: a cue only with the particle `x` ("*ruled* out"); several of them: with any
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
    denied_frames: frozenset[str] = frozenset()  # `frames` where the cue is negated
    particles: frozenset[str] = frozenset()  # one of them stands with the cue; empty: none is needed
    withheld: bool = False  # found under a negation that opened `denied_frames`: "did not respond to"


class Cues(Struct, frozen=True):
    """The table, and the lemmas to look for in a text."""

    by_word: dict[tuple[str, str], Cue]  # by (lemma, part of speech)
    lemmas: tuple[str, ...]  # as spaCy writes them, its misreadings included


@cache
def load_cues() -> Cues:
    """Read the table, once for each process."""
    table = files("sayso").joinpath("data", "cues.csv").read_text(encoding="utf-8")
    by_word = {(row["lemma"], row["pos"]): _read_row(row) for row in csv.DictReader(table.splitlines())}
    lemmas = {lemma for lemma, _ in by_word} | {
        wrong for wrong, right in _MISREAD.items() if (right, "VERB") in by_word
    }
    return Cues(by_word, tuple(sorted(lemmas | {"accord"})))


def _read_row(row: dict[str, str]) -> Cue:
    words = row["frames"].split()
    frames = frozenset(word for word in words if word[0] not in "!+")
    denied = frozenset(word[1:] for word in words if word[0] == "!")
    particles = frozenset(word[1:] for word in words if word[0] == "+")
    return Cue(row["lemma"], row["pos"], Act(row["act"]), frames, frames | denied, particles)


def true_lemma(lemma: str) -> str:
    """The lemma with spaCy's known misreadings mended."""
    return _MISREAD.get(lemma, lemma)
