"""Articles as they were read, families of copies, and a copy beside its origin."""

from __future__ import annotations

from typing import Annotated

from litestar import Response, get
from litestar.params import QueryParameter
from litestar.response import Redirect

from sayso.errors import NotFound
from sayso.ledger import queries
from sayso.ledger.queries import listed
from sayso.web.beside import beside
from sayso.web.pages.asking import Asked, Name, PageNumber, Told, desk_of
from sayso.web.passages import LEFT_OUT_SHOWN, passage
from sayso.web.rendering import show
from sayso.web.trees import tree


@get("/articles", sync_to_thread=True, include_in_schema=False)
def articles(request: Asked, page: PageNumber = 1, outlet: Told = "") -> Response[str]:
    """All articles, by path."""
    with desk_of(request).reading() as ledger:
        lines = listed.article_lines(ledger, page, outlet=outlet or None)
        return show(request, "articles.html", lines=lines, outlet=outlet)


@get("/articles/{article_id:str}", sync_to_thread=True, include_in_schema=False)
def article(
    request: Asked,
    article_id: Name,
    start: Annotated[int, QueryParameter(name="from", ge=0, le=1_000_000_000, required=False)] = 0,
) -> Response[str]:
    """One article, from a code point of its text on."""
    with desk_of(request).reading() as ledger:
        view = listed.article_view(ledger, article_id)
        shown = passage(view, start)
        return show(request, "article.html", view=view, shown=shown, start=start, left_out_shown=LEFT_OUT_SHOWN)


@get("/statements/{statement_id:str}", sync_to_thread=True, include_in_schema=False)
def statement(request: Asked, statement_id: Name) -> Redirect:
    """The note of a statement in its article."""
    with desk_of(request).reading() as ledger:
        line = listed.statement_line(ledger, statement_id)
    if line is None:
        raise NotFound(f"No statement {statement_id!r} in the lists. It may have been read anew since.")
    return Redirect(f"/articles/{line.article_id}#n-{line.statement_id}")


@get("/statements/{statement_id:str}/correct", sync_to_thread=True, include_in_schema=False)
def correct(request: Asked, statement_id: Name) -> Response[str]:
    """The forms that correct a statement: a part of the page it stands on, or a page of its own without scripts."""
    with desk_of(request).reading() as ledger:
        quoted = next(queries.quoted(ledger, [statement_id]), None)
        link = listed.claim_link(ledger, statement_id)
    if quoted is None:
        raise NotFound(f"No statement {statement_id!r} in the ledger. It may have been read anew, or rejected, since.")
    part = request.headers.get("hx-request") == "true"
    template = "correct_part.html" if part else "correct.html"
    return show(request, template, quoted=quoted, link=link, back=f"/statements/{statement_id}")


@get("/families", sync_to_thread=True, include_in_schema=False)
def families(request: Asked, page: PageNumber = 1) -> Response[str]:
    """All families, the largest first."""
    with desk_of(request).reading() as ledger:
        return show(request, "families.html", lines=listed.family_lines(ledger, page))


@get("/families/{family_id:str}", sync_to_thread=True, include_in_schema=False)
def family(request: Asked, family_id: Name) -> Response[str]:
    """One family as a tree of copies."""
    with desk_of(request).reading() as ledger:
        outline = listed.family_outline(ledger, family_id)
        return show(request, "family.html", outline=outline, tree=tree(outline))


@get("/compare", sync_to_thread=True, include_in_schema=False)
def compare(request: Asked, copy: Told, origin: Told) -> Response[str]:
    """A copy beside what it was made from: a page, or a part of its family's."""
    template = "compare_part.html" if request.headers.get("hx-request") == "true" else "compare.html"
    with desk_of(request).reading() as ledger:
        compared = listed.comparison(ledger, copy, origin)
        return show(request, template, compared=compared, side=beside(compared))


ROUTES = (articles, article, statement, correct, families, family, compare)
