"""Files, folders, archives and letters to pages. The only place that reads the operator's input.

Every input ends as Pages, as Rejected with a reason, or both; nothing an input holds can stop the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.pages.files import File, IsLake, find_files
from sayso.pages.intake import KNOWN, At, Intake
from sayso.pages.making import label, rejected
from sayso.pages.warcs import Captures
from sayso.records import Page, Reason, Rejected
from sayso.settings import Settings

__all__ = ["PageReader", "read_pages"]


def read_pages(inputs: Iterable[str], settings: Settings) -> Iterator[Page | Rejected]:
    """Every page of the inputs (files, folders, archives), in the order of their paths."""
    yield from PageReader(inputs, settings)


class PageReader:
    """Iterates over pages and knows how far it is, in bytes of input."""

    def __init__(self, inputs: Iterable[str], settings: Settings, is_lake: IsLake = lambda _: False) -> None:
        self._settings = settings
        self._found = find_files(inputs, KNOWN, is_lake)
        self._captures = Captures()
        self.total_bytes = sum(f.size for f in self._found if isinstance(f, File))
        self.read_bytes = 0

    def __iter__(self) -> Iterator[Page | Rejected]:
        for found in self._found:
            if isinstance(found, Rejected):
                yield found
                continue
            yield from self._read(found)
            self.read_bytes += found.size

    def _read(self, file: File) -> Iterator[Page | Rejected]:
        name = label(file.path)
        try:
            with file.path.open("rb") as stream:
                yield from Intake(self._settings, self._captures, file.path).read(stream, At(name, file.path.name))
        except FileNotFoundError:
            yield rejected(name, Reason.MISSING, "it was there when the folder was listed and is gone now")
        except OSError as error:
            yield rejected(name, Reason.UNREADABLE, f"{error.strerror or error}")

    def fraction(self) -> float:
        """How much of the input was read, 0..1."""
        return self.read_bytes / self.total_bytes if self.total_bytes else 1.0
