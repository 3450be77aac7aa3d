"""What a document tells: its words and sheets, or why there are none."""

from __future__ import annotations

from msgspec import Struct

from sayso.records import Reason

HTML = "text/html"
TEXT = "text/plain"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Document(Struct, frozen=True):
    """The words of a document. Paragraphs are parted by a blank line."""

    text: str
    sheets: tuple[tuple[int, int], ...] = ()  # (start in `text`, number from 1); empty: it has none
    notes: tuple[str, ...] = ()


class Wordless(Struct, frozen=True):
    """A document that no words can be taken from."""

    reason: Reason
    detail: str  # one sentence with the numbers
