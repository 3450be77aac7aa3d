"""What the lines around a story's body tell of it: byline, agency, outlet. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from sayso.articles import chrome
from sayso.articles.datelines import is_acronym, known_agency
from sayso.records import Given
from sayso.text import normalise

# "… no comment. (NLA)", "… no comment. — NLA": a name alone behind the last sentence.
_SIGNED_END = re.compile(
    r"[.!?…][\"'”’»]*\s*(?:\((?P<agency>[A-Za-z][\w&.’' -]{1,30})(?:/[\w ]+)?\)"
    r"|[-–—]+\s?(?P<dashed>[A-Z][\w&. ]{1,30}))\.?\s*$"
)
_CREDITED = re.compile(
    r"\W*(?i:source|via|by|from|credit|agency|copyright|©|\(c\))[:\s]+(?:\d{4}\s+)?"
    r"(?P<agency>[A-Z][\w&.’' -]{1,40}?)\W*$"
)
_SAYS_AGENCY = re.compile(r"\b(?:Agency|Agencies|Press|Newswire|Wire|News Service)$")
_NO_AGENCIES = frozenset({
    "END", "ENDS", "MORE", "VIDEO", "PHOTO", "PHOTOS", "UPDATE", "UPDATED", "LIVE", "MP", "MPS", "MEP", "PHD", "MD",
    "JR", "SR", "RN", "CEO", "II", "III", "IV", "US", "USA", "UK", "EU", "UN",
})  # fmt: skip
_PARTS = re.compile(r"[,;|•·]|\band\b|\bby\b", re.IGNORECASE)
_NO_NAMES = frozenset({"The", "A", "An", "All", "This", "That", "Free", "Local"})
_REPORTS = re.compile(
    r"(?:…|\.\.\.|[-–—,:])\s*(?:reports?|writes"
    r"|reported by)\s+(?P<outlet>[A-Z][\w&.’'-]*(?:\s+[A-Z][\w&.’'-]*){0,4})\s*\.?$"
)
_OUTLET_LINE = re.compile(
    r"(?i:\W*(?:source|publisher|published (?:in|by)|outlet|via|first appeared (?:in|on))\s*:?)"
    r"\s+(?P<outlet>[A-Z][\w&.’' -]{2,40})$"
)
_RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:copyright\s*)?(?:\d{4}(?:\s*[-–]\s*\d{4})?)?,?\s*(?:by\s+)?(?P<outlet>[A-Z][\w&’'-]*(?:\s+(?:of|and|the|&|[A-Z][\w&’'-]*)){0,5})",
    re.IGNORECASE,
)
_BY = re.compile(
    r"^\W*(?:(?:written|posted|reported|story|words|published|article)\s+)?(?:by:?|authors?:)\s+", re.IGNORECASE
)
_BY_END = re.compile(r"\s*(?:[|•·–—]|\s-\s|,?\s+(?:on|in|at|updated|published|posted)\b|\d).*$", re.IGNORECASE)
_NAMES = re.compile(
    r"(?:[A-Z][\w.’'-]*|and|de|van|von|bin|al|&|,|der|la)(?:\s+(?:[A-Z][\w.’'-]*|and|de|van|von|bin|al|&|der"
    r"|la),?){1,9}$"
)
BYLINE_WORDS = 20


def read_agency(body: Sequence[str], byline: str | None, lines: Sequence[str], outlet: str | None = None) -> str | None:
    """The agency credited outside the dateline: signed at the end, named in the byline or in a line around the story.

    A name no list knows counts where its form says what it is: "(NLA)" behind the last sentence, "Ada Roe, NLA" as
    byline, "Source: Northern Lines Agency". The outlet that printed the story itself is not credited.
    """
    signed = _SIGNED_END.search(body[-1][-80:]) if body else None
    found = [_agency(signed["agency"] or signed["dashed"])] if signed else []
    parts = _PARTS.split(byline or "")
    found += [known_agency(parts[0]) or (_agency(parts[0]) if len(parts) == 1 else None), *map(_agency, parts[1:])]
    for line in lines:
        if any(credit.search(line) for credit in (chrome.CREDIT, chrome.CAPTION_START)):
            continue
        credited = _CREDITED.match(line)
        found += [_agency(credited["agency"]) if credited else None, *map(known_agency, _PARTS.split(line))]
    return next((name for name in found if name and name != outlet), None)


def is_agency(byline: str) -> bool:
    """Whether a byline names an agency and nobody else."""
    return all(_agency(part) for part in _PARTS.split(byline))


def _agency(name: str) -> str | None:
    """The agency a name stands for where it is known, an acronym, or says itself that it is one."""
    bare = normalise(name).strip(" .()")
    if known_agency(bare) or not bare:
        return known_agency(bare)
    last = next((bare[m.end() :] for m in re.finditer(r"\s", bare) if known_agency(bare[m.end() :])), None)
    if last is not None:  # "ADA ROE Associated Press"
        return known_agency(last)
    if is_acronym(bare):
        return None if bare.replace(".", "") in _NO_AGENCIES or len(bare) > 6 else bare
    return bare if _SAYS_AGENCY.search(bare) and bare[0].isupper() and bare.split()[0] not in _NO_NAMES else None


def read_byline(header: Sequence[str]) -> str | None:
    """The first line that names an author, without "By" and without what follows the name."""
    for line in header:
        if len(line.split()) <= BYLINE_WORDS and chrome.BYLINE.match(line):
            name = _BY_END.sub("", _BY.sub("", line)).strip(" ,:")
            if name:
                return name
    for line, following in zip(header, [*header[1:], ""], strict=False):
        beside_date = bool(chrome.DATE.search(following) or chrome.CLOCK.search(following)) and len(following) < 60
        if is_names(line) or (beside_date and _may_be_names(line)):
            return line
    return None


def is_names(line: str) -> bool:
    """Whether a line is personal names in capitals, joined by a small "and", as aggregators set bylines."""
    return " and " in line and line.replace(" and ", " ").isupper() and _may_be_names(line)


def _may_be_names(line: str) -> bool:
    """Whether a line is nothing but two to nine words of personal names."""
    if not _NAMES.match(line) or line.startswith("The ") or chrome.MORE.match(line) or chrome.COMMENT.match(line):
        return False
    return not (chrome.MENU | chrome.CALL | chrome.PICTURE) & set(line.lower().split())


def names_outlet(line: str) -> bool:
    """Whether a line ends by naming the outlet that reports: "…reports Euro Monitor", the end of a standfirst."""
    return bool(_REPORTS.search(line)) and ("…" in line or "..." in line)


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:  # "http://[oops": what a page or a record tells of itself is anybody's words
        return None


def read_outlet(header: Sequence[str], footer: Sequence[str], given: Given, uri: str | None) -> str | None:
    """The outlet: as given, as a line tells it, or the host of the page's address; None when nothing tells."""
    if given.outlet:
        return given.outlet
    for pattern in (_REPORTS, _OUTLET_LINE):
        for line in header:
            match = pattern.search(line)
            if match:
                return normalise(match["outlet"]).rstrip(".")
    address = given.url or uri
    host = _host(address) if address and "://" in address else None
    if host:
        return host.removeprefix("www.")
    for line in footer:
        match = _RIGHTS.search(line[:200])
        if match:
            name = re.split(r"\s+(?:all|rights)\b", match["outlet"], flags=re.IGNORECASE)[0].strip(" .,")
            if name and name[0].isupper() and not chrome.PICTURE & set(name.lower().split()):
                return name
    return None
