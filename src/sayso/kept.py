"""What parts of a pile gave before, so that a part that did not change is not worked out again. Pure.

A part is kept under a digest of all that it depends on. So what is kept is never out of date: it is found, or it is
not, and what is not found, or was damaged meanwhile, is made. Whether anything was kept shows in the time alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

T = TypeVar("T")

_CHECKED = 8  # bytes before what is kept that tell whether it is whole


def _nothing(_: bytes) -> None:
    return None


def key_of(*things: object) -> bytes:
    """128 bits over values that msgspec encodes, in their order; a set has none and must be sorted before."""
    return hashlib.blake2b(msgspec.msgpack.encode(things), digest_size=16).digest()


class Kept:
    """Results of parts by their keys: `look` finds one that was kept, `fresh` has those made since, `used` all keys."""

    def __init__(self, look: Callable[[bytes], bytes | None] = _nothing) -> None:
        self._look = look
        self.used: set[bytes] = set()
        self.fresh: dict[bytes, bytes] = {}

    def of(self, kind: type[T], keys: Sequence[bytes], make: Callable[[list[int]], Sequence[T]]) -> list[T]:
        """The result of each part, by its key. `make` is given the places of those that are not kept, and makes them.

        `kind` is what msgspec decodes a result to; parts with one key have one result. Keys of two stages differ by
        what they are made of.
        """
        decoder = msgspec.msgpack.Decoder(kind)
        known: dict[bytes, T] = {}
        missing: dict[bytes, int] = {}
        for at, key in enumerate(keys):
            if key in known or key in missing:
                continue
            packed = _whole(self.fresh.get(key) or self._look(key))
            if packed is None:
                missing[key] = at
            else:
                known[key] = decoder.decode(packed)
        self.used.update(keys)
        if missing:
            for key, made in zip(missing, make(list(missing.values())), strict=True):
                packed = msgspec.msgpack.encode(made)
                self.fresh[key] = _check(packed) + packed
                known[key] = made
        return [known[key] for key in keys]


def _check(packed: bytes) -> bytes:
    return hashlib.blake2b(packed, digest_size=_CHECKED).digest()


def _whole(held: bytes | None) -> bytes | None:
    """What was kept, without its check; None where there is nothing, or something else than was kept."""
    if held is None or _check(held[_CHECKED:]) != held[:_CHECKED]:
        return None
    return held[_CHECKED:]
