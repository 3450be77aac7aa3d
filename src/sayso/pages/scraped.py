"""Records of scrapers to pages: JSON lines, JSON, Parquet. Read one record at a time, whatever the size of the file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import chain
from typing import IO, TYPE_CHECKING, Any, cast

import msgspec

from sayso.decoding import decode
from sayso.documents import HTML, TEXT
from sayso.pages.faults import Damaged
from sayso.pages.fields import Record, field, given_of, map_for
from sayso.pages.making import Item, make_page, rejected, too_large
from sayso.records import Capture, Reason
from sayso.settings import JsonlFields, Settings

if TYPE_CHECKING:
    from sayso.pages.intake import At, Intake

_MARK = b"\xef\xbb\xbf"
_BLANK = b" \t\r\n\x0b\x0c"
_LISTS = ("articles", "items", "results", "data", "documents", "hits")  # under these, files of one object keep records
_NESTED = 200  # objects and lists within each other: no record of anybody's comes near
_BEGINS, _ENDS = ("start_map", "start_array"), ("end_map", "end_array")
_ROWS = 64  # of Parquet, read at once
_PARAGRAPH = "\n\n"


def read_json_lines(intake: Intake, stream: IO[bytes], at: At) -> Iterator[Item]:
    """A page a line, called `path#line`."""
    limit = intake.settings.max_page_bytes
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        place = f"{at.path}#{number}"
        if len(line) > limit:
            yield too_large(place, limit, "a line of ")
            while line and not line.endswith(b"\n"):
                line = stream.readline(limit)
        elif line.strip(_BLANK + _MARK):
            yield _from_json(line.removeprefix(_MARK), place, intake.settings)


def _from_json(line: bytes, place: str, settings: Settings) -> Item:
    try:
        record = msgspec.json.decode(decode(line).text)
    except (msgspec.DecodeError, RecursionError) as error:
        return rejected(place, Reason.DAMAGED, f"not JSON: {error}")
    return page_of(record, place, settings)


def page_of(record: object, place: str, settings: Settings) -> Item:
    """The page that a record carries, or why it carries none."""
    if not isinstance(record, dict):
        return rejected(place, Reason.DAMAGED, f"a JSON {type(record).__name__}, need an object with html or text")
    fields = map_for(record, settings.jsonl)
    html, text = field(record, fields.html, _PARAGRAPH), field(record, fields.text, _PARAGRAPH)
    if not html and not text:
        return rejected(place, Reason.EMPTY, _nothing_in(record, fields))
    given = given_of(record, fields)
    # Lone surrogates, which JSON can smuggle in, have no UTF-8.
    body = (html or text or "").encode("utf-8", "replace")
    if len(body) > settings.max_page_bytes:
        return too_large(place, settings.max_page_bytes)
    return make_page(body, place, HTML if html else TEXT, given, Capture(at=field(record, fields.captured)))


def _nothing_in(record: Record, fields: JsonlFields) -> str:
    wanted = ", ".join(fields.html + fields.text)
    keys = ", ".join(sorted(map(str, record))[:12]) or "none"
    if field(record, fields.url):
        return f"an address without words: none of {wanted}; keys here: {keys}. `--map FILE` tells sayso yours"
    return f"none of {wanted} holds words; keys here: {keys}. `--map FILE` tells sayso yours"


# ---------------------------------------------------------------- one JSON value a file


def read_json(intake: Intake, stream: IO[bytes], at: At) -> Iterator[Item]:
    """The pages of a JSON file: one record, a list of them, or an object that holds such a list.

    Those of a list are called `path#number`, from 1. A list is read item by item; one record is held in memory.
    """
    limit = intake.settings.max_page_bytes
    head = stream.read(limit + 1)
    start = head.removeprefix(_MARK).lstrip(_BLANK)[:1]
    whole = len(head) <= limit
    if start == b"[":
        yield from _listed(intake, _rejoined(head, stream), at, "")
    elif whole:
        yield from _object(head.removeprefix(_MARK), at, intake.settings)
    else:
        name = next((name for name in _LISTS if f'"{name}"'.encode() in head[:65_536]), None)
        if name is None:
            yield too_large(at.path, limit, "one JSON object of ")
        else:
            yield from _listed(intake, _rejoined(head, stream), at, name)


def _object(body: bytes, at: At, settings: Settings) -> Iterator[Item]:
    try:
        record = msgspec.json.decode(decode(body).text)
    except (msgspec.DecodeError, RecursionError) as error:
        yield rejected(at.path, Reason.DAMAGED, f"not JSON: {error}")
        return
    held = next(
        (record[name] for name in _LISTS if isinstance(record, dict) and isinstance(record.get(name), list)), None
    )
    if held is None or (isinstance(record, dict) and _has_words(record, settings.jsonl)):
        yield page_of(record, at.path, settings)
        return
    if not held:
        yield rejected(at.path, Reason.EMPTY, "a list of no records")
    yield from (page_of(item, f"{at.path}#{number}", settings) for number, item in enumerate(held, 1))


def _has_words(record: Record, own: JsonlFields) -> bool:
    fields = map_for(record, own)
    return bool(field(record, fields.html) or field(record, fields.text))


def _listed(intake: Intake, stream: IO[bytes], at: At, name: str) -> Iterator[Item]:
    import ijson

    number = 0
    try:
        for number, record in enumerate(_items(ijson.basic_parse(stream, use_float=True), name), 1):
            yield page_of(record, f"{at.path}#{number}", intake.settings)
    except (ijson.JSONError, UnicodeDecodeError) as error:
        raise Damaged(f"not JSON after {number:,} records: {error}") from error
    if not number:
        yield rejected(at.path, Reason.EMPTY, "a list of no records")


def _items(events: Iterator[tuple[str, Any]], name: str) -> Iterator[object]:
    """The items of the list that the value is, or of the list under `name` in it, one by one as the events come.

    ijson's own `items` needs memory that grows with the square of the nesting; here it ends at `_NESTED`.
    """
    from ijson import ObjectBuilder

    placed = _placed(events)
    inside, key = 1, ""
    for depth, event, value in placed:
        if event == "map_key" and depth == 1:
            key = value
        elif event == "start_array" and ((depth == 0 and not name) or (depth == 1 and key == name)):
            inside = depth + 1
            break
    item = ObjectBuilder()
    for depth, event, value in placed:
        if depth < inside:
            return
        item.event(event, value)
        if depth == inside and event not in _BEGINS:
            yield item.value
            item = ObjectBuilder()


def _placed(events: Iterator[tuple[str, Any]]) -> Iterator[tuple[int, str, Any]]:
    """Every event with its depth, the same for the begin and the end of a value."""
    depth = 0
    for event, value in events:
        depth -= event in _ENDS
        yield depth, event, value
        depth += event in _BEGINS
        if depth > _NESTED:
            raise Damaged(f"nested more than {_NESTED} deep")


class _Rejoined(io.RawIOBase):
    """What was read ahead, and then the rest."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._parts = chain([head.removeprefix(_MARK)], iter(lambda: rest.read(65_536), b""))
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._left:
            part = next(self._parts, None)
            if part is None:
                return 0
            self._left = part
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        return count


def _rejoined(head: bytes, rest: IO[bytes]) -> IO[bytes]:
    return cast(IO[bytes], io.BufferedReader(_Rejoined(head, rest)))


# ---------------------------------------------------------------- Parquet


def read_parquet(intake: Intake, stream: IO[bytes], at: At) -> Iterator[Item]:
    """A page a row, called `path#row`, from 1. A few rows are in memory at a time."""
    import pyarrow
    from pyarrow import parquet

    number = 0
    with intake.seekable(stream) as whole:
        try:
            for batch in parquet.ParquetFile(whole).iter_batches(batch_size=_ROWS):
                intake.take(batch.nbytes, batch.nbytes, 0)
                for record in batch.to_pylist():
                    number += 1
                    yield page_of(_plain(record), f"{at.path}#{number}", intake.settings)
        except (pyarrow.ArrowException, ValueError, OverflowError) as error:
            raise Damaged(f"no Parquet that can be read, after {number:,} rows: {error}") from error
    if not number:
        yield rejected(at.path, Reason.EMPTY, "a table of no rows")


def _plain(record: dict[str, Any]) -> dict[str, Any]:
    """Words that a writer kept as bytes, as text."""
    return {key: decode(value).text if isinstance(value, bytes) else value for key, value in record.items()}
