"""Passages that a page tells twice. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.articles import chrome
from sayso.text import words

_Gram = tuple[str, ...]

SAME = 0.8  # share of a block's word 4-grams that stand in another: edited copies of a paragraph reach 0.85
TOLD = 0.72  # share of its content words that stand in the block beside it: a blurb and the lead it was made from
SHORTEST = 6  # words; shorter blocks repeat by chance
REACH = 2  # blocks between a passage and its reworded telling
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_TURNED = re.compile(r"\b(?:not|never|no|nobody|nothing|neither|nor|without|cannot)\b|n[’']t\b", re.IGNORECASE)
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w’-]+")  # within a sentence


def repeats(texts: Sequence[str]) -> dict[int, int]:
    """`{told again: where it is told}` for every block that gives nothing a reader does not find in the other."""
    tokens = [[word for word, _, _ in words(text)] for text in texts]
    grams = [frozenset(tuple(t[i : i + 4]) for i in range(len(t) - 3)) for t in tokens]
    content = [frozenset(w[:6] for w in t if w not in chrome.FUNCTION_WORDS) for t in tokens]
    holders: dict[_Gram, list[int]] = {}
    for i, found in enumerate(grams):
        for gram in found:
            holders.setdefault(gram, []).append(i)
    dropped: dict[int, int] = {}
    order = sorted(range(len(texts)), key=lambda i: (len(tokens[i]), -i))
    for i in order:
        if len(tokens[i]) < SHORTEST:
            continue
        other = _verbatim(i, grams, holders, dropped)
        if other is None:
            other = _reworded(i, content, tokens, dropped)
        if other is not None and not _tells_otherwise(texts[i], texts[other]):
            dropped[i] = other
    return dropped


def _tells_otherwise(text: str, other: str) -> bool:
    """Whether a text has a figure or name that is not in the other, or one of them alone denies: edited, no repeat."""
    return (
        not set(_FIGURE.findall(text)) <= set(_FIGURE.findall(other))
        or bool(_TURNED.search(text)) != bool(_TURNED.search(other))
        or any(name not in other for name in _NAME.findall(text))
    )


def _verbatim(
    i: int,
    grams: Sequence[frozenset[_Gram]],
    holders: dict[_Gram, list[int]],
    dropped: dict[int, int],
) -> int | None:
    counts: dict[int, int] = {}
    for gram in grams[i]:
        for j in holders[gram][:50]:
            if j != i and j not in dropped:
                counts[j] = counts.get(j, 0) + 1
    best = max(sorted(counts), key=lambda j: counts[j], default=None)
    return best if best is not None and counts[best] >= SAME * len(grams[i]) else None


def _reworded(
    i: int, content: Sequence[frozenset[str]], tokens: Sequence[Sequence[str]], dropped: dict[int, int]
) -> int | None:
    if len(content[i]) < SHORTEST:
        return None
    for j in range(max(i - REACH, 0), min(i + REACH + 1, len(content))):
        larger = j != i and j not in dropped and len(tokens[j]) >= len(tokens[i])
        if larger and len(content[i] & content[j]) >= TOLD * len(content[i]):
            return j
    return None
