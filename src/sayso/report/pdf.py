"""The report on paper, by PlutoPrint, which lays HTML out by its print style sheet and needs no browser."""

from __future__ import annotations

import io
from typing import NoReturn

BASE = "https://report.invalid/"  # what the links within the page count from


def to_pdf(html: str) -> bytes:
    """A page of HTML as A4 PDF. Nothing is fetched: the report refers to nothing outside itself."""
    import plutoprint

    class Nothing(plutoprint.ResourceFetcher):
        def fetch_url(self, url: str) -> NoReturn:
            raise ValueError(f"{url}: a report fetches nothing")

    book = plutoprint.Book(plutoprint.PAGE_SIZE_A4, plutoprint.PAGE_MARGINS_NARROW, plutoprint.MEDIA_TYPE_PRINT)
    book.custom_resource_fetcher = Nothing()
    book.load_html(html, base_url=BASE)
    out = io.BytesIO()
    book.write_to_pdf_stream(out)
    return out.getvalue()
