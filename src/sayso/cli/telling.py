"""Statements, days and counts in words, as several commands show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.ledger.queries import Quoted, Telling
    from sayso.records import Dated


def count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def said_row(quoted: Quoted) -> dict[str, Any]:
    """A statement to be read, without the text of its whole article."""
    statement, article = quoted.statement, quoted.article
    return {
        "statement_id": statement.statement_id,
        "speaker": statement.speaker,
        "act": statement.act,
        "source": quoted.source,
        "cue": quoted.cue,
        "content": quoted.content,
        "context": quoted.context,
        "said_on": statement.said_on,
        "via": [relay.name for relay in statement.via],
        "path": quoted.path,
        "article_id": article.article_id,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published.iso,
        "family_id": quoted.family_id,
        "headline": statement.headline,
    }


def telling_fields(telling: Telling) -> tuple[tuple[str, object], ...]:
    quoted = telling.quoted
    via = "".join(f", via {relay.name}" for relay in quoted.statement.via)
    place = f"{quoted.path}, in the headline" if quoted.statement.headline else quoted.path
    said = f"{_speaker(quoted) or 'speaker unknown'}{via} · {when(quoted.statement.said_on)} · {place}"
    return ("words", quoted.context), ("said by", said), ("copied", tuple(copy.path for copy in telling.also))


def when(date: Dated) -> str:
    if date.iso or not (date.earliest or date.latest):
        return date.iso or "undated"
    return f"{date.earliest or ''}..{date.latest or ''}"


def _speaker(quoted: Quoted) -> str | None:
    speaker = quoted.statement.speaker
    return speaker.name or speaker.description
