"""Average-link grouping of threads: no chains, no wide groups, hard constraints kept. Pure.

Similarity of two groups is the mean cosine over all pairs across them, which for unit rows is the product of their
sums (exact UPGMA without all pairs), less `LONE` for threads of one statement, whose few words may be alike by chance.
Candidates come from the nearest neighbours of each row; the rest never meet.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Sequence
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.claims.flow import Flow, conflict
from sayso.claims.meaning import Matrix
from sayso.claims.neighbours import near_pairs

# Mean B-cubed precision and F1 of nine piles, each by a model of the others, and F1 of 24 disputes and of 16 piles told
# whole: .71, .61, .66 and .74 here; .69, .61, .67 and .74 at 0.1.
JOIN = 0.15  # least similarity of two groups that join
LONE = 0.2  # taken off for a thread of one statement; of `n` statements, the nth part. Same figures from 0 to 0.3
# Share of pairs across two groups that may contradict each other in role or figure.
# F1 of six piles 0.58 at 0.10, 0.62 here and at 0.4.
MAX_CONFLICT = 0.25
MAX_NEAR = (
    100  # groups that a group keeps in view; bounds the work of joining when a pile tells one thing a thousandfold
)
KNOWN = 1 << 18  # answers remembered of which flows contradict each other: some 30 MB; the work repeats soon after
PROFILES = 12  # different flows of a group that are compared; the most frequent first


class _Group:
    """A growing group: its rows, the sum of their vectors, and how often each flow occurs."""

    __slots__ = ("_profiles", "flows", "lone", "neighbours", "rows", "total")

    def __init__(self, row: int, vector: Matrix, flows: Sequence[int]) -> None:
        self.rows = [row]
        self.total: NDArray[np.floating[Any]] = vector  # a view until the group grows
        self.flows: dict[int, int] = dict(Counter(flows))
        self._profiles: list[tuple[int, int]] = []  # empty: not told yet
        self.lone = 1 / len(flows)  # summed over its rows
        self.neighbours: set[int] = set()

    def profiles(self) -> list[tuple[int, int]]:
        """The flows that stand for the group, with how often each occurs."""
        if not self._profiles:
            often = list(self.flows.items())
            if len(often) > PROFILES:
                often.sort(key=lambda item: -item[1])
            self._profiles = often[:PROFILES]
        return self._profiles


def group(rows: Matrix, flows: Sequence[Sequence[Flow]], join: float = JOIN) -> list[list[int]]:
    """Groups of row numbers, each sorted, in order of their first row.

    A row is the unit vector of a thread; `flows` has those of its statements, at least one.
    Rows with equal vectors must stand in a fixed order for the result to be one: the caller sorts.
    """
    conflicts = _Conflicts()
    groups = {at: _Group(at, rows[at], [conflicts.number(flow) for flow in of]) for at, of in enumerate(flows)}
    heap = []
    lone = np.array([LONE / 2 / len(of) for of in flows], np.float32)
    for left, right, similarity in near_pairs(rows, lone, join):
        groups[left].neighbours.add(right)
        groups[right].neighbours.add(left)
        heap.append((-similarity, left, right))
    heapq.heapify(heap)
    fresh = count(len(flows))
    while heap:
        _, left, right = heapq.heappop(heap)
        if left in groups and right in groups and _may_join(groups[left], groups[right], conflicts):
            key = next(fresh)
            groups[key] = _joined(groups.pop(left), groups.pop(right))
            _queue_neighbours(groups, key, heap, join)
    return sorted(sorted(found.rows) for found in groups.values())


class _Conflicts:
    """Which flows of a pile contradict each other: those of large groups are compared again and again."""

    def __init__(self) -> None:
        self._kinds: list[Flow] = []
        self._number: dict[Flow, int] = {}
        self._known: dict[tuple[int, int], bool] = {}

    def number(self, flow: Flow) -> int:
        """What a flow goes by here."""
        found = self._number.setdefault(flow, len(self._kinds))
        if found == len(self._kinds):
            self._kinds.append(flow)
        return found

    def between(self, left: int, right: int) -> bool:
        """Whether two flows contradict each other."""
        pair = left, right
        found = self._known.get(pair)
        if found is None:
            if len(self._known) >= KNOWN:
                self._known.clear()
            found = self._known[pair] = conflict(self._kinds[left], self._kinds[right])
        return found


def _may_join(left: _Group, right: _Group, conflicts: _Conflicts) -> bool:
    """Whether few enough pairs across two groups contradict each other; looks no further than it takes to know."""
    ours, theirs = left.profiles(), right.profiles()
    unseen = sum(times for _, times in ours) * sum(times for _, times in theirs)
    left_over = MAX_CONFLICT * unseen  # how many more may be against it
    for mine, times in ours:
        for other, other_times in theirs:
            if unseen <= left_over:
                return True
            unseen -= times * other_times
            if conflicts.between(mine, other):
                left_over -= times * other_times
                if left_over < 0:
                    return False
    return True


def _joined(left: _Group, right: _Group) -> _Group:
    left.rows += right.rows
    left.lone += right.lone
    left.total = left.total.astype(np.float64) + right.total
    for flow, times in right.flows.items():
        left.flows[flow] = left.flows.get(flow, 0) + times
    left.neighbours |= right.neighbours
    left._profiles = []
    return left


def _queue_neighbours(groups: dict[int, _Group], key: int, heap: list[tuple[float, int, int]], join: float) -> None:
    """Queue the joins a new group may take part in; what was joined meanwhile is forgotten."""
    made = groups[key]
    near = sorted(other for other in made.neighbours if other in groups)
    if not near:
        return
    totals = np.stack([groups[other].total for other in near])
    sizes = np.array([len(groups[other].rows) for other in near])
    lone = np.array([groups[other].lone for other in near]) / sizes + made.lone / len(made.rows)
    similarity = np.round(totals @ made.total / (sizes * len(made.rows)) - LONE / 2 * lone, 5)
    nearest = np.lexsort((near, -similarity))[:MAX_NEAR]
    made.neighbours = {near[at] for at in nearest if similarity[at] >= join}
    for at in nearest:
        if similarity[at] >= join:
            groups[near[at]].neighbours.add(key)
            heapq.heappush(heap, (-float(similarity[at]), near[at], key))
