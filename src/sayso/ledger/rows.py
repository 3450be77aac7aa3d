"""Records to rows and back: a column for each field, JSON where the field is a record or a sequence."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

R = TypeVar("R", bound=Struct)

_AS_THEY_ARE = (str, int, float, str | None, int | None)  # SQLite keeps these; bool is read back from 0 and 1


@cache
def columns(kind: type[Struct]) -> tuple[str, ...]:
    """The names of the columns that hold a record of this kind, in the order of its fields."""
    return tuple(kind.__struct_fields__)


def to_row(record: Struct) -> tuple[object, ...]:
    """The values of a record's columns, in the order of `columns`."""
    kind = type(record)
    return tuple(
        write(getattr(record, name)) if write else getattr(record, name)
        for name, write in zip(columns(kind), _writers(kind), strict=True)
    )


def from_row(kind: type[R], row: Sequence[Any]) -> R:
    """The record whose columns these are: `from_row(type(r), to_row(r)) == r`."""
    return kind(
        *(read(value) if read else value for value, read in zip(row, _readers(kind), strict=True)),
    )


def to_json(value: object) -> str:
    """Compact JSON, keys in the order of the fields."""
    return msgspec.json.encode(value).decode()


def insert_sql(table: str, names: Sequence[str]) -> str:
    """An INSERT of one row; a row whose key is there already is left as it is."""
    marks = ", ".join("?" * len(names))
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks}) ON CONFLICT DO NOTHING"


def row_digest(record: Struct) -> int:
    """64 bits over all fields of a record, signed as SQLite's integers are."""
    packed = hashlib.blake2b(msgspec.msgpack.encode(record), digest_size=8).digest()
    return int.from_bytes(packed, "big", signed=True)


def text_digest(value: object) -> str:
    """128 bits in hex over any msgspec-encodable value."""
    return hashlib.blake2b(msgspec.msgpack.encode(value), digest_size=16).hexdigest()


def chunked(values: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    """The values in runs of `size`."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


@cache
def _writers(kind: type[Struct]) -> tuple[Callable[[Any], object] | None, ...]:
    return tuple(to_json if _reader(field.type) == "json" else None for field in msgspec.structs.fields(kind))


@cache
def _readers(kind: type[Struct]) -> tuple[Callable[[Any], Any] | None, ...]:
    readers: list[Callable[[Any], Any] | None] = []
    for field in msgspec.structs.fields(kind):
        read = _reader(field.type)
        readers.append(msgspec.json.Decoder(field.type).decode if read == "json" else read)
    return tuple(readers)


def _reader(kind: Any) -> Any:
    """How a value of a type comes back from its column: None = as it is, a type to call, or "json"."""
    if kind in _AS_THEY_ARE:
        return None
    if kind is bool or (isinstance(kind, type) and issubclass(kind, StrEnum)):
        return kind
    return "json"
