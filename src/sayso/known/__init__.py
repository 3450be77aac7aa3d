"""A user's own lists of people and bodies: a table (CSV) or FollowTheMoney entities (JSON lines). An edge: reads files.

`owners.py` reads the user's table of who owns which outlet.

A list is read whole and without a fault, or not at all. The library `followthemoney` is not used: it needs ICU's native
libraries and 16 packages, and a list takes three of its dozens of schemata.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import msgspec

from sayso.errors import BadKnownList
from sayso.known.faults import Fault
from sayso.known.ftm import read_entities
from sayso.known.owners import read_owners
from sayso.known.table import read_table
from sayso.records import Known, KnownList, make_id

__all__ = ["read_lists", "read_owners"]

CHUNK = 4096  # lines packed together: some 300 kB, of which zlib leaves a fourth
SHOWN = 5  # faults told in full; a file in a wrong format has one a line

Seen = dict[int, int]


def read_lists(paths: Sequence[str]) -> tuple[KnownList, ...]:
    """Read every list. Memory: what they tell, packed, and 100 bytes an id.

    Raises BadKnownList, with file, line and field of the first faults, when a file cannot be read or has any fault, and
    when an id is of two sorts.
    """
    seen: Seen = {}
    return tuple(_read(Path(path), seen) for path in dict.fromkeys(paths))


def _read(path: Path, seen: Seen) -> KnownList:
    lines = _lines(path, seen)
    digest = blake2b(digest_size=16)
    before = len(seen)
    chunks = []
    while some := tuple(islice(lines, CHUNK)):
        packed = msgspec.msgpack.encode(some)
        digest.update(packed)
        chunks.append(zlib.compress(packed, 1))
    return KnownList(make_id("kn", digest.hexdigest()), str(path), len(seen) - before, tuple(chunks))


def _lines(path: Path, seen: Seen) -> Iterator[Known]:
    """What a list tells, line by line. Raises BadKnownList at its end, or when there are `SHOWN` faults."""
    faults: list[Fault] = []
    try:
        with _open(path) as stream:
            for line, told in _told(path, stream):
                fault = told if isinstance(told, Fault) else _clash(line, told, seen)
                if fault is None and isinstance(told, Known):
                    yield told
                elif fault is not None:
                    faults.append(fault)
                    if len(faults) == SHOWN:
                        break
    except (OSError, EOFError) as error:
        words = getattr(error, "strerror", None) or str(error)
        raise BadKnownList(f"{path}: cannot read the list of known people: {words}. Check the path.") from error
    if faults:
        shown = "\n".join(f"  line {fault.line}, {fault.field}: {fault.what}. {fault.mend}" for fault in faults)
        more = "\n  and maybe more after these" if len(faults) == SHOWN else ""
        raise BadKnownList(f"{path}: not a list of known people; nothing of it was used.\n{shown}{more}")


def _told(path: Path, stream: BinaryIO) -> Iterable[tuple[int, Known | Fault]]:
    """By the first character: an entity begins with a brace, whatever the file is called."""
    start = stream.peek(1)[:1] if hasattr(stream, "peek") else b""
    return (
        read_entities(stream) if start == b"{" or path.suffix in (".json", ".jsonl", ".ijson") else read_table(stream)
    )


def _open(path: Path) -> BinaryIO:
    return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")  # type: ignore[return-value]


def _clash(line: int, told: Known, seen: Seen) -> Fault | None:
    """An id that stood before with another sort. `seen`: by 64 bits of the id, its sort, and the line it stood in."""
    if told.sort is None:
        return None
    key = int.from_bytes(blake2b(told.known_id.encode(), digest_size=8).digest(), "big")
    sorts = list(type(told.sort))
    before = seen.setdefault(key, line * len(sorts) + sorts.index(told.sort))
    first, sort = divmod(before, len(sorts))
    if sorts[sort] is told.sort:
        return None
    what = (
        f"{told.known_id!r} is a {told.sort} here and a {sorts[sort]} in line {first} (of this list, or of one before)"
    )
    return Fault(line, "type", what, "Give each id one type")
