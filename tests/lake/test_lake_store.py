"""A lake holds batches whole or not at all, nothing twice, and says in a line what is wrong with it."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pytest
from lake_writer import batch
from msgspec.structs import replace
from pyarrow import parquet

from made import article, dispute, page, reading
from sayso.errors import LakeUnusable
from sayso.lake import is_lake, open_lake
from sayso.lake.columns import to_rows
from sayso.ledger import Found, open_ledger
from sayso.ledger.queries.search import search
from sayso.ledger.store import RunInfo
from sayso.records import Capture, Reason, Rejected

DISPUTE = dispute().readings
LOST = Rejected("pile/b.gz", "pile/b.gz", "pages", Reason.DAMAGED, "truncated")
WRITER = "import sys; sys.path.insert(0, {tests!r}); from lake_writer import write; write({lake!r})"
NOBODY = 65_534


def one(number: int, text: str = "Norland dammed the Lim."):
    of = page(f"page {number}", f"pile/{number}.txt")
    return reading(of, (article(of, text),))


def filled(path: Path, count: int = 3) -> Path:
    """A lake with `count` batches of one page."""
    with open_lake(path, write=True) as lake:
        for number in range(count):
            lake.append("r1", [one(number)])
    return path


def held(path: Path, wanted: str = "") -> list[str]:
    with open_lake(path) as lake:
        return [reading.page.path for found in lake.found(wanted) for _, reading in found]


def read_whole(path: Path) -> None:
    with open_lake(path) as lake:
        for found in (lake.found(""), lake.places({one(0).page.page_id}), lake.rejected()):
            list(found)


def test_readings_come_back_as_they_were_given(tmp_path):
    with open_lake(tmp_path / "l", write=True) as lake:
        lake.append("r1", DISPUTE)
        lake.append("r1", [one(1)])
    with open_lake(tmp_path / "l") as lake:
        assert list(lake.found("")) == [[("r1", each) for each in DISPUTE], [("r1", one(1))]]
        assert lake.known_pages("r1") == {each.page.page_id for each in (*DISPUTE, one(1))}
        assert lake.known_pages("r2") == set()


def test_a_page_that_a_newer_reader_read_is_given_as_it_read_it(tmp_path):
    newer = replace(one(1), articles=(article(one(1).page, "A sluice stood open."),))
    with open_lake(tmp_path / "l", write=True) as lake:
        lake.append("r1", [one(1), one(2)])
        lake.append("r2", [newer])
        assert [each for found in lake.found("") for each in found] == [("r1", one(2)), ("r2", newer)]
        assert list(lake.found("dammed")) == [[("r1", one(2))]]  # the older words of the other page are not searched


@pytest.mark.parametrize(
    ("wanted", "paths"),
    [
        ("built", ["pile/origin.txt"]),  # a word
        ("dams", ["pile/copy.txt", "pile/origin.txt", "pile/other.html"]),  # its stem
        ('"dam on the Lim"', ["pile/other.html"]),  # a phrase
        ("Lim minister", ["pile/other.html"]),  # all words, in any order
        ("fish*", ["pile/copy.txt"]),  # how a word begins
        ("NEAR(proof Lim, 5)", ["pile/other.html"]),
        ("walrus", []),  # in none
        ("?!", []),  # no word at all
    ],
)
def test_a_lake_is_searched_as_a_ledger_is(tmp_path, wanted, paths):
    with open_lake(tmp_path / "l", write=True) as lake:
        lake.append("r1", DISPUTE)
    with open_ledger(tmp_path / "l.db", create=True) as ledger:
        ledger.append(ledger.begin_run(RunInfo("0", "r1", "{}", "2031-05-02T10:00:00Z", ())), "r1", DISPUTE)
        assert sorted({hit.path for hit in search(ledger, wanted, limit=9) if not hit.statement_id}) == paths
    assert sorted(held(tmp_path / "l", wanted)) == paths


def test_places_and_rejections_are_stored_once(tmp_path):
    again = Found(one(0).page.page_id, "pile/copy.txt", Capture("r-1", "2031-05-02"))
    filled(tmp_path / "l", 1)
    for _ in range(2):  # a run, and the same run again
        with open_lake(tmp_path / "l", write=True) as lake:
            lake.note([Found(one(0).page.page_id, "pile/0.txt"), again], [LOST, LOST])
    with open_lake(tmp_path / "l") as lake:
        assert list(lake.places({one(0).page.page_id})) == [again]
        assert list(lake.places({"pg1-other"})) == []
        assert list(lake.rejected()) == [LOST]
        assert lake.rejected_paths() == {"pile/b.gz"}


def test_a_name_that_is_no_utf8_is_spelled_as_a_ledger_spells_it(tmp_path):
    named = replace(one(1), page=replace(one(1).page, path="pile/\udcff.txt"))
    with open_lake(tmp_path / "l", write=True) as lake:
        lake.append("r1", [named])
        lake.note([Found(named.page.page_id, "pile/\udcff.txt")], [])
    assert held(tmp_path / "l") == ["pile/\\udcff.txt"]
    with open_lake(tmp_path / "l") as lake:
        assert list(lake.places({named.page.page_id})) == []  # the place it was read from is no other


# ---------------------------------------------------------------- what happens to a machine


@pytest.mark.slow
def test_killed_at_any_moment_it_opens_with_whole_batches_and_goes_on(tmp_path):
    """A process that writes batch after batch is killed again and again; each time what was told as stored is there."""
    code = WRITER.format(tests=str(Path(__file__).parent), lake=str(tmp_path / "l"))
    pick, told = random.Random(7), 0
    for _ in range(6):
        with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            for _ in range(pick.randint(1, 4)):  # it is at work on the next
                told = int(writer.stdout.readline())
            time.sleep(pick.uniform(0, 0.05))
            writer.send_signal(signal.SIGKILL)
            told = max([told, *map(int, writer.stdout.read().split("\n")[:-1])])
        with open_lake(tmp_path / "l") as lake:
            batches = list(lake.found(""))
        assert len(batches) >= told
        assert all([each for _, each in found] == batch(number) for number, found in enumerate(batches))
    assert told > 3


@contextmanager
def no_file_larger_than(size: int):
    """As a disk that refuses more; the signal that the kernel sends for it is ignored by Python."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_batch_that_the_disk_refuses_is_not_there_and_the_others_are(tmp_path):
    filled(tmp_path / "l")
    large = one(9, " ".join(map(str, random.Random(1).choices(range(10**9), k=20_000))))
    with open_lake(tmp_path / "l", write=True) as lake:
        with no_file_larger_than(50_000), pytest.raises(LakeUnusable, match="What was stored stays"):
            lake.append("r1", [large])
        assert len(held(tmp_path / "l")) == 3
        assert not any((tmp_path / "l/.writing").iterdir())
        lake.append("r1", [large])  # there is room again
    assert len(held(tmp_path / "l")) == 4


def test_a_read_only_lake_is_read_and_not_written():
    folder = Path(tempfile.mkdtemp(prefix="sayso-"))  # pytest's own folders are closed to others
    try:
        filled(folder / "l")
        (folder / "l").chmod(0o555)
        folder.chmod(0o555)
        root = os.geteuid() == 0
        if root:
            os.seteuid(NOBODY)
        try:
            assert len(held(folder / "l")) == 3
            for path in (folder / "l", folder / "new"):  # neither added to, nor made
                with pytest.raises(LakeUnusable, match="where you may read and write"):
                    open_lake(path, write=True)
        finally:
            if root:
                os.seteuid(0)
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_one_writes_at_a_time_and_others_read(tmp_path):
    with open_lake(filled(tmp_path / "l"), write=True) as lake:
        with pytest.raises(LakeUnusable, match="another process is writing"):
            open_lake(tmp_path / "l", write=True)
        assert len(held(tmp_path / "l")) == 3
        lake.append("r1", [one(7)])
    open_lake(tmp_path / "l", write=True).close()


def _rewrite(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    return lambda lake: (lake / name).write_bytes(change((lake / name).read_bytes()))


def _flip(body: bytes) -> bytes:
    """One bit in the middle of the first column chunk: the footer is whole."""
    return body[:60] + bytes([body[60] ^ 1]) + body[61:]


def _without(name: str, column: str) -> Callable[[Path], object]:
    return lambda lake: parquet.write_table(parquet.read_table(lake / name).drop_columns([column]), lake / name)


def _of(name: str, *rows: dict[str, object]) -> Callable[[Path], object]:
    return lambda lake: parquet.write_table(pa.Table.from_pylist(list(rows)), lake / name)


ODD = to_rows([LOST])[0] | {"reason": "odd", "page_id": None}
PART = "batch=000002/articles.parquet"
FAULTS = [
    (_rewrite("lake.json", lambda _: b'{"format":2}'), "reads up to 1. Upgrade sayso"),  # of a newer sayso
    (_rewrite("lake.json", lambda _: b'{"format":0}'), "into a new folder"),  # of an older one
    (_rewrite("lake.json", lambda body: body[:5]), "lake.json: damaged"),
    (_rewrite(PART, lambda body: body[:-9]), "articles.parquet: damaged or gone"),  # cut off
    (_rewrite(PART, lambda _: b""), "articles.parquet: damaged or gone"),
    (_rewrite(PART, _flip), "articles.parquet: damaged or gone"),  # caught by its checksum
    (lambda lake: (lake / PART).unlink(), "articles.parquet: damaged or gone"),
    (_rewrite("batch=000002/pages.parquet", lambda body: body[:-9]), "pages.parquet: damaged or gone"),
    (lambda lake: (lake / "batch=000002").rename(lake / "batch=two"), "no batch of a lake bears this name"),
    (lambda lake: (lake / "lake.json").unlink(), "no lake here"),
    (_without("batch=000002/pages.parquet", "path"), "pages.parquet: no words in its column path"),  # by another's hand
    (_without("batch=000002/statements.parquet", "page_id"), "statements.parquet: no words in its column page_id"),
    (_of("batch=000002/rejected.parquet", ODD, ODD | {"page_id": "pg1-a"}), "not those of this sayso"),
    (_of("batch=000002/places.parquet", {"page_id": "pg1-a", "path": 7}), "no words in its column path"),
]


@pytest.mark.parametrize(("harm", "told"), FAULTS)
def test_what_is_wrong_is_told_with_what_to_do(tmp_path, harm, told):
    harm(filled(tmp_path / "l"))
    with pytest.raises(LakeUnusable, match=told):
        read_whole(tmp_path / "l")


def test_a_damaged_batch_moved_away_is_read_anew_and_no_other(tmp_path):
    path = filled(tmp_path / "l")
    _rewrite(PART, _flip)(path)
    (path / "batch=000002").rename(tmp_path / "away")
    with open_lake(path, write=True) as lake:
        assert lake.known_pages("r1") == {one(0).page.page_id, one(2).page.page_id}
        lake.append("r1", [one(1)])
    assert sorted(held(path)) == ["pile/0.txt", "pile/1.txt", "pile/2.txt"]


def test_a_folder_of_something_else_is_left_alone(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(LakeUnusable, match="neither a lake nor an empty folder"):
        open_lake(tmp_path, write=True)
    with pytest.raises(LakeUnusable, match="neither a lake nor an empty folder"):
        open_lake(tmp_path / "notes.txt", write=True)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
    assert not is_lake(tmp_path)
    assert not is_lake(Path("x" * 300))  # too long for a name: whoever reads pages says so


def test_a_lake_says_which_format_it_is_of(tmp_path):
    assert json.loads((filled(tmp_path / "l") / "lake.json").read_text()) == {"format": 1}


def test_a_page_of_a_lake_takes_little_memory(tmp_path):
    """Who read a page, and in which batch, is kept once a batch: a large lake has millions of pages."""
    count = 2000
    with open_lake(tmp_path / "news.lake", write=True) as lake:
        lake.append("sayso 1.2.3, attribution 0123456789ab, senses 0123456789ab", [one(n) for n in range(count)])
    with open_lake(tmp_path / "news.lake") as lake:
        kept = {id(told) for told in lake._newest.values()}
        assert (len(lake._newest), len(kept)) == (count, 1)
