"""Lists of known people: what is read of them, and that a fault names file, line, field and remedy."""

from __future__ import annotations

import gzip
import json
import zlib
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import BadKnownList
from sayso.known import read_lists
from sayso.known.table import COLUMNS
from sayso.records import Known, KnownRole, Sort

HEAD = ",".join(COLUMNS) + "\n"


def lines(*paths: Path) -> list[Known]:
    packed = [chunk for one in read_lists([str(path) for path in paths]) for chunk in one.chunks]
    return [line for chunk in packed for line in msgspec.msgpack.decode(zlib.decompress(chunk), type=tuple[Known, ...])]


def write(folder: Path, body: str | bytes, name: str = "people.csv") -> Path:
    path = folder / name
    path.write_bytes(body.encode() if isinstance(body, str) else body)
    return path


def entity(schema: str = "Person", known_id: str = "q1", **properties: list[str]) -> str:
    return json.dumps({"id": known_id, "schema": schema, "caption": "x", "properties": properties}) + "\n"


# ------------------------------------------------------------------ tables

ROWS = [
    ("q1,Ada Roe,,,,,,", ("q1", Sort.PERSON, "Ada Roe", (), (), ()), "id and name are enough"),
    ("q1,Ada Roe,A. Roe; Ada Røe;,,,,,", ("q1", Sort.PERSON, "Ada Roe", ("A. Roe", "Ada Røe"), (), ()), "aliases"),
    ("q1,Ada Roe,Ada Roe,,,,,", ("q1", Sort.PERSON, "Ada Roe", (), (), ()), "the name is no alias"),
    ("q1, Ada  Roe ,,Person,,,,", ("q1", Sort.PERSON, "Ada Roe", (), (), ()), "space and case do not count"),
    ("f1,Lim Bank,,firm,,,,", ("f1", Sort.FIRM, "Lim Bank", (), (), ()), "a firm"),
    (
        "s1,DPRK,,state,,,,",
        ("s1", Sort.STATE, "DPRK", (), ("North Korea",), ()),
        "a state is its own party, by our name",
    ),
    ("q1,Ada Roe,,,Norwegian,,,", ("q1", Sort.PERSON, "Ada Roe", (), ("Norway",), ()), "a party by any of its forms"),
    ("q1,Ada Roe,,,Acme,,,", ("q1", Sort.PERSON, "Ada Roe", (), ("Acme",), ()), "a party that no table has"),
    (
        'q1,"Roe, Ada",,,Norway,Minister of Foreign Affairs,2029,2031-05',
        ("q1", Sort.PERSON, "Roe, Ada", (), ("Norway",), (KnownRole("foreign minister", "Norway", "2029", "2031-05"),)),
        "a role with days, in one form",
    ),
    (
        "q1,Ada Roe,,,,foreign minister of Norway,,",
        ("q1", Sort.PERSON, "Ada Roe", (), (), (KnownRole("foreign minister", "Norway"),)),
        "the party stands in the role",
    ),
]


@pytest.mark.parametrize(("row", "expected", "why"), ROWS, ids=[why for *_, why in ROWS])
def test_what_a_row_tells(tmp_path, row, expected, why):
    (line,) = lines(write(tmp_path, HEAD + row + "\n"))
    told = (line.known_id, line.sort, line.name, line.aliases, line.parties, line.roles)
    assert told == expected, why


def test_columns_may_be_left_out_and_stand_in_any_order(tmp_path):
    (line,) = lines(write(tmp_path, "\ufeffname,id\nAda Roe,q1\n\n,\n"))
    assert (line.known_id, line.name) == ("q1", "Ada Roe")


def test_an_id_in_several_rows_holds_several_roles(tmp_path):
    body = HEAD + "q1,Ada Roe,,,Norway,envoy,2029,2030\nq1,Ada Roe,,,Norway,premier,2031,\n"
    assert [line.roles[0].title for line in lines(write(tmp_path, body))] == ["envoy", "prime minister"]


FAULTS = [
    # what the file holds, then what is told of it
    ("", "line 1, the head line: the file is empty", "empty"),
    ("name\nAda Roe\n", "line 1, column 'id': is missing", "no id"),
    ("id,name,alias\n", "line 1, column 'alias': no such column. The columns are id, name, aliases", "misspelt"),
    ("id,name,name\n", "line 1, column 'name': is there twice", "a column twice"),
    (HEAD + ",Ada Roe,,,,,,\n", "line 2, id: is empty", "no id in a row"),
    (HEAD + "q1,,,,,,,\n", "line 2, name: is empty", "no name in a row"),
    (HEAD + "q1,阿達,,,,,,\n", "line 2, name: '阿達' has no Latin letter", "a name no page of English has"),
    (HEAD + "q1,Ada Roe,,human,,,,\n", "line 2, type: 'human' is none. Write one of person, body", "no such type"),
    (HEAD + "q1,Ada Roe,,,,envoy,May 2031,\n", "line 2, role_from: 'May 2031' is no date. Write 2031-05-02", "no date"),
    (HEAD + "q1,Ada Roe,,,,envoy,,2031-13\n", "line 2, role_until: '2031-13' is no date", "no month"),
    (HEAD + "q1,Ada Roe,,,,,2031,\n", "line 2, role_from: a date without a role", "a date of nothing"),
    (HEAD + "q1,Ada Roe,,,,envoy,2031-05,2030\n", "line 2, role_until: 2030 is before role_from", "turned"),
    (HEAD + "q1,Ada Roe,,,,,,,,\n", "line 2, the row: 10 fields, and the head line has 8", "a comma too many"),
    (HEAD + 'q1,"Ada Roe,,,,,,\n', "line 2, the row: no CSV", "a quotation mark left open"),
    (HEAD + 'q1,"A\nRoe",,,,,,\nq2,,,,,,,\n', "line 4, name: is empty", "lines are those of the file"),
    (HEAD + "q1,Ada Roe,,,,,,\nq1,Bo Ek,,,,,,\n", "line 3, name: 'q1' is 'Bo Ek' here and 'Ada Roe' in line", "names"),
    (HEAD + "q1,Lim,,,,,,\nq1,Lim,,firm,,,,\n", "line 3, type: 'q1' is a firm here and a person in line", "two types"),
    (HEAD.encode() + b"q1,Ada R\xf8e,,,,,,\n", "no UTF-8 from here on", "Latin-1"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "words", "why"), FAULTS, ids=[why for *_, why in FAULTS])
def test_a_fault_names_file_line_field_and_remedy(tmp_path, body, words, why):
    path = write(tmp_path, body)
    with pytest.raises(BadKnownList) as error:
        read_lists([str(path)])
    assert str(error.value).startswith(f"{path}: not a list of known people; nothing of it was used.\n"), why
    assert words in str(error.value)


def test_several_faults_are_told_at_once(tmp_path):
    path = write(tmp_path, HEAD + "q1,Ada Roe,,human,,,,\nq2,Bo Ek,,,,,,\nq3,,,,,,,\n")
    with pytest.raises(BadKnownList, match=r"line 2, type.*\n.*line 4, name") as error:
        read_lists([str(path)])
    assert "maybe more" not in str(error.value)


def test_of_a_file_that_is_something_else_only_the_first_faults_are_told(tmp_path):
    path = write(tmp_path, HEAD + "q1,Ada Roe,,human,,,,\n" * 100)
    with pytest.raises(BadKnownList, match="and maybe more after these") as error:
        read_lists([str(path)])
    assert str(error.value).count("\n") == 6


def test_two_lists_that_contradict_each_other(tmp_path):
    first = write(tmp_path, HEAD + "q1,Lim,,firm,,,,\n", "a.csv")
    second = write(tmp_path, HEAD + "q1,Lim,,,,,,\n", "b.csv")
    with pytest.raises(BadKnownList, match=r"b\.csv.*\n.*line 2, type: 'q1' is a person here and a firm in line 2"):
        read_lists([str(first), str(second)])


@pytest.mark.parametrize("name", ["none.csv", ""])
def test_a_file_that_cannot_be_read(tmp_path, name):
    with pytest.raises(BadKnownList, match="cannot read the list"):
        read_lists([str(tmp_path / name)])


# ------------------------------------------------------------------ FollowTheMoney

ENTITIES = [
    (entity(name=["Ada Roe"]), ("q1", Sort.PERSON, "Ada Roe", (), ()), "a person"),
    (
        entity(name=["ADA ROE", "Ada Roe"], alias=["A. Roe"]),
        ("q1", Sort.PERSON, "Ada Roe", ("ADA ROE", "A. Roe"), ()),
        "not shown in capitals",
    ),
    (entity(name=["Ada Roe"], weakAlias=["Roe"]), ("q1", Sort.PERSON, "Ada Roe", (), ()), "a weak alias is none"),
    (entity(name=["Ада Ро", "Ada Ro"]), ("q1", Sort.PERSON, "Ada Ro", (), ()), "names in Latin letters are read"),
    (entity(name=["Ada Roe"], country=["kp"]), ("q1", Sort.PERSON, "Ada Roe", (), ("North Korea",)), "a country code"),
    (entity(name=["Ada Roe"], country=["zz", "suhh"]), ("q1", Sort.PERSON, "Ada Roe", (), ()), "codes of no state"),
    (
        entity(name=["Ada Roe"], country=["no"], citizenship=["se"]),
        ("q1", Sort.PERSON, "Ada Roe", (), ("Norway", "Sweden")),
        "of two states",
    ),
    (entity("Company", name=["Lim Bank"]), ("q1", Sort.FIRM, "Lim Bank", (), ()), "a firm"),
    (entity("PublicBody", name=["Lim"], abbreviation=["LC"]), ("q1", Sort.BODY, "Lim", ("LC",), ()), "a body"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected", "why"), ENTITIES, ids=[why for *_, why in ENTITIES])
def test_what_an_entity_tells(tmp_path, body, expected, why):
    (line,) = lines(write(tmp_path, body, "people.ftm.json"))
    assert (line.known_id, line.sort, line.name, line.aliases, line.parties) == expected, why


def test_other_schemata_are_passed_over(tmp_path):
    body = (
        entity("Vessel", name=["Lim Star"]) + "\n" + entity("Sanction", "x", program=["p"]) + entity(name=["Ada Roe"])
    )
    assert [line.name for line in lines(write(tmp_path, body, "p.json"))] == ["Ada Roe"]


@pytest.mark.parametrize("nested", [False, True], ids=["ids", "nested"])
def test_terms_in_a_post_are_found_wherever_the_post_stands(tmp_path, nested):
    holder, post = ({"id": "q1", "schema": "Person"}, {"id": "p1"}) if nested else ("q1", "p1")
    term = {"holder": [holder], "post": [post], "startDate": ["2029-01-01"], "endDate": ["2031-05-02T00:00"]}
    body = json.dumps({"id": "t1", "schema": "Occupancy", "properties": term}) + "\n"
    body += entity(name=["Ada Roe"]) + entity("Position", "p1", name=["Minister for Foreign Affairs"], country=["no"])
    person, held = lines(write(tmp_path, body, "p.json"))
    assert (person.known_id, held.known_id, held.sort) == ("q1", "q1", None)
    assert held.roles == (KnownRole("foreign minister", "Norway", "2029-01-01", "2031-05-02"),)


def test_a_position_told_in_words_has_no_days(tmp_path):
    (line,) = lines(
        write(tmp_path, entity(name=["Ada Roe"], position=["Foreign Minister of Norway", "clerk"]), "p.json")
    )
    assert line.roles == (KnownRole("foreign minister", "Norway"),)


BAD_ENTITIES = [
    ("{\n", "line 1, the line: no JSON", "cut off"),
    (entity(name=["A"]) + "[1]\n", "line 2, the entity: Expected `object`, got `array`", "no object"),
    ('{"schema": "Person", "properties": {}}\n', "missing required field `id`", "no id"),
    ('{"id": "q1", "schema": "Person", "properties": {"name": "A"}}\n', "line 1, properties.name: Expected", "text"),
    (entity(name=[]), "line 1, properties.name: is empty", "nobody's"),
    (entity(known_id="", name=["Ada Roe"]), "line 1, id: is empty", "an empty id"),
    (entity(name=["Lim"]) + entity("Company", name=["Lim"]), "line 2, type: 'q1' is a firm here", "two types"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "words", "why"), BAD_ENTITIES, ids=[why for *_, why in BAD_ENTITIES])
def test_a_fault_of_an_entity(tmp_path, body, words, why):
    with pytest.raises(BadKnownList) as error:
        read_lists([str(write(tmp_path, body, "p.json"))])
    assert words in str(error.value), why


# ------------------------------------------------------------------ both


def test_a_packed_file_is_the_same_list(tmp_path):
    body = HEAD + "q1,Ada Roe,,,,,,\n"
    (plain,) = read_lists([str(write(tmp_path, body))])
    (packed,) = read_lists([str(write(tmp_path, gzip.compress(body.encode()), "p.csv.gz"))])
    assert plain.list_id == packed.list_id
    assert plain.entries == packed.entries == 1


def test_a_list_named_twice_is_read_once(tmp_path):
    path = str(write(tmp_path, HEAD + "q1,Ada Roe,,,,,,\n"))
    assert len(read_lists([path, path])) == 1


@given(st.text(alphabet='{}[]":,\nidname q1', max_size=60) | st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_whatever_a_file_holds_is_a_list_or_a_fault(tmp_path_factory, body):
    path = write(tmp_path_factory.mktemp("any"), body.encode("utf-8", "replace"))
    with suppress(BadKnownList):  # anything else is a crash
        read_lists([str(path)])
