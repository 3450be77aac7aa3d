"""Backups, and what can be saved of a damaged ledger."""

from __future__ import annotations

import sqlite3

import pytest
from test_ledger_opening import INFO, articles, make, no_file_larger_than, pile

from sayso.errors import LedgerMissing, LedgerUnusable
from sayso.ledger import open_ledger
from sayso.ledger.backup import back_up
from sayso.ledger.checks import run_checks
from sayso.ledger.repair import _KEPT, mend_search, salvage

PAGE_BYTES = 4096


def clean(path) -> bool:
    with open_ledger(path) as ledger:
        return all(result.ok for result in run_checks(ledger))


def test_a_backup_of_a_ledger_in_use_is_one_whole_file(tmp_path):
    path = make(tmp_path / "matter.db", pile(3))
    with open_ledger(path, create=True) as writer:
        writer.append(writer.begin_run(INFO), "r", pile(5))  # still in the log
        size = back_up(path, tmp_path / "copy.db")
    assert size == (tmp_path / "copy.db").stat().st_size
    assert sorted(one.name for one in tmp_path.iterdir()) == ["copy.db", "matter.db"]
    with open_ledger(tmp_path / "copy.db") as copy:
        assert len(articles(copy)) == 5
    assert clean(tmp_path / "copy.db")


def test_a_backup_replaces_nothing_and_needs_a_ledger(tmp_path):
    path = make(tmp_path / "matter.db", pile(1))
    (tmp_path / "there.db").write_text("mine")
    with pytest.raises(LedgerUnusable, match="replaces nothing"):
        back_up(path, tmp_path / "there.db")
    assert (tmp_path / "there.db").read_text() == "mine"
    with pytest.raises(LedgerMissing):
        back_up(tmp_path / "none.db", tmp_path / "copy.db")
    with pytest.raises(LedgerUnusable):
        back_up(path, tmp_path / "no" / "copy.db")


def test_a_backup_on_a_full_disk_leaves_nothing_behind(tmp_path):
    path = make(tmp_path / "matter.db", pile(100))
    with no_file_larger_than(100_000), pytest.raises(LedgerUnusable):
        back_up(path, tmp_path / "copy.db")
    assert [one.name for one in tmp_path.iterdir()] == ["matter.db"]
    assert clean(path)


def test_a_lost_search_index_is_made_anew(tmp_path):
    path = make(tmp_path / "matter.db", pile(3))
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO article_search (article_search) VALUES ('delete-all')")
    connection.close()
    assert not clean(path)
    mend_search(path)
    assert clean(path)


def _damage(path, table: str) -> None:
    """Overwrite the leaf page in the middle of a table with noise."""
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        pages = [
            p for (p,) in connection.execute("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf'", (table,))
        ]
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    with path.open("r+b") as stream:
        stream.seek((pages[len(pages) // 2] - 1) * size)
        stream.write(b"\xa5" * size)


@pytest.mark.parametrize("table", ["articles", "pages", "readings", "events"])
def test_of_a_damaged_ledger_what_can_be_read_is_kept_and_the_rest_can_be_read_again(tmp_path, table):
    readings = pile(200)
    path = make(tmp_path / "matter.db", readings)
    try:
        _damage(path, table)
    except sqlite3.OperationalError:
        pytest.skip("this SQLite has no dbstat")
    except IndexError:
        pytest.skip(f"{table} is empty here")
    saved = salvage(path)
    assert saved.old.exists()
    assert saved.kept > 0
    with open_ledger(path, create=True) as ledger:
        kept = len(articles(ledger))
        assert 0 < kept <= 200
        ledger.append(ledger.begin_run(INFO), "a later reader", readings)  # the pages are read again
        assert len(articles(ledger)) == 200
    assert clean(path)


def test_nothing_is_put_in_the_place_of_a_file_of_which_nothing_can_be_read(tmp_path):
    path = tmp_path / "matter.db"
    path.write_bytes(b"SQLite format 3\x00" + b"\xa5" * 8192)
    before = path.read_bytes()
    with pytest.raises(LedgerUnusable):
        salvage(path)
    assert path.read_bytes() == before


# What follows from the rest, and is worked out again; SQLite's own tables of the search are rebuilt.
WORKED_OUT = {
    "changes", "claim_changes", "claims", "copy_links", "derivations", "events", "families", "flags", "inferred",
    "people", "positions", "ruled_articles", "ruled_statements", "spoken", "upheld",
}  # fmt: skip


def test_a_repair_keeps_every_table_that_does_not_follow_from_others(tmp_path):
    with open_ledger(make(tmp_path / "matter.db", pile(1))) as ledger:
        tables = {name for (name,) in ledger.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    own = {name for name in tables if "_search" not in name}
    assert own - WORKED_OUT == set(_KEPT), "a new table: is it saved by a repair, or worked out again?"
