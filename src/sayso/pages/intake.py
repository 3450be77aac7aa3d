"""One input, opened: which reader it gets by the ending of its name, and how much it may unpack to.

An archive hands its members back here, so a zip of mails with PDFs in them is read to the bottom, as far as the
settings allow.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from msgspec import Struct

from sayso.pages.archives import read_gzip, read_tar, read_tar_gz, read_zip
from sayso.pages.faults import BROKEN, Unsafe
from sayso.pages.mail import read_letter, read_mbox
from sayso.pages.making import ONE_PAGE, Item, make_page, media_type_of, rejected, too_large
from sayso.pages.scraped import read_json, read_json_lines, read_parquet
from sayso.pages.warcs import Captures, read_wacz, read_warc
from sayso.records import Page, Reason
from sayso.settings import Settings

_IN_MEMORY = 16_000_000  # bytes of a member kept in memory while it is read back and forth; the rest goes to disk
_SMALL = 1_000_000  # unpacked bytes below which no ratio is called a bomb: short repetitive pages pack very well


class At(Struct, frozen=True):
    """Where a stream of bytes comes from."""

    path: str  # what it is called to the user: "pile/a.zip!b.mbox#3"
    name: str  # its ending tells what it is
    depth: int = 0  # archives around it

    def inside(self, member: str, name: str | None = None) -> At:
        """A member of this archive."""
        return At(f"{self.path}!{member}", member if name is None else name, self.depth + 1)


Reader = Callable[["Intake", IO[bytes], At], Iterator[Item]]


class Intake:
    """Reads one input. `captures`, of WARC records, is shared by all inputs of a run."""

    def __init__(self, settings: Settings, captures: Captures, source: Path | None = None) -> None:
        self.settings = settings
        self.source = source  # the file that is read; None: it can not be opened again
        self.captures = captures
        self._unpacked = 0
        self._members = 0

    def read(self, stream: IO[bytes], at: At) -> Iterator[Item]:
        """The pages in `stream`, and in the end, when it breaks, why it gives no more."""
        found = told = 0
        try:
            for item in self._reader(at)(self, stream, at):
                found += isinstance(item, Page)
                told += 1
                yield item
            if not told:
                yield rejected(at.path, Reason.EMPTY, "there is nothing in it")
        except Unsafe as error:
            yield rejected(at.path, Reason.UNSAFE, f"{error}; pages read before: {found}")
        except BROKEN as error:
            yield rejected(at.path, Reason.DAMAGED, f"truncated or damaged: {error}; pages read before: {found}")
        except OSError as error:
            yield rejected(at.path, Reason.UNREADABLE, f"{error.strerror or error}; pages read before: {found}")

    def _reader(self, at: At) -> Reader:
        if at.depth > self.settings.max_archive_depth:
            raise Unsafe(f"an archive within {at.depth} others (`max_archive_depth`)")
        lower = at.name.lower()
        for endings, reader in _READERS:
            if lower.endswith(endings):
                return reader
        return _unknown

    # ------------------------------------------------------------ what archives may unpack to

    def take(self, size: int, packed: int, so_far: int) -> None:
        """Count `size` more bytes unpacked, `so_far` of them out of `packed` bytes. Raises Unsafe past the limits."""
        self._unpacked += size
        limit, ratio = self.settings.max_archive_bytes, self.settings.max_archive_ratio
        if self._unpacked > limit:
            raise Unsafe(f"unpacks to more than {limit:,} bytes (`max_archive_bytes`)")
        if so_far > _SMALL and so_far > packed * ratio:
            raise Unsafe(f"{so_far:,} bytes out of {packed:,}, a bomb past 1:{ratio} (`max_archive_ratio`)")

    def count_member(self) -> None:
        """Count one more member of an archive, folders and attachments included. Raises Unsafe past the limit."""
        self._members += 1
        if self._members > self.settings.max_archive_members:
            raise Unsafe(f"more than {self.settings.max_archive_members:,} members (`max_archive_members`)")

    @contextmanager
    def seekable(self, stream: IO[bytes]) -> Iterator[IO[bytes]]:
        """The stream, or a temporary file with its bytes when it can only be read forwards."""
        if stream.seekable():
            yield stream
            return
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as whole:
            while block := stream.read(1 << 20):
                self.take(len(block), len(block), 0)
                whole.write(block)
            whole.seek(0)
            yield cast(IO[bytes], whole)


def _one_page(intake: Intake, stream: IO[bytes], at: At) -> Iterator[Item]:
    limit = intake.settings.max_page_bytes
    body = stream.read(limit + 1)
    yield (
        too_large(at.path, limit)
        if len(body) > limit
        else make_page(body, at.path, media_type_of(at.name, body))
    )  # fmt: skip


def _unknown(_: Intake, __: IO[bytes], at: At) -> Iterator[Item]:
    yield rejected(at.path, Reason.UNKNOWN_TYPE, f"sayso reads {' '.join(KNOWN)}")


_READERS: tuple[tuple[tuple[str, ...], Reader], ...] = (
    ((".warc", ".warc.gz", ".warc.zst", ".wet", ".wet.gz"), read_warc),
    ((".wacz",), read_wacz),
    ((".zip",), read_zip),
    ((".tar",), read_tar),
    ((".tar.gz", ".tgz"), read_tar_gz),
    ((".gz",), read_gzip),
    ((".jsonl", ".ndjson"), read_json_lines),
    ((".json",), read_json),
    ((".parquet",), read_parquet),
    ((".eml",), read_letter),
    ((".mbox",), read_mbox),
    (ONE_PAGE, _one_page),
)
KNOWN = tuple(ending for endings, _ in _READERS for ending in endings)
