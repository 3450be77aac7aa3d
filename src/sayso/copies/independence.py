"""Families joined further by who owns their outlets: two papers of one house are one voice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.copies.credits import name_key
from sayso.records import Article, Family, Owned, make_id


def by_owner(families: Sequence[Family], articles: Iterable[Article], owned: Sequence[Owned]) -> tuple[Family, ...]:
    """The families, those whose origins' outlets have one owner joined; an article of no family is its own origin.

    Without a table they stay as they are. The joined family's root is the one with the lowest id.
    """
    if not owned:
        return tuple(families)
    owner_of = {name_key(line.outlet): line.owner for line in owned}
    of_article = {article_id: family for family in families for article_id in family.article_ids}
    groups: dict[str, dict[str, tuple[str, ...]]] = {}
    kept = {family.family_id: family for family in families}
    for article in articles:
        owner = owner_of.get(name_key(article.outlet or ""))
        family = of_article.get(article.article_id)
        if owner and (family is None or family.origin_id == article.article_id):
            root = family.origin_id if family else article.article_id
            groups.setdefault(owner, {})[root] = family.article_ids if family else (article.article_id,)
            if family:
                kept.pop(family.family_id, None)
    joined = [_joined(owner, roots) for owner, roots in sorted(groups.items())]
    return tuple(sorted([*kept.values(), *joined], key=lambda family: family.origin_id))


def _joined(owner: str, roots: dict[str, tuple[str, ...]]) -> Family:
    root = min(roots)
    members = tuple(sorted(member for members in roots.values() for member in members))
    why = f"{len(roots)} origins, all of outlets that belong to {owner} by your table."
    return Family(make_id("fa", root, owner), root, members, why)
