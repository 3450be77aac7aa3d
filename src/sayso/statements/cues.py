"""The cue lexicon: which words announce an attribution, what act they do, and which complements are its content.

The table `data/cues.csv` is our own. `frames` lists the complements that may be content: `quote` (a quotation),
`clause` (a finite clause), `inf` (an infinitive), `ger` (a gerund), `obj` (the object), `obj-inf` (object and
infinitive, "urged Roe to go"), `small` (object and predicate, "called it a lie"), `phrase` (a phrase that takes the
whole clause: "according to"), or a preposition whose object is content ("warned *of* a storm").
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from msgspec import Struct

from sayso.records import Act


class Cue(Struct, frozen=True):
    """One row of the table."""

    lemma: str
    pos: str  # VERB, NOUN, ADP
    act: Act
    frames: frozenset[str]


@cache
def load_cues() -> dict[tuple[str, str], Cue]:
    """The table by (lemma, part of speech). Read once for each process."""
    table = files("sayso").joinpath("data", "cues.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(table.splitlines())
    return {
        (row["lemma"], row["pos"]): Cue(row["lemma"], row["pos"], Act(row["act"]), frozenset(row["frames"].split()))
        for row in rows
    }
