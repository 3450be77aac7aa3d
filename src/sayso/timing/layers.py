"""Which paragraphs of an article are of which of two times: by the clashes between them, then by shared words. Pure."""

from __future__ import annotations

import math
from collections import Counter, deque
from collections.abc import Sequence

from msgspec import Struct

from sayso.events import STOP, fold
from sayso.records import Span
from sayso.text import BLANK_LINE, words
from sayso.timing.clashes import Clash

ENOUGH = 2.0  # weight of clashes from which an article is flagged: one strong, or two slight
NEIGHBOUR = 0.05  # what standing beside a paragraph counts, against the square of a cosine
NEAR = 0.02  # a paragraph is given to neither side when it leans less
_STEPS = 80


class Layers(Struct, frozen=True):
    """An article in two layers of time. Spans are whole paragraphs, in text order."""

    older: tuple[Span, ...]
    newer: tuple[Span, ...]
    ordered: bool  # it is known which is older; else `older` is the one that comes first in the text
    clashes: tuple[Clash, ...]  # between the two sides, the heaviest first


def layers(text: str, found: Sequence[Clash]) -> Layers | None:
    """The two layers the clashes part an article into; None when they weigh too little or part nothing."""
    spans = paragraphs(text)
    sides = _seeds(spans, found)
    across = tuple(
        c
        for c in found
        if {_at(spans, c.one), _at(spans, c.other)} <= sides.keys()
        and sides[_at(spans, c.one)] != sides[_at(spans, c.other)]
    )
    if sum(clash.weight for clash in across) < ENOUGH:
        return None
    votes = Counter(sides[_at(spans, clash.one)] for clash in across if clash.ordered)
    old = votes.most_common(1)[0][0] if votes else sides[min(sides)]
    given = _spread([text[s.start : s.end] for s in spans], sides)
    return Layers(
        older=tuple(spans[i] for i in sorted(given) if given[i] == old),
        newer=tuple(spans[i] for i in sorted(given) if given[i] != old),
        ordered=bool(votes),
        clashes=across,
    )


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of an article's text."""
    spans, at = [], 0
    for piece in text.split(BLANK_LINE):
        spans.append(Span(at, at + len(piece)))
        at += len(piece) + len(BLANK_LINE)
    return spans


def _at(spans: Sequence[Span], span: Span) -> int:
    return next(i for i, s in enumerate(spans) if s.start <= span.start <= s.end)


def _seeds(spans: Sequence[Span], found: Sequence[Clash]) -> dict[int, int]:
    """Paragraph -> side, 0 or 1, of those that clash with the rest of the heaviest clash's two sides."""
    beside: dict[int, list[int]] = {}
    for clash in found:
        one, other = _at(spans, clash.one), _at(spans, clash.other)
        beside.setdefault(one, []).append(other)
        beside.setdefault(other, []).append(one)
    if not found:
        return {}
    first = _at(spans, found[0].one)
    sides, queue = {first: 0}, deque([first])
    while queue:
        here = queue.popleft()
        for there in beside[here]:
            if there not in sides:
                sides[there] = 1 - sides[here]
                queue.append(there)
    return sides


def _spread(told: Sequence[str], seeds: dict[int, int]) -> dict[int, int]:
    """Give every other paragraph to the side it hangs together with, by words in common and by standing beside it.

    What one side stands on both sides of is its own, and then draws what is like it.
    """
    ties = _ties(told)
    held = _between(_leaning(ties, seeds), len(told), seeds)
    return _between(_leaning(ties, held), len(told))


def _leaning(ties: Sequence[Sequence[float]], seeds: dict[int, int]) -> dict[int, int]:
    """Label propagation with the seeds held, about the mean of the rest (Zhu, Ghahramani & Lafferty 2003)."""
    held = {i: 1.0 - 2.0 * side for i, side in seeds.items()}
    leaning = [held.get(i, 0.0) for i in range(len(ties))]
    for _ in range(_STEPS):
        leaning = [
            held.get(i, sum(tie * at for tie, at in zip(ties[i], leaning, strict=True)) / (sum(ties[i]) or 1.0))
            for i in range(len(ties))
        ]
    free = [i for i in range(len(ties)) if i not in held]
    middle = sum(leaning[i] for i in free) / max(len(free), 1)
    sides = {i: int(leaning[i] < middle) for i in free if abs(leaning[i] - middle) > NEAR}
    return {**seeds, **sides}


def _between(sides: dict[int, int], count: int, kept: dict[int, int] | None = None) -> dict[int, int]:
    """`kept`, or else all the sides, and the paragraphs of neither that one side stands on both sides of.

    What is spliced in is whole.
    """
    given = dict(sides if kept is None else kept)
    for i in (i for i in range(count) if i not in sides):
        above = next((sides[j] for j in range(i - 1, -1, -1) if j in sides), None)
        below = next((sides[j] for j in range(i + 1, count) if j in sides), None)
        if above is not None and above == below:
            given[i] = above
    return given


def _ties(told: Sequence[str]) -> list[list[float]]:
    """How closely any two paragraphs hang together: squared cosine of idf vectors, and more for neighbours."""
    bags = [frozenset(fold(w) for w, _, _ in words(text) if len(w) > 2 and w not in STOP) for text in told]
    common = Counter(word for bag in bags for word in bag)
    weight = {word: math.log((len(bags) + 1) / count) ** 2 for word, count in sorted(common.items())}
    length = [sum(weight[word] for word in sorted(bag)) or 1.0 for bag in bags]

    def tie(i: int, j: int) -> float:
        shared = sum(weight[word] for word in sorted(bags[i] & bags[j]))
        return shared**2 / (length[i] * length[j]) + (NEIGHBOUR if abs(i - j) == 1 else 0.0)

    return [[tie(i, j) if i != j else 0.0 for j in range(len(bags))] for i in range(len(bags))]
