"""On how many independent origins a position stands, and why, in one sentence."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sayso.ledger.store import Ledger

SHOWN = 3  # origins named


class Independence:
    """What the articles of one state stand on. Families and versions are read once."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        rows = ledger.rows(
            "SELECT m.value, f.origin_id, f.not_held FROM current_families f, json_each(f.article_ids) m ORDER BY f.row"
        )
        self._stories = dict(ledger.rows("SELECT article_id, story_id FROM current_versions"))
        self._families = {article_id: (origin_id, not_held) for article_id, origin_id, not_held in rows}

    def of(self, statement_ids: Sequence[str], origins: int) -> str:
        """`5 articles, 4 outlets, 1 origin: NWA report of 2031-05-02, not held`; `origins` as the position counts them.

        Where it is lower than the number of families, outlets of one owner were joined by the user's table.
        """
        rows = self._ledger.rows(
            """
            SELECT DISTINCT a.article_id, a.outlet FROM json_each(?) i JOIN statements s ON s.statement_id = i.value
            JOIN current_articles a ON a.reading_id = s.reading_id AND a.article_id = s.article_id
            ORDER BY a.path, a.ordinal, a.article_id""",
            (json.dumps(statement_ids),),
        )
        outlets = dict(rows)
        told = {self._stories.get(article_id, article_id) for article_id in outlets}
        roots: dict[str, list[str]] = {}
        for article_id in outlets:
            roots.setdefault(self._families.get(article_id, (article_id, None))[0], []).append(article_id)
        named = [self._name(root, members) for root, members in list(roots.items())[:SHOWN]]
        more = f" and {len(roots) - SHOWN} more" if len(roots) > SHOWN else ""
        joined = f"; {len(roots)} reports, but some of their outlets have one owner" if origins < len(roots) else ""
        known = {outlet for outlet in outlets.values() if outlet}
        printed = _count(len(known), "outlet") if known else "outlet unknown"
        unknown = " and some unknown" if known and None in outlets.values() else ""
        origin = _count(origins, "origin")
        return f"{_count(len(told), 'article')}, {printed}{unknown}, {origin}: {'; '.join(named)}{more}{joined}"

    def _name(self, root: str, members: Sequence[str]) -> str:
        """`Sorrel Post of 2031-05-02 (3 articles)`: where the articles have it from, and how many do."""
        sql = "SELECT outlet, json_extract(published, '$.iso'), path FROM current_articles WHERE article_id = ?"
        outlet, day, path = next(iter(list(self._ledger.rows(sql, (root,)))), (None, None, root))
        agency = self._families.get(members[0], (root, None))[1]
        dated = f" of {day}" if day else ", undated"
        name = f"{agency} report{dated}, not held" if agency else f"{outlet or path}{dated}"
        count = len({self._stories.get(member, member) for member in members})
        return f"{name} ({_count(count, 'article')})" if count > 1 else name


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
