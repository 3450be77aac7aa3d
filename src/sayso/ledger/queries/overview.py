"""Families of copies, and how much of everything there is."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from sayso.ledger.queries.placed import PlacedArticle, article
from sayso.ledger.rows import columns, from_row
from sayso.ledger.store import Ledger
from sayso.records import CopyLink, Family

MONTH_DAYS = 31  # an interval of at most this is close enough to tell of when a pile is


class Member(Struct, frozen=True):
    """An article of a family, and the links by which it takes from others of it."""

    placed: PlacedArticle
    links: tuple[CopyLink, ...]  # by origin; empty for the family's origin


class FamilyView(Struct, frozen=True):
    """A family with its articles."""

    family: Family
    members: tuple[Member, ...]  # the origin first, then by path and place on the page


class Overview(Struct, frozen=True):
    """Counts of the current state."""

    pages: int
    paths: int
    articles: int
    versions: int  # of these, older versions of pages that were fetched again
    teasers: int
    copies: int
    families: int
    statements: int
    claims: int
    positions: int
    flags: int
    rejected: dict[str, int]  # by reason, sorted
    outlets: dict[str, int]  # articles by outlet, sorted; articles whose outlet is unknown are not in it
    undated: int  # articles of which nothing is known about the day they were published
    loosely: int  # articles of which something is known, but not to a month
    # First day an article may have been published, of those known to a month or closer; null: none is.
    earliest: str | None
    latest: str | None  # last day likewise
    stale: bool  # pages were added since copies and claims were worked out: an ingest was cut off


def families(ledger: Ledger) -> Iterator[FamilyView]:
    """Every family, the largest first, then by the path of its origin. Articles that were read anew are left out."""
    names = ", ".join(f"f.{name}" for name in columns(Family))
    rows = ledger.rows(f"""
        SELECT {names} FROM current_families f LEFT JOIN current_articles o ON o.article_id = f.origin_id
        ORDER BY json_array_length(f.article_ids) DESC, o.path, o.ordinal, f.family_id, f.row""")
    for row in rows:
        family = from_row(Family, row)
        members = [_member(ledger, article_id) for article_id in _present(ledger, family)]
        members.sort(key=lambda member: member.placed.article.article_id != family.origin_id)
        yield FamilyView(family, tuple(members))


def overview(ledger: Ledger) -> Overview:
    """How much of everything the ledger holds now."""
    rows = ledger.rows(
        """
        WITH told AS (
          SELECT published ->> '$.earliest' AS earliest, published ->> '$.latest' AS latest,
            published ->> '$.basis' AS basis, json_array_length(teasers) AS teasers
          FROM current_articles),
        placed AS (SELECT *, coalesce(julianday(latest) - julianday(earliest) < ?, 0) AS close FROM told)
        SELECT min(iif(close, earliest, NULL)), max(iif(close, latest, NULL)), coalesce(sum(basis IS NULL), 0),
          coalesce(sum(basis IS NOT NULL AND NOT close), 0), coalesce(sum(teasers), 0)
        FROM placed""",
        (MONTH_DAYS,),
    )
    earliest, latest, undated, loosely, teasers = next(rows)
    by_reason = ledger.rows("SELECT reason, count(*) FROM current_rejected GROUP BY reason ORDER BY reason")
    by_outlet = ledger.rows(
        "SELECT outlet, count(*) FROM current_articles WHERE outlet IS NOT NULL GROUP BY outlet ORDER BY outlet"
    )
    return Overview(
        pages=_count(ledger, "pages"),
        paths=_count(ledger, "page_paths"),
        articles=_count(ledger, "current_articles"),
        versions=_count(ledger, "current_copies WHERE relation = 'version'"),
        teasers=teasers,
        copies=_count(ledger, "current_copies WHERE relation <> 'version'"),
        families=_count(ledger, "current_families"),
        statements=_count(ledger, "current_statements"),
        claims=_count(ledger, "current_claims"),
        positions=_count(ledger, "current_positions"),
        flags=_count(ledger, "current_flags"),
        rejected=dict(by_reason),
        outlets=dict(by_outlet),
        undated=undated,
        loosely=loosely,
        earliest=earliest,
        latest=latest,
        stale=ledger.is_stale(),
    )


def _count(ledger: Ledger, table: str) -> int:
    """Rows of a table, or of what is chosen of it."""
    return int(next(ledger.rows(f"SELECT count(*) FROM {table}"))[0])


def _present(ledger: Ledger, family: Family) -> list[str]:
    """The members that are current articles, by path and place on the page."""
    rows = ledger.rows(
        """
        SELECT a.article_id FROM current_families f, json_each(f.article_ids) m
        JOIN current_articles a ON a.article_id = m.value
        WHERE f.family_id = ? ORDER BY a.path, a.ordinal, a.article_id""",
        (family.family_id,),
    )
    return [article_id for (article_id,) in rows]


def _member(ledger: Ledger, article_id: str) -> Member:
    names = ", ".join(columns(CopyLink))
    sql = f"SELECT {names} FROM current_copies WHERE copy_id = ? ORDER BY origin_id, row"
    links = [from_row(CopyLink, row) for row in ledger.rows(sql, (article_id,))]
    return Member(article(ledger, article_id), tuple(links))
