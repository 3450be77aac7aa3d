"""Search with facets, a part at a time: quick in a large pile, and plain about what it did not look through."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from sayso.ledger.queries.listed.lines import Facet, Filter, Found, FoundLine, SaidLine
from sayso.ledger.queries.listed.lists import ARTICLE, PAGE, said_of, to_article_line
from sayso.ledger.queries.listed.narrowing import narrowed, narrowed_articles
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
    few = any((by.party, by.person_id, by.speaker, by.outlet, by.claim_id))  # enough to be gathered first
    if few:
        condition = f"+f.rowid IN (SELECT s.statement_key FROM lists.said s WHERE {condition})"
    sql = f"""
        SELECT {{fit}}, s.place, s.statement_key, s.party, s.speaker, s.stance, s.act, s.outlet,
          substr(s.earliest, 1, 4), CASE s.origin WHEN 1 THEN 'origin' ELSE 'copy' END
        FROM statement_search f CROSS JOIN lists.said s ON s.statement_key = f.rowid
        WHERE statement_search MATCH ? AND {condition} LIMIT {CAP + 1}"""
    hits = _hits(ledger, sql, "statement_search", (query, *values), at_once=few)
    keys, capped = _best_first(hits)
    page, pages, some = _part(keys, page)
    snippets = _snippets(ledger, "statement_search", query, some)
    lines = zip(some, said_of(ledger, some), strict=True)
    articles = _articles_of(ledger, some)
    items = [_found(articles[key], line, snippets.get(key, line.words)) for key, line in lines]
    facets = _facets([row[3:] for row in hits[:CAP]])
    return Found(tuple(items), facets, len(keys), capped, page, pages)


def find_articles(ledger: Ledger, wanted: str, by: Filter, page: int = 1) -> Found:
    """Articles that hold all of `wanted`, best first; of the filter, outlet, days and origins count."""
    query = to_fts(wanted)
    if not query:
        return NOTHING
    condition, values = narrowed_articles(by)
    sql = f"""
        SELECT {{fit}}, a.place, a.article_key, a.outlet,
          iif(a.latest IS NULL, NULL, substr(a.earliest, 1, 4)),
          CASE a.origin WHEN 1 THEN 'origin' ELSE 'copy' END
        FROM article_search f CROSS JOIN lists.articles a ON a.article_key = f.rowid
        WHERE article_search MATCH ? AND {condition} LIMIT {CAP + 1}"""
    hits = _hits(ledger, sql, "article_search", (query, *values), at_once=False)
    keys, capped = _best_first(hits)
    page, pages, some = _part(keys, page)
    snippets = _snippets(ledger, "article_search", query, some)
    names = (
        f"SELECT a.article_key, {ARTICLE} FROM lists.articles a WHERE a.article_key IN (SELECT value FROM json_each(?))"
    )
    lines = {key: row for key, *row in ledger.rows(names, (json.dumps(some),))}
    items = [_found(lines[key], None, snippets.get(key, "")) for key in some]
    facets = _facets([(None, None, None, None, *row[3:]) for row in hits[:CAP]])
    return Found(tuple(items), facets, len(keys), capped, page, pages)


def _hits(ledger: Ledger, sql: str, index: str, values: Sequence[object], *, at_once: bool) -> list[tuple[Any, ...]]:
    """At most `CAP` + 1 rows of `sql`, whose `{fit}` is how well one fits.

    To know it, the index counts every place of every word first: for words of hundreds of thousands of places as long
    as all the rest. So it is asked for in a second go, when there are no more than `CAP`, unless the hits themselves
    take long to find (`at_once`).
    """
    for fit in (f"round(bm25({index}), 6)",) if at_once else ("0", f"round(bm25({index}), 6)"):
        hits = list(ledger.rows(sql.format(fit=fit), values))
        if len(hits) > CAP:
            break
    return hits


def _best_first(hits: Sequence[Sequence[Any]]) -> tuple[list[int], bool]:
    """Keys of hits `(fit, place, key, …)`, and whether there are more than `CAP`; those stay in the pile's order."""
    if len(hits) > CAP:
        return [key for _, _, key, *_ in hits[:CAP]], True
    return [key for _, _, key in sorted((fit, place, key) for fit, place, key, *_ in hits)], False


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
