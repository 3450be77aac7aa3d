"""Finding the files of an input."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from sayso.pages.making import label, rejected
from sayso.records import Reason, Rejected

STANDARD_INPUT = "-"

IsLake = Callable[[Path], bool]  # whether a folder holds what was read of pages, and no pages


class File(Struct, frozen=True):
    """A regular file to read. `size` in bytes."""

    path: Path
    size: int


def find_files(inputs: Iterable[str], known: tuple[str, ...], is_lake: IsLake) -> list[File | Rejected]:
    """All files of the inputs, folders walked through, sorted by path; a path given twice is read once.

    `known` are the endings, in small letters, of names that are read. `-` stands for a list of paths on standard
    input, one a line. Links to folders below an input are not followed, and lakes are passed over.
    """
    found: dict[str, File | Rejected] = {}
    for given in _expand(inputs):
        for entry in _walk(Path(given), known, is_lake):
            found.setdefault(entry.path if isinstance(entry, Rejected) else os.fspath(entry.path), entry)
    return [found[key] for key in sorted(found)]


def _expand(inputs: Iterable[str]) -> Iterator[str]:
    for given in inputs:
        if given == STANDARD_INPUT:
            yield from (line.rstrip("\r\n") for line in sys.stdin if line.strip())
        else:
            yield given


def _walk(top: Path, known: tuple[str, ...], is_lake: IsLake) -> Iterator[File | Rejected]:
    """Everything below a path; a folder of any depth, so no recursion."""
    waiting = [top]
    while waiting:
        path = waiting.pop()
        try:
            status = path.stat()
            entries = sorted(os.listdir(path)) if stat.S_ISDIR(status.st_mode) else None  # noqa: PTH208  only names
        except (OSError, ValueError) as error:
            yield _unreachable(path, error)
            continue
        if entries is None:
            yield _file(path, status, known)
            continue
        if is_lake(path):
            yield rejected(label(path), Reason.UNKNOWN_TYPE, "a lake, not pages; `sayso cut` takes a ledger out of it")
            continue
        for name in entries:
            below = path / name
            if name.startswith("."):
                yield rejected(label(below), Reason.UNKNOWN_TYPE, "hidden; give it by name to read it")
            elif below.is_symlink() and below.is_dir():
                yield rejected(label(below), Reason.UNSAFE, "a link to a folder; give it by name to read it")
            else:
                waiting.append(below)


def _file(path: Path, status: os.stat_result, known: tuple[str, ...]) -> File | Rejected:
    if not stat.S_ISREG(status.st_mode):
        return rejected(label(path), Reason.UNKNOWN_TYPE, "not a regular file (a device, pipe or socket)")
    if not path.name.lower().endswith(known):
        return rejected(
            label(path), Reason.UNKNOWN_TYPE, f"{path.suffix or 'no suffix'}; sayso reads {' '.join(known)}"
        )
    return File(path, status.st_size)


def _unreachable(path: Path, error: OSError | ValueError) -> Rejected:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return rejected(label(path), Reason.MISSING, "no such file or folder; check the path")
    return rejected(label(path), Reason.UNREADABLE, f"{getattr(error, 'strerror', None) or error}")
