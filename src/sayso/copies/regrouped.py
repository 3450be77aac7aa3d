"""Families after links were put in or taken out. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sayso.records import CopyLink, Family, make_id


def regrouped(links: Sequence[CopyLink], found: Sequence[Family], by: str) -> tuple[Family, ...]:
    """Articles joined by links; `by` says what linked them. A family that is as it was found stays it.

    The origin copies nothing; of several, the one that most of the others come from.
    """
    joined: dict[str, set[str]] = {}
    for link in links:
        whole = joined.get(link.copy_id, {link.copy_id}) | joined.get(link.origin_id, {link.origin_id})
        joined.update(dict.fromkeys(whole, whole))
    copies_of: dict[str, int] = defaultdict(int)
    for link in links:
        copies_of[link.origin_id] += 1
    copying = {link.copy_id for link in links}
    known = {family.origin_id: family for family in found}
    families = []
    for members in {min(whole): whole for whole in joined.values()}.values():
        free = members - copying or members  # in a ring everybody copies
        origin_id = min(free, key=lambda member: (-copies_of[member], member))
        article_ids = tuple(sorted(members))
        before = known.get(origin_id)
        if before is not None and before.article_ids == article_ids:
            families.append(before)
            continue
        why = f"{len(members) - 1} of {len(members)} articles take words from {origin_id}, {by}."
        not_held = before.not_held if before is not None else None
        families.append(Family(make_id("fa", origin_id), origin_id, article_ids, why, not_held))
    return tuple(sorted(families, key=lambda family: family.family_id))
