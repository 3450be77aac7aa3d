"""Lists worked out ahead, so that a page of a large matter is quick: a file beside the ledger, made from it alone."""

from __future__ import annotations

from sayso.ledger.lists.keeping import bring_up_to_date, is_up_to_date, lists_path, open_listed

__all__ = ["bring_up_to_date", "is_up_to_date", "lists_path", "open_listed"]
