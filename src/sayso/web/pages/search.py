"""Search in statements and articles, narrowed by facets."""

from __future__ import annotations

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromQuery

from sayso.ledger.queries import listed
from sayso.web.pages.asking import LONGEST, Asked, Narrowing, PageNumber, Told, desk_of, filter_query
from sayso.web.rendering import show


@get("/search", sync_to_thread=True, include_in_schema=False)
def search(
    request: Asked,
    narrowing: NamedDependency[Narrowing],
    q: FromQuery[str] = "",
    kind: Told = "said",
    page: PageNumber = 1,
) -> Response[str]:
    """What holds the words; without words, how to ask."""
    wanted, by = q[:LONGEST].strip(), narrowing.filter()
    with desk_of(request).reading() as ledger:
        find = listed.find_articles if kind == "articles" else listed.find_said
        found = find(ledger, wanted, by, page) if wanted else None
        return show(request, "search.html", wanted=wanted, kind=kind, by=by, query_of=filter_query(by), found=found)


ROUTES = (search,)
