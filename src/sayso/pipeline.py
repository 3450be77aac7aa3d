"""pages -> articles -> statements -> ledger, batch by batch; then copies and claims over all that the ledger holds.

The only module that knows both the stages and the ledger; a lake takes the ledger's place in the first half. Copies
and claims are a function of the whole set of pages, so they are worked out at the end of a run, from the ledger, and
only when what was read has changed.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path

import msgspec
from msgspec import Struct

from sayso import __version__
from sayso.claims import pile_of, relate, resting
from sayso.copies import (
    Shared,
    by_owner,
    gone_articles,
    ruled_copies,
    shared_addresses,
    taken_back,
    with_versions,
)
from sayso.engine import read_all
from sayso.errors import BadRequest, SaysoError
from sayso.kept import Kept
from sayso.known import read_lists, read_owners
from sayso.lake import Lake, is_lake
from sayso.ledger import Derived, Found, Ledger, RunInfo, parts_beside, queries
from sayso.models import load_vectors, model_names
from sayso.pages import PageReader
from sayso.people import as_spoken, identify, wanted
from sayso.records import Article, Decision, Page, Reading, Rejected, Traced, Upheld
from sayso.rulings import (
    in_force,
    refused,
    ruled,
    ruled_articles,
    ruled_statements,
    uphold,
    with_parties,
    with_party_names,
)
from sayso.settings import Settings
from sayso.timing import as_timed, holders_told, tell_time
from sayso.tracing import trace_again

WAVE_PAGES = 2000  # pages read ahead and handed to the workers at once
WAVE_BYTES = 64_000_000
WAVE_READERS = 2  # of a cluster, for which that many pages are enough to be worth their start


class Tally(Struct, frozen=True):
    """What a run did. `again` counts pages that this reader had read before, or that were given twice."""

    pages: int = 0
    again: int = 0
    articles: int = 0
    statements: int = 0
    rejected: int = 0
    unclear: tuple[str, ...] = ()  # what in the lists of known people fits more than one, and was given to none


class Step(Struct, frozen=True):
    """How far a run is. `total` is an estimate until every input has been listed."""

    doing: str  # "reading", "cutting out", "tracing copies", "finding who is who", "dating articles", "relating claims"
    done: int
    total: int


Watch = Callable[[Step], None]


class Store(Struct, frozen=True):
    """Where readings go: what is there already, and how more is added. A batch is added whole or not at all."""

    known: set[str]  # ids of the pages that this reader has read
    append: Callable[[Sequence[Reading]], None]
    note: Callable[[Sequence[Found], Sequence[Rejected]], None]  # where pages stood; inputs that never became one
    rejected_paths: Callable[[], set[str]]
    batch_pages: int


def ingest(inputs: Iterable[str], ledger: Ledger, settings: Settings, watch: Watch = lambda _: None) -> Tally:
    """Read the inputs into the ledger. What is in it already is not read again; a run cut off is taken up.

    Raises SaysoError for what the operator must mend; a bad page never stops it.
    """
    given = _no_lakes(inputs)
    lists = read_lists(settings.known)  # first, so that a fault in one leaves the ledger as it was
    owned = read_owners(settings.owners)
    reader = reader_name(settings)
    run_id = ledger.begin_run(_run_of(settings, reader, given))
    ledger.keep_known(run_id, lists)
    ledger.keep_owners(run_id, owned)
    tally = _read_in(given, _in_ledger(ledger, run_id, reader, settings), settings, watch)
    tally = msgspec.structs.replace(tally, unclear=conclude(ledger, run_id, watch))
    ledger.finish_run(run_id, _now(), tally)
    return tally


def fill(inputs: Iterable[str], lake: Lake, settings: Settings, watch: Watch = lambda _: None) -> Tally:
    """Read the inputs into the lake, as `ingest` does into a ledger; what follows from all pages is left to `cut_out`.

    Raises SaysoError for what the operator must mend; a bad page never stops it.
    """
    given, reader = _no_lakes(inputs), reader_name(settings)
    append = partial(lake.append, reader)
    store = Store(lake.known_pages(reader), append, lake.note, lake.rejected_paths, settings.lake_pages)
    return _read_in(given, store, settings, watch)


def cut_out(
    lakes: Sequence[Lake], wanted: str, ledger: Ledger, settings: Settings, watch: Watch = lambda _: None
) -> Tally:
    """Put what the lakes hold of the pages that a search finds into the ledger.

    Nothing wanted: all pages, and the inputs that never became one. The ledger is then what `ingest` of these pages
    makes of it. Raises SaysoError.
    """
    lists, owned = read_lists(settings.known), read_owners(settings.owners)
    run_id = ledger.begin_run(_run_of(settings, "", [str(lake.path) for lake in lakes]))
    ledger.keep_known(run_id, lists)
    ledger.keep_owners(run_id, owned)
    tally, held = Tally(), dict[str, set[str]]()
    for lake in lakes:
        pages: set[str] = set()
        for found in lake.found(wanted):
            pages |= {reading.page.page_id for _, reading in found}
            for reader in sorted({by for by, _ in found}):
                known = held.setdefault(reader, ledger.known_pages(reader))
                readings = [reading for by, reading in found if by == reader]
                ledger.append(run_id, reader, readings)
                fresh = [reading for reading in readings if reading.page.page_id not in known]
                known |= {reading.page.page_id for reading in fresh}
                tally = _add(_count(tally, fresh), again=len(readings) - len(fresh))
            watch(Step("cutting out", tally.pages + tally.again, 0))
        ledger.add_paths(run_id, lake.places(pages))
        unread = [] if wanted else list(lake.rejected())
        ledger.reject(run_id, unread)
        tally = _add(tally, rejected=len(unread))
    tally = msgspec.structs.replace(tally, unclear=conclude(ledger, run_id, watch))
    ledger.finish_run(run_id, _now(), tally)
    return tally


def _in_ledger(ledger: Ledger, run_id: int, reader: str, settings: Settings) -> Store:
    def note(found: Sequence[Found], rejected: Sequence[Rejected]) -> None:
        ledger.add_paths(run_id, found)
        ledger.reject(run_id, rejected)

    return Store(
        ledger.known_pages(reader),
        partial(ledger.append, run_id, reader),
        note,
        lambda: {row.path for row in queries.rejected(ledger)},
        settings.batch_pages,
    )


def _read_in(given: Sequence[str], store: Store, settings: Settings, watch: Watch) -> Tally:
    """Read what is not in the store yet, wave by wave, and store it, batch by batch."""
    tally, seen = Tally(), 0
    known = store.known
    again: set[str] = set()  # paths of pages that are not read now because they were before
    for wave, total in _waves(PageReader(given, settings, is_lake), _room(settings)):
        pages = {p.page_id: p for p in wave if isinstance(p, Page) and p.page_id not in known}
        unread = [r for r in wave if isinstance(r, Rejected)]
        again |= {p.path for p in wave if isinstance(p, Page) and pages.get(p.page_id) is not p}
        tally = _add(tally, rejected=len(unread))
        arriving = _watched(
            read_all(list(pages.values()), settings), watch, Step("reading", seen + len(wave) - len(pages), total)
        )
        for readings in _batches(arriving, store.batch_pages):
            store.append(readings)
            tally = _count(tally, readings)
        seen += len(wave)
        known.update(pages)
        store.note([Found(p.page_id, p.path, p.capture) for p in wave if isinstance(p, Page)], unread)
    return _add(tally, again=len(again), rejected=len(again & store.rejected_paths()))


def _no_lakes(inputs: Iterable[str]) -> tuple[str, ...]:
    """The inputs as given. Raises BadRequest when one is a lake: its tables are no pages."""
    given = tuple(inputs)
    for path in given:
        if is_lake(Path(path)):
            raise BadRequest(f"{path}: a lake, not pages. `sayso cut --lake {path}` takes a ledger out of it.")
    return given


def _run_of(settings: Settings, reader: str, inputs: Sequence[str]) -> RunInfo:
    return RunInfo(__version__, reader, msgspec.json.encode(settings).decode(), _now(), tuple(inputs))


def conclude(ledger: Ledger, run_id: int, watch: Watch = lambda _: None) -> tuple[str, ...]:
    """Trace copies, find who is who, date articles and relate claims over the ledger, unless nothing changed since.

    What persons ruled goes before what was read, in each step. Copies are traced again only when pages, captures of
    one address, or rulings on days and copies, came in. Gives what in the lists of known people fits more than one, a
    sentence each.
    """
    if not ledger.is_stale():
        return ()
    with parts_beside(ledger.path, len(ledger.article_keys())) as kept, _uncollected():
        return _work_out(ledger, run_id, watch, kept)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without Python's collector: records hold no cycles, and to look for some in a pile took an eighth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _work_out(ledger: Ledger, run_id: int, watch: Watch, kept: Kept) -> tuple[str, ...]:
    state = ledger.state_digest()  # before reading, so that pages another run adds meanwhile leave this one stale
    read, told = list(ledger.articles()), list(ledger.statements())
    upheld = uphold(ledger.rulings(), read, told)
    articles = ruled_articles(read, upheld)
    shared = shared_addresses(ledger.addresses())
    traced_from = _traced_from(ledger, upheld, shared)
    watch(Step("tracing copies", 0, len(articles)))
    fresh = ledger.traced_digest() != traced_from
    traced = ruled_copies(with_versions(_trace(ledger, articles, upheld), articles, shared), upheld) if fresh else None
    families, links = (traced.families, traced.links) if traced else (ledger.families(), ledger.links())
    changes = traced.changes if traced else ledger.changes()
    back = taken_back(articles, links, changes, gone_articles(shared, ledger.withdrawn_pages(), articles))
    watch(Step("finding who is who", 0, len(told)))
    held = ruled_statements(told, read, articles, upheld)
    out = refused(upheld)
    counting = [said for said in held if said.statement_id not in out]
    asked = wanted(counting)
    identified = identify(counting, articles, ledger.known_near(asked.keys, asked.offices), upheld)
    identified = msgspec.structs.replace(identified, people=with_party_names(identified.people, upheld))
    statements = with_parties(as_spoken(held, identified), upheld)
    watch(Step("dating articles", 0, len(articles)))
    known = ledger.known_near(holders_told(articles, kept), frozenset())
    timed = tell_time(articles, links, ledger.fetched(), known, kept)
    dated = as_timed(articles, timed)
    watch(Step("relating claims", 0, len(statements)))
    independent = by_owner(families, dated, ledger.owners())
    related = relate(pile_of(statements, dated, independent, links, kept), load_vectors(), upheld)
    marks = (*related.flags, *back.flags, *resting(related, statements, links, back))
    related = msgspec.structs.replace(related, flags=marks)
    laid = ruled(upheld, (read, articles), (as_spoken(told, identified), statements))
    ledger.derive(run_id, Derived(traced, related, identified, laid, timed, state, traced_from))
    return identified.unclear


def _traced_from(ledger: Ledger, upheld: Sequence[Upheld], shared: Shared) -> str:
    """What copies depend on: the pages as read, when each of one address was captured, rulings on days and copies."""
    rulings = in_force(upheld, Decision.DATE, Decision.NOT_COPIED, Decision.COPIED_BY)
    captures = [f"{page_id} {address.at}" for pages in shared.values() for page_id, address in pages if address.at]
    return " ".join((ledger.readings_digest(), *sorted(captures), *(one.ruling.ruling_id for one in rulings)))


def _trace(ledger: Ledger, articles: Sequence[Article], upheld: Sequence[Upheld]) -> Traced:
    dated = " ".join(f"{one.ruling.ruling_id} {one.subjects}" for one in in_force(upheld, Decision.DATE))
    return trace_again(ledger.path, articles, ledger.article_keys(), dated)


def reader_name(settings: Settings) -> str:
    """What reads the pages, by version: another reader reads a page anew."""
    return ", ".join((f"sayso {__version__}", *model_names(settings)))


def _room(settings: Settings) -> int:
    """How many waves go out at once: a cluster starts its readers anew each time, and waits for the last page."""
    return max(1, settings.processes // WAVE_READERS) if settings.cluster else 1


def _waves(reader: PageReader, room: int) -> Iterator[tuple[list[Page | Rejected], int]]:
    """What the reader gives, in pieces that fit in memory, each with the estimated total of pages of all pieces."""
    items = iter(reader)
    seen = 0
    while wave := _wave(items, room):
        seen += len(wave)
        yield wave, max(seen, round(seen / max(reader.fraction(), 1e-6)))


def _wave(items: Iterator[Page | Rejected], room: int) -> list[Page | Rejected]:
    wave: list[Page | Rejected] = []
    size = 0
    for item in islice(items, WAVE_PAGES * room):
        wave.append(item)
        size += item.size if isinstance(item, Page) else 0
        if size >= WAVE_BYTES * room:
            break
    return wave


def _watched(readings: Iterator[Reading], watch: Watch, begin: Step) -> Iterator[Reading]:
    """The readings, each told of once it was taken: a batch is too long a time for a bar to stand still."""
    watch(begin)
    for number, reading in enumerate(readings, 1):
        yield reading
        watch(Step(begin.doing, begin.done + number, begin.total))


def _batches(readings: Iterator[Reading], size: int) -> Iterator[list[Reading]]:
    """Readings in batches; what came before a stop or a lost worker is given too, before that is raised again."""
    batch: list[Reading] = []
    try:
        for reading in readings:
            batch.append(reading)
            if len(batch) >= size:
                yield batch
                batch = []
    except (KeyboardInterrupt, SaysoError):
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def _count(tally: Tally, readings: Sequence[Reading]) -> Tally:
    return _add(
        tally,
        pages=len(readings),
        articles=sum(len(r.articles) for r in readings),
        statements=sum(len(r.statements) for r in readings),
        rejected=sum(len(r.rejected) for r in readings),
    )


def _add(tally: Tally, **more: int) -> Tally:
    return msgspec.structs.replace(tally, **{name: getattr(tally, name) + count for name, count in more.items()})


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
