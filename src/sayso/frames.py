"""How a worker and who started it talk over a pipe: four bytes of length, one that tells what it is, the body."""

from __future__ import annotations

import struct
from typing import IO

READY, READING, ERROR, INCOMPLETE, PAGE, SETTINGS = b"r", b"R", b"E", b"I", b"P", b"S"

_HEAD = struct.Struct(">Ic")


def write_frame(stream: IO[bytes], kind: bytes, body: bytes) -> None:
    """Write one frame and flush it. Raises BrokenPipeError when nobody is at the other end."""
    stream.write(_HEAD.pack(len(body), kind))
    stream.write(body)
    stream.flush()


def read_frame(stream: IO[bytes]) -> tuple[bytes, bytes] | None:
    """The next frame as `(kind, body)`; None when the other end is closed, in the middle of a frame too."""
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    length, kind = _HEAD.unpack(head)
    body = stream.read(length)
    return (kind, body) if len(body) == length else None
