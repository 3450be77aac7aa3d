"""How much a change changes what is claimed: by its kind first, then by the words that went and came."""

from __future__ import annotations

from sayso.copies.folding import fold_word
from sayso.copies.terms import CUES, HEDGES, IMPLICIT_NEGATIONS, NEGATIONS, SAYING, spell
from sayso.records import Change, ChangeKind
from sayso.text import words

# What a kind weighs at least. Words in somebody's mouth come first; then what turns a claim over or moves it to
# somebody or something else; wording, and what was left out or put in, come last.
_LEAST = {
    ChangeKind.QUOTE: 0.9,
    ChangeKind.NUMBER: 0.8,
    ChangeKind.NEGATION: 0.85,
    ChangeKind.ATTRIBUTION: 0.75,
    ChangeKind.NAME: 0.7,
    ChangeKind.DATE: 0.6,
    ChangeKind.HEDGE: 0.55,
    ChangeKind.TERM: 0.3,
    ChangeKind.OMISSION: 0.2,
    ChangeKind.ADDITION: 0.1,
}
_TURNED = 0.05  # what a difference in negation or in a number adds, in whatever kind
_SPOKEN = 0.1  # what words of saying in an omission or addition add: somebody's side of it is left out or put in
_DENIED = 0.1  # and when they deny
_LONG = 0.04  # what length adds, up to this
_LONG_WORDS = 100


def gravity(change: Change) -> float:
    """0..1; an altered quotation is never below another kind."""
    before, after = ([spelled for word, _, _ in words(side) for spelled in spell(word)] for side in _texts(change))
    weight = _LEAST[change.kind]
    if change.kind in (ChangeKind.OMISSION, ChangeKind.ADDITION):
        told = set(before or after)
        cues = {CUES[word] for word in told if word in CUES}
        weight += _SPOKEN * bool(cues or told & SAYING) + _DENIED * bool(cues & {"deny", "accuse"})
        return round(weight + _LONG * min(1.0, len(before or after) / _LONG_WORDS), 4)
    one, other = set(before), set(after)
    turned = bool((one ^ other) & (NEGATIONS | IMPLICIT_NEGATIONS | HEDGES))
    counted = _numbers(before) != _numbers(after)
    most = max(len(one), len(other), 1)
    return round(weight + _TURNED * (turned or counted) + _LONG * len(one ^ other) / (2 * most), 4)


def _texts(change: Change) -> tuple[str, str]:
    return fold_word(change.before), fold_word(change.after)


def _numbers(told: list[str]) -> list[str]:
    return sorted(word for word in told if any(letter.isdigit() for letter in word))
