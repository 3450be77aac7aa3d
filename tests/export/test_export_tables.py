"""The export contract: its keys, its spans, its order, its bytes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from msgspec.structs import replace

import made
from sayso.export import COLUMNS, FORMATS, TABLES, export
from sayso.export.formats import to_csv, to_jsonl
from sayso.ledger import Derived, Ledger, RunInfo, open_ledger
from sayso.records import Decision, Ruled, Ruling, RulingState, Upheld

# DESIGN section 6, word for word, after `path` and `article_id` that every row carries.
DATE = "iso earliest latest basis evidence alternatives why"
CONTRACT = {
    "articles": "path article_id ordinal title byline outlet agency dateline language published text page_start "
    "page_end teasers blocks sheets capture",
    "copies": "path article_id copy_path copy_id origin_path origin_id relation share direction family_id why trifles",
    "changes": "path article_id copy_id origin_id kind before after before_span after_span gravity verdict held_by why",
    "statements": "path article_id statement_id source cue content mode act speaker via said_on score why headline "
    "method act_basis target addressee endorsement hedge sheet",
    "claims": "path article_id claim_id text statement_ids parent",
    "positions": "path article_id position_id claim_id claim party speaker stance said_on statement_ids paths articles "
    "origins own_matter why speaker_id independence",
    "timeline": "path article_id date text span statement_id also",
    "times": "path article_id start end page_start page_end type value iso earliest latest",
    "flags": "path article_id kind subject_id spans parts why",
    "rejected": "path article_id stage reason detail",
    "rulings": "ruling_id decision subject_id value by at note state detail statement_ids words",
    "runs": "run_id sayso reader settings inputs started_at finished_at tally",
}


def fill(path: Path, order: tuple[int, ...] = (0, 1, 2), batch: int = 3) -> Ledger:
    told = made.dispute()
    ledger = open_ledger(path, create=True)
    run = ledger.begin_run(RunInfo("0.1.0", "r", "{}", "2031-05-03T00:00:00Z", ("pile",)))
    readings = [told.readings[at] for at in order]
    for start in range(0, len(readings), batch):
        ledger.append(run, "r", readings[start : start + batch])
    second = replace(told.readings[2].page, path="pile/another.html")
    ledger.append(run, "r", [replace(told.readings[2], page=second)])
    note = Ruling("ru1-0", Decision.NOTE, "cl1-dam", "", "roe", "2031-05-03T00:00:00.000000+00:00", "ask the yard")
    ledger.rule(run, [note])
    upheld = Upheld(note, RulingState.IN_FORCE, "")
    ledger.derive(run, Derived(told.traced, told.related, told.identified, Ruled((upheld,)), told.timed))
    return ledger


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    with fill(tmp_path_factory.mktemp("export") / "matter.db") as ledger:
        yield ledger


@pytest.fixture(scope="module")
def tables(ledger) -> dict[str, list[dict]]:
    return {table: [json.loads(line) for line in lines(ledger, table)] for table in TABLES}


def lines(ledger: Ledger, table: str, form: str = "jsonl") -> list[bytes]:
    out = io.BytesIO()
    count = export(ledger, table, out, form=form)
    found = out.getvalue().splitlines(keepends=True)
    assert form != "jsonl" or len(found) == count
    return found


@pytest.mark.parametrize("table", CONTRACT)
def test_every_row_has_the_keys_of_the_contract_in_their_order(tables, table):
    assert tables[table], "a table without rows proves nothing"
    assert {tuple(row) for row in tables[table]} == {tuple(CONTRACT[table].split())}


def test_the_contract_names_every_table():
    assert {table: " ".join(keys) for table, keys in COLUMNS.items()} == CONTRACT
    assert list(TABLES) == list(CONTRACT)


def test_dates_have_their_keys(tables):
    dates = [tables["articles"][0]["published"], tables["statements"][0]["said_on"], tables["timeline"][0]["date"]]
    assert {" ".join(date) for date in dates} == {DATE}
    assert tables["articles"][-2]["published"]["basis"] == "header"


def test_spans_show_the_right_words_in_article_and_page(tables):
    texts = {row["article_id"]: row["text"] for row in tables["articles"]}
    for row in tables["statements"]:
        for span in (*row["source"], *row["cue"], *row["content"]):
            assert texts[row["article_id"]][span["start"] : span["end"]].strip()
            if row["path"].endswith(".txt"):
                assert span["page_start"] - span["start"] == span["page_end"] - span["end"] == made.SHIFT
            else:
                assert set(span) == {"start", "end"}  # HTML has no place on a decoded page


@pytest.mark.parametrize("table", ["articles", "statements", "times"])
def test_rows_stand_by_path_and_place(tables, table):
    def place(row):
        start = row["content"][0]["start"] if table == "statements" else row.get("start", 0)
        return row["path"], row.get("ordinal", 0), start

    assert [place(row) for row in tables[table]] == sorted(place(row) for row in tables[table])


def test_a_time_has_its_words_in_article_and_page(tables):
    row = next(row for row in tables["times"] if row["path"] == "pile/copy.txt" and row["iso"] == "2031-06")
    assert made.COPIED[row["start"] : row["end"]] == "June 2031"
    assert row["page_start"] == row["start"] + made.SHIFT
    assert (row["type"], row["value"], row["earliest"], row["latest"]) == (
        "DATE",
        "2031-06",
        "2031-06-01",
        "2031-06-30",
    )


def test_a_page_with_two_paths_has_its_rows_under_both(tables):
    both = {"pile/another.html", "pile/other.html"}
    for table in ("articles", "statements"):
        rows = [row for row in tables[table] if row["path"] in both]
        assert {row["path"] for row in rows} == both
        assert len({row["article_id"] for row in rows}) == 1
    asserting = next(row for row in tables["positions"] if row["stance"] == "asserts")
    assert asserting["paths"] == ["pile/another.html", "pile/copy.txt", "pile/origin.txt", "pile/other.html"]


def test_copies_name_both_articles_and_their_family(tables):
    (row,) = tables["copies"]
    assert (row["copy_path"], row["origin_path"]) == ("pile/copy.txt", "pile/origin.txt")
    assert row["family_id"].startswith("fa1-")
    assert row["path"] == row["copy_path"]
    assert row["article_id"] == row["copy_id"]


def test_a_change_has_a_span_only_where_something_stands(tables):
    (row,) = tables["changes"]
    assert row["after_span"] is None
    assert row["before_span"]["page_start"] == row["before_span"]["start"] + made.SHIFT


def test_the_timeline_tells_copied_dates_once_and_in_order(tables):
    told = [(row["date"]["evidence"], row["path"], row["statement_id"] is not None) for row in tables["timeline"]]
    assert told == [
        ("April 2031", "pile/origin.txt", True),  # inside Sudria's statement
        ("May 2, 2031", "pile/origin.txt", False),  # in the same sentence, but not among the words said
        ("June 2031", "pile/copy.txt", False),  # the copy's own sentence
    ]
    assert tables["timeline"][2]["text"] == "Fishermen gathered in June 2031."
    assert [[(one["path"], one["is_copy"]) for one in row["also"]] for row in tables["timeline"]] == [
        [("pile/copy.txt", True)],  # where the words were copied to
        [("pile/copy.txt", True)],
        [],
    ]


def test_flags_of_readings_and_of_the_whole_stand_together(tables):
    assert [(row["path"], row["kind"], len(row["spans"])) for row in tables["flags"]] == [
        ("pile/another.html", "anachronism", 1),
        ("pile/origin.txt", "reversal", 0),
    ]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("order", "batch"), [((2, 1, 0), 3), ((1, 2, 0), 1), ((0, 1, 2), 1)])
def test_bytes_do_not_depend_on_order_or_batch(ledger, tmp_path, form, order, batch):
    with fill(tmp_path / "other.db", order, batch) as other:
        for table in TABLES:
            if table != "runs":
                assert lines(other, table, form) == lines(ledger, table, form), table


@pytest.mark.parametrize("table", TABLES)
def test_csv_tells_the_same_as_json(ledger, tables, table):
    rows = list(csv.DictReader(io.StringIO(b"".join(lines(ledger, table, "csv")).decode(), newline="")))
    assert [list(row) for row in rows] == [list(row) for row in tables[table]]
    for row, expected in zip(rows, tables[table], strict=True):
        for key, value in expected.items():
            if isinstance(value, list | dict | bool):
                assert json.loads(row[key]) == value
            else:
                assert row[key].removeprefix("'") == ("" if value is None else str(value))


CELLS = [
    ("=HYPERLINK(1)", "'=HYPERLINK(1)"),  # would be run by a spreadsheet
    ("+1", "'+1"),
    ("-1 degrees", "'-1 degrees"),
    ("@SUM(1)", "'@SUM(1)"),
    ("\t=1", "'\t=1"),  # a tab in front is skipped by some
    ("1=1", "1=1"),  # only the first character counts
    (-0.5, "-0.5"),  # a number is no formula
    (True, "true"),  # as in JSON
    (None, ""),  # null
    ({"a": ["=1"]}, '{"a":["=1"]}'),  # nested values begin with a bracket
    ('"Yes," he said\nand left', '"Yes," he said\nand left'),  # quotes, commas and line ends survive
]


@pytest.mark.parametrize(("value", "cell"), CELLS)
def test_cells_are_safe_in_a_spreadsheet(value, cell):
    written = b"".join(to_csv("t", ["x", "y"], [{"x": value, "y": 1}])).decode()
    assert list(csv.reader(io.StringIO(written, newline="")))[1] == [cell, "1"]


def test_a_table_without_rows_still_has_its_header_in_csv():
    assert list(to_csv("t", ["path", "why"], [])) == [b"path,why\r\n"]
    assert list(to_jsonl("t", ["path", "why"], [])) == []


def test_rows_are_written_as_they_come():
    """Memory does not grow with the table: a row is out before the next is asked for."""
    asked = []

    def rows():
        for number in range(3):
            asked.append(number)
            yield {"n": number}

    for form in (to_jsonl, to_csv):
        asked.clear()
        out = form("t", ["n"], rows())
        while not next(out).startswith(b'{"n":0' if form is to_jsonl else b"0"):
            pass
        assert asked == [0]
