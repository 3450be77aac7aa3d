"""What the lines around a story's body tell of it: title, byline, agency, dateline, outlet. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from sayso.articles import chrome
from sayso.records import Given
from sayso.text import normalise

# Wire agencies by the names they sign with. A news agency that a story *quotes* ("KCNA said") is a relay, not this.
AGENCIES = {
    "the associated press": "AP", "associated press": "AP", "ap": "AP", "reuters": "Reuters",
    "thomson reuters": "Reuters", "agence france-presse": "AFP", "afp": "AFP", "upi": "UPI",
    "united press international": "UPI", "xinhua": "Xinhua", "tass": "TASS", "itar-tass": "TASS",
    "interfax": "Interfax", "yonhap": "Yonhap", "kyodo": "Kyodo", "kyodo news": "Kyodo", "ani": "ANI", "pti": "PTI",
    "ians": "IANS", "dpa": "dpa", "efe": "EFE", "ansa": "ANSA", "bloomberg": "Bloomberg",
    "bloomberg news": "Bloomberg", "press association": "PA", "pa": "PA", "pa media": "PA",
    "canadian press": "The Canadian Press", "the canadian press": "The Canadian Press", "aap": "AAP",
    "ukrinform": "Ukrinform", "anadolu agency": "Anadolu", "apa": "APA", "belga": "Belga", "sputnik": "Sputnik",
    "ria novosti": "RIA Novosti", "cnn": "CNN", "bernama": "Bernama", "antara": "ANTARA",
    "tribune news service": "TNS", "tns": "TNS", "mct": "MCT", "inter press service": "IPS", "ips": "IPS",
}  # fmt: skip
_PLACE = r"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'’/ -]{2,40}(?:,\s+[A-Z][\w.'’ -]{1,30}){0,2}"
_DAY = r"(?:,\s+\w{3,9}\.?\s+\d{1,2}(?:,\s+\d{4})?)?"
_SIGNED = r"\((?P<agency>[A-Z][\w&.’' /-]{1,30})\)\s*"
_DASH = r"[-–—]{1,3}"
_DATELINE = re.compile(rf"(?P<place>{_PLACE}?){_DAY}\s*(?:{_SIGNED}(?:{_DASH}|:)?|{_DASH}\s|:\s)")
_LOWER_PLACE = re.compile(rf"(?P<place>[A-Z][\w.'’-]+(?:,? [A-Z][\w.'’-]+){{0,3}}){_DAY}\s*{_SIGNED}(?:{_DASH}|:)")
_BARE_AGENCY = re.compile(rf"{_SIGNED}{_DASH}")
_END_AGENCY = re.compile(r"(?:\(|[-–—]\s?)(?P<agency>[A-Za-z][\w&.’' -]{1,30}?)(?:/[\w ]+)?\)?\.?\s*$")
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
COLON_WORDS = 2  # of a place before a colon; longer ones are kickers far more often than towns
BYLINE_WORDS = 20


def read_dateline(body: str) -> tuple[str | None, str | None]:
    """(place, agency) told at the head of the first paragraph: "SEOUL, South Korea (AP) — ". Null where not told."""
    match = _dateline(body)
    if match is None:
        return None, None
    told = match.groupdict()
    place = normalise(told.get("place") or "").strip(" ,-–—") or None
    return place, known_agency(told.get("agency"))


def dateline_words(body: str) -> str | None:
    """The whole dateline as it stands, with date and agency: "SEOUL, Nov. 8 (AP) —". None when there is none."""
    match = _dateline(body)
    return normalise(match.group()) if match else None


def _dateline(body: str) -> re.Match[str] | None:
    for pattern in (_DATELINE, _LOWER_PLACE, _BARE_AGENCY):
        match = pattern.match(body[:160])
        if match is None:
            continue
        told = match.groupdict()
        place = (told.get("place") or "").strip()
        if place and len(place) < 3:
            continue
        if match.group().rstrip().endswith(":") and len(place.split(",")[0].split()) > COLON_WORDS:
            continue  # "READY FOR TALKS: the minister ..." is a caption's kicker
        if pattern is _DATELINE and (not told.get("agency") or known_agency(told["agency"])):
            return match
        if known_agency(told.get("agency")):
            return match
    return None


def known_agency(name: str | None) -> str | None:
    """The agency's usual name, or None when the words are not an agency's."""
    return AGENCIES.get(normalise(name or "").lower().strip(" .")) if name else None


def read_agency(body: Sequence[str], byline: str | None, header: Sequence[str]) -> str | None:
    """The agency credited outside the dateline: signed at the end, named in the byline or a line of the header."""
    if body:
        signed = _END_AGENCY.search(body[-1][-48:])
        if signed and body[-1].rstrip().endswith(")") and known_agency(signed["agency"]):
            return known_agency(signed["agency"])
    credits = (chrome.CREDIT, chrome.CAPTION_START)
    for line in (byline, *(line for line in header if not any(credit.search(line) for credit in credits))):
        for part in re.split(r"[,|•·]|\band\b|\bby\b", line or "", flags=re.IGNORECASE):
            if known_agency(part):
                return known_agency(part)
    return None


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
    host = urlsplit(address).hostname if address and "://" in address else None
    if host:
        return host.removeprefix("www.")
    for line in footer:
        match = _RIGHTS.search(line[:200])
        if match:
            name = re.split(r"\s+(?:all|rights)\b", match["outlet"], flags=re.IGNORECASE)[0].strip(" .,")
            if name and name[0].isupper():
                return name
    return None
