"""What can go wrong with the file: each ends as a clear SaysoError that names it, and nothing stored is lost."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

import made
from sayso.errors import LedgerMissing, LedgerTooNew, LedgerUnusable
from sayso.export import TABLES
from sayso.ledger import Ledger, RunInfo, open_ledger, opening
from sayso.ledger.checks import run_checks
from sayso.records import Reading

INFO = RunInfo("0.1.0", "r", "{}", "2031-05-03T00:00:00Z", ())


def pile(size: int) -> list[Reading]:
    """Pages with an article each, long enough that a few fill many pages of the file."""
    pages = [made.page(f"page {at}", f"pile/{at:03}.txt") for at in range(size)]
    return [made.reading(page, (made.article(page, f"{page.path} " * 200),)) for page in pages]


def make(path: Path, readings: list[Reading]) -> Path:
    with open_ledger(path, create=True) as ledger:
        ledger.append(ledger.begin_run(INFO), "r", readings)
    return path


def articles(ledger: Ledger) -> list[object]:
    return list(TABLES["articles"](ledger))


# ---------------------------------------------------------------- what is there instead of a ledger


def nothing(path: Path) -> None:
    pass


def a_folder(path: Path) -> None:
    path.mkdir()


def an_empty_file(path: Path) -> None:
    path.touch()


def another_kind_of_file(path: Path) -> None:
    path.write_text("<html>" + "no ledger " * 1000)


def another_database(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE bookmarks (url)")
    other.close()


def a_newer_ledger(path: Path) -> None:
    make(path, [])
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA user_version = 99")
    other.close()


def half_a_ledger(path: Path) -> None:
    make(path, pile(50))
    os.truncate(path, path.stat().st_size // 2)


INSTEAD = [  # what is there, error when read, error when written to (None: it is made a ledger), word of the message
    (nothing, LedgerMissing, None, "sayso ingest"),
    (an_empty_file, LedgerMissing, None, "sayso ingest"),  # left by a kill before the first write
    (a_folder, LedgerUnusable, LedgerUnusable, "file"),
    (another_kind_of_file, LedgerUnusable, LedgerUnusable, "Name another file"),
    (another_database, LedgerUnusable, LedgerUnusable, "Name another file"),
    (a_newer_ledger, LedgerTooNew, LedgerTooNew, "Upgrade sayso"),
]


@pytest.mark.parametrize(("put", "read_error", "write_error", "word"), INSTEAD)
def test_what_is_no_ledger_is_named_and_left_as_it_is(tmp_path, put, read_error, write_error, word):
    path = tmp_path / "matter.db"
    put(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(read_error, match=word) as caught:
        open_ledger(path)
    assert str(path) in str(caught.value)
    if write_error:
        with pytest.raises(write_error, match=word):
            open_ledger(path, create=True)
        assert (path.read_bytes() if path.is_file() else None) == before
    else:
        with open_ledger(path, create=True) as ledger:
            assert articles(ledger) == []


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(LedgerUnusable, match="Check that the folder is there"):
        open_ledger(tmp_path / "none" / "matter.db", create=True)


def test_a_truncated_file_is_told_damaged(tmp_path):
    half_a_ledger(tmp_path / "matter.db")
    with pytest.raises(LedgerUnusable, match="damaged"), open_ledger(tmp_path / "matter.db") as ledger:
        articles(ledger)


def test_a_file_damaged_in_the_middle_fails_its_check(tmp_path):
    path = make(tmp_path / "matter.db", pile(200))  # so many that the middle is rows, not the schema
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(os.urandom(20_000))
    with open_ledger(path) as ledger:
        (result,) = run_checks(ledger)
    assert (result.name, result.ok) == ("file", False)


@pytest.mark.parametrize("name", ["a b.db", "100%.db", "why?.db", "no#1.db", "Lim–Ufer.db", "a%20b.db"])
def test_any_file_name_will_do(tmp_path, name):
    make(tmp_path / name, pile(1))
    assert [path.name for path in tmp_path.iterdir()] == [name]  # and SQLite's side files are gone after use
    with open_ledger(tmp_path / name) as ledger:
        assert len(articles(ledger)) == 1
    assert [path.name for path in tmp_path.iterdir()] == [name]


# ---------------------------------------------------------------- others at work


def test_a_reader_can_not_write(tmp_path):
    make(tmp_path / "matter.db", pile(1))
    with open_ledger(tmp_path / "matter.db") as ledger, pytest.raises(LedgerUnusable, match="read"):
        ledger.begin_run(INFO)


def test_a_reader_sees_one_state_while_another_writes(tmp_path):
    path = make(tmp_path / "matter.db", pile(1))
    with open_ledger(path) as reader, open_ledger(path, create=True) as writer:
        with reader.snapshot():
            assert len(articles(reader)) == 1
            writer.append(writer.begin_run(INFO), "r", pile(4))
            assert len(articles(reader)) == 1
        assert len(articles(reader)) == 4


def test_a_second_writer_waits_then_says_who_holds_the_file(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.1)
    path = make(tmp_path / "matter.db", pile(1))
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with open_ledger(path, create=True) as ledger:
        with pytest.raises(LedgerUnusable, match="another process is writing"):
            ledger.begin_run(INFO)
        assert len(articles(ledger)) == 1  # reading goes on
        holder.execute("ROLLBACK")
        ledger.begin_run(INFO)
    holder.close()


# ---------------------------------------------------------------- no room, no permission


@contextmanager
def no_file_larger_than(size: int):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_disk_that_refuses_loses_the_batch_alone(tmp_path):
    path = make(tmp_path / "matter.db", pile(3))
    with open_ledger(path, create=True) as ledger:
        run = ledger.begin_run(INFO)
        with no_file_larger_than(100_000), pytest.raises(LedgerUnusable, match="What was stored stays"):
            ledger.append(run, "r", pile(100))
        assert len(articles(ledger)) == 3
        ledger.append(run, "r", pile(100))  # there is room again
        assert len(articles(ledger)) == 100
        assert all(result.ok for result in run_checks(ledger))


def test_a_full_disk_is_told_so(tmp_path):
    with open_ledger(make(tmp_path / "matter.db", pile(3)), create=True) as ledger:
        run = ledger.begin_run(INFO)
        (pages,) = next(ledger.rows("PRAGMA page_count"))
        list(ledger.rows(f"PRAGMA max_page_count = {pages + 5}"))
        with pytest.raises(LedgerUnusable, match="the disk is full"):
            ledger.append(run, "r", pile(100))
        assert len(articles(ledger)) == 3


@contextmanager
def as_nobody():
    """Without rights over what others own: root, whom no permission stops, becomes another user meanwhile."""
    root = os.geteuid() == 0
    if root:
        os.setegid(65534)
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
            os.setegid(0)


@pytest.fixture
def locked_folder():
    """A folder for everyone to read, to be made read-only by the test."""
    folder = Path(tempfile.mkdtemp(prefix="sayso-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_read_only_folder_is_no_hindrance_to_reading(locked_folder):
    path = make(locked_folder / "matter.db", pile(3))
    path.chmod(0o444)
    locked_folder.chmod(0o555)
    with as_nobody():
        with open_ledger(path) as ledger:
            assert len(articles(ledger)) == 3
            assert all(result.ok for result in run_checks(ledger))
        assert [one.name for one in locked_folder.iterdir()] == ["matter.db"]
        with pytest.raises(LedgerUnusable, match="where you may"):
            open_ledger(path, create=True)


def test_rows_still_in_the_log_of_a_read_only_folder_are_never_passed_over(locked_folder):
    path = locked_folder / "matter.db"
    copy = locked_folder / "copied" / "matter.db"
    copy.parent.mkdir()
    with open_ledger(path, create=True) as ledger:
        ledger.append(ledger.begin_run(INFO), "r", pile(3))
        for end in ("", "-wal"):  # what a backup of a ledger in use holds
            shutil.copy(f"{path}{end}", f"{copy}{end}")
    copy.parent.chmod(0o555)
    with as_nobody(), pytest.raises(LedgerUnusable, match="-wal beside it"):
        open_ledger(copy)
    copy.parent.chmod(0o755)


def test_a_ledger_in_use_can_be_read_by_who_may_not_write(locked_folder):
    path = locked_folder / "matter.db"
    with open_ledger(path, create=True) as writer:
        writer.append(writer.begin_run(INFO), "r", pile(3))
        locked_folder.chmod(0o555)
        with as_nobody(), open_ledger(path) as ledger:
            assert len(articles(ledger)) == 3
        locked_folder.chmod(0o755)


# ---------------------------------------------------------------- kill -9

APPEND = """
    import sys
    from pathlib import Path
    sys.path[:0] = sys.argv[2:]
    from test_ledger_opening import INFO, pile
    from sayso.ledger import open_ledger
    with open_ledger(Path(sys.argv[1]), create=True) as ledger:
        run = ledger.begin_run(INFO)
        known = ledger.known_pages("r")
        for reading in pile(150):
            if reading.page.page_id not in known:
                ledger.append(run, "r", [reading])
                print(".", end="", flush=True)
"""


def test_killed_at_any_moment_it_opens_passes_its_checks_and_goes_on(tmp_path):
    path = tmp_path / "matter.db"
    here = Path(__file__).parent
    command = [sys.executable, "-c", textwrap.dedent(APPEND), str(path), str(here), str(here.parent)]
    held = 0
    for batches, delay in ((1, 0.0), (7, 0.001), (20, 0.003), (3, 0.002)):
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert len(process.stdout.read(batches)) == batches
            time.sleep(delay)  # somewhere in the next transactions
            process.send_signal(signal.SIGKILL)
        with open_ledger(path) as ledger:
            assert [result for result in run_checks(ledger) if not result.ok] == []
            now = len(articles(ledger))
        assert now >= held + batches  # all that was said to be stored is
        held = now
    with open_ledger(path, create=True) as ledger, open_ledger(tmp_path / "whole.db", create=True) as whole:
        ledger.append(ledger.begin_run(INFO), "r", pile(150))
        whole.append(whole.begin_run(INFO), "r", pile(150))
        assert articles(ledger) == articles(whole)


def test_killed_while_it_is_made_it_can_be_made_again(tmp_path):
    path = tmp_path / "matter.db"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")  # as far as a kill right after the first step leaves it
    connection.close()
    with pytest.raises(LedgerMissing):
        open_ledger(path)
    with open_ledger(path, create=True) as ledger:
        assert all(result.ok for result in run_checks(ledger))
