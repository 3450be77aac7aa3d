"""WARC and WACZ: the pages of a crawl, record by record, as a stream.

Responses with a page in them are read, and so are resources and conversions. A revisit, which says that a page was as
it was before, is resolved to the record it points at. Pictures, style sheets, redirects and errors are counted.
ISO 28500:2017 (WARC 1.1); WACZ 1.1.1 (specs.webrecorder.net/wacz/1.1.1).
"""

from __future__ import annotations

import hashlib
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from msgspec import Struct

from sayso.documents import DOCX, HTML, PDF, TEXT
from sayso.pages.archives import counted, open_member, opened_zip
from sayso.pages.coded import decoded_body
from sayso.pages.faults import BROKEN, Damaged, Unsafe
from sayso.pages.making import Item, label, make_page, media_type_of, rejected, too_large
from sayso.records import Capture, Given, Reason

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

    from sayso.pages.intake import At, Intake

_PAGES = {
    "text/html": HTML, "application/xhtml+xml": HTML, "text/plain": TEXT, "application/pdf": PDF, DOCX: DOCX
}  # fmt: skip
_READ = range(200, 204)  # HTTP statuses that come with the page itself
_NO_HEAD = "without an HTTP head"
_SHOWN = 8  # kinds of records without a page that are told by name
_CODED = 8  # a coded body is read up to this many times the limit of a page, for what coding adds
_WACZ_RECORDS = "archive/"

Opener = Callable[[], IO[bytes]]


class Record(Struct, frozen=True):
    """What a WARC record tells of itself."""

    uri: str
    at: datetime | None
    capture: Capture
    kind: str  # media type it is served as, or what it is instead of a page: "status 404"
    is_page: bool


class Captures:
    """Where the pages of the WARC files of a run stand, so that a revisit of one finds its bytes again."""

    def __init__(self) -> None:
        self._places: dict[int, tuple[Opener, int]] = {}

    def remember(self, keys: list[str], opener: Opener, offset: int) -> None:
        """The record at this offset is known by these keys; an earlier one keeps a key it has."""
        for key in keys:
            self._places.setdefault(_short(key), (opener, offset))

    def find(self, keys: list[str]) -> tuple[Opener, int] | None:
        """Where the record known by the first of these keys stands."""
        return next((found for key in keys if (found := self._places.get(_short(key)))), None)


def _short(key: str) -> int:
    """64 bits of a key: a crawl has millions of records, and each is kept."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big")


def read_wacz(intake: Intake, stream: IO[bytes], at: At) -> Iterator[Item]:
    """The pages of all WARC files in a WACZ."""
    with opened_zip(intake, stream) as archive:
        found = [i for i in archive.infolist() if i.filename.startswith(_WACZ_RECORDS) and not i.is_dir()]
        if not found:
            raise Damaged(f"a WACZ without a WARC under {_WACZ_RECORDS}")
        for info in found:
            intake.count_member()
            inner = at.inside(label(info.filename))
            yield from _guarded(_wacz_member(intake, archive, info, inner), inner)


def _wacz_member(intake: Intake, archive: zipfile.ZipFile, info: zipfile.ZipInfo, inner: At) -> Iterator[Item]:
    opener = _member_opener(intake.source, info) if inner.depth == 1 else None
    with open_member(archive, info) as member:
        yield from _records(intake, counted(member, info.compress_size, intake), inner, opener)


def read_warc(intake: Intake, stream: IO[bytes], at: At) -> Iterator[Item]:
    """The pages of a WARC file; each is called `path!20310502101500/https://…`, as web archives write it."""
    source = intake.source
    opener = (lambda: source.open("rb")) if at.depth == 0 and source else None
    return _records(intake, stream, at, opener)


def _guarded(items: Iterator[Item], at: At) -> Iterator[Item]:
    """What one member gives; that it breaks is told under its own name, and the next is read."""
    try:
        yield from items
    except Unsafe as error:
        yield rejected(at.path, Reason.UNSAFE, str(error))
    except (RuntimeError, NotImplementedError) as error:  # how zipfile tells of a password or an unknown method
        yield rejected(at.path, Reason.UNREADABLE, str(error))
    except BROKEN as error:
        yield rejected(at.path, Reason.DAMAGED, f"truncated or damaged: {error}")


def _member_opener(source: Path | None, info: zipfile.ZipInfo) -> Opener | None:
    if source is None:
        return None

    def reopen() -> IO[bytes]:
        return zipfile.ZipFile(source).open(info)

    return reopen


def _records(intake: Intake, stream: IO[bytes], at: At, opener: Opener | None) -> Iterator[Item]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = (
        WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion | WarcRecordType.revisit
    ) | WarcRecordType.unknown
    skipped = Counter[str]()
    seen = 0
    try:
        for record in ArchiveIterator(_forwards(stream), record_types=wanted, parse_http=False):
            seen += 1
            item = _read_record(intake, record, at, opener)
            if isinstance(item, str):
                skipped[item] += 1
            else:
                yield item
    except OSError as error:  # how fastwarc tells of everything
        raise Damaged(f"{error}, after {seen:,} records") from error
    if skipped:
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in skipped.most_common(_SHOWN))
        rest = f" and {len(skipped) - _SHOWN} kinds more" if len(skipped) > _SHOWN else ""
        detail = f"{sum(skipped.values()):,} of {seen:,} records hold no page: {kinds}{rest}"
        yield rejected(at.path, Reason.UNKNOWN_TYPE, detail)


class _Forwards:
    """A stream that is only read forwards, with as much of seeking as fastwarc asks for to know where it is."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._at = 0

    def read(self, size: int = -1) -> bytes:
        block = self._stream.read(size)
        self._at += len(block)
        return block

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        wanted = offset + (self._at if whence == 1 else 0)
        while self._at < wanted and self.read(min(wanted - self._at, 1 << 20)):
            pass
        return self._at

    def close(self) -> None:
        """Whoever opened the stream closes it."""


def _forwards(stream: IO[bytes]) -> Any:
    return stream if stream.seekable() else _Forwards(stream)


def _read_record(intake: Intake, record: WarcRecord, at: At, opener: Opener | None) -> Item | str:
    """The page of a record, or what it is instead."""
    from fastwarc.warc import WarcRecordType

    if record.content_length > intake.settings.max_archive_bytes:
        raise Unsafe(f"a record of {record.content_length:,} bytes (`max_archive_bytes`)")
    if not record.headers.get("Content-Length"):
        raise Damaged("a record that does not tell its length: cut off within its head")
    if record.record_type == WarcRecordType.unknown:
        return f"record of type {record.headers.get('WARC-Type')}"
    wrong = _digest_differs(record, intake.settings.max_page_bytes)
    told = _told(record)
    path = at.inside(f"{told.at.strftime('%Y%m%d%H%M%S') if told.at else ''}/{told.uri}").path
    if wrong:
        return rejected(path, Reason.DAMAGED, "its bytes do not fit the digest the archive keeps of them")
    if record.record_type == WarcRecordType.revisit:
        return _revisited(intake, record, told, path)
    if told.kind == _NO_HEAD:
        return rejected(path, Reason.DAMAGED, "no head of an answer over HTTP: cut off, or something else")
    if not told.is_page:
        return told.kind
    if opener is not None and told.capture.digest:
        intake.captures.remember(_keys(told), opener, record.stream_pos)
    return _page_of(intake, record, told, path)


def _page_of(intake: Intake, record: WarcRecord, told: Record, path: str) -> Item:
    limit = intake.settings.max_page_bytes
    size = record.content_length
    if size > limit * _CODED:
        return too_large(path, limit)
    raw = record.reader.read(size) if size else b""
    if len(raw) < size:
        return rejected(path, Reason.DAMAGED, f"cut off after {len(raw):,} of {size:,} bytes")
    body = decoded_body(raw, record.http_headers, limit) if record.http_headers is not None else raw
    if len(body) > limit:
        return too_large(path, limit)
    media_type = media_type_of("", body) if told.kind in ("text/plain", "") else _PAGES[told.kind]
    return make_page(body, path, media_type, _given(record, told), told.capture)


def _given(record: WarcRecord, told: Record) -> Given:
    """What the record says beside the page; `sayso watch` keeps what a feed told in fields of its own."""
    headers = record.headers
    return Given(
        url=told.uri or None,
        title=headers.get("Sayso-Title"),
        published=headers.get("Sayso-Published"),
        outlet=headers.get("Sayso-Outlet"),
    )


def _revisited(intake: Intake, record: WarcRecord, told: Record, path: str) -> Item | str:
    """The page as it was captured before, at this record's address and time."""
    from fastwarc.warc import ArchiveIterator

    headers = record.headers
    http = record.http_headers  # none, when the revisit holds nothing; those of a 304 tell nothing of the page
    if http is not None and http.status_code in _READ and not told.is_page:
        return told.kind
    before = f"{headers.get('WARC-Refers-To-Target-URI') or told.uri} {headers.get('WARC-Refers-To-Date') or ''}"
    digest = told.capture.digest
    found = intake.captures.find([*([digest] if digest else []), before])
    if found is not None:
        opener, offset = found
        with opener() as stream:
            stream.seek(offset)
            original = next(iter(ArchiveIterator(stream, parse_http=False)), None)
            first = _told(original) if original is not None else told
            if original is not None and first.is_page and (first.capture.digest == digest or before in _keys(first)):
                again = Record(told.uri, told.at, told.capture, first.kind, True)
                return _page_of(intake, original, again, path)
    detail = "a revisit of a page whose record is in none of the files given; give the whole crawl"
    return rejected(path, Reason.MISSING, detail)


def _keys(told: Record) -> list[str]:
    at = told.at.strftime("%Y-%m-%dT%H:%M:%SZ") if told.at else ""
    return [*([told.capture.digest] if told.capture.digest else []), f"{told.uri} {at}"]


def _told(record: WarcRecord) -> Record:
    headers = record.headers
    http = record.is_http
    if http:
        record.parse_http()
    at = record.record_date
    capture = Capture(
        headers.get("WARC-Record-ID"),
        at.strftime("%Y-%m-%dT%H:%M:%SZ") if at else None,
        headers.get("WARC-Payload-Digest") or headers.get("WARC-Block-Digest"),
    )
    status = record.http_headers.status_code if http and record.http_headers is not None else None
    served = record.http_content_type if http else headers.get("Content-Type")
    kind = (served or "").partition(";")[0].strip().lower()
    if http and status is None:
        kind = _NO_HEAD
    elif http and status not in _READ:
        kind = f"status {status}"
    elif not http and not (headers.get("WARC-Target-URI") or "").lower().startswith(("http:", "https:")):
        kind = f"{kind or 'no type'} of no page's address"
    is_page = kind in _PAGES or (http and not kind)
    return Record(label(headers.get("WARC-Target-URI") or "").strip("<>"), at, capture, kind, is_page)


def _digest_differs(record: WarcRecord, limit: int) -> bool:
    """Whether the bytes are not those that were archived; not looked at when no digest is kept, or they are many."""
    if not record.headers.get("WARC-Block-Digest") or record.content_length > limit:
        return False
    size = record.content_length
    record.freeze()
    if record.content_length < size:
        return False  # cut off; told as that
    return not record.verify_block_digest()
