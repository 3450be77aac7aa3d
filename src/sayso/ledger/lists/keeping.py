"""Where the lists are kept, whether they are of the ledger's present state, and opening the ledger with them.

A file of lists is written under another name and renamed when it is whole. Those who have the old one open go on
reading it; nobody waits, and nobody sees half a file.
"""

from __future__ import annotations

import glob
import os
import sqlite3
import tempfile
from hashlib import blake2b
from pathlib import Path
from urllib.parse import quote

from sayso.errors import LedgerUnusable
from sayso.ledger.lists.building import build, shape
from sayso.ledger.migrations import split
from sayso.ledger.opening import connect, saying
from sayso.ledger.store import Ledger

STATEMENTS_A_MINUTE = 300_000  # of lists that are made, on one core; docs/evaluation.md, "The workspace"

# What the lists follow from: what was derived, what came in, what a person ruled.
_STATE = """
    SELECT (SELECT coalesce(max(seq), 0) FROM derivations) || '.' || (SELECT coalesce(max(seq), 0) FROM events)
      || '.' || (SELECT count(*) FROM run_ends)"""

# With these in the connection's own temp schema, queries of the ledger find them before the slower views.
_SHADOWS = """
CREATE TEMP VIEW current_family_members AS SELECT family_id, origin_id, article_id FROM lists.members;
"""


def lists_path(ledger: Path) -> Path:
    """The file that holds the lists of a ledger: beside it, or among temporary files where that folder is read-only."""
    if os.access(ledger.absolute().parent, os.W_OK):
        return ledger.with_name(ledger.name + "-lists")
    name = blake2b(os.fsencode(ledger.absolute()), digest_size=12).hexdigest()
    return Path(tempfile.gettempdir()) / f"sayso-{os.getuid()}-{name}.lists"


def is_up_to_date(ledger: Path) -> bool:
    """Whether the lists are of the state the ledger is in. Raises as `open_ledger` does."""
    with Ledger(ledger, connect(ledger, write=False)) as opened:
        return _state_of_lists(lists_path(ledger)) == _state(opened)


def has_lists(ledger: Path) -> bool:
    """Whether there are lists that this sayso can read, be they of an older state of the ledger."""
    found = _state_of_lists(lists_path(ledger))
    return found is not None and found.startswith(f"{shape()}.")


def statements_in(ledger: Path) -> int:
    """About how many statements the lists are made of, older readings too. Raises as `open_ledger` does."""
    with Ledger(ledger, connect(ledger, write=False)) as opened:
        return int(next(opened.rows("SELECT coalesce(max(statement_key), 0) FROM statements"))[0])


def remove_drafts(ledger: Path) -> None:
    """Remove what was left by processes that were ended while they made lists. Those of living ones stay."""
    target = lists_path(ledger)
    for draft in target.parent.glob(f"{glob.escape(target.name)}.*-*"):
        maker = draft.name.removeprefix(f"{target.name}.").partition("-")[0]
        if maker.isdigit() and not _lives(int(maker)):
            draft.unlink(missing_ok=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's
        return True
    return True


def bring_up_to_date(ledger: Path) -> bool:
    """Make the lists anew unless they are of the present state; gives whether they were made.

    Takes about a minute for each `STATEMENTS_A_MINUTE`. A process that is ended meanwhile leaves the lists as they
    were; its draft is removed by the next. Raises as `open_ledger` does, and LedgerUnusable when the file of
    lists cannot be written.
    """
    target = lists_path(ledger)
    with Ledger(ledger, connect(ledger, write=False)) as opened:
        state = _state(opened)  # what comes in from here on is in the lists too, or in the next ones
        if _state_of_lists(target) == state:
            return False
    remove_drafts(ledger)
    draft = target.with_name(f"{target.name}.{os.getpid()}-{os.urandom(4).hex()}")
    try:
        connection = connect(ledger, write=False)
        with Ledger(ledger, connection) as opened, saying(draft):
            connection.execute("PRAGMA query_only = OFF")  # it is the draft that is written to
            connection.execute("ATTACH ? AS lists", (_address(draft, "rwc"),))
            connection.execute("PRAGMA lists.journal_mode = OFF")
            connection.execute("PRAGMA lists.synchronous = OFF")
            build(opened, connection, state)
        draft.replace(target)
    except OSError as error:
        raise LedgerUnusable(f"{target}: {error.strerror}. The lists of the ledger could not be put there.") from error
    finally:
        draft.unlink(missing_ok=True)
    return True


def open_listed(path: Path) -> Ledger:
    """Open the ledger to read, its lists attached. `bring_up_to_date` must have been called once."""
    connection = connect(path, write=False)
    try:
        with saying(path):
            connection.execute("PRAGMA query_only = OFF")
            connection.execute("ATTACH ? AS lists", (_address(lists_path(path), "ro&immutable=1"),))
            for statement in split(_SHADOWS):
                connection.execute(statement)
            connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return Ledger(path, connection)


def _state(ledger: Ledger) -> str:
    return f"{shape()}.{next(ledger.rows(_STATE))[0]}"


def _state_of_lists(path: Path) -> str | None:
    """The state a file of lists was made for; None: there is none, or it cannot be read."""
    if not path.is_file():
        return None
    connection = sqlite3.connect(_address(path, "ro&immutable=1"), uri=True)
    try:
        found = connection.execute("SELECT value FROM facts WHERE name = 'state'").fetchone()
    except sqlite3.DatabaseError:
        return None  # damaged, or made by another version: it is made anew
    finally:
        connection.close()
    return str(found[0]) if found else None


def _address(path: Path, mode: str) -> str:
    return f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}"
