"""Articles that may be a copy's origin as well: of two that run word for word alike nobody knows which came first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from sayso.ledger.queries.placed import PlacedArticle, article
from sayso.ledger.rows import columns, from_row
from sayso.ledger.store import Ledger
from sayso.records import Change, CopyLink, Direction, Relation

MOST_TWINS = 5  # of one origin; a wire story that hundreds printed on one day would be told hundreds of times


class Twin(Struct, frozen=True):
    """A verbatim copy of an origin, when which of the two came first is not known."""

    placed: PlacedArticle
    link: CopyLink  # its own, to the origin

    def moved(self, change: Change) -> Change | None:
        """What a copy altered of the origin, as altered of this one; None where this one spells it differently."""
        own = self.placed.article
        if change.before_span is None:
            return replace(change, origin_id=own.article_id)
        at = _nearest(own.text, change.before, self._place_of(change.before_span.start))
        if at < 0:
            return None
        span = replace(change.before_span, start=at, end=at + len(change.before))
        return replace(change, origin_id=own.article_id, before_span=span)

    def _place_of(self, place: int) -> int:
        """Where a place in the origin's text is here, but for marks that differ."""
        here, there = max(
            (pair for pair in self.link.pairs if pair[1].start <= place),
            key=lambda pair: pair[1].start,
            default=self.link.pairs[0],
        )
        return max(here.start + place - there.start, 0)


class Twins:
    """The articles that run like others, by what they were taken to come from."""

    def __init__(
        self, ledger: Ledger, links: Mapping[str, Sequence[CopyLink]], sure: frozenset[tuple[str, str]]
    ) -> None:
        self._ledger = ledger
        self._links = links
        self._sure = sure

    def of(self, origin: PlacedArticle, copy: PlacedArticle) -> list[Twin]:
        """What else may be this copy's origin, by path."""
        copy_id, origin_id = copy.article.article_id, origin.article.article_id
        if (copy_id, origin_id) in self._sure:
            return []
        links = (link for link in self._links.get(origin_id, ()) if link.copy_id != copy_id)
        alike = (Twin(article(self._ledger, link.copy_id), link) for link in links)
        return list(islice((twin for twin in alike if not _is_later(twin.placed, copy)), MOST_TWINS))


def find_twins(ledger: Ledger) -> Twins:
    """Those of the whole ledger."""
    names = ", ".join(f"k.{name}" for name in columns(CopyLink))
    alike = ledger.rows(
        f"""
        SELECT {names} FROM current_copies k JOIN current_articles a ON a.article_id = k.copy_id
        WHERE k.relation = ? AND k.direction = ? ORDER BY a.path, a.ordinal, a.article_id, k.row""",
        (Relation.VERBATIM.value, Direction.UNKNOWN.value),
    )
    links: dict[str, list[CopyLink]] = defaultdict(list)
    for link in (from_row(CopyLink, row) for row in alike):
        links[link.origin_id].append(link)
    sure = ledger.rows(
        "SELECT copy_id, origin_id FROM current_copies WHERE direction IN (?, ?) OR relation = ?",
        (Direction.CREDITED.value, Direction.RULED.value, Relation.VERSION.value),
    )
    return Twins(ledger, links, frozenset((copy_id, origin_id) for copy_id, origin_id in sure))


def _is_later(one: PlacedArticle, other: PlacedArticle) -> bool:
    earliest, latest = one.article.published.earliest, other.article.published.latest
    return bool(earliest and latest and earliest > latest)


def _nearest(text: str, words: str, place: int) -> int:
    """Where these words stand nearest to a place; -1: nowhere."""
    before, after = text.rfind(words, 0, place + len(words)), text.find(words, place)
    found = [at for at in (before, after) if at >= 0]
    return min(found, key=lambda at: abs(at - place), default=-1)
