"""Stars of copies round one origin each, without chains: every member matches its origin itself."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from sayso.copies.direction import Order
from sayso.copies.judging import MOSTLY, Match

WHOLE = 0.8  # a text that holds this much of its words from another is its copy, whatever else that one holds


class Edge(NamedTuple):
    """Two articles that share words, by their places in the sorted pile; `left < right`."""

    left: int
    right: int
    match: Match
    order: Order


Neighbours = Mapping[int, Mapping[int, tuple[Match, int]]]  # member -> other -> (the member's match, who came first)
Weight = tuple[float, ...]  # the lowest goes first; ends with the member


def neighbours(edges: Sequence[Edge]) -> Neighbours:
    """For each article its matches, seen from its own side; -1: it came first itself, 1: the other did."""
    near: dict[int, dict[int, tuple[Match, int]]] = {}
    for edge in edges:
        near.setdefault(edge.left, {})[edge.right] = (edge.match, edge.order.first)
        near.setdefault(edge.right, {})[edge.left] = (edge.match.flipped(), -edge.order.first)
    return near


def choose_origins(near: Neighbours) -> dict[int, int]:
    """For each copy its origin; an origin is no copy itself.

    First, articles that take most of their words from another join the origin that gives them most, or become origins;
    an excerpt that came before the whole story in the order has its turn again. Then those that stayed alone and took
    less join an origin as well, the least likely origins first. An article with copies of its own never does: a few
    paragraphs from elsewhere do not make two stories one.
    """
    firsts = {member: {other: first for other, (_, first) in others.items()} for member, others in near.items()}
    order = _in_order(firsts, {member: _weight(member, near) for member in near})
    origin_of: dict[int, int] = {}
    taken: dict[int, set[int]] = {}  # origin -> its words in a member that has much of its own, first come unknown
    for least, members in ((MOSTLY, order), (WHOLE, order), (0.0, order[::-1])):
        with_copies = set(origin_of.values())
        for member in members:
            if member in origin_of or member in with_copies:
                continue
            choices = [
                (-match.words, other)
                for other, (match, first) in near[member].items()
                if other in taken and match.left_share >= least and (first > 0 or _may_join(match, first, taken[other]))
            ]
            if not choices:
                taken.setdefault(member, set())
                continue
            origin_of[member] = origin = min(choices)[1]
            with_copies.add(origin)
            taken.pop(member, None)
            match, first = near[member][origin]
            if first == 0 and match.left_share < WHOLE:
                taken[origin] |= _origin_words(match)
    return origin_of


def _may_join(match: Match, first: int, taken: set[int]) -> bool:
    """Whether a text not known to be later may hang on an origin: a splice of two stories is no origin of both."""
    if first < 0:
        return False
    words = _origin_words(match)
    return match.left_share >= WHOLE or not taken or len(words & taken) >= MOSTLY * min(len(words), len(taken))


def _origin_words(match: Match) -> set[int]:
    return {word for run in match.runs for word in range(run.right, run.right + run.length)}


class Retold(NamedTuple):
    """Two articles that tell one story in other words, by their places in the sorted pile."""

    left: int
    right: int
    score: float
    order: Order


def choose_retold(
    edges: Sequence[Retold],
    copies: Mapping[int, int],
    fitness: Mapping[int, Weight],
    follows: Callable[[int, int], bool],
) -> dict[int, int]:
    """For each article that tells an origin's story in other words, that origin. `copies`: near-copies of each.

    An article with near-copies of its own stays an origin, unless the other is known to be first and all its copies
    tell that one's story too (`follows(article, origin)`). Then the fittest to be one comes first (`fitness`: the
    highest), of these the one most like the others, to a tenth of a score; of equals the first of the pile. Likeness
    tells little: two rewrites by one machine are more like each other than either is like what it was given.
    """
    near: dict[int, dict[int, tuple[float, int]]] = {}
    for edge in edges:
        near.setdefault(edge.left, {})[edge.right] = (edge.score, edge.order.first)
        near.setdefault(edge.right, {})[edge.left] = (edge.score, -edge.order.first)
    firsts = {member: {other: first for other, (_, first) in others.items()} for member, others in near.items()}
    weight = {
        member: (
            -copies.get(member, 0),
            *(-part for part in fitness[member]),
            -round(sum(score for score, _ in others.values()), 1),
            member,
        )
        for member, others in near.items()
    }
    origin_of: dict[int, int] = {}
    origins: set[int] = set()
    for member in _in_order(firsts, weight):
        choices = [
            (-score, other)
            for other, (score, first) in near[member].items()
            if other in origins and first >= 0 and (not copies.get(member) or (first > 0 and follows(member, other)))
        ]
        if choices:
            origin_of[member] = min(choices)[1]
        else:
            origins.add(member)
    return origin_of


def _in_order(firsts: Mapping[int, Mapping[int, int]], weight: Mapping[int, Weight]) -> list[int]:
    """Known earlier ones first; among the free, the lowest weight. `firsts` tells of each pair who came first."""
    waits = {member: {other for other, first in others.items() if first == 1} for member, others in firsts.items()}
    heap = [weight[member] for member in firsts if not waits[member]]
    heapq.heapify(heap)
    rest = sorted(weight.values(), reverse=True)  # a ring of contradictory credits and dates is broken at the lowest
    done: dict[int, None] = {}
    while len(done) < len(firsts):
        member = int((heapq.heappop(heap) if heap else rest.pop())[-1])
        if member in done:
            continue
        done[member] = None
        for other in firsts[member]:
            if member in waits[other]:
                waits[other].discard(member)
                if not waits[other]:
                    heapq.heappush(heap, weight[other])
    return list(done)


def _weight(member: int, near: Neighbours) -> Weight:
    """First the one most like all the others it matches, then the one that most are known to come after.

    Between texts that are equal in that: whose order of words the others broke least, then the place in the pile (a
    dated one before an undated one, a longer before a shorter).
    """
    likeness = round(sum(2 * m.words / (m.left_words + m.right_words) for m, _ in near[member].values()), 3)
    before = sum(first == -1 for _, first in near[member].values())
    pieces = sum(len(match.runs) for match, _ in near[member].values())
    return -likeness, -before, pieces, member
