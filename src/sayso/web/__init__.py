"""The workspace: the ledger in a browser, to browse, search and correct. Everything stays on this machine."""

from __future__ import annotations

from sayso.web.serving import Address, serve

__all__ = ["Address", "serve"]
