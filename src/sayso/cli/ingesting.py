"""`sayso ingest`, `sayso fill`, `sayso cut`, `sayso demo`, `sayso settings`."""

from __future__ import annotations

import shutil
import sys
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.ending import stoppable
from sayso.cli.options import DEFAULT_LEDGER, Known, LedgerFile, Owners, SettingsFile
from sayso.cli.telling import count
from sayso.errors import CannotWrite

if TYPE_CHECKING:
    from sayso.pipeline import Tally, Watch
    from sayso.settings import Settings


Paths = Annotated[list[str], typer.Argument(help="Files, folders, archives; `-` reads a list of paths.")]
Processes = Annotated[int | None, typer.Option(min=1, help="Reader processes; default one per core.")]
FieldMap = Annotated[
    Path | None, typer.Option("--map", help="Which keys of your JSON or Parquet records hold what: a TOML file.")
]
Cluster = Annotated[
    str,
    typer.Option(
        help="Read on the Ray cluster at this address, like host:6379; `local`: on one of this machine, for the run."
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command(epilog="Example: sayso ingest pages/ more.zip --ledger matter.db")(ingest)
    app.command(epilog="Example: sayso fill crawl/ --lake news.lake")(fill)
    app.command(epilog="Example: sayso cut --lake news.lake --match '\"Kessary Dam\" gates' --ledger matter.db")(cut)
    app.command(epilog="Example: sayso demo --out build/demo")(demo)
    app.command(epilog="Example: sayso settings > sayso.toml")(settings)


def ingest(  # noqa: PLR0913, PLR0917  each is an option of the command
    paths: Paths,
    ledger: LedgerFile = DEFAULT_LEDGER,
    settings_file: SettingsFile = None,
    processes: Processes = None,
    known: Known = None,
    field_map: FieldMap = None,
    owners: Owners = "",
    cluster: Cluster = "",
) -> None:
    """Read pages into the ledger.

    Text (.txt .md), HTML (.html .htm .xhtml), .pdf, .docx; web archives (.warc .wacz); letters (.eml .mbox); records of
    scrapers (.jsonl .ndjson .json .parquet); and .zip .tar .tar.gz .gz of these.
    What the ledger holds already is not read again, and a run that was cut off is taken up where it stopped.
    A list given with --known is read whole or not at all, is kept in the ledger, and holds until another is given; so
    is the table given with --owners, by which outlets of one owner count as one origin.
    """
    with stoppable():
        chosen = _reading(_chosen(settings_file, known, owners), processes, field_map, cluster)
        status = _ingest(paths, ledger, chosen)
    raise typer.Exit(status)


def fill(
    paths: Paths,
    lake: Annotated[Path, typer.Option(help="The folder of the lake; made when it is not there.")],
    settings_file: SettingsFile = None,
    processes: Processes = None,
    field_map: FieldMap = None,
    cluster: Cluster = "",
) -> None:
    """Read pages into a lake, a folder of Parquet: for piles past a ledger's size.

    The same files as `sayso ingest`. Nothing is compared between pages: `sayso cut` takes the ledger of a matter out of
    it, by a search. What the lake holds already is not read again.
    """
    with stoppable():
        status = _fill(paths, lake, _reading(_chosen(settings_file), processes, field_map, cluster))
    raise typer.Exit(status)


def cut(
    lake: Annotated[list[Path], typer.Option(help="The folder that `sayso fill` filled; may be given again.")],
    match: Annotated[
        str, typer.Option(help='Words and "phrases" that an article must hold, as in `sayso search`; none: all pages.')
    ] = "",
    ledger: LedgerFile = DEFAULT_LEDGER,
    settings_file: SettingsFile = None,
    known: Known = None,
    owners: Owners = "",
) -> None:
    """Cut a matter's ledger out of a lake: the pages that a search finds, as if they had been ingested alone.

    No page is read again. Copies, people and claims are worked out over what was cut. A ledger that is there already
    gains what it does not hold.
    """
    with stoppable():
        status = _cut(lake, match, ledger, _chosen(settings_file, known, owners))
    raise typer.Exit(status)


def _chosen(settings_file: Path | None = None, known: list[str] | None = None, owners: str = "") -> Settings:
    """The settings of the file, with the lists and tables of the command line."""
    import msgspec

    from sayso.settings import load_settings

    chosen = load_settings(settings_file)
    lists = tuple(dict.fromkeys((*chosen.known, *(known or ()))))
    return msgspec.structs.replace(chosen, known=lists, owners=owners or chosen.owners)


def _reading(chosen: Settings, processes: int | None, field_map: Path | None, cluster: str) -> Settings:
    """The settings with what the command line says of reading pages."""
    import msgspec

    from sayso.settings import load_map

    return msgspec.structs.replace(
        chosen,
        processes=processes or chosen.processes,
        jsonl=load_map(field_map) if field_map else chosen.jsonl,
        cluster=cluster or chosen.cluster,
    )


def _ingest(paths: list[str], path: Path, chosen: Settings) -> int:
    from sayso.ledger import open_ledger
    from sayso.pipeline import ingest as run

    with open_ledger(path, create=True) as ledger, progress() as watch:
        tally = run(paths, ledger, chosen, watch)
    return _tell(tally, path)


def _fill(paths: list[str], path: Path, chosen: Settings) -> int:
    from sayso.lake import open_lake
    from sayso.pipeline import fill as run

    with open_lake(path, write=True) as lake, progress() as watch:
        tally = run(paths, lake, chosen, watch)
    print(_counts(tally, "read", "lake", path), file=sys.stderr)
    if tally.rejected:
        print(f"{tally.rejected} rejected; the table `rejected` of the lake says why: docs/lake.md.", file=sys.stderr)
    return 1 if tally.rejected else 0


def _cut(lakes: list[Path], wanted: str, path: Path, chosen: Settings) -> int:
    from contextlib import ExitStack

    from sayso.lake import open_lake
    from sayso.ledger import open_ledger
    from sayso.pipeline import cut_out

    with ExitStack() as stack, progress() as watch:
        opened = [stack.enter_context(open_lake(lake)) for lake in lakes]
        ledger = stack.enter_context(open_ledger(path, create=True))
        tally = cut_out(opened, wanted, ledger, chosen, watch)
    if wanted and not tally.pages and not tally.again:
        print(f"no page of the lake holds {wanted}", file=sys.stderr)
    return _tell(tally, path, "cut")


def _tell(tally: Tally, path: Path, done: str = "read") -> int:
    print(_counts(tally, done, "ledger", path), file=sys.stderr)
    if tally.rejected:
        print(f"{tally.rejected} rejected; `sayso export -l {path} --table rejected` says why.", file=sys.stderr)
    for words in tally.unclear:
        print(f"in the list of known people, {words}; given to none", file=sys.stderr)
    return 1 if tally.rejected else 0


def _counts(tally: Tally, done: str, store: str, path: Path) -> str:
    again = f" ({tally.again} more were in the {store}, or given twice)" if tally.again else ""
    counts = f"{count(tally.articles, 'article')}, {count(tally.statements, 'statement')}"
    return f"{count(tally.pages, 'page')} {done}{again}: {counts}. {store.capitalize()}: {path}"


class progress:  # noqa: N801  a context manager that is used as a function
    """A bar with rate and time left on a terminal; nothing in a pipe."""

    def __enter__(self) -> Watch:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            SpinnerColumn,
            TextColumn,
            TimeRemainingColumn,
        )

        console = Console(stderr=True)
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
        )
        self._bar = Progress(*columns, console=console, disable=not console.is_terminal, transient=True)
        self._task = self._bar.add_task("reading", total=None, rate="")
        self._bar.start()
        return self._watch

    def _watch(self, step: object) -> None:
        from sayso.pipeline import Step

        assert isinstance(step, Step)
        speed = self._bar.tasks[0].speed
        rate = f"{speed:.1f} pages/s" if speed and step.doing == "reading" else ""
        self._bar.update(self._task, description=step.doing, completed=step.done, total=step.total or None, rate=rate)

    def __exit__(self, *_: object) -> None:
        self._bar.stop()


def demo(
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the ledger and the report.")] = Path(
        "sayso-demo"
    ),
) -> None:
    """Read the bundled sample, an invented dispute, and write its pages, ledger and report.

    Three of the pages are rejected on purpose, to show how that is told.
    """
    from sayso.cli.making import write_report

    pile, ledger = out / "pages", out / "demo.db"
    try:
        with as_file(files("sayso") / "sample") as sample:
            shutil.copytree(sample, pile, dirs_exist_ok=True)
    except OSError as error:
        raise CannotWrite(f"{out}: {error.strerror or error}. Choose another folder with --out.") from error
    with stoppable():
        _ingest([str(pile)], ledger, _chosen())
    write_report(ledger, out / "report.html")


def settings(settings_file: SettingsFile = None) -> None:
    """Print every setting with its value, as TOML that --settings reads."""
    from sayso.settings import as_toml, load_settings

    print(as_toml(load_settings(settings_file)), end="")
