"""Appending: once is as good as twice, order and batches do not show, the newest reading is the current one."""

from __future__ import annotations

import itertools
import random
import sqlite3
from pathlib import Path

import pytest
from msgspec.structs import replace

import made
from sayso.export import TABLES
from sayso.ledger import Derived, Found, Ledger, RunInfo, open_ledger, queries
from sayso.records import (
    UNDATED,
    Decision,
    Fetch,
    Known,
    KnownRole,
    Reason,
    Rejected,
    Related,
    Ruled,
    RuledArticle,
    RuledStatement,
    Ruling,
    RulingState,
    Sort,
    Traced,
    Upheld,
)

READER = "sayso 1, model 1"
NOTHING = Traced((), ()), Related((), (), ())


def begin(ledger: Ledger, reader: str = READER) -> int:
    return ledger.begin_run(RunInfo("0.1.0", reader, "{}", "2031-05-03T00:00:00Z", ("pile",)))


@pytest.fixture
def ledger(tmp_path: Path):
    with open_ledger(tmp_path / "matter.db", create=True) as ledger:
        yield ledger


@pytest.fixture
def run(ledger: Ledger) -> int:
    return begin(ledger)


def state(ledger: Ledger) -> dict[str, list[object]]:
    """Every exported row of every table but the runs."""
    return {table: list(rows(ledger)) for table, rows in TABLES.items() if table != "runs"}


def counts(ledger: Ledger) -> dict[str, int]:
    """Rows in every table."""
    names = ledger.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%search%'")
    return {name: next(ledger.rows(f"SELECT count(*) FROM {name}"))[0] for (name,) in list(names)}


ADA = Known("list-7", Sort.PERSON, "Ada Roe", ("A. Roe",), ("Norland",), (), ("aadeor",))
TERM = Known("list-7", None, "", (), (), (KnownRole("envoy", "Norland", "2031"),), ())
BO = Known("list-8", Sort.PERSON, "Bo Ek", (), ("Norland",), (KnownRole("premier", None),), ("beko",))


def fill(ledger: Ledger, readings, batch: int = 2) -> int:
    run = begin(ledger)
    told = made.dispute()
    for start in range(0, len(readings), batch):
        ledger.append(run, READER, readings[start : start + batch])
    ledger.keep_known(run, [made.known_list(ADA)])
    ledger.keep_owners(run, [made.OWNED])
    ledger.derive(run, Derived(told.traced, told.related, told.identified, timed=told.timed))
    return run


def test_records_come_back_as_they_went_in(ledger, run):
    told = made.dispute()
    ledger.append(run, READER, told.readings)
    articles = [article for reading in told.readings for article in reading.articles]
    said = [statement for reading in told.readings for statement in reading.statements]
    assert list(ledger.articles()) == sorted(articles, key=lambda a: (a.page_id, a.ordinal))
    assert sorted(ledger.statements(), key=lambda s: s.statement_id) == sorted(said, key=lambda s: s.statement_id)
    place = {article.article_id: at for at, article in enumerate(ledger.articles())}
    order = [(place[s.article_id], s.content[0].start) for s in ledger.statements()]
    assert order == sorted(order)


def test_doing_everything_twice_adds_nothing_but_the_run(ledger):
    told = made.dispute()
    fill(ledger, told.readings)
    once, digest = counts(ledger), ledger.state_digest()
    fill(ledger, told.readings)
    assert counts(ledger) == {**once, "runs": 2, "known_choices": 2}  # each run says which lists it was given
    assert ledger.state_digest() == digest


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
@pytest.mark.parametrize("batch", [1, 3])
def test_neither_order_nor_batch_shows(tmp_path, order, batch):
    readings = made.dispute().readings
    with open_ledger(tmp_path / "a.db", create=True) as a, open_ledger(tmp_path / "b.db", create=True) as b:
        fill(a, readings)
        fill(b, [readings[at] for at in order], batch)
        assert state(a) == state(b)
        assert a.state_digest() == b.state_digest()


def test_a_page_known_to_the_reader_only_gains_the_path(ledger, run):
    first = made.dispute().readings[0]
    again = replace(first, page=replace(first.page, path="pile/again.txt"))
    ledger.append(run, READER, [first, again])
    assert ledger.known_pages(READER) == {first.page.page_id}
    assert ledger.known_pages("another reader") == set()
    ledger.add_paths(run, [Found(first.page.page_id, "pile/third.txt")] * 2)
    rows = list(TABLES["articles"](ledger))
    assert [row["path"] for row in rows] == ["pile/again.txt", "pile/origin.txt", "pile/third.txt"]
    assert len({row["article_id"] for row in rows}) == 1
    assert len(list(ledger.articles())) == 1


def test_the_newest_reading_of_a_page_is_the_current_one_and_the_older_stays(ledger, run):
    told = made.dispute()
    ledger.append(run, READER, told.readings)
    before = ledger.state_digest()
    old = told.readings[1]
    article = replace(old.articles[0], title="Read anew")
    newer = replace(old, articles=(article,), statements=(), rejected=())
    later = begin(ledger, "sayso 2")
    ledger.append(later, "sayso 2", [newer])
    assert [a.title for a in ledger.articles() if a.page_id == old.page.page_id] == ["Read anew"]
    assert not [s for s in ledger.statements() if s.article_id == article.article_id]
    assert not list(queries.rejected(ledger))
    assert counts(ledger)["articles"] == 4
    assert ledger.state_digest() != before


def test_a_newer_reading_without_an_article_hides_the_older_one(ledger, run):
    first = made.dispute().readings[0]
    ledger.append(run, READER, [first])
    no = Rejected(first.page.page_id, first.page.path, "articles", Reason.INDEX, "12 links, no story")
    ledger.append(begin(ledger, "sayso 2"), "sayso 2", [replace(first, articles=(), statements=(), rejected=(no,))])
    assert list(ledger.articles()) == list(ledger.statements()) == []
    assert [(row.path, row.reason) for row in queries.rejected(ledger)] == [("pile/origin.txt", "index-page")]


def test_an_input_stops_being_listed_as_rejected_when_it_is_read(ledger, run):
    reading = made.dispute().readings[0]
    lost = Rejected("gone.txt", "gone.txt", "pages", Reason.MISSING, "no such file")
    locked = Rejected(reading.page.path, reading.page.path, "pages", Reason.UNREADABLE, "no permission")
    ledger.reject(run, [lost, locked])
    ledger.reject(run, [locked, lost])
    assert [row.path for row in queries.rejected(ledger)] == ["gone.txt", "pile/origin.txt"]
    ledger.append(run, READER, [reading])
    assert [row.path for row in queries.rejected(ledger)] == ["gone.txt"]


def test_names_that_are_no_utf8_can_be_stored(ledger):
    reading = made.dispute().readings[0]
    bad = "pile/caf\udce9.txt"  # what os.fsdecode makes of a Latin-1 file name
    run = ledger.begin_run(RunInfo("0.1.0", READER, "{}", "2031-05-03T00:00:00Z", (bad,)))
    failed = Rejected(reading.page.page_id, bad, "reading", Reason.FAILED, f"{bad}: told in an error")
    reading = replace(reading, rejected=(failed,))
    ledger.append(run, READER, [replace(reading, page=replace(reading.page, path=bad))])
    ledger.reject(run, [Rejected(bad, bad, "pages", Reason.EMPTY, f"{bad}: 0 bytes")])
    assert [row["path"] for row in TABLES["articles"](ledger)] == ["pile/caf\\udce9.txt"]
    assert [row.detail for row in queries.rejected(ledger)] == ["pile/caf\\udce9.txt: told in an error"]
    assert next(queries.runs(ledger)).inputs == ["pile/caf\\udce9.txt"]


def test_the_same_statement_told_twice_by_a_reader_is_one(ledger, run):
    reading = made.dispute().readings[0]
    ledger.append(run, READER, [replace(reading, statements=reading.statements * 2, articles=reading.articles * 2)])
    assert len(list(ledger.statements())) == len(reading.statements)
    assert len(list(ledger.articles())) == 1


def test_only_differences_of_derived_rows_are_stored(ledger, run):
    told = made.dispute()
    ledger.append(run, READER, told.readings)
    ledger.derive(run, Derived(told.traced, told.related))
    events = counts(ledger)["events"]
    fewer = replace(told.related, positions=told.related.positions[1:])
    ledger.derive(run, Derived(told.traced, fewer))
    assert counts(ledger)["events"] == events + 1
    assert [row.position for row in queries.positions(ledger)] == list(fewer.positions)
    ledger.derive(run, Derived(told.traced, told.related))  # it comes back: an event, no second row
    assert counts(ledger)["events"] == events + 2
    assert counts(ledger)["positions"] == 3
    assert len(list(queries.positions(ledger))) == 3


def test_derived_rows_are_stale_until_they_are_made_from_what_is_there(ledger, run):
    told = made.dispute()
    assert not ledger.is_stale()  # nothing read, nothing to derive
    ledger.append(run, READER, told.readings[:1])
    assert ledger.is_stale()
    seen = ledger.state_digest()
    ledger.append(run, READER, told.readings[1:])  # by another process, say
    ledger.derive(run, Derived(*NOTHING, state=seen))
    assert ledger.is_stale()
    ledger.derive(run, Derived(told.traced, told.related))
    assert not ledger.is_stale()
    ledger.add_paths(run, [Found(told.readings[0].page.page_id, "elsewhere.txt")])
    assert not ledger.is_stale()  # nothing that is derived depends on paths


def test_no_row_can_be_changed_or_deleted(ledger):
    told = made.dispute()
    run = fill(ledger, told.readings)
    ledger.finish_run(run, "2031-05-03T00:01:00Z", {"pages": 3})
    lost = Rejected("gone.txt", "gone.txt", "pages", Reason.MISSING, "no such file")
    ledger.reject(run, [lost])
    at = "2031-05-03T00:00:30Z"
    ledger.note_fetches(run, [Fetch(at, "https://a.example/", "https://a.example/", 304, None, None, None, None)])
    ledger.note_alerts(run, ["claim cl1-a"])
    rejected = told.readings[0].statements[0]
    no = Ruling("ru1-0", Decision.REJECT, rejected.statement_id, "", "roe", "2031-05-03T00:00:00.000000+00:00")
    ledger.rule(run, [no])
    stands = RuledStatement(rejected.statement_id, True, rejected.act, rejected.speaker, UNDATED, "")
    day = RuledArticle(rejected.article_id, UNDATED, ())
    ruled = Ruled((Upheld(no, RulingState.IN_FORCE, ""),), (stands,), (day,))
    ledger.derive(run, Derived(told.traced, told.related, told.identified, ruled))
    full = counts(ledger)
    assert all(full.values()), f"a table without a row proves nothing: {full}"
    other = sqlite3.connect(ledger.path)
    for table in full:
        for attempt in (f"DELETE FROM {table}", f"UPDATE {table} SET run_id = 1"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                other.execute(attempt)
    other.close()


def test_every_row_carries_its_run(ledger):
    for table in counts(ledger):
        assert "run_id" in [row[1] for row in ledger.rows(f"PRAGMA table_info({table})")], table


NEAR = [
    ({"aadeor"}, set(), [ADA, TERM]),  # by a name, with every line of the id
    (set(), {("envoy", "Norland")}, [ADA, TERM]),  # by an office
    (set(), {("premier", "Norland")}, [BO]),  # an office without a party of its own is that of whom he speaks for
    (set(), {("premier", "Sudria")}, []),
    ({"nobody"}, {("king", "Norland")}, []),
]


@pytest.mark.parametrize(("keys", "offices", "expected"), NEAR)
def test_of_a_list_only_what_is_asked_for_is_given(ledger, run, keys, offices, expected):
    ledger.keep_known(run, [made.known_list(ADA, TERM, BO)])
    assert list(ledger.known_near(keys, offices)) == expected


def test_lists_hold_until_others_are_given(ledger, run):
    ledger.append(run, READER, made.dispute().readings)
    before = ledger.state_digest()
    ledger.keep_known(run, [made.known_list(ADA), made.known_list(BO)])
    with_lists = ledger.state_digest()
    assert with_lists != before  # what was found without them is stale
    second = begin(ledger)
    ledger.keep_known(second, [])
    assert ledger.state_digest() == with_lists
    assert list(ledger.known_near({"beko"}, set())) == [BO]
    third = begin(ledger)
    ledger.keep_known(third, [made.known_list()])  # a list of nobody takes the others back
    assert ledger.state_digest() == before
    assert list(ledger.known_near({"beko"}, set())) == []


def test_a_list_given_twice_is_stored_once(ledger, run):
    ledger.keep_known(run, [made.known_list(ADA)])
    ledger.keep_known(begin(ledger), [made.known_list(ADA)])
    assert list(ledger.rows("SELECT count(*) FROM known_chunks")) == [(1,)]


def test_a_run_that_was_cut_off_has_no_end(ledger, run):
    ended = begin(ledger)
    ledger.finish_run(ended, "2031-05-03T00:01:00Z", {"pages": 3})
    rows = list(queries.runs(ledger))
    assert [(row.run_id, row.finished_at, row.tally) for row in rows] == [
        (run, None, None),
        (ended, "2031-05-03T00:01:00Z", {"pages": 3}),
    ]
    assert rows[0].inputs == ["pile"]


def test_many_readings_in_any_order_give_one_digest(tmp_path):
    pages = [made.page(f"page {at}", f"pile/{at}.txt") for at in range(40)]
    readings = [made.reading(page, (made.article(page, f"Story {page.path}"),)) for page in pages]
    digests = set()
    for seed in range(3):
        random.Random(seed).shuffle(readings)
        with open_ledger(tmp_path / f"{seed}.db", create=True) as ledger:
            ledger.append(begin(ledger), READER, readings)
            digests.add(ledger.state_digest())
    assert len(digests) == 1


def test_an_interrupt_takes_the_whole_batch_back(ledger, run):
    first = made.dispute().readings[0]
    ledger.append(run, READER, [first])

    def paths():
        yield Found(first.page.page_id, "one.txt")
        raise KeyboardInterrupt  # Ctrl-C in the middle of a transaction

    with pytest.raises(KeyboardInterrupt):
        ledger.add_paths(run, paths())
    assert [row["path"] for row in TABLES["articles"](ledger)] == ["pile/origin.txt"]
    ledger.add_paths(run, [Found(first.page.page_id, "one.txt")])  # and it goes on
    assert len(list(TABLES["articles"](ledger))) == 2


def test_a_table_of_owners_holds_until_another_is_given_and_makes_the_ledger_stale(tmp_path):
    with open_ledger(tmp_path / "l.db", create=True) as ledger:
        before = ledger.state_digest()
        ledger.keep_owners(begin(ledger), [made.OWNED])
        assert ledger.owners() == [made.OWNED]
        assert ledger.state_digest() != before
        ledger.keep_owners(begin(ledger), [])
        assert ledger.owners() == [made.OWNED]
