"""What is worth a person's minute, the flags, and what was not read."""

from __future__ import annotations

from litestar import Response, get

from sayso.ledger.queries import listed
from sayso.web.pages.asking import Asked, PageNumber, Told, desk_of
from sayso.web.rendering import show


@get("/queue", sync_to_thread=True, include_in_schema=False)
def queue(request: Asked, kind: Told = "", page: PageNumber = 1) -> Response[str]:
    """Claims in dispute or on one origin, statements read unsurely or of nobody known."""
    with desk_of(request).reading() as ledger:
        lines = listed.queue_lines(ledger, page, kind=kind or None)
        return show(request, "queue.html", lines=lines, kind=kind, extent=listed.extent(ledger))


@get("/flags", sync_to_thread=True, include_in_schema=False)
def flags(request: Asked, kind: Told = "", page: PageNumber = 1) -> Response[str]:
    """Warnings with their evidence."""
    with desk_of(request).reading() as ledger:
        lines = listed.flag_lines(ledger, page, kind=kind or None)
        return show(request, "flags.html", lines=lines, kind=kind, extent=listed.extent(ledger))


@get("/rejected", sync_to_thread=True, include_in_schema=False)
def rejected(request: Asked, reason: Told = "", page: PageNumber = 1) -> Response[str]:
    """What was not read, and why."""
    with desk_of(request).reading() as ledger:
        lines = listed.rejected_lines(ledger, page, reason=reason or None)
        return show(request, "rejected.html", lines=lines, reason=reason, overview=listed.overview_listed(ledger))


ROUTES = (queue, flags, rejected)
