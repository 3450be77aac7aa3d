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

    Articles are taken in an order in which nobody comes before one that is known to be earlier than it; each joins the
    origin that holds most of it, or becomes an origin.
    """
    origin_of: dict[int, int] = {}
    taken: dict[int, set[int]] = {}  # origin -> its words in a member that has much of its own, first come unknown
    for member in _in_order(near):
        choices = [
            (-match.words, other)
            for other, (match, first, _) in near[member].items()
            if other in taken and first >= 0 and (first == 1 or _may_join(match, taken[other]))
        ]
        if not choices:
            taken[member] = set()
            continue
        origin_of[member] = origin = min(choices)[1]
        match, first, _ = near[member][origin]
        if first == 0 and match.left_share < WHOLE:
            taken[origin] |= _origin_words(match)
    return origin_of


def _may_join(match: Match, taken: set[int]) -> bool:
    """Whether a text of unknown order may hang on an origin: a splice of two stories is no origin of both."""
    words = _origin_words(match)
    return match.left_share >= WHOLE or not taken or len(words & taken) >= MOSTLY * min(len(words), len(taken))


def _origin_words(match: Match) -> set[int]:
    return {word for run in match.runs for word in range(run.right, run.right + run.length)}


def _in_order(near: Neighbours) -> list[int]:
    """Known earlier ones first; among the free, the one most others come after, then the one most like the others."""
    waits = {member: {other for other, (_, first, _) in near[member].items() if first == 1} for member in near}
    weight = {member: _weight(member, near) for member in near}
    heap = [weight[member] for member in near if not waits[member]]
    heapq.heapify(heap)
    stuck = sorted(weight.values())
    done: list[int] = []
    seen: set[int] = set()
    while len(done) < len(near):
        member = heapq.heappop(heap)[-1] if heap else next(key[-1] for key in stuck if key[-1] not in seen)
        if member in seen:
            continue
        seen.add(member)
        done.append(member)
        for other in near[member]:
            if member in waits[other]:
                waits[other].discard(member)
                if not waits[other] and other not in seen:
                    heapq.heappush(heap, weight[other])
    return done


def _weight(member: int, near: Neighbours) -> tuple[int, int, float, int, int]:
    credited = sum(first == -1 and how is Direction.CREDITED for _, first, how in near[member].values())
    earlier = sum(first == -1 and how is Direction.EARLIER for _, first, how in near[member].values())
    likeness = round(sum(2 * m.words / (m.left_words + m.right_words) for m, _, _ in near[member].values()), 6)
    words = next(iter(near[member].values()))[0].left_words
    return -credited, -earlier, -likeness, -words, member
