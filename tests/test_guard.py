"""Pages under guard: what takes too long, or ends its reader, is rejected with the figure, and the rest goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from made import long_text
from sayso.guard import Guarded, Pool
from sayso.pages.making import make_page
from sayso.reading import read_page
from sayso.records import Reason
from sayso.settings import Settings

pytestmark = pytest.mark.slow  # each starts reader processes, which load their models
STORY = (
    "Sluice left open, council hears\n\n“We closed it,” said Ada Roe, the harbour master of Lowbank, on Friday. The "
    "river rose over the quay and the cattle on the far bank had been moved to higher ground before the rain.\n"
)
PAGE = make_page(STORY.encode(), "a.txt", "text/plain")
LONG = make_page(long_text(1000).encode(), "b.txt", "text/plain")  # some seconds of honest work


@pytest.fixture
def guarded():
    reader = Guarded(Settings(max_page_seconds=60))
    yield reader
    reader.close()


def test_a_guarded_reader_gives_what_any_reader_gives(guarded, models):
    assert guarded.read(PAGE) == read_page(PAGE, models)


def test_a_page_past_its_time_is_rejected_with_the_figure_and_the_next_is_read(models):
    reader = Guarded(Settings(max_page_seconds=1))
    begun = time.monotonic()
    (rejected,) = reader.read(LONG).rejected
    assert (rejected.path, rejected.reason) == ("b.txt", Reason.TOO_SLOW)
    assert "1 s (`max_page_seconds`)" in rejected.detail
    assert time.monotonic() - begun < 60
    again = Guarded(Settings(max_page_seconds=60))
    assert again.read(PAGE) == read_page(PAGE, models)
    for one in (reader, again):
        one.close()


def test_without_a_limit_a_page_may_take_its_time(models):
    reader = Guarded(Settings(max_page_seconds=0))
    assert reader.read(PAGE) == read_page(PAGE, models)
    reader.close()


def test_a_reader_that_is_killed_between_pages_costs_nothing(guarded, models):
    guarded.read(PAGE)
    os.kill(_process(guarded), signal.SIGKILL)
    assert guarded.read(PAGE) == read_page(PAGE, models)


class _Doomed(Guarded):
    """Its process dies over every page, as over one that makes a library crash."""

    def _ask(self, packed: bytes) -> bytes | None:
        os.kill((self._process or self._start()).pid, signal.SIGSEGV)
        return super()._ask(packed)


def test_a_page_that_ends_its_reader_twice_is_rejected():
    (rejected,) = _Doomed(Settings(max_page_seconds=60)).read(PAGE).rejected
    assert rejected.reason == Reason.FAILED
    assert "ended 2 times" in rejected.detail
    assert "signal 11" in rejected.detail


def test_no_process_is_left(guarded):
    guarded.read(PAGE)
    pid = _process(guarded)
    guarded.close()
    assert not psutil.pid_exists(pid)


def test_a_reader_whose_run_ends_while_it_starts_ends_too():
    """Its standard input stays open: nothing else tells it."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    reader = subprocess.Popen([sys.executable, "-P", "-m", "sayso.worker", str(gone.pid)], stdin=subprocess.PIPE)
    assert reader.wait(timeout=60) == 1


def test_a_pool_keeps_its_readers_for_the_next():
    pool = Pool(Settings(max_page_seconds=60))
    pool.read([PAGE])
    before = {child.pid for child in psutil.Process().children()}
    assert pool.read([PAGE, PAGE])
    assert {child.pid for child in psutil.Process().children()} == before


def _process(reader: Guarded) -> int:
    assert reader._process is not None
    return reader._process.pid
