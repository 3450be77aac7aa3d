"""Rulings on copies: no copy at all, or copied the other way round. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from sayso.records import (
    Change,
    ChangeKind,
    CopyLink,
    Decision,
    Direction,
    Family,
    Ruling,
    Traced,
    Upheld,
    make_id,
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
    return Traced(tuple(links), _families(links, traced.families), tuple(changes))


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


def _families(links: Sequence[CopyLink], found: Sequence[Family]) -> tuple[Family, ...]:
    """Articles joined by links. The origin copies nothing; of several, the one that most of the others come from."""
    joined: dict[str, set[str]] = {}
    for link in links:
        whole = joined.get(link.copy_id, {link.copy_id}) | joined.get(link.origin_id, {link.origin_id})
        joined.update(dict.fromkeys(whole, whole))
    copies_of: dict[str, int] = defaultdict(int)
    for link in links:
        copies_of[link.origin_id] += 1
    copying = {link.copy_id for link in links}
    known = {family.family_id: family for family in found}
    families = []
    for members in {min(whole): whole for whole in joined.values()}.values():
        free = members - copying or members  # in a ring everybody copies
        origin_id = min(free, key=lambda member: (-copies_of[member], member))
        family_id, article_ids = make_id("fa", origin_id), tuple(sorted(members))
        why = f"{len(members) - 1} of {len(members)} articles take words from {origin_id}, by links that were ruled on."
        as_found = known.get(family_id)
        same = as_found is not None and as_found.article_ids == article_ids
        families.append(as_found if same and as_found else Family(family_id, origin_id, article_ids, why))
    return tuple(sorted(families, key=lambda family: family.family_id))
