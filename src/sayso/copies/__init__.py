"""copies: articles to copy links and families of near-verbatim copies. A pure function of the set of articles.

Candidates share rare word shingles (`candidates`); pairs are aligned word by word (`align`); words outside quotation
marks decide whether it is a copy (`judging`); credit and dates tell the origin (`credits`, `direction`); each copy is
tied to one origin (`families`).
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.copies.candidates import find_candidates
from sayso.copies.credits import signed
from sayso.copies.direction import Order, order_of
from sayso.copies.families import Edge, choose_origins, neighbours
from sayso.copies.folding import Folded, fold, mute_boilerplate
from sayso.copies.judging import Match, compare, pairs_of, relation_of
from sayso.records import Article, CopyLink, Family, Traced, make_id

__all__ = ["trace"]


def trace(articles: Sequence[Article]) -> Traced:
    """Find near-verbatim copies and excerpts among `articles`; their order and repeats change nothing."""
    pile = sorted({article.article_id: article for article in articles}.values(), key=_likely_origin)
    texts = [fold(article) for article in pile]
    candidates = find_candidates(texts)
    texts = [mute_boilerplate(text, candidates.boilerplate) for text in texts]
    found = [(left, right, compare(texts[left], texts[right])) for left, right in candidates.pairs]
    matches = [(left, right, match) for left, right, match in found if match]
    signs = {place: signed(pile[place]) for left, right, _ in matches for place in (left, right)}
    edges = [
        Edge(left, right, match, order_of(pile[left], pile[right], (signs[left], signs[right])))
        for left, right, match in matches
    ]
    near = neighbours(edges)
    origin_of = choose_origins(near)
    orders = {frozenset((edge.left, edge.right)): edge.order for edge in edges}
    links = tuple(
        _link(texts[copy], texts[origin], near[copy][origin][0], orders[frozenset((copy, origin))])
        for copy, origin in sorted(origin_of.items(), key=lambda pair: pile[pair[0]].article_id)
    )
    return Traced(links, _families(links))


def _likely_origin(article: Article) -> tuple[str, int, str]:
    """By date, the longer first: where a story has very many copies, all are compared with the first ones only."""
    return article.published.latest or "~", -len(article.text), article.article_id


def _link(copy: Folded, origin: Folded, match: Match, order: Order) -> CopyLink:
    relation = relation_of(match, copy, origin)
    why = (
        f"{match.words} of the copy's {match.left_words} words stand in the origin ({match.left_share:.0%}), "
        f"which has {match.right_words} ({match.right_share:.0%} of them kept); {order.why}"
    )
    pairs = pairs_of(match, copy, origin)
    return CopyLink(
        copy.article.article_id, origin.article.article_id, relation, match.left_share, order.direction, pairs, why
    )


def _families(links: Sequence[CopyLink]) -> tuple[Family, ...]:
    members: dict[str, list[CopyLink]] = {}
    for link in links:
        members.setdefault(link.origin_id, []).append(link)
    return tuple(
        Family(
            make_id("fa", origin_id),
            origin_id,
            tuple(sorted([origin_id, *(link.copy_id for link in copies)])),
            f"{len(copies)} of {len(copies) + 1} articles take words from {origin_id}.",
        )
        for origin_id, copies in sorted(members.items())
    )
