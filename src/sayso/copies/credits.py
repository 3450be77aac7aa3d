"""Whose an article is, and whom it credits: bylines, agency lines, "Source: X", "published by X", "X reported"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import NamedTuple

from sayso.records import Article

AGENCIES = {
    "ap": "associatedpress",
    "afp": "agencefrancepresse",
    "dpa": "deutschepresseagentur",
    "upi": "unitedpressinternational",
    "thomsonreuters": "reuters",
    "reuters": "reuters",
    "kcna": "koreancentralnewsagency",
    "pti": "presstrustofindia",
    "efe": "agenciaefe",
    "cp": "canadianpress",
    "aap": "australianassociatedpress",
}  # how wire agencies sign, and the name they are compared by

_NOT_LETTERS = re.compile(r"[\W_]+")
_DOMAIN = re.compile(r"^(?:https?://)?(?:www\.)?([\w.-]+)\.(?:[a-z]{2,6})(?:\.[a-z]{2})?(?:/.*)?$", re.IGNORECASE)
_NAME_PARTS = re.compile(r"\s*(?:,|\||/|;| - | – | — |\bfor\b|\band\b|\s\|\s)\s*")
_BY = re.compile(r"^\s*(?:by|from)\b[:\s]*", re.IGNORECASE)
_STAFF = re.compile(r"\b(?:staff|staff writers?|reporters?|correspondents?|newsroom|editors?|desk)\b", re.IGNORECASE)
_SIGNS = re.compile(rf"{_BY.pattern}|{_STAFF.pattern}\W*$", re.IGNORECASE)
_BYLINE_LENGTH = 90  # characters; a longer line with "by" in front is a sentence

_SENTENCE_BREAK = re.compile(r"(?<=[.!?])\s+|\n+")
# What a line that credits somebody holds; {name} stands for the name itself.
# "Told X" is no credit of copying: an interview is quoted far and wide.
_CUE = re.compile(
    r"\b(?:source|via|courtesy|credit|according|(?:re)?(?:publish|print|produce|post)|appear|report|story|article|version"
    r"|read|more|issue|writ|wrote|said|says|reveal|copyright)|[©(]",
    re.IGNORECASE,
)
_CREDITS = (
    r"(?:(?i:\b(?:sources?|via|courtesy(?: of)?|credits?|according to|copyright))|©)\W{{1,3}}(?:[Tt]he )?{name}\b"
    r"|\b(?i:(?:re)?(?:publish|appear|report|print|produce|story|article|version|read|more|post|issue)\w*)\b"
    r"[^.\n]{{0,40}}?\b(?:by|from|in|on|at|via|with) (?:[Tt]he )?{name}\b"
    r"|\b{name}(?:['’]s)?\W{{1,3}}(?:\w+ ){{0,2}}(?:reports|reported|reporting|writes|wrote|said|says|revealed)\b"
    r"|\(\W*(?:[Vv]ia )?{name}\W*\)"
)


class Signed(NamedTuple):
    """Whose an article is and whom it credits. Names are keys as `name_key` makes them."""

    own: frozenset[str]
    credits: frozenset[str]  # by byline and agency line
    lines: tuple[tuple[str, str], ...]  # sentences that may credit somebody, as letters only and as they stand


def name_key(name: str) -> str:
    """An outlet's or agency's name as it is compared: letters only, without "the" and web address.

    "The Valley Dispatch", "valleydispatch.com" -> "valleydispatch"; "AP" -> "associatedpress".
    """
    domain = _DOMAIN.match(name.strip())
    plain = max(domain.group(1).split("."), key=len) if domain and " " not in name.strip() else name
    words = _NOT_LETTERS.sub(" ", plain.casefold()).split()
    key = "".join(words[1:] if words[:1] == ["the"] else words)
    return AGENCIES.get(key, key)


def signed(article: Article) -> Signed:
    """Read the names an article is signed with.

    An article is its outlet's own; where no outlet is told, it is that of the paper or agency in its byline. Every
    other paper or agency in byline and agency line is credited.
    """
    apart = [block.text for block in article.blocks if block.text]
    bylines = [article.byline or "", *(line for line in apart if len(line) <= _BYLINE_LENGTH and _SIGNS.search(line))]
    names = {name for line in bylines for name in _byline_names(line)}
    own = {name_key(article.outlet)} if article.outlet else names
    credited = names | {name_key(article.agency or "")}
    told = (line for text in (*apart, article.text) for line in _SENTENCE_BREAK.split(text) if _CUE.search(line))
    lines = ((_NOT_LETTERS.sub("", line.casefold()), line) for line in told)
    return Signed(frozenset(own - {""}), frozenset(credited - own - {""}), tuple(lines))


def _byline_names(byline: str) -> Iterable[str]:
    """The papers and agencies of a byline: "By Ada Roe, Valley Dispatch", "Valley Dispatch Staff", "Reuters"."""
    plain = _BY.sub("", byline)
    for place, part in enumerate(_NAME_PARTS.split(plain)):
        key = name_key(_STAFF.sub("", part))
        staff = _STAFF.search(part) and " " in _STAFF.sub("", part).strip()
        if place > 0 or staff or key in AGENCIES.values():
            yield key


def credit(copy: Signed, origin: Signed, origin_text: str) -> str:
    """The words with which the copy credits the origin's outlet; empty when it does not.

    Words that the origin has too are no credit: "the Valley Dispatch has learned" travels with every copy.
    """
    names = origin.own - copy.own
    for name in sorted(names & copy.credits):
        return f"signed by {name!r}"
    found = (
        line
        for name in sorted(names)
        for letters, line in copy.lines
        if (name in letters or any(sign in letters for sign in _signs(name))) and _credits(name).search(line)
    )
    return next((line for line in found if line not in origin_text), "")


def _signs(name: str) -> list[str]:
    """The abbreviations with which the agency of this name signs."""
    return [sign for sign, full in AGENCIES.items() if full == name and sign != full]


@functools.lru_cache(maxsize=4096)
def _credits(name: str) -> re.Pattern[str]:
    """A pattern for lines that credit this name; its words begin with capitals, as names do."""
    spelled = r"[\W_]?".join(re.escape(letter) for letter in name)
    short = [sign.upper() for sign in _signs(name)]
    either = "|".join([rf"(?=[A-Z0-9])(?i:{spelled})", *short])
    return re.compile(_CREDITS.format(name=f"(?:{either})"))
