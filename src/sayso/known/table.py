"""A list of known people as a table: CSV with a head line. One row a person or body, or one for each role of theirs.

| column | holds |
|---|---|
| `id` | any id; the same in several rows is the same person, in several roles |
| `name` | as it is to be shown |
| `aliases` | other names, separated by `;` |
| `type` | `person` (when empty), `body`, `state`, `firm`, `movement` |
| `party` | whom they speak for: a state by any of its names, or another party |
| `role` | an office: "foreign minister" |
| `role_from`, `role_until` | first and last day in it: `2031-05-02`, `2031-05` or `2031`; empty: not known |

`id` and `name` must be there; the other columns may be left out.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from sayso.known.faults import Fault
from sayso.known.lines import key_set, party_named
from sayso.offices import read_office
from sayso.records import Known, KnownRole, Sort

COLUMNS = ("id", "name", "aliases", "type", "party", "role", "role_from", "role_until")
NEEDED = ("id", "name")
_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


def read_table(stream: BinaryIO) -> Iterator[tuple[int, Known | Fault]]:
    """`(line, what it tells)` for every row; rows without anything are passed over."""
    rows = csv.reader(io.TextIOWrapper(stream, encoding="utf-8-sig", newline=""), strict=True)
    heads: list[str] = []
    at = 1  # the line a row begins in: a quoted field may run over several
    named: dict[str, tuple[int, str]] = {}
    try:
        for row in rows:
            if not heads:
                heads = [head.strip().lower() for head in row]
                fault = _fault_of_heads(heads)
                if fault is not None:
                    yield at, fault
                    return
            elif any(cell.strip() for cell in row):
                told = _read_row(at, heads, row)
                yield at, _clash(at, told, named) or told
            at = rows.line_num + 1
    except csv.Error as error:
        yield at, Fault(at, "the row", f"no CSV: {error}", 'Close every quotation mark, and double those inside (""")')
    except UnicodeDecodeError as error:
        yield at, Fault(at, "the text", f"no UTF-8 from here on ({error.reason})", "Save the file as UTF-8")
    if not heads:
        yield 1, Fault(1, "the head line", "the file is empty", f"Begin it with {','.join(COLUMNS)}")


def _fault_of_heads(heads: list[str]) -> Fault | None:
    for head in heads:
        if head not in COLUMNS:
            return Fault(1, f"column {head!r}", "no such column", f"The columns are {', '.join(COLUMNS)}")
        if heads.count(head) > 1:
            return Fault(1, f"column {head!r}", "is there twice", "Take one of them out")
    for head in NEEDED:
        if head not in heads:
            return Fault(1, f"column {head!r}", "is missing", f"Begin the file with {','.join(COLUMNS)}")
    return None


def _clash(line: int, told: Known | Fault, named: dict[str, tuple[int, str]]) -> Fault | None:
    """An id that an earlier row gives another name: two people under one id, or one under two names."""
    if isinstance(told, Fault):
        return None
    first, name = named.setdefault(told.known_id, (line, told.name))
    if name == told.name:
        return None
    what = f"{told.known_id!r} is {told.name!r} here and {name!r} in line {first}"
    return Fault(line, "name", what, "Give one of them another id, or put the second name under aliases")


def _read_row(line: int, heads: list[str], row: list[str]) -> Known | Fault:
    if len(row) > len(heads):
        what = f"{len(row)} fields, and the head line has {len(heads)}"
        return Fault(line, "the row", what, "Put fields that hold a comma in quotation marks")
    told = dict.fromkeys(COLUMNS, "") | {h: " ".join(cell.split()) for h, cell in zip(heads, row, strict=False)}
    fault = _fault(line, told)
    if fault is not None:
        return fault
    names = [told["name"], *(alias for part in told["aliases"].split(";") if (alias := part.strip()))]
    sort = Sort(told["type"].lower() or Sort.PERSON)
    named = told["party"] or (told["name"] if sort is Sort.STATE else "")
    parties = (party_named(named),) if named else ()
    return Known(
        known_id=told["id"],
        sort=sort,
        name=names[0],
        aliases=tuple(dict.fromkeys(name for name in names[1:] if name != names[0])),
        parties=parties,
        roles=_roles(told, parties),
        keys=key_set(names),
    )


def _fault(line: int, told: Mapping[str, str]) -> Fault | None:
    for head in NEEDED:
        if not told[head]:
            return Fault(line, head, "is empty", "Fill it in, or take the row out")
    if told["type"] and told["type"].lower() not in list(Sort):
        return Fault(line, "type", f"{told['type']!r} is none", f"Write one of {', '.join(Sort)}")
    for head in ("role_from", "role_until"):
        if told[head] and not _DAY.fullmatch(told[head]):
            return Fault(line, head, f"{told[head]!r} is no date", "Write 2031-05-02, 2031-05 or 2031")
        if told[head] and not told["role"]:
            return Fault(line, head, "a date without a role", "Fill in role, or leave the date out")
    since, until = told["role_from"], told["role_until"]
    size = min(len(since), len(until))
    if until[:size] < since[:size]:
        return Fault(line, "role_until", f"{until} is before role_from, {since}", "Mend one of the two")
    if not key_set([told["name"]]):
        return Fault(line, "name", f"{told['name']!r} has no Latin letter", "Write it as the pages write it")
    return None


def _roles(told: Mapping[str, str], parties: tuple[str, ...]) -> tuple[KnownRole, ...]:
    if not told["role"]:
        return ()
    office = read_office(told["role"])
    party = office.party or (parties[0] if parties else None)
    return (KnownRole(office.title, party, told["role_from"] or None, told["role_until"] or None),)
