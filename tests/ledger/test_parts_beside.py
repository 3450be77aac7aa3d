"""The file beside a ledger that holds what parts gave: it costs time when it is wrong, never more."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from sayso.kept import key_of
from sayso.ledger import parts
from sayso.ledger.parts import KEPT, code_digest, parts_beside, parts_path

ONE, OTHER = key_of("one"), key_of("other")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "a.db"
    assert made(path, ONE, OTHER) == [ONE, OTHER]
    return path


def made(ledger: Path, *keys: bytes, articles: int = KEPT) -> list[bytes]:
    """What had to be made of some parts."""
    missing: list[bytes] = []
    with parts_beside(ledger, articles) as kept:

        def make(places: list[int]) -> list[str]:
            missing.extend(keys[at] for at in places)
            return [keys[at].hex() for at in places]

        assert kept.of(str, keys, make) == [key.hex() for key in keys]
    return missing


def alter(ledger: Path, sql: str) -> None:
    with sqlite3.connect(parts_path(ledger)) as connection:
        connection.execute(sql)
    connection.close()


def test_a_run_makes_what_the_one_before_did_not(ledger) -> None:
    assert made(ledger, ONE, OTHER, key_of("third")) == [key_of("third")]
    assert made(ledger, ONE) == []
    assert made(ledger, ONE, OTHER) == [OTHER], "what a run does not ask for is not kept"


@pytest.mark.parametrize(
    ("sql", "again", "why"),
    [
        ("UPDATE parts SET packed = x'00' || packed", [ONE, OTHER], "rows are damaged"),
        ("UPDATE parts SET packed = 'words'", [ONE, OTHER], "rows hold something else"),
        ("DELETE FROM parts", [ONE, OTHER], "rows are missing"),
        ("UPDATE about SET version = 'older'", [ONE, OTHER], "other code made them"),
        ("DROP TABLE parts", [ONE, OTHER], "the table is missing"),
    ],
)
def test_what_is_damaged_is_made_anew(sql, again, why, ledger) -> None:
    alter(ledger, sql)
    assert made(ledger, ONE, OTHER) == again, why
    assert made(ledger, ONE, OTHER) == [], "and kept again"


def test_a_file_that_is_none_of_ours_is_made_anew(ledger) -> None:
    parts_path(ledger).write_bytes(b"no database, whatever its name says" * 100)
    assert made(ledger, ONE) == [ONE]
    assert made(ledger, ONE) == []


def test_a_file_that_another_process_is_at_is_done_without(ledger, monkeypatch) -> None:
    monkeypatch.setattr(parts, "PATIENCE", 0.01)
    other = sqlite3.connect(parts_path(ledger), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert made(ledger, ONE) == [ONE]
    other.close()
    assert made(ledger, ONE) == []


def test_a_run_that_fails_keeps_nothing(ledger) -> None:
    with pytest.raises(ZeroDivisionError), parts_beside(ledger, KEPT) as kept:
        kept.of(int, [key_of("third")], lambda _: [1 // 0])
    assert made(ledger, ONE, OTHER) == []


def test_few_articles_leave_no_file(ledger) -> None:
    assert made(ledger, ONE, articles=KEPT - 1) == [ONE]
    assert not parts_path(ledger).exists()


@pytest.mark.parametrize("name", ["rules.py", "words.csv", "weights.json"])
def test_other_code_and_other_tables_are_told_apart(name, tmp_path) -> None:
    for folder in ("before", "after"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text("JOIN = 0.15\n")
    assert code_digest(tmp_path / "before") == code_digest(tmp_path / "after")
    shutil.copytree(tmp_path / "after", tmp_path / "changed")
    (tmp_path / "changed" / name).write_text("JOIN = 0.16\n")
    assert code_digest(tmp_path / "changed") != code_digest(tmp_path / "before")
