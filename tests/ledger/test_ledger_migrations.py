"""A file of an older schema is brought up to date, one step a transaction."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

import made
from sayso.errors import LedgerTooNew
from sayso.ledger import RunInfo, open_ledger, opening, queries
from sayso.ledger.checks import run_checks
from sayso.ledger.migrations import MIGRATIONS, migrate, split
from sayso.ledger.rows import columns, insert_sql, to_row

NEXT = """
-- of the test alone: a new table, and a column that old rows get a value for
CREATE TABLE rulings (
  subject_id TEXT NOT NULL, -- a comment; with a semicolon
  run_id INTEGER NOT NULL REFERENCES runs
) STRICT;
ALTER TABLE runs ADD COLUMN machine TEXT NOT NULL DEFAULT 'unknown';
CREATE TRIGGER rulings_stay BEFORE DELETE ON rulings BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
"""
BROKEN = "CREATE TABLE half (x INTEGER) STRICT;\nCREATE TABLE other (x) STRICT;\n"  # STRICT wants a type


def version(path: Path) -> int:
    connection = sqlite3.connect(path)
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.close()
    return found


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file of schema 1 with a run in it."""
    path = tmp_path / "matter.db"
    connection = sqlite3.connect(path, isolation_level=None)
    migrate(connection, path, MIGRATIONS[:1])
    connection.execute("INSERT INTO runs VALUES (1, '0.1.0', 'r', '{}', '[]', '2031-05-03T00:00:00Z')")
    connection.close()
    return path


@pytest.mark.parametrize("create", [False, True], ids=["to read", "to write"])
def test_an_older_file_is_brought_up_to_date_when_it_is_opened(old, monkeypatch, create):
    monkeypatch.setattr(opening, "MIGRATIONS", (*MIGRATIONS[:1], NEXT))
    with open_ledger(old, create=create) as ledger:
        assert [row.run_id for row in queries.runs(ledger)] == [1]
        assert list(ledger.rows("SELECT machine FROM runs")) == [("unknown",)]
    assert version(old) == 2


def test_a_step_that_fails_leaves_the_file_as_it_was(old):
    connection = sqlite3.connect(old, isolation_level=None)
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, old, (*MIGRATIONS[:1], BROKEN))
    assert not connection.in_transaction
    assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half'").fetchone() == (0,)
    connection.close()
    assert version(old) == 1


def test_what_is_up_to_date_is_left_alone(old):
    before = old.read_bytes()
    connection = sqlite3.connect(old, isolation_level=None)
    migrate(connection, old, MIGRATIONS[:1])
    connection.close()
    assert old.read_bytes() == before


def test_an_older_sayso_refuses_a_newer_file(old):
    connection = sqlite3.connect(old, isolation_level=None)
    migrate(connection, old, (*MIGRATIONS[:1], NEXT))
    with pytest.raises(LedgerTooNew, match="schema 2, this sayso reads up to 1"):
        migrate(connection, old, MIGRATIONS[:1])
    connection.close()


def test_a_ledger_of_schema_1_works_in_this_sayso(old):
    with open_ledger(old, create=True) as ledger:
        assert ledger.begin_run(RunInfo("0.2.0", "r", "{}", "2031-05-04T00:00:00Z", ())) == 2


LATER = {
    "headline",
    "act_basis",
    "target",
    "addressee",
    "endorsement",
    "hedge",
    "sheets",
}  # columns that schema 1 lacks


def test_statements_of_schema_1_read_as_before(tmp_path):
    """What an older sayso stored reads, shows and searches as before, and passes the checks."""
    path, told = tmp_path / "matter.db", made.dispute().readings[0]
    connection = sqlite3.connect(path, isolation_level=None)
    migrate(connection, path, MIGRATIONS[:1])
    rows: list[tuple[str, dict[str, object]]] = [
        ("runs", {"run_id": 1, "sayso": "0", "reader": "r", "settings": "{}", "inputs": "[]", "started_at": "2031"}),
        ("pages", {"sha256": "0", "size": 6, "media_type": "text/plain", "given": "{}", "page_id": told.page.page_id}),
        ("page_paths", {"page_id": told.page.page_id, "path": "a.txt"}),
        ("readings", {"reading_id": 1, "page_id": told.page.page_id, "reader": "r", "digest": "0"}),
    ]
    for kind, records in (("articles", told.articles), ("statements", told.statements)):
        rows += [(kind, {"reading_id": 1, **dict(zip(columns(type(r)), to_row(r), strict=True))}) for r in records]
    for table, row in rows:
        names = [name for name in row if name not in LATER]
        names += [] if "run_id" in row else ["run_id"]
        connection.execute(insert_sql(table, names), [row.get(name, 1) for name in names])
    connection.execute("INSERT INTO article_search (article_search) VALUES ('rebuild')")
    connection.execute("INSERT INTO statement_search (statement_search) VALUES ('rebuild')")
    connection.close()
    with open_ledger(path) as ledger:
        assert set(ledger.statements()) == set(told.statements)
        assert [hit.statement_id is None for hit in queries.search(ledger, "built nothing")] == [False, True]
        assert list(ledger.rows("SELECT DISTINCT headline FROM current_statements")) == [(0,)]
        assert all(result.ok for result in run_checks(ledger))


SCRIPTS = [
    ("SELECT 1;\nSELECT 2;\n", 2),
    ("SELECT\n 1; -- done; really\n", 1),  # a semicolon in a comment
    (NEXT, 3),  # and in a trigger
    ("-- nothing but words\n", 0),
]


@pytest.mark.parametrize(("script", "count"), SCRIPTS)
def test_scripts_are_split_into_whole_statements(script, count):
    found = list(split(script))
    assert len(found) == count
    assert all(sqlite3.complete_statement(one) for one in found)


def test_every_statement_of_every_migration_is_run():
    for script in MIGRATIONS:
        rest = script
        for statement in split(script):
            rest = rest.removeprefix(statement)
        assert not rest.strip(), "words after the last statement would never be run"
