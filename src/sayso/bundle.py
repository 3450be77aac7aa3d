"""The evidence of a matter as one zip: pages, ledger, report, tables, citations, and a manifest with their digests.

Names and times within the zip depend on the ledger alone, never on the day it is packed.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import msgspec
from msgspec import Struct

from sayso import __version__
from sayso.export import TABLES, export, hand_over
from sayso.export.citations import as_markdown
from sayso.ledger import Ledger, queries
from sayso.pages import read_pages
from sayso.records import Page, Rejected
from sayso.report import render
from sayso.settings import Settings
from sayso.writing import whole

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can tell
SUFFIXES = {"text/html": ".html", "text/plain": ".txt"}
README = """\
An evidence bundle written by sayso.

manifest.json     every file here with its SHA-256, and every page of the matter with where it came from
pages/            the pages as they were read, named by the SHA-256 of their bytes
ledger.db         the ledger: open it with sayso, Datasette or any SQLite
report.html       the dossier; it opens from disk
tables/           the ledger's tables, one JSON object a line (the keys: docs/export.md of sayso)
matter.xlsx       the same for a spreadsheet
citations.md      the articles for people
citations.json    the articles as CSL-JSON, for Zotero and pandoc
"""


class PackedFile(Struct, frozen=True):
    """A file in the bundle."""

    name: str
    sha256: str
    size: int  # bytes


class PackedPage(Struct, frozen=True):
    """A page of the matter, in the bundle or not."""

    page_id: str
    paths: tuple[str, ...]
    uri: str | None
    sha256: str
    size: int
    media_type: str
    fetched_at: str | None
    file: str | None  # name in the bundle; null: not in it
    why_not: str = ""  # empty when it is


class Manifest(Struct, frozen=True):
    """What a bundle holds."""

    sayso: str
    files: tuple[PackedFile, ...]
    pages: tuple[PackedPage, ...]


class Packed(Struct, frozen=True):
    """How many of the pages are in the bundle."""

    pages: int
    included: int


def write(ledger: Ledger, out: Path) -> Packed:
    """Write the bundle to `out`, whole or not at all. Raises CannotWrite."""
    with whole(out) as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, ledger.snapshot():
        packing = _Packing(archive)
        pages = tuple(_pack_pages(ledger, packing))
        packing.add("README.txt", lambda to: to.write(README.encode()))
        packing.add("report.html", lambda to: to.write(render(ledger).encode()))
        packing.add("citations.md", lambda to: to.writelines(line.encode() for line in as_markdown(ledger)))
        packing.add("citations.json", lambda to: hand_over(ledger, "citations", to))
        packing.add("matter.xlsx", lambda to: hand_over(ledger, "xlsx", to))
        for table in TABLES:
            packing.add(f"tables/{table}.jsonl", partial(export, ledger, table))
        _pack_ledger(ledger, packing)
        manifest = Manifest(__version__, tuple(packing.files), pages)
        packing.add("manifest.json", lambda to: to.write(msgspec.json.format(msgspec.json.encode(manifest), indent=1)))
    return Packed(len(pages), sum(page.file is not None for page in pages))


class _Packing:
    """Adds files to an archive, and keeps account of them."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.files: list[PackedFile] = []

    def add(self, name: str, write_to: Callable[[IO[bytes]], object]) -> None:
        """Add what `write_to` writes."""
        info = zipfile.ZipInfo(name, LONG_AGO)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        with self._archive.open(info, "w", force_zip64=True) as member:
            counted = _Counted(member)
            write_to(counted)  # type: ignore[arg-type]  # it has of a stream what is used here
        self.files.append(PackedFile(name, counted.digest.hexdigest(), counted.size))


class _Counted:
    """A stream that digests what passes through it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.digest = hashlib.sha256()
        self.size = 0

    def write(self, piece: bytes) -> int:
        self.digest.update(piece)
        self.size += len(piece)
        return self._stream.write(piece)

    def writelines(self, pieces: Iterator[bytes]) -> None:
        for piece in pieces:
            self.write(piece)


def _pack_pages(ledger: Ledger, packing: _Packing) -> Iterator[PackedPage]:
    """Pack the pages that are still where they came from, and tell of each whether it is in."""
    rows = {row.page_id: row for row in queries.pages(ledger)}
    packed = dict(_pack_found(ledger, rows, packing))
    for row in rows.values():
        told = (row.page_id, row.paths, row.uri, row.sha256, row.size, row.media_type, row.fetched_at)
        name = packed.get(row.page_id)
        why_not = "" if name else "not found where it came from, or no longer the same bytes"
        yield PackedPage(*told, name, why_not)


def _pack_found(ledger: Ledger, rows: Mapping[str, object], packing: _Packing) -> Iterator[tuple[str, str]]:
    found: dict[str, str] = {}
    for page in _read_again(ledger):
        if not isinstance(page, Page) or page.page_id not in rows or page.page_id in found:
            continue
        name = f"pages/{page.sha256}{SUFFIXES.get(page.media_type, '')}"
        if name not in found.values():  # the same bytes given with other words beside them
            packing.add(name, partial(_write, page.body))
        found[page.page_id] = name
        yield page.page_id, name


def _read_again(ledger: Ledger) -> Iterator[Page | Rejected]:
    """What every run was given, read once more as that run read it."""
    runs = {(tuple(run.inputs), msgspec.json.encode(run.settings)) for run in queries.runs(ledger)}
    for inputs, settings in sorted(runs):
        yield from read_pages(inputs, msgspec.json.decode(settings, type=Settings))


def _write(body: bytes, to: IO[bytes]) -> None:
    to.write(body)


def _pack_ledger(ledger: Ledger, packing: _Packing) -> None:
    with TemporaryDirectory(prefix="sayso-") as folder:
        copy = Path(folder) / "ledger.db"
        ledger.copy_to(copy)
        with copy.open("rb") as stream:
            packing.add("ledger.db", lambda to: to.writelines(iter(lambda: stream.read(1 << 20), b"")))
