"""A reader process under guard: a page that takes too long, or ends the process, is rejected; the rest goes on."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import IO

import msgspec

from sayso.errors import InstallationIncomplete, ModelMissing, WorkerLost
from sayso.frames import ERROR, INCOMPLETE, PAGE, READING, SETTINGS, read_frame, write_frame
from sayso.records import Page, Reading, Reason, Rejected
from sayso.settings import Settings

START_SECONDS = 120  # in which a worker must have its models; it takes one or two
TRIES = 2  # a worker may be killed for another's hunger for memory: a page is given a second chance


class Guarded:
    """One reader process, started when the first page comes, and anew after each that was lost."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, page: Page) -> Reading:
        """What the page gives. Past `max_page_seconds`, or when its reader dies twice on it, it is rejected.

        Raises WorkerLost when no reader starts, ModelMissing and InstallationIncomplete as the reader does.
        """
        packed = msgspec.msgpack.encode(page)
        for _ in range(TRIES):
            begun = time.monotonic()
            answer = self._ask(packed)
            if answer is not None:
                return msgspec.msgpack.decode(answer, type=Reading)
            status = self.close()
            if 0 < self._settings.max_page_seconds <= time.monotonic() - begun:
                detail = f"not read within {self._settings.max_page_seconds} s (`max_page_seconds`)"
                return _refused(page, Reason.TOO_SLOW, detail)
        told = f"signal {-status}" if status and status < 0 else f"status {status}"
        return _refused(page, Reason.FAILED, f"its reader process ended {TRIES} times over it ({told})")

    def _ask(self, packed: bytes) -> bytes | None:
        """The answer to a page; None when none came in time, or the process ended."""
        process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            write_frame(process.stdin, PAGE, packed)
        except BrokenPipeError:
            return None
        frame = _awaited(process.stdout, self._settings.max_page_seconds or None)
        if frame is not None and frame[0] == INCOMPLETE:
            raise InstallationIncomplete(frame[1].decode())
        return frame[1] if frame is not None and frame[0] == READING else None

    def _start(self) -> subprocess.Popen[bytes]:
        for _ in range(TRIES):
            frame = self._begin()
            if frame is not None and frame[0] == ERROR:
                raise ModelMissing(frame[1].decode())
            if frame is not None and self._process is not None:
                return self._process
            self.close()
        raise WorkerLost

    def _begin(self) -> tuple[bytes, bytes] | None:
        """Begin a process, and give what it says once it has its models; None when it ends before that."""
        environment = os.environ | {"OMP_NUM_THREADS": "1"}
        # -P: a file of the operator's is no module of ours
        command = [sys.executable, "-P", "-m", "sayso.worker", str(os.getpid())]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        self._process = process
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            write_frame(process.stdin, SETTINGS, msgspec.json.encode(self._settings))
            return _awaited(process.stdout, START_SECONDS)
        except BrokenPipeError:
            return None

    def close(self) -> int | None:
        """End the process, if there is one, and give its status."""
        process, self._process = self._process, None
        if process is None:
            return None
        process.poll()
        process.kill()
        status = process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                _closed(pipe)
        return status

    def __del__(self) -> None:
        self.close()


def _closed(pipe: IO[bytes]) -> None:
    with suppress(BrokenPipeError):  # of what was not yet written to a process that is gone
        pipe.close()


class Pool:
    """Guarded readers for as many threads as ask, each used by one at a time."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._free: SimpleQueue[Guarded] = SimpleQueue()

    def read(self, pages: list[Page]) -> list[Reading]:
        """What the pages give, by one reader."""
        try:
            reader = self._free.get_nowait()
        except Empty:
            reader = Guarded(self._settings)
        try:
            return [reader.read(page) for page in pages]
        finally:
            self._free.put(reader)


def _awaited(stream: IO[bytes], seconds: float | None) -> tuple[bytes, bytes] | None:
    """The next frame, when it begins to come within the time; None: whenever it comes."""
    ready, _, _ = select.select([stream], [], [], seconds)
    return read_frame(stream) if ready else None


def _refused(page: Page, reason: Reason, detail: str) -> Reading:
    bare = msgspec.structs.replace(page, body=b"")
    return Reading(bare, (), (), (Rejected(page.page_id, page.path, "reading", reason, detail),))
