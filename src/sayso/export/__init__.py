"""Tables of the current state, written out for other programs. A stable contract."""

from __future__ import annotations

from typing import BinaryIO

from sayso.export.formats import FORMATS
from sayso.export.tables import COLUMNS, TABLES
from sayso.ledger import Ledger

__all__ = ["COLUMNS", "FORMATS", "TABLES", "export"]


def export(ledger: Ledger, table: str, out: BinaryIO, *, form: str = "jsonl") -> int:
    """Write one table of `TABLES` in one of `FORMATS` to a binary stream; gives the number of lines written.

    All rows are of one state, even while another process writes. Memory does not grow with the table. Errors of the
    stream (a closed pipe, a full disk) pass through.
    """
    lines = 0
    with ledger.snapshot():
        for line in FORMATS[form](COLUMNS[table], TABLES[table](ledger)):
            out.write(line)
            lines += 1
    return lines
