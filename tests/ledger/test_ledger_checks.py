"""Each check fails on the damage it is there for, names the place, and passes on a sound file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from msgspec.structs import replace

import made
from sayso.ledger import Derived, Ledger, RunInfo, open_ledger
from sayso.ledger.checks import run_checks
from sayso.records import Block, BlockKind, Related, Span, Timex, TimexType, Traced


def make(path: Path, readings=None, traced: Traced | None = None, related: Related | None = None) -> Ledger:
    told = made.dispute()
    ledger = open_ledger(path, create=True)
    run = ledger.begin_run(RunInfo("0.1.0", "r", "{}", "2031-05-03T00:00:00Z", ()))
    ledger.append(run, "r", told.readings if readings is None else readings)
    ledger.derive(run, Derived(traced or told.traced, related or told.related))
    return ledger


def failures(ledger: Ledger) -> dict[str, str]:
    return {result.name: result.detail for result in run_checks(ledger) if not result.ok}


def test_a_sound_ledger_passes_every_check(tmp_path):
    with make(tmp_path / "matter.db") as ledger:
        assert failures(ledger) == {}
        assert len({result.name for result in run_checks(ledger)}) == 12


def test_an_empty_ledger_passes_every_check(tmp_path):
    with open_ledger(tmp_path / "matter.db", create=True) as ledger:
        assert failures(ledger) == {}


ORIGIN = made.dispute().readings[0].articles[0]
SAID = made.dispute().readings[0].statements[0]
FAR = Span(9_000, 9_010)

ARTICLES = [
    ({"text": " \n"}, "no text"),
    ({"text": f"\0{made.FIRST}"}, "NUL"),  # SQLite's own functions stop at it
    ({"blocks": (Block(BlockKind.PARAGRAPH, FAR, None),)}, "block 9000-9010 is not within"),
    ({"blocks": (Block(BlockKind.PARAGRAPH, Span(5, 5), None),)}, "block 5-5 is not within"),  # empty
    ({"times": (Timex(FAR, TimexType.DATE, "2031"),)}, "time 9000-9010 is not within"),
    ({"times": (Timex(Span(7, 8), TimexType.DATE, "2031"),)}, "time 7-8 shows no words"),  # a space
    ({"offsets": ((0, 0, 9_000),)}, "map to the page"),  # longer than the text
    ({"offsets": ((0, 0, 20), (10, 40, 20))}, "map to the page"),  # runs overlap
    ({"offsets": ((0, -1, 20),)}, "map to the page"),  # before the page
]


@pytest.mark.parametrize(("change", "word"), ARTICLES)
def test_what_is_wrong_with_an_article(tmp_path, change, word):
    reading = made.dispute().readings[0]
    with make(tmp_path / "matter.db", [replace(reading, articles=(replace(ORIGIN, **change),))], *NOTHING) as ledger:
        assert word in failures(ledger)["articles"]


STATEMENTS = [
    ({"content": ()}, "nothing is said"),
    ({"content": (FAR,)}, "content 9000-9010 is not within"),
    ({"cue": (Span(7, 8),)}, "cue 7-8 shows no words"),
    ({"source": (Span(0, 10), Span(5, 12))}, "spans of source overlap"),
    ({"content": (Span(20, 30), Span(0, 10))}, "stand in no order"),
    ({"headline": True}, "is not within the 7 characters"),  # its spans are into "Story 0"
]


@pytest.mark.parametrize(("change", "word"), STATEMENTS)
def test_what_is_wrong_with_a_statement(tmp_path, change, word):
    reading = made.dispute().readings[0]
    with make(tmp_path / "matter.db", [replace(reading, statements=(replace(SAID, **change),))], *NOTHING) as ledger:
        assert word in failures(ledger)["statements"]


NOTHING = Traced((), ()), Related((), (), ())
TOLD = made.dispute()
LINK, FAMILY = TOLD.traced.links[0], TOLD.traced.families[0]
CLAIM, POSITION = TOLD.related.claims[0], TOLD.related.positions[0]
BACK = replace(LINK, copy_id=LINK.origin_id, origin_id=LINK.copy_id)

DERIVED = [
    ("copies", {"links": (replace(LINK, share=1.5),)}, {}, "share 1.5"),
    ("copies", {"links": (replace(LINK, pairs=((FAR, FAR),)),)}, {}, "do not stand in both texts"),
    ("copies", {"links": (LINK, BACK)}, {}, "in a circle"),
    ("copies", {"changes": (replace(TOLD.traced.changes[0], before_span=FAR),)}, {}, "a change stands outside"),
    ("families", {"links": ()}, {}, "reach 1 of its 2 articles"),
    ("families", {"families": (FAMILY, replace(FAMILY, family_id="fa1-two"))}, {}, "in two families"),
    ("claims", {}, {"claims": (replace(CLAIM, text_from="st1-other"),)}, "of none of its statements"),
    ("claims", {}, {"claims": (CLAIM, replace(CLAIM, text="again"))}, "there twice"),
    ("claims", {}, {"claims": ()}, "no claim cl1-dam"),
    ("claims", {}, {"claims": (replace(CLAIM, parent="cl1-gone"),)}, "no claim that stands by itself"),
    ("claims", {}, {"claims": (replace(CLAIM, parent=CLAIM.claim_id),)}, "no claim that stands by itself"),
    ("claims", {}, {"positions": (replace(POSITION, statement_ids=("st1-other",)),)}, "not of its claim"),
    (
        "references",
        {},
        {"claims": (replace(CLAIM, statement_ids=(*CLAIM.statement_ids, "st1-x")),)},
        "no statement st1-x",
    ),
    ("references", {"links": (replace(LINK, origin_id="ar1-x"),)}, {}, "no article ar1-x"),
    ("references", {"families": (replace(FAMILY, article_ids=("ar1-x", FAMILY.origin_id)),)}, {}, "no article ar1-x"),
]


@pytest.mark.parametrize(("check", "traced", "related", "word"), DERIVED)
def test_what_is_wrong_with_derived_rows(tmp_path, check, traced, related, word):
    changed = replace(TOLD.traced, **traced), replace(TOLD.related, **related)
    with make(tmp_path / "matter.db", None, *changed) as ledger:
        assert word in failures(ledger)[check]


def test_references_are_a_note_while_an_ingest_is_cut_off(tmp_path):
    with make(tmp_path / "matter.db") as ledger:
        reading = replace(TOLD.readings[0], articles=(), statements=(), rejected=TOLD.readings[1].rejected)
        ledger.append(ledger.begin_run(RunInfo("0.2", "newer", "{}", "2031", ())), "newer", [reading])
        result = next(result for result in run_checks(ledger) if result.name == "references")
        assert result.ok
        assert result.detail.startswith("note:")
        assert result.count > 0


SPOILED = [
    ("schema", "DROP TRIGGER claims_keep", "claims_keep is missing"),
    ("schema", "DROP INDEX events_newest", "events_newest is missing"),
    ("schema", "DROP VIEW current_copies; CREATE VIEW current_copies AS SELECT * FROM copy_links", "not as sayso made"),
    ("pages", "DROP TRIGGER page_paths_stay; DELETE FROM page_paths", "no path"),
    ("pages", "INSERT INTO pages VALUES ('pg1-x', 1, NULL, '', 0, '', NULL, '{}')", "pg1-x: never read"),
    ("pages", "DROP TRIGGER statements_stay; DROP TRIGGER articles_stay; DELETE FROM statements; DELETE FROM articles",
     "neither an article nor a reason"),
    ("search", "DELETE FROM article_search_docsize WHERE id = 1", "holds 2 of 3 articles"),
    ("search", "DELETE FROM statement_search_docsize WHERE id = 1", "holds 4 of 5 statements"),
    ("file", "DROP TRIGGER pages_stay; DELETE FROM pages", "points at a row of pages"),
]  # fmt: skip


@pytest.mark.parametrize(("check", "sql", "word"), SPOILED)
def test_what_another_program_spoiled(tmp_path, check, sql, word):
    make(tmp_path / "matter.db").close()
    other = sqlite3.connect(tmp_path / "matter.db")
    other.executescript(sql)
    other.close()
    with open_ledger(tmp_path / "matter.db") as ledger:
        assert word in failures(ledger)[check]


def test_the_remedy_for_a_spoiled_index_works(tmp_path):
    make(tmp_path / "matter.db").close()
    other = sqlite3.connect(tmp_path / "matter.db", isolation_level=None)
    for table in ("article_search", "statement_search"):
        other.execute(f"DELETE FROM {table}_docsize")
        other.execute(f"INSERT INTO {table}({table}) VALUES ('rebuild')")
        other.execute(f"INSERT INTO {table}({table}, rank) VALUES ('integrity-check', 1)")  # raises when it differs
    other.close()
    with open_ledger(tmp_path / "matter.db") as ledger:
        assert failures(ledger) == {}


def test_many_problems_are_counted_and_the_first_told(tmp_path):
    spans = tuple(Timex(Span(at, at + 1), TimexType.DATE, "2031") for at in range(9_000, 9_010))
    reading = made.dispute().readings[0]
    with make(tmp_path / "matter.db", [replace(reading, articles=(replace(ORIGIN, times=spans),))], *NOTHING) as ledger:
        result = next(result for result in run_checks(ledger) if result.name == "articles")
        assert (result.count, result.detail.count("is not within")) == (10, 3)
        assert result.detail.endswith("7 more")
