"""What several copies print alike, told once."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from sayso.ledger.queries.placed import Quoted
from sayso.text import normalise


class Telling(Struct, frozen=True):
    """A statement, and where copies of its article print the same words."""

    quoted: Quoted
    also: tuple[Quoted, ...]


def told_once(said: Sequence[Quoted]) -> list[Telling]:
    """Statements in their order; those of the same family with the same source and content stand under the first.

    A headline stands under no statement of a text, which is no copy of it.
    """
    by_words: dict[tuple[object, ...], list[Quoted]] = {}
    for quoted in said:
        family = quoted.family_id or quoted.article.article_id
        words = (normalise(part).casefold() for part in (quoted.source, quoted.content))
        by_words.setdefault((family, quoted.statement.headline, *words), []).append(quoted)
    return [Telling(first, tuple(rest)) for first, *rest in by_words.values()]
