"""The dossier: one self-contained HTML file that opens from disk, needs no network and prints; or a PDF."""

from __future__ import annotations

from pathlib import Path

from sayso.ledger import Ledger
from sayso.report.page import render
from sayso.report.pdf import to_pdf
from sayso.writing import whole

__all__ = ["render", "write"]


def write(ledger: Ledger, out: Path) -> None:
    """Write the report to `out`, as PDF when its name ends so; whole or not at all. Raises CannotWrite."""
    paper = out.suffix.lower() == ".pdf"
    document = to_pdf(render(ledger, unfolded=True)) if paper else render(ledger).encode()
    with whole(out) as stream:
        stream.write(document)
