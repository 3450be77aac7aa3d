"""Runs `read_page` over many pages: in a reader process of its own for a few, in several under Daft for many.

The same function runs in all, on one page at a time, so the result does not depend on which it was: Daft's workers on
this machine, or those of a Ray cluster.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec

from sayso import __version__
from sayso.cluster import SILENT, join, next_row
from sayso.errors import ClusterUnusable, InstallationIncomplete, ModelMissing, WorkerLost
from sayso.guard import Guarded, Pool
from sayso.lifeline import end_with
from sayso.models import load_models, model_names
from sayso.reading import read_page
from sayso.records import Page, Reading
from sayso.settings import Settings

FEW_PAGES = 24  # below this, starting Daft and several readers costs more than it saves
PAGES_A_TASK = 4  # small, so that a worker with long pages does not keep the others waiting
PAGES_A_PART = 32  # of what a cluster is given: one machine reads a part, and another reads it again when that one goes
# By what Daft tells that a reader, or a worker of its own, is gone (0.7, `UdfHandle.eval_input`)
LOST = (WorkerLost.__name__, "UDF process closed the connection", "UDF process has terminated")
DEATH_SECONDS = 0.5  # how often it is looked whether one was killed


def read_all(pages: Sequence[Page], settings: Settings) -> Iterator[Reading]:
    """Read every page, in any order. Memory: the pages given, plus a few readings.

    Without `max_page_seconds`, a few pages are read in this process. Raises WorkerLost when no reader process can be
    started; the readings given before are good. So they are when KeyboardInterrupt is raised.
    """
    if not pages:
        return
    workers = min(settings.worker_count(), len(pages))
    if settings.cluster and len(pages) >= FEW_PAGES:
        yield from _on_cluster(pages, settings)
    elif workers > 1 and len(pages) >= FEW_PAGES:
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


class Reader:
    """What a worker of Daft's holds: guarded reader processes, one for each of its threads."""

    def __init__(self, settings: bytes, names: tuple[str, ...], parent: int | None) -> None:
        chosen = msgspec.json.decode(settings, type=Settings)
        if (own := _names(chosen)) != names:
            raise InstallationIncomplete(f"a worker has {', '.join(own)}, the run {', '.join(names)}")
        self._pool = Pool(chosen)
        if parent is not None and os.getpid() != parent:  # Daft decides whether its workers are threads or processes
            end_with(parent)

    def read(self, packed: Sequence[bytes]) -> list[bytes]:
        """Pages in, readings out, both as MessagePack."""
        pages = [msgspec.msgpack.decode(page, type=Page) for page in packed]
        return [msgspec.msgpack.encode(reading) for reading in self._pool.read(pages)]


def _names(settings: Settings) -> tuple[str, ...]:
    """What reads pages here: two that differ may give different readings."""
    return f"sayso {__version__}", *model_names(settings)


def _in_workers(pages: Sequence[Page], settings: Settings, workers: int) -> Iterator[Reading]:
    os.environ.update(SILENT)
    frame, reading = _frame(pages, settings, workers, os.getpid())
    rows = frame.into_batches(PAGES_A_TASK).select(reading).iter_rows(results_buffer_size=2 * workers)
    given = 0
    with _noticing_deaths():
        while (row := _next(rows)) is not None:
            yield msgspec.msgpack.decode(row["reading"], type=Reading)
            given += 1
    if given < len(pages):
        # Daft ends its rows without a word on SIGINT. Python raises for it by itself, but not in a job that a shell
        # started in the background: there SIGINT is ignored, and only Daft's own handler hears it.
        raise KeyboardInterrupt


def _on_cluster(pages: Sequence[Page], settings: Settings) -> Iterator[Reading]:
    """On the machines of a Ray cluster, in parts.

    Ray starts a worker that died anew and gives it its pages again; Daft gives the part of a machine that went to
    another. A page's time and its reader's death are the guard's, there as here.
    """
    workers = min(join(settings), len(pages))
    frame, reading = _frame(pages, settings, workers, None)
    parts = max(workers, -(-len(pages) // PAGES_A_PART))
    rows = frame.into_partitions(parts).select(reading).iter_rows(results_buffer_size=2 * workers)
    awaited = {page.page_id for page in pages}
    while (row := next_row(rows)) is not None:
        found = msgspec.msgpack.decode(row["reading"], type=Reading)
        if found.page.page_id in awaited:  # a part that was read again may give one twice
            awaited.discard(found.page.page_id)
            yield found
    if awaited:
        raise ClusterUnusable(f"the cluster gave nothing for {len(awaited)} pages. Run the same command again.")


def _frame(pages: Sequence[Page], settings: Settings, workers: int, parent: int | None) -> tuple[Any, Any]:
    """The pages as a frame, and the expression that reads them. `parent`: with what process workers end, if any."""
    import daft

    @daft.cls(max_concurrency=workers, use_process=False)
    class DaftReader(Reader):
        @daft.method.batch(return_dtype=daft.DataType.binary(), batch_size=PAGES_A_TASK)
        def run(self, packed: Any) -> list[bytes]:  # a Series in the worker; called with an expression here
            return self.read(packed.to_pylist())

    reader: Any = DaftReader(msgspec.json.encode(settings), _names(settings), parent)
    frame = daft.from_pydict({"page": [msgspec.msgpack.encode(page) for page in pages]})
    return frame, reader.run(frame["page"]).alias("reading")


@contextmanager
def _noticing_deaths() -> Iterator[None]:
    """Within it, WorkerLost is raised in the main thread when a worker is killed.

    Daft tells of a worker that dies at work; for one that is killed while it starts it waits for ever (0.7, in
    `UdfHandle.__init__`: `accept` without a time limit).
    """
    main = threading.main_thread()
    if threading.current_thread() is not main or not hasattr(os, "waitid"):
        yield
        return
    done = threading.Event()

    def watch() -> None:
        while not done.wait(DEATH_SECONDS):
            if _one_was_killed():  # the thread that waits must itself be hit, or it goes on waiting
                signal.pthread_kill(main.ident or 0, signal.SIGCHLD)

    before = signal.signal(signal.SIGCHLD, _raise_when_killed)
    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        signal.signal(signal.SIGCHLD, before)


def _raise_when_killed(*_: object) -> None:
    if _one_was_killed():
        raise WorkerLost


def _one_was_killed() -> bool:
    """Whether a child was killed, and not by SIGTERM, by which Daft ends its workers in order."""
    return any(map(_was_killed, _children()))


def _was_killed(child: int | None) -> bool:
    """Whether this child, None: the first dead one, was killed. It is looked at, and left to be collected."""
    of, number = (os.P_ALL, 0) if child is None else (os.P_PID, child)
    try:
        found = os.waitid(of, number, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:  # another thread has just collected it
        return False
    return found is not None and found.si_code != os.CLD_EXITED and found.si_status != signal.SIGTERM


def _children() -> list[int | None]:
    """The children of this process by number; where the system does not list them, none is named.

    Of several dead ones the system shows the same first one until somebody collects it.
    """
    told: list[str] = []
    for listed in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):  # a thread that has just ended
            told += listed.read_text(encoding="ascii").split()
    return [int(one) for one in told] or [None]


def _next(rows: Iterator[dict[str, bytes]]) -> dict[str, bytes] | None:
    try:
        return next(rows, None)
    except RuntimeError as error:
        # Daft tells of what its threads raise in words of its own; all that a page can raise is caught in `read_page`.
        told = str(error)
        if any(words in told for words in LOST):
            raise WorkerLost from error
        if InstallationIncomplete.__name__ in told:
            raise InstallationIncomplete("a reader process lacks a library") from error
        if ModelMissing.__name__ in told:
            raise ModelMissing("a reader process cannot load its models; `make setup` installs them again") from error
        raise
