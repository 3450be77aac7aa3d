"""What is wrong with a line of a list."""

from __future__ import annotations

from msgspec import Struct


class Fault(Struct, frozen=True):
    """One fault, told so that the operator can mend it."""

    line: int  # from 1
    field: str  # the column or property
    what: str
    mend: str  # what to do
