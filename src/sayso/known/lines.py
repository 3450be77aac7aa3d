"""What both formats of a list share: names to keys, and names of parties."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from sayso.names import key_of
from sayso.parties import look_up

_LATIN = re.compile(r"[a-z]")


def keyed(names: Iterable[str]) -> dict[str, str]:
    """The key of each name that has Latin letters, in order: no page of English has others."""
    keys = {name: key_of(name) for name in names}
    return {name: key for name, key in keys.items() if _LATIN.search(key)}


def key_set(names: Iterable[str]) -> tuple[str, ...]:
    """The keys of names, sorted, each once."""
    return tuple(sorted(set(keyed(names).values())))


@lru_cache(maxsize=4096)
def party_named(name: str) -> str:
    """A party as sayso calls it: "DPRK" is North Korea; a name that no table has stays as it is."""
    found = look_up(name)
    return found.party if found is not None else name
