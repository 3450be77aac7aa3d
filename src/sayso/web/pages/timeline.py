"""The timeline: what was said when, and the days that articles tell of."""

from __future__ import annotations

import msgspec
from litestar import Response, get
from litestar.di import NamedDependency

from sayso.ledger.queries import listed
from sayso.web.drawing import draw
from sayso.web.pages.asking import Asked, Narrowing, PageNumber, Yes, desk_of, filter_query
from sayso.web.rendering import show

OFFERED = 30  # parties, outlets and claims to choose from; other claims are reached from their own pages


@get("/timeline", sync_to_thread=True, include_in_schema=False)
def timeline(
    request: Asked, narrowing: NamedDependency[Narrowing], page: PageNumber = 1, told: Yes = False
) -> Response[str]:
    """Statements over time, or with `told` the dates that articles tell of."""
    by = narrowing.filter()
    with desk_of(request).reading() as ledger:
        charted = listed.chart(ledger, by)
        return show(
            request,
            "timeline.html",
            by=by,
            query_of=filter_query(by),
            told=told,
            chart=charted,
            drawing=draw(charted),
            wider=_wider(by),
            claim=listed.claim_line(ledger, by.claim_id) if by.claim_id else None,
            parties=listed.party_lines(ledger).items[:OFFERED],
            outlets=listed.outlets(ledger, OFFERED),
            claims=listed.claim_lines(ledger).items[:OFFERED],
            said=None if told else listed.said_lines(ledger, by, page),
            dates=listed.dates_listed(ledger, by.since or "", by.until or "", page) if told else None,
        )


def _wider(by: listed.Filter) -> dict[str, str | bool | None] | None:
    """The query one step out: from a day to its month, to its year, to everything; None where all is shown."""
    if not by.since and not by.until:
        return None
    one = by.since if by.since == by.until else None
    ends = one[:-3] if one and len(one) > 4 else None
    return filter_query(msgspec.structs.replace(by, since=ends, until=ends))


ROUTES = (timeline,)
