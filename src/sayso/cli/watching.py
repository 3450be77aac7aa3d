"""`sayso watch`: follow feeds, sitemaps, addresses and folders."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.ending import stoppable
from sayso.cli.ingesting import progress
from sayso.cli.options import DEFAULT_LEDGER, LedgerFile, SettingsFile
from sayso.cli.printing import cell, print_json
from sayso.cli.telling import count
from sayso.errors import BadRequest, SaysoError

if TYPE_CHECKING:
    from pathlib import Path

    from sayso.ledger.queries import Alert
    from sayso.settings import Settings
    from sayso.watching import Round

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
LONGEST = 366 * _SECONDS["d"]  # past some hundred years the clock itself overflows
PRINTED = "-"


class AlertsNotTaken(SaysoError):
    """The address that alerts are posted to did not take them."""


class ReaderGone(SaysoError):
    """Alerts are printed, and nobody reads them any more."""


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(epilog="Example: sayso watch https://news.example/feed.xml pages/ --every 10m --alert -")(watch)


def watch(
    sources: Annotated[list[str], typer.Argument(help="Feeds, sitemaps, addresses of pages; files and folders.")],
    ledger: LedgerFile = DEFAULT_LEDGER,
    every: Annotated[str, typer.Option("--every", help="From one round to the next: 30s, 10m, 2h, 1d.")] = "10m",
    once: Annotated[bool, typer.Option("--once", help="One round, then end.")] = False,
    alert: Annotated[
        str,
        typer.Option(
            "--alert", help="Tell new claims, positions, reversals, once each: - prints JSON lines, a URL gets a POST."
        ),
    ] = "",
    settings_file: SettingsFile = None,
) -> None:
    """Fetch what is new, keep it as WARC beside the ledger, read it in, and say what changed. Ctrl-C ends it.

    robots.txt is followed, a host is asked no faster than it allows, and nothing is fetched from private networks.
    Nothing that a server does ends a watch: each round says what it could not fetch, and the next tries again.
    """
    from sayso.settings import load_settings
    from sayso.watching import check_sources

    pause = seconds(every)
    check_alert(alert)
    check_sources(sources)
    chosen = load_settings(settings_file)
    with stoppable():
        while True:
            done = _round(sources, ledger, chosen, alert)
            if once:
                raise typer.Exit(1 if done.failed or done.tally.rejected else 0)
            time.sleep(pause)


def seconds(told: str) -> float:
    """A length of time as `10m`, in seconds. Raises BadRequest."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)([smhd])", told.strip())
    length = float(found[1]) * _SECONDS[found[2]] if found else 0.0
    if not 0 < length <= LONGEST:
        raise BadRequest(f"--every {told}: not a length of time up to a year. Write a number and s, m, h or d: 10m.")
    return length


def check_alert(alert: str) -> None:
    """Raises BadRequest where alerts could never be told: before a first round, not after each."""
    if alert and alert != PRINTED and not alert.startswith(("http://", "https://")):
        raise BadRequest(f"--alert {alert}: neither - nor an http(s) address. Write - to print alerts.")


def _round(sources: Sequence[str], path: Path, chosen: Settings, alert: str) -> Round:
    """One round. The ledger is open for this long only, so that others may write between rounds."""
    from sayso.ledger import open_ledger
    from sayso.watching import tell_alerts, watch_once

    with open_ledger(path, create=True) as ledger, progress() as bar:
        done = watch_once(sources, ledger, chosen, bar)
        told = 0
        try:
            told = tell_alerts(ledger, done.run_id, _deliverer(alert))
        except AlertsNotTaken as error:  # they stay new, and are tried again in the next round
            print(f"sayso: {error}", file=sys.stderr)
    words = [f"{done.asked} {'address' if done.asked == 1 else 'addresses'} asked"]
    words += [f"{done.unchanged} as before", f"{len(done.failed)} failed", count(done.tally.articles, "new article")]
    alerted = f", {count(told, 'alert')}" if told and alert else ""
    print(f"{time.strftime('%H:%M:%S')} {', '.join(words)}{alerted}", file=sys.stderr)
    for failed in done.failed:
        # a feed names what it likes, and a terminal obeys some of it
        print(f"  {cell(failed.path)}: {failed.reason.value}: {cell(failed.detail)}", file=sys.stderr)
    return done


def _deliverer(alert: str) -> Callable[[Sequence[Alert]], None]:
    if not alert:
        return lambda _: None
    return _print if alert == PRINTED else lambda some: _post(alert, some)


def _print(some: Sequence[Alert]) -> None:
    """Print alerts, one JSON object a line. Raises ReaderGone."""
    if not print_json(some):
        raise ReaderGone("standard output: nobody reads the alerts any more. They stay new; the next watch tells them.")


def _post(address: str, some: Sequence[Alert]) -> None:
    """Post alerts as `{"alerts": […]}`. Raises AlertsNotTaken."""
    import httpx
    import msgspec

    body = msgspec.json.encode({"alerts": some})
    try:
        httpx.post(address, content=body, headers={"Content-Type": "application/json"}, timeout=20).raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise AlertsNotTaken(f"{address}: the alerts were not taken: {error}. They are tried again.") from error
