"""A pile made of those who speak in it: one article for each, with one statement."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

import made
from sayso.records import UNDATED, Article, Basis, Dated, Speaker, Statement


class Voice(Struct, frozen=True):
    """Somebody who speaks in an article."""

    name: str | None
    role: str | None = None
    party: str | None = None  # null: for himself
    day: str = ""  # ISO prefix; empty: the article is not dated
    person: bool = True
    description: str | None = None


def dated(prefix: str) -> Dated:
    if not prefix:
        return UNDATED
    return Dated(prefix, f"{prefix}-01-01"[:10], prefix + "-12-31"[len(prefix) - 4 :], Basis.META)


def pile(voices: Iterable[Voice]) -> tuple[list[Statement], list[Article]]:
    """Statements and articles, in the order of the voices."""
    statements, articles = [], []
    for at, voice in enumerate(voices):
        told = voice.description or voice.name or "nobody"
        of = made.article(made.page(f"page {at}"), f"{told} said it rains.", published=dated(voice.day))
        party = voice.party or voice.name
        speaker = Speaker(
            voice.name, told, voice.role or None, None, party, named=voice.name is not None, person=voice.person
        )
        statements.append(made.statement(of, told, "said", "it rains", speaker=speaker))
        articles.append(of)
    return statements, articles
