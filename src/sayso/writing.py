"""Files written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from sayso.errors import CannotWrite


@contextmanager
def whole(out: Path) -> Iterator[IO[bytes]]:
    """A stream whose bytes become the file `out` when the block ends without an error; else `out` is as it was.

    The folder is made. Raises CannotWrite.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("wb", dir=out.parent, prefix=out.name, delete=False) as draft:
            try:
                yield draft.file
                draft.close()
                Path(draft.name).chmod(0o644)
                Path(draft.name).replace(out)
            except BaseException:
                Path(draft.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise CannotWrite(f"{out}: {error.strerror}. Choose another file with --out.") from error
