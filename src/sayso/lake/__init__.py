"""Readings of a pile past a ledger's size, as Parquet in a folder. An edge: reads and writes."""

from sayso.lake.store import Lake, is_lake, open_lake

__all__ = ["Lake", "is_lake", "open_lake"]
