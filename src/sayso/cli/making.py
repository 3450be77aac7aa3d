"""`sayso report export bundle`: the ledger for others."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from sayso.cli.options import DEFAULT_LEDGER, LedgerFile
from sayso.cli.printing import standard_output
from sayso.errors import BadRequest
from sayso.writing import whole

if TYPE_CHECKING:
    from sayso.ledger import Ledger


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
    RULINGS = "rulings"
    RUNS = "runs"


class Format(StrEnum):
    """How a table is written; from `xlsx` on, a whole matter."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    XLSX = "xlsx"
    ANNOTATIONS = "annotations"
    SCHEMA_ORG = "schema-org"
    FTM = "ftm"
    STIX = "stix"
    LABEL_STUDIO = "label-studio"
    CITATIONS = "citations"


OF_A_TABLE = (Format.JSONL, Format.CSV, Format.PARQUET)
BINARY = (Format.PARQUET, Format.XLSX)


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command(epilog="Example: sayso report --ledger matter.db --out matter.html")(report)
    app.command(epilog="Example: sayso export --table positions --format csv > positions.csv")(export)
    app.command(epilog="Example: sayso bundle --ledger matter.db --out matter.zip")(bundle)


def report(
    ledger: LedgerFile = DEFAULT_LEDGER,
    out: Annotated[Path, typer.Option("--out", "-o", help="The file to write: .html or .pdf.")] = Path("report.html"),
) -> None:
    """Write the dossier: one HTML file that opens from disk, without a network, and prints; or the same as PDF."""
    write_report(ledger, out)


def write_report(ledger: Path, out: Path) -> None:
    """Write the report and say where it is."""
    from sayso.ledger import open_ledger
    from sayso.report import write

    check_out(out, ledger)
    with open_ledger(ledger) as opened:
        write(opened, out)
    print(f"Report: {out}", file=sys.stderr)


def export(
    table: Annotated[
        Table | None, typer.Option("--table", "-t", help="Which table, for jsonl, csv and parquet.")
    ] = None,
    ledger: LedgerFile = DEFAULT_LEDGER,
    form: Annotated[
        Format,
        typer.Option(
            "--format",
            "-f",
            help="A table: jsonl, csv (nested values as JSON), parquet. The whole matter: xlsx (a sheet a table), "
            "annotations (W3C Web Annotation), schema-org (JSON-LD), ftm (FollowTheMoney), stix (2.1), label-studio, "
            "citations (CSL-JSON).",
        ),
    ] = Format.JSONL,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="The file to write; without it, standard output.")
    ] = None,
) -> None:
    """Write a table of the ledger, or the whole matter in the format of another program.

    The columns of the tables are a stable contract: docs/export.md."""
    from sayso.ledger import open_ledger

    _check_export(table, form, out)
    check_out(out, ledger)
    with open_ledger(ledger) as opened, whole(out) if out else standard_output() as stream:
        _export(opened, table, form, stream)


def check_out(out: Path | None, ledger: Path) -> None:
    """Raises BadRequest where what is written would take the place of the ledger it is read from."""
    if out is not None and os.path.exists(out) and os.path.exists(ledger) and out.samefile(ledger):  # noqa: PTH110
        raise BadRequest(f"{out}: that is the ledger itself. Choose another file with --out.")


def _check_export(table: Table | None, form: Format, out: Path | None) -> None:
    """Raises BadRequest where table, format and output do not go together."""
    if form in OF_A_TABLE and table is None:
        raise BadRequest(f"--format {form.value} writes one table: name it, for instance --table statements.")
    if form not in OF_A_TABLE and table is not None:
        raise BadRequest(f"--format {form.value} writes the whole matter: leave --table {table.value} out.")
    if form in BINARY and out is None and sys.stdout.isatty():
        raise BadRequest(f"--format {form.value} is no text for a terminal: name a file with --out.")


def _export(ledger: Ledger, table: Table | None, form: Format, stream: IO[bytes]) -> None:
    from sayso.export import export as write
    from sayso.export import hand_over

    if table is None:
        hand_over(ledger, form.value, stream)
    else:
        write(ledger, table.value, stream, form=form.value)


def bundle(
    ledger: LedgerFile = DEFAULT_LEDGER,
    out: Annotated[Path, typer.Option("--out", "-o", help="The zip file to write.")] = Path("matter.zip"),
) -> None:
    """Write the evidence: the pages with their digests, ledger, report, tables, citations and a manifest, as one zip.

    Pages are read again from where they came; one that is gone or has changed is named in the manifest.
    """
    from sayso.bundle import write as write_bundle
    from sayso.ledger import open_ledger

    check_out(out, ledger)
    with open_ledger(ledger) as opened:
        packed = write_bundle(opened, out)
    print(f"Bundle: {out}, {packed.included} of {packed.pages} pages in it", file=sys.stderr)
    if packed.included < packed.pages:
        print("The others are gone or have changed: manifest.json names them.", file=sys.stderr)
        raise typer.Exit(1)
