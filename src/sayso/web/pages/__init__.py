"""The pages of the workspace: one function each, which asks the ledger and fills a template."""

from __future__ import annotations

from sayso.web.pages import articles, claims, handing, matter, people, rulings, search, timeline, work

ROUTES = (
    *matter.ROUTES,
    *claims.ROUTES,
    *articles.ROUTES,
    *people.ROUTES,
    *timeline.ROUTES,
    *search.ROUTES,
    *work.ROUTES,
    *rulings.ROUTES,
    *handing.ROUTES,
)

__all__ = ["ROUTES"]
