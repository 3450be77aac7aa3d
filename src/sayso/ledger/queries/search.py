"""Search by words and phrases in articles and statements."""

from __future__ import annotations

import re

from msgspec import Struct

from sayso.ledger.store import Ledger

SNIPPET_TOKENS = 24  # about two lines on a terminal

_NEAR = re.compile(r"\bNEAR\(([^()]*?)(?:,\s*(\d{1,3})\s*)?\)")
_PIECE = re.compile(r"[\"“”«»„]([^\"“”«»„]*)[\"“”«»„]?|([^\s\"“”«»„]+)")


class Hit(Struct, frozen=True):
    """An article or a statement that holds all that was looked for."""

    path: str  # the first of the page's paths
    article_id: str
    title: str | None  # of the article; null: none was recognised
    statement_id: str | None  # null: the hit is the article
    snippet: str  # words around, what was found between the marks


def search(ledger: Ledger, wanted: str, *, limit: int = 20, marks: tuple[str, str] = ("[", "]")) -> list[Hit]:
    """Statements, then articles, that hold every word of `wanted` and every "phrase in quotation marks", best first.

    Words match by their stem ("deny" finds "denied"). A word that ends in `*` finds every word that begins so. At
    most `limit` of each kind.
    """
    query = to_fts(wanted)
    if not query:
        return []
    said = ledger.rows(
        f"""
        SELECT a.path, a.article_id, a.title, s.statement_id, snippet(statement_search, 0, ?, ?, '…', {SNIPPET_TOKENS})
        FROM statement_search f
        JOIN statements s ON s.statement_key = f.rowid
        JOIN current_articles a ON a.reading_id = s.reading_id AND a.article_id = s.article_id
        WHERE statement_search MATCH ? AND s.statement_id NOT IN (SELECT statement_id FROM refused_statements)
        ORDER BY round(bm25(statement_search), 6), a.path, a.ordinal, a.article_id, s.headline DESC, s.first,
          s.statement_id LIMIT ?""",
        (*marks, query, limit),
    )
    told = ledger.rows(
        f"""
        SELECT a.path, a.article_id, a.title, NULL, snippet(article_search, -1, ?, ?, '…', {SNIPPET_TOKENS})
        FROM article_search f
        JOIN current_articles a ON a.article_key = f.rowid
        WHERE article_search MATCH ?
        ORDER BY round(bm25(article_search), 6), a.path, a.ordinal, a.article_id LIMIT ?""",
        (*marks, query, limit),
    )
    return [Hit(*row) for rows in (said, told) for row in rows]


def to_fts(wanted: str) -> str:
    """What a person typed as a query that FTS5 always understands: each piece a quoted string. Empty: no word in it.

    `NEAR(gate raised, 5)` finds its words at most five words apart; without a number, ten.
    """
    clean = wanted.replace("\0", " ").encode("utf-8", "replace").decode()
    pieces = _pieces(_NEAR.sub(" ", clean))
    for inside, apart in _NEAR.findall(clean):
        if near := _pieces(inside):
            pieces.append(f"NEAR({' '.join(near)}, {apart or 10})")
    return " AND ".join(pieces)


def _pieces(wanted: str) -> list[str]:
    pieces: list[str] = []
    for phrase, word in _PIECE.findall(wanted):
        words = phrase or word
        if any(character.isalnum() for character in words):
            pieces.append(f'"{words}"' + ("*" if word.endswith("*") else ""))
    return pieces
