"""Documents that are no text by themselves, PDF and .docx, to plain text and where its sheets begin. Pure."""

from __future__ import annotations

from sayso.documents.told import DOCX, HTML, PDF, TEXT, Document, Wordless

__all__ = ["DOCX", "HTML", "PDF", "TEXT", "Document", "Wordless", "read_document"]


def read_document(body: bytes, media_type: str) -> Document | Wordless:
    """The words of a document of media type PDF or DOCX."""
    if media_type == PDF:
        from sayso.documents.pdf import read_pdf

        return read_pdf(body)
    from sayso.documents.docx import read_docx

    return read_docx(body)
