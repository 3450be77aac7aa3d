"""Word classes that relating needs, from `data/claim_words.csv`: `light`, `taking`, `mutual`.

light: words of saying and grammar; they tell that something is claimed, not what.
taking: verbs whose subject is at the receiving end.
mutual: words of doings in which neither side gives or receives.
"""

from __future__ import annotations

import csv
import functools
from importlib import resources


@functools.cache
def words_of(kind: str) -> frozenset[str]:
    """The lemmas of one class."""
    text = (resources.files("sayso") / "data" / "claim_words.csv").read_text(encoding="utf-8")
    return frozenset(row["word"] for row in csv.DictReader(text.splitlines()) if row["kind"] == kind)
