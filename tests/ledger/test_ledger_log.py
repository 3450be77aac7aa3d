"""The log beside a ledger stays short, whoever reads meanwhile."""

import threading
import time

import pytest

from made import article, page, reading
from sayso.ledger import RunInfo, open_ledger, opening

RUN = RunInfo("0", "reader", "{}", "2031-01-01T00:00:00+00:00", ())
LIMIT = 200_000


def _read_on_and_on(path, begin, stop):
    """As a workspace does whose pages are asked for without a pause."""
    time.sleep(begin)
    with open_ledger(path) as ledger:
        while not stop.is_set():
            with ledger.snapshot():
                list(ledger.rows("SELECT count(*) FROM pages"))
                time.sleep(0.03)


@pytest.mark.parametrize("limit", [LIMIT, 1 << 40], ids=["kept short", "as SQLite would have it"])
def test_readers_that_overlap_do_not_let_the_log_grow(tmp_path, monkeypatch, limit):
    monkeypatch.setattr(opening, "LOG_BYTES", limit)
    path, stop = tmp_path / "a.db", threading.Event()
    log, longest = path.with_name("a.db-wal"), 0
    with open_ledger(path, create=True) as ledger:
        run_id = ledger.begin_run(RUN)
        readers = [threading.Thread(target=_read_on_and_on, args=(path, at, stop)) for at in (0, 0.01, 0.02)]
        for one in readers:
            one.start()
        time.sleep(0.1)  # all of them read
        try:
            for number in range(120):
                of = page(f"page {number}", f"pile/{number}.txt")
                ledger.append(run_id, "reader", [reading(of, (article(of, f"The dam number {number} leaks. " * 400),))])
                longest = max(longest, log.stat().st_size)
        finally:
            stop.set()
            for one in readers:
                one.join()
    if limit == LIMIT:
        assert longest < 3 * LIMIT  # one transaction comes on top
    else:
        assert longest > 5 * LIMIT  # without which this test would show nothing
    assert not log.exists()


def test_a_reader_that_stays_is_not_waited_for_long(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "LOG_BYTES", 0)
    with open_ledger(tmp_path / "a.db", create=True) as ledger:
        ledger.begin_run(RUN)
        with open_ledger(tmp_path / "a.db") as reading_on, reading_on.snapshot():
            list(reading_on.rows("SELECT count(*) FROM runs"))
            begun = time.monotonic()
            ledger.begin_run(RUN)
            assert time.monotonic() - begun < opening.BUSY_SECONDS / 3
            assert list(ledger.rows("PRAGMA busy_timeout")) == [(opening.BUSY_SECONDS * 1000,)]  # as before


def test_a_query_that_is_still_being_read_keeps_nobody_from_writing(tmp_path, monkeypatch):
    """SQLite folds no log in while the same connection reads; what was stored is stored all the same."""
    monkeypatch.setattr(opening, "LOG_BYTES", 0)
    with open_ledger(tmp_path / "a.db", create=True) as ledger:
        ledger.begin_run(RUN)
        ledger.begin_run(RUN)
        numbers = ledger.rows("SELECT run_id FROM runs ORDER BY run_id")
        assert next(numbers) == (1,)
        assert ledger.begin_run(RUN) == 3
        assert next(numbers) == (2,)
        numbers.close()
