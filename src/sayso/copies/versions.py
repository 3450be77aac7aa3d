"""The same page fetched again: its stories are newer versions of those it held before. Pure.

A version is tied to the one before it by a link of relation VERSION, and its changes are read like a copy's. Two
versions of one story are one report, whatever words they share with others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from sayso.copies.changes import changes_of
from sayso.copies.folding import Folded, fold
from sayso.copies.passages import pair_passages
from sayso.copies.regrouped import regrouped
from sayso.notices import NoticeKind, bare_title, notices_in
from sayso.records import Address, Article, Change, CopyLink, Direction, Relation, Traced, first_versions
from sayso.text import words

SAME_WORDS = 0.3  # part of the shorter text's runs of five words that the other has: edited, not another story
SAME_TITLE = 0.5  # of the words of either title

Shared = Mapping[str, Sequence[tuple[str, Address]]]  # by address in one form: pages, by id


class Step(Struct, frozen=True):
    """A story, and what stood in its place before."""

    newer: Article
    older: Article
    known: bool  # that it is the newer one
    why: str


def shared_addresses(addresses: Mapping[str, Address]) -> dict[str, list[tuple[str, Address]]]:
    """The addresses at which more than one page was found, each with its pages by id.

    Addresses are compared without scheme, "www.", fragment, and what only tracks the reader.
    """
    found: dict[str, list[tuple[str, Address]]] = defaultdict(list)
    for page_id, address in sorted(addresses.items(), key=lambda item: item[0]):
        found[_in_one_form(address.url)].append((page_id, address))
    return {form: pages for form, pages in found.items() if len(pages) > 1}


def with_versions(traced: Traced, articles: Iterable[Article], shared: Shared) -> Traced:
    """Links, families and changes with those of versions; as they were traced when no page was fetched twice.

    What was traced between two versions of one story gives way to that.
    """
    steps = find_versions(articles, shared)
    if not steps:
        return traced
    told = [_told(step) for step in steps]
    of_one = partial(_of_one_story, first_versions(link for link, _ in told))
    links = _without_circles([link for link, _ in told], [link for link in traced.links if not of_one(link)])
    kept = {(link.copy_id, link.origin_id) for link in links}
    changes = [change for change in traced.changes if not of_one(change)]
    changes += [change for _, altered in told for change in altered]
    changes = [change for change in changes if (change.copy_id, change.origin_id) in kept]
    families = regrouped(links, traced.families, "some of them as later versions of one page")
    return Traced(tuple(links), families, tuple(changes))


def find_versions(articles: Iterable[Article], shared: Shared) -> list[Step]:
    """For each story that stood at its address before in other words, what stood there, in order of addresses."""
    by_page: dict[str, list[Article]] = defaultdict(list)
    wanted = {page_id for pages in shared.values() for page_id, _ in pages}
    for article in articles:
        if article.page_id in wanted:
            by_page[article.page_id].append(article)
    return [step for _, pages in sorted(shared.items()) for step in _of_address(pages, by_page)]


def _in_one_form(url: str) -> str:
    from courlan import normalize_url  # it loads its tables, which a pile of files does not need

    page, _, place = url.partition("#")
    try:
        plain = normalize_url(url if place.startswith(("/", "!")) else page)  # some sites keep their pages behind "#/"
    except ValueError:
        plain = page
    return plain.partition("://")[2].removeprefix("www.").removesuffix("/") or url


def _of_address(pages: Sequence[tuple[str, Address]], by_page: Mapping[str, list[Article]]) -> list[Step]:
    """Each page's stories against the newest version of every story that the address has held."""
    folded = cache(fold)
    heads: list[tuple[Article, Address]] = []
    steps = []
    held = [(address, sorted(by_page[page_id], key=_place)) for page_id, address in pages if page_id in by_page]
    for address, articles in sorted(held, key=lambda item: _when(*item)):
        before, lone = list(heads), len(articles) == len(heads) == 1
        for article in articles:
            likeness = [(_likeness(folded(article), folded(head)), -at) for at, (head, _) in enumerate(before)]
            best, at = max(likeness, default=(0.0, 0))
            if not best and not (lone and _is_withdrawal(article)):
                heads.append((article, address))
                continue
            older, then = before.pop(-at)
            heads[heads.index((older, then))] = (article, address)
            steps.append(_step((article, address), (older, then)))
    return steps


def _place(article: Article) -> tuple[int, str]:
    return article.ordinal, article.article_id


def _when(address: Address, articles: Sequence[Article]) -> tuple[str, str, bool, str]:
    """Orders versions: by capture, by the day they bear, those that speak of an earlier one last, then by page."""
    days = [article.published.latest for article in articles if article.published.latest]
    speaks = any(True for article in articles for _ in notices_in(article))
    return address.at or "~", max(days, default="~"), speaks, articles[0].page_id


def _likeness(one: Folded, other: Folded) -> float:
    """How alike two stories of one address are; 0: they are two stories."""
    mine, theirs = np.unique(one.shingles()), np.unique(other.shingles())
    shared = len(np.intersect1d(mine, theirs)) / max(1, min(len(mine), len(theirs)))
    titled = [{word.casefold() for word, _, _ in words(bare_title(text.article.title or ""))} for text in (one, other)]
    same = len(titled[0] & titled[1]) / max(1, len(titled[0] | titled[1]))
    return shared + same if shared >= SAME_WORDS or same >= SAME_TITLE else 0.0


def _is_withdrawal(article: Article) -> bool:
    return any(notice.kind is NoticeKind.WITHDRAWN for notice in notices_in(article))


def _step(newer: tuple[Article, Address], older: tuple[Article, Address]) -> Step:
    (article, address), (before, then) = newer, older
    at, was = address.at, then.at
    if at and was and at != was:
        return Step(article, before, True, f"{address.url} held the copy on {at}, the origin on {was}")
    day, was = article.published.latest, before.published.latest
    if day and was and day != was:
        return Step(article, before, True, f"both stood at {address.url}, dated {day} and {was}")
    if any(True for _ in notices_in(article)):
        return Step(article, before, True, f"both stood at {address.url}; the copy speaks of an earlier version")
    return Step(article, before, False, f"both stood at {address.url}; which came first is not told")


def _of_one_story(story: Mapping[str, str], pair: CopyLink | Change) -> bool:
    """Whether a link or change is between two versions of one story."""
    return pair.copy_id in story and story[pair.copy_id] == story.get(pair.origin_id)


def _without_circles(versions: Sequence[CopyLink], traced: Iterable[CopyLink]) -> list[CopyLink]:
    """All versions, and of what was traced all that makes no article a copy of itself, the largest share first."""
    links = [*versions, *sorted(traced, key=lambda link: (-link.share, link.copy_id, link.origin_id))]
    taken_from: dict[str, set[str]] = defaultdict(set)
    kept = []
    for link in links:
        reached, waiting = {link.origin_id}, [link.origin_id]
        while waiting:
            further = taken_from[waiting.pop()] - reached
            reached |= further
            waiting += further
        if link.copy_id not in reached:
            taken_from[link.copy_id].add(link.origin_id)
            kept.append(link)
    return sorted(kept, key=lambda link: (link.copy_id, link.origin_id))


def _told(step: Step) -> tuple[CopyLink, tuple[Change, ...]]:
    newer, older = fold(step.newer), fold(step.older)
    same = pair_passages(newer, older)
    altered = changes_of(newer, older, same)
    share = sum(last - first for (first, last), _ in same) / max(1, len(newer))
    pairs = tuple((newer.span(*passage.copy), older.span(*passage.origin)) for passage in same)
    direction = Direction.EARLIER if step.known else Direction.UNKNOWN
    ids = step.newer.article_id, step.older.article_id
    link = CopyLink(*ids, Relation.VERSION, share, direction, pairs, f"the same page again: {step.why}")
    return replace(link, trifles=altered.trifles), altered.changes
