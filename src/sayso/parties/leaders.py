"""Whose president somebody was, and when. Pure; the table is `data/leaders.csv`, read once."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from sayso.parties.forms import fold, read_rows


def leader_party(name: str, day: str | None) -> str | None:
    """The state whose president or vice president `name` was on `day` (YYYY-MM-DD; null: at any time since 1945).

    A family name alone counts, so the caller must know that the bearer is told to hold such an office.
    """
    words = fold(name).split()
    terms = _leaders().get(words[-1], ()) if words else ()
    parties = {
        party
        for party, given, start, end in terms
        if (len(words) == 1 or words[0] == given.split()[0]) and (day is None or start <= day <= end)
    }
    return parties.pop() if len(parties) == 1 else None


def leader_terms(name: str) -> tuple[tuple[str, str], ...]:
    """First and last day of every time in office of the presidents of that name, or family name, earliest first.

    Terms that follow on each other are one; none for a name that no president in the table has.
    """
    words = fold(name).split()
    joined: list[tuple[str, str]] = []
    for _, given, first, last in sorted(_leaders("president").get(words[-1], ()) if words else (), key=lambda t: t[2]):
        if len(words) > 1 and words[0] != given.split()[0]:
            continue
        if joined and joined[-1][1] >= first:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return tuple(joined)


@functools.cache
def _leaders(office: str = "") -> Mapping[str, tuple[tuple[str, str, str, str], ...]]:
    """Folded family name -> (party, folded given name, first day, last day), a term each; `office`: its terms alone."""
    terms: dict[str, tuple[tuple[str, str, str, str], ...]] = {}
    for row in read_rows("leaders.csv"):
        if office and row["office"] != office:
            continue
        family = fold(row["family"])
        terms[family] = (*terms.get(family, ()), (row["party"], fold(row["given"]), row["from"], row["to"]))
    return terms
