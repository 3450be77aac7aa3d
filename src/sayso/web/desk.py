"""The ledger under the workspace: a reading for each request, one hand that writes, lists kept up to date."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from sayso.errors import SaysoError
from sayso.ledger import Ledger, open_ledger
from sayso.ledger.lists import bring_up_to_date, is_up_to_date, open_listed
from sayso.ruling import Asked, Outcome, rule

QUICK_SECONDS = 1.5  # lists that take longer are made while the page answers: nobody waits for them
LOOK_SECONDS = 5.0  # how soon pages that another process adds are seen in the lists


class Desk:
    """One matter on the table. Threads may share it."""

    def __init__(self, path: Path, by: str) -> None:
        self.path = path
        self.by = by  # who rules here
        self._seconds = 0.0  # that the lists took to make the last time
        self.stale = False  # the lists are older than the ledger, and are being made anew
        self.making = asyncio.Lock()  # held while something to hand over is made
        self._writing = threading.Lock()
        self._look = threading.Event()
        self._closing = False

    @contextmanager
    def open(self, tell: Callable[[str], None]) -> Iterator[None]:
        """Make the lists, and keep them up to date until the end. Raises as `open_ledger` does."""
        with open_ledger(self.path):  # held open: the last one to close a ledger folds its log in, which takes time
            if not is_up_to_date(self.path):
                tell(f"{self.path}: making the lists of the workspace; a large ledger takes some minutes, once.")
                self._make_lists()
            keeper = threading.Thread(target=self._keep, name="lists", daemon=True)
            keeper.start()
            try:
                yield
            finally:
                self._closing = True
                self._look.set()
                keeper.join(timeout=LOOK_SECONDS)

    @contextmanager
    def reading(self) -> Iterator[Ledger]:
        """The ledger with its lists, in one state."""
        with open_listed(self.path) as ledger, ledger.snapshot():
            yield ledger

    def rule(self, asked: Asked) -> Outcome:
        """Store a person's ruling and what follows from it; one at a time.

        The lists are made anew at once where that is quick, else soon. Raises BadRuling, NotFound, LedgerUnusable.
        """
        with self._writing:
            with open_ledger(self.path, create=True) as ledger:
                outcome = rule(ledger, asked, self.by)
            if self._seconds < QUICK_SECONDS:
                self._make_lists()
            else:
                self.stale = True
                self._look.set()
        return outcome

    def _make_lists(self) -> None:
        started = perf_counter()
        if bring_up_to_date(self.path):
            self._seconds = perf_counter() - started
        self.stale = False

    def _keep(self) -> None:
        while not self._closing:
            self._look.wait(LOOK_SECONDS)
            self._look.clear()
            if self._closing:
                return
            try:
                self.stale = not is_up_to_date(self.path)
                if self.stale:
                    self._make_lists()
            except SaysoError:
                self.stale = (
                    True  # a full disk or a moved file: the pages say that lists are old, the next look tries again
                )
