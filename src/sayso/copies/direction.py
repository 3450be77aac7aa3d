"""Which of two texts came first: by credit, else by date, else unknown."""

from __future__ import annotations

from typing import NamedTuple

from sayso.copies.credits import Signed, credit
from sayso.records import Article, Dated, Direction


class Order(NamedTuple):
    """What is known of which of two came first. `first` is -1 for the left text, 1 for the right one, 0 for neither."""

    first: int
    direction: Direction
    why: str


def order_of(left: Article, right: Article, signs: tuple[Signed, Signed]) -> Order:
    """Decide which came first. A credit beats dates; dates that overlap decide nothing."""
    forth = credit(signs[0], signs[1], right.text)
    back = credit(signs[1], signs[0], left.text)
    if forth and not back:
        return Order(1, Direction.CREDITED, f"the copy credits the origin: {forth}")
    if back and not forth:
        return Order(-1, Direction.CREDITED, f"the copy credits the origin: {back}")
    return _by_date(left.published, right.published)


def _by_date(left: Dated, right: Dated) -> Order:
    if left.latest and right.earliest and left.latest < right.earliest:
        return Order(-1, Direction.EARLIER, f"the origin is dated {_told(left)}, the copy {_told(right)}")
    if right.latest and left.earliest and right.latest < left.earliest:
        return Order(1, Direction.EARLIER, f"the origin is dated {_told(right)}, the copy {_told(left)}")
    undated = sum(not (dated.earliest or dated.latest) for dated in (left, right))
    reason = {
        0: f"their dates overlap ({_told(left)}; {_told(right)})",
        1: "only one of them is dated",
        2: "neither is dated",
    }[undated]
    return Order(0, Direction.UNKNOWN, f"which came first is unknown: no credit, and {reason}")


def _told(dated: Dated) -> str:
    return dated.iso or f"{dated.earliest or '…'} to {dated.latest or '…'}"
