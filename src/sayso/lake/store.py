"""A lake as the pipeline sees it: what is known of it, appended to it, and found in it by a search."""

from __future__ import annotations

import fcntl
import hashlib
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO

import msgspec
from msgspec import Struct

from sayso.errors import LakeUnusable
from sayso.lake.batches import (
    WRITING,
    Batch,
    column,
    places_of,
    readings_of,
    rejected_in,
    saying,
    write_batch,
)
from sayso.ledger import Found
from sayso.ledger.matching import matching
from sayso.records import Reading, Rejected
from sayso.writing import flush

FORMAT = 1
ABOUT = "lake.json"
LOCK = ".lock"


class About(Struct, frozen=True):
    """What `lake.json` says."""

    format: int


class Lake:
    """An open lake. A context manager; one that was opened to write keeps others from writing until it is closed.

    Every method raises LakeUnusable when a file is damaged, the disk is full, or the folder is read-only. What was
    stored before stays.
    """

    def __init__(self, path: Path, lock: IO[bytes] | None) -> None:
        self.path = path
        self._lock = lock
        self._batches = sorted(path.glob("batch=*"), key=_number)
        self._newest: dict[str, tuple[str, Path]] = {}  # page id -> who read it last, in which batch
        self._told: set[bytes] = set()  # digests of places and rejections that are stored
        for batch in self._batches:
            self._note(batch)

    def __enter__(self) -> Lake:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let others write. Closing twice is allowed."""
        if self._lock is not None:
            self._lock.close()

    def known_pages(self, reader: str) -> set[str]:
        """Ids of the pages that this reader has read."""
        return {page_id for page_id, (by, _) in self._newest.items() if by == reader}

    def append(self, reader: str, readings: Sequence[Reading]) -> None:
        """Store what `reader` read of pages, as one batch."""
        self._write(Batch(reader, readings))

    def note(self, places: Iterable[Found], rejected: Iterable[Rejected]) -> None:
        """Store where pages were found, and inputs that never became one: those that are not stored yet."""
        new = [one for one in dict.fromkeys(places) if _digest(one.page_id, one.path) not in self._told]
        bad = [one for one in dict.fromkeys(rejected) if _digest(one.path, one.reason, one.detail) not in self._told]
        if new or bad:
            self._write(Batch("", (), new, bad))

    def rejected_paths(self) -> set[str]:
        """The paths of what was not read, whole inputs and parts of them."""
        return {path for batch in self._batches for (path,) in column(batch, "rejected", "path")}

    def found(self, wanted: str) -> Iterator[list[tuple[str, Reading]]]:
        """`(reader, reading)` of the pages with an article that holds what is wanted, a batch at a time.

        Each page as it was read last. Words and phrases as in `queries.search`; empty: every page.
        """
        for batch in self._batches:
            pages = {page_id for (page_id,) in column(batch, "pages", "page_id")}
            here = {page_id for page_id in pages if self._newest[page_id][1] == batch}
            if wanted and here:
                texts = column(batch, "articles", "page_id", "title", "text")
                here &= {texts[at][0] for at in matching(((title, text) for _, title, text in texts), wanted)}
            if here:
                yield list(readings_of(batch, here))

    def places(self, pages: set[str]) -> Iterator[Found]:
        """Where else these pages were found."""
        for batch in self._batches:
            yield from places_of(batch, pages)

    def rejected(self) -> Iterator[Rejected]:
        """The inputs that never became a page."""
        for batch in self._batches:
            yield from rejected_in(batch)

    def _write(self, batch: Batch) -> None:
        number = _number(self._batches[-1]) + 1 if self._batches else 1
        self._batches.append(write_batch(self.path, number, batch))
        self._note(self._batches[-1])

    def _note(self, batch: Path) -> None:
        """Remember what a batch holds."""
        by_reader: dict[str, tuple[str, Path]] = {}  # one pair for all pages of a batch: a large lake has millions
        for page_id, path, reader in column(batch, "pages", "page_id", "path", "reader"):
            self._newest[page_id] = by_reader.setdefault(reader, (reader, batch))
            self._told.add(_digest(page_id, path))
        self._told |= {_digest(*row) for row in column(batch, "places", "page_id", "path")}
        self._told |= {_digest(*row) for row in column(batch, "rejected", "path", "reason", "detail")}


def open_lake(path: Path, *, write: bool = False) -> Lake:
    """Open the lake in the folder `path`: to read, or with `write` to add to it, making it when there is none.

    Raises LakeUnusable: none there, another is writing, of another format, a damaged batch, read-only.
    """
    lock = None
    if write:
        with saying(path):
            lock = _locked(path)
    try:
        _check_format(path)
        return Lake(path, lock)
    except BaseException:
        if lock is not None:
            lock.close()
        raise


def is_lake(path: Path) -> bool:
    """Whether a folder is a lake; what cannot be looked into is taken for none."""
    try:
        return (path / ABOUT).is_file()
    except OSError:  # no permission, or too long for a name
        return False


def _locked(path: Path) -> IO[bytes]:
    """The lock of a lake that may be written, made when there is none, what a killed writer left cleared away."""
    if path.exists() and not is_lake(path) and (not path.is_dir() or any(_shown(path))):
        raise LakeUnusable(f"{path}: neither a lake nor an empty folder. Name another folder with --lake.")
    path.mkdir(parents=True, exist_ok=True)
    lock = (path / LOCK).open("ab")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not is_lake(path):
            draft = path / f".{ABOUT}"
            draft.write_bytes(msgspec.json.encode(About(FORMAT)))
            flush(draft)
            draft.rename(path / ABOUT)
            flush(path)
        shutil.rmtree(path / WRITING, ignore_errors=True)
    except BlockingIOError as error:
        lock.close()
        raise LakeUnusable(
            f"{path}: another process is writing this lake. Wait for it to end, or stop it, and run again."
        ) from error
    except BaseException:
        lock.close()
        raise
    return lock


def _shown(folder: Path) -> Iterator[Path]:
    return (one for one in folder.iterdir() if not one.name.startswith("."))


def _check_format(path: Path) -> None:
    try:
        found = msgspec.json.decode((path / ABOUT).read_bytes(), type=About).format
    except FileNotFoundError as error:
        raise LakeUnusable(f"{path}: no lake here. Make one with `sayso fill PATH... --lake {path}`.") from error
    except OSError as error:
        raise LakeUnusable(f"{path}: cannot be read: {error.strerror or error}. Check that you may read it.") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise LakeUnusable(
            f"{path / ABOUT}: damaged ({error}). It holds {msgspec.json.encode(About(FORMAT)).decode()} in a lake of "
            "this sayso; write that again when this sayso made it."
        ) from error
    if found > FORMAT:
        raise LakeUnusable(f"{path}: lake format {found}, this sayso reads up to {FORMAT}. Upgrade sayso.")
    if found < FORMAT:
        raise LakeUnusable(
            f"{path}: lake format {found}, this sayso reads {FORMAT}. Ingest its pages into a new folder."
        )


def _number(batch: Path) -> int:
    name = batch.name.partition("=")[2]
    if not name.isdecimal():
        raise LakeUnusable(f"{batch}: no batch of a lake bears this name. Move it out of the lake.")
    return int(name)


def _digest(*words: str) -> bytes:
    return hashlib.blake2b("\0".join(words).encode("utf-8", "backslashreplace"), digest_size=8).digest()
