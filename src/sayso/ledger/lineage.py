"""How claims went on when pages or rulings came in: what grew, joined, split, or goes on under another id. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from sayso.records import Claim


class ClaimFate(StrEnum):
    """What became of a claim."""

    NEW = "new"
    GONE = "gone"  # none of its statements is on a claim any longer
    CHANGED = "changed"  # it keeps its id, with other statements
    RENAMED = "renamed"  # most of its statements are on a claim of another id, which none had before
    JOINED = "joined"  # most of its statements are on a claim that goes on from another
    SPLIT = "split"  # some of its statements are on another claim now; the rest stays or goes on elsewhere


class ClaimChange(Struct, frozen=True):
    """One step of a claim."""

    kind: ClaimFate
    was_id: str | None  # null: new
    now_id: str | None  # null: gone
    statements: int  # how many of those on `was_id` are on `now_id`; of a new one, how many it has


def claim_changes(before: Sequence[Claim], after: Sequence[Claim]) -> list[ClaimChange]:
    """What changed between two states, by id before, then after. A claim that stands as it stood is not told of."""
    old, new = {claim.claim_id: claim for claim in before}, {claim.claim_id: claim for claim in after}
    where = {of: claim.claim_id for claim in after for of in claim.statement_ids}
    moves = {
        claim.claim_id: Counter(where[of] for of in claim.statement_ids if of in where)
        for claim in before
        if claim != new.get(claim.claim_id)
    }
    found = [change for was in moves for change in _steps(old[was], moves[was], old, new)]
    reached = {now for counts in moves.values() for now in counts}
    found += [
        ClaimChange(ClaimFate.NEW, None, claim.claim_id, len(claim.statement_ids))
        for claim in after
        if claim.claim_id not in old and claim.claim_id not in reached
    ]
    return sorted(found, key=lambda change: (change.was_id or "", change.now_id or ""))


def _steps(claim: Claim, counts: Counter[str], old: dict[str, Claim], new: dict[str, Claim]) -> Iterator[ClaimChange]:
    was = claim.claim_id
    if not counts:
        yield ClaimChange(ClaimFate.GONE, was, None, 0)
        return
    heir = min(counts, key=lambda now: (-counts[now], now != was, now))
    for now, count in counts.items():
        if now == was:
            if claim.statement_ids != new[was].statement_ids:
                yield ClaimChange(ClaimFate.CHANGED, was, was, count)
        elif now != heir or was in new:
            yield ClaimChange(ClaimFate.SPLIT, was, now, count)
        else:
            yield ClaimChange(ClaimFate.JOINED if now in old else ClaimFate.RENAMED, was, now, count)


def went_on(changes: Sequence[tuple[int, ClaimChange]], claim_id: str) -> str | None:
    """The id that a claim goes on under, by steps in order of time; None when it is gone."""
    steps: dict[str, list[tuple[int, ClaimChange]]] = defaultdict(list)
    for seq, change in changes:
        if change.was_id is not None and change.kind is not ClaimFate.SPLIT:
            steps[change.was_id].append((seq, change))
    now: str | None = claim_id
    at = -1
    while now is not None:
        later = [(seq, change) for seq, change in steps[now] if seq > at and change.now_id != now]
        if not later:
            return now
        at, now = later[-1][0], later[-1][1].now_id
    return None
