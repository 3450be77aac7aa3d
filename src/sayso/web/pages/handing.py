"""Handing the matter over: each piece made at that moment by a process of its own, then sent as a file."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from litestar import get
from litestar.exceptions import PermissionDeniedException
from litestar.response import Stream

from sayso.errors import NotFound, NotMade
from sayso.export import TABLES
from sayso.making import offer
from sayso.web.pages.asking import Asked, Name, desk_of

PIECE = 1 << 16  # bytes sent at a time
OWN = ("", "same-origin", "none")  # what browsers tell of where a request began: here, or typed by hand


@get("/hand-over/{name:str}", include_in_schema=False)
async def hand_over(request: Asked, name: Name) -> Stream:
    """One piece as a file; a page elsewhere may not set the machine to work on it."""
    if request.headers.get("sec-fetch-site", "") not in OWN:
        raise PermissionDeniedException
    offered = offer(name, frozenset(TABLES))
    if offered is None:
        raise NotFound(f"Nothing is handed over as {name!r}. The first page lists what there is.")
    desk = desk_of(request)
    async with desk.making:  # one at a time: the others wait, and the pages go on
        made = await _made(desk.path, name)
    size = made.seek(0, 2)
    made.seek(0)
    headers = {
        "content-length": str(size),
        "content-disposition": f'attachment; filename="{_file_name(desk.path, name)}"',
    }
    return Stream(_pieces(made), media_type=offered.media_type, headers=headers)


async def _made(ledger: Path, name: str) -> IO[bytes]:
    """The piece as an open file without a name: it is gone when it is closed. Raises NotMade."""
    with TemporaryDirectory(prefix="sayso-") as folder:
        out = Path(folder) / name
        command = (sys.executable, "-P", "-m", "sayso.making", str(ledger), name, str(out))
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            _, told = await process.communicate()
        finally:
            if process.returncode is None:  # the server is being stopped
                process.kill()
                await process.wait()
        if process.returncode:
            raise NotMade(name, told.decode(errors="replace"))
        return out.open("rb")


def _pieces(made: IO[bytes]) -> Iterator[bytes]:
    with made:
        while piece := made.read(PIECE):
            yield piece


def _file_name(ledger: Path, name: str) -> str:
    """A name for the file that any system takes: that of the matter, then what it is."""
    matter = re.sub(r"[^A-Za-z0-9_-]+", "-", ledger.stem).strip("-")
    return f"{matter or 'matter'}-{name}"


ROUTES = (hand_over,)
