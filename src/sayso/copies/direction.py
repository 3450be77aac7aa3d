"""Which of two texts is the origin: by credit, else by date, else unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from sayso.records import Article, Dated, Direction

# A copy credits its source with these words, near the source's name.
_CREDIT = re.compile(
    r"\b(?:source|sources|via|courtesy|credit|from|by|according to|told|"
    r"first (?:published|appeared|reported)|originally|republished|reprinted|reproduced|"
    r"(?:full|original|entire) (?:story|article|report|text|version)|read more|"
    r"report(?:s|ed|ing)?|writes?|wrote|said|says|copyright)\b|©|\(c\)",
    re.IGNORECASE,
)
_LINE = re.compile(r"[^\n]+")
_SENTENCE_BREAK = re.compile(r"(?<=[.!?])\s+")
_NAME_PARTS = re.compile(r"\s*(?:,|\||/|;| - | – | — |\bfor\b|\band\b)\s*")
_BY = re.compile(r"^\s*(?:by|from)\b[:\s]*", re.IGNORECASE)
_STAFF = re.compile(r"\b(?:staff|staff writers?|reporters?|correspondents?|newsroom|editors?|desk)\b", re.IGNORECASE)
_SIGNS = re.compile(rf"{_BY.pattern}|{_STAFF.pattern}\W*$", re.IGNORECASE)
_BYLINE_LENGTH = 90  # characters; a longer line with "by" in front is a sentence
AGENCIES = {
    "ap": "associated press",
    "afp": "agence france-presse",
    "agence france presse": "agence france-presse",
    "dpa": "deutsche presse-agentur",
    "upi": "united press international",
    "thomson reuters": "reuters",
    "reuters": "reuters",
    "kcna": "korean central news agency",
    "pa": "press association",
    "pti": "press trust of india",
    "efe": "agencia efe",
}  # how wire agencies sign, and the name they are compared by


class Signed(NamedTuple):
    """Whose an article is, and whom it credits, all as folded names."""

    own: frozenset[str]
    credits: frozenset[str]  # by byline and agency line


class Order(NamedTuple):
    """What is known of which of two came first. `first` is -1 for the left text, 1 for the right one, 0 for neither."""

    first: int
    direction: Direction
    why: str


def fold_name(name: str) -> str:
    """An outlet's or agency's name as it is compared: "The AP" is "associated press"."""
    plain = re.sub(r"[^\w&'. -]", " ", name.casefold().replace("’", "'"))
    plain = " ".join(plain.split()).strip(" .-").removeprefix("the ")
    return AGENCIES.get(plain.replace(".", ""), plain)


def signed(article: Article) -> Signed:
    """Read the names an article is signed with.

    An article is its outlet's own; where no outlet is told, it is that of the paper or agency in its byline. Every
    other paper or agency in byline and agency line is credited.
    """
    lines = [article.byline or ""]
    lines += [block.text for block in article.blocks if len(block.text) <= _BYLINE_LENGTH and _SIGNS.search(block.text)]
    bylines = {name for line in lines for name in _byline_names(line)}
    named = bylines | {fold_name(article.agency or "")}
    own = {fold_name(article.outlet)} if article.outlet else bylines
    return Signed(frozenset(own - {""}), frozenset(named - own - {""}))


def _byline_names(byline: str) -> Iterable[str]:
    """The papers and agencies of a byline: "By Ada Roe, Valley Dispatch", "Valley Dispatch Staff", "Reuters"."""
    parts = [_STAFF.sub("", part).strip() for part in _NAME_PARTS.split(_BY.sub("", byline))]
    for place, part in enumerate(parts):
        name = fold_name(part)
        staff = _STAFF.search(byline) and len(name.split()) > 1
        if place > 0 or staff or name in AGENCIES.values():
            yield name


def order_of(left: Article, right: Article, signs: tuple[Signed, Signed]) -> Order:
    """Decide which came first. A credit beats dates; dates that overlap decide nothing."""
    forth = _credit(left, signs[0], right, signs[1])
    back = _credit(right, signs[1], left, signs[0])
    if forth and not back:
        return Order(1, Direction.CREDITED, forth)
    if back and not forth:
        return Order(-1, Direction.CREDITED, back)
    return _by_date(left.published, right.published)


def _credit(copy: Article, copy_sign: Signed, origin: Article, origin_sign: Signed) -> str:
    """The words with which `copy` credits `origin`'s outlet; empty when it does not."""
    names = origin_sign.own - copy_sign.own
    shared = names & copy_sign.credits
    if shared:
        return f"signed {min(shared)!r}"
    for name in sorted(names):
        for line in _lines(copy):
            if name in fold_name(line) and _CREDIT.search(line) and line not in origin.text:
                return line
    return ""


def _lines(article: Article) -> Iterable[str]:
    for block in article.blocks:
        if block.text:
            yield from _SENTENCE_BREAK.split(block.text)
    for line in _LINE.findall(article.text):
        yield from _SENTENCE_BREAK.split(line)


def _by_date(left: Dated, right: Dated) -> Order:
    if left.latest and right.earliest and left.latest < right.earliest:
        return Order(-1, Direction.EARLIER, f"dated {_told(left)}, the other {_told(right)}")
    if right.latest and left.earliest and right.latest < left.earliest:
        return Order(1, Direction.EARLIER, f"dated {_told(right)}, the other {_told(left)}")
    undated = sum(not (dated.earliest or dated.latest) for dated in (left, right))
    reason = {
        0: f"their dates overlap ({_told(left)}; {_told(right)})",
        1: "only one of them is dated",
        2: "neither is dated",
    }[undated]
    return Order(0, Direction.UNKNOWN, f"no credit and {reason}")


def _told(dated: Dated) -> str:
    return dated.iso or f"{dated.earliest or '…'} to {dated.latest or '…'}"
