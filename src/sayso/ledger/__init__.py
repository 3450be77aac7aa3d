"""One SQLite file a matter. All SQL lives here; nothing is ever changed in it, only added."""

from sayso.ledger.appending import Found, storable
from sayso.ledger.deriving import Derived
from sayso.ledger.parts import parts_beside
from sayso.ledger.store import Ledger, RunInfo, open_ledger

__all__ = ["Derived", "Found", "Ledger", "RunInfo", "open_ledger", "parts_beside", "storable"]
