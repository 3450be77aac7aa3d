"""Statements that a copy took from its origin: the same saying, so the same claim, however it was reworded. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sayso.claims.told import Told
from sayso.records import CopyLink, Span

HALF = 0.5  # share of a statement's words that must lie in a passage that was copied
NEAR = 0.05  # of the passage's length: how far two statements may stand from the same place in it


def followed(told: Sequence[Told], links: Sequence[CopyLink]) -> dict[int, int]:
    """For each statement that was taken over, the one at the root of its copies; both as places in `told`.

    Where a passage holds as many statements in the copy as in the origin they answer each other in order; else those
    do that stand at the same place of it. The origin that most of a copy comes from goes first.
    """
    by_article: dict[str, list[int]] = defaultdict(list)
    for at, item in enumerate(told):
        by_article[item.article_id].append(at)
    for places in by_article.values():
        places.sort(key=lambda at: (told[at].statement.content[0], told[at].statement_id))
    taken_from: dict[int, int] = {}
    for link in sorted(links, key=lambda link: (-link.share, link.copy_id, link.origin_id)):
        for here, there in link.pairs:
            copies, origins = (
                _within(by_article[link.copy_id], told, here),
                _within(by_article[link.origin_id], told, there),
            )
            for copy, origin in _answering(copies, origins, told, here, there):
                taken_from.setdefault(copy, origin)
    return {at: _root(at, taken_from) for at in taken_from if _root(at, taken_from) != at}


def _within(places: Sequence[int], told: Sequence[Told], passage: Span) -> list[int]:
    """The statements of which half or more lies in a passage."""
    found = []
    for at in places:
        spans = told[at].statement.content
        size = sum(span.end - span.start for span in spans)
        inside = sum(max(0, min(span.end, passage.end) - max(span.start, passage.start)) for span in spans)
        if inside >= HALF * size:
            found.append(at)
    return found


def _answering(
    copies: Sequence[int], origins: Sequence[int], told: Sequence[Told], here: Span, there: Span
) -> list[tuple[int, int]]:
    if len(copies) == len(origins):
        return list(zip(copies, origins, strict=True))
    pairs = []
    for copy in copies:
        place = _place(told[copy], here)
        apart, origin = min(((abs(_place(told[each], there) - place), each) for each in origins), default=(1.0, -1))
        if apart <= NEAR:
            pairs.append((copy, origin))
    return pairs


def _place(item: Told, passage: Span) -> float:
    """Where in a passage a statement begins, 0..1."""
    return (item.statement.content[0].start - passage.start) / max(1, passage.end - passage.start)


def _root(at: int, taken_from: Mapping[int, int]) -> int:
    """The first of a chain of copies; in a ring of them the least."""
    seen = [at]
    while seen[-1] in taken_from:
        following = taken_from[seen[-1]]
        if following in seen:
            return min(seen)
        seen.append(following)
    return seen[-1]
