"""A family as a tree: every copy under the article it took most from."""

from __future__ import annotations

from msgspec import Struct

from sayso.ledger.queries.listed import FamilyMember, FamilyOutline
from sayso.records import CopyLink


class Branch(Struct, frozen=True):
    """An article of a family at its depth in the tree."""

    depth: int  # 0: a root
    member: FamilyMember
    link: CopyLink | None  # by which it stands under the one above; null for a root
    others: tuple[CopyLink, ...]  # what else it takes, from others


def tree(outline: FamilyOutline) -> tuple[Branch, ...]:
    """The members in the order of the tree, each after the one it stands under; circles are cut where they close."""
    by_id = {member.article.article_id: member for member in outline.members}
    under: dict[str, list[str]] = {}
    roots = []
    for article_id, member in by_id.items():
        parent = next((link.origin_id for link in member.links if link.origin_id in by_id), None)
        if parent is None or article_id == outline.origin_id:
            roots.append(article_id)
        else:
            under.setdefault(parent, []).append(article_id)
    branches: list[Branch] = []
    placed: set[str] = set()
    for root in [*roots, *by_id]:  # what stands in a circle has no root above it
        pending = [(root, 0)]
        while pending:
            article_id, depth = pending.pop()
            if article_id in placed:
                continue
            placed.add(article_id)
            member = by_id[article_id]
            links = member.links if depth else ()
            branches.append(Branch(depth, member, links[0] if links else None, tuple(links[1:])))
            pending += [(child, depth + 1) for child in reversed(under.get(article_id, []))]
    return tuple(branches)
