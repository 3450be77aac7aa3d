"""A table as Parquet, nested values as structs and lists, so that DuckDB or pandas read `speaker.party`."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    import pyarrow as pa

ROWS_A_GROUP = 10_000  # some 20 MB of statements; of articles the text alone is about 50

# Columns of numbers, by name: a name means the same in every table.
_NUMBERS = {
    **dict.fromkeys(("ordinal", "page_start", "page_end", "start", "end", "articles", "origins", "run_id"), "int64"),
    **dict.fromkeys(("sheet", "trifles"), "int64"),
    **dict.fromkeys(("share", "score", "gravity"), "float64"),
    **dict.fromkeys(("own_matter", "headline"), "bool"),
}
_AS_JSON = ("settings", "tally")  # their keys differ from version to version


def to_parquet(table: str, columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """The bytes of a Parquet file, a row group at a time. Null is null; `settings` and `tally` are JSON."""
    import pyarrow as pa
    from pyarrow import parquet

    schema = pa.schema([(name, _type(table, name)) for name in columns])
    out = _Pieces()
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        remaining = iter(rows)
        while group := [_plain(row) for row in islice(remaining, ROWS_A_GROUP)]:
            writer.write_table(pa.Table.from_pylist(group, schema))
            yield out.take()
    yield out.take()


class _Pieces(io.RawIOBase):
    """A stream that gives away what was written to it, and counts on: Parquet's footer tells places."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._written = 0

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._pieces.append(bytes(piece))
        self._written += len(self._pieces[-1])
        return len(self._pieces[-1])

    def tell(self) -> int:
        return self._written

    def take(self) -> bytes:
        taken = b"".join(self._pieces)
        self._pieces.clear()
        return taken


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    told = {name: msgspec.json.encode(row[name]).decode() for name in _AS_JSON if row.get(name) is not None}
    plain: dict[str, Any] = msgspec.to_builtins(row)
    return plain | told


def _type(table: str, name: str) -> pa.DataType:
    import pyarrow as pa

    if name in _NUMBERS:
        return pa.type_for_alias(_NUMBERS[name])
    shape = _SHAPES.get((table, name)) or _SHAPES.get(("", name))
    return _shaped(shape) if shape else pa.string()


def _shaped(shape: Any) -> pa.DataType:
    """An Arrow type from a description: the name of a type, a list of one shape, a dict of shapes."""
    import pyarrow as pa

    if isinstance(shape, str):
        return pa.type_for_alias(shape)
    if isinstance(shape, list):
        return pa.list_(_shaped(shape[0]))
    return pa.struct([(name, _shaped(part)) for name, part in shape.items()])


_TEXT = "string"
_PLACE = dict.fromkeys(("page_start", "page_end"), "int64")
_SPAN = {"start": "int64", "end": "int64"} | _PLACE
_DATE = {
    **dict.fromkeys(("iso", "earliest", "latest", "basis", "evidence"), _TEXT),
    "alternatives": [dict.fromkeys(("iso", "basis", "evidence", "why", "of"), _TEXT)],
    "why": _TEXT,
}
_UNNAMED = {"kind": _TEXT, "count": "int64", "reason": _TEXT, "span": _SPAN}
_ROLE = {**dict.fromkeys(("title", "affiliation", "party", "standing"), _TEXT), "span": _SPAN, "when": _DATE}
_SPEAKER = {
    **dict.fromkeys(("name", "description", "role", "affiliation", "party"), _TEXT),
    **{"named": "bool", "unnamed": _UNNAMED, "roles": [_ROLE], "person": "bool"},
    **dict.fromkeys(("id", "known"), _TEXT),
}

# Of what is neither text nor number: (table, or "" for all, and column) -> shape.
_SHAPES: dict[tuple[str, str], Any] = {
    **{("", name): _DATE for name in ("published", "said_on", "date")},
    **{("", name): [_SPAN] for name in ("source", "cue", "content", "hedge", "spans")},
    **{("", name): [{"name": _TEXT} | _SPAN] for name in ("via", "target", "addressee")},
    **{("", name): _SPAN for name in ("before_span", "after_span", "span")},
    **{("", name): [_TEXT] for name in ("statement_ids", "words", "paths", "inputs", "held_by")},
    ("statements", "speaker"): _SPEAKER,
    ("flags", "parts"): [[_SPAN]],
    ("timeline", "also"): [
        {**dict.fromkeys(("path", "article_id", "text", "statement_id"), _TEXT), "span": _SPAN, "is_copy": "bool"}
    ],
    ("articles", "sheets"): [dict.fromkeys(("start", "number"), "int64")],
    ("articles", "capture"): dict.fromkeys(("record", "at", "digest"), _TEXT),
    ("articles", "teasers"): [{"title": _TEXT} | _PLACE],
    ("articles", "blocks"): [{"kind": _TEXT, "span": _SPAN, **_PLACE, "text": _TEXT, "note": _TEXT}],
}
