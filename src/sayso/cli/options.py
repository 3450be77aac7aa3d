"""Options that several commands share."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Annotated

import typer

from sayso.errors import BadRequest

DEFAULT_LEDGER = Path("sayso.db")

LedgerFile = Annotated[Path, typer.Option("--ledger", "-l", help="The ledger file of the matter.", show_default=True)]
SettingsFile = Annotated[
    Path | None, typer.Option("--settings", help="A TOML file; sayso.toml in this folder when it is there.")
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line; the default when not on a terminal.")]
Limit = Annotated[int, typer.Option("--limit", "-n", min=0, help="How many rows to show; 0 for all.")]
Known = Annotated[
    list[str] | None,
    typer.Option(
        help="A list of people and bodies, CSV or FollowTheMoney JSON; may be given again. It holds from now on."
    ),
]
Owners = Annotated[str, typer.Option(help="A table of who owns which outlet, CSV: outlet,owner. It holds from now on.")]


def who_rules(by: str) -> str:
    """The name given, else the login. Raises BadRequest where this machine has no name for whoever runs it."""
    try:
        return by or getpass.getuser()
    except (KeyError, OSError) as error:  # a container's user without a line in /etc/passwd
        raise BadRequest("no login name here to sign rulings with: say who rules with --by NAME.") from error
