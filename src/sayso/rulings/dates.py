"""A date as a person gives it: `2031-05-02`, `2031-05`, `2031`, `2031-05-02..2031-05-09`, or nothing. Pure."""

from __future__ import annotations

import calendar
import re
from datetime import date

from sayso.records import Basis, Dated

_PREFIX = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


def ruled_date(value: str, evidence: str) -> Dated:
    """The date that `value` gives; an empty one is not known. Raises ValueError, saying what would be a date."""
    if not value:
        return Dated(basis=Basis.RULING, evidence=evidence)
    first, _, last = value.partition("..")
    earliest, latest = _ends(first)[0], _ends(last or first)[1]
    if latest < earliest:
        raise ValueError(f"{value!r} ends before it begins; write the earlier day first")
    return Dated(None if last else first, earliest, latest, Basis.RULING, evidence)


def _ends(prefix: str) -> tuple[str, str]:
    """First and last day of a year, month or day."""
    found = _PREFIX.match(prefix)
    try:
        if found is None:
            raise ValueError
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None  # the pattern always has it
        first = date(year, month or 1, day or 1)
        last = day or calendar.monthrange(year, first.month if month else 12)[1]
        return first.isoformat(), date(year, month or 12, last).isoformat()
    except ValueError:
        raise ValueError(f"{prefix!r} is no date; write 2031-05-02, 2031-05, 2031, or 2031-05-02..2031-05-09") from None
