"""The dossier: one self-contained HTML file that opens from disk, needs no network and prints."""

from __future__ import annotations

from pathlib import Path
from tempfile import NamedTemporaryFile

from sayso.errors import CannotWrite
from sayso.ledger import Ledger
from sayso.report.page import render

__all__ = ["render", "write"]


def write(ledger: Ledger, out: Path) -> None:
    """Write the report to `out`, whole or not at all; the folder is made. Raises CannotWrite."""
    page = render(ledger)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", encoding="utf-8", dir=out.parent, prefix=out.name, delete=False) as draft:
            try:
                draft.write(page)
                draft.close()
                Path(draft.name).chmod(0o644)
                Path(draft.name).replace(out)
            except BaseException:
                Path(draft.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise CannotWrite(f"{out}: {error.strerror}. Choose another file with --out.") from error
