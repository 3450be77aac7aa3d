"""A digest of what the features of the trained network are made of, so that weights and code cannot drift apart. Pure.

It covers every pattern, table and number of the modules that measure; the number of features is checked beside it. A
test fails when the weights in `data/` were fitted on other ones, and says to fit them again.
"""

from __future__ import annotations

import hashlib
import re

from sayso.articles import blocks, chrome, cohesion, features, habits, mentions, parts

_MEASURED_BY = (blocks, chrome, features, habits, cohesion, mentions, parts)


def digest() -> str:
    """Sixteen hexadecimal digits over the constants behind the features of `parts`."""
    told = [
        f"{module.__name__}.{key}={_told(value)}"
        for module in _MEASURED_BY
        for key, value in sorted(vars(module).items())
        if not key.startswith("__") and _told(value)
    ]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def _told(value: object) -> str:
    """A constant in words; empty for what is none."""
    if isinstance(value, re.Pattern):
        return f"{value.pattern!r} {value.flags}"
    if isinstance(value, frozenset):
        return repr(sorted(value))
    if isinstance(value, tuple) and value and isinstance(value[0], re.Pattern):
        return " ".join(map(_told, value))
    return repr(value) if isinstance(value, (bool, int, float, dict)) else ""
