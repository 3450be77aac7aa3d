"""Records to columns of Arrow and back: one for each field, records within as structs, tuples as lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec import Struct, inspect

if TYPE_CHECKING:
    import pyarrow as pa

R = TypeVar("R", bound=Struct)
Row = dict[str, Any]

_SIMPLE: Mapping[type[inspect.Type], str] = {
    inspect.IntType: "int64",
    inspect.FloatType: "float64",
    inspect.BoolType: "bool",
    inspect.StrType: "string",
    inspect.EnumType: "string",
    inspect.BytesType: "binary",
}


@cache
def schema_of(kind: type[Struct]) -> pa.Schema:
    """The columns that hold records of a kind, in the order of its fields."""
    import pyarrow as pa

    told = inspect.type_info(kind)
    assert isinstance(told, inspect.StructType)
    return pa.schema([(field.encode_name, _arrow(field.type)) for field in told.fields])


def to_rows(records: Iterable[Struct]) -> list[Row]:
    """The records as rows of a table with `schema_of` their kind."""
    return [msgspec.to_builtins(record, builtin_types=(bytes,)) for record in records]


def from_rows(rows: list[Row], kind: type[R]) -> list[R]:
    """The records of the rows: `from_rows(to_rows(records), kind) == records`. What is not there gets its default.

    Raises msgspec.ValidationError where a row is no record of this kind.
    """
    found: list[R] = msgspec.convert(rows, list[kind], builtin_types=(bytes,))  # type: ignore[valid-type]
    return found


def _arrow(told: inspect.Type) -> pa.DataType:
    """The Arrow type of a field's type. Every column may be null, so `X | None` is as X."""
    import pyarrow as pa

    name = _SIMPLE.get(type(told))
    if name:
        return pa.type_for_alias(name)
    match told:
        case inspect.StructType(fields=fields):
            return pa.struct([(field.encode_name, _arrow(field.type)) for field in fields])
        case inspect.VarTupleType(item_type=item):
            return pa.list_(_arrow(item))
        case inspect.TupleType(item_types=items):  # all of one type, as (text_start, page_start, length)
            return pa.list_(_arrow(items[0]))
        case inspect.UnionType(types=types):
            (one,) = (each for each in types if not isinstance(each, inspect.NoneType))
            return _arrow(one)
    raise TypeError(f"no column holds {told}")
