"""When articles are of, as far as their words, their copies and their neighbours tell; and where times disagree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from sayso import names
from sayso.kept import Kept, key_of
from sayso.records import Article, CopyLink, Flag, Inferred, Known, Timed
from sayso.timing import doubts
from sayso.timing.clashes import clashes
from sayso.timing.clues import Clue, clues
from sayso.timing.holders import told_in_office
from sayso.timing.layers import Layers, layers
from sayso.timing.placing import intervals

__all__ = ["as_timed", "holders_told", "splice", "tell_time"]


def tell_time(
    articles: Sequence[Article],
    links: Sequence[CopyLink],
    fetched: Mapping[str, str],
    known: Iterable[Known],
    kept: Kept | None = None,
) -> Timed:
    """Intervals for the articles that tell no day, and flags for those whose times disagree.

    A function of the set: `fetched` is page id -> when it was fetched, `known` what the user's lists tell of those whom
    `holders_told` names. Linear in the articles, but for those that tell of one event. What was `kept` changes nothing
    but the time.
    """
    kept = kept or Kept()
    once = list({article.article_id: article for article in articles}.values())
    keys = {article.article_id: key_of(article) for article in once}
    clued = [key_of("clues", key) for key in keys.values()]
    read = kept.of(tuple[Clue, ...], clued, lambda missing: [clues(once[at]) for at in missing])
    found = dict(zip(keys, read, strict=True))
    inferred, tied = intervals(once, fetched, found)
    timed = {article.article_id: _with(article, inferred.get(article.article_id)) for article in once}
    listed: dict[str, list[Known]] = defaultdict(list)
    for entry in known:
        for key in entry.keys:
            listed[key].append(entry)
    origins: dict[str, list[CopyLink]] = defaultdict(list)
    for link in links:
        origins[link.copy_id].append(link)

    def flags_of(article_id: str) -> list[Flag]:
        article, mine = timed[article_id], found[article_id]
        parted = layers(article.text, clashes(article, (*mine, *tied.get(article_id, ()))))
        flags = [doubts.splice(article, parted)] if parted is not None else []
        flags += doubts.anachronisms(article, mine, listed)
        flags += doubts.stale(article, mine, [(link, timed[link.origin_id]) for link in origins[article_id]])
        return [*flags, *doubts.date_conflict(article)]

    ids, asked = list(keys), []
    for article_id, holders in zip(ids, _holders(once, kept), strict=True):
        told = [(name, listed[name]) for name in holders if name in listed]
        taken = [(link, keys[link.origin_id], inferred.get(link.origin_id)) for link in origins[article_id]]
        asked.append(key_of("flags", keys[article_id], inferred.get(article_id), tied.get(article_id, ()), told, taken))
    flags = kept.of(list[Flag], asked, lambda missing: [flags_of(ids[at]) for at in missing])
    return Timed(
        inferred=tuple(sorted(inferred.values(), key=lambda one: one.article_id)),
        flags=tuple(
            sorted(
                {flag for some in flags for flag in some},
                key=lambda flag: (flag.subject_id, flag.kind, flag.spans, flag.why),
            )
        ),
    )


def as_timed(articles: Iterable[Article], timed: Timed) -> list[Article]:
    """The articles, those that tell no day with the interval inferred for them."""
    known = {one.article_id: one for one in timed.inferred}
    return [_with(article, known.get(article.article_id)) for article in articles]


def holders_told(articles: Sequence[Article], kept: Kept | None = None) -> frozenset[str]:
    """`names.key_of` everybody told as holding an office: whom to ask a list of known people for."""
    return frozenset(name for some in _holders(articles, kept or Kept()) for name in some)


def _holders(articles: Sequence[Article], kept: Kept) -> list[list[str]]:
    """The same for each article, sorted."""

    def read(missing: list[int]) -> list[list[str]]:
        return [sorted({names.key_of(one.name) for one in told_in_office(articles[at].text)}) for at in missing]

    return kept.of(list[str], [key_of("holders", article.text) for article in articles], read)


def splice(article: Article) -> Layers | None:
    """The two layers of time an article is made of by its own words; None when they do not tell of two."""
    return layers(article.text, clashes(article, clues(article)))


def _with(article: Article, found: Inferred | None) -> Article:
    return article if found is None else replace(article, published=found.published, times=found.times)
