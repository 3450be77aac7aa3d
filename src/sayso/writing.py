"""Files written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from sayso.errors import CannotWrite

ELSEWHERE = "Choose another file with --out."  # what to do about a file that the operator named
BESIDE = "Free some space there, or let it be written; what stands beside a ledger goes where the ledger is."


@contextmanager
def whole(out: Path, remedy: str = ELSEWHERE) -> Iterator[IO[bytes]]:
    """A stream whose bytes become the file `out` when the block ends without an error; else `out` is as it was.

    The folder is made. Raises CannotWrite, which says the `remedy`.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("wb", dir=out.parent, prefix=out.name, delete=False) as draft:
            try:
                yield draft.file
                draft.close()
                flush(Path(draft.name))
                Path(draft.name).chmod(0o644)
                Path(draft.name).replace(out)
            except BaseException:
                Path(draft.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise CannotWrite(f"{out}: {error.strerror or error}. {remedy}") from error


def flush(path: Path) -> None:
    """Have the disk keep what was written to a file, or the names in a folder. Raises OSError."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
