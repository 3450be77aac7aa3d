"""`sayso check`, `sayso backup`: that the ledger is whole, and stays so."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.ending import stoppable
from sayso.cli.options import DEFAULT_LEDGER, Json, LedgerFile, SettingsFile
from sayso.cli.printing import print_json, print_table, wants_json
from sayso.cli.telling import count
from sayso.errors import LedgerUnusable

if TYPE_CHECKING:
    from sayso.ledger.checks import CheckResult


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command(epilog="Example: sayso check --ledger matter.db --repair")(check)
    app.command(epilog="Example: sayso backup matter-2031-05-02.db --ledger matter.db")(backup)


def check(
    ledger: LedgerFile = DEFAULT_LEDGER,
    json: Json = False,
    repair: Annotated[
        bool, typer.Option("--repair", help="Save what can be read of a damaged ledger, and read again what is lost.")
    ] = False,
    settings_file: SettingsFile = None,
) -> None:
    """Check the whole ledger file; exit status 1 when a check fails.

    With --repair, the search indexes are made anew; or, when more than they is damaged, all rows that can be read go
    into a new file, pages that are lost are read again from where they came, and the damaged file is kept beside it.
    """
    results = _checked(ledger, tell=not repair)
    failed = {result.name for result in results if not result.ok}
    if repair and failed:
        with stoppable():
            _repair(ledger, failed, settings_file)
        results = _checked(ledger, tell=True)
    if wants_json(json):
        print_json(results)
    else:
        table = (("ok" if r.ok else "FAILED", r.name, r.detail) for r in results)
        print_table(("", "check", "detail"), table)
    raise typer.Exit(0 if all(r.ok for r in results) else 1)


def _checked(path: Path, *, tell: bool) -> list[CheckResult]:
    """The results of all checks; of a ledger so damaged that it does not open, that alone, unless it is to be told."""
    from sayso.ledger import open_ledger
    from sayso.ledger.checks import CheckResult, run_checks

    try:
        with open_ledger(path) as opened:
            return run_checks(opened)
    except LedgerUnusable as error:
        if tell or not path.is_file():
            raise
        return [CheckResult("file", False, str(error), 1)]


def _repair(path: Path, failed: set[str], settings_file: Path | None) -> None:
    from sayso.lake import is_lake
    from sayso.ledger import open_ledger
    from sayso.ledger.repair import mend_search, salvage
    from sayso.pipeline import ingest
    from sayso.settings import load_settings

    if failed == {"search"}:
        mend_search(path)
        print("the search indexes were made anew", file=sys.stderr)
        return
    settings = load_settings(settings_file)
    saved = salvage(path)
    lakes = [given for given in saved.inputs if is_lake(Path(given))]
    # os.path: a name that is too long for one is not there
    there = [given for given in saved.inputs if os.path.exists(given) and given not in lakes]  # noqa: PTH110
    print(
        f"{count(saved.kept, 'row')} saved, {saved.lost} lost; {count(len(saved.unread), 'page')} to be read again; "
        f"the damaged file is {saved.old}",
        file=sys.stderr,
    )
    for given in saved.inputs:
        if given in lakes:
            print(f"{given}: a lake; `sayso cut` takes what was lost of it from there again", file=sys.stderr)
        elif given not in there:
            print(f"{given}: is not there any more; what was lost of it stays lost", file=sys.stderr)
    with open_ledger(path, create=True) as opened:
        ingest(there, opened, settings)


def backup(
    to: Annotated[Path, typer.Argument(help="The new file; one that is there already is not replaced.")],
    ledger: LedgerFile = DEFAULT_LEDGER,
) -> None:
    """Copy the ledger, also while it is being written: whole and checked, or not at all."""
    from sayso.ledger.backup import back_up

    size = back_up(ledger, to)
    print(f"Backup: {to} ({size:,} bytes)", file=sys.stderr)
