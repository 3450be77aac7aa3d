"""What report, export and command line read: plain rows in a total order, never tables.

Every order is by natural keys (path, place on the page, first word, ids), so that it does not depend on when or in
what batches the pages came in.
"""

from sayso.ledger.queries.alerts import Alert, alerts
from sayso.ledger.queries.changed import ChangeRow, Verdict, changes
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
from sayso.ledger.queries.independence import Independence
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
    articles_with_statements,
    quoted,
    statements,
    statements_once,
    times,
    words_of,
)
from sayso.ledger.queries.search import Hit, search
from sayso.ledger.queries.tables import (
    ClaimRow,
    CopyRow,
    FlagRow,
    PageRow,
    PositionRow,
    RejectedRow,
    RunRow,
    claims,
    copies,
    flags,
    pages,
    positions,
    rejected,
    runs,
)
from sayso.ledger.queries.tellings import Telling, told_once
from sayso.ledger.queries.timeline import TimelineRow, timeline

__all__ = [
    "AGAINST",
    "FOR",
    "Alert",
    "ChangeRow",
    "ClaimRow",
    "ClaimSummary",
    "ClaimView",
    "CopyRow",
    "FamilyView",
    "FlagRow",
    "Hit",
    "Independence",
    "Member",
    "Overview",
    "PageRow",
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
    "Verdict",
    "Who",
    "alerts",
    "article",
    "articles",
    "articles_once",
    "articles_with_statements",
    "changes",
    "claim",
    "claims",
    "contested",
    "copies",
    "families",
    "flags",
    "overview",
    "pages",
    "people",
    "positions",
    "quoted",
    "rejected",
    "runs",
    "search",
    "statements",
    "statements_once",
    "timeline",
    "times",
    "told_once",
    "who",
    "words_of",
]
