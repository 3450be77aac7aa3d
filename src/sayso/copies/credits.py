"""Whose an article is, and whom it credits: bylines, agency lines, "Source: X", "published by X", "X reported".

An agency signs with its name or its initials: "NLA" is the Northern Lines Agency where an article is that outlet's own.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
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
_SIGN_LENGTH = 30  # characters; a shorter line may be a signature: "— NLA"
_INITIALS = re.compile(r"[A-Z]{3,6}")  # two letters are too often a title or a state
_NO_INITIAL = frozenset({"the", "of", "and", "for", "in"})
# "VARNHOLM, Tessaly (NWA) —"
_DATELINE = re.compile(r"\W*[A-Z][A-Z'’. -]{2,}[^()\n]{0,60}\(([A-Z][^()\n]{1,30})\)\s*[—–:-]")

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
    r"|^\W*{name}\W*$"
)


_CREDIT_LINE = re.compile(
    r"\W*(?:(?:this|the) (?:story|article|report|piece|post|version)\b.{0,30}\b)?(?:(?:originally|first|also)\W+)*"
    r"(?:(?:was )?(?:(?:re)?published|appeared|posted|reprinted|syndicated)\b|source\b|via\b|courtesy\b|credits?\b"
    r"|copyright\b|©|read (?:more|the full (?:story|article))\b)",
    re.IGNORECASE,
)
_CREDIT_WORDS = 16  # a longer passage tells more than whom it comes from


class Signed(NamedTuple):
    """Whose an article is and whom it credits. Names are keys as `name_key` makes them."""

    own: frozenset[str]
    initials: frozenset[str]  # of its outlet, as a key
    credits: Mapping[str, str]  # by byline and agency line: the name and the words it was read from
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
    other paper or agency in byline, agency line and dateline is credited.
    """
    apart = [block.text for block in article.blocks if block.text]
    bylines = [article.byline or "", *(line for line in apart if len(line) <= _BYLINE_LENGTH and _SIGNS.search(line))]
    names = {name: line for line in bylines for name in _byline_names(line)}
    own = {name_key(article.outlet)} if article.outlet else set(names)
    credited = {**names, **dict(_agencies(article, bylines))}
    lines = (line for text in (*apart, article.text) for line in _SENTENCE_BREAK.split(text))
    told = (line for line in lines if len(line) <= _SIGN_LENGTH or _CUE.search(line))
    return Signed(
        frozenset(own - {""}),
        frozenset({_initials(article.outlet or "")} - {""}),
        {name: words for name, words in credited.items() if name and name not in own},
        tuple((_NOT_LETTERS.sub("", line.casefold()), line) for line in told),
    )


def standing(article: Article) -> tuple[int, str]:
    """How fit an article is to stand for the origin where nothing tells, higher first, and the reason.

    Who reports signs with a name and a paper; who reprints signs "staff", another house's name, or nothing.
    """
    byline = _BY.sub("", article.byline or "").strip()
    house = name_key(article.outlet or "")
    named = [name for name in _byline_names(byline) if name]
    others = house and any(name != house for name in named)
    if others:
        return 0, "both are signed with another house's name"
    if not byline or _STAFF.search(byline):
        return 1, "neither is signed by a person"
    if house or named:
        return 3, "it is signed with a name and a house"
    return 2, "it is signed with a name"


def is_credit_line(passage: str) -> bool:
    """Whether a passage only says where the story comes from: "This story was first published by Valley Dispatch"."""
    return len(passage.split()) <= _CREDIT_WORDS and _CREDIT_LINE.match(passage) is not None


def _byline_names(byline: str) -> Iterable[str]:
    """The papers and agencies of a byline: "By Ada Roe, Valley Dispatch", "Valley Dispatch Staff", "Reuters"."""
    plain = _BY.sub("", byline)
    for place, part in enumerate(_NAME_PARTS.split(plain)):
        key = name_key(_STAFF.sub("", part))
        staff = _STAFF.search(part) and " " in _STAFF.sub("", part).strip()
        if place > 0 or staff or key in AGENCIES.values():
            yield key


def _agencies(article: Article, bylines: Iterable[str]) -> Iterable[tuple[str, str]]:
    """The agencies of the agency line, of datelines, and initials that stand for a byline; each with its words."""
    if article.agency:
        yield name_key(article.agency), article.agency
    for line in bylines:
        sign = _BY.sub("", line).strip()
        if _INITIALS.fullmatch(sign):
            yield name_key(sign), line
    for text in (article.text, *(block.text for block in article.blocks)):
        dateline = _DATELINE.match(text)
        if dateline:
            yield name_key(dateline.group(1)), dateline.group().strip()


def _initials(name: str) -> str:
    """The key of an outlet's initials, of three words or more: "Northern Lines Agency" -> "nla"."""
    capitals = "".join(word[0] for word in name.split() if word[0].isupper() and word.lower() not in _NO_INITIAL)
    return name_key(capitals) if _INITIALS.fullmatch(capitals) else ""


def credit(copy: Signed, origin: Signed, origin_text: str) -> str:
    """The words with which the copy credits the origin's outlet; empty when it does not.

    Words that the origin has too are no credit: "the Valley Dispatch has learned" travels with every copy. A byline,
    agency line or dateline is one whoever has it: the agency's own page bears its name as well.
    """
    if copy.own & origin.initials or origin.own & copy.initials:
        return ""
    names = (origin.own | origin.initials) - copy.own - copy.initials
    for name in sorted(names & copy.credits.keys()):
        return f'signed "{copy.credits[name]}"'
    found = (
        line
        for name in sorted(names)
        for letters, line in copy.lines
        if (name in letters or any(sign in letters for sign in _signs(name)))
        and _credits(name, name in origin.initials).search(line)
    )
    return next((line for line in found if line not in origin_text), "")


def _signs(name: str) -> list[str]:
    """The abbreviations with which the agency of this name signs."""
    return [sign for sign, full in AGENCIES.items() if full == name and sign != full]


@functools.lru_cache(maxsize=4096)
def _credits(name: str, initials: bool) -> re.Pattern[str]:
    """A pattern for lines that credit this name; its words begin with capitals, as names do, and so do all initials."""
    spelled = r"[\W_]?".join(re.escape(letter) for letter in name)
    short = [sign.upper() for sign in _signs(name)]
    either = "|".join([name.upper() if initials else rf"(?=[A-Z0-9])(?i:{spelled})", *short])
    return re.compile(_CREDITS.format(name=f"(?:{either})"))
