"""The read API: the rows of the pages as JSON, a part at a time, typed by the records."""

from __future__ import annotations

from typing import Annotated

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from msgspec import Struct

from sayso.ledger.queries import Overview, RejectedRow, Speaking, TimelineRow, listed
from sayso.ledger.queries.listed import (
    ArticleLine,
    Chart,
    ClaimLine,
    Extent,
    FamilyLine,
    FlagLine,
    Found,
    PageRow,
    PartyLine,
    QueueLine,
    SaidLine,
    Slice,
    Weight,
)
from sayso.records import Article, Change, Claim, CopyLink, Flag, Position, Statement
from sayso.web.pages.asking import LONGEST, Asked, Name, Narrowing, PageNumber, Told, Yes, desk_of


class Matter(Struct, frozen=True):
    """How much there is."""

    overview: Overview
    extent: Extent


class WeighedPosition(Struct, frozen=True):
    """A position and what it rests on."""

    position: Position
    weight: Weight


class ClaimInFull(Struct, frozen=True):
    """A claim with its positions in the order of time."""

    claim: Claim
    positions: tuple[WeighedPosition, ...]
    holds: Weight
    rejects: Weight
    flags: tuple[Flag, ...]
    details: tuple[ClaimLine, ...]  # claims that tell a detail of it


class ArticleInFull(Struct, frozen=True):
    """An article with all that was found in it."""

    path: str
    article: Article
    page: PageRow
    statements: tuple[Statement, ...]
    flags: tuple[Flag, ...]
    takes_from: tuple[CopyLink, ...]


class Family(Struct, frozen=True):
    """A family's articles, the origin first, and the links between them."""

    family_id: Name
    origin_id: Name
    why: str
    articles: tuple[ArticleLine, ...]
    links: tuple[CopyLink, ...]


@get("/matter", sync_to_thread=True)
def matter(request: Asked) -> Matter:
    """How much the ledger holds."""
    with desk_of(request).reading() as ledger:
        return Matter(listed.overview_listed(ledger), listed.extent(ledger))


@get("/claims", sync_to_thread=True)
def claims(request: Asked, page: PageNumber = 1, contested: Yes = False) -> Slice[ClaimLine]:
    """Claims, most contested first."""
    with desk_of(request).reading() as ledger:
        return listed.claim_lines(ledger, page, contested=contested)


@get("/claims/{claim_id:str}", sync_to_thread=True)
def claim(request: Asked, claim_id: Name) -> ClaimInFull:
    """One claim with every position on it."""
    with desk_of(request).reading() as ledger:
        found = listed.claim_outline(ledger, claim_id)
    held = tuple(WeighedPosition(one.position, one.weight) for one in found.held)
    return ClaimInFull(found.claim, held, found.holds, found.rejects, found.flags, found.details)


@get("/articles", sync_to_thread=True)
def articles(request: Asked, page: PageNumber = 1, outlet: Told = "") -> Slice[ArticleLine]:
    """Articles by path."""
    with desk_of(request).reading() as ledger:
        return listed.article_lines(ledger, page, outlet=outlet or None)


@get("/articles/{article_id:str}", sync_to_thread=True)
def article(request: Asked, article_id: Name) -> ArticleInFull:
    """One article with its statements and flags."""
    with desk_of(request).reading() as ledger:
        view = listed.article_view(ledger, article_id)
    return ArticleInFull(view.path, view.article, view.page, view.statements, view.flags, view.taken)


@get("/statements", sync_to_thread=True)
def statements(request: Asked, narrowing: NamedDependency[Narrowing], page: PageNumber = 1) -> Slice[SaidLine]:
    """Statements by day, narrowed by any of these; `since` and `until` are ISO prefixes."""
    with desk_of(request).reading() as ledger:
        return listed.said_lines(ledger, narrowing.filter(), page)


@get("/search", sync_to_thread=True)
def search(
    request: Asked,
    narrowing: NamedDependency[Narrowing],
    q: Annotated[str, QueryParameter(min_length=1, max_length=LONGEST)],
    kind: Told = "said",
    page: PageNumber = 1,
) -> Found:
    """Statements, or with `kind=articles` articles, that hold the words; narrowed as /statements."""
    find = listed.find_articles if kind == "articles" else listed.find_said
    with desk_of(request).reading() as ledger:
        return find(ledger, q, narrowing.filter(), page)


@get("/families", sync_to_thread=True)
def families(request: Asked, page: PageNumber = 1) -> Slice[FamilyLine]:
    """Families, the largest first."""
    with desk_of(request).reading() as ledger:
        return listed.family_lines(ledger, page)


@get("/families/{family_id:str}", sync_to_thread=True)
def family(request: Asked, family_id: Name) -> Family:
    """One family."""
    with desk_of(request).reading() as ledger:
        found = listed.family_outline(ledger, family_id)
    links = tuple(link for member in found.members for link in member.links)
    return Family(family_id, found.origin_id, found.why, tuple(member.article for member in found.members), links)


@get("/changes", sync_to_thread=True)
def changes(request: Asked, copy: Told, origin: Told) -> tuple[Change, ...]:
    """What a copy altered of an origin."""
    with desk_of(request).reading() as ledger:
        return listed.comparison(ledger, copy, origin).changes


@get("/people", sync_to_thread=True)
def people(request: Asked, page: PageNumber = 1) -> Slice[Speaking]:
    """People and bodies, the most often heard first."""
    with desk_of(request).reading() as ledger:
        return listed.person_lines(ledger, page)


@get("/parties", sync_to_thread=True)
def parties(request: Asked, page: PageNumber = 1) -> Slice[PartyLine]:
    """Parties, the most often heard first."""
    with desk_of(request).reading() as ledger:
        return listed.party_lines(ledger, page)


@get("/chart", sync_to_thread=True)
def chart(request: Asked, narrowing: NamedDependency[Narrowing]) -> Chart:
    """Statements over time, narrowed as /statements."""
    with desk_of(request).reading() as ledger:
        return listed.chart(ledger, narrowing.filter())


@get("/timeline", sync_to_thread=True)
def timeline(request: Asked, page: PageNumber = 1, since: Told = "", until: Told = "") -> Slice[TimelineRow]:
    """What articles tell of, in the order of the calendar."""
    with desk_of(request).reading() as ledger:
        return listed.dates_listed(ledger, since, until, page)


@get("/flags", sync_to_thread=True)
def flags(request: Asked, page: PageNumber = 1, kind: Told = "") -> Slice[FlagLine]:
    """Warnings with their reasons."""
    with desk_of(request).reading() as ledger:
        return listed.flag_lines(ledger, page, kind=kind or None)


@get("/queue", sync_to_thread=True)
def queue(request: Asked, page: PageNumber = 1, kind: Told = "") -> Slice[QueueLine]:
    """What is worth a person's minute."""
    with desk_of(request).reading() as ledger:
        return listed.queue_lines(ledger, page, kind=kind or None)


@get("/rejected", sync_to_thread=True)
def rejected(request: Asked, page: PageNumber = 1, reason: Told = "") -> Slice[RejectedRow]:
    """What was not read."""
    with desk_of(request).reading() as ledger:
        return listed.rejected_lines(ledger, page, reason=reason or None)


ROUTES = (
    Router(
        "/api",
        route_handlers=[
            matter, claims, claim, articles, article, statements, search, families, family, changes, people, parties,
            chart, timeline, flags, queue, rejected,
        ],
    ),
)  # fmt: skip
