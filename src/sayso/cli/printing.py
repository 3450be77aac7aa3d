"""Rows to the terminal as a table, to a pipe as JSON lines."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO

import msgspec
from msgspec import Struct
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sayso.errors import CannotWrite

ELLIPSIS_AT = 400  # code points of a field; one that fills the screen hides the next
NAME_WIDTH = 11  # "  rejected", the longest name of a field, and a space: words stand in one column in every look
UNPRINTABLE = "\N{REPLACEMENT CHARACTER}"  # a page could move the cursor or change the colours


class Entry(Struct, frozen=True):
    """One thing to be read on a terminal: a line that says what it is, and named words under it."""

    head: str
    fields: tuple[tuple[str, object], ...]  # (name, words); one without words is not shown


def wants_json(asked: bool) -> bool:
    """JSON when asked for, and whenever standard output is no terminal."""
    return asked or not sys.stdout.isatty()


@contextmanager
def standard_output() -> Iterator[BinaryIO]:
    """Standard output for data. When its reader goes away (`| head`), the rest is not written, and that is no error.

    Raises CannotWrite when the disk it goes to is full.
    """
    try:
        yield sys.stdout.buffer
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        raise CannotWrite(f"standard output: {error.strerror}. Free some space, or write it elsewhere.") from error


def print_json(rows: Iterable[object]) -> bool:
    """One JSON object a line, UTF-8. Gives whether somebody read them to the end."""
    with standard_output() as out:
        for row in rows:
            out.write(msgspec.json.encode(row) + b"\n")
        out.flush()
        return True
    return False


def print_entries(entries: Iterable[Entry], *, nothing: str) -> None:
    """Entries one under the other, their words wrapped to the terminal; `nothing` is said when there are none.

    Not a table: claims, sentences and paths are long, and in columns of a narrow terminal they turn to ribbons.
    """
    console = Console(highlight=False)
    shown = False
    for entry in entries:
        if shown:
            console.print()
        shown = True
        console.print(Text(cell(entry.head), style="bold"), overflow="fold")
        fields = Table.grid(padding=(0, 2, 0, 0))
        fields.add_column(min_width=NAME_WIDTH, style="dim", no_wrap=True)
        fields.add_column(overflow="fold")
        for name, words in entry.fields:
            if words not in (None, "", (), []):
                fields.add_row(Text(f"  {name}"), Text(cell(words)))
        console.print(fields)
    if not shown:
        print(nothing, file=sys.stderr)


def print_table(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A table of short words; only the last column may be longer, and wraps."""
    table = Table(*heads, box=None, pad_edge=False, header_style="bold")
    for column in table.columns:
        column.overflow = "fold"
    for row in rows:
        table.add_row(*(Text(cell(value)) for value in row))
    Console().print(table)


def cell(value: object) -> str:
    """A value as one line of words that a terminal shows as they are, cut off where it would fill the screen."""
    words = "" if value is None else ", ".join(value) if isinstance(value, tuple | list) else str(value)
    words = " ".join("".join(c if c.isprintable() or c.isspace() else UNPRINTABLE for c in words).split())
    return words if len(words) <= ELLIPSIS_AT else words[:ELLIPSIS_AT] + "…"
