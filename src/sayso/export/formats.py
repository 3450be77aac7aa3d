"""Writing the rows of a table out: one JSON object a line, CSV, or Parquet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import Any

import msgspec

from sayso.export.parquet import to_parquet

# A spreadsheet takes a cell that begins so for a formula, and the words of a page are anybody's.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Row = dict[str, Any]


def to_jsonl(_table: str, _columns: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """UTF-8 lines, keys in the order of the row."""
    encode = msgspec.json.Encoder().encode
    return (encode(row) + b"\n" for row in rows)


def to_csv(_table: str, columns: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """UTF-8 lines under a header, RFC 4180.

    Lists and objects are JSON in a cell, null is an empty cell. Text that begins with `= + - @`, a tab or a carriage
    return gets an apostrophe in front, so that no spreadsheet runs it.
    """
    line = io.StringIO(newline="")
    writer = csv.writer(line, lineterminator="\r\n")
    for cells in chain([columns], ([_cell(row[name]) for name in columns] for row in rows)):
        writer.writerow(cells)
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


Writer = Callable[[str, Sequence[str], Iterable[Row]], Iterator[bytes]]  # of table, columns, rows

FORMATS: Mapping[str, Writer] = MappingProxyType({"jsonl": to_jsonl, "csv": to_csv, "parquet": to_parquet})


def _cell(value: object) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else str(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return msgspec.json.encode(value).decode()
