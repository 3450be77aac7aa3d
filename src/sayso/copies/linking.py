"""What follows from a pile of copies: links with their passages, families, and what each copy altered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
import numpy as np

from sayso.copies.changes import changes_of
from sayso.copies.credits import name_key, signed, standing
from sayso.copies.direction import Order
from sayso.copies.families import Retold, choose_retold
from sayso.copies.folding import Folded
from sayso.copies.judging import Match, pairs_of, relation_of
from sayso.copies.passages import pair_passages
from sayso.copies.pile import Orders, Pair, Pile, orders_of, pair_of
from sayso.copies.rewrites import LIKELY, MIN_BOTH, SURE
from sayso.records import Article, Change, CopyLink, Direction, Family, Relation, Traced, make_id

MIN_FOLLOWED = 0.25  # the same, for a copy that goes with its origin when that one is a copy told again


def link(pile: Pile, scores: Mapping[Pair, float]) -> Traced:
    """Links, families and changes. `scores`: of pairs of articles that stand alone, the odds that one is the other told
    again, as `rewrites` gives them.
    """
    texts = pile.texts
    retold, later = _retold_origins(pile, scores)
    links = [
        _near_link(texts[copy], texts[near.origin], near.match, near.order)
        for copy, near in pile.near.items()
        if copy not in retold
    ]
    links += [_retold_link(texts[copy], texts[origin], later[pair_of(copy, origin)]) for copy, origin in retold.items()]
    links.sort(key=lambda link: link.copy_id)
    by_id = {text.article.article_id: text for text in texts}
    altered = list(_altered(by_id, links))
    changes = tuple(change for _, changes in altered for change in changes)
    return Traced(tuple(link for link, _ in altered), _families(by_id, links), changes)


def _retold_origins(pile: Pile, scores: Mapping[Pair, float]) -> tuple[dict[int, int], Orders]:
    """The origins of copies reworded throughout, among the articles that are no near-verbatim copy; who came first.

    A pair that shares whole passages is none: if it was not linked for them, it is a splice. Where such a copy has
    near-copies itself, those go with it.
    """
    orders = orders_of(pile.texts, sorted(pair for pair in scores if pair not in pile.matches))
    likely = {pair: scores[pair] for pair, order in orders.items() if _is_likely(scores[pair], order, pair, pile.texts)}
    copies: dict[int, list[int]] = {}
    for copy, near in pile.near.items():
        copies.setdefault(near.origin, []).append(copy)

    def follows(member: int, origin: int) -> bool:
        return all(min(_told_again(pile.texts[copy], pile.texts[origin])) >= MIN_FOLLOWED for copy in copies[member])

    edges = [Retold(*pair, score, orders[pair]) for pair, score in likely.items()]
    fitness = {place: _fitness(pile.texts[place].article) for pair in likely for place in pair}
    origins = choose_retold(edges, {place: len(its) for place, its in copies.items()}, fitness, follows)
    moved = {copy: origin for member, origin in origins.items() for copy in copies.get(member, ())}
    orders |= orders_of(pile.texts, sorted(pair_of(copy, origin) for copy, origin in moved.items()))
    return origins | moved, orders


def _fitness(article: Article) -> tuple[bool, int]:
    """How fit an article is to be the origin where nothing tells: a dated one, one that a reporter and a house sign."""
    return article.published.latest is not None, standing(article)[0]


def _is_likely(score: float, order: Order, pair: Pair, texts: Sequence[Folded]) -> bool:
    if order.direction is Direction.CREDITED or score >= SURE:
        return True
    return score >= LIKELY and min(_told_again(texts[pair[0]], texts[pair[1]])) >= MIN_BOTH


def _told_again(one: Folded, other: Folded) -> tuple[float, float]:
    """The parts of both texts' words in passages that tell what the other tells."""
    same = pair_passages(one, other)
    ours = sum(last - first for (first, last), _ in same) / len(one)
    theirs = sum(last - first for _, (first, last) in same) / len(other)
    return ours, theirs


def _told_why(copy: Folded, origin: Folded, order: Order) -> str:
    """How it is known which came first; where it is not, on what the guess rests."""
    if order.direction is not Direction.UNKNOWN:
        return order.why
    one, other = copy.article, origin.article
    rank, signed_so = standing(other)
    if other.published.latest and not one.published.latest:
        guess = "it alone is dated"
    elif rank > standing(one)[0]:
        guess = signed_so
    else:
        guess = "the articles most like the others, of titles borne by several, and the longer go first"
    return f"{order.why}; the origin is a guess: {guess}"


def _near_link(copy: Folded, origin: Folded, match: Match, order: Order) -> CopyLink:
    relation = relation_of(match, copy, origin)
    if relation is Relation.REWRITTEN:
        link = _retold_link(copy, origin, order)
        if link.share >= match.left_share:
            return link
        relation = Relation.EXCERPT  # sentences that tell something else hold what was taken
    why = (
        f"{match.words} of the copy's {match.left_words} words stand in the origin ({match.left_share:.0%}), "
        f"which has {match.right_words} ({match.right_share:.0%} of them kept); {_told_why(copy, origin, order)}"
    )
    return CopyLink(
        copy.article.article_id,
        origin.article.article_id,
        relation,
        match.left_share,
        order.direction,
        pairs_of(match, copy, origin),
        why,
    )


def _retold_link(copy: Folded, origin: Folded, order: Order) -> CopyLink:
    same = pair_passages(copy, origin)
    covered = sum(last - first for (first, last), _ in same)
    why = (
        f"{len(same)} passages of the copy, {covered} of its {len(copy)} words ({covered / len(copy):.0%}), tell in "
        f"other words what passages of the origin tell; {_told_why(copy, origin, order)}"
    )
    return CopyLink(
        copy.article.article_id,
        origin.article.article_id,
        Relation.REWRITTEN,
        covered / len(copy),
        order.direction,
        tuple((copy.span(*passage.copy), origin.span(*passage.origin)) for passage in same),
        why,
    )


def _altered(texts: Mapping[str, Folded], links: Iterable[CopyLink]) -> Iterator[tuple[CopyLink, tuple[Change, ...]]]:
    """Each link with its trifles counted, and what the copy altered, the gravest first; nothing of an excerpt."""
    for link in links:
        copy, origin = texts[link.copy_id], texts[link.origin_id]
        if link.relation is Relation.EXCERPT or np.array_equal(copy.hashes, origin.hashes):
            yield link, ()
            continue
        altered = changes_of(copy, origin, pair_passages(copy, origin))
        yield msgspec.structs.replace(link, trifles=altered.trifles), altered.changes


def _families(texts: Mapping[str, Folded], links: Sequence[CopyLink]) -> tuple[Family, ...]:
    copies_of: dict[str, list[str]] = {}
    for link in links:
        copies_of.setdefault(link.origin_id, []).append(link.copy_id)
    return tuple(
        _family(origin_id, copies, [texts[member].article for member in (origin_id, *copies)])
        for origin_id, copies in sorted(copies_of.items())
    )


def _family(origin_id: str, copies: Sequence[str], members: Sequence[Article]) -> Family:
    agency, times = _not_held(members)
    told = f"; {times} of them credit {agency}, whose own report is not held" if agency else ""
    why = f"{len(copies)} of {len(copies) + 1} articles take words from {origin_id}{told}."
    return Family(make_id("fa", origin_id), origin_id, tuple(sorted([origin_id, *copies])), why, agency)


def _not_held(members: Sequence[Article]) -> tuple[str | None, int]:
    """The agency that two or more of these articles credit when its own report is none of them, and how many do."""
    times = Counter(article.agency for article in members if article.agency)
    agency = max(times, key=lambda name: (times[name], name), default="")
    if times[agency] < 2 or any(name_key(agency) in signs.own | signs.initials for signs in map(signed, members)):
        return None, 0
    return agency, times[agency]
