"""Stars of copies round one origin each, without chains: every member matches its origin itself."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sayso.copies.direction import Order
from sayso.copies.judging import MOSTLY, Match
from sayso.records import Direction

WHOLE = 0.8  # a text that holds this much of its words from another is its copy, whatever else that one holds


class Edge(NamedTuple):
    """Two articles that share words, by their places in the sorted pile; `left < right`."""

    left: int
    right: int
    match: Match
    order: Order


Neighbours = Mapping[int, Mapping[int, tuple[Match, int, Direction]]]  # member -> other -> (member's match, who first)


def neighbours(edges: Sequence[Edge]) -> Neighbours:
    """For each article its matches, seen from its own side; -1: it came first itself, 1: the other did."""
    near: dict[int, dict[int, tuple[Match, int, Direction]]] = {}
    for edge in edges:
        first, direction = edge.order.first, edge.order.direction
        near.setdefault(edge.left, {})[edge.right] = (edge.match, first, direction)
        near.setdefault(edge.right, {})[edge.left] = (edge.match.flipped(), -first, direction)
    return near


def choose_origins(near: Neighbours) -> dict[int, int]:
    """For each copy its origin; an origin is no copy itself.

    First, articles that take most of their words from another join the origin that gives them most, or become origins.
    Then those that stayed alone and took less join an origin as well. An article with copies of its own never does:
    a few paragraphs from elsewhere do not make two stories one.
    """
    order = _in_order(near)
    origin_of: dict[int, int] = {}
    taken: dict[int, set[int]] = {}  # origin -> its words in a member that has much of its own, first come unknown
    for least in (MOSTLY, 0.0):
        with_copies = set(origin_of.values())
        for member in order:
            if member in origin_of or member in with_copies:
                continue
            choices = [
                (-match.words, other)
                for other, (match, first, _) in near[member].items()
                if other in taken and match.left_share >= least and (first > 0 or _may_join(match, first, taken[other]))
            ]
            if not choices:
                taken.setdefault(member, set())
                continue
            origin_of[member] = origin = min(choices)[1]
            with_copies.add(origin)
            taken.pop(member, None)
            match, first, _ = near[member][origin]
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


def _in_order(near: Neighbours) -> list[int]:
    """Known earlier ones first; among the free, the one most like all the others it matches."""
    waits = {member: {other for other, (_, first, _) in near[member].items() if first == 1} for member in near}
    weight = {member: _weight(member, near) for member in near}
    heap = [weight[member] for member in near if not waits[member]]
    heapq.heapify(heap)
    rest = sorted(
        weight.values(), reverse=True
    )  # a ring of contradictory credits and dates is broken at the weightiest
    done: dict[int, None] = {}
    while len(done) < len(near):
        member = (heapq.heappop(heap) if heap else rest.pop())[-1]
        if member in done:
            continue
        done[member] = None
        for other in near[member]:
            if member in waits[other]:
                waits[other].discard(member)
                if not waits[other]:
                    heapq.heappush(heap, weight[other])
    return list(done)


def _weight(member: int, near: Neighbours) -> tuple[float, int, int, int]:
    likeness = round(sum(2 * m.words / (m.left_words + m.right_words) for m, _, _ in near[member].values()), 2)
    before = sum(first == -1 for _, first, _ in near[member].values())
    words = next(iter(near[member].values()))[0].left_words
    return -likeness, -before, -words, member
