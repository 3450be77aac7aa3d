"""The interval of days an article may be of: where it begins, where it ends, and the words that say so. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from sayso.records import Alternative, Basis, Dated, Span


class Reason(Struct, frozen=True, order=True):
    """Something that bounds the day an article is of."""

    why: str  # one clause
    span: Span | None = None  # the words in the article; null: they stand elsewhere


class Bounds(Struct, frozen=True):
    """The days an article may be of. Null: open on that side."""

    first: date | None = None
    last: date | None = None
    from_first: Reason | None = None  # null exactly when `first` is
    from_last: Reason | None = None

    @property
    def days(self) -> int | None:
        """How many days are open besides one; null: without end."""
        return (self.last - self.first).days if self.first and self.last else None

    def after(self, day: date | None, why: Reason) -> Bounds:
        """Not before `day`. A bound that would leave no day is not taken: one of the two is mistaken."""
        if day is None or (self.first is not None and day <= self.first) or (self.last is not None and day > self.last):
            return self
        return Bounds(day, self.last, why, self.from_last)

    def until(self, day: date | None, why: Reason) -> Bounds:
        """Not after `day`, likewise."""
        if day is None or (self.last is not None and day >= self.last) or (self.first is not None and day < self.first):
            return self
        return Bounds(self.first, day, self.from_first, why)

    def within(self, first: date, last: date, why: Reason) -> Bounds:
        """Both."""
        return self.after(first, why).until(last, why)


def as_dated(bounds: Bounds, text: str, alternatives: tuple[Alternative, ...]) -> Dated:
    """The bounds as the date of an article whose text this is. Never a day: no words say one."""
    first = bounds.first.isoformat() if bounds.first else None
    last = bounds.last.isoformat() if bounds.last else None
    common = next((first[:n] for n in (7, 4) if first and last and first[:n] == last[:n]), None)
    reasons = _reasons(bounds)
    span = next((reason.span for reason in reasons if reason.span), None)
    return Dated(
        iso=common,
        earliest=first,
        latest=last,
        basis=Basis.CONTEXT,
        evidence=text[span.start : span.end] if span else "",
        span=span,
        alternatives=alternatives,
        why="; ".join(reason.why for reason in reasons),
    )


def _reasons(bounds: Bounds) -> list[Reason]:
    found: Iterable[Reason | None] = (bounds.from_first, bounds.from_last)
    return list(dict.fromkeys(reason for reason in found if reason is not None))
