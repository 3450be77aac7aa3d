"""When articles are of, as far as their words, their copies and their neighbours tell; and where times disagree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from sayso.names import key_of
from sayso.records import Article, CopyLink, Flag, Inferred, Known, Timed
from sayso.timing import doubts
from sayso.timing.clashes import clashes
from sayso.timing.clues import clues
from sayso.timing.holders import told_in_office
from sayso.timing.layers import Layers, layers
from sayso.timing.placing import intervals

__all__ = ["as_timed", "holders_told", "splice", "tell_time"]


def tell_time(
    articles: Sequence[Article], links: Sequence[CopyLink], fetched: Mapping[str, str], known: Iterable[Known]
) -> Timed:
    """Intervals for the articles that tell no day, and flags for those whose times disagree.

    A function of the set: `fetched` is page id -> when it was fetched, `known` what the user's lists tell of those whom
    `holders_told` names. Linear in the articles, but for those that tell of one event.
    """
    once = list({article.article_id: article for article in articles}.values())
    found = {article.article_id: clues(article) for article in once}
    inferred, tied = intervals(once, fetched, found)
    timed = {article.article_id: _with(article, inferred.get(article.article_id)) for article in once}
    listed: dict[str, list[Known]] = defaultdict(list)
    for entry in known:
        for key in entry.keys:
            listed[key].append(entry)
    origins: dict[str, list[tuple[CopyLink, Article]]] = defaultdict(list)
    for link in links:
        origins[link.copy_id].append((link, timed[link.origin_id]))
    flags: list[Flag] = []
    for article_id, article in timed.items():
        mine = found[article_id]
        parted = layers(article.text, clashes(article, (*mine, *tied.get(article_id, ()))))
        if parted is not None:
            flags.append(doubts.splice(article, parted))
        flags += doubts.anachronisms(article, mine, listed)
        flags += doubts.stale(article, mine, origins[article_id])
        flags += doubts.date_conflict(article)
    return Timed(
        inferred=tuple(sorted(inferred.values(), key=lambda one: one.article_id)),
        flags=tuple(sorted(set(flags), key=lambda flag: (flag.subject_id, flag.kind, flag.spans, flag.why))),
    )


def as_timed(articles: Iterable[Article], timed: Timed) -> list[Article]:
    """The articles, those that tell no day with the interval inferred for them."""
    known = {one.article_id: one for one in timed.inferred}
    return [_with(article, known.get(article.article_id)) for article in articles]


def holders_told(articles: Iterable[Article]) -> frozenset[str]:
    """`names.key_of` everybody told as holding an office: whom to ask a list of known people for."""
    return frozenset(key_of(holder.name) for article in articles for holder in told_in_office(article.text))


def splice(article: Article) -> Layers | None:
    """The two layers of time an article is made of by its own words; None when they do not tell of two."""
    return layers(article.text, clashes(article, clues(article)))


def _with(article: Article, found: Inferred | None) -> Article:
    return article if found is None else replace(article, published=found.published, times=found.times)
