"""Ends a process whose parent is gone: what a killed run has started must not go on without it."""

from __future__ import annotations

import os
import threading
import time

LOOK_SECONDS = 0.5  # how often it is looked whether the parent is there


def end_with(parent: int) -> None:
    """End this process, with status 1, once the process `parent` (its id) has ended; in a thread, from now on."""
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_SECONDS)
    os._exit(1)
