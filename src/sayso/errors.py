"""SaysoError and its few children: what went wrong, where, and what to do about it.

Only what the operator can mend raises one of these; a bad page is a `Rejected`, our own bug crashes.
"""

from __future__ import annotations

from pathlib import Path


class SaysoError(Exception):
    """Something the operator must act on. The message says what, where and what to do."""


class BadSettings(SaysoError):
    """A settings file has an unknown key, a wrong type or cannot be read."""


class BadKnownList(SaysoError):
    """A list of known people has faults or cannot be read; nothing of it is used."""


class BadOwnerTable(SaysoError):
    """A table of who owns which outlet has faults or cannot be read; nothing of it is used."""


class LedgerMissing(SaysoError):
    """A command needs a ledger that is not there."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: no ledger here. Make one with `sayso ingest PATH... --ledger {path}`.")


class LedgerUnusable(SaysoError):
    """The ledger file cannot be opened or written: damaged, locked, read-only, or the disk is full."""


class LedgerTooNew(SaysoError):
    """The ledger file was written by a newer sayso."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(f"{path}: ledger schema {found}, this sayso reads up to {known}. Upgrade sayso.")


class LakeUnusable(SaysoError):
    """A lake cannot be opened, read or written: damaged, in use, read-only, of another format, or the disk is full."""


class ModelMissing(SaysoError):
    """A language model is not installed or is damaged."""


class InstallationIncomplete(SaysoError):
    """A library that sayso needs cannot be imported."""

    def __init__(self, what: str) -> None:
        super().__init__(f"sayso is not installed whole: {what}. Install it again with what it depends on.")


class NotFound(SaysoError):
    """A claim, party, article or path that was asked for is not in the ledger."""


class BadRequest(SaysoError):
    """Options that do not go together, or a value that cannot be meant."""


class CannotWrite(SaysoError):
    """An output file cannot be written."""


class NotMade(SaysoError):
    """A piece to hand over could not be made."""

    def __init__(self, name: str, told: str) -> None:
        last = (told.strip().splitlines() or ["its process ended without a word"])[-1]
        super().__init__(f"{name}: {last}")


class CannotServe(SaysoError):
    """The workspace cannot listen where it was told to."""


class ListsNotReady(SaysoError):
    """A page was asked for before the lists it is read from were made for the first time."""

    def __init__(self, minutes: str) -> None:
        super().__init__(f"The lists of this ledger are being made, which takes {minutes}, once. Ask again then.")


class WorkerLost(SaysoError):
    """No reader process could be started: killed from outside while it loads its models, or out of memory."""

    def __init__(self) -> None:
        super().__init__(
            "a reader process was killed, perhaps for want of memory. What was read is kept; run the same command again"
            " to go on, with --processes 1 if it happens twice."
        )


class ClusterUnusable(SaysoError):
    """Ray is not installed, no cluster answers, or it gave up."""


class BadRuling(SaysoError):
    """A ruling that says nothing that could hold: an unknown stance, no date, a thing with itself."""
