"""Rows to the terminal as a table, to a pipe as JSON lines."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from rich.console import Console
from rich.markup import escape
from rich.table import Table

ELLIPSIS_AT = 400  # code points of a cell; a terminal row that fills the screen hides the next


def wants_json(asked: bool) -> bool:
    """JSON when asked for, and whenever standard output is no terminal."""
    return asked or not sys.stdout.isatty()


def print_json(rows: Iterable[object]) -> None:
    """One JSON object a line, UTF-8."""
    write = sys.stdout.buffer.write
    for row in rows:
        write(msgspec.json.encode(row) + b"\n")


def print_table(heads: Sequence[str], rows: Iterable[Sequence[Any]], *, nothing: str) -> None:
    """A table; `nothing` is said on standard error when there are no rows."""
    table = Table(*heads, box=None, pad_edge=False, header_style="bold", row_styles=("", ""))
    for row in rows:
        table.add_row(*(escape(_cell(value)) for value in row))
    if table.row_count:
        Console().print(table)
    else:
        print(nothing, file=sys.stderr)


def _cell(value: object) -> str:
    words = "" if value is None else ", ".join(value) if isinstance(value, tuple | list) else str(value)
    words = "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in words)
    return words if len(words) <= ELLIPSIS_AT else words[:ELLIPSIS_AT] + "…"
