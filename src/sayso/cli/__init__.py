"""The command line: parse, call one function, print. Data goes to standard output, words to standard error.

Exit status: 0 all read, 1 something was rejected or a check failed, 2 the operator must act; 130 stopped by Ctrl-C.
"""

from __future__ import annotations

from typing import Annotated

import typer

from sayso import __version__
from sayso.cli import copying, ingesting, keeping, looking, making, people, ruling, serving, watching
from sayso.cli.ending import OPERATOR_MUST_ACT, leave
from sayso.errors import SaysoError

app = typer.Typer(
    name="sayso",
    help="A sourced ledger out of a pile of news pages: who said what, who denies it, since when, on whose word.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _tell_version(wanted: bool) -> None:
    """What this is, which ledgers it reads, and the models it reads pages with."""
    if not wanted:
        return
    from sayso.ledger.migrations import MIGRATIONS
    from sayso.models import model_names
    from sayso.settings import Settings

    print(f"sayso {__version__}")
    print(f"ledger schema {len(MIGRATIONS)}")
    print(*model_names(Settings()), sep="\n")
    raise typer.Exit()


@app.callback()
def before(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_tell_version,
            is_eager=True,
            help="Show the versions of sayso, of its ledgers and its models.",
        ),
    ] = False,
) -> None:
    """Take the options that stand before any command."""


for part in (ingesting, watching, looking, copying, people, ruling, making, serving, keeping):
    part.register(app)


def main() -> None:
    """Run a command; what the operator can mend is told in one line, without a traceback."""
    try:
        app()
    except SaysoError as error:
        leave(OPERATOR_MUST_ACT, str(error))
