"""Search with facets, a part at a time: quick in a large pile, and plain about what it did not look through."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from sayso.ledger.queries.listed.lines import Facet, Filter, Found, FoundLine, SaidLine
from sayso.ledger.queries.listed.lists import ARTICLE, PAGE, said_of, to_article_line
from sayso.ledger.queries.listed.narrowing import narrowed
from sayso.ledger.queries.search import SNIPPET_TOKENS, to_fts
from sayso.ledger.store import Ledger

CAP = 3000  # hits that are looked through for their fit and facets: 20 to 30 ms; who gets more narrows them down
VALUES_SHOWN = 12  # of each facet
_OPEN, _CLOSE = "\ue000", "\ue001"  # private characters around what was looked for; a page that holds them loses them

FACETS = ("party", "speaker", "stance", "act", "outlet", "year", "origin")
NOTHING = Found((), (), 0, False, 1, 1)


def find_said(ledger: Ledger, wanted: str, by: Filter, page: int = 1) -> Found:
    """Statements that hold every word, phrase and NEAR group of `wanted`, best first, with the facets of all found."""
    query = to_fts(wanted)
    condition, values = narrowed(by)
    if not query:
        return NOTHING
    sql = f"""
        SELECT s.statement_key, s.party, s.speaker, s.stance, s.act, s.outlet, substr(s.earliest, 1, 4),
          CASE s.origin WHEN 1 THEN 'origin' ELSE 'copy' END
        FROM statement_search f CROSS JOIN lists.said s ON s.statement_key = f.rowid
        WHERE statement_search MATCH ? AND {condition} LIMIT {CAP + 1}"""
    hits = list(ledger.rows(sql, (query, *values)))
    keys, capped = [key for key, *_ in hits[:CAP]], len(hits) > CAP
    if not capped:
        best = f"""
            SELECT s.statement_key FROM statement_search f CROSS JOIN lists.said s ON s.statement_key = f.rowid
            WHERE statement_search MATCH ? AND {condition}
            ORDER BY round(bm25(statement_search), 6), s.place, s.statement_key"""
        keys = [key for (key,) in ledger.rows(best, (query, *values))]
    page, pages, some = _part(keys, page)
    snippets = _snippets(ledger, "statement_search", query, some)
    lines = zip(some, said_of(ledger, some), strict=True)
    articles = _articles_of(ledger, some)
    items = [_found(articles[key], line, snippets.get(key, line.words)) for key, line in lines]
    facets = _facets([row[1:] for row in hits[:CAP]])
    return Found(tuple(items), facets, len(keys), capped, page, pages)


def find_articles(ledger: Ledger, wanted: str, by: Filter, page: int = 1) -> Found:
    """Articles that hold all of `wanted`, best first; of the filter, outlet, days and origins count."""
    query = to_fts(wanted)
    if not query:
        return NOTHING
    condition, values = narrowed(Filter(outlet=by.outlet, since=by.since, until=by.until, origin=by.origin))
    condition = condition.replace("s.", "a.")
    sql = f"""
        SELECT a.article_key, a.outlet, substr(a.earliest, 1, 4), CASE a.origin WHEN 1 THEN 'origin' ELSE 'copy' END
        FROM article_search f CROSS JOIN lists.articles a ON a.article_key = f.rowid
        WHERE article_search MATCH ? AND {condition} LIMIT {CAP + 1}"""
    hits = list(ledger.rows(sql, (query, *values)))
    keys, capped = [key for key, *_ in hits[:CAP]], len(hits) > CAP
    if not capped:
        best = f"""
            SELECT a.article_key FROM article_search f CROSS JOIN lists.articles a ON a.article_key = f.rowid
            WHERE article_search MATCH ? AND {condition} ORDER BY round(bm25(article_search), 6), a.place"""
        keys = [key for (key,) in ledger.rows(best, (query, *values))]
    page, pages, some = _part(keys, page)
    snippets = _snippets(ledger, "article_search", query, some)
    names = (
        f"SELECT a.article_key, {ARTICLE} FROM lists.articles a WHERE a.article_key IN (SELECT value FROM json_each(?))"
    )
    lines = {key: row for key, *row in ledger.rows(names, (json.dumps(some),))}
    items = [_found(lines[key], None, snippets.get(key, "")) for key in some]
    facets = _facets([(None, None, None, None, *row[1:]) for row in hits[:CAP]])
    return Found(tuple(items), facets, len(keys), capped, page, pages)


def _part(keys: Sequence[int], page: int) -> tuple[int, int, list[int]]:
    pages = max(1, -(-len(keys) // PAGE))
    page = min(max(page, 1), pages)
    return page, pages, list(keys[(page - 1) * PAGE : page * PAGE])


def _snippets(ledger: Ledger, index: str, query: str, keys: Sequence[int]) -> dict[int, str]:
    column = -1 if index == "article_search" else 0
    sql = f"""
        SELECT rowid, snippet({index}, {column}, ?, ?, '…', {SNIPPET_TOKENS}) FROM {index}
        WHERE {index} MATCH ? AND rowid IN (SELECT value FROM json_each(?))"""
    return dict(ledger.rows(sql, (_OPEN, _CLOSE, query, json.dumps(keys))))


def _articles_of(ledger: Ledger, keys: Sequence[int]) -> dict[int, Sequence[Any]]:
    sql = f"""
        SELECT s.statement_key, {ARTICLE} FROM json_each(?) k JOIN lists.said s ON s.statement_key = k.value
        JOIN lists.articles a ON a.place = s.place"""
    return {key: row for key, *row in ledger.rows(sql, (json.dumps(keys),))}


def _found(article: Sequence[Any], statement: SaidLine | None, snippet: str) -> FoundLine:
    pieces: list[tuple[str, bool]] = []
    for number, part in enumerate(snippet.split(_OPEN)):
        looked_for, _, rest = part.partition(_CLOSE) if number else ("", "", part)
        pieces += [(looked_for, True), (rest.replace(_CLOSE, ""), False)]
    return FoundLine(to_article_line(article), statement, tuple(piece for piece in pieces if piece[0]))


def _facets(rows: Sequence[Sequence[str | None]]) -> tuple[Facet, ...]:
    found = []
    for name, values in zip(FACETS, zip(*rows, strict=True), strict=False):
        counted = Counter(value for value in values if value is not None)
        most = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:VALUES_SHOWN]
        if most:
            found.append(Facet(name, tuple(most)))
    return tuple(found)
