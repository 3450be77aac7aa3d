"""Following feeds, sitemaps, addresses and folders: each round fetches what is new, reads it in, and says what changed.

addresses -> fetched -> WARC beside the ledger -> ingest -> alerts
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from sayso import __version__
from sayso.errors import BadRequest
from sayso.fetching import Entry, Fetched, Fetcher, Listed, NotFetched, Seen, read_list
from sayso.fetching.archive import Kept, write_warc
from sayso.ledger import Ledger, RunInfo, queries
from sayso.ledger.queries import Alert
from sayso.pipeline import Step, Tally, ingest
from sayso.records import Fetch, Rejected
from sayso.settings import Fetching, Settings
from sayso.writing import BESIDE, whole

HOSTS_AT_ONCE = 8
LISTS_DEEP = 3  # a sitemap of sitemaps, whose sitemaps name pages
BEGUN = "begun"  # noted by the first round, in a ledger that may be empty
WEB = ("http://", "https://")


class Round(Struct, frozen=True):
    """What one round did."""

    run_id: int
    asked: int  # addresses
    unchanged: int  # of these, answered with what was had before
    failed: tuple[Rejected, ...]
    tally: Tally


Tell = Callable[[Step], None]


def check_sources(sources: Iterable[str]) -> None:
    """Raises BadRequest for a source that is neither an address of the web nor a path that is there."""
    for source in sources:
        if not source.startswith(WEB) and not os.path.exists(source):  # noqa: PTH110  too long a name is not there
            raise BadRequest(f"{source}: neither an http(s) address nor a file or folder here. Check it.")


def watch_once(sources: Sequence[str], ledger: Ledger, settings: Settings, tell: Tell = lambda _: None) -> Round:
    """One round over `sources`. What is fetched is kept as WARC in the folder `<ledger>.web` before it is read.

    Raises SaysoError for what the operator must mend; nothing that a server does stops a round.
    """
    on_web = [source for source in sources if source.startswith(WEB)]
    run_id = ledger.begin_run(_run(sources, settings))
    if not ledger.told_alerts():  # what a ledger held before it was watched is no news
        ledger.note_alerts(run_id, [BEGUN, *(key for alert in queries.alerts(ledger) for key in _keys(alert))])
    answers = list(_fetch_all(on_web, ledger, settings, tell))
    got = [answer for answer in answers if isinstance(answer, Kept)]
    new = [one for one in got if one.fetched.status != 304 and _digest(one) != ledger.newest_digest(one.fetched.url)]
    archive = _keep([one for one in new if one.entry is not None], run_id, ledger)
    ledger.note_fetches(run_id, [_fetch(one, archive if one in new else None) for one in got])
    failed = tuple(_rejected(answer) for answer in answers if isinstance(answer, NotFetched))
    ledger.reject(run_id, failed)
    inputs = [source for source in sources if source not in on_web] + ([str(archive)] if archive else [])
    tally = ingest(inputs, ledger, settings, tell) if inputs else Tally()
    # not before all is read in: what a round without an end fetched is fetched again
    ledger.finish_run(run_id, _now(), {"asked": len(answers), "new": len(new), "failed": len(failed)})
    return Round(run_id, len(answers), len(got) - len(new), failed, tally)


def tell_alerts(ledger: Ledger, run_id: int, deliver: Callable[[Sequence[Alert]], None]) -> int:
    """Deliver what was never told of, and note it as told; gives how many.

    A claim or position with a statement that was on one told of is old words grouped anew: noted, and not delivered.
    When `deliver` raises, nothing is noted, and the next call delivers it again.
    """
    known = ledger.told_alerts()
    unknown = [alert for alert in queries.alerts(ledger) if known.isdisjoint(_keys(alert))]
    if not unknown:
        return 0
    told = {"claim": ledger.told_statements("claims"), "position": ledger.told_statements("positions")}
    fresh = [alert for alert in unknown if told.get(alert.kind, set()).isdisjoint(alert.statement_ids)]
    if fresh:
        deliver(fresh)
    ledger.note_alerts(run_id, [key for alert in unknown for key in _keys(alert)])
    return len(fresh)


def _keys(alert: Alert) -> tuple[str, str]:
    """What an alert is known by: its key, and its words in their place, for claims are grouped anew with each page."""
    words = "\0".join((alert.kind, alert.text, alert.path or ""))
    return alert.key, f"words {hashlib.sha256(words.encode('utf-8', 'backslashreplace')).hexdigest()[:32]}"


def _fetch_all(sources: Sequence[str], ledger: Ledger, settings: Settings, tell: Tell) -> Iterator[Kept | NotFetched]:
    """Everything the sources give and name: lists first, level by level, then pages, several hosts at once."""
    asked: set[str] = set()
    level = [Entry(source) for source in sources]
    for depth in range(LISTS_DEEP + 1):
        level = [entry for entry in dict.fromkeys(level) if entry.url not in asked][: settings.fetching.max_addresses]
        asked |= {entry.url for entry in level}
        if not level:
            return
        further: list[Entry] = []
        for number, (entry, answer) in enumerate(_by_host(level, ledger, settings.fetching), 1):
            tell(Step("fetching", number, len(level)))
            if isinstance(answer, NotFetched):
                yield answer
                continue
            kind, entries = _listed(answer, ledger)
            yield Kept(answer, None if kind is not Listed.PAGE or answer.status == 304 else entry)
            further += entries if depth < LISTS_DEEP else ()
        level = further


def _listed(answer: Fetched, ledger: Ledger) -> tuple[Listed, Sequence[Entry]]:
    """What an answer is, and what it lists: a list that did not change still lists what it did, and that may have.

    Lists are kept beside the ledger for this, each as it was last.
    """
    kept = _kept_list(answer.url, ledger)
    if answer.status == 304:
        return read_list(kept.read_bytes()) if kept.is_file() else (Listed.PAGE, ())
    found = read_list(answer.body)
    if found[0] is not Listed.PAGE:
        with whole(kept, BESIDE) as out:
            out.write(answer.body)
    return found


def _kept_list(url: str, ledger: Ledger) -> Path:
    return _folder(ledger) / "lists" / hashlib.sha256(url.encode()).hexdigest()[:16]


def _seen(url: str, ledger: Ledger) -> Seen:
    """What the server told last of an address; nothing for a list that is no longer kept, and so must come whole."""
    held = ledger.was_archived(url) or _kept_list(url, ledger).is_file()
    return Seen(*ledger.newest_state(url)) if held else Seen()


def _folder(ledger: Ledger) -> Path:
    """Where what was fetched is kept."""
    return ledger.path.with_name(f"{ledger.path.name}.web")


def _by_host(
    entries: Sequence[Entry], ledger: Ledger, settings: Fetching
) -> Iterator[tuple[Entry, Fetched | NotFetched]]:
    """Each entry with its answer; a host's are asked one after the other, hosts beside each other."""
    hosts: dict[str, list[tuple[Entry, Seen]]] = {}
    for entry in entries:
        hosts.setdefault(_host(entry.url), []).append((entry, _seen(entry.url, ledger)))
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        for answers in pool.map(lambda some: _of_one_host(some, settings), hosts.values()):
            yield from answers


def _host(url: str) -> str:
    """Whom an address asks; empty where it is none, which fetching says in its own words."""
    try:
        return urlsplit(url).netloc
    except ValueError:  # a feed may name anything: "http://[oops"
        return ""


def _of_one_host(some: Iterable[tuple[Entry, Seen]], settings: Fetching) -> list[tuple[Entry, Fetched | NotFetched]]:
    with Fetcher(settings) as fetcher:
        return [(entry, fetcher.fetch(entry.url, seen)) for entry, seen in some]


def _keep(new: Sequence[Kept], run_id: int, ledger: Ledger) -> Path | None:
    """Write what is new beside the ledger; gives the file, or None when nothing is."""
    if not new:
        return None
    archive = _folder(ledger) / f"{run_id:06d}.warc.gz"
    write_warc(new, archive)
    return archive


def _fetch(one: Kept, archive: Path | None) -> Fetch:
    of = one.fetched
    digest = _digest(one) if of.status == 200 else None
    name = archive.name if archive and one.entry else None
    return Fetch(of.at, of.url, of.final_url, of.status, of.seen.etag, of.seen.last_modified, digest, name)


def _digest(one: Kept) -> str:
    return hashlib.sha256(one.fetched.body).hexdigest()


def _rejected(answer: NotFetched) -> Rejected:
    return Rejected(answer.url, answer.url, "fetching", answer.reason, answer.detail)


def _run(sources: Sequence[str], settings: Settings) -> RunInfo:
    return RunInfo(__version__, "", msgspec.json.encode(settings).decode(), _now(), tuple(sources))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
