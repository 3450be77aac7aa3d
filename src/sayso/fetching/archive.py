"""What was fetched, kept as WARC (ISO 28500:2017), so that the evidence can be shown and read again."""

from __future__ import annotations

import gzip
import io
import uuid
from collections.abc import Iterable
from http.client import responses
from pathlib import Path

from msgspec import Struct

from sayso import __version__
from sayso.fetching.fetcher import Fetched
from sayso.fetching.lists import Entry
from sayso.writing import BESIDE, whole

# Headers of the answer that do not hold of the body as it is kept: unpacked, in one piece.
_OF_THE_TRANSFER = {"content-encoding", "transfer-encoding", "content-length"}
_PUT_ASIDE = "X-Archive-Orig-"  # how web archives mark such a header


class Kept(Struct, frozen=True):
    """An answer, and what the list that named its address tells of it."""

    fetched: Fetched
    entry: Entry | None = None


def write_warc(kept: Iterable[Kept], out: Path) -> None:
    """Write the answers to `out` (`….warc.gz`), a gzip member each; whole or not at all. Raises CannotWrite.

    What a list tells stands in fields of our own, `Sayso-Title`, `Sayso-Published`, `Sayso-Outlet`.
    """
    with whole(out, BESIDE) as stream:
        about = f"software: sayso {__version__}\r\nformat: WARC File Format 1.1\r\n".encode()
        stream.write(_record("warcinfo", {"Content-Type": "application/warc-fields"}, about))
        for one in kept:
            stream.write(_response(one))


def _response(one: Kept) -> bytes:
    answer, entry = one.fetched, one.entry
    fields = {
        "WARC-Target-URI": answer.final_url,
        "WARC-Date": answer.at.replace("+00:00", "Z"),
        "Content-Type": "application/http; msgtype=response",
    }
    if entry is not None:
        told = {"Title": entry.title, "Published": entry.published, "Outlet": entry.outlet}
        fields |= {f"Sayso-{name}": " ".join(value.split()) for name, value in told.items() if value}
    head = [f"HTTP/1.1 {answer.status} {responses.get(answer.status, '')}"]
    for name, value in answer.headers:
        head.append(f"{_PUT_ASIDE if name.lower() in _OF_THE_TRANSFER else ''}{name}: {value}")
    head.append(f"Content-Length: {len(answer.body)}")
    return _record("response", fields, "\r\n".join(head).encode("latin-1", "replace") + b"\r\n\r\n" + answer.body)


def _record(kind: str, fields: dict[str, str], content: bytes) -> bytes:
    from fastwarc.warc import WarcRecord, WarcRecordType

    record = WarcRecord()
    record.init_headers(getattr(WarcRecordType, kind), record_urn=f"uuid:{uuid.uuid4()}".encode())
    for name, value in fields.items():
        record.headers[name] = value
    record.set_bytes_content(content)
    out = io.BytesIO()
    record.write(out, checksum_data=True)
    return gzip.compress(out.getvalue(), mtime=0)
