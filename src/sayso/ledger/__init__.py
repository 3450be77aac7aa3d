"""One SQLite file a matter. All SQL lives here; nothing is ever changed in it, only added."""

from sayso.ledger.store import Derived, Found, Ledger, RunInfo, open_ledger

__all__ = ["Derived", "Found", "Ledger", "RunInfo", "open_ledger"]
