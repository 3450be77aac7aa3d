"""A .docx to plain text: paragraphs and tables in their order, without headers and footers. Pure."""

from __future__ import annotations

import io
import zipfile
import zlib

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from lxml.etree import XMLSyntaxError

from sayso.documents.told import Document, Wordless
from sayso.records import Reason

MAX_UNPACKED = 200_000_000  # bytes; what a report of a thousand pages with its pictures unpacks to
MAX_RATIO = 200  # unpacked : packed of what holds the words
_WORDS = "word/document.xml"
_BROKEN = (zipfile.BadZipFile, zlib.error, PackageNotFoundError, XMLSyntaxError, KeyError, ValueError, EOFError)
_SMALL = 1_000_000  # below this, no ratio is a bomb


def read_docx(body: bytes) -> Document | Wordless:
    """The words of a .docx. The styles tell nothing that the page would not: a title is its first line."""
    try:
        unsafe = _bomb(body)
        if unsafe:
            return Wordless(Reason.UNSAFE, unsafe)
        blocks = [_words(block) for block in docx.Document(io.BytesIO(body)).iter_inner_content()]
    except _BROKEN as error:
        return Wordless(Reason.DAMAGED, f"no .docx that can be read: {str(error) or type(error).__name__}")
    except (RuntimeError, NotImplementedError) as error:  # how zipfile tells of a password or an unknown method
        return Wordless(Reason.UNREADABLE, f"a .docx that is locked: {error}")
    return Document("\n\n".join(filter(str.strip, blocks)))


def _bomb(body: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        members = archive.infolist()
    unpacked = sum(info.file_size for info in members)
    if unpacked > MAX_UNPACKED:
        return f"unpacks to {unpacked:,} bytes, at most {MAX_UNPACKED:,} are read"
    words = next((info for info in members if info.filename == _WORDS), None)
    if words and words.file_size > _SMALL and words.file_size > words.compress_size * MAX_RATIO:
        return f"{words.file_size:,} bytes out of {words.compress_size:,}, a bomb past 1:{MAX_RATIO}"
    return ""


def _words(block: object) -> str:
    if isinstance(block, Table):
        return "\n".join(" | ".join(_cells(row.cells)) for row in block.rows)
    return str(getattr(block, "text", "")).strip()


def _cells(cells: tuple[object, ...]) -> list[str]:
    """The words of a row's cells, one that spans several columns once."""
    found: list[str] = []
    before = None
    for cell in cells:
        if cell is not before:
            found.append(" ".join(str(getattr(cell, "text", "")).split()))
        before = cell
    return found
