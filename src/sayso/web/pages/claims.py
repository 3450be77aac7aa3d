"""Claims: the list, one claim with its parties by time, and the words under each mark."""

from __future__ import annotations

from litestar import Response, get

from sayso.ledger.queries import listed
from sayso.web.pages.asking import Asked, Name, PageNumber, Told, Yes, desk_of
from sayso.web.rendering import show
from sayso.web.timetable import timetable


@get("/claims", sync_to_thread=True, include_in_schema=False)
def claims(request: Asked, page: PageNumber = 1, contested: Yes = False) -> Response[str]:
    """All claims, most contested first."""
    with desk_of(request).reading() as ledger:
        lines = listed.claim_lines(ledger, page, contested=contested)
        details = {} if contested else listed.details_of(ledger, [line.claim_id for line in lines.items])
        extent = listed.extent(ledger)
        return show(request, "claims.html", lines=lines, contested=contested, extent=extent, details=details)


@get("/claims/{claim_id:str}", sync_to_thread=True, include_in_schema=False)
def claim(request: Asked, claim_id: Name) -> Response[str]:
    """One claim."""
    with desk_of(request).reading() as ledger:
        outline = listed.claim_outline(ledger, claim_id)
        others = listed.claim_lines(ledger).items
        return show(request, "claim.html", outline=outline, table=timetable(outline.held), others=others)


@get("/claims/{claim_id:str}/words", sync_to_thread=True, include_in_schema=False)
def words(request: Asked, claim_id: Name, position: Told = "", page: PageNumber = 1) -> Response[str]:
    """The statements a position rests on, in context: a part of the page, or a page of its own without scripts."""
    with desk_of(request).reading() as ledger:
        said = listed.words_of_claim(ledger, claim_id, position or None, page)
        part = request.headers.get("hx-request") == "true"
        template = "words_part.html" if part else "words.html"
        return show(request, template, said=said, claim_id=claim_id, position=position)


ROUTES = (claims, claim, words)
