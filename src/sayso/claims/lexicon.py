"""Word classes that relating needs, from `data/claim_words.csv`: `light`, `function`, `taking`, `mutual`, `telling`,
`pointing`, `past`, `office`.

light: words of saying and grammar; they tell that something is claimed, not what.
function: words of grammar alone, left out where texts are compared.
taking: verbs whose subject is at the receiving end.
mutual: words of doings in which neither side gives or receives.
telling: what stands after a party that only claims what follows ("Arvenian claims that").
past: irregular past forms: with them a clause is finite.
office: words of those who speak for a government or firm, and not against it as a lawmaker may.
event.KIND: verbs and nouns of one kind of doing, by which propositions that share their other words differ.
pointing: nouns that stand for what was said elsewhere ("the allegation").
"""

from __future__ import annotations

import csv
import functools
from collections import defaultdict
from importlib import resources

from sayso.parties import Form, look_up

EVENT = "event."


@functools.cache
def words_of(kind: str) -> frozenset[str]:
    """The lemmas of one class."""
    text = (resources.files("sayso") / "data" / "claim_words.csv").read_text(encoding="utf-8")
    return frozenset(row["word"] for row in csv.DictReader(text.splitlines()) if row["kind"] == kind)


@functools.cache
def events() -> dict[str, frozenset[str]]:
    """By lemma, verbs and their nouns: the kinds of doing it may name, "shipment" a transfer."""
    text = (resources.files("sayso") / "data" / "claim_words.csv").read_text(encoding="utf-8")
    found: dict[str, set[str]] = defaultdict(set)
    for row in csv.DictReader(text.splitlines()):
        if row["kind"].startswith(EVENT):
            found[row["word"]].add(row["kind"].removeprefix(EVENT))
    return {word: frozenset(kinds) for word, kinds in found.items()}


@functools.lru_cache(maxsize=50_000)
def known_form(words: str) -> Form | None:
    """`parties.look_up`, remembered: the same few thousand forms come again in every statement."""
    return look_up(words)
