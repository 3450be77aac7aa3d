"""What both formats of a list share: names to keys, and names of parties."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from sayso.names import key_of
from sayso.parties import look_up


def key_set(names: Iterable[str]) -> tuple[str, ...]:
    """The keys of names, sorted, each once; of those in Latin letters alone, as no page of English has others."""
    keys = {key_of(name) for name in names}
    return tuple(sorted(key for key in keys if any("a" <= letter <= "z" for letter in key)))


@lru_cache(maxsize=4096)
def party_named(name: str) -> str:
    """A party as sayso calls it: "DPRK" is North Korea; a name that no table has stays as it is."""
    found = look_up(name)
    return found.party if found is not None else name
