"""`read_date`: one written date, from a header line, a meta element or a record, with the precision it is written in."""

from __future__ import annotations

import re

from sayso.records import Basis, Dated, TimexType
from sayso.times.reader import read_times

_READ = 200  # characters; a line longer than that is no date line
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=T\d{4}|\D|$)")


def read_date(words: str) -> Dated | None:
    """The one calendar date written in `words`, or None when there is none or there are several.

    The day is the one written: no shift of time zone, no missing part filled in. `basis` is TEXT; a caller who knows
    better replaces it.
    """
    words = _COMPACT.sub(r"\1-\2-\3", words[:_READ])
    found = {
        (timex.iso, timex.earliest, timex.latest)
        for timex in read_times(words, Dated())
        if timex.iso and timex.type in (TimexType.DATE, TimexType.TIME)
    }
    finest = {item for item in found if item[0] and len(item[0]) == max(len(other[0] or "") for other in found)}
    if len(finest) != 1:
        return None
    iso, earliest, latest = finest.pop()
    return Dated(iso, earliest, latest, Basis.TEXT, words.strip())
