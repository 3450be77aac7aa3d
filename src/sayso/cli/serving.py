"""`sayso serve`: the workspace in a browser."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from sayso.cli.options import DEFAULT_LEDGER, LedgerFile, who_rules


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(epilog="Example: sayso serve --ledger matter.db --open")(serve)


def serve(
    ledger: LedgerFile = DEFAULT_LEDGER,
    host: Annotated[
        str, typer.Option("--host", help="Where to listen; beyond this machine, a token is asked for.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 for any free one.")] = 8000,
    by: Annotated[str, typer.Option("--by", help="Who rules here; else your name on this machine.")] = "",
    browse: Annotated[bool, typer.Option("--open/--no-open", help="Open a browser on it.")] = False,
) -> None:
    """Serve the workspace: browse, search and correct the ledger in a browser. Nothing leaves this machine."""
    from sayso.web import Address
    from sayso.web import serve as run

    run(
        ledger,
        Address(host, port),
        who_rules(by),
        lambda words: print(words, file=sys.stderr, flush=True),
        browse=browse,
    )
