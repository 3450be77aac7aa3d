"""The lists under the workspace: made before the pages need them where that is quick, else beside them.

Lists of a large ledger take minutes. A process of its own makes them: pages are not held up, and it can be ended at
any moment. Until it is done pages are read from the lists as they were; where there were none, they say so.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic

from sayso.errors import LedgerUnusable, SaysoError
from sayso.ledger.lists import (
    STATEMENTS_A_MINUTE,
    bring_up_to_date,
    has_lists,
    is_up_to_date,
    remove_drafts,
    statements_in,
)

FEW = 8_000  # statements whose lists are made in a second or two: whoever rules waits for them
LOOK_SECONDS = 5.0  # how soon pages that another process adds are seen in the lists


class Lists:
    """The lists of one ledger, kept up to date until closed. Threads may share it."""

    def __init__(self, ledger: Path) -> None:
        self._ledger = ledger
        self.ready = False  # there are lists to read pages from, maybe older than the ledger
        self.stale = False  # the lists are older than the ledger, and are being made anew
        self.trouble = ""  # why they could not be made; the next look tries again
        self.statements = 0  # that they are made of, about
        self._begun = monotonic()
        self._look = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._guard = threading.Lock()  # held to begin and to end the process
        self._closing = False
        self._keeper = threading.Thread(target=self._keep, name="lists", daemon=True)

    def open(self, tell: Callable[[str], None]) -> None:
        """Make the lists of a small ledger, begin to make those of a large one. Raises as `open_ledger` does."""
        self.stale = not is_up_to_date(self._ledger)
        self.ready = has_lists(self._ledger)
        self.statements = statements_in(self._ledger)
        if self.stale and self.statements <= FEW:
            self._make_here()
        elif self.stale:
            until = "Pages show the state before" if self.ready else "Pages wait for them"
            tell(f"{self._ledger}: making the lists of the workspace, {self.minutes}. {until}.")
            self._look.set()
        self._keeper.start()

    def close(self) -> None:
        """End whatever is being made, and leave nothing half made."""
        with self._guard:
            self._closing = True
            if self._process:
                self._process.kill()
        self._look.set()
        self._keeper.join(timeout=LOOK_SECONDS)
        remove_drafts(self._ledger)

    @property
    def minutes(self) -> str:
        """How long they take, in words."""
        minutes = -(-self.statements // STATEMENTS_A_MINUTE)
        return "about a minute" if minutes <= 1 else f"about {minutes} minutes"

    @property
    def seconds(self) -> int:
        """Since their making began."""
        return int(monotonic() - self._begun)

    def follow(self) -> None:
        """The ledger has just changed: the lists are made anew, at once where that is quick, else soon."""
        if self.statements <= FEW:
            with suppress(SaysoError):  # what changed is stored: the next look tries again, and tells why it could not
                self._make_here()
                return
        self.stale = True
        self._look.set()

    def _make_here(self) -> None:
        bring_up_to_date(self._ledger)
        self._are_there()

    def _make_apart(self) -> None:
        self._begun = monotonic()
        with self._guard:
            if self._closing:
                return
            try:
                process = self._process = subprocess.Popen(
                    (sys.executable, "-P", "-m", "sayso.ledger.lists", str(self._ledger)),
                    stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                    start_new_session=True,  # Ctrl-C is for the server, which ends it
                )  # fmt: skip
            except OSError as error:
                raise LedgerUnusable(f"{sys.executable}: cannot be started: {error.strerror}.") from error
        assert process.stdin is not None
        assert process.stderr is not None
        with process.stdin, process.stderr:
            told = process.stderr.read().decode(errors="replace").strip()
            failed = process.wait()
        with self._guard:
            self._process = None
        if failed:
            raise LedgerUnusable((told.splitlines() or ["The process that makes the lists ended without a word."])[-1])
        self._are_there()

    def _are_there(self) -> None:
        self.ready, self.stale, self.trouble = True, False, ""

    def _keep(self) -> None:
        while not self._closing:
            self._look.wait(LOOK_SECONDS)
            self._look.clear()
            if self._closing:
                return
            try:
                if is_up_to_date(self._ledger):  # maybe by another's hand
                    self._are_there()
                    continue
                self.stale = True
                self.statements = statements_in(self._ledger)
                self._make_here() if self.statements <= FEW else self._make_apart()
            except SaysoError as error:  # a full disk or a moved file: the pages say so, the next look tries again
                self.stale, self.trouble = True, str(error)
