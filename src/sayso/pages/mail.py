"""Letters: `.eml` and `.mbox`. The text of a newsletter is a page; what is attached is read like a member.

RFC 5322 and RFC 2045 by the standard library's parser, in its old policy: the newer one raises on odd headers.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import parseaddr, parsedate_to_datetime
from typing import IO, TYPE_CHECKING

from sayso.documents import DOCX, HTML, TEXT
from sayso.pages.faults import Damaged
from sayso.pages.making import Item, label, make_page, rejected, too_large
from sayso.records import Capture, Given, Reason

if TYPE_CHECKING:
    from sayso.pages.intake import At, Intake

_LETTER = 2  # a letter may be this many times the limit of a page: what is attached takes a third more in transport
_BEGINS = b"From "
_QUOTED = re.compile(rb"^>(>*From )")
_TAGS = re.compile(r"<style.*?</style>|<script.*?</script>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_ENDINGS = {"application/pdf": ".pdf", DOCX: ".docx", HTML: ".html", TEXT: ".txt", "message/rfc822": ".eml"}


def read_letter(intake: Intake, stream: IO[bytes], at: At) -> Iterator[Item]:
    """The text of one letter, and what is attached to it."""
    limit = intake.settings.max_page_bytes * _LETTER
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        yield too_large(at.path, intake.settings.max_page_bytes, "a letter of ")
        return
    yield from _letter(intake, raw, at)


def read_mbox(intake: Intake, stream: IO[bytes], at: At) -> Iterator[Item]:
    """The letters of an mbox, each called `path#number`; RFC 4155, with `>From ` as in mboxrd."""
    limit = intake.settings.max_page_bytes * _LETTER
    for number, raw in enumerate(_split(stream, limit), 1):
        inner = type(at)(f"{at.path}#{number}", ".eml", at.depth)
        if raw is None:
            yield too_large(inner.path, intake.settings.max_page_bytes, "a letter of ")
        else:
            yield from _letter(intake, raw, inner)


def _split(stream: IO[bytes], limit: int) -> Iterator[bytes | None]:
    """The letters one by one; None for one that is longer than `limit`."""
    letter: list[bytes] | None = None
    size = 0
    blank = True
    while line := stream.readline(limit):
        if blank and line.startswith(_BEGINS):
            if letter is not None:
                yield None if size > limit else b"".join(letter)
            letter, size = [], 0
        elif letter is None and line.strip():
            raise Damaged("no mbox: its first line does not begin with `From `")
        elif letter is not None:
            size += len(line)
            if size <= limit:
                letter.append(_QUOTED.sub(rb"\1", line))
        blank = not line.strip()
    if letter is not None:
        yield None if size > limit else b"".join(letter)


def _letter(intake: Intake, raw: bytes, at: At) -> Iterator[Item]:
    try:
        message = BytesParser(policy=compat32).parsebytes(raw)
        parts = list(_parts(message))
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError) as error:
        # what the parser raises on parts nested without end, and on headers that contradict each other
        yield rejected(at.path, Reason.DAMAGED, f"no letter that can be read: {error}")
        return
    texts = [p for p in parts if not _is_attached(p) and p.get_content_type() in (HTML, TEXT)]
    body = _text(texts)
    if body is None:
        yield rejected(at.path, Reason.EMPTY, "a letter without a text")
    elif len(body[0]) > intake.settings.max_page_bytes:
        yield too_large(at.path, intake.settings.max_page_bytes)
    else:
        capture = Capture(record=_header(message, "Message-ID"))
        yield make_page(body[0], at.path, body[1], _given(message), capture)
    yield from _attached(intake, [p for p in parts if p not in texts], at)


def _parts(message: Message) -> Iterator[Message]:
    """The parts that hold something, letters within the letter as one part each."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            waiting.extend(reversed([p for p in payload if isinstance(p, Message)]))
        else:
            yield part


def _attached(intake: Intake, parts: list[Message], at: At) -> Iterator[Item]:
    others = Counter[str]()
    for number, part in enumerate(parts, 1):
        intake.count_member()
        kind = part.get_content_type()
        name = label(_file_name(part) or f"part-{number}{_ENDINGS.get(kind, '')}")
        payload = part.get_payload()
        within = payload[0] if isinstance(payload, list) and payload else None
        body = within.as_bytes(policy=compat32) if isinstance(within, Message) else _bytes(part)
        nameless = kind not in _ENDINGS and not _is_attached(part)
        if nameless or kind.startswith(("image/", "audio/", "video/")):
            others[kind] += 1
        else:
            name_as = name if not kind.startswith("message/") else f"{name}.eml"
            yield from intake.read(io.BytesIO(body), at.inside(name.replace("/", "_"), name_as))
    if others:
        told = ", ".join(f"{count} {kind}" for kind, count in others.most_common(8))
        yield rejected(f"{at.path}!attached", Reason.UNKNOWN_TYPE, f"parts that are no pages: {told}")


def _text(parts: list[Message]) -> tuple[bytes, str] | None:
    """The text of a letter: as HTML, unless the plain one beside it says more than twice as much."""
    html = max((_readable(p) for p in parts if p.get_content_type() == HTML), key=len, default="")
    plain = "\n\n".join(filter(str.strip, (_readable(p) for p in parts if p.get_content_type() == TEXT)))
    shown, told = len(_TAGS.sub(" ", html).split()), len(plain.split())
    if not shown and not told:
        return None
    best, kind = (html, HTML) if shown and 2 * shown >= told else (plain, TEXT)
    return best.encode("utf-8", "replace"), kind


def _readable(part: Message) -> str:
    body = _bytes(part)
    charset = part.get_content_charset() or "utf-8"
    for name in (charset, "utf-8", "cp1252"):
        try:
            return body.decode(name)
        except (LookupError, UnicodeError, ValueError):
            continue
    return body.decode("utf-8", "replace")


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(_file_name(part))


def _file_name(part: Message) -> str | None:
    try:
        name = part.get_filename()
    except (ValueError, LookupError, TypeError):  # a name in an encoding that is none
        return "unnamed"
    return _decoded(name) if name else None


def _given(message: Message) -> Given:
    sender, address = parseaddr(_header(message, "From") or "")
    archived = (_header(message, "Archived-At") or "").strip(" <>")  # RFC 5064
    return Given(
        url=archived if archived.startswith(("http://", "https://")) else None,
        title=_header(message, "Subject"),
        published=_day(_header(message, "Date")),
        outlet=sender or address.rpartition("@")[2] or None,
    )


def _day(words: str | None) -> str | None:
    """A letter's date as ISO 8601; as written when it is none."""
    try:
        return parsedate_to_datetime(words).isoformat() if words else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return words


def _header(message: Message, name: str) -> str | None:
    value = message.get(name)
    return " ".join(_decoded(str(value)).split()) or None if value is not None else None


def _decoded(words: str) -> str:
    """A header with its encoded words (RFC 2047) decoded; as it stands where they are damaged."""
    try:
        found = str(make_header(decode_header(words)))
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        found = words
    return found.encode("utf-8", "replace").decode().replace("\x00", "")
