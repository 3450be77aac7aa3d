"""The evidence bundle: every file as its manifest says, and no page missing without a word."""

from __future__ import annotations

import hashlib
import json
import zipfile

import pytest

from sayso import bundle
from sayso.errors import CannotWrite
from sayso.export import TABLES
from sayso.ledger import open_ledger
from sayso.ledger.checks import run_checks
from sayso.pipeline import ingest
from sayso.settings import Settings

STORY = (
    "<html><head><title>Harbour closed</title></head><body><article><h1>Harbour closed</h1>"
    + "<p>The harbour of Lim was closed on Monday after a storm broke the outer wall and flooded two of its docks.</p>"
    + "<p>“We will open it again within the week,” the harbour master, Ada Roe, told reporters in the town hall.</p>"
    + "<p>Fishermen said that the wall had been weak for years, and that nobody had listened to what they told.</p>"
    + "</article></body></html>"
)


@pytest.fixture(scope="module")
def pile(tmp_path_factory):
    """A ledger of two pages, one of which is gone since, beside the folder they came from."""
    folder = tmp_path_factory.mktemp("bundle")
    pages = folder / "pages"
    pages.mkdir()
    (pages / "here.html").write_text(STORY)
    (pages / "gone.html").write_text(STORY.replace("Monday", "Friday"))
    with zipfile.ZipFile(pages / "more.zip", "w") as more:
        more.writestr("inside.html", STORY.replace("two", "three"))
    ledger = open_ledger(folder / "matter.db", create=True)
    with ledger:
        ingest([str(pages)], ledger, Settings(processes=1))
        (pages / "gone.html").unlink()
        yield ledger, folder


@pytest.fixture(scope="module")
def packed(pile):
    ledger, folder = pile
    counts = bundle.write(ledger, folder / "out" / "matter.zip")
    with zipfile.ZipFile(folder / "out" / "matter.zip") as archive:
        yield counts, archive, json.loads(archive.read("manifest.json"))


def test_every_file_is_as_the_manifest_says(packed):
    _, archive, manifest = packed
    told = {one["name"]: (one["sha256"], one["size"]) for one in manifest["files"]}
    held = {name: archive.read(name) for name in archive.namelist() if name != "manifest.json"}
    assert told == {name: (hashlib.sha256(body).hexdigest(), len(body)) for name, body in held.items()}
    assert {f"tables/{table}.jsonl" for table in TABLES} < told.keys()
    assert {"README.txt", "report.html", "ledger.db", "citations.md", "citations.json", "matter.xlsx"} < told.keys()


def test_pages_are_whole_and_a_missing_one_is_told(packed):
    counts, archive, manifest = packed
    assert (counts.pages, counts.included) == (3, 2)
    for page in manifest["pages"]:
        if page["file"]:
            assert hashlib.sha256(archive.read(page["file"])).hexdigest() == page["sha256"]
        else:
            assert "gone.html" in page["paths"][0]
            assert "not found" in page["why_not"]


def test_the_ledger_in_it_is_sound(packed, tmp_path):
    _, archive, _ = packed
    with open_ledger(archive.extract("ledger.db", tmp_path) and tmp_path / "ledger.db") as copy:
        assert all(result.ok for result in run_checks(copy))


def test_the_same_ledger_gives_the_same_files(pile, packed):
    ledger, folder = pile
    bundle.write(ledger, folder / "again.zip")
    with zipfile.ZipFile(folder / "again.zip") as again:
        assert json.loads(again.read("manifest.json")) == packed[2]
        assert {info.date_time for info in again.infolist()} == {bundle.LONG_AGO}


def test_it_is_written_whole_or_not_at_all(pile):
    ledger, folder = pile
    with pytest.raises(CannotWrite, match="--out"):
        bundle.write(ledger, folder / "matter.db" / "matter.zip")
