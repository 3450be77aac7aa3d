"""sayso: a sourced ledger out of a pile of news pages: who said what, who denies it, on whose word."""

__version__ = "0.1.0"
