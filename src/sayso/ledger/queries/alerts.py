"""What of the current state is worth telling somebody who follows the matter."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from sayso.ledger.queries.tables import claims, flags, positions
from sayso.ledger.store import Ledger

FLAGS_TOLD = ("reversal", "correction", "withdrawn")


class Alert(Struct, frozen=True):
    """Something that may be new. `key` tells it from every other, and stays the same while it stands."""

    key: str
    kind: str  # "claim", "position", or a kind of flag
    text: str  # one line for a person
    claim_id: str | None = None  # null: of no claim
    party: str | None = None  # null: not told
    stance: str | None = None
    path: str | None = None  # where its words stand; null: read anew since
    statement_ids: tuple[str, ...] = ()  # what a claim or position rests on


def alerts(ledger: Ledger) -> Iterator[Alert]:
    """Claims, positions and flags of the current state, in the order of the tables."""
    for claim in claims(ledger):
        key = claim.claim.claim_id
        ids = claim.claim.statement_ids
        yield Alert(f"claim {key}", "claim", claim.claim.text, key, path=claim.path, statement_ids=ids)
    for row in positions(ledger):
        held = row.position
        who = held.party or held.speaker or "speaker unknown"
        text = f"{who} {held.stance.value}: {row.claim}"
        key = f"position {held.position_id}"
        yield Alert(key, "position", text, held.claim_id, held.party, held.stance.value, row.path, held.statement_ids)
    replaced = {of for (of,) in ledger.rows("SELECT origin_id FROM current_copies WHERE relation = 'version'")}
    for flagged in flags(ledger):
        of = flagged.flag.subject_id
        told_there = of in replaced or of.startswith("st")  # by the newest version, and by the claim
        if flagged.flag.kind in FLAGS_TOLD and not told_there:
            key = f"{flagged.flag.kind} {flagged.flag.subject_id}"
            yield Alert(key, flagged.flag.kind, flagged.flag.why, path=flagged.path)
