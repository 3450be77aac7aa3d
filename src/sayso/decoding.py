"""Bytes to text: byte-order mark, declared encoding, charset-normalizer; mojibake mended by ftfy. Pure."""

from __future__ import annotations

import codecs
import re

import ftfy
from charset_normalizer import from_bytes
from ftfy.badness import is_bad
from msgspec import Struct
from rapidfuzz.distance import Indel

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_DECLARED_WITHIN = 4096  # bytes; the HTML standard looks at the first 1024, real pages put scripts before the <meta>
_GUESS_FROM = 200_000  # bytes charset-normalizer sees: enough for any language model, bounded on huge pages
# Without a byte-order mark these are guessed for any short text of an even length, and never meant.
_NEVER_GUESSED = ["utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be", "utf_32_le", "utf_7"]
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Mojibake is mended in pieces of a line: the alignment of a piece with its mended form is quadratic.
_PIECE = re.compile(r"[^\n]{1,2000}(?:\s|\Z)|[^\n]{1,2000}|\n")
BINARY_SHARE = 0.02  # control bytes past this share of the first 64 kB are no text in any encoding we read


class Decoded(Struct, frozen=True):
    """A page as text. Line ends stand as they are; a byte-order mark is dropped."""

    text: str
    encoding: str  # Python's name for it
    notes: tuple[str, ...]  # what was odd: "3 undecodable bytes replaced"


class Mended(Struct, frozen=True):
    """Text with its mojibake mended. `positions[i]` is where code point `i` stood before, -1 where it is new."""

    text: str
    positions: tuple[int, ...]
    places: int  # how many places were mended


def is_binary(body: bytes) -> bool:
    """Whether bytes are no text at all: too many control characters and no byte-order mark of a wide encoding."""
    head = body[:65_536]
    if any(head.startswith(mark) for mark, _ in _MARKS):
        return False
    return len(_CONTROL.findall(head)) > BINARY_SHARE * len(head)


def decode(body: bytes) -> Decoded:
    """Decode a page. Never fails: bytes that fit no encoding become U+FFFD, and a note says how many."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return _with_replacement(body[len(mark) :] if name == "utf-8" else body, name)
    declared = _DECLARED.search(body, 0, _DECLARED_WITHIN)
    for name in ("utf-8", declared.group(1).decode("ascii") if declared else ""):
        text = _strictly(body, name)
        if text is not None:
            return Decoded(text, name.lower(), ())
    guess = from_bytes(body[:_GUESS_FROM], cp_exclusion=_NEVER_GUESSED).best()
    return _with_replacement(body, guess.encoding if guess else "utf-8")


def _strictly(body: bytes, name: str) -> str | None:
    """The text in that encoding, or None when the bytes do not fit it or Python does not know it."""
    try:
        # A page that declares latin-1 is read as windows-1252, as every browser does (WHATWG Encoding, section 4.2).
        latin = codecs.lookup(name).name in {"iso8859-1", "ascii"}
        return body.decode("cp1252" if latin else name)
    except (LookupError, UnicodeDecodeError):
        return None


def _with_replacement(body: bytes, name: str) -> Decoded:
    text = body.decode(name, errors="replace")
    bad = text.count("\ufffd") - body.count("\ufffd".encode())
    return Decoded(text, name, (f"{bad} undecodable bytes replaced ({name})",) if bad > 0 else ())


def mend(text: str) -> Mended:
    """Mend mojibake piece by piece, keeping where every code point came from. Clean text comes back as it is."""
    if not is_bad(text):
        return Mended(text, tuple(range(len(text))), 0)
    parts: list[str] = []
    positions: list[int] = []
    places = at = 0
    for piece in _PIECE.findall(text):
        fixed = ftfy.fix_encoding(piece) if is_bad(piece) else piece
        if fixed == piece:
            positions.extend(range(at, at + len(piece)))
        else:
            for step in Indel.opcodes(piece, fixed):
                kept = range(at + step.src_start, at + step.src_end)
                positions.extend(kept if step.tag == "equal" else [-1] * (step.dest_end - step.dest_start))
                places += step.tag == "insert"
        parts.append(fixed)
        at += len(piece)
    return Mended("".join(parts), tuple(positions), places)
