"""One batch of a lake: a folder with a Parquet file for each table, all there or none.

A folder is filled where no reader looks, flushed to the disk, and then renamed into its place.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from sayso.errors import LakeUnusable
from sayso.lake.columns import R, Row, from_rows, schema_of, to_rows
from sayso.ledger import Found, storable
from sayso.records import Article, Flag, Page, Reading, Rejected, Statement
from sayso.writing import flush

if TYPE_CHECKING:
    import pyarrow as pa

WRITING = ".writing"  # a folder with a dot: `lake/*/articles.parquet` finds nothing in it
NAME = "batch=%06d"  # as Hive names partitions: DuckDB gives the number as a column

_TABLES: Mapping[str, tuple[type[Struct], tuple[str, ...]]] = {  # what a row is, and the columns before it
    "pages": (Page, ("reader",)),
    "articles": (Article, ()),
    "statements": (Statement, ("page_id",)),
    "flags": (Flag, ("page_id",)),
    "rejected": (Rejected, ("page_id",)),  # null: the input never became a page
    "places": (Found, ()),  # where a page was found again
}
_READ_ANEW = (
    "Move its folder out of the lake and ingest the same pages again: those of this batch are read anew, all others "
    "are kept."
)
_DISK = {
    errno.ENOSPC: "the disk is full. Free some space and run again; what was stored stays.",
    errno.EDQUOT: "your share of the disk is full. Free some space and run again; what was stored stays.",
    errno.EROFS: "cannot be written: read-only. Copy the lake to where you may write.",
    errno.EACCES: "no permission. Copy the lake to where you may read and write.",
    errno.EPERM: "no permission. Copy the lake to where you may read and write.",
}


class Batch(Struct, frozen=True):
    """What one batch holds."""

    reader: str  # what read the pages
    readings: Sequence[Reading] = ()
    places: Sequence[Found] = ()
    rejected: Sequence[Rejected] = ()  # inputs that never became a page


@contextmanager
def saying(path: Path) -> Iterator[None]:
    """Turn what the operator can mend into LakeUnusable."""
    try:
        yield
    except OSError as error:
        words = _DISK.get(error.errno or 0, f"{error.strerror or error}. What was stored stays.")
        raise LakeUnusable(f"{error.filename or path}: {words}") from error


def write_batch(lake: Path, number: int, batch: Batch) -> Path:
    """Store a batch, and give its folder. Raises LakeUnusable, and then nothing of it is in the lake."""
    draft, place = lake / WRITING / (NAME % number), lake / (NAME % number)
    with saying(lake):
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        try:
            for table, rows in _rows(batch).items():
                _write(draft / f"{table}.parquet", table, rows)
            flush(draft)
            draft.rename(place)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
        flush(lake)
    return place


def column(batch: Path, table: str, *names: str) -> list[tuple[Any, ...]]:
    """The values of some columns of a table, row by row. Raises LakeUnusable."""
    found = _read(batch, table, names)
    return list(zip(*(found.column(name).to_pylist() for name in names), strict=True))


def readings_of(batch: Path, wanted: Set[str]) -> Iterator[tuple[str, Reading]]:
    """`(reader, reading)` of the wanted pages of a batch, as they were stored. Raises LakeUnusable."""
    tables = ("articles", "statements", "rejected", "flags")
    told = _wanted(batch, "pages", wanted)
    pages = _records(batch, [row | {"body": b""} for row in told], Page)
    of = {table: _by_page(batch, table, wanted) for table in tables}
    for row, page in zip(told, pages, strict=True):
        parts: dict[str, Any] = {table: tuple(of[table].get(page.page_id, ())) for table in tables}
        yield row["reader"], Reading(page, **parts)


def places_of(batch: Path, wanted: Set[str]) -> list[Found]:
    """Where the wanted pages were found again, as far as this batch tells. Raises LakeUnusable."""
    return _records(batch, _wanted(batch, "places", wanted), Found)


def rejected_in(batch: Path) -> list[Rejected]:
    """Inputs that never became a page. Raises LakeUnusable."""
    rows = [row for row in _read(batch, "rejected").to_pylist() if row["page_id"] is None]
    return _records(batch, rows, Rejected)


def _by_page(batch: Path, table: str, wanted: Set[str]) -> dict[str, list[Any]]:
    rows = _wanted(batch, table, wanted)
    found: dict[str, list[Any]] = {}
    for row, record in zip(rows, _records(batch, rows, _TABLES[table][0]), strict=True):
        found.setdefault(row["page_id"], []).append(record)
    return found


def _records(batch: Path, rows: list[Row], kind: type[R]) -> list[R]:
    try:
        return from_rows(rows, kind)
    except msgspec.ValidationError as error:
        raise LakeUnusable(
            f"{batch}: its records are not those of this sayso ({error}). Ingest its pages into a new lake."
        ) from error


def _wanted(batch: Path, table: str, pages: Set[str]) -> list[Row]:
    """The rows of a table that are of these pages, in their order."""
    import pyarrow as pa
    from pyarrow import compute

    found = _read(batch, table)
    kept = compute.is_in(found.column("page_id"), value_set=pa.array(sorted(pages), pa.string()))
    rows: list[Row] = found.filter(kept).to_pylist()
    return rows


def _read(batch: Path, table: str, names: Sequence[str] | None = None) -> pa.Table:
    """Some columns of a table, which hold words; all of one that holds at least whose each row is."""
    import pyarrow as pa
    from pyarrow import parquet

    path = batch / f"{table}.parquet"
    with saying(path):
        try:
            found = parquet.ParquetFile(path, page_checksum_verification=True).read(columns=names)
        except (pa.ArrowException, OSError) as error:
            if getattr(error, "errno", None) in _DISK:
                raise
            told = str(error).partition("\n")[0]
            raise LakeUnusable(f"{path}: damaged or gone ({told}). {_READ_ANEW}") from error
    for name in names or ("page_id",):
        if name not in found.column_names or not pa.types.is_string(found.schema.field(name).type):
            raise LakeUnusable(f"{path}: no words in its column {name}: another program wrote it. {_READ_ANEW}")
    return found


def _write(path: Path, table: str, rows: list[Row]) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    kind, before = _TABLES[table]
    fields = [pa.field(name, pa.string()) for name in before]
    schema = pa.schema([*fields, *(field for field in schema_of(kind) if field.name != "body")])
    with path.open("xb") as out:  # not by Arrow's own hand: its errors tell less
        parquet.write_table(pa.Table.from_pylist(rows, schema), out, compression="zstd", write_page_checksum=True)
        out.flush()
        os.fsync(out.fileno())


def _rows(batch: Batch) -> dict[str, list[Row]]:
    """The rows of every table."""
    rows: dict[str, list[Row]] = {
        "pages": [_storable(row) | {"reader": batch.reader} for row in to_rows(one.page for one in batch.readings)],
        "articles": to_rows(article for one in batch.readings for article in one.articles),
        "statements": [],
        "flags": [],
        "rejected": [_storable(row) | {"page_id": None} for row in to_rows(batch.rejected)],
        "places": list(map(_storable, to_rows(batch.places))),
    }
    for one in batch.readings:
        of = {"page_id": one.page.page_id}
        rows["statements"] += [row | of for row in to_rows(one.statements)]
        rows["flags"] += [row | of for row in to_rows(one.flags)]
        rows["rejected"] += [_storable(row) | of for row in to_rows(one.rejected)]
    return rows


def _storable(value: Any) -> Any:
    """Names of files that are no UTF-8, spelled as a ledger spells them."""
    if isinstance(value, dict):
        return {key: _storable(inner) for key, inner in value.items()}
    return storable(value) if isinstance(value, str) else value
