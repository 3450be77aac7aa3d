"""Damaged inputs through the whole path: each ends as Rejected with its reason, and the rest of the pile goes in."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import shutil
import subprocess
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sayso.errors import BadSettings, LedgerUnusable, SaysoError
from sayso.ledger import open_ledger, queries
from sayso.pages import PageReader, read_pages
from sayso.pipeline import ingest
from sayso.records import Page, Reason, Rejected
from sayso.settings import Settings, load_settings

SETTINGS = Settings(processes=1, max_page_seconds=0)
NOBODY = 65_534
WORDS = """
the river rose over the quay and the harbour master told the council that nobody had closed the sluice in time while
farmers on the far bank said that their cattle had been moved to higher ground before the rain began
"""


def story(seed: str) -> str:
    """A page of its own, long enough to be read."""
    pick = random.Random(seed)
    lines = [f"Sluice {seed} left open, council hears"]
    lines += [
        f"“We closed it,” said Ada Roe. {' '.join(pick.choices(WORDS.split(), k=60)).capitalize()}." for _ in range(4)
    ]
    return "\n\n".join(lines) + "\n"


GOOD = story("good").encode()


# ---------------------------------------------------------------- damages: each writes into a folder of its own


def _write(name: str, body: bytes) -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_bytes(body) and None


def _zip(members: dict[str, bytes], cut: int = 0) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return stream.getvalue()[: -cut or None]


def _locked_zip(name: str) -> bytes:
    """A zip that says that its member is encrypted: flag bit 0, in both headers."""
    packed = bytearray(_zip({name: GOOD}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        packed[packed.index(mark) + offset] |= 1
    return bytes(packed)


def _tar(members: list[tuple[tarfile.TarInfo, bytes]]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for info, body in members:
            info.size = len(body)
            archive.addfile(info, io.BytesIO(body))
    return stream.getvalue()


def _special(name: str, kind: bytes, target: str = "") -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info, b""


def _many_members() -> bytes:
    """Enough that the archive's first member is whole when the end is cut off."""
    noise = random.Random(1)
    return _tar([(tarfile.TarInfo("first.txt"), GOOD), (tarfile.TarInfo("last.txt"), noise.randbytes(300_000))])


def _nested(depth: int) -> bytes:
    """A page whose story stands inside `depth` elements."""
    return b"<html><body>" + b"<div>" * depth + b"<p>" + GOOD.replace(b"\n\n", b"</p><p>")


def _deep(folder: Path) -> None:
    """Folders, one in the other."""
    for _ in range(DEPTH):
        folder /= "d"
        folder.mkdir()
    (folder / "page.txt").write_bytes(GOOD)


LINES = [json.dumps({"text": story("line 1")}), '{"text": "cut', "[]", "", json.dumps({"text": story("line 5")})]
DEPTH = 1_200  # folders: deeper than Python lets a function call itself

# Pages without a story: which reason names them best is a matter of taste, that they end with one is not.
NO_STORY = {Reason.EMPTY, Reason.TOO_SHORT, Reason.TOO_LARGE, Reason.INDEX, Reason.LANGUAGE}

# name of the folder; what is put in it; path below it -> reason (or one of several), None for a page that must be read
Damage = tuple[str, Callable[[Path], object], dict[str, Reason | set[Reason] | None]]
DAMAGES: list[Damage] = [
    ("empty", _write("a.txt", b""), {"a.txt": Reason.EMPTY}),
    ("empty-html", _write("a.html", b""), {"a.html": Reason.EMPTY}),
    ("white", _write("a.txt", b" \n\t\n\xc2\xa0\n" * 50), {"a.txt": Reason.EMPTY}),  # white space is nothing
    ("zeros", _write("a.txt", b"\x00" * 5_000), {"a.txt": Reason.BINARY}),
    ("zeros-inside", _write("a.txt", GOOD.replace(b" ", b" \x00")), {"a.txt": Reason.BINARY}),
    ("picture", _write("a.html", b"\x89PNG\r\n\x1a\n" + random.Random(2).randbytes(9_000)), {"a.html": Reason.BINARY}),
    ("bad-utf8", _write("a.txt", GOOD.replace(b"river", b"ri\xffver")), {"a.txt": None}),  # read, with a note
    ("one-line", _write("a.txt", b"flood " * 1_700_000), {"a.txt": NO_STORY}),  # 10 MB
    ("one-word", _write("a.txt", b"x" * 1_000_000), {"a.txt": NO_STORY}),
    ("one-line-story", _write("a.txt", GOOD.replace(b"\n", b" ") * 800), {"a.txt": Reason.TOO_LARGE}),  # 1 MB
    ("open-quotes", _write("a.txt", "“".encode() * 2_000), {"a.txt": NO_STORY}),
    ("over", _write("a.txt", b"flood\n" * 3_500_000), {"a.txt": Reason.TOO_LARGE}),  # past max_page_bytes
    ("nested", _write("a.html", _nested(200)), {"a.html": None}),  # never closed
    ("nested-deep", _write("a.html", _nested(20_000)), {"a.html": None}),  # deeper than parsers go
    ("cut-html", _write("a.html", b"<html><head><title>Flo"), {"a.html": NO_STORY}),
    ("cut-gz", _write("a.txt.gz", gzip.compress(GOOD)[:-40]), {"a.txt.gz": Reason.DAMAGED}),
    ("no-gz", _write("a.txt.gz", GOOD), {"a.txt.gz": Reason.DAMAGED}),
    ("gz-bomb", _write("a.txt.gz", gzip.compress(bytes(15_000_000))), {"a.txt.gz": Reason.UNSAFE}),
    (
        "leaving-zip",
        _write("a.zip", _zip({"../out.txt": GOOD, "/root.txt": GOOD, "in.txt": story("zip").encode()})),
        {"a.zip!../out.txt": Reason.UNSAFE, "a.zip!/root.txt": Reason.UNSAFE, "a.zip!in.txt": None},
    ),
    (
        "zip-bomb",
        _write("a.zip", _zip({"bomb.txt": bytes(15_000_000), "in.txt": story("bomb").encode()})),
        {"a.zip!bomb.txt": Reason.UNSAFE, "a.zip!in.txt": None},
    ),
    ("cut-zip", _write("a.zip", _zip({"in.txt": GOOD}, cut=30)), {"a.zip": Reason.DAMAGED}),
    ("locked-zip", _write("a.zip", _locked_zip("in.txt")), {"a.zip!in.txt": Reason.UNREADABLE}),
    (
        "cut-tar",
        _write("a.tar.gz", _many_members()[:-90_000]),
        {"a.tar.gz!first.txt": None, "a.tar.gz!last.txt": Reason.DAMAGED, "a.tar.gz": Reason.DAMAGED},
    ),
    (
        "leaving-tar",
        _write(
            "a.tgz",
            _tar(
                [
                    (tarfile.TarInfo("../out.txt"), GOOD),
                    _special("link.txt", tarfile.SYMTYPE, "/etc/passwd"),
                    _special("device.txt", tarfile.CHRTYPE),
                    (tarfile.TarInfo("in.txt"), story("tar").encode()),
                ]
            ),
        ),
        {
            "a.tgz!../out.txt": Reason.UNSAFE,
            "a.tgz!link.txt": Reason.UNSAFE,
            "a.tgz!device.txt": Reason.UNSAFE,
            "a.tgz!in.txt": None,
        },
    ),
    (
        "broken-lines",
        _write("a.jsonl", "\n".join(LINES).encode()),
        {"a.jsonl#1": None, "a.jsonl#2": Reason.DAMAGED, "a.jsonl#3": Reason.DAMAGED, "a.jsonl#5": None},
    ),
    ("loop", lambda f: (f / "loop").symlink_to(f), {"loop": Reason.UNSAFE}),  # a folder in itself
    ("file-loop", lambda f: (f / "a.txt").symlink_to(f / "a.txt"), {"a.txt": Reason.UNREADABLE}),
    ("dangling", lambda f: (f / "a.txt").symlink_to(f / "gone.txt"), {"a.txt": Reason.MISSING}),
    ("pipe", lambda f: os.mkfifo(f / "a.txt"), {"a.txt": Reason.UNKNOWN_TYPE}),  # opening it would wait for ever
    (
        "odd-name",
        lambda f: Path(os.fsdecode(os.fsencode(f) + b"/\xff\xfe.txt")).write_bytes(GOOD),
        {"\\xff\\xfe.txt": None},
    ),
    ("newline", _write("two\nlines.txt", GOOD), {"two\nlines.txt": None}),
]


@pytest.fixture(scope="module")
def pile(tmp_path_factory) -> Path:
    """All damages in one pile, beside one good page."""
    root = tmp_path_factory.mktemp("damaged") / "pile"
    for name, make, _ in DAMAGES:
        (root / name).mkdir(parents=True)
        make(root / name)
    (root / "good.txt").write_bytes(story("whole").encode())
    return root


@pytest.fixture(scope="module")
def outcome(pile, tmp_path_factory) -> dict[str, set[str | None]]:
    """Path below the pile -> the reasons it was rejected for, None standing for an article that was read."""
    found: dict[str, set[str | None]] = {}
    with open_ledger(tmp_path_factory.mktemp("ledger") / "l.db", create=True) as ledger:
        ingest([str(pile), str(pile / "vanished.txt")], ledger, SETTINGS)
        for row in queries.rejected(ledger):
            found.setdefault(row.path.removeprefix(f"{pile}/"), set()).add(
                row.detail if row.reason == Reason.FAILED else row.reason
            )
        for placed in queries.articles(ledger):
            found.setdefault(placed.path.removeprefix(f"{pile}/"), set()).add(None)
    return found


@pytest.mark.parametrize(("name", "expected"), [(name, expected) for name, _, expected in DAMAGES])
def test_a_damaged_input_ends_with_its_reason(outcome, name, expected):
    found = {path.removeprefix(f"{name}/"): why for path, why in outcome.items() if path.startswith(f"{name}/")}
    assert found.keys() == expected.keys()
    for path, why in expected.items():
        assert len(found[path]) == 1
        assert found[path] <= (why if isinstance(why, set) else {why})


def test_the_rest_of_the_pile_goes_in(outcome):
    assert outcome["good.txt"] == {None}
    assert outcome["vanished.txt"] == {Reason.MISSING}


def test_nothing_was_unpacked(pile, outcome):
    assert list(pile.parent.rglob("out.txt")) == []


def test_a_file_that_goes_while_the_folder_is_read_is_missing(tmp_path):
    (tmp_path / "a.txt").write_bytes(GOOD)
    (tmp_path / "b.txt").write_bytes(GOOD)
    reader = PageReader([str(tmp_path)], SETTINGS)
    (tmp_path / "a.txt").unlink()
    gone, there = reader
    assert isinstance(gone, Rejected)
    assert gone.reason == Reason.MISSING
    assert isinstance(there, Page)


def test_folders_deeper_than_python_calls_itself_are_read(tmp_path):
    try:
        _deep(tmp_path)
        assert [item.path for item in read_pages([str(tmp_path)], SETTINGS)] == [f"{tmp_path}{'/d' * DEPTH}/page.txt"]
    finally:
        subprocess.run(["rm", "-rf", tmp_path / "d"], check=True)  # shutil.rmtree calls itself too


@contextmanager
def _as_nobody() -> Iterator[None]:
    """Root may read everything, so be somebody else for a while."""
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_what_may_not_be_read_is_rejected_and_its_neighbours_are_read():
    root = Path(tempfile.mkdtemp(prefix="sayso-"))  # pytest's own folders are closed to others
    try:
        for name in ("closed/a.txt", "open/a.txt", "open/b.txt"):
            (root / name).parent.mkdir(exist_ok=True)
            (root / name).write_bytes(GOOD)
        root.chmod(0o755)
        (root / "open/a.txt").chmod(0)
        (root / "closed").chmod(0)
        with _as_nobody():
            closed, file, page = read_pages([str(root)], SETTINGS)
        assert (closed.path, closed.reason) == (f"{root}/closed", Reason.UNREADABLE)
        assert (file.path, file.reason) == (f"{root}/open/a.txt", Reason.UNREADABLE)
        assert page.path == f"{root}/open/b.txt"
    finally:
        (root / "closed").chmod(0o755)
        shutil.rmtree(root)


# ---------------------------------------------------------------- what the operator must mend


def _open(path: Path) -> None:
    open_ledger(path, create=True).close()


def _settings(words: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(words) and load_settings(path)


OPERATOR = [
    (lambda path: path.write_bytes(GOOD) and _open(path), LedgerUnusable, "not a ledger"),  # another file's name
    (lambda path: path.mkdir() or _open(path), LedgerUnusable, "cannot be opened"),  # a folder's
    (lambda path: _open(path / "no" / "l.db"), LedgerUnusable, "folder"),  # in a folder that is not there
    (_settings(b"batch_pages = "), BadSettings, "TOML"),  # cut off
    (_settings(b"batch_pages = 0"), BadSettings, "batch_pages"),  # out of range
    (_settings(b"batch_page = 1"), BadSettings, "batch_page"),  # a slip of the pen
    (_settings(b"\xff\xfe"), BadSettings, "TOML"),  # not UTF-8
    (load_settings, BadSettings, "cannot read"),  # not there
]


@pytest.mark.parametrize(("act", "error", "words"), OPERATOR)
def test_what_the_operator_must_mend_is_said_with_the_path(tmp_path, act, error, words):
    path = tmp_path / "given"
    with pytest.raises(SaysoError) as caught:
        act(path)
    assert caught.type is error
    assert str(path) in str(caught.value)
    assert words in str(caught.value)
