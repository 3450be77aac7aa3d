"""Zip, tar, tar.gz and gz: members become pages without a file ever being written under its name.

A member name that leaves the archive, a link, a bomb or a truncated stream is rejected; what was read before stays.
"""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, cast

from sayso.pages.faults import BROKEN, Damaged, Unsafe
from sayso.pages.making import Item, label, rejected
from sayso.records import Reason

if TYPE_CHECKING:
    from sayso.pages.intake import At, Intake

_BLOCK = 65_536


class _Packed(io.RawIOBase):
    """A packed stream that knows how much of it was read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        self.count += len(data)
        buffer[: len(data)] = data
        return len(data)


class _Counted(io.RawIOBase):
    """The unpacked bytes of a stream, which stop with Unsafe past the settings' size or ratio."""

    def __init__(self, plain: IO[bytes], packed: _Packed | int, intake: Intake) -> None:
        """`packed` is the stream below, or how many bytes it took when that is known beforehand."""
        self._plain = plain
        self._packed = packed
        self._intake = intake
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._plain.read(min(len(buffer), _BLOCK))
        self._count += len(data)
        packed = self._packed if isinstance(self._packed, int) else self._packed.count
        self._intake.take(len(data), packed, self._count)
        buffer[: len(data)] = data
        return len(data)


def counted(plain: IO[bytes], packed: _Packed | int, intake: Intake) -> IO[bytes]:
    """A buffered stream over unpacked bytes that keeps to the limits."""
    return io.BufferedReader(_Counted(plain, packed, intake))


def read_gzip(intake: Intake, stream: IO[bytes], at: At) -> Iterator[Item]:
    """What a `.gz` file holds; called by the name of the file."""
    packed = _Packed(stream)
    with gzip.GzipFile(fileobj=cast(IO[bytes], packed)) as plain:
        inner = type(at)(at.path, at.name[: -len(".gz")], at.depth + 1)
        yield from intake.read(counted(cast(IO[bytes], plain), packed, intake), inner)


def read_tar_gz(intake: Intake, stream: IO[bytes], at: At) -> Iterator[Item]:
    """The pages of a `.tar.gz`, read as a stream; each is called `path!member`."""
    packed = _Packed(stream)
    with gzip.GzipFile(fileobj=cast(IO[bytes], packed)) as plain:
        yield from read_tar(intake, counted(cast(IO[bytes], plain), packed, intake), at)


def read_tar(intake: Intake, stream: IO[bytes], at: At) -> Iterator[Item]:
    """The pages of a `.tar`, read as a stream; each is called `path!member`."""
    with tarfile.open(fileobj=stream, mode="r|", errorlevel=1) as archive:
        for member in archive:
            intake.count_member()
            yield from _tar_member(intake, archive, member, at)
            archive.members = []  # type: ignore[attr-defined]  # else it remembers every member it has passed


def _tar_member(intake: Intake, archive: tarfile.TarFile, member: tarfile.TarInfo, at: At) -> Iterator[Item]:
    inner = at.inside(label(member.name))
    if member.isdir():
        return
    stream = archive.extractfile(member) if member.isfile() else None
    if stream is None or _leaves(member.name):
        yield rejected(inner.path, Reason.UNSAFE, "a link, a device, or a name that leaves the archive")
        return
    yield from intake.read(_Forwards(cast(io.BufferedReader, stream)), inner)


class _Forwards(io.BufferedReader):
    """A member of a streamed tar: it says that it can seek, but its archive is only read forwards."""

    def seekable(self) -> bool:
        return False


def read_zip(intake: Intake, stream: IO[bytes], at: At) -> Iterator[Item]:
    """The pages of a `.zip`; each is called `path!member`."""
    with opened_zip(intake, stream) as archive:
        for info in archive.infolist():
            intake.count_member()
            if not info.is_dir():
                yield from read_zip_member(intake, archive, info, at)


class opened_zip:  # noqa: N801  a context manager that is used as a function
    """A zip file over any stream. Raises Damaged for what zipfile tells in other words."""

    def __init__(self, intake: Intake, stream: IO[bytes]) -> None:
        self._whole = intake.seekable(stream)

    def __enter__(self) -> zipfile.ZipFile:
        try:
            self._archive = zipfile.ZipFile(self._whole.__enter__())
        except (NotImplementedError, ValueError) as error:  # a version from the future, an offset before the file
            raise Damaged(str(error)) from error
        return self._archive

    def __exit__(self, *error: object) -> None:
        self._archive.close()
        self._whole.__exit__(*error)  # type: ignore[arg-type]


def open_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> IO[bytes]:
    """The unpacked bytes of a member. Raises as zipfile does, and Damaged for what it tells in other words."""
    if info.header_offset < 0:
        raise Damaged("it is said to begin before its archive")
    try:
        return archive.open(info)
    except ValueError as error:  # a name that is not in the encoding it is said to be in
        raise Damaged(str(error)) from error


def read_zip_member(intake: Intake, archive: zipfile.ZipFile, info: zipfile.ZipInfo, at: At) -> Iterator[Item]:
    """The pages of one member."""
    inner = at.inside(label(info.filename))
    if _leaves(info.filename):
        yield rejected(inner.path, Reason.UNSAFE, "a name that leaves the archive")
        return
    try:
        intake.take(0, info.compress_size, info.file_size)
        with open_member(archive, info) as stream:
            yield from intake.read(counted(stream, info.compress_size, intake), inner)
    except Unsafe as error:
        yield rejected(inner.path, Reason.UNSAFE, str(error))
    except (RuntimeError, NotImplementedError) as error:  # how zipfile tells of a password or an unknown method
        yield rejected(inner.path, Reason.UNREADABLE, str(error))
    except BROKEN as error:
        yield rejected(inner.path, Reason.DAMAGED, f"damaged member: {error}")


def _leaves(name: str) -> bool:
    """Whether a member name would leave the folder it is unpacked in: nothing is unpacked, but it is no accident."""
    parts = PurePosixPath(name.replace("\\", "/"))
    return parts.is_absolute() or ".." in parts.parts or ":" in name[:2]
