"""What report, export and command line read: plain rows in a total order, never tables.

Every order is by natural keys (path, place on the page, first word, ids), so that it does not depend on when or in
what batches the pages came in.
"""

from sayso.ledger.queries.claims import (
    AGAINST,
    FOR,
    ClaimSummary,
    ClaimView,
    PositionView,
    Side,
    claim,
    contested,
)
from sayso.ledger.queries.overview import FamilyView, Member, Overview, families, overview
from sayso.ledger.queries.people import Speaking, Who, people, who
from sayso.ledger.queries.placed import (
    PlacedArticle,
    PlacedStatement,
    PlacedTime,
    Quoted,
    article,
    articles,
    articles_once,
    quoted,
    statements,
    times,
    words_of,
)
from sayso.ledger.queries.search import Hit, search
from sayso.ledger.queries.tables import (
    ChangeRow,
    ClaimRow,
    CopyRow,
    FlagRow,
    PositionRow,
    RejectedRow,
    RunRow,
    changes,
    claims,
    copies,
    flags,
    positions,
    rejected,
    runs,
)
from sayso.ledger.queries.tellings import Telling, told_once
from sayso.ledger.queries.timeline import TimelineRow, timeline

__all__ = [
    "AGAINST",
    "FOR",
    "ChangeRow",
    "ClaimRow",
    "ClaimSummary",
    "ClaimView",
    "CopyRow",
    "FamilyView",
    "FlagRow",
    "Hit",
    "Member",
    "Overview",
    "PlacedArticle",
    "PlacedStatement",
    "PlacedTime",
    "PositionRow",
    "PositionView",
    "Quoted",
    "RejectedRow",
    "RunRow",
    "Side",
    "Speaking",
    "Telling",
    "TimelineRow",
    "Who",
    "article",
    "articles",
    "articles_once",
    "changes",
    "claim",
    "claims",
    "contested",
    "copies",
    "families",
    "flags",
    "overview",
    "people",
    "positions",
    "quoted",
    "rejected",
    "runs",
    "search",
    "statements",
    "timeline",
    "times",
    "told_once",
    "who",
    "words_of",
]
