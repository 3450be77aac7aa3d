"""Web archives, letters, PDFs and other files to read, all invented, written by hand or by a library."""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
from email.message import EmailMessage

_PLAIN = str.maketrans("“”‘’—", "\"\"''-")  # the fonts that every PDF has know no others
WARC_DATE = "2031-05-02T10:15:00Z"


def warc_record(kind: str, uri: str, block: bytes, **headers: str) -> bytes:
    """One record; underscores in the names of headers stand for hyphens."""
    told = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{hashlib.md5(uri.encode() + block).hexdigest()}>",
        "WARC-Target-URI": uri,
        "WARC-Date": WARC_DATE,
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items() if value)
    return f"WARC/1.1\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def http(body: bytes, kind: str = "text/html", status: str = "200 OK", **headers: str) -> bytes:
    told = {"Content-Type": kind, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return (
        f"HTTP/1.1 {status}\r\n".encode() + "".join(f"{k}: {v}\r\n" for k, v in told.items()).encode() + b"\r\n" + body
    )


def response(uri: str, body: bytes, kind: str = "text/html", status: str = "200 OK", **headers: str) -> bytes:
    """A response record with its payload digest."""
    digest = f"sha1:{hashlib.sha1(body).hexdigest()}"
    return warc_record("response", uri, http(body, kind, status, **headers), WARC_Payload_Digest=digest)


def revisit(uri: str, body: bytes, date: str = "2031-06-01T00:00:00Z", **headers: str) -> bytes:
    digest = f"sha1:{hashlib.sha1(body).hexdigest()}"
    return warc_record("revisit", uri, b"", WARC_Payload_Digest=digest, WARC_Date=date, **headers)


def packed(records: list[bytes]) -> bytes:
    """Each record a gzip member of its own, as WARC has it."""
    return b"".join(gzip.compress(record, mtime=0) for record in records)


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, body in members.items():
            archive.writestr(zipfile.ZipInfo(name), body, method)
    return stream.getvalue()


def wacz(records: list[bytes]) -> bytes:
    """A WACZ as recorders write it: the WARC stored, indexes and page list beside it."""
    members = {
        "datapackage.json": b"{}",
        "pages/pages.jsonl": b'{"format": "json-pages-1.0"}\n',
        "archive/data.warc.gz": packed(records),
        "indexes/index.cdx": b"",
    }
    return zipped(members, zipfile.ZIP_STORED)


def letter(text: str = "", html: str = "", **headers: str) -> EmailMessage:
    """A letter with a text, an HTML alternative, or both."""
    message = EmailMessage()
    told = {
        "Subject": "A letter",
        "From": "The Lim Weekly <desk@lim.example>",
        "Date": "Fri, 02 May 2031 10:15:00 +0000",
    }
    for name, value in {**told, **{key.replace("_", "-"): value for key, value in headers.items()}}.items():
        message[name] = value
    if text:
        message.set_content(text)
    if html and text:
        message.add_alternative(html, subtype="html")
    elif html:
        message.set_content(html, subtype="html")
    return message


def mbox(letters: list[EmailMessage]) -> bytes:
    return b"".join(
        b"From desk@lim.example Fri May  2 10:15:00 2031\n" + one.as_bytes().replace(b"\nFrom ", b"\n>From ") + b"\n"
        for one in letters
    )


def pdf(sheets: list[list[str]], head: str = "", password: str = "", columns: int = 1) -> bytes:
    """A PDF of paragraphs, each sheet a list of them, under a running head and with a number at its foot."""
    from fpdf import FPDF

    class Paper(FPDF):
        def header(self) -> None:
            if head:
                self.set_font("Helvetica", size=8)
                self.set_y(8)
                self.cell(0, 5, head, align="C")
                self.set_y(25)

        def footer(self) -> None:
            self.set_y(-12)
            self.set_font("Helvetica", size=8)
            self.cell(0, 5, f"Page {self.page_no()}", align="C")

    paper = Paper()
    if password:
        paper.set_encryption(owner_password=password, user_password=password)
    width = (paper.w - 20) / columns - 5
    for sheet in sheets:
        paper.add_page()
        paper.set_font("Helvetica", size=11)
        paper.set_y(50)
        for paragraph in sheet:
            plain = paragraph.translate(_PLAIN)
            paper.multi_cell(width, 5, plain, new_x="LMARGIN", new_y="NEXT")
            paper.ln(4)
    return bytes(paper.output())


def scanned_pdf() -> bytes:
    """A sheet that is one grey picture."""
    from fpdf import FPDF
    from PIL import Image

    paper = FPDF()
    paper.add_page()
    paper.image(Image.new("L", (60, 80), 200), 10, 10, 180)
    return bytes(paper.output())


def docx(paragraphs: list[str], table: list[list[str]] | None = None) -> bytes:
    import docx as library

    document = library.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        made = document.add_table(rows=len(table), cols=len(table[0]))
        for row, words in zip(made.rows, table, strict=True):
            for cell, word in zip(row.cells, words, strict=True):
                cell.text = word
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def parquet(rows: list[dict[str, object]]) -> bytes:
    import pyarrow
    from pyarrow import parquet as library

    stream = io.BytesIO()
    library.write_table(pyarrow.Table.from_pylist(rows), stream)
    return stream.getvalue()
