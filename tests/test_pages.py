"""Files, folders and archives to pages. Damaged inputs stand in test_damaged.py."""

import gzip
import io
import json
import tarfile
import zipfile

import pytest

from sayso.pages import PageReader, read_pages
from sayso.records import Page, Reason
from sayso.settings import JsonlFields, Settings

DEFAULTS = Settings()
STORY = "The dam held.\n"


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Read inputs relative to a fresh folder, so that paths are as a user gives them."""
    monkeypatch.chdir(tmp_path)
    return lambda *inputs, settings=DEFAULTS: list(read_pages(inputs, settings))


def test_a_folder_is_read_in_the_order_of_its_paths(read, tmp_path):
    for name in ("b.txt", "a.html", "sub/c.MD", "sub/d.xhtml"):
        path = tmp_path / "pile" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(STORY + name)
    pages = read("pile")
    assert [p.path for p in pages] == ["pile/a.html", "pile/b.txt", "pile/sub/c.MD", "pile/sub/d.xhtml"]
    assert [p.media_type for p in pages] == ["text/html", "text/plain", "text/plain", "text/html"]
    assert pages[1].size == len(STORY) + 5
    assert pages[1].body == (STORY + "b.txt").encode()


def test_page_id_hashes_what_the_page_is_and_not_where_it_lies(read, tmp_path):
    for name in ("a.txt", "b.txt", "c.html"):
        (tmp_path / name).write_text(STORY)
    a, b, c = read("a.txt", "b.txt", "c.html")
    assert a.page_id == b.page_id  # the same page by two paths
    assert a.page_id != c.page_id  # read as HTML it is another page


def test_html_under_a_text_name_is_html(read, tmp_path):
    (tmp_path / "a.txt").write_text("\n<!DOCTYPE html><html><p>x</p></html>")
    assert read("a.txt")[0].media_type == "text/html"


def test_json_lines(read, tmp_path):
    lines = [
        {"url": "https://o.example/1", "html": "<p>x</p>", "title": "T", "date": "2031-05-02", "author": ["A", "B"]},
        {"text": STORY, "publisher": {"name": "The Outlet"}, "title": 7},
    ]
    body = "\ufeff" + json.dumps(lines[0]) + "\r\n\n" + json.dumps(lines[1])
    (tmp_path / "a.jsonl").write_bytes(body.encode())
    one, two = read("a.jsonl")
    assert (one.path, one.uri, one.media_type, one.body) == (
        "a.jsonl#1",
        "https://o.example/1",
        "text/html",
        b"<p>x</p>",
    )
    assert (one.given.title, one.given.published, one.given.byline) == ("T", "2031-05-02", "A, B")
    assert (two.path, two.given.outlet, two.given.title, two.media_type) == (
        "a.jsonl#3",
        "The Outlet",
        "7",
        "text/plain",
    )


def test_the_field_map_is_a_setting(read, tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps({"story": STORY, "paper": "P"}))
    settings = Settings(jsonl=JsonlFields(text=("story",), outlet=("paper",)))
    assert read("a.jsonl", settings=settings)[0].given.outlet == "P"
    missing = read("a.jsonl")[0]
    assert missing.reason == Reason.EMPTY
    assert "paper, story" in missing.detail  # names the keys that are there


BAD_LINES = [
    ("{", Reason.DAMAGED),  # cut off
    ("[1]", Reason.DAMAGED),  # JSON, but no object
    ('{"text": ""}', Reason.EMPTY),  # nothing to read
    ('{"text": null, "title": "x"}', Reason.EMPTY),  # null is nothing
    ("[" * 100_000, Reason.DAMAGED),  # nesting bomb
]


@pytest.mark.parametrize(("line", "reason"), BAD_LINES)
def test_a_bad_line_is_rejected_and_the_next_is_read(read, tmp_path, line, reason):
    (tmp_path / "a.jsonl").write_text(line + "\n" + json.dumps({"text": STORY}))
    bad, good = read("a.jsonl")
    assert (bad.path, bad.reason) == ("a.jsonl#1", reason)
    assert good.path == "a.jsonl#2"


def test_a_line_past_the_limit_is_skipped_whole(read, tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": "x" * 5000}) + "\n" + json.dumps({"text": STORY}))
    large, good = read("a.jsonl", settings=Settings(max_page_bytes=1000))
    assert large.reason == Reason.TOO_LARGE
    assert good.path == "a.jsonl#2"


def test_archives(read, tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("x/one.txt", STORY)
        archive.writestr("lines.jsonl", json.dumps({"text": STORY}))
        archive.writestr("inner.zip", b"PK")
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz") as archive:
        info = tarfile.TarInfo("one.html")
        info.size = len(STORY)
        archive.addfile(info, io.BytesIO(STORY.encode()))
    (tmp_path / "c.txt.gz").write_bytes(gzip.compress(STORY.encode()))
    found = {item.path: item for item in read("a.zip", "b.tar.gz", "c.txt.gz")}
    assert set(found) == {"a.zip!x/one.txt", "a.zip!lines.jsonl#1", "a.zip!inner.zip", "b.tar.gz!one.html", "c.txt.gz"}
    assert found["a.zip!inner.zip"].reason == Reason.DAMAGED
    assert found["b.tar.gz!one.html"].media_type == "text/html"
    assert found["c.txt.gz"].body == STORY.encode()


def test_paths_come_from_standard_input(read, tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(STORY)
    monkeypatch.setattr("sys.stdin", io.StringIO("a.txt\n\nmissing.txt\n"))
    page, missing = read("-")
    assert isinstance(page, Page)
    assert missing.reason == Reason.MISSING


def test_a_path_given_twice_is_read_once(read, tmp_path):
    (tmp_path / "a.txt").write_text(STORY)
    assert len(read("a.txt", ".", "a.txt")) == 1


def test_the_reader_knows_how_far_it_is(read, tmp_path):
    for name in "abcd":
        (tmp_path / f"{name}.txt").write_text(STORY)
    reader = PageReader([str(tmp_path)], Settings())
    fractions = [reader.fraction() for _ in reader]
    assert fractions == [0.0, 0.25, 0.5, 0.75]
    assert reader.fraction() == 1.0
