"""Who wrote an article that says "I": by its byline, by a name that signs it, or by a note on its author at the end.

Pure: knows lines and characters. Where two of the three name two people, nobody is taken for the writer. What was cut
off below the story counts only where a letter is closed there.
"""

from __future__ import annotations

import re

from msgspec import Struct

from sayso.names import read_name
from sayso.parties import look_up, source_nouns
from sayso.records import Article
from sayso.statements.naming.name_spans import GIVEN_MONTHS
from sayso.times.words import CALENDAR

_NAME = r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Sir|Dame|Rev)\.? )?[A-Z][\w’'-]+(?: (?:[A-Z]\.|[A-Z][\w’'-]+|de|van|von|der|al)){1,4}"
# A block with a name and no more under the last paragraph; under it what the writer is, and from where.
_SIGNED = re.compile(
    rf"[.!?,”\"’)]\s*\n\s*(?P<name>{_NAME})(?P<role>,[^\n]{{2,80}}|\n{{1,2}}[^\n.!?]{{2,80}})?"
    r"(?:\n{1,2}[^\n.!?]{2,60}){0,2}\s*\Z"
)
_NOTE = re.compile(rf"\n\s*(?P<name>{_NAME})(?P<role>) (?:is|was|has been|teaches|works|writes) [^\n]+\s*\Z")
_BYLINE = re.compile(rf"(?:[Bb]y )?(?!By )(?P<name>{_NAME})(?P<role>)")
_CLOSED = re.compile(r"^[ \t]*(?:yours\b|(?:(?:kind|best|warm) )?regards\b|sincerely\b)", re.IGNORECASE | re.MULTILINE)
BELOW = 4  # blocks below a story among which a letter's close may have been cut off
_LIST = re.compile(r"\s*,\s*")
_ONE_NAME = re.compile(_NAME)


class Writer(Struct, frozen=True):
    """Who wrote the article, and what is told of it beside the name."""

    name: str
    role: str | None  # "secretary"; null: none told
    body: str | None  # "Friends of the Library"; null: none told
    why: str


def read_writer(article: Article) -> Writer | None:
    """The one who signs an article, has its byline, or of whom a note at its end tells; None for nobody, or for two."""
    below = _below(article)
    tried = (
        ("signs it", _signature(article.text + below)),
        ("is told as its author", _NOTE.search(article.text)),
        ("has the byline", _BYLINE.fullmatch(article.byline or "")),
    )
    found = [_writer(match, why) for why, match in tried if match is not None and _is_name(match["name"])]
    one = found and all(_may_be_one(found[0].name, other.name) for other in found[1:])
    return found[0] if one else None


def _signature(text: str) -> re.Match[str] | None:
    """The name that signs a text; None where other names follow it: that is a list of people."""
    match = _SIGNED.search(text)
    below = text[match.end("name") :].split("\n") if match is not None else []
    return None if any(_ONE_NAME.fullmatch(line) and _is_name(line) for line in below) else match


def _may_be_one(name: str, other: str) -> bool:
    """Whether two names are of one family and tell no two given names: "Ann Roe", "Dr A. Roe"."""
    ours, theirs = read_name(name).words, read_name(other).words
    given = ours[0].startswith(theirs[0]) or theirs[0].startswith(ours[0])
    return ours[-1] == theirs[-1] and (given or min(len(ours), len(theirs)) == 1)


def _below(article: Article) -> str:
    """The blocks right below the text, where they close a letter; else empty."""
    last = max((at for at, block in enumerate(article.blocks) if block.span is not None), default=len(article.blocks))
    words = "".join(f"\n{block.text}" for block in article.blocks[last + 1 : last + 1 + BELOW])
    return words if _CLOSED.search(words) else ""


def _is_name(told: str) -> bool:
    """Whether capitals are nobody's office, body or country: "Border Guard" signs for no person."""
    words = told.lower().split()
    days = words[1:] if words[0].capitalize() in GIVEN_MONTHS else words  # "June Roe"
    return look_up(told) is None and not any(word in source_nouns() or word in CALENDAR for word in days)


def _writer(match: re.Match[str], why: str) -> Writer:
    told = _LIST.split((match["role"] or "").strip().lstrip(" ,"), maxsplit=1)
    noun = source_nouns().get(told[0].rpartition(" ")[2].lower())
    role = told[0].lower() if noun is not None and noun.sort == "person" else None
    body = told[1] if role is not None and len(told) > 1 and told[1][:1].isupper() else None
    return Writer(match["name"], role, body, f"“{match['name']}” {why}")
