"""Every record that crosses a seam between stages, and its id. Standard library and msgspec only.

Offsets are Unicode code points, half-open `[start, end)`. Dates are ISO 8601 prefixes of the precision that is
known (`2031-05-02`, `2031-05`, `2031`). A field that may be null says what null means. Ids are a kind, a scheme
version and a hash of named fields (`st1-9f2c…`): the same input gives the same id on every machine.
"""

from __future__ import annotations

from sayso.records.claims import Claim, Inferred, Position, Related, Stance, Timed
from sayso.records.copies import Change, ChangeKind, CopyLink, Direction, Family, Owned, Relation, Traced
from sayso.records.pages import Article, Block, BlockKind, Capture, Fetch, Given, Page, Reason, Rejected, Teaser
from sayso.records.people import Held, Identified, Known, KnownList, KnownRole, Person, Sort, Spoken, as_identified
from sayso.records.rulings import (
    Anchor,
    Asked,
    Decision,
    Ruled,
    RuledArticle,
    RuledStatement,
    Ruling,
    RulingState,
    Upheld,
)
from sayso.records.shared import UNDATED, Alternative, Basis, Dated, Flag, Span, Timex, TimexType, make_id
from sayso.records.statements import (
    Act,
    ActBasis,
    Aimed,
    Endorsement,
    Mode,
    Proposition,
    Reading,
    Relay,
    Role,
    SourceKind,
    Speaker,
    Standing,
    Statement,
    Unnamed,
)

__all__ = [
    "UNDATED",
    "Act",
    "ActBasis",
    "Aimed",
    "Alternative",
    "Anchor",
    "Article",
    "Asked",
    "Basis",
    "Block",
    "BlockKind",
    "Capture",
    "Change",
    "ChangeKind",
    "Claim",
    "CopyLink",
    "Dated",
    "Decision",
    "Direction",
    "Endorsement",
    "Family",
    "Fetch",
    "Flag",
    "Given",
    "Held",
    "Identified",
    "Inferred",
    "Known",
    "KnownList",
    "KnownRole",
    "Mode",
    "Owned",
    "Page",
    "Person",
    "Position",
    "Proposition",
    "Reading",
    "Reason",
    "Rejected",
    "Related",
    "Relation",
    "Relay",
    "Role",
    "Ruled",
    "RuledArticle",
    "RuledStatement",
    "Ruling",
    "RulingState",
    "Sort",
    "SourceKind",
    "Span",
    "Speaker",
    "Spoken",
    "Stance",
    "Standing",
    "Statement",
    "Teaser",
    "Timed",
    "Timex",
    "TimexType",
    "Traced",
    "Unnamed",
    "Upheld",
    "as_identified",
    "make_id",
]
