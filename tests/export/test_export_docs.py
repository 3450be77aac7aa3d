"""docs/export.md says what is exported."""

from __future__ import annotations

import re
from pathlib import Path

from sayso.export import COLUMNS

DOCS = Path(__file__).parents[2] / "docs" / "export.md"


def test_the_docs_name_every_key_of_every_table_in_order():
    told = re.findall(r"^\| `(\w+)` \|[^|]*\| `([^`]*)` \|$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert {table: tuple(keys.split()) for table, keys in told} == dict(COLUMNS)
