"""Who does what to whom in a proposition, read from its words: giver, receiver, numbers, years.

Word vectors see neither actors nor direction; these readings are the hard constraints of grouping. Each is empty where
the words do not tell, and what is empty never conflicts.
"""

from __future__ import annotations

import re

from msgspec import Struct

from sayso.claims.lexicon import words_of
from sayso.parties import look_up
from sayso.records import Proposition
from sayso.text import words

_ROLE_WORDS = {
    "to": "receiver",
    "toward": "receiver",
    "towards": "receiver",
    "against": "receiver",
    "from": "giver",
    "by": "by",
    "and": "same",
    **dict.fromkeys(("with", "in", "at", "of", "for", "between", "on", "about", "over"), "other"),
}
_FIRST_PERSON = frozenset({"we", "our", "us", "i", "my"})
_THIRD_PERSON = frozenset({"it", "its", "they", "their", "he", "his", "she", "her"})
_SMALL = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER_WORDS = {word: str(value) for value, word in enumerate(_SMALL, start=2)}
_YEAR = re.compile(r"(?:19|20)\d\d$")
_NUMBER = re.compile(r"\d[\d.,]*$")
LONGEST_NAME = 4  # words of a name looked up at one place


class Flow(Struct, frozen=True):
    """Roles and figures of one proposition."""

    parties: frozenset[str] = frozenset()
    giver: str | None = None  # who acts, or from whom it comes; null: not told
    receiver: str | None = None  # on whom or to whom; null: not told
    numbers: frozenset[tuple[str, str]] = frozenset()  # (what is counted, how many)
    years: frozenset[str] = frozenset()


def read_flow(text: str, proposition: Proposition, speaker: str | None) -> Flow:
    """Roles of the parties of `proposition` in its `text`; "we" is the party of the `speaker`."""
    tokens = [(match, text[start:end]) for match, start, end in words(text)]
    numbers, years = _figures([word for word, _ in tokens])
    parties = frozenset(proposition.parties)
    if not parties or not words_of("mutual").isdisjoint(proposition.lemmas):
        return Flow(parties=parties, numbers=numbers, years=years)
    roles = _roles(tokens, proposition.parties, speaker)
    subject = roles.get("subject")
    giver, receiver = roles.get("giver"), roles.get("receiver")
    if "by" in roles:
        giver, receiver = roles["by"], receiver or subject
    elif giver is not None or not words_of("taking").isdisjoint(proposition.lemmas):
        receiver = receiver or subject
    else:
        giver, receiver = subject, receiver or roles.get("object")
    return Flow(parties, giver, None if receiver == giver else receiver, numbers, years)


def conflict(left: Flow, right: Flow) -> bool:
    """Whether two propositions cannot be the same: other actor, other direction, other number or year."""
    if left.parties and right.parties and not left.parties & right.parties:
        return True
    if left.giver and right.giver and left.giver != right.giver:
        return True
    if left.receiver and right.receiver and left.receiver != right.receiver:
        return True
    if (left.giver and left.giver == right.receiver) or (left.receiver and left.receiver == right.giver):
        return True
    if left.years and right.years and not left.years & right.years:
        return True
    counted = dict(left.numbers)
    return any(counted.get(thing, number) != number for thing, number in right.numbers)


def _figures(tokens: list[str]) -> tuple[frozenset[tuple[str, str]], frozenset[str]]:
    """What is counted and how many, and the years named."""
    numbers, years = set(), set()
    for word, after in zip(tokens, [*tokens[1:], ""], strict=True):
        value = _NUMBER_WORDS.get(word) or (word if _NUMBER.match(word) else "")
        if _YEAR.match(value):
            years.add(value)
        elif value and after.isalpha():
            numbers.add((after.removesuffix("s"), value.replace(",", "").rstrip(".")))
    return frozenset(numbers), frozenset(years)


def _roles(tokens: list[tuple[str, str]], parties: tuple[str, ...], speaker: str | None) -> dict[str, str]:
    """First party found in each role. `subject` stands before any preposition, `object` is a second such party."""
    roles: dict[str, str] = {}
    last = ""
    for at, _, party in _mentions(tokens, parties, speaker):
        before = [word for word, _ in tokens[max(at - 3, 0) : at] if word not in {"the", "a", "its", "our"}]
        role = _ROLE_WORDS.get(before[-1], "") if before else ""
        if role == "same":
            role = last
        if not role:
            role = "subject" if not roles else "object"
        roles.setdefault(role, party)
        last = role
    return roles


def _mentions(
    tokens: list[tuple[str, str]], parties: tuple[str, ...], speaker: str | None
) -> list[tuple[int, int, str]]:
    """(first token, tokens, party) of every mention of one of `parties`, left to right, the longest form first."""
    found: list[tuple[int, int, str]] = []
    at = 0
    named = {party.lower(): party for party in parties}
    while at < len(tokens):
        size, party = _mention_at(tokens, at, named)
        if not size and tokens[at][0] in _FIRST_PERSON | _THIRD_PERSON and not found:
            party = speaker if tokens[at][0] in _FIRST_PERSON else parties[0]
            size = 1 if party in parties else 0
        if size and party is not None:
            found.append((at, size, party))
        at += size or 1
    return found


def _mention_at(tokens: list[tuple[str, str]], at: int, named: dict[str, str]) -> tuple[int, str | None]:
    if not tokens[at][1][0].isupper():
        return 0, None
    for size in range(min(LONGEST_NAME, len(tokens) - at), 0, -1):
        phrase = " ".join(word for _, word in tokens[at : at + size])
        form = look_up(phrase)
        party = named.get(form.party.lower() if form else phrase.lower().removesuffix("’s").removesuffix("'s"))
        if party is not None:
            return size, party
    return 0, None
