"""The application: routes, what a browser is allowed, and what is said when something is not there."""

from __future__ import annotations

import secrets
from importlib.resources import files
from pathlib import Path
from typing import Any

from litestar import Litestar, Request, Response
from litestar.config.compression import CompressionConfig
from litestar.config.csrf import CSRFConfig
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.logging import LoggingConfig
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.static_files import create_static_files_router

import sayso
from sayso.errors import ListsNotReady, NotFound, NotMade, SaysoError
from sayso.web import api
from sayso.web.desk import Desk
from sayso.web.gate import Access, Gate
from sayso.web.pages import ROUTES
from sayso.web.pages.asking import Narrowing
from sayso.web.rendering import show

RETRY_SECONDS = 5
IN_VAIN = (400, 401, 403, 404, 405)
STATIC = Path(str(files("sayso.web") / "static"))


def make_app(desk: Desk, access: Access) -> Gate:
    """The workspace over a desk, as an ASGI application."""
    return Gate(_make_app(desk), access)


def _make_app(desk: Desk) -> Litestar:
    return Litestar(
        route_handlers=[
            *ROUTES,
            *api.ROUTES,
            create_static_files_router("/static", [STATIC], cache_control=None, include_in_schema=False),
        ],
        state=State({"desk": desk}),
        dependencies={"narrowing": Provide(Narrowing, sync_to_thread=False)},
        csrf_config=CSRFConfig(
            secret=secrets.token_hex(32), cookie_name="sayso-csrf", cookie_httponly=True, cookie_samesite="strict"
        ),
        compression_config=CompressionConfig(backend="gzip", gzip_compress_level=4, exclude="^/hand-over/"),
        exception_handlers={
            NotFound: _not_there,
            NotMade: _not_made,
            ListsNotReady: _not_yet,
            SaysoError: _unusable,
            HTTPException: _refused,
        },
        openapi_config=OpenAPIConfig(
            title="sayso",
            version=sayso.__version__,
            description="The ledger to read: the same rows as on the pages, and as `sayso export` writes them.",
            path="/api",
            render_plugins=[JsonRenderPlugin(path="/openapi.json")],
        ),
        request_max_body_size=1_000_000,
        debug=False,
        # A fault of ours is seen by whoever runs it; what a visitor asked for in vain is not one.
        logging_config=LoggingConfig(log_exceptions="always", disable_stack_trace={ListsNotReady, NotFound, *IN_VAIN}),
    )


def _not_there(request: Request[Any, Any, Any], error: NotFound) -> Response[Any]:
    return _said(request, 404, "Not in the ledger", str(error))


def _not_made(request: Request[Any, Any, Any], error: NotMade) -> Response[Any]:
    return _said(request, 500, "It could not be made", str(error))


def _not_yet(request: Request[Any, Any, Any], error: ListsNotReady) -> Response[Any]:
    if request.url.path.startswith("/api"):
        answer = _said(request, 503, "Being prepared", str(error))
    else:
        answer = show(request, "preparing.html", status=503)
    answer.headers["retry-after"] = str(RETRY_SECONDS)
    return answer


def _unusable(request: Request[Any, Any, Any], error: SaysoError) -> Response[Any]:
    return _said(request, 503, "The ledger cannot be read now", str(error))


def _refused(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    titles = {403: "Not allowed", 404: "No such page", 405: "Not done this way", 400: "Not understood"}
    detail = error.detail if error.status_code < 500 else "This is a fault of sayso's own. What was stored is kept."
    if error.status_code == 403:
        detail = "The page this came from is out of date, or came from elsewhere. Load it again and repeat."
    return _said(request, error.status_code, titles.get(error.status_code, "That did not work"), detail)


def _said(request: Request[Any, Any, Any], status: int, title: str, detail: str) -> Response[Any]:
    if request.url.path.startswith("/api"):
        return Response({"status_code": status, "detail": detail}, status_code=status)
    return show(request, "problem.html", status=status, title=title, detail=detail)
