"""Rows to the terminal as a table, to a pipe as JSON lines."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO

import msgspec
from rich.console import Console
from rich.markup import escape
from rich.table import Table

ELLIPSIS_AT = 400  # code points of a cell; a terminal row that fills the screen hides the next


def wants_json(asked: bool) -> bool:
    """JSON when asked for, and whenever standard output is no terminal."""
    return asked or not sys.stdout.isatty()


@contextmanager
def standard_output() -> Iterator[BinaryIO]:
    """Standard output for data. When its reader goes away (`| head`), the rest is not written, and that is no error."""
    try:
        yield sys.stdout.buffer
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_json(rows: Iterable[object]) -> None:
    """One JSON object a line, UTF-8."""
    with standard_output() as out:
        for row in rows:
            out.write(msgspec.json.encode(row) + b"\n")


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
