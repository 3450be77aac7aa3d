"""What is handed over: each piece is a whole file, made of the ledger as it is then, for nobody but who may ask."""

import csv
import io
import json
import zipfile

import openpyxl
import pyarrow.parquet
import pytest
from desks import Links, asking, fill

from made import dispute
from sayso.export import MATTERS, TABLES
from sayso.ledger import open_ledger
from sayso.making import FOR_PROGRAMS, FOR_READERS, make, offer
from sayso.records import Asked, Decision
from sayso.ruling import rule


@pytest.fixture(scope="module")
def offered(client):
    """The names of all files that the first page offers."""
    return [address.removeprefix("/hand-over/") for address in Links(client.get("/").text).files]


def test_the_first_page_offers_every_table_and_every_format(offered):
    for table in TABLES:
        assert {f"{table}.csv", f"{table}.jsonl", f"{table}.parquet"} <= set(offered)
    assert {one.name for one in (*FOR_READERS, *FOR_PROGRAMS)} <= set(offered)
    names = {one.name.partition(".")[0] for one in FOR_PROGRAMS}
    assert names | {"xlsx"} == set(MATTERS)
    assert all(offer(name, frozenset(TABLES)) for name in offered)


# name -> something that only its own reader can tell
READ = [
    ("report.html", lambda body: b"<!DOCTYPE html>" in body),
    ("report.pdf", lambda body: body.startswith(b"%PDF-")),
    ("bundle.zip", lambda body: "manifest.json" in zipfile.ZipFile(io.BytesIO(body)).namelist()),
    ("matter.xlsx", lambda body: openpyxl.load_workbook(io.BytesIO(body)).sheetnames),
    ("annotations.jsonld", lambda body: json.loads(body)["type"] == "AnnotationPage"),
    ("schema-org.jsonld", lambda body: json.loads(body)["@graph"]),
    ("ftm.jsonl", lambda body: [json.loads(line)["schema"] for line in body.splitlines()]),
    ("stix.json", lambda body: json.loads(body)["type"] == "bundle"),
    ("label-studio.json", lambda body: json.loads(body)[0]["predictions"]),
    ("citations.json", lambda body: json.loads(body)[0]["type"]),
    ("statements.csv", lambda body: len(list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))) > 1),
    ("statements.parquet", lambda body: pyarrow.parquet.read_table(io.BytesIO(body)).num_rows),
    ("positions.jsonl", lambda body: [json.loads(line)["stance"] for line in body.splitlines()]),
]


@pytest.mark.parametrize(("name", "reads"), READ, ids=[name for name, _ in READ])
def test_each_piece_is_what_its_name_says(path, tmp_path, name, reads):
    make(path, name, tmp_path / name)
    assert reads((tmp_path / name).read_bytes())


def test_a_piece_comes_as_a_file_with_its_length(client):
    answer = client.get("/hand-over/bundle.zip")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="a-bundle.zip"'
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert "content-encoding" not in answer.headers  # packed once is enough
    assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None


def test_what_was_ruled_a_moment_ago_is_in_it(tmp_path):
    path = fill(tmp_path / "a.db", dispute())
    with asking(path) as client:
        before = _ids(client)
        with open_ledger(path, create=True) as ledger:
            rule(ledger, Asked(Decision.REJECT, before[0]), "A. Tester")
        assert _ids(client) == before[1:]


def _ids(client) -> list[str]:
    lines = client.get("/hand-over/statements.jsonl").text.splitlines()
    return [json.loads(line)["statement_id"] for line in lines]


# (headers, status): who may set the machine to work
ASKED = [
    ({"sec-fetch-site": "cross-site"}, 403),  # a picture on a page elsewhere
    ({"sec-fetch-site": "same-site"}, 403),  # another port of this machine
    ({"sec-fetch-site": "same-origin"}, 200),  # a link of the first page
    ({"sec-fetch-site": "none"}, 200),  # typed by hand
    ({}, 200),  # a program
]


@pytest.mark.parametrize(("headers", "status"), ASKED)
def test_a_page_elsewhere_sets_nothing_to_work(client, headers, status):
    assert client.get("/hand-over/runs.jsonl", headers=headers).status_code == status


def test_beyond_this_machine_it_needs_the_token(path):
    with asking(path, token="s3cret") as client:
        assert client.get("/hand-over/runs.jsonl").status_code == 401
        answer = client.get("/hand-over/runs.jsonl", headers={"authorization": "Bearer s3cret"})
        assert json.loads(answer.text.splitlines()[0])["run_id"] == 1


@pytest.mark.parametrize("name", ["none.csv", "statements.exe", "report", "runs.jsonl.gz", "..%2Fa.db", "report.txt"])
def test_what_is_not_offered_is_not_there(client, name):
    assert client.get(f"/hand-over/{name}").status_code == 404


def test_what_could_not_be_made_says_why(tmp_path):
    path = fill(tmp_path / "a.db", dispute())
    with asking(path) as client:
        path.rename(tmp_path / "elsewhere.db")
        answer = client.get("/hand-over/runs.jsonl")
        (tmp_path / "elsewhere.db").rename(path)
    assert answer.status_code == 500
    assert "no ledger here" in answer.text
