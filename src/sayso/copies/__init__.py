"""copies: articles to copy links and families. A pure function of the set of articles.

Near-verbatim copies: candidates share rare word shingles (`candidates`); pairs are aligned word by word (`align`);
words outside quotation marks decide whether it is a copy (`judging`). Reworded copies: stories that share rare words
and tell the same sentence by sentence (`rewrites`). Credit and dates tell the origin (`credits`, `direction`), else who
signs is a guess that `why` names; each copy is tied to one origin (`families`). What a copy altered is read passage by
passage (`passages`, `changes`, `terms`). A page fetched again is tied to what it held before (`versions`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec
import numpy as np

from sayso.copies.candidates import find_candidates
from sayso.copies.changes import changes_of
from sayso.copies.credits import name_key, signed, standing
from sayso.copies.direction import Order, order_of
from sayso.copies.families import Edge, Retold, choose_origins, choose_retold, neighbours
from sayso.copies.folding import Folded, fold, mute_boilerplate, telling_shingles
from sayso.copies.independence import by_owner
from sayso.copies.judging import Match, compare, pairs_of, relation_of
from sayso.copies.passages import pair_passages
from sayso.copies.rewrites import LIKELY, LIKELY_CREDITED, MIN_BOTH, SURE, find_retellings, tell, told_again
from sayso.copies.ruled import ruled_copies
from sayso.copies.versions import Shared, shared_addresses, with_versions
from sayso.records import Article, Change, CopyLink, Direction, Family, Relation, Traced, make_id
from sayso.text import normalise

__all__ = ["Shared", "by_owner", "ruled_copies", "shared_addresses", "trace", "with_versions"]

Pairs = Iterable[tuple[int, int]]
Orders = dict[tuple[int, int], Order]


def trace(articles: Sequence[Article]) -> Traced:
    """Find the copies among `articles`: near-verbatim, excerpts, reworded. Their order and repeats change nothing."""
    pile = _likely_origins_first({article.article_id: article for article in articles}.values())
    plain = [fold(article) for article in pile]
    candidates = find_candidates(telling_shingles(text) for text in plain)
    texts = [mute_boilerplate(text, candidates.boilerplate) for text in plain]
    orders = _orders(texts, candidates.pairs)
    compared = {
        pair: compare(texts[pair[0]], texts[pair[1]], credited=order.direction is Direction.CREDITED)
        for pair, order in orders.items()
    }
    matches = {pair: match for pair, match in compared.items() if match}
    near = _origins(matches, orders)
    retold, later = _retold_origins(texts, {copy: origin for copy, (origin, _, _) in near.items()}, matches)
    links = [
        _near_link(texts[copy], texts[origin], match, order)
        for copy, (origin, match, order) in near.items()
        if copy not in retold
    ]
    links += [_retold_link(texts[copy], texts[origin], later[_pair(copy, origin)]) for copy, origin in retold.items()]
    links.sort(key=lambda link: link.copy_id)
    by_id = {text.article.article_id: text for text in plain}
    altered = list(_altered(by_id, links))
    changes = tuple(change for _, changes in altered for change in changes)
    return Traced(tuple(link for link, _ in altered), _families(by_id, links), changes)


def _likely_origins_first(articles: Collection[Article]) -> list[Article]:
    """By date; then by who signs; then those whose title others bear too, for a reprint may get one of its own; then
    the longer first. Where a story has very many copies, all are compared with the first ones only.
    """
    titles = Counter(_title_key(article) for article in articles)

    def place(article: Article) -> tuple[str, int, int, int, str]:
        borne = titles[_title_key(article)]
        return article.published.latest or "~", -standing(article)[0], -borne, -len(article.text), article.article_id

    return sorted(articles, key=place)


def _title_key(article: Article) -> str:
    return normalise(article.title or article.article_id).casefold()


def _orders(texts: Sequence[Folded], pairs: Pairs) -> Orders:
    """Which of each pair came first, as far as it is known."""
    pairs = list(pairs)
    signs = {place: signed(texts[place].article) for place in {place for pair in pairs for place in pair}}
    return {
        (one, other): order_of(texts[one].article, texts[other].article, (signs[one], signs[other]))
        for one, other in pairs
    }


def _origins(
    matches: Mapping[tuple[int, int], Match], orders: Mapping[tuple[int, int], Order]
) -> dict[int, tuple[int, Match, Order]]:
    """For each near-verbatim copy and excerpt its origin, how they match (the copy on the left), and who came first."""
    near = neighbours([Edge(*pair, match, orders[pair]) for pair, match in matches.items()])
    return {
        copy: (origin, near[copy][origin][0], orders[_pair(copy, origin)])
        for copy, origin in choose_origins(near).items()
    }


def _pair(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)


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


def _is_likely(score: float, order: Order, pair: tuple[int, int], texts: Sequence[Folded]) -> bool:
    """Whether one of a pair with these log odds is the other told again."""
    if order.direction is Direction.CREDITED or score >= SURE:
        return True
    if score < LIKELY:
        return False
    one, other = texts[pair[0]], texts[pair[1]]
    same = pair_passages(one, other)
    ours = sum(last - first for (first, last), _ in same) / len(one)
    theirs = sum(last - first for _, (first, last) in same) / len(other)
    return min(ours, theirs) >= MIN_BOTH


def _retold_origins(texts: Sequence[Folded], near: Mapping[int, int], matched: Pairs) -> tuple[dict[int, int], Orders]:
    """The origins of copies reworded throughout, among the articles that are no near-verbatim copy; who came first.

    `near`: the origin of each near-verbatim copy. A pair that shares whole passages is none: if it was not linked for
    them, it is a splice. Where such a copy has near-copies itself, those go with it.
    """
    alone = [place for place in range(len(texts)) if place not in near]
    found = find_retellings([texts[place] for place in alone])
    passages = set(matched)
    scores = {(alone[one.left], alone[one.right]): one.score for one in found.pairs}
    orders = _orders(texts, [pair for pair in scores if pair not in passages])
    scores = {pair: scores[pair] for pair, order in orders.items() if _is_likely(scores[pair], order, pair, texts)}
    copies: dict[int, list[int]] = {}
    for copy, origin in near.items():
        copies.setdefault(origin, []).append(copy)

    def follows(member: int, origin: int) -> bool:
        told = tell(texts[origin])
        odds = (told_again(tell(texts[copy]), told, found.lexicon) for copy in copies[member])
        return all(one >= LIKELY_CREDITED for one in odds)

    edges = [Retold(*pair, score, orders[pair]) for pair, score in scores.items()]
    origins = choose_retold(edges, {place: len(its) for place, its in copies.items()}, follows)
    moved = {copy: origin for member, origin in origins.items() for copy in copies.get(member, ())}
    orders |= _orders(texts, [_pair(copy, origin) for copy, origin in moved.items()])
    return origins | moved, orders


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
