"""How a command ends when it does not come to its end."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn

OPERATOR_MUST_ACT = 2
STOPPED = 130  # 128 + SIGINT, as shells have it


@contextmanager
def stoppable() -> Iterator[None]:
    """Ctrl-C inside it ends the program with a word on what was kept."""
    try:
        yield
    except KeyboardInterrupt:
        leave(STOPPED, "stopped. What was read is kept; run the same command again to go on.")


def leave(status: int, words: str) -> NoReturn:
    """Say why on standard error, and end at once.

    Not by `sys.exit`: the engine's own threads may still be at work, and abort the interpreter that ends under them.
    Every file is closed by then, and the workers end with this process (engine.py).
    """
    with suppress(OSError):  # nobody is left to read it
        sys.stdout.flush()
        print(f"sayso: {words}", file=sys.stderr, flush=True)
    os._exit(status)
