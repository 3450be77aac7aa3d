"""The tables of the export that are not articles, statements or times, each in a total order by natural keys."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import msgspec
from msgspec import Struct

from sayso.ledger.queries.placed import article
from sayso.ledger.rows import columns, from_row
from sayso.ledger.store import CHUNK, Ledger
from sayso.records import Article, Claim, CopyLink, Flag, Position


class CopyRow(Struct, frozen=True):
    """A copy link between two articles, each under the first path of its page."""

    copy_path: str
    origin_path: str
    link: CopyLink
    family_id: str | None  # null: the link was not found strong enough to join a family


class ClaimRow(Struct, frozen=True):
    """A claim and where its words stand. Path and article are null when the words' page was read anew since."""

    path: str | None
    article_id: str | None
    claim: Claim


class PositionRow(Struct, frozen=True):
    """A position, its claim's words, and every path its statements came in by."""

    path: str | None  # the first of `paths`; null when its pages were read anew since
    article_id: str | None  # the first with a statement of it, in the order of paths
    claim: str
    paths: tuple[str, ...]
    position: Position


class FlagRow(Struct, frozen=True):
    """A flag, with its article when it is about an article or a statement."""

    path: str | None
    article: Article | None
    flag: Flag


class RejectedRow(Struct, frozen=True):
    """An input, or an article of one, that was not read."""

    path: str
    article_id: str | None  # null: the whole input
    stage: str
    reason: str
    detail: str


class RunRow(Struct, frozen=True):
    """One ingest."""

    run_id: int
    sayso: str
    reader: str
    settings: dict[str, Any]
    inputs: list[str]
    started_at: str
    finished_at: str | None  # null: still going, or cut off
    tally: dict[str, Any] | None  # null likewise


class PageRow(Struct, frozen=True):
    """A page as it came in."""

    page_id: str
    uri: str | None  # its address on the web; null: not told
    paths: tuple[str, ...]  # sorted
    sha256: str  # of its bytes
    size: int  # bytes
    media_type: str
    fetched_at: str | None  # ISO 8601; null: the input does not tell
    recorded_at: str  # when the run that first read it began


def pages(ledger: Ledger) -> Iterator[PageRow]:
    """Every page that is in the ledger, read or rejected, by its first path."""
    rows = ledger.rows("""
        SELECT p.page_id, p.uri, (SELECT json_group_array(path) FROM
          (SELECT path FROM page_paths g WHERE g.page_id = p.page_id ORDER BY path)),
          p.sha256, p.size, p.media_type, p.fetched_at, r.started_at
        FROM pages p JOIN runs r USING (run_id)
        ORDER BY (SELECT min(path) FROM page_paths g WHERE g.page_id = p.page_id), p.page_id""")
    for page_id, uri, paths, *rest in rows:
        yield PageRow(page_id, uri, tuple(json.loads(paths)), *rest)


def copies(ledger: Ledger) -> Iterator[CopyRow]:
    """Every copy link, by the paths and places of copy and origin."""
    names = ", ".join(f"l.{name}" for name in columns(CopyLink))
    rows = ledger.rows(f"""
        WITH member AS MATERIALIZED (SELECT article_id, family_id FROM current_family_members)
        SELECT c.path, o.path, mc.family_id, {names}
        FROM current_copies l
        JOIN current_articles c ON c.article_id = l.copy_id
        JOIN current_articles o ON o.article_id = l.origin_id
        LEFT JOIN member mc ON mc.article_id = l.copy_id
          AND mc.family_id = (SELECT mo.family_id FROM member mo WHERE mo.article_id = l.origin_id)
        ORDER BY c.path, c.ordinal, c.article_id, o.path, o.ordinal, o.article_id, l.relation, l.share, l.row""")
    for copy_path, origin_path, family_id, *row in rows:
        yield CopyRow(copy_path, origin_path, from_row(CopyLink, row), family_id)


_CLAIM_PLACES = """
    SELECT c.claim_id, a.path, a.article_id, a.ordinal, s.first
    FROM current_claims c
    LEFT JOIN (statements s JOIN current_articles a ON a.reading_id = s.reading_id AND a.article_id = s.article_id)
      ON s.statement_id = c.text_from"""


def claims(ledger: Ledger) -> Iterator[ClaimRow]:
    """Every claim, in the order of the words it is told by."""
    names = ", ".join(f"c.{name}" for name in columns(Claim))
    rows = ledger.rows(f"""
        WITH place AS MATERIALIZED ({_CLAIM_PLACES})
        SELECT p.path, p.article_id, {names} FROM current_claims c JOIN place p ON p.claim_id = c.claim_id
        ORDER BY p.path, p.ordinal, p.article_id, p.first, c.claim_id, c.row""")
    for path, article_id, *row in rows:
        yield ClaimRow(path, article_id, from_row(Claim, row))


def positions(ledger: Ledger, names: Sequence[str] | None = None) -> Iterator[PositionRow]:
    """Every position, or those of these parties and speakers; by claim, then party, stance, speaker."""
    given = None if names is None else json.dumps(names)
    keys = list(
        ledger.rows(
            f"""
            WITH place AS MATERIALIZED ({_CLAIM_PLACES})
            SELECT p.row, p.claim FROM current_positions p LEFT JOIN place l ON l.claim_id = p.claim_id
            WHERE ?1 IS NULL OR p.party IN (SELECT value FROM json_each(?1))
              OR p.speaker IN (SELECT value FROM json_each(?1))
            ORDER BY l.path, l.ordinal, l.article_id, l.first,
              p.claim_id, p.party, p.stance, p.speaker, p.position_id, p.row""",
            (given,),
        )
    )
    everything = zip(keys, ledger.by_key(Position, [row for row, _ in keys]), strict=True)
    while some := list(islice(everything, CHUNK)):
        places = _places(ledger, [row for (row, _), _ in some])
        for (row, claim), position in some:
            found = places.get(row, [(None, None)])
            paths = tuple(dict.fromkeys(path for path, _ in found if path is not None))
            yield PositionRow(*found[0], claim or "", paths, position)


def _places(ledger: Ledger, rows: Sequence[int]) -> dict[int, list[tuple[str | None, str | None]]]:
    """`(path, article_id)` of the statements of positions, in the order of the paths."""
    found: dict[int, list[tuple[str | None, str | None]]] = {}
    sql = """
        SELECT p.row, g.path, a.article_id
        FROM json_each(?) k JOIN positions p ON p.row = k.value, json_each(p.statement_ids) i
        JOIN statements s ON s.statement_id = i.value
        JOIN current_articles a ON a.reading_id = s.reading_id AND a.article_id = s.article_id
        JOIN page_paths g ON g.page_id = a.page_id
        ORDER BY g.path, a.ordinal, a.article_id"""
    for row, path, article_id in ledger.rows(sql, (json.dumps(rows),)):
        found.setdefault(row, []).append((path, article_id))
    return found


def flags(ledger: Ledger) -> Iterator[FlagRow]:
    """Every flag, by the article it is about, then kind."""
    names = ", ".join(f"f.{name}" for name in columns(Flag))
    rows = ledger.rows(f"""
        SELECT a.article_id, {names} FROM current_flags f
        LEFT JOIN current_articles a ON a.article_id = coalesce(
          (SELECT s.article_id FROM statements s WHERE s.statement_id = f.subject_id), f.subject_id)
        ORDER BY a.path IS NULL, a.path, a.ordinal, a.article_id, f.kind, f.subject_id, f.spans, f.why""")
    for article_id, *row in rows:
        placed = article(ledger, article_id) if article_id else None
        flag = from_row(Flag, row)
        yield FlagRow(placed.path, placed.article, flag) if placed else FlagRow(None, None, flag)


def rejected(ledger: Ledger) -> Iterator[RejectedRow]:
    """Everything that was not read, by path."""
    rows = ledger.rows("""
        SELECT path, article_id, stage, reason, detail FROM current_rejected
        ORDER BY path, article_id, stage, reason, detail""")
    return (RejectedRow(*row) for row in rows)


def runs(ledger: Ledger) -> Iterator[RunRow]:
    """Every run, oldest first."""
    rows = ledger.rows("""
        SELECT r.run_id, r.sayso, r.reader, r.settings, r.inputs, r.started_at, e.finished_at, e.tally
        FROM runs r LEFT JOIN run_ends e ON e.run_id = r.run_id ORDER BY r.run_id""")
    read = msgspec.json.decode
    for run_id, sayso, reader, settings, inputs, started_at, finished_at, tally in rows:
        yield RunRow(
            run_id, sayso, reader, read(settings), read(inputs), started_at, finished_at, tally and read(tally)
        )
