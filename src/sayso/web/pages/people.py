"""Parties and people: who there is, and what one of them said over time."""

from __future__ import annotations

from litestar import Response, get

from sayso.ledger.queries import listed
from sayso.ledger.queries.listed import Filter
from sayso.web.drawing import draw
from sayso.web.pages.asking import Asked, Name, PageNumber, Told, desk_of
from sayso.web.rendering import show


@get("/parties", sync_to_thread=True, include_in_schema=False)
def parties(request: Asked, page: PageNumber = 1) -> Response[str]:
    """All parties, the most often heard first."""
    with desk_of(request).reading() as ledger:
        return show(request, "parties.html", lines=listed.party_lines(ledger, page))


@get("/party", sync_to_thread=True, include_in_schema=False)
def party(request: Asked, name: Told, page: PageNumber = 1) -> Response[str]:
    """One party: what it holds, who speaks for it, what it said."""
    by = Filter(party=name)
    with desk_of(request).reading() as ledger:
        return show(
            request,
            "party.html",
            line=listed.party_line(ledger, name),
            others=listed.party_lines(ledger).items,
            claims=listed.claims_of_party(ledger, name),
            people=listed.people_of_party(ledger, name),
            said=listed.said_lines(ledger, by, page),
            drawing=draw(listed.chart(ledger, by)),
            by=by,
        )


@get("/people", sync_to_thread=True, include_in_schema=False)
def people(request: Asked, page: PageNumber = 1) -> Response[str]:
    """Everybody who speaks, the most often heard first."""
    with desk_of(request).reading() as ledger:
        return show(request, "people.html", lines=listed.person_lines(ledger, page))


@get("/people/{person_id:str}", sync_to_thread=True, include_in_schema=False)
def person(request: Asked, person_id: Name, page: PageNumber = 1) -> Response[str]:
    """One person or body."""
    by = Filter(person_id=person_id)
    with desk_of(request).reading() as ledger:
        return show(
            request,
            "person.html",
            line=listed.person_line(ledger, person_id),
            others=listed.person_lines(ledger).items,
            said=listed.said_lines(ledger, by, page),
            drawing=draw(listed.chart(ledger, by)),
            by=by,
        )


ROUTES = (parties, party, people, person)
