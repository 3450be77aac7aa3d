"""The annotations of who holds what is said fit the piles that they tell of."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

import holders


def test_every_marked_saying_on_a_claim_has_its_holders() -> None:
    piles = list(holders.piles())  # raises where a line is missing or too many
    assert len(piles) == 288
    assert sum(len(pile.sayings) for pile in piles) == 6507
    assert all(saying.words in pile.pages[saying.page] for pile in piles for saying in pile.sayings)
    assert 80 <= sum(pile.is_held_out for pile in piles) <= 110


def test_both_who_say_it_together_are_its_holders() -> None:
    text = "Both agree: [a+:five seats fall free].\n--\nA voice said [b-:none does]."
    lines = ["1 | - | Kelland; Norvane", "2 | - | -", "= Kelland | the Kell government"]
    pile = holders._pile("made/up", text, lines)
    assert pile.pages == ("Both agree: five seats fall free.", "A voice said none does.")
    assert [(saying.page, saying.words, saying.holders) for saying in pile.sayings] == [
        (0, "five seats fall free", ("Kelland", "Norvane")),
        (1, "none does", ()),
    ]
    assert pile.aliases == {"Kelland": ["the Kell government"]}
