"""A process that reads pages: pages come in on standard input, readings go out on standard output.

    python -m sayso.worker PID

`guard.py` starts it, gives it its own process id, and ends it when a page takes too long. Frames are those of
`frames.py`; pages and readings in them are MessagePack.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import signal
import sys
from typing import IO

import msgspec

from sayso.errors import InstallationIncomplete, SaysoError
from sayso.frames import ERROR, INCOMPLETE, READING, READY, read_frame, write_frame
from sayso.lifeline import end_with

GRACE_SECONDS = 10  # past the time of a page after which it ends itself, when nobody else did


def main() -> None:
    """Read pages until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the parent decides
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand among the frames
    end_with(int(sys.argv[1]))
    try:
        _serve(sys.stdin.buffer, answers)
    except BrokenPipeError:
        os._exit(1)


def _serve(pages: IO[bytes], answers: IO[bytes]) -> None:
    # seconds of imports on a busy machine: a run that is killed meanwhile must be noticed
    from sayso.models import load_models
    from sayso.reading import read_page
    from sayso.records import Page
    from sayso.settings import Settings

    first = read_frame(pages)
    if first is None:
        return
    settings = msgspec.json.decode(first[1], type=Settings)
    try:
        models = load_models(settings)
    except SaysoError as error:
        write_frame(answers, ERROR, str(error).encode())
        return
    gc.freeze()  # what stands by now stays: the collector need not look through it for every few pages
    write_frame(answers, READY, b"")
    silent = open(os.devnull, "w")  # noqa: SIM115, PTH123  as long as the process lives
    while (frame := read_frame(pages)) is not None:
        # a watchdog in C: it ends the process though the page holds the interpreter's lock
        if settings.max_page_seconds:
            faulthandler.dump_traceback_later(settings.max_page_seconds + GRACE_SECONDS, exit=True, file=silent)
        try:
            page = msgspec.msgpack.decode(frame[1], type=Page)
            answer = msgspec.msgpack.encode(read_page(page, models, settings.max_page_articles))
        except InstallationIncomplete as error:
            write_frame(answers, INCOMPLETE, str(error).encode())
            return
        finally:
            faulthandler.cancel_dump_traceback_later()
        write_frame(answers, READING, answer)


if __name__ == "__main__":
    main()
