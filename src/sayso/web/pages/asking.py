"""What the pages have in common in how they are asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from litestar import Request
from litestar.params import FromQuery, PathParameter, QueryParameter

from sayso.ledger.queries.listed import Filter
from sayso.web.desk import Desk

LONGEST = 300  # characters of a word in a query: longer ones name nothing

Asked = Request[Any, Any, Any]
PageNumber = Annotated[int, QueryParameter(ge=1, le=1_000_000, required=False)]
Name = Annotated[str, PathParameter(max_length=LONGEST)]  # of a record, in the path
Told = Annotated[str, QueryParameter(required=False, max_length=LONGEST)]  # in the query; empty: not told
Yes = FromQuery[bool]


def desk_of(request: Asked) -> Desk:
    """The desk the application was made for."""
    desk: Desk = request.app.state["desk"]
    return desk


@dataclass
class Narrowing:
    """The part of a query that says which statements are meant; what is empty is not narrowed. A dependency."""

    party: Told = ""
    person: Told = ""
    speaker: Told = ""
    stance: Told = ""
    act: Told = ""
    outlet: Told = ""
    claim: Told = ""
    since: Told = ""  # an ISO prefix; anything else is not understood, and disregarded
    until: Told = ""
    undated: Yes = False
    origin: Yes = False

    def filter(self) -> Filter:
        """The same as the ledger's queries take it."""
        return Filter(
            party=self.party or None,
            person_id=self.person or None,
            speaker=self.speaker or None,
            stance=self.stance or None,
            act=self.act or None,
            outlet=self.outlet or None,
            claim_id=self.claim or None,
            since=_day(self.since),
            until=_day(self.until),
            undated=self.undated,
            origin=self.origin,
        )


def filter_query(by: Filter) -> dict[str, str | bool | None]:
    """A filter as the query that tells it."""
    return {
        "party": by.party,
        "person": by.person_id,
        "speaker": by.speaker,
        "stance": by.stance,
        "act": by.act,
        "outlet": by.outlet,
        "claim": by.claim_id,
        "since": by.since,
        "until": by.until,
        "undated": by.undated,
        "origin": by.origin,
    }


def _day(told: str) -> str | None:
    """An ISO prefix, else nothing."""
    if len(told) in (4, 7, 10) and told.replace("-", "").isdigit() and told[4:5] in ("", "-"):
        return told
    return None
