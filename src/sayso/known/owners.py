"""A user's table of who owns which outlet: CSV with the head line `outlet,owner`."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from sayso.errors import BadOwnerTable
from sayso.known.faults import Fault
from sayso.records import Owned

HEADS = ["outlet", "owner"]
SHOWN = 5  # faults told in full


def read_owners(path: str) -> tuple[Owned, ...]:
    """Read the table, whole and without a fault; no path gives no lines.

    Raises BadOwnerTable, with line and field of the first faults and what to do.
    """
    if not path:
        return ()
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as stream:
            told = list(_read(stream))
    except OSError as error:
        raise BadOwnerTable(f"{path}: cannot read the table of owners: {error.strerror}. Check the path.") from error
    except UnicodeDecodeError as error:
        raise BadOwnerTable(f"{path}: the table of owners is no UTF-8 ({error.reason}). Save it as UTF-8.") from error
    faults = [item for item in told if isinstance(item, Fault)]
    if faults:
        shown = "\n".join(f"  line {f.line}, {f.field}: {f.what}. {f.mend}" for f in faults[:SHOWN])
        more = f"\n  and {len(faults) - SHOWN} more" if len(faults) > SHOWN else ""
        raise BadOwnerTable(f"{path}: not a table of owners; nothing of it was used.\n{shown}{more}")
    return tuple(item for item in told if isinstance(item, Owned))


def _read(stream: Iterator[str]) -> Iterator[Owned | Fault]:
    rows = csv.reader(stream, strict=True)
    seen: dict[str, int] = {}
    heads: list[str] = []
    try:
        for row in rows:
            cells = [" ".join(cell.split()) for cell in row]
            if not any(cells):
                continue
            if not heads:
                heads = [cell.lower() for cell in cells]
                if heads != HEADS:
                    yield Fault(rows.line_num, "the head line", f"{','.join(cells)!r}", "Begin it with outlet,owner")
                    return
                continue
            yield _line(rows.line_num, cells, seen)
    except csv.Error as error:
        yield Fault(rows.line_num, "the row", f"no CSV: {error}", "Close every quotation mark")
    if not heads:
        yield Fault(1, "the head line", "the file is empty", "Begin it with outlet,owner")


def _line(line: int, cells: list[str], seen: dict[str, int]) -> Owned | Fault:
    if len(cells) != len(HEADS):
        return Fault(line, "the row", f"{len(cells)} fields", "Give two; put one that holds a comma in quotation marks")
    for head, cell in zip(HEADS, cells, strict=True):
        if not cell:
            return Fault(line, head, "is empty", "Fill it in, or take the row out")
    first = seen.setdefault(cells[0].casefold(), line)
    if first != line:
        return Fault(line, "outlet", f"{cells[0]!r} stands in line {first} too", "Keep one of the two")
    return Owned(*cells)
