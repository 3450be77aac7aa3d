"""Which end of a child process is noticed: one that was killed, whatever else has ended before it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from sayso.engine import _one_was_killed

pytestmark = pytest.mark.skipif(not os.path.exists("/proc/self/task"), reason="needs /proc to name children")  # noqa: PTH110
SLEEPS = [sys.executable, "-c", "import time; time.sleep(60)"]
ENDINGS = [
    ([None, signal.SIGKILL], True, "behind one that ended by itself and was not collected yet"),
    ([signal.SIGTERM, signal.SIGKILL], True, "behind one that was ended in order"),
    ([signal.SIGKILL], True, "alone"),
    ([None, signal.SIGTERM], False, "none was killed"),
]


def ended(how: signal.Signals | None) -> subprocess.Popen[bytes]:
    """A child that has ended, and that nobody has collected."""
    child = subprocess.Popen([sys.executable, "-c", ""] if how is None else SLEEPS)
    if how is not None:
        child.send_signal(how)
    until = time.monotonic() + 60
    while os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        assert time.monotonic() < until
        time.sleep(0.02)
    return child


@pytest.mark.parametrize(("endings", "noticed", "why"), ENDINGS, ids=[why for _, _, why in ENDINGS])
def test_a_child_that_was_killed_is_noticed(endings, noticed, why):
    children = [ended(how) for how in endings]
    try:
        assert _one_was_killed() is noticed, why
    finally:
        for child in children:
            child.wait()
