"""Pages from the web: fetched politely, within limits, from public addresses alone, and kept as WARC (an edge)."""

from __future__ import annotations

from sayso.fetching.fetcher import Fetched, Fetcher, NotFetched, Seen
from sayso.fetching.lists import Entry, Listed, read_list

__all__ = ["Entry", "Fetched", "Fetcher", "Listed", "NotFetched", "Seen", "read_list"]
