"""Runs `read_page` over many pages: in a reader process of its own for a few, in several under Daft for many.

The same function runs in both, on one page at a time, so the result does not depend on which it was.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from sayso.errors import InstallationIncomplete, ModelMissing, WorkerLost
from sayso.guard import Guarded, Pool
from sayso.models import load_models
from sayso.reading import read_page
from sayso.records import Page, Reading
from sayso.settings import Settings

FEW_PAGES = 24  # below this, starting Daft and several readers costs more than it saves
PAGES_A_TASK = 4  # small, so that a worker with long pages does not keep the others waiting


def read_all(pages: Sequence[Page], settings: Settings) -> Iterator[Reading]:
    """Read every page, in any order. Memory: the pages given, plus a few readings.

    Without `max_page_seconds`, a few pages are read in this process. Raises WorkerLost when no reader process can be
    started; the readings given before are good. So they are when KeyboardInterrupt is raised.
    """
    if not pages:
        return
    workers = min(settings.worker_count(), len(pages))
    if workers > 1 and len(pages) >= FEW_PAGES:
        yield from _in_workers(pages, settings, workers)
    elif settings.max_page_seconds:
        reader = Guarded(settings)
        try:
            yield from (reader.read(page) for page in pages)
        finally:
            reader.close()
    else:
        models = load_models(settings)
        yield from (read_page(page, models, settings.max_page_articles) for page in pages)


def _in_workers(pages: Sequence[Page], settings: Settings, workers: int) -> Iterator[Reading]:
    # Daft reads these: not a word to anybody about being used, and the bar on the terminal is ours.
    os.environ.update(DAFT_ANALYTICS_ENABLED="0", DO_NOT_TRACK="true", DAFT_PROGRESS_BAR="0", DAFT_SHOW_QUERY_ID="0")
    import daft

    _start(workers)
    packed = msgspec.json.encode(settings)

    # Without a word on concurrency Daft calls it from its threads; told a number, it puts processes of its own around
    # our reader processes, and every page is packed and sent twice.
    @daft.func.batch(return_dtype=daft.DataType.binary(), batch_size=PAGES_A_TASK, use_process=False)
    def read(some: Any) -> list[bytes]:  # a Series in the thread; called with an expression here
        return _read_packed(packed, some.to_pylist())

    frame = daft.from_pydict({"page": [msgspec.msgpack.encode(page) for page in pages]})
    asked: Any = read(frame["page"])
    rows = frame.into_batches(PAGES_A_TASK).select(asked.alias("reading")).iter_rows(results_buffer_size=2 * workers)
    given = 0
    try:
        while (row := _next(rows)) is not None:
            yield msgspec.msgpack.decode(row["reading"], type=Reading)
            given += 1
    finally:
        _close_pool(packed)
    if given < len(pages):
        # Daft ends its rows without a word on SIGINT. Python raises for it by itself, but not in a job that a shell
        # started in the background: there SIGINT is ignored, and only Daft's own handler hears it.
        raise KeyboardInterrupt


_STARTED = threading.Event()  # Daft is told its number of threads once in the life of a process


def _start(threads: int) -> None:
    """Let Daft have as many threads as reader processes are wanted; the first number holds."""
    import daft

    if not _STARTED.is_set():
        daft.set_runner_native(num_threads=threads)
        _STARTED.set()


_POOLS: dict[bytes, Pool] = {}  # by settings: Daft copies what it runs, and reader processes cannot be copied
_POOLS_LOCK = threading.Lock()


def _read_packed(settings: bytes, packed: Sequence[bytes]) -> list[bytes]:
    """Pages in, readings out, both as MessagePack. Called by several threads at once."""
    with _POOLS_LOCK:
        if settings not in _POOLS:
            _POOLS[settings] = Pool(msgspec.json.decode(settings, type=Settings))
        pool = _POOLS[settings]
    pages = [msgspec.msgpack.decode(page, type=Page) for page in packed]
    return [msgspec.msgpack.encode(reading) for reading in pool.read(pages)]


def _close_pool(settings: bytes) -> None:
    with _POOLS_LOCK:
        pool = _POOLS.pop(settings, None)
    if pool is not None:
        pool.close()


def _next(rows: Iterator[dict[str, bytes]]) -> dict[str, bytes] | None:
    try:
        return next(rows, None)
    except RuntimeError as error:
        # Daft tells of what its threads raise in words of its own; all that a page can raise is caught in `read_page`.
        told = str(error)
        if WorkerLost.__name__ in told:
            raise WorkerLost from error
        if InstallationIncomplete.__name__ in told:
            raise InstallationIncomplete("a reader process lacks a library") from error
        if ModelMissing.__name__ in told:
            raise ModelMissing("a reader process cannot load its models; `make setup` installs them again") from error
        raise
