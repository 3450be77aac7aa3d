"""Bytes to a page, and an input that never became one."""

from __future__ import annotations

import hashlib
import os
import re

from sayso.documents import DOCX, HTML, PDF, TEXT
from sayso.records import Capture, Given, Page, Reason, Rejected, make_id

TEXT_ENDINGS = (".txt", ".md")
HTML_ENDINGS = (".html", ".htm", ".xhtml")
PDF_ENDINGS = (".pdf",)
DOCX_ENDINGS = (".docx",)
ONE_PAGE = (*TEXT_ENDINGS, *HTML_ENDINGS, *PDF_ENDINGS, *DOCX_ENDINGS)

_LOOKS_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_PDF_MARK = b"%PDF-"

Item = Page | Rejected


def label(path: str | os.PathLike[str]) -> str:
    """A path as text that any file can hold: bytes that are no UTF-8 are shown escaped."""
    return os.fspath(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def rejected(path: str, reason: Reason, detail: str) -> Rejected:
    """An input that never became a page."""
    return Rejected(subject_id=path, path=path, stage="pages", reason=reason, detail=detail)


def too_large(path: str, limit: int, what: str = "") -> Rejected:
    """A page, or what would have become one, past `max_page_bytes`."""
    return rejected(path, Reason.TOO_LARGE, f"{what}more than {limit:,} bytes (`max_page_bytes`)")


def media_type_of(name: str, body: bytes) -> str:
    """What a page is, by the ending of its name; a PDF, and HTML under a text's name, by their first bytes."""
    lower = name.lower()
    if body.startswith(_PDF_MARK) or lower.endswith(PDF_ENDINGS):
        return PDF
    if lower.endswith(DOCX_ENDINGS):
        return DOCX
    return HTML if lower.endswith(HTML_ENDINGS) or _LOOKS_HTML.match(body[:2048]) else TEXT


def make_page(
    body: bytes, path: str, media_type: str, given: Given | None = None, capture: Capture | None = None
) -> Page:
    """A page of these bytes. What was captured when, and under which record, does not make it another page."""
    digest = hashlib.sha256(body).hexdigest()
    given = given or Given()
    capture = capture or Capture()
    return Page(
        page_id=make_id("pg", digest, media_type, given),
        uri=given.url,
        path=path,
        sha256=digest,
        size=len(body),
        media_type=media_type,
        fetched_at=capture.at,
        body=body,
        given=given,
        capture=capture,
    )
