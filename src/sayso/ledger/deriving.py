"""What follows from all readings together, as rows: each stored once, with events that tell when it came and went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from sayso.ledger.appending import Execute
from sayso.ledger.lineage import claim_changes
from sayso.ledger.rows import columns, from_row, insert_sql, row_digest, text_digest, to_row
from sayso.records import Claim, Identified, Related, Ruled, RulingState, Timed, Traced, Upheld

# Counted up when other rows follow from the same readings: an older ledger is then stale. 5: claims. 6: dates. 7:
# details. 8: dates. 9: versions. 10: copies. 11: notices. 12: claims. 14: people. 15: claims. 18: copies. 19 to 21:
# claims. 23: people. 26: splices. 27 to 30: claims. 31: people. 32: claims.
DERIVATION = 32
NOBODY = Identified((), ())
NO_TIMES = Timed((), ())
NOTHING_FETCHED: Mapping[str, str] = MappingProxyType({})
NOTHING_RULED = Ruled()


class Derived(Struct, frozen=True):
    """What follows from all readings and rulings together."""

    traced: Traced | None  # null: the copies stand as they are
    related: Related
    identified: Identified = NOBODY
    ruled: Ruled = NOTHING_RULED
    timed: Timed = NO_TIMES
    state: str | None = None  # the `state_digest` it was made from; null: that of what is current now
    traced_from: str = ""  # a digest of what the copies were traced from


class _UpheldRow(Struct, frozen=True):
    """An Upheld as it is stored: the ruling itself has its own table."""

    ruling_id: str
    state: RulingState
    detail: str
    subjects: tuple[str, ...]
    others: tuple[str, ...]

    @classmethod
    def of(cls, one: Upheld) -> _UpheldRow:
        return cls(one.ruling.ruling_id, one.state, one.detail, one.subjects, one.others)


_CLAIMS = f"SELECT {', '.join(columns(Claim))} FROM current_claims ORDER BY claim_id, row"


def store_derived(execute: Execute, run_id: int, found: Derived) -> None:
    """Store what appeared, note what is gone, and how each claim went on."""
    related = found.related
    kinds: list[tuple[str, Sequence[Struct]]] = [
        ("positions", related.positions),
        ("flags", (*related.flags, *found.timed.flags)),
        ("inferred", found.timed.inferred),
        ("people", found.identified.people),
        ("spoken", found.identified.spoken),
        ("ruled_statements", found.ruled.statements),
        ("ruled_articles", found.ruled.articles),
        ("upheld", [_UpheldRow.of(one) for one in found.ruled.upheld]),
    ]
    if found.traced is not None:
        kinds += [
            ("copy_links", found.traced.links),
            ("families", found.traced.families),
            ("changes", found.traced.changes),
        ]
    before = [from_row(Claim, row) for row in execute(_CLAIMS)]
    for kind, records in (("claims", related.claims), *kinds):
        _note_differences(execute, run_id, kind, records)
    for change in claim_changes(before, related.claims):
        execute(insert_sql("claim_changes", ("run_id", *columns(type(change)))), (run_id, *to_row(change)))


def state_of(
    readings: Sequence[object],
    lists: Sequence[object] = (),
    rulings: Sequence[str] = (),
    fetched: Mapping[str, str] = NOTHING_FETCHED,
) -> str:
    """A digest of what the derived rows follow from: pages as read, the user's lists, rulings, times of capture."""
    return text_digest((DERIVATION, readings, lists, rulings, sorted(fetched.items())))


def _note_differences(execute: Execute, run_id: int, kind: str, records: Sequence[Struct]) -> None:
    """Store the records that are new, and an event for each that appeared or is gone."""
    now = {row_digest(record): record for record in records}
    newest = "SELECT row, present, max(seq) FROM events WHERE kind = ? GROUP BY row"
    before = {row for row, present, _ in execute(newest, (kind,)) if present}
    event = insert_sql("events", ("run_id", "kind", "row", "present"))
    for row in sorted(before - now.keys()):
        execute(event, (run_id, kind, row, 0))
    for row in sorted(now.keys() - before):
        sql = insert_sql(kind, ("row", "run_id", *columns(type(now[row]))))
        execute(sql, (row, run_id, *to_row(now[row])))
        execute(event, (run_id, kind, row, 1))
