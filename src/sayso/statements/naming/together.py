"""The parts of a source that names several: "A, B and C", "Ann Roe and Ivo Lann"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Token

from sayso.statements.naming.name_spans import is_firm
from sayso.statements.naming.phrases import read_phrase

_COORDINATING = frozenset({"and", "or", "nor", "plus"})


def conjuncts(tokens: Sequence[Token]) -> list[list[Token]]:
    """The coordinated parts of a source: "A, B and C" in three; a source without coordination in one."""
    words = list(tokens[1:] if len(tokens) > 1 and tokens[0].lower_ == "both" else tokens)
    inside = {token.i for token in words}
    head = next((t for t in words if t.head.i not in inside or t.head.i == t.i), words[0])
    heads = [head]
    for one in heads if _COORDINATING & {token.lower_ for token in words} else ():  # no conjunct without its "and"
        if not any(c.text == "&" for c in one.children):  # "Hale & Gill" is one firm
            heads += [c for c in one.children if c.dep_ == "conj" and c.i in inside and c.pos_ != "VERB"][:1]
    if len(heads) == 1:
        return _two_names(words) or [list(tokens)]
    starts = [max(one.left_edge.i, words[0].i) for one in heads] + [words[-1].i + 1]
    if any(low >= high for low, high in pairwise(starts)):  # the parse has the last as the head
        return _two_names(words) or [list(tokens)]
    parts = [_trimmed([t for t in words if low <= t.i < high]) for low, high in pairwise(starts)]
    return [part for part in parts if part]


def _two_names(words: Sequence[Token]) -> list[list[Token]]:
    """ "Ann Roe and Ivo Lann", where both sides name somebody, whatever the parse; empty when they do not."""
    for k, word in enumerate(words):
        if word.lower_ == "and" and 0 < k < len(words) - 1 and not is_firm(words, k):
            sides = [_trimmed(words[:k]), _trimmed(words[k + 1 :])]
            if all(side and (read_phrase(side).person or read_phrase(side).form) for side in sides):
                return sides
    return []


def _trimmed(words: Sequence[Token]) -> list[Token]:
    part = [word for word in words if not word.is_space]
    while part and (part[-1].dep_ == "cc" or part[-1].is_punct or part[-1].lower_ == "and"):
        part.pop()
    return part
