"""The user's table of who owns which outlet: read whole, or not at all with a fault that says what to mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.errors import BadOwnerTable
from sayso.known import read_owners
from sayso.records import Owned

FAULTS = [
    ("", "line 1, the head line: the file is empty. Begin it with outlet,owner"),
    ("paper,house\n", "line 1, the head line: 'paper,house'. Begin it with outlet,owner"),
    ("outlet,owner\nLind Mail\n", "line 2, the row: 1 fields. Give two"),
    ("outlet,owner\nLind Mail,Roe Press,x\n", "line 2, the row: 3 fields. Give two"),
    ("outlet,owner\n\nLind Mail,\n", "line 3, owner: is empty. Fill it in"),
    ("outlet,owner\nLind Mail,A\nlind mail,B\n", "line 3, outlet: 'lind mail' stands in line 2 too. Keep one"),
    ('outlet,owner\n"Lind Mail,A\n', "no CSV"),
]


@pytest.mark.parametrize(("words", "told"), FAULTS)
def test_a_fault_is_told_and_nothing_is_used(tmp_path: Path, words: str, told: str) -> None:
    table = tmp_path / "owners.csv"
    table.write_text(words)
    with pytest.raises(BadOwnerTable) as caught:
        read_owners(str(table))
    assert told in str(caught.value)
    assert str(table) in str(caught.value)


def test_a_table_with_a_byte_order_mark_and_spare_spaces_is_read(tmp_path: Path) -> None:
    table = tmp_path / "owners.csv"
    table.write_text("\ufeffOutlet,Owner\nLind  Mail , Roe Press\n")
    assert read_owners(str(table)) == (Owned("Lind Mail", "Roe Press"),)


def test_no_path_is_no_table_and_a_wrong_one_is_told() -> None:
    assert read_owners("") == ()
    with pytest.raises(BadOwnerTable, match="Check the path"):
        read_owners("nowhere.csv")
