"""Statements, days and counts in words, as several commands show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.cli.printing import Entry

if TYPE_CHECKING:
    from sayso.ledger.lineage import ClaimChange
    from sayso.ledger.queries import Quoted, Telling
    from sayso.records import Dated, Upheld


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


def change_told(change: ClaimChange) -> str:
    """`cl1-9f2c joined cl1-07aa (3 statements)`."""
    held = count(change.statements, "statement")
    names = " ".join(word for word in (change.was_id, change.kind.value, change.now_id) if word)
    return f"{names} ({held})"


def ruling_entry(one: Upheld) -> Entry:
    """Who ruled what, when and why, and whether it holds."""
    ruling = one.ruling
    value = f" {ruling.value}" if ruling.value else ""
    words = [anchor.words for anchor in ruling.subjects[:3]]
    fields = (
        ("state", f"{one.state.value}: {one.detail}" if one.detail else one.state.value),
        ("note", ruling.note),
        ("by", f"{ruling.by}, {ruling.at[:16].replace('T', ' ')}"),
        *(("about", f"“{told}”") for told in words),
        ("and", f"{len(ruling.subjects) - 3} more" if len(ruling.subjects) > 3 else ""),
        ("id", ruling.ruling_id),
    )
    return Entry(f"{ruling.decision.value} {ruling.subject_id}{value}", fields)
