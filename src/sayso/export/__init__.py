"""The current state for other programs: its tables, a stable contract, and whole matters in the formats of others."""

from __future__ import annotations

from typing import IO

from sayso.export.formats import FORMATS
from sayso.export.matters import MATTERS
from sayso.export.tables import COLUMNS, TABLES
from sayso.ledger import Ledger

__all__ = ["COLUMNS", "FORMATS", "MATTERS", "TABLES", "export", "hand_over"]


def export(ledger: Ledger, table: str, out: IO[bytes], *, form: str = "jsonl") -> int:
    """Write one table of `TABLES` in one of `FORMATS` to a binary stream; gives the number of pieces written.

    All rows are of one state, even while another process writes. Memory does not grow with the table. Errors of the
    stream (a closed pipe, a full disk) pass through.
    """
    pieces = 0
    with ledger.snapshot():
        for piece in FORMATS[form](table, COLUMNS[table], TABLES[table](ledger)):
            out.write(piece)
            pieces += 1
    return pieces


def hand_over(ledger: Ledger, form: str, out: IO[bytes]) -> None:
    """Write the whole matter in one of the formats `MATTERS`; otherwise as `export`."""
    with ledger.snapshot():
        for piece in MATTERS[form](ledger):
            out.write(piece)
