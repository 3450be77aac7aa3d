"""Zip, tar.gz and gz: members become pages without a file ever being written.

A member name that leaves the archive, a link, a bomb or a truncated stream is rejected; what was read before stays.
"""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from sayso.pages.making import label, pages_of, rejected
from sayso.records import Page, Reason, Rejected
from sayso.settings import Settings

ZIP = (".zip",)
TAR = (".tar.gz", ".tgz")
GZIP = (".gz",)

_SMALL = 1_000_000  # unpacked bytes below which no ratio is called a bomb: short repetitive pages pack very well
_BROKEN = (EOFError, zlib.error, gzip.BadGzipFile, tarfile.TarError, zipfile.BadZipFile)


class _Bomb(Exception):
    """An archive unpacks to more than the settings allow."""


class _Unpacked(io.RawIOBase):
    """The unpacked bytes of a gzip file, which stop with _Bomb past the settings' size or ratio."""

    def __init__(self, path: Path, settings: Settings) -> None:
        self._raw = path.open("rb")
        self._plain = gzip.GzipFile(fileobj=self._raw)
        self._settings = settings
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._plain.read(min(len(buffer), 65_536))
        self._count += len(data)
        _refuse_bomb(self._count, self._raw.tell(), self._settings)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._plain.close()
        self._raw.close()
        super().close()


def _refuse_bomb(unpacked: int, packed: int, settings: Settings) -> None:
    if unpacked > settings.max_archive_bytes:
        raise _Bomb(f"unpacks to more than {settings.max_archive_bytes:,} bytes (`max_archive_bytes`)")
    if unpacked > _SMALL and unpacked > packed * settings.max_archive_ratio:
        raise _Bomb(f"{unpacked:,} bytes out of {packed:,}, a bomb past 1:{settings.max_archive_ratio}")


def read_gzip(path: Path, name: str, settings: Settings) -> Iterator[Page | Rejected]:
    """The page, or the pages of the JSON lines, in a `.gz` file; called by the name of the file."""
    return _until_broken(_gzip_pages(path, name, settings), name)


def read_tar(path: Path, name: str, settings: Settings) -> Iterator[Page | Rejected]:
    """The pages of a `.tar.gz`, read as a stream; each is called `name!member`."""
    return _until_broken(_tar_pages(path, name, settings), name)


def read_zip(path: Path, name: str, settings: Settings) -> Iterator[Page | Rejected]:
    """The pages of a `.zip`; each is called `name!member`."""
    return _until_broken(_zip_pages(path, name, settings), name)


def _until_broken(items: Iterator[Page | Rejected], name: str) -> Iterator[Page | Rejected]:
    """What an archive gives, and in the end, when it breaks, why it gives no more."""
    read = 0
    try:
        for item in items:
            read += isinstance(item, Page)
            yield item
    except _Bomb as error:
        yield rejected(name, Reason.UNSAFE, f"{error}; pages read before: {read}")
    except _BROKEN as error:
        yield rejected(name, Reason.DAMAGED, f"truncated or damaged: {error}; pages read before: {read}")
    except OSError as error:
        yield rejected(name, Reason.UNREADABLE, f"{error.strerror or error}; pages read before: {read}")


def _gzip_pages(path: Path, name: str, settings: Settings) -> Iterator[Page | Rejected]:
    with io.BufferedReader(_Unpacked(path, settings)) as stream:
        yield from pages_of(stream, name, path.stem, settings)


def _tar_pages(path: Path, name: str, settings: Settings) -> Iterator[Page | Rejected]:
    with (
        io.BufferedReader(_Unpacked(path, settings)) as stream,
        tarfile.open(fileobj=stream, mode="r|", errorlevel=1) as archive,
    ):
        for member in archive:
            yield from _tar_member(archive, member, name, settings)


def _tar_member(
    archive: tarfile.TarFile, member: tarfile.TarInfo, name: str, settings: Settings
) -> Iterator[Page | Rejected]:
    place = f"{name}!{label(member.name)}"
    if member.isdir():
        return
    stream = archive.extractfile(member) if member.isfile() else None
    if stream is None or _leaves(member.name):
        yield rejected(place, Reason.UNSAFE, "a link, a device, or a name that leaves the archive")
        return
    yield from pages_of(stream, place, member.name, settings)


def _zip_pages(path: Path, name: str, settings: Settings) -> Iterator[Page | Rejected]:
    with zipfile.ZipFile(path) as archive:
        unpacked = 0
        for info in archive.infolist():
            unpacked += info.file_size
            _refuse_bomb(unpacked, unpacked, settings)
            if not info.is_dir():
                yield from _zip_member(archive, info, name, settings)


def _zip_member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, settings: Settings
) -> Iterator[Page | Rejected]:
    place = f"{name}!{label(info.filename)}"
    if _leaves(info.filename):
        yield rejected(place, Reason.UNSAFE, "a name that leaves the archive")
        return
    try:
        _refuse_bomb(info.file_size, info.compress_size, settings)
        with archive.open(info) as stream:
            yield from pages_of(stream, place, info.filename, settings)
    except _Bomb as error:
        yield rejected(place, Reason.UNSAFE, str(error))
    except (RuntimeError, NotImplementedError) as error:  # how zipfile tells of a password or an unknown method
        yield rejected(place, Reason.UNREADABLE, str(error))
    except _BROKEN as error:
        yield rejected(place, Reason.DAMAGED, f"damaged member: {error}")


def _leaves(name: str) -> bool:
    """Whether a member name would leave the folder it is unpacked in: nothing is unpacked, but it is no accident."""
    parts = PurePosixPath(name.replace("\\", "/"))
    return parts.is_absolute() or ".." in parts.parts or ":" in name[:2]
