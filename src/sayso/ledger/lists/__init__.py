"""Lists worked out ahead, so that a page of a large matter is quick: a file beside the ledger, made from it alone."""

from __future__ import annotations

from sayso.ledger.lists.keeping import (
    STATEMENTS_A_MINUTE,
    bring_up_to_date,
    has_lists,
    is_up_to_date,
    lists_path,
    open_listed,
    remove_drafts,
    statements_in,
)

__all__ = [
    "STATEMENTS_A_MINUTE",
    "bring_up_to_date",
    "has_lists",
    "is_up_to_date",
    "lists_path",
    "open_listed",
    "remove_drafts",
    "statements_in",
]
