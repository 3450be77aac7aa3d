"""Articles that may be copies of each other: in the order of who likely came first, and which are near-verbatim copies.

Everything here depends on articles that share words alone: of a pile it may be read in parts, as long as no pair of
`pairs` is torn apart (`test_a_pile_may_be_judged_in_parts`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sayso.copies.credits import signed, standing
from sayso.copies.direction import Order, order_of
from sayso.copies.families import Edge, choose_origins, neighbours
from sayso.copies.folding import Folded
from sayso.copies.judging import Match, compare
from sayso.records import Article, Direction
from sayso.text import normalise

_LABEL = re.compile(r"(?<=\w)(?:: | [|–—-] )(?=\S)")

Pair = tuple[int, int]  # places in a pile; the first is the lower
Orders = dict[Pair, Order]
Place = tuple[str, int, int, str]  # what orders a pile, see `place_of`


class Near(NamedTuple):
    """For a near-verbatim copy or excerpt, its origin."""

    origin: int  # place in the pile
    match: Match  # the copy on the left
    order: Order


class Pile(NamedTuple):
    """Articles by their places, and which of them match."""

    texts: tuple[Folded, ...]  # boilerplate mute, the likely origins first
    matches: Mapping[Pair, Match]
    orders: Orders
    near: Mapping[int, Near]  # by the place of the copy

    @property
    def alone(self) -> list[int]:
        """The places of articles that are no near-verbatim copy."""
        return [place for place in range(len(self.texts)) if place not in self.near]


def place_of(article: Article) -> Place:
    """What puts the likely origins first: by date; then by who signs; then the longer first.

    Where a story has very many copies, all are compared with the first ones only.
    """
    return article.published.latest or "~", -standing(article)[0], -len(article.text), article.article_id


def read_pile(texts: Sequence[Folded], pairs: Iterable[Pair]) -> tuple[Pile, list[int]]:
    """The pile of these texts and, of each place in it, the text that stands there.

    `pairs`: of the given texts, those to compare. Among texts that are joined by such pairs, one whose title others
    bear too goes before one with a title of its own (a reprint may get one), when they are dated and signed alike;
    who puts a word before it ("Update: ...") bears it too.
    """
    pairs = list(pairs)
    borne = _borne(texts, pairs)

    def place(number: int) -> tuple[str, int, int, int, str]:
        day, sign, length, article_id = place_of(texts[number].article)
        return day, sign, -borne[number], length, article_id

    there = sorted(range(len(texts)), key=place)
    here = {number: at for at, number in enumerate(there)}
    placed = [texts[number] for number in there]
    orders = orders_of(placed, sorted(pair_of(here[one], here[other]) for one, other in pairs))
    compared = {
        pair: compare(placed[pair[0]], placed[pair[1]], credited=order.direction is Direction.CREDITED)
        for pair, order in orders.items()
    }
    matches = {pair: match for pair, match in compared.items() if match}
    return Pile(tuple(placed), matches, orders, _origins(matches, orders)), there


def _borne(texts: Sequence[Folded], pairs: Sequence[Pair]) -> list[int]:
    """For each text how many of those that it is joined with bear its title, itself included."""
    borne = [1] * len(texts)
    for group in joined(pairs):
        titles = {number: _title_key(texts[number].article) for number in group}
        times = Counter(told for title in titles.values() for told in _titles_in(title))
        for number, title in titles.items():
            borne[number] = times[title]
    return borne


def joined(pairs: Iterable[Pair]) -> Iterator[list[int]]:
    """The groups that pairs join, each sorted, in order of their first."""
    label: dict[int, int] = {}

    def root(number: int) -> int:
        while label.setdefault(number, number) != number:
            label[number] = label[label[number]]
            number = label[number]
        return number

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        label[high] = low
    groups: dict[int, list[int]] = {}
    for number in sorted(label):
        groups.setdefault(root(number), []).append(number)
    yield from groups.values()


def _title_key(article: Article) -> str:
    return normalise(article.title or article.article_id).casefold()


def _titles_in(title: str) -> Iterator[str]:
    """A title, and what is left of it without the word or words put before it: "update: gates closed"."""
    yield title
    yield from (title[label.end() :] for label in _LABEL.finditer(title))


def orders_of(texts: Sequence[Folded], pairs: Iterable[Pair]) -> Orders:
    """Which of each pair came first, as far as it is known."""
    pairs = list(pairs)
    signs = {place: signed(texts[place].article) for place in {place for pair in pairs for place in pair}}
    return {
        (one, other): order_of(texts[one].article, texts[other].article, (signs[one], signs[other]))
        for one, other in pairs
    }


def _origins(matches: Mapping[Pair, Match], orders: Mapping[Pair, Order]) -> dict[int, Near]:
    near = neighbours([Edge(*pair, match, orders[pair]) for pair, match in matches.items()])
    return {
        copy: Near(origin, near[copy][origin][0], orders[pair_of(copy, origin)])
        for copy, origin in choose_origins(near).items()
    }


def pair_of(one: int, other: int) -> Pair:
    """The two places as a pair."""
    return min(one, other), max(one, other)
