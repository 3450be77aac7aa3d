"""The path: twice is once, order and batches change nothing, what was cut off is taken up, nothing is lost."""

import gc
import io
import itertools
import json
import shutil
from pathlib import Path

import pytest

from made import FEW, PILE
from sayso import engine, pipeline
from sayso.claims import meaning
from sayso.errors import InstallationIncomplete
from sayso.export import TABLES, export
from sayso.ledger import open_ledger, parts, queries
from sayso.ledger.checks import run_checks
from sayso.pipeline import Step, conclude, ingest
from sayso.records import Asked, Decision, Reason
from sayso.ruling import rule
from sayso.settings import Settings

ONE = Settings(processes=1, max_page_seconds=0)

pytestmark = pytest.mark.usefixtures("loaded_once")


@pytest.fixture(scope="module")
def some(tmp_path_factory):
    """Seven pages of the sample: text, HTML and JSON lines, with a family of copies among them."""
    folder = tmp_path_factory.mktemp("some")
    for name in FEW:
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy(PILE / name, folder / name)
    return [str(folder / name) for name in FEW]


@pytest.fixture(scope="module")
def once(some, tmp_path_factory):
    """The exports of a plain ingest, and what the run counted."""
    return _taken(some, tmp_path_factory.mktemp("once") / "a.db", ONE)


def _taken(inputs, path, settings):
    with open_ledger(path, create=True) as ledger:
        tally = ingest(inputs, ledger, settings)
        return _exports(ledger), tally


def _exports(ledger):
    tables = {}
    for name in sorted(set(TABLES) - {"runs"}):
        out = io.BytesIO()
        export(ledger, name, out)
        tables[name] = out.getvalue()
    return tables


def test_the_pages_used_here_give_something_of_every_kind(once):
    exports, tally = once
    assert (tally.pages, tally.again, tally.rejected) == (7, 0, 0)
    for name in ("articles", "copies", "statements", "claims", "positions", "times", "timeline"):
        assert exports[name], name


def test_ingesting_twice_adds_nothing(once, some, tmp_path):
    _taken(some, tmp_path / "a.db", ONE)
    exports, tally = _taken(some, tmp_path / "a.db", ONE)
    assert (tally.pages, tally.again) == (0, 7)
    assert exports == once[0]


@pytest.mark.parametrize("batch", [1, 3])
def test_order_and_batches_change_nothing(once, some, tmp_path, batch):
    order = list(reversed(some))
    assert _taken(order, tmp_path / "a.db", Settings(processes=1, max_page_seconds=0, batch_pages=batch))[0] == once[0]


def test_pages_that_come_one_run_at_a_time_end_in_the_same_state(once, some, tmp_path):
    for page in some[::-1]:
        exports, _ = _taken([page], tmp_path / "a.db", ONE)
    assert exports == once[0]


@pytest.mark.parametrize("first", ["forwards", "backwards"])
def test_what_was_kept_of_earlier_runs_shows_nowhere(first, some, tmp_path, monkeypatch):
    """A page a run with rulings between, and all at once ruled on after, end in the same state to the byte."""
    pages = [*some[:3], *some[4:6]] if first == "forwards" else [*some[:3], *some[4:6]][::-1]
    with open_ledger(tmp_path / "whole.db", create=True) as ledger:
        ingest(pages, ledger, ONE)
        asked = _asked(ledger, pages)
        for at in sorted(asked):
            rule(ledger, asked[at], "A. Reader")
        whole = _exports(ledger)
    monkeypatch.setattr(parts, "KEPT", 1)
    monkeypatch.setattr(meaning, "STEPS_FROM", 0)
    monkeypatch.setattr(meaning, "STEP", 1e-9)  # as good as none: the whole was worked out without
    with open_ledger(tmp_path / "a.db", create=True) as ledger:
        for at, page in enumerate(pages):
            ingest([page], ledger, ONE)
            if at in asked:
                rule(ledger, asked[at], "A. Reader")
        exports = _exports(ledger)
    assert parts.parts_path(tmp_path / "a.db").exists()
    for name in exports.keys() - {"rulings"}:  # these tell when they were made
        assert exports[name] == whole[name], name


def _asked(ledger, pages):
    """Two rulings, each by the place of the page after which it can be made."""
    exports = {name: [*map(json.loads, rows.splitlines())] for name, rows in _exports(ledger).items()}
    on_claims = {said for row in exports["positions"] for said in row["statement_ids"]}
    rows = [row for row in exports["statements"] if row["statement_id"] in on_claims]
    told = [[row["statement_id"] for row in rows if row["path"] == page] for page in pages]
    ruled = {}
    for decision, value in ((Decision.REJECT, ""), (Decision.STANCE, "dismisses")):
        at = next(at for at, some in enumerate(told) if some and at not in ruled)
        ruled[at] = Asked(decision, told[at][0], value)
    return ruled


def test_workers_give_the_same_as_this_process(once, some, tmp_path, monkeypatch):
    monkeypatch.setattr(engine, "FEW_PAGES", 1)
    assert _taken(some, tmp_path / "a.db", Settings(processes=2))[0] == once[0]


def test_a_run_that_is_stopped_is_taken_up(once, some, tmp_path):
    def stop_at_three(step: Step) -> None:
        if step.done >= 3:
            raise KeyboardInterrupt

    path = tmp_path / "a.db"
    with open_ledger(path, create=True) as ledger:
        with pytest.raises(KeyboardInterrupt):
            ingest(some, ledger, Settings(processes=1, max_page_seconds=0, batch_pages=1), stop_at_three)
        assert queries.overview(ledger).pages == 3
        assert queries.overview(ledger).stale
        assert all(result.ok for result in run_checks(ledger))
    exports, tally = _taken(some, path, ONE)
    assert (tally.pages, tally.again) == (4, 3)
    assert exports == once[0]


def test_a_stage_that_fails_on_a_page_stops_no_other(some, tmp_path, monkeypatch):
    from sayso import reading

    real = reading.cut

    def fails_on_one(page):
        if page.path.endswith("fairy-tales.html"):
            raise ZeroDivisionError("made for this test")
        return real(page)

    monkeypatch.setattr(reading, "cut", fails_on_one)
    with open_ledger(tmp_path / "a.db", create=True) as ledger:
        tally = ingest(some, ledger, ONE)
        rows = [row for row in queries.rejected(ledger) if row.reason == Reason.FAILED]
    assert (tally.pages, tally.rejected) == (7, 1)
    assert len(rows) == 1
    assert "ZeroDivisionError: made for this test" in rows[0].detail


def test_a_missing_library_is_no_fault_of_a_page(some, tmp_path, monkeypatch):
    from sayso import reading

    def lacks(page):
        raise ImportError("No module named 'parser_of_pages'\nInstall it.")

    monkeypatch.setattr(reading, "cut", lacks)
    with (
        open_ledger(tmp_path / "a.db", create=True) as ledger,
        pytest.raises(InstallationIncomplete, match=r"parser_of_pages'\. Install it again"),
    ):
        ingest(some, ledger, ONE)


def test_a_page_that_was_rejected_before_still_counts_as_rejected(tmp_path):
    (tmp_path / "empty.txt").touch()
    for expected in ((1, 0, 1), (0, 1, 1)):  # the second run reads nothing, and its status must be the first's
        _, tally = _taken([str(tmp_path / "empty.txt")], tmp_path / "a.db", ONE)
        assert (tally.pages, tally.again, tally.rejected) == expected


def test_nothing_is_worked_out_again_when_nothing_changed(some, tmp_path, monkeypatch):
    _taken(some, tmp_path / "a.db", ONE)
    monkeypatch.setattr(pipeline, "trace_again", lambda *_: pytest.fail("traced again"))
    with open_ledger(tmp_path / "a.db", create=True) as ledger:
        conclude(ledger, 1, lambda _: None)


def test_what_follows_from_all_pages_is_worked_out_without_the_collector_which_then_is_as_it_was(some, tmp_path):
    seen = {}

    def watch(step: Step) -> None:
        seen[step.doing] = gc.isenabled()
        if step.doing == "relating claims" and broken:
            raise KeyboardInterrupt

    broken = True
    with open_ledger(tmp_path / "a.db", create=True) as ledger, pytest.raises(KeyboardInterrupt):
        ingest(some[:1], ledger, ONE, watch)
    assert (seen["reading"], seen["relating claims"], gc.isenabled()) == (True, False, True)
    broken = False
    gc.disable()
    try:
        with open_ledger(tmp_path / "a.db", create=True) as ledger:
            ingest(some[:1], ledger, ONE, watch)
        assert not gc.isenabled(), "a caller who does without it goes on so"
    finally:
        gc.enable()


def test_the_total_is_an_estimate_until_all_is_listed(some, monkeypatch):
    monkeypatch.setattr(pipeline, "WAVE_PAGES", 2)
    reader = pipeline.PageReader(some, ONE)
    waves = [(len(wave), total) for wave, total in pipeline._waves(reader, 1)]
    assert [size for size, _ in waves] == [2, 2, 2, 1]
    assert waves[-1][1] == 7
    assert all(total >= sum(size for size, _ in waves[: n + 1]) for n, (_, total) in enumerate(waves))


ROOMS = [
    (Settings(processes=40), 1),  # on this machine readers are few and near
    (Settings(cluster="local"), 1),  # nobody said how many there will be
    (Settings(cluster="local", processes=1), 1),
    (Settings(cluster="local", processes=40), 20),  # else forty readers would start for 50 pages each
]


@pytest.mark.parametrize(("settings", "room"), ROOMS)
def test_more_readers_of_a_cluster_are_given_more_pages_at_once(settings, room, some, monkeypatch):
    monkeypatch.setattr(pipeline, "WAVE_PAGES", 1)
    wave, _ = next(pipeline._waves(pipeline.PageReader(some, ONE), pipeline._room(settings)))
    assert len(wave) == min(room, 7)


def test_every_span_shows_the_words_it_was_made_from(once):
    of = {row["article_id"]: row for row in map(json.loads, once[0]["articles"].splitlines())}
    for row in map(json.loads, once[0]["statements"].splitlines()):
        text = of[row["article_id"]]["title" if row["headline"] else "text"]
        for span in itertools.chain(row["source"], row["cue"], row["content"]):
            words = text[span["start"] : span["end"]]
            assert words.strip() == words != ""
            if "page_start" in span and of[row["article_id"]]["path"].endswith("plainword-news.txt"):
                page = Path(row["path"]).read_text(encoding="utf-8")
                assert page[span["page_start"] : span["page_end"]] == words
