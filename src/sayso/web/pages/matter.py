"""The first page: what the pile is, and what is contested in it."""

from __future__ import annotations

from litestar import Response, get

from sayso.export import TABLES
from sayso.ledger.queries import listed
from sayso.making import FOR_PROGRAMS, FOR_READERS, TABLE_TYPES
from sayso.web.pages.asking import Asked, desk_of
from sayso.web.rendering import show

FIRST = 8  # lines of each list on the first page


@get("/", sync_to_thread=True, include_in_schema=False)
def matter(request: Asked) -> Response[str]:
    """The matter at a glance."""
    with desk_of(request).reading() as ledger:
        return show(
            request,
            "matter.html",
            overview=listed.overview_listed(ledger),
            extent=listed.extent(ledger),
            claims=listed.claim_lines(ledger).items[:FIRST],
            parties=listed.party_lines(ledger).items[:FIRST],
            families=listed.family_lines(ledger).items[:FIRST],
            flags=listed.flag_lines(ledger).items[:FIRST],
            for_readers=FOR_READERS,
            for_programs=FOR_PROGRAMS,
            tables=tuple(TABLES),
            forms=tuple(TABLE_TYPES),
        )


@get("/ready", sync_to_thread=False, status_code=204, include_in_schema=False)
def ready(request: Asked) -> Response[None]:
    """Asked by a page that waits for the lists: has it loaded again once they are there."""
    headers = {"HX-Refresh": "true"} if desk_of(request).lists.ready else {}
    return Response(None, status_code=204, headers=headers)


ROUTES = (matter, ready)
