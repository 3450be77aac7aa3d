"""Rulings on copies: no copy at all, or copied the other way round. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from sayso.copies.regrouped import regrouped
from sayso.records import (
    Change,
    ChangeKind,
    CopyLink,
    Decision,
    Direction,
    Ruling,
    Traced,
    Upheld,
)
from sayso.rulings.force import in_force

_TURNED = {ChangeKind.OMISSION: ChangeKind.ADDITION, ChangeKind.ADDITION: ChangeKind.OMISSION}


def ruled_copies(traced: Traced, rulings: Sequence[Upheld]) -> Traced:
    """Links, families and changes after the rulings on them; without any, as they were traced."""
    by_pair = {
        frozenset((here, there)): (one.ruling, here)
        for one in in_force(rulings, Decision.NOT_COPIED, Decision.COPIED_BY)
        for here in one.subjects
        for there in one.others
    }
    if not by_pair:
        return traced
    links = [now for link in traced.links if (now := _ruled(link, by_pair)) is not None]
    kept = {(link.copy_id, link.origin_id) for link in links}
    changes = [kept_change for change in traced.changes if (kept_change := _as_kept(change, kept)) is not None]
    return Traced(tuple(links), regrouped(links, traced.families, "by links that were ruled on"), tuple(changes))


def _ruled(link: CopyLink, by_pair: Mapping[frozenset[str], tuple[Ruling, str]]) -> CopyLink | None:
    """The link as it stands; None: it is none. An article that copies nothing any longer was the copy then."""
    ruling, was_copy = by_pair.get(frozenset((link.copy_id, link.origin_id)), (None, ""))
    if ruling is None:
        return link
    if ruling.decision is Decision.NOT_COPIED:
        return None
    if link.origin_id == was_copy:
        return link  # it is found as ruled
    why = f"ruling of {ruling.by}, {ruling.at[:10]}: it is the other way round; read: {link.why}"
    pairs = tuple(sorted((there, here) for here, there in link.pairs))
    return replace(
        link, copy_id=link.origin_id, origin_id=link.copy_id, direction=Direction.RULED, pairs=pairs, why=why
    )


def _as_kept(change: Change, kept: set[tuple[str, str]]) -> Change | None:
    """The change seen from the side that is the copy now; None where no link is left."""
    if (change.copy_id, change.origin_id) in kept:
        return change
    if (change.origin_id, change.copy_id) not in kept:
        return None
    return replace(
        change,
        copy_id=change.origin_id,
        origin_id=change.copy_id,
        kind=_TURNED.get(change.kind, change.kind),
        before=change.after,
        after=change.before,
        before_span=change.after_span,
        after_span=change.before_span,
    )
