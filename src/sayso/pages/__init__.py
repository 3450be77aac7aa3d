"""Files, folders and archives to pages. The only place that reads the operator's input.

Every input ends as Pages, as Rejected with a reason, or both; nothing an input holds can stop the others.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from sayso.pages.archives import GZIP, TAR, ZIP, read_gzip, read_tar, read_zip
from sayso.pages.files import File, find_files, read_file
from sayso.pages.making import label
from sayso.records import Page, Rejected
from sayso.settings import Settings

__all__ = ["PageReader", "read_pages"]


def read_pages(inputs: Iterable[str], settings: Settings) -> Iterator[Page | Rejected]:
    """Every page of the inputs (files, folders, archives), in the order of their paths."""
    yield from PageReader(inputs, settings)


class PageReader:
    """Iterates over pages and knows how far it is, in bytes of input."""

    def __init__(self, inputs: Iterable[str], settings: Settings) -> None:
        self._settings = settings
        self._found = find_files(inputs)
        self.total_bytes = sum(f.size for f in self._found if isinstance(f, File))
        self.read_bytes = 0

    def __iter__(self) -> Iterator[Page | Rejected]:
        for found in self._found:
            if isinstance(found, Rejected):
                yield found
                continue
            yield from _read(found, self._settings)
            self.read_bytes += found.size

    def fraction(self) -> float:
        """How much of the input was read, 0..1."""
        return self.read_bytes / self.total_bytes if self.total_bytes else 1.0


def _read(file: File, settings: Settings) -> Iterator[Page | Rejected]:
    name = os.fspath(file.path).lower()
    if name.endswith(ZIP):
        yield from read_zip(file.path, label(file.path), settings)
    elif name.endswith(TAR):
        yield from read_tar(file.path, label(file.path), settings)
    elif name.endswith(GZIP):
        yield from read_gzip(file.path, label(file.path), settings)
    else:
        yield from read_file(file.path, settings)
