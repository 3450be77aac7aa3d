"""A ledger cut out of a lake is the one that an ingest of its pages makes; a lake is filled as a ledger is."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from msgspec.structs import replace

from made import PILE
from sayso.errors import BadRequest
from sayso.export import TABLES, export
from sayso.lake import open_lake
from sayso.ledger import open_ledger, queries
from sayso.pipeline import cut_out, fill, ingest
from sayso.settings import Settings

WHOLE = Settings(processes=1, max_page_seconds=0)
ONE = replace(WHOLE, lake_pages=2)
SQL = re.findall(r"```sql\n(.*?)```\n\n```text\n(.*?)```", (PILE.parents[1] / "docs/lake.md").read_text("utf-8"), re.S)
SAYSO = Path(sys.executable).parent / "sayso"
PAGES = (
    *("text/plainword-news.txt", "standard/fairy-tales.html", "text/lowbank-herald-night-shift.txt"),
    *("nla/lethoria-accuses-velmara.html", "text/orlune-harbour-log.txt", "scraped.jsonl"),
)

pytestmark = pytest.mark.usefixtures("loaded_once")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Where `pile` holds pages of the sample, a family of copies among them, one twice, one empty, one damaged."""
    folder = tmp_path_factory.mktemp("home")
    for name in PAGES:
        (folder / "pile" / name).parent.mkdir(exist_ok=True, parents=True)
        shutil.copy(PILE / name, folder / "pile" / name)
    shutil.copy(folder / "pile" / PAGES[0], folder / "pile/text/z-again.txt")
    (folder / "pile/cut.txt.gz").write_bytes(b"\x1f\x8b\x08")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        yield folder


@pytest.fixture(scope="module")
def lake(home):
    """The folder of a lake with these pages."""
    with open_lake(home / "news.lake", write=True) as opened:
        tally = fill(["pile"], opened, ONE)
    assert (tally.pages, tally.again, tally.rejected) == (9, 1, 2)
    return home / "news.lake"


def only(home, paths, place):
    """A copy of the pile with these pages alone, each under its path: lines of records stay in their places."""
    for path in paths:
        name, _, line = path.partition("#")
        (place / name).parent.mkdir(exist_ok=True, parents=True)
        if not line:
            shutil.copy(home / name, place / name)
            continue
        lines = (home / name).read_bytes().splitlines(keepends=True)
        kept = {int(path.partition("#")[2]) for path in paths if path.startswith(f"{name}#")}
        (place / name).write_bytes(b"".join(raw if n in kept else b"\n" for n, raw in enumerate(lines, 1)))


def exports(ledger):
    tables = {}
    for name in sorted(set(TABLES) - {"runs"}):  # when, and out of what, differs
        out = io.BytesIO()
        export(ledger, name, out)
        tables[name] = out.getvalue()
    return tables


def cut(lake, wanted, path):
    with open_lake(lake) as opened, open_ledger(path, create=True) as ledger:
        tally = cut_out([opened], wanted, ledger, ONE)
        return tally, exports(ledger), sorted(p for page in queries.pages(ledger) for p in page.paths)


@pytest.mark.parametrize("wanted", ['"Halvane Hydro"', "gat* flood", "Andraky NEAR(fairy tales, 2)"])
def test_what_is_cut_out_is_what_an_ingest_of_its_pages_makes(home, lake, tmp_path, monkeypatch, wanted):
    tally, found, paths = cut(lake, wanted, tmp_path / "cut.db")
    assert 1 <= tally.pages < 9
    only(home, paths, tmp_path)
    monkeypatch.chdir(tmp_path)
    with open_ledger(tmp_path / "direct.db", create=True) as ledger:
        ingest(["pile"], ledger, ONE)
        assert exports(ledger) == found
    assert found["statements"]


def test_a_page_that_was_found_twice_brings_both_places(lake, tmp_path):
    assert {"pile/text/plainword-news.txt", "pile/text/z-again.txt"} <= set(cut(lake, "Andraky", tmp_path / "l.db")[2])


def test_cut_out_whole_it_is_the_ledger_of_the_pile(lake, tmp_path):
    _, found, _ = cut(lake, "", tmp_path / "cut.db")
    with open_ledger(tmp_path / "direct.db", create=True) as ledger:
        ingest(["pile"], ledger, ONE)
        assert exports(ledger) == found
    assert len(found["rejected"].splitlines()) == 2  # the empty page and the damaged input


def test_cutting_again_adds_nothing_and_cutting_more_adds_that(lake, tmp_path):
    _, few, _ = cut(lake, "Fenn", tmp_path / "a.db")
    tally, again, _ = cut(lake, "Fenn", tmp_path / "a.db")
    assert (tally.pages, again) == (0, few)
    cut(lake, "", tmp_path / "a.db")
    _, grown, _ = cut(lake, "", tmp_path / "a.db")
    assert grown == cut(lake, "", tmp_path / "whole.db")[1]


def test_nothing_is_read_twice(lake):
    before = sorted(lake.rglob("*.parquet"))
    with open_lake(lake, write=True) as opened:
        tally = fill(["pile"], opened, ONE)
    assert (tally.pages, tally.again, tally.rejected) == (0, 10, 2)
    assert sorted(lake.rglob("*.parquet")) == before


def test_two_lakes_are_cut_as_one(lake, tmp_path):
    halves = [tmp_path / "a.lake", tmp_path / "b.lake"]
    others = [f"pile/{name}" for name in ("standard", "nla", "scraped.jsonl", "cut.txt.gz", "text/z-again.txt")]
    for path, inputs in zip(halves, (["pile/text"], others), strict=True):
        with open_lake(path, write=True) as opened:
            fill(inputs, opened, ONE)
    with open_lake(halves[0]) as a, open_lake(halves[1]) as b, open_ledger(tmp_path / "l.db", create=True) as ledger:
        cut_out([a, b], "", ledger, ONE)
        assert exports(ledger) == cut(lake, "", tmp_path / "one.db")[1]


def test_a_lake_is_no_pile_of_pages(lake, tmp_path):
    with open_ledger(tmp_path / "l.db", create=True) as ledger, pytest.raises(BadRequest, match="sayso cut --lake"):
        ingest([str(lake)], ledger, ONE)


def test_a_lake_within_the_pile_is_passed_over(home, tmp_path):
    """As in `sayso fill . --lake news.lake`: the second run would read what the first one wrote."""
    shutil.copytree(home / "pile/text", tmp_path / "pile/text")
    for again in (False, True):
        with open_lake(tmp_path / "pile/news.lake", write=True) as opened:
            tally = fill([str(tmp_path / "pile")], opened, ONE)
            assert bool(tally.pages) is not again
            assert [one.path for one in opened.rejected()] == [str(tmp_path / "pile/news.lake")]


# ---------------------------------------------------------------- what docs/lake.md asks DuckDB


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The folder in which `news.lake` holds the whole sample, as in the document."""
    folder = tmp_path_factory.mktemp("sample")
    shutil.copytree(PILE, folder / "pages")
    with pytest.MonkeyPatch.context() as patch, open_lake(folder / "news.lake", write=True) as opened:
        patch.chdir(folder)
        fill(["pages"], opened, WHOLE)
    return folder


def test_the_document_asks_something():
    assert len(SQL) >= 3


@pytest.mark.parametrize(("query", "answer"), SQL)
def test_what_the_document_asks_duckdb_is_answered_as_it_says(sample, monkeypatch, query, answer):
    monkeypatch.chdir(sample)
    rows = duckdb.sql(query).fetchall()
    assert [" | ".join(map(str, row)) for row in rows] == answer.splitlines()


def test_duckdb_and_the_export_tell_the_same_words(sample, monkeypatch, tmp_path):
    """Spans count code points, as DuckDB's characters do."""
    monkeypatch.chdir(sample)
    (words_query,) = (query for query, _ in SQL if "content[1]" in query)
    told = {row[-1] for row in duckdb.sql(words_query.partition("WHERE")[0]).fetchall()}
    _, found, _ = cut(sample / "news.lake", "", tmp_path / "l.db")
    texts = {row["article_id"]: row for row in map(json.loads, found["articles"].splitlines())}
    said = list(map(json.loads, found["statements"].splitlines()))
    firsts = [(row["content"][0], texts[row["article_id"]]["title" if row["headline"] else "text"]) for row in said]
    assert told == {text[span["start"] : span["end"]] for span, text in firsts}


def test_the_command_tells_what_it_did_and_what_does_not_go_together(lake, tmp_path):
    def sayso(*arguments):
        done = subprocess.run([SAYSO, *arguments], capture_output=True, text=True, cwd=tmp_path, check=False)
        return done.returncode, done.stderr

    assert sayso("cut", "--lake", str(lake), "--match", "walrus", "-l", "m.db")[1].startswith("no page of the lake")
    status, told = sayso("cut", "--lake", "none.lake", "-l", "n.db")
    assert (status, "no lake here" in told) == (2, True)
    assert not Path(tmp_path / "n.db").exists()
    (tmp_path / "sayso.toml").write_text('owners = "o.csv"\n')  # for `cut`: what it names is not read into a lake
    (tmp_path / "pages").mkdir()
    status, told = sayso("fill", "pages", "--lake", "l")
    assert (status, told.startswith("0 pages read")) == (0, True)
    (tmp_path / "sayso.toml").unlink()
    assert sayso("fill", str(lake), "--lake", "other.lake")[0] == 2
