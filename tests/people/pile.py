"""A pile made of those who speak in it: one article for each, with one statement."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

import made
from sayso.records import UNDATED, Article, Basis, Dated, Proposition, Speaker, Statement


class Voice(Struct, frozen=True):
    """Somebody who speaks in an article."""

    name: str | None
    role: str | None = None
    party: str | None = None  # null: for himself; empty: not told
    day: str = ""  # ISO prefix; empty: the article is not dated
    person: bool = True
    description: str | None = None
    told: tuple[str, ...] = ()  # names told in what is said
    told_parties: tuple[str, ...] = ()  # parties likewise
    besides: str = ""  # what else stands in the text, before it


def dated(prefix: str) -> Dated:
    if not prefix:
        return UNDATED
    return Dated(prefix, f"{prefix}-01-01"[:10], prefix + "-12-31"[len(prefix) - 4 :], Basis.META)


def pile(voices: Iterable[Voice]) -> tuple[list[Statement], list[Article]]:
    """Statements and articles, in the order of the voices."""
    statements, articles = [], []
    for at, voice in enumerate(voices):
        told = voice.description or voice.name or "nobody"
        text = f"{voice.besides} {told} said it rains.".lstrip()
        of = made.article(made.page(f"page {at}"), text, published=dated(voice.day))
        party = voice.name if voice.party is None else voice.party or None
        speaker = Speaker(
            voice.name, told, voice.role or None, None, party, named=voice.name is not None, person=voice.person
        )
        says = Proposition((), voice.told_parties, voice.told, negated=False, hedged=False, is_claim=True)
        said = made.statement(of, told, "said", "it rains", speaker=speaker, proposition=says)
        statements.append(said)
        articles.append(of)
    return statements, articles
