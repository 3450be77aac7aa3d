"""Templates to answers. Everything a page says is escaped by Jinja; nothing is marked safe."""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import jinja2
from litestar import MediaType, Request, Response
from litestar.template.base import csrf_token

from sayso.ledger import queries
from sayso.report.marking import dated, marked, stance_mark
from sayso.web.desk import Desk
from sayso.web.passages import fragment

THEMES = ("light", "dark")


def show(request: Request[Any, Any, Any], template: str, *, status: int = 200, **context: Any) -> Response[str]:
    """An answer out of a template; a fragment for htmx is a template of its own."""
    desk: Desk = request.app.state["desk"]
    theme = request.cookies.get("sayso-theme", "")
    page = _templates().get_template(template)
    text = page.render(
        **context,
        matter=desk.path.name,
        lists=desk.lists,
        theme=theme if theme in THEMES else "",
        csrf=csrf_token({"request": request}),
        here=request.url.path,
    )
    return Response(text, media_type=MediaType.HTML, status_code=status)


def query(path: str, **values: object) -> str:
    """A path with a query; empty values are left out."""
    given = {name: value for name, value in values.items() if value not in (None, "", False)}
    return (
        f"{path}?{urlencode({name: int(v) if isinstance(v, bool) else v for name, v in given.items()})}"
        if given
        else path
    )


def web_address(uri: str | None) -> str | None:
    """An address that may be followed: http or https, else None. What a page tells of itself is anybody's words."""
    if uri is None:
        return None
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    return uri if parts.scheme in ("http", "https") and parts.hostname else None


def plural(count: int, noun: str) -> str:
    """`1 article`, `3 articles`, `2 families`."""
    if count == 1:
        return f"1 {noun}"
    return f"{count:,} {noun[:-1]}ies" if noun.endswith("y") and noun[-2] not in "aeiou" else f"{count:,} {noun}s"


def between(earliest: str | None, latest: str | None) -> str:
    """A span of days as it is read: one day, a range, or that it is not known."""
    if earliest and latest:
        return earliest if earliest == latest else f"{earliest} to {latest}"
    return f"from {earliest}" if earliest else f"until {latest}" if latest else "undated"


@cache
def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("sayso.web"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        dated=dated,
        marked=marked,
        told_once=queries.told_once,
        stance_mark=stance_mark,
        plural=plural,
        quoted_url=lambda value: quote(str(value), safe=""),
        web_address=web_address,
    )
    environment.globals.update(query=query, between=between, fragment=fragment)
    return environment
