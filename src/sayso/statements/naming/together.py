"""The parts of a source that names several: "A, B and C", "Ann Roe and Ivo Lann"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sayso.parties import look_up
from sayso.statements.naming.name_spans import NAME_PARTICLES, is_firm
from sayso.statements.naming.offices import join
from sayso.statements.naming.phrases import read_phrase
from sayso.statements.parsed import Token

LAST = 6  # tokens of ", and the United Arab Emirates"
MOST_NAMED = 6  # tokens of "Cllr Bo van der Ek"
_COORDINATING = frozenset({"and", "or", "nor", "plus"})


def conjuncts(tokens: Sequence[Token]) -> list[list[Token]]:
    """The coordinated parts of a source: "A, B and C" in three; a source without coordination in one."""
    words = list(tokens[1:] if len(tokens) > 1 and tokens[0].lower_ == "both" else tokens)
    listed = _listed(words)
    if listed:
        return listed
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


def with_last(tokens: list[Token]) -> list[Token]:
    """The tokens of "Sweden, Norway and" with the last of the list, "the Netherlands", where the parse cut it off."""
    doc, listed = tokens[0].doc, tokens[:-1] if tokens[-1].lower_ == "and" else tokens
    start = listed[-1].i + 1 if listed else 0
    joint = next((token.i for token in doc[start : start + 2] if token.lower_ == "and"), 0)
    if not joint or "," not in (token.text for token in listed):
        return tokens
    rest = list(doc[joint + 1 : joint + 1 + LAST])
    found = next((rest[:size] for size in range(len(rest), 0, -1) if look_up(join(rest[:size])) is not None), None)
    whole = list(doc[tokens[0].i : found[-1].i + 1]) if found else []
    return whole if _listed(whole) else tokens


def with_name(tokens: list[Token]) -> list[Token]:
    """The tokens of "the council’s head of waste" with the name that is put beside them, where it was cut off.

    What stands between two commas right behind a role, and is a full name.
    """
    if not tokens:
        return tokens
    doc, low = tokens[0].doc, tokens[-1].i + 1
    if low + 3 >= len(doc) or doc[low].text != "," or tokens[-1].text == ",":
        return tokens
    high = low + 1
    while high < len(doc) - 1 and high - low <= MOST_NAMED and _is_named(doc[high]):
        high += 1
    if high - low < 3 or doc[high].text not in (",", "("):  # a comma and two names
        return tokens
    office, name = read_phrase(tokens), read_phrase(list(doc[low + 1 : high]))
    beside = office.role and not office.person and not office.plural and " " in (name.person or "")
    return [*tokens, *doc[low:high]] if beside else tokens


def _is_named(word: Token) -> bool:
    return word.text[:1].isupper() or word.lower_ in NAME_PARTICLES


def _listed(words: Sequence[Token]) -> list[list[Token]]:
    """ "Sweden, Kenya, and the United States": three or more known parties, whatever the parse; else empty."""
    marks = [k for k, word in enumerate(words) if word.text == "," or word.lower_ == "and"]
    if len(marks) < 2 or words[marks[-1]].lower_ != "and":
        return []
    edges = [-1, *marks, len(words)]
    parts = [_trimmed(words[low + 1 : high]) for low, high in pairwise(edges)]
    told = [part for part in parts if part]
    return told if all(look_up(join(part)) is not None for part in told) else []


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
