"""Ranks that stand in capitals before a name, behind an office: "army chief *General* Bo Ek". Pure."""

from __future__ import annotations

import re

# Not the last word of "attorney general": only behind an office that soldiers hold.
RANKS = frozenset(
    {"admiral", "brigadier", "captain", "colonel", "commodore", "general", "lieutenant", "major", "marshal"}
)
RANKED = frozenset(
    {"chief", "commander", "head", "leader", "minister", "president", "spokesman", "spokesperson", "spokeswoman"}
)
# "Its chief pilot" speaks for it, which "its pilot" does not.
LEADS = re.compile(r"(?:chief|lead) (?!author\b)")


def ranks_in(told: str) -> frozenset[str]:
    """The ranks, in capitals, among the words of a naming: "colonel" of "army spokesman Colonel Bo Ek"."""
    words = told.split()
    held = {word.lower() for word in words if word.istitle()} & RANKS
    return frozenset(held) if any(word.lower() in RANKED for word in words) else frozenset()
