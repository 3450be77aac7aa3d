"""Correcting in place: one form for every kind of ruling, what came of it, undo, and the history of all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from litestar import Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect

from sayso.errors import BadRuling, NotFound
from sayso.ledger import queries
from sayso.records import Decision, RulingState
from sayso.ruling import Asked
from sayso.web.pages.asking import Asked as Request
from sayso.web.pages.asking import PageNumber, Told, desk_of
from sayso.web.rendering import show

SHOWN = 60  # rulings of the history on one page


@dataclass
class Form:
    """What the forms send. Of the values, the one that the decision needs counts."""

    decision: Decision
    subject: str
    note: str = ""
    back: str = "/history"
    statements: str = ""  # ids, apart by spaces
    stance: str = ""
    speaker: str = ""
    party: str = ""
    act: str = ""
    date: str = ""
    claim: str = ""
    person: str = ""
    origin: str = ""

    def asked(self) -> Asked:
        """The ruling that is meant."""
        value = str(getattr(self, _VALUE.get(self.decision, ""), ""))
        return Asked(self.decision, self.subject, value.strip(), tuple(self.statements.split()), self.note.strip())


_VALUE = {
    Decision.STANCE: "stance",
    Decision.SPEAKER: "speaker",
    Decision.PARTY: "party",
    Decision.SAME_PARTY: "party",
    Decision.ACT: "act",
    Decision.DATE: "date",
    Decision.MERGE: "claim",
    Decision.MOVE: "claim",
    Decision.SAME_PERSON: "person",
    Decision.NOT_COPIED: "origin",
    Decision.COPIED_BY: "origin",
}


@post("/rulings", sync_to_thread=True, include_in_schema=False, status_code=200)
def rule(request: Request, data: Annotated[Form, Body(media_type=RequestEncodingType.URL_ENCODED)]) -> Response[Any]:
    """Store a ruling; a script gets what came of it as a part, a plain form goes back to where it stood."""
    part = request.headers.get("hx-request") == "true"
    try:
        outcome = desk_of(request).rule(data.asked())
    except (BadRuling, NotFound) as error:
        template = "ruled_part.html" if part else "problem.html"
        return show(request, template, status=422, title="Not ruled", detail=str(error), outcome=None)
    if part:
        return show(request, "ruled_part.html", outcome=outcome, detail="")
    return Redirect(_local(data.back), status_code=303)


@get("/history", sync_to_thread=True, include_in_schema=False)
def history(request: Request, page: PageNumber = 1, subject: Told = "", which: Told = "") -> Response[str]:
    """Every ruling, the newest first, with what it comes to."""
    wanted = RulingState(which) if which in {one.value for one in RulingState} else None
    with desk_of(request).reading() as ledger:
        found = queries.rulings(ledger, subject, wanted)[::-1]
    pages = max(1, -(-len(found) // SHOWN))
    page = min(page, pages)
    shown = found[(page - 1) * SHOWN : page * SHOWN]
    part = {"page": page, "pages": pages}
    return show(
        request, "history.html", rulings=shown, total=len(found), part=part, subject=subject, which=which,
        states=[one.value for one in RulingState],
    )  # fmt: skip


def _local(back: str) -> str:
    """A path of this server; anything else leads to the history."""
    return back if back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable() else "/history"


ROUTES = (rule, history)
