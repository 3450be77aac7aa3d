"""Working the lists out, from the same queries that report and export read."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from typing import Any

import msgspec

from sayso.ledger.migrations import split
from sayso.ledger.queries.claims import ClaimSummary, contested
from sayso.ledger.queries.listed.lines import ClaimLine, Extent
from sayso.ledger.queries.overview import Overview, overview
from sayso.ledger.queries.people import Speaking, people
from sayso.ledger.queries.placed import identified
from sayso.ledger.queries.timeline import timeline
from sayso.ledger.rows import chunked, to_json
from sayso.ledger.store import Ledger
from sayso.records import Span, Statement

LISTS = 7  # counted up when other lists follow from the same ledger and no table or record tells so
TITLE_SHOWN = 300  # characters of a title in a list
STATEMENTS_AT_A_TIME = 2000  # some 10 MB of records
QUEUED = 500  # of each kind; nobody works through more between two ingests
SURE = 0.6  # a statement that scores less is worth a look; floors of agreement stand in docs/evaluation.md
REPRINTED = 3  # articles on one origin from which "single origin" is worth a look

Execute = Callable[..., sqlite3.Cursor]


@cache
def shape() -> str:
    """A digest of how lists are laid out, tables and the records in them: lists of another shape are made anew."""
    _, records = msgspec.json.schema_components([Overview, Extent, ClaimLine, Speaking])
    scripts = (line for name in ("schema.sql", "filling.sql", "indexes.sql") for line in _script(name))
    laid_out = msgspec.json.encode([records, *scripts], order="deterministic")
    return f"{LISTS}-{blake2b(laid_out, digest_size=6).hexdigest()}"


def build(ledger: Ledger, connection: sqlite3.Connection, state: str) -> None:
    """Fill the empty database attached as `lists` from one state of the ledger."""
    execute = connection.execute
    for statement in _script("schema.sql"):
        execute(statement.replace("CREATE TABLE ", "CREATE TABLE lists.", 1))
    execute("BEGIN")  # one state of the ledger, whatever is written to it meanwhile
    _articles(execute)
    _claims(execute)
    _said(ledger, connection)
    for statement in _script("indexes.sql"):
        execute(statement)
    _claim_lines(ledger, connection)
    _people(ledger, connection)
    _told(ledger, connection)
    for statement in _script("filling.sql"):
        execute(statement)
    _queue(execute)
    facts = {"state": state, "overview": to_json(overview(ledger)), "extent": to_json(_extent(execute))}
    connection.executemany("INSERT INTO lists.facts VALUES (?, ?)", facts.items())
    execute("COMMIT")
    execute("PRAGMA lists.analysis_limit = 1000")
    execute("ANALYZE lists")


def _script(name: str) -> Iterator[str]:
    return split((files("sayso.ledger.lists") / name).read_text(encoding="utf-8"))


def _articles(execute: Execute) -> None:
    execute("""
        INSERT OR IGNORE INTO lists.members
        SELECT article_id, family_id, origin_id FROM main.current_family_members ORDER BY article_id, family_id""")
    execute(
        """
        INSERT INTO lists.articles
        SELECT row_number() OVER (ORDER BY a.path, a.ordinal, a.article_id), a.article_key, a.article_id, a.page_id,
          a.path, substr(a.title, 1, ?), a.outlet, a.language, json_extract(a.published, '$.earliest'),
          json_extract(a.published, '$.latest'), m.family_id, coalesce(m.origin_id = a.article_id, 1), 0, 0,
          coalesce(v.story_id, a.article_id)
        FROM main.current_articles a LEFT JOIN lists.members m ON m.article_id = a.article_id
        LEFT JOIN main.current_versions v ON v.article_id = a.article_id""",
        (TITLE_SHOWN,),
    )


def _claims(execute: Execute) -> None:
    """Which statements are of which claim, and the stances that rest on them."""
    execute("""
        INSERT OR IGNORE INTO lists.claim_said
        SELECT c.claim_id, i.value FROM main.current_claims c, json_each(c.statement_ids) i""")
    execute("CREATE TEMP TABLE held (statement_id TEXT PRIMARY KEY, stance TEXT, party TEXT) WITHOUT ROWID")
    execute("""
        INSERT OR IGNORE INTO held
        SELECT i.value, p.stance, p.party FROM main.current_positions p, json_each(p.statement_ids) i
        ORDER BY i.value, p.claim_id, p.position_id""")


def _said(ledger: Ledger, connection: sqlite3.Connection) -> None:
    keys = [
        key
        for (key,) in ledger.rows("""
            SELECT s.statement_key FROM lists.articles a
            CROSS JOIN main.articles t ON t.article_key = a.article_key
            CROSS JOIN main.statements s ON s.reading_id = t.reading_id AND s.article_id = t.article_id
            WHERE s.statement_id NOT IN (SELECT statement_id FROM refused_statements)
            ORDER BY a.place, s.headline DESC, s.first, s.statement_id""")
    ]
    connection.execute("CREATE TEMP TABLE heard (statement_key, statement_id, article_id, party, speaker, person_id, "
                       "named, unresolved, relayed, act, said, said_until, score)")  # fmt: skip
    for some in chunked(keys, STATEMENTS_AT_A_TIME):
        said = identified(ledger, list(ledger.by_key(Statement, some)))
        rows = (_heard(key, one) for key, one in zip(some, said, strict=True))
        connection.executemany("INSERT INTO heard VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    connection.execute("""
        WITH timed AS (  -- what is said in an article is not said after it was published
          SELECT t.*, a.place, a.outlet, a.origin, t.said IS NULL AND t.said_until IS NULL AS untold,
            a.earliest, a.latest
          FROM heard t JOIN lists.articles a ON a.article_id = t.article_id),
        bounded AS (
          SELECT *, CASE WHEN untold THEN earliest ELSE said END AS since,
            CASE WHEN untold THEN latest WHEN said IS NULL OR said <= latest THEN coalesce(said_until, latest)
              ELSE said_until END AS until
          FROM timed)
        INSERT INTO lists.said
        SELECT b.statement_key, b.statement_id,
          row_number() OVER (ORDER BY b.since IS NULL OR b.until IS NULL,
            b.since, b.until, b.place, b.statement_key),
          b.place, coalesce(p.party, b.party), b.speaker, b.person_id, b.named, b.unresolved, b.relayed, b.act,
          p.stance, b.outlet, iif(b.until IS NULL, NULL, b.since), iif(b.since IS NULL, NULL, b.until),
          iif(b.until IS NULL, b.since, NULL), iif(b.since IS NULL, b.until, NULL), b.origin, b.score
        FROM bounded b LEFT JOIN held p ON p.statement_id = b.statement_id""")


def _heard(key: int, said: Statement) -> tuple[object, ...]:
    by = said.speaker
    unresolved = by.name is None and by.unnamed is None
    return (
        key, said.statement_id, said.article_id, by.party, by.name or by.description, by.id, by.named, unresolved,
        bool(said.via), said.act.value, said.said_on.earliest, said.said_on.latest, said.score,
    )  # fmt: skip


def _claim_lines(ledger: Ledger, connection: sqlite3.Connection) -> None:
    counted = {
        claim_id: counts
        for claim_id, *counts in ledger.rows("""
            SELECT c.claim_id, count(DISTINCT a.story_id), count(DISTINCT s.outlet), min(s.earliest), max(s.latest),
              count(DISTINCT coalesce(a.family_id, a.article_id))
            FROM lists.claim_said c JOIN lists.said s ON s.statement_id = c.statement_id
            JOIN lists.articles a ON a.place = s.place GROUP BY c.claim_id""")
    }
    rows = (
        _claim_row(rank, summary, counted.get(summary.claim.claim_id, (0, 0, None, None, 0)))
        for rank, summary in enumerate(contested(ledger), 1)
    )
    connection.executemany("INSERT INTO lists.claims VALUES (?, ?, ?, ?, ?, ?)", rows)


def _claim_row(rank: int, summary: ClaimSummary, counts: Sequence[Any]) -> tuple[object, ...]:
    articles, outlets, earliest, latest, origins = counts
    claim = summary.claim
    line = ClaimLine(
        claim_id=claim.claim_id,
        text=claim.text,
        holds=summary.holds,
        rejects=summary.rejects,
        declines=summary.declines,
        statements=len(claim.statement_ids),
        articles=articles,
        outlets=outlets,
        origins=origins,
        earliest=earliest,
        latest=latest,
        parent=claim.parent,
    )
    return (
        rank,
        claim.claim_id,
        bool(summary.holds.origins and summary.rejects.origins),
        origins,
        claim.parent,
        to_json(line),
    )


def _people(ledger: Ledger, connection: sqlite3.Connection) -> None:
    rows = ((rank, one.person_id, one.name, to_json(one)) for rank, one in enumerate(people(ledger), 1))
    connection.executemany("INSERT INTO lists.people VALUES (?, ?, ?, ?)", rows)


def _told(ledger: Ledger, connection: sqlite3.Connection) -> None:
    """The events of the timeline, and the other places that tell each."""
    place = dict(ledger.rows("SELECT article_id, place FROM lists.articles"))
    for rank, row in enumerate(timeline(ledger), 1):
        date = row.date
        own = (rank, date.earliest, date.latest, date.iso, place[row.article_id], *_ends(date.span or row.span))
        connection.execute("INSERT INTO lists.told VALUES (?, ?, ?, ?, ?, ?, ?)", own)
        also = ((rank, place[one.article_id], *_ends(one.time), one.is_copy) for one in row.also)
        connection.executemany("INSERT INTO lists.retold VALUES (?, ?, ?, ?, ?)", also)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _extent(execute: Execute) -> dict[str, object]:
    """What `Extent` holds."""
    one = execute("""
        SELECT count(*), coalesce(sum(unresolved), 0), coalesce(sum(party IS NULL), 0),
          (SELECT count(*) FROM lists.claims WHERE contested), (SELECT count(*) FROM lists.people),
          (SELECT count(*) FROM lists.parties), (SELECT count(*) FROM lists.told)
        FROM lists.said""").fetchone()
    names = ("statements", "unresolved", "without_party", "contested", "people", "parties", "told")
    languages = execute("SELECT language, count(*) FROM lists.articles GROUP BY language ORDER BY 2 DESC, 1").fetchall()
    kinds = execute("SELECT kind, count(*) FROM lists.flags GROUP BY kind ORDER BY 2 DESC, 1").fetchall()
    queue = execute("SELECT kind, count(*) FROM lists.queue GROUP BY kind ORDER BY kind").fetchall()
    grouped = {"languages": dict(languages), "flags": dict(kinds), "queue": dict(queue)}
    return {**dict(zip(names, one, strict=True)), **grouped}


def _queue(execute: Execute) -> None:
    """What is worth a person's minute: claims in dispute, much printed on one origin, and statements read unsurely."""
    from_claims = f"""
        SELECT 'contested' AS kind, claim_id AS subject_id, rank AS place,
          'held on ' || json_extract(line, '$.holds.origins') || ', rejected on '
          || json_extract(line, '$.rejects.origins') || ' independent origins' AS why
        FROM lists.claims WHERE contested AND rank <= {QUEUED}
        UNION ALL
        SELECT * FROM (SELECT 'single-origin', claim_id, -json_extract(line, '$.articles'),
          json_extract(line, '$.articles') || ' articles, 1 origin'
        FROM lists.claims WHERE origins = 1 AND json_extract(line, '$.articles') >= {REPRINTED}
        ORDER BY 3, rank LIMIT {QUEUED})"""
    unseen = """s.statement_id NOT IN (
      SELECT i.value FROM main.current_rulings r, json_each(r.subjects) i
      WHERE r.decision = 'accept' AND r.state = 'in-force')"""
    from_statements = f"""
        SELECT * FROM (SELECT 'low-score', s.statement_id, s.score, 'read with a score of ' || round(s.score, 2)
        FROM lists.said s WHERE s.stance IS NOT NULL AND s.score < {SURE} AND {unseen}
        ORDER BY s.score, s.place LIMIT {QUEUED})
        UNION ALL
        SELECT * FROM (SELECT 'speaker', s.statement_id, s.stance IS NULL,
          coalesce('“' || substr(s.speaker, 1, 80) || '” is not resolved to anybody', 'nobody is told as speaking')
        FROM lists.said s WHERE s.unresolved AND {unseen} ORDER BY s.stance IS NULL, s.place LIMIT {QUEUED})"""
    execute(f"""
        INSERT INTO lists.queue (kind, subject_id, why)
        SELECT kind, subject_id, why FROM ({from_claims} UNION ALL {from_statements})
        ORDER BY kind, place, subject_id""")
