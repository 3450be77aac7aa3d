"""Records come back from Parquet as they went in, whatever is in them."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made import dispute
from sayso.lake.columns import from_rows, schema_of, to_rows
from sayso.ledger import Found
from sayso.records import Article, Flag, Page, Rejected, Statement, Timex

st.register_type_strategy(int, st.integers(-(2**63), 2**63 - 1))  # wider ones, neither Parquet nor SQLite holds
st.register_type_strategy(float, st.floats(allow_nan=False))  # that one is not equal to itself


@pytest.mark.parametrize("kind", [Page, Article, Statement, Flag, Rejected, Found, Timex])
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_every_record_comes_back_as_it_was(kind, data):
    records = data.draw(st.lists(st.from_type(kind), min_size=1, max_size=3))
    table = pa.Table.from_pylist(to_rows(records), schema_of(kind))
    assert from_rows(table.to_pylist(), kind) == records


def test_a_column_that_an_older_sayso_did_not_write_gives_its_default():
    article = dispute().readings[0].articles[0]
    (row,) = to_rows([article])
    del row["sheets"]
    assert from_rows([row], Article) == [article]
