"""What is handed over, and the process that makes one piece of it, so that whoever asked for it can go on.

    python -m sayso.making matter.db report.pdf out.pdf

Each piece is what the command of the same name writes, out of the ledger as it is at that moment, rulings included.
"""

from __future__ import annotations

import sys
from pathlib import Path

from msgspec import Struct

from sayso.errors import SaysoError

FAILED = 2  # exit status; the reason stands on standard error


class Offer(Struct, frozen=True):
    """A piece that can be handed over."""

    name: str  # its file name: what it is, and how it is written
    media_type: str
    title: str
    words: str  # for whom, or what with


_JSON, _JSON_LD, _JSON_LINES = "application/json", "application/ld+json", "application/jsonl"

FOR_READERS = (
    Offer("report.html", "text/html", "Report", "one page that opens from disk, without a network"),
    Offer("report.pdf", "application/pdf", "Report as PDF", "the same, to print or to file"),
    Offer("bundle.zip", "application/zip", "Evidence bundle",
          "pages with their digests, ledger, report, tables, citations, manifest"),
    Offer("matter.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Spreadsheet",
          "a sheet a table, words instead of offsets"),
)  # fmt: skip

# Their names are those of `sayso.export.MATTERS`.
FOR_PROGRAMS = (
    Offer("annotations.jsonld", _JSON_LD, "Web Annotation", "W3C: the words quoted, and where they stand"),
    Offer("schema-org.jsonld", _JSON_LD, "schema.org", "articles, quotations, claims, who agrees with them"),
    Offer("ftm.jsonl", _JSON_LINES, "FollowTheMoney", "entities for Aleph and OpenSanctions"),
    Offer("stix.json", _JSON, "STIX 2.1", "reports, notes and opinions, for threat intelligence"),
    Offer("label-studio.json", _JSON, "Label Studio", "articles with our spans, to be corrected there"),
    Offer("citations.json", _JSON, "CSL-JSON", "citations for Zotero and pandoc"),
)

TABLE_TYPES = {"csv": "text/csv", "jsonl": _JSON_LINES, "parquet": "application/vnd.apache.parquet"}


def offer(name: str, tables: frozenset[str]) -> Offer | None:
    """What is offered under this name; None: nothing. `tables` are those that are offered one by one."""
    for one in (*FOR_READERS, *FOR_PROGRAMS):
        if one.name == name:
            return one
    table, _, form = name.partition(".")
    if table in tables and form in TABLE_TYPES:
        return Offer(name, TABLE_TYPES[form], table, "a table")
    return None


def make(ledger: Path, name: str, out: Path) -> None:
    """Write a piece to `out`, whole or not at all. Raises LedgerMissing, LedgerUnusable, CannotWrite."""
    from sayso import bundle, report
    from sayso.export import MATTERS, export, hand_over
    from sayso.ledger import open_ledger
    from sayso.writing import whole

    what, _, form = name.partition(".")
    with open_ledger(ledger) as opened:
        if what == "report":
            report.write(opened, out)
        elif what == "bundle":
            bundle.write(opened, out)
        else:
            what = "xlsx" if what == "matter" else what
            with whole(out) as stream:
                if what in MATTERS:
                    hand_over(opened, what, stream)
                else:
                    export(opened, what, stream, form=form)


def main() -> None:
    """Make what the command line names."""
    ledger, name, out = sys.argv[1:]
    try:
        make(Path(ledger), name, Path(out))
    except SaysoError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(FAILED)


if __name__ == "__main__":
    main()
