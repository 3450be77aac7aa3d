"""Whole matters in the formats of others: each is read back by its field's reader, and tells what the ledger does."""

from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet
import pytest
import stix2
from pyld import jsonld

import made
from sayso.export import MATTERS, export, hand_over
from sayso.export.label_studio import CONFIG
from sayso.export.workbook import CELL, _cell
from sayso.ledger import Derived, RunInfo, open_ledger, queries

ROOT = Path(__file__).parents[2]
READERS = ROOT / "build" / "readers"  # Pythons with libraries too big for every developer: `make readers`


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    told = made.dispute()
    with open_ledger(tmp_path_factory.mktemp("matters") / "matter.db", create=True) as opened:
        run = opened.begin_run(RunInfo("0.1.0", "r", "{}", "2031-05-03T00:00:00Z", ("pile",)))
        opened.append(run, "r", told.readings)
        opened.derive(run, Derived(told.traced, told.related, told.identified))
        yield opened


def handed(ledger, form: str) -> bytes:
    out = io.BytesIO()
    hand_over(ledger, form, out)
    return out.getvalue()


@pytest.mark.parametrize("form", MATTERS)
def test_the_same_ledger_gives_the_same_bytes(ledger, form):
    assert handed(ledger, form) == handed(ledger, form)


@pytest.mark.parametrize("form", MATTERS)
def test_an_empty_ledger_gives_a_document_that_can_be_read(tmp_path, form):
    with open_ledger(tmp_path / "empty.db", create=True) as empty:
        written = handed(empty, form)
    if form == "xlsx":
        assert openpyxl.load_workbook(io.BytesIO(written)).sheetnames[0] == "about"
    elif form != "ftm":  # JSON lines: none
        json.loads(written)


# ---------------------------------------------------------------- Parquet


@pytest.mark.parametrize("table", ["articles", "statements", "positions", "changes", "timeline", "times", "runs"])
def test_parquet_tells_the_same_as_json(ledger, table):
    packed, lines = io.BytesIO(), io.BytesIO()
    export(ledger, table, packed, form="parquet")
    export(ledger, table, lines)
    rows = pyarrow.parquet.read_table(packed).to_pylist()
    expected = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert len(rows) == len(expected) > 0
    for row, one in zip(rows, expected, strict=True):
        for name, value in one.items():
            assert _without_nulls(row[name]) == _without_nulls(value) or json.loads(row[name]) == value


def _without_nulls(value: Any) -> Any:
    """A struct of Parquet has all its keys; JSON leaves the place on a page out where there is none."""
    if isinstance(value, dict):
        return {key: _without_nulls(one) for key, one in value.items() if one is not None}
    return [_without_nulls(one) for one in value] if isinstance(value, list) else value


# ---------------------------------------------------------------- spreadsheets


def test_a_workbook_has_words_in_clean_columns(ledger):
    book = openpyxl.load_workbook(io.BytesIO(handed(ledger, "xlsx")))
    sheet = book["statements"]
    heads, *rows = sheet.iter_rows(values_only=True)
    denial = next(dict(zip(heads, row, strict=True)) for row in rows if row[0] == "We built nothing,")
    assert (denial["speaker"], denial["party"], denial["act"]) == ("Ada Roe", "Norland", "deny")
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref
    told = {row[0]: row[1] for row in book["about"].iter_rows(values_only=True)}
    assert told["statements"] == len(rows)


CELLS = [
    ("=HYPERLINK(1)", "=HYPERLINK(1)"),  # stays words: the workbook is told that no text is a formula
    ("x" * CELL, "x" * CELL),  # the most a cell holds
    (True, True),
    (0.5, 0.5),
]


@pytest.mark.parametrize(("value", "cell"), CELLS)
def test_cells_keep_what_they_are_given(value, cell):
    assert _cell(value) == cell


def test_a_text_too_long_for_a_cell_says_that_it_is_cut():
    cell = _cell("\N{SNOWMAN}\N{PILE OF POO}" * CELL)
    assert len(cell.encode("utf-16-le")) // 2 <= CELL
    assert cell.endswith(f"[{2 * CELL} characters: whole in `sayso export`]")


def test_no_words_of_a_page_become_a_formula(tmp_path):
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False}) as book:
        book.add_worksheet().write(0, 0, _cell("=1+1"))
    assert openpyxl.load_workbook(out).active["A1"].data_type == "s"


# ---------------------------------------------------------------- annotations


# The terms used here, as http://www.w3.org/ns/anno.jsonld defines them.
OA, DC = "http://www.w3.org/ns/oa#", "http://purl.org/dc/terms/"
ANNO = {
    "id": "@id", "type": "@type", "AnnotationPage": "https://www.w3.org/ns/activitystreams#OrderedCollectionPage",
    "items": {"@id": "https://www.w3.org/ns/activitystreams#items", "@container": "@list"},
    "generator": {"@id": "https://www.w3.org/ns/activitystreams#generator", "@type": "@id"},
    "Software": "https://www.w3.org/ns/activitystreams#Application", "name": "http://xmlns.com/foaf/0.1/name",
    "motivation": {"@id": OA + "motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": OA + "hasPurpose", "@type": "@vocab"},
    "body": {"@id": OA + "hasBody", "@type": "@id"}, "target": {"@id": OA + "hasTarget", "@type": "@id"},
    "source": {"@id": OA + "hasSource", "@type": "@id"}, "selector": {"@id": OA + "hasSelector", "@type": "@id"},
    "format": "http://purl.org/dc/elements/1.1/format", "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "start": OA + "start", "end": OA + "end",
    **{term: OA + term for term in ("Annotation", "TextualBody", "SpecificResource", "TextQuoteSelector",
       "TextPositionSelector", "exact", "prefix", "suffix", "describing", "tagging", "commenting", "questioning")},
}  # fmt: skip


def _expanded(document: dict, contexts: dict[str, dict]) -> list:
    def load(url, _options):
        return {"document": {"@context": contexts[url]}, "documentUrl": url, "contextUrl": None}

    return jsonld.expand(document, {"documentLoader": load})


def _keys(value: Any) -> int:
    if isinstance(value, dict):
        return sum(1 + _keys(one) for key, one in value.items() if key != "@context")
    return sum(map(_keys, value)) if isinstance(value, list) else 0


def test_annotations_are_the_model_s(ledger):
    document = json.loads(handed(ledger, "annotations"))
    (expanded,) = _expanded(document, {document["@context"]: ANNO})
    (listed,) = expanded["https://www.w3.org/ns/activitystreams#items"]
    annotations = listed["@list"]
    assert len(annotations) == len(document["items"]) == 6  # five statements, one flag with a span
    for one in annotations:
        assert one["@type"] == [OA + "Annotation"]
        assert one[OA + "motivatedBy"][0]["@id"].startswith(OA)
        for target in one[OA + "hasTarget"]:
            assert target[OA + "hasSource"]
            assert target[OA + "hasSelector"]


def test_selectors_find_their_words(ledger):
    texts = {f"urn:sayso:{one.article.article_id}": one.article.text for one in queries.articles_once(ledger)}
    found = 0
    for annotation in json.loads(handed(ledger, "annotations"))["items"]:
        for target in annotation["target"]:
            quote = target["selector"][0]
            if target["source"] in texts:
                text, place = texts[target["source"]], target["selector"][1]
                assert text[place["start"] : place["end"]] == quote["exact"]
                assert text.count(quote["prefix"] + quote["exact"] + quote["suffix"]) == 1
                found += 1
    assert found == 6


# ---------------------------------------------------------------- schema.org, STIX, citations


def test_schema_org_names_who_says_and_who_disagrees(ledger):
    document = json.loads(handed(ledger, "schema-org"))
    expanded = _expanded(document, {"https://schema.org": {"@vocab": "https://schema.org/"}})
    assert len(expanded) == len(document["@graph"])
    things = {one["@id"]: one for one in document["@graph"]}
    quotation = next(one for one in things.values() if one["@type"] == "Quotation")
    assert things[quotation["spokenByCharacter"]["@id"]]["name"] == "Ada Roe"
    assert things[quotation["isPartOf"]["@id"]]["@type"] == "NewsArticle"
    against = next(one for one in things.values() if one["@type"] == "DisagreeAction")
    assert things[against["agent"]["@id"]]["name"] == "Norland"
    assert things[against["object"]["@id"]]["text"] == "Norland dammed the Lim"
    copy = next(one for one in things.values() if "isBasedOn" in one)
    assert things[copy["isBasedOn"][0]["@id"]]["@type"] == "NewsArticle"
    refs = {ref["@id"] for one in things.values() for ref in _refs(one)}
    assert refs <= things.keys()


def _refs(value: Any) -> list[dict]:
    if isinstance(value, dict):
        return [value] if value.keys() == {"@id"} else [ref for one in value.values() for ref in _refs(one)]
    return [ref for one in value for ref in _refs(one)] if isinstance(value, list) else []


def test_stix_is_read_by_its_own_library(ledger):
    bundle = stix2.parse(handed(ledger, "stix").decode(), version="2.1")
    objects = {one["id"]: one for one in bundle.objects}
    assert len(objects) == len(bundle.objects)
    kinds = {kind: sum(key.startswith(kind) for key in objects) for kind in ("report", "note", "opinion")}
    assert kinds == {"report": 3, "note": 5 + 2, "opinion": 3}
    for one in objects.values():
        assert {*one.get("object_refs", []), one.get("created_by_ref", one["id"])} <= objects.keys()
    opinion = next(one for one in objects.values() if one["type"] == "opinion" and one["authors"] == ["Norland"])
    assert opinion["opinion"] == "strongly-disagree"


def test_citations_are_csl(ledger):
    items = json.loads(handed(ledger, "citations"))
    assert [one["type"] for one in items] == ["article-newspaper"] * 3
    assert items[0]["issued"] == {"date-parts": [[2031, 5, 2]]}


# ---------------------------------------------------------------- readers that are installed apart


def _reader(name: str) -> Path:
    python = READERS / name / "bin" / "python"
    if not python.exists():
        pytest.skip(f"no {name} here: `make readers` installs it")
    return python


def _complaints(python: Path, script: str, given: bytes) -> str:
    told = subprocess.run(
        [python, Path(__file__).parent / "readers" / script], input=given, capture_output=True, check=False
    )
    assert told.returncode == 0, told.stderr.decode()
    return told.stdout.decode()


def test_followthemoney_reads_every_entity(ledger):
    python, entities = _reader("ftm"), handed(ledger, "ftm")
    assert _complaints(python, "ftm.py", entities) == ""
    schemata = {json.loads(line)["schema"] for line in entities.splitlines()}
    assert schemata == {"Article", "Event", "Mention", "Note", "Organization", "Person"}
    assert "has no nom" in _complaints(python, "ftm.py", entities.replace(b'"name"', b'"nom"'))  # it can complain


def test_label_studio_takes_every_task(ledger):
    python, tasks = _reader("label-studio"), json.loads(handed(ledger, "label-studio"))
    assert _complaints(python, "label_studio.py", json.dumps({"config": CONFIG, "tasks": tasks}).encode()) == ""
    tasks[0]["predictions"][0]["result"][0]["from_name"] = "nobody"
    wrong = json.dumps({"config": CONFIG, "tasks": tasks}).encode()
    assert "nobody" in _complaints(python, "label_studio.py", wrong)  # it can complain
