"""What a rule of the grammar gives back: a type, an underspecified value, and how the context fixes it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from msgspec import Struct

from sayso.records import TimexType
from sayso.times.periods import Period


class Context(Struct, frozen=True):
    """What the words around an expression tell."""

    anchor: date | None  # the day the article was published; null: unknown
    reference: Period | None  # the last day or period of the calendar told before; null: none
    ahead: bool | None  # True: the words tell of what is to come; False: of what was; null: no hint


def unfixed(_: Context) -> Period | None:
    """The resolver of a duration or a set: no place in the calendar."""
    return None


class Meaning(Struct, frozen=True):
    """One reading of an expression."""

    type: TimexType
    value: str  # TIMEX3, as far as the words alone tell: "XXXX-11-08", "P2Y"
    resolve: Callable[[Context], Period | None] = unfixed
    trim: int = 0  # characters at the end of the match that do not belong to the expression


class Rule(Struct, frozen=True):
    """A form of time expression. `heads` are the words in lower case it may begin with; "#" stands for digits."""

    heads: frozenset[str]
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Meaning | None]  # None: the words fit the form and yet mean no time


def rule(heads: object, pattern: str, read: Callable[[re.Match[str]], Meaning | None]) -> Rule:
    """A rule whose pattern ignores case; `heads` is any iterable of words."""
    return Rule(frozenset(heads), re.compile(pattern, re.IGNORECASE), read)  # type: ignore[call-overload]
