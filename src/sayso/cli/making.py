"""`sayso report` and `sayso export`: the ledger for others."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.options import DEFAULT_LEDGER, LedgerFile
from sayso.cli.printing import standard_output


class Table(StrEnum):
    """The tables of the export contract."""

    ARTICLES = "articles"
    COPIES = "copies"
    CHANGES = "changes"
    STATEMENTS = "statements"
    CLAIMS = "claims"
    POSITIONS = "positions"
    TIMELINE = "timeline"
    TIMES = "times"
    FLAGS = "flags"
    REJECTED = "rejected"
    RUNS = "runs"


class Format(StrEnum):
    """How a table is written."""

    JSONL = "jsonl"
    CSV = "csv"


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command(epilog="Example: sayso report --ledger matter.db --out matter.html")(report)
    app.command(epilog="Example: sayso export --table positions --format csv > positions.csv")(export)


def report(
    ledger: LedgerFile = DEFAULT_LEDGER,
    out: Annotated[Path, typer.Option("--out", "-o", help="The HTML file to write.")] = Path("report.html"),
) -> None:
    """Write the dossier: one HTML file that opens from disk, without a network, and prints."""
    write_report(ledger, out)


def write_report(ledger: Path, out: Path) -> None:
    """Write the report and say where it is."""
    from sayso.ledger import open_ledger
    from sayso.report import write

    with open_ledger(ledger) as opened:
        write(opened, out)
    print(f"Report: {out}", file=sys.stderr)


def export(
    table: Annotated[Table, typer.Option("--table", "-t", help="Which table.")],
    ledger: LedgerFile = DEFAULT_LEDGER,
    form: Annotated[
        Format, typer.Option("--format", "-f", help="jsonl: one object a line; csv: nested values as JSON.")
    ] = (Format.JSONL),
) -> None:
    """Print a table of the ledger; the columns are the export contract, docs/export.md."""
    from sayso.export import export as write
    from sayso.ledger import open_ledger

    with open_ledger(ledger) as opened, standard_output() as out:
        write(opened, table.value, out, form=form.value)
