"""The ledger under the workspace: a reading for each request, one hand that writes, lists kept up to date."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sayso.errors import ListsNotReady
from sayso.ledger import Ledger, open_ledger
from sayso.ledger.lists import open_listed
from sayso.ruling import Asked, Outcome, rule
from sayso.web.lists import Lists


class Desk:
    """One matter on the table. Threads may share it."""

    def __init__(self, path: Path, by: str) -> None:
        self.path = path
        self.by = by  # who rules here
        self.lists = Lists(path)
        self.making = asyncio.Lock()  # held while something to hand over is made
        self._writing = threading.Lock()

    @contextmanager
    def open(self, tell: Callable[[str], None]) -> Iterator[None]:
        """Keep the lists up to date until the end. Raises as `open_ledger` does."""
        with open_ledger(self.path):  # held open: the last one to close a ledger folds its log in, which takes time
            self.lists.open(tell)
            try:
                yield
            finally:
                self.lists.close()

    @contextmanager
    def reading(self) -> Iterator[Ledger]:
        """The ledger with its lists, in one state. Raises ListsNotReady until they are made for the first time."""
        if not self.lists.ready:
            raise ListsNotReady(self.lists.minutes)
        with open_listed(self.path) as ledger, ledger.snapshot():
            yield ledger

    def rule(self, asked: Asked) -> Outcome:
        """Store a person's ruling and what follows from it; one at a time.

        The lists are made anew at once where that is quick, else soon. Raises BadRuling, NotFound, LedgerUnusable.
        """
        with self._writing:
            with open_ledger(self.path, create=True) as ledger:
                outcome = rule(ledger, asked, self.by)
            self.lists.follow()
        return outcome
