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
- none at all: a cue where the tagger finds one, never by rule

`writer` is what the word tells of its writer's own view of what is said: `endorses` for factives and semi-factives
(Kiparsky & Kiparsky 1970; Karttunen 1971; Hooper 1975), `distances` for words that leave it to the speaker ("claimed",
"boasted"), empty for none. Our own reading of that literature; no published list was copied.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from msgspec import Struct

from sayso.records import Act, Endorsement

# What spaCy's rules make of "hoped", "retweeted" and the like.
_MISREAD = {"hop": "hope", "retweete": "retweet", "tweete": "tweet"}

_ENDINGS = (("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))
SHORTEST = 1  # letters that a stem has more than: "said" has none


class Cue(Struct, frozen=True):
    """One row of the table."""

    lemma: str
    pos: str  # VERB, NOUN, ADP
    act: Act
    frames: frozenset[str]
    denied_frames: frozenset[str] = frozenset()  # `frames` where the cue is negated
    particles: frozenset[str] = frozenset()  # one of them stands with the cue; empty: none is needed
    writer: Endorsement = Endorsement.NEUTRAL
    withheld: bool = False  # found under a negation that opened `denied_frames`: "did not respond to"


class Cues(Struct, frozen=True):
    """The table, and the lemmas to look for in a text."""

    by_word: dict[tuple[str, str], Cue]  # by (lemma, part of speech)
    lemmas: frozenset[str]  # as spaCy writes them, its misreadings included


@cache
def load_cues() -> Cues:
    """Read the table, once for each process."""
    table = files("sayso").joinpath("data", "cues.csv").read_text(encoding="utf-8")
    by_word = {(row["lemma"], row["pos"]): _read_row(row) for row in csv.DictReader(table.splitlines())}
    lemmas = {lemma for lemma, _ in by_word} | {
        wrong for wrong, right in _MISREAD.items() if (right, "VERB") in by_word
    }
    return Cues(by_word, frozenset(lemmas | {"accord"}))


def _read_row(row: dict[str, str]) -> Cue:
    words = row["frames"].split()
    frames = frozenset(word for word in words if word[0] not in "!+")
    denied = frozenset(word[1:] for word in words if word[0] == "!")
    particles = frozenset(word[1:] for word in words if word[0] == "+")
    writer = Endorsement(row["writer"] or Endorsement.NEUTRAL)
    return Cue(row["lemma"], row["pos"], Act(row["act"]), frames, frames | denied, particles, writer)


def cue_of(lemma: str, word: str, *, noun: bool) -> Cue | None:
    """The row of a cue by its lemma or, where the lemma is misread, by its word; a noun's or a verb's row first.

    A tagger takes "Blames" in a headline for a name and leaves its lemma as the word stands.
    """
    table = load_cues().by_word
    kinds = ("NOUN", "VERB", "ADP") if noun else ("VERB", "NOUN", "ADP")
    forms = (lemma, *_bare_forms(word.lower()))
    return next((row for form in forms for kind in kinds if (row := table.get((form, kind))) is not None), None)


def _bare_forms(word: str) -> tuple[str, ...]:
    """What a regular form may come from: "blames" -> blame, "denies" -> deny, "slammed" -> slam."""
    forms = [word]
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + SHORTEST:
            forms.append(word[: -len(ending)] + instead)
    stem = word.removesuffix("ed").removesuffix("ing")
    if len(stem) > SHORTEST and stem != word and stem[-1] == stem[-2]:
        forms.append(stem[:-1])
    return tuple(forms)


def true_lemma(lemma: str) -> str:
    """The lemma with spaCy's known misreadings mended."""
    return _MISREAD.get(lemma, lemma)
