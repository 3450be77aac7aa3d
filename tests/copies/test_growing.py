"""Articles added to a traced pile, in any order and any batches: the same as tracing all at once."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from stories import article

from sayso.copies import candidates, growing, rewrites, trace
from sayso.copies.growing import grow
from sayso.copies.tracing import trace_all
from sayso.ledger.standing import StandingFile
from sayso.records import Article
from sayso.tracing import keep, standing_of, traced_of

LETTERS = "bdfgklmnprst"
VOCABULARY = [a + b + c + d for a in LETTERS for b in "aeiou" for c in LETTERS for d in "ao"]


def make_pile(seed: int) -> list[Article]:
    """Stories with their copies, excerpts and rewrites, and notices that many share; some dated, few titles."""
    rng = random.Random(seed)

    def paragraph() -> str:
        # few words are common and many are rare, as in language
        return " ".join(VOCABULARY[int(len(VOCABULARY) * rng.random() ** 3)] for _ in range(rng.randint(14, 30))) + "."

    notices = [paragraph() for _ in range(2)]
    stories = [[paragraph() for _ in range(rng.randint(2, 5))] for _ in range(rng.randint(3, 8))]
    pile = []
    for number in range(rng.randint(12, 34)):
        story = rng.choice(stories) if rng.random() < 0.8 else [paragraph() for _ in range(3)]
        parts = list(story) if rng.random() < 0.6 else [paragraph(), *rng.sample(story, len(story) - 1)]
        if rng.random() < 0.3:  # told in other words
            parts = [" ".join(w if rng.random() < 0.8 else rng.choice(VOCABULARY) for w in p.split(" ")) for p in parts]
        parts += [notice for notice in notices if rng.random() < 0.4]
        date = rng.choice(["", "2031-05-02", "2031-05-03"])
        outlet, byline = rng.choice([("", ""), ("Sorrel Post", "Ada Roe")])
        pile.append(article(f"{rng.getrandbits(32):08x}{number:02}", "\n\n".join(parts), outlet, byline, date))
    return pile


def kept(path: Path, batches: Sequence[Sequence[Article]]) -> dict[str, object]:
    """All that is kept, articles by their ids, after the first batch was traced whole and the others were added."""
    keys: dict[str, int] = {}
    by_id = {}
    with StandingFile(path) as file:
        for number, batch in enumerate(batches):
            for one in batch:
                by_id[one.article_id] = one
                keys.setdefault(one.article_id, len(keys))
            keep(file, grow(standing_of(file, by_id), batch) if number else trace_all(batch), keys, {})
        name = dict(file.rows("SELECT number, article_id FROM articles"))
        held = standing_of(file, by_id).held(name)
        return {
            "copies": traced_of(file),
            "pairs": {frozenset(map(name.get, pair)) for pair in file.rows("SELECT one, other FROM near")},
            "odds": {frozenset((name[a], name[b])): x for a, b, x in file.rows("SELECT one, other, odds FROM retold")},
            "boilerplate": file.rows("SELECT shingle FROM boilerplate ORDER BY shingle"),
            "texts": file.rows("SELECT word, count FROM texts WHERE count > 0 ORDER BY word"),
            "words": {name[n]: one.words if one.words is None else one.words.tolist() for n, one in held.items()},
            "postings": [_by_id(file, kind, name) for kind in ("shingles", "words")],
            "told": file.about("told"),
        }


def _by_id(file: StandingFile, kind: str, name: dict[int, str]) -> list[tuple[int, str]]:
    packed = [int.from_bytes(row[at : at + 8], "little") for (row,) in file.rows(f"SELECT packed FROM {kind}")
              for at in range(0, len(row), 8)]  # fmt: skip
    return sorted((one >> 22, name[one & (1 << 22) - 1]) for one in packed)


@pytest.fixture
def low(monkeypatch):
    """Bounds so low that small piles pass them: boilerplate, hubs, common words, chunks."""
    for module in (candidates, growing):
        monkeypatch.setattr(module, "ALL_PAIRS", 4)
        monkeypatch.setattr(module, "HUBS", 2)
    for module in (rewrites, growing):
        monkeypatch.setattr(module, "MAX_STORIES", 4)  # no higher than ALL_PAIRS
    monkeypatch.setattr(candidates, "MAX_STORIES", 3)
    monkeypatch.setattr(candidates, "SEEN", 6)
    monkeypatch.setattr("sayso.ledger.standing.CHUNK", 16)


@pytest.mark.parametrize("seed", range(24))
def test_any_order_and_any_batches_leave_what_the_whole_leaves(seed: int, low: None, tmp_path: Path) -> None:
    pile = make_pile(seed)
    whole = kept(tmp_path / "whole.db", [pile])
    assert whole["copies"] == trace(pile)
    rng = random.Random(seed)
    rng.shuffle(pile)
    cuts = [0, *sorted(rng.sample(range(1, len(pile)), 5)), len(pile)]
    grown = kept(tmp_path / "grown.db", [pile[cuts[n] : cuts[n + 1]] for n in range(6)])
    for name, found in grown.items():
        assert found == whole[name], name
