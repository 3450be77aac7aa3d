"""The dateline at the head of a story, "OSLO, Norway (AP) — ": its place, day and agency, read by form alone.

No list of places or agencies decides. What stands in the brackets is the agency that filed the story, unless it is a
day, a picture's side or a word of the site; a dash or a colon must follow, or an agency known by name.
"""

from __future__ import annotations

import re

from msgspec import Struct

from sayso.articles import chrome
from sayso.text import normalise
from sayso.times.words import MONTH

# Agencies by the names they sign with, to one name each. An agency that is not among them keeps the name it signs with.
# A news agency that a story *quotes* ("KCNA said") is a relay, not this.
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
WITHIN = 160  # characters at the head of a paragraph in which a dateline ends
_SHORTEST_PLACE = 3  # letters
_COLON_WORDS = 2  # of a place before a colon; longer ones are kickers far more often than towns
_SIGNED_WORDS = 4  # of an agency's name in brackets
_CAPITALS = r"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'’/ -]{2,40}"
_SMALL = r"[A-Z\u00c0-\u00de][\w.'’-]+(?: [A-Z\u00c0-\u00de][\w.'’-]+){0,3}"
_REGION = r"(?:,\s+[A-Z\u00c0-\u00de][\w.'’-]{1,30}(?: [A-Z\u00c0-\u00de][\w.'’-]{1,30}){0,2}){0,2}"
_DAY = rf"(?:,?\s+(?:{MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{MONTH})(?:,?\s+\d{{4}})?)?"
_SIGNED = r"(?:\((?P<agency>[A-Za-z][\w&.’' -]{1,30}(?:/[A-Z][\w ]{1,20})?)\)|/(?P<slashed>[A-Z][\w&.’' -]{1,30})/\.?)"
_DASH = r"[-–—]{1,3}"
_FORMS = (  # a place in capitals with or without agency; one in small letters with it; an agency alone
    re.compile(
        rf"(?P<place>{_CAPITALS}?{_REGION})(?i:{_DAY})[.,]?\s*(?:{_SIGNED}\s*(?P<end>{_DASH}|:)?|(?P<bare>{_DASH}\s|—|:\s))"
    ),
    re.compile(rf"(?P<place>{_SMALL}{_REGION})(?i:{_DAY})[.,]?\s*{_SIGNED}\s*(?P<end>{_DASH}|:)"),
    re.compile(rf"(?P<place>){_SIGNED}\s*(?P<end>{_DASH})"),
)
_ACRONYM = re.compile(r"[A-Z][A-Z&.-]{1,7}")
_DIGIT = re.compile(r"\d")


class Dateline(Struct, frozen=True):
    """What opens a story. At least one of place and agency is told."""

    words: str  # as they stand, with day and agency: "SEOUL, Nov. 8 (AP) —"
    place: str | None
    agency: str | None
    sure: bool  # a dash or an agency stands behind it, as behind no kicker


def read_dateline(paragraph: str) -> Dateline | None:
    """The dateline at the head of a paragraph; None when there is none."""
    for form, pattern in enumerate(_FORMS):
        match = pattern.match(paragraph[:WITHIN])
        if match is None:
            continue
        place = normalise(match["place"]).strip(" ,-–—")
        signed = match["agency"] or match["slashed"]
        ended = match.groupdict().get("end") or match.groupdict().get("bare")
        if place and (len(place) < _SHORTEST_PLACE or (form == 0 and not place.split(",")[0].isupper())):
            continue
        if signed is None:
            colon = (ended or "").strip() == ":"
            if not colon or len(place.split(",")[0].split()) <= _COLON_WORDS:  # "READY FOR TALKS: the ..." is a kicker
                return Dateline(normalise(match.group()), place, None, not colon)
            continue
        agency = known_agency(signed) or (_new_agency(signed, named=form == 1) if ended or match["slashed"] else None)
        if agency is not None:
            return Dateline(normalise(match.group()), place or None, agency, sure=True)
    return None


def known_agency(name: str | None) -> str | None:
    """The agency's usual name, or None when the words are no agency's that is known."""
    return AGENCIES.get(normalise(name or "").lower().strip(" .")) if name else None


def is_acronym(name: str) -> bool:
    """Whether a name is two to eight capitals."""
    return _ACRONYM.fullmatch(name) is not None


def _new_agency(signed: str, *, named: bool) -> str | None:
    """A name in brackets that may be an agency's; `named`: behind words in small letters, which may be a person."""
    name = normalise(signed)
    if _DIGIT.search(name) or not name[0].isupper() or len(name.split()) > _SIGNED_WORDS:
        return None
    lower = name.lower()
    if lower in chrome.PICTURE | chrome.MENU | chrome.CALL or re.fullmatch(rf"(?i:{MONTH})", name):
        return None
    return name if not named or is_acronym(name) else None
