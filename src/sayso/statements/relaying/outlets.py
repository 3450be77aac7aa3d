"""Names of news agencies, papers and broadcasters: what is one, what it is called, where a text names it."""

from __future__ import annotations

import csv
import functools
import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from importlib import resources

from msgspec import Struct

from sayso.parties import FormKind, look_up


class Kind(StrEnum):
    """What an outlet is, as far as it matters for where one speaks: on air, in print, through an agency."""

    AGENCY = "agency"
    PAPER = "paper"
    MAGAZINE = "magazine"
    BROADCASTER = "broadcaster"
    SITE = "site"
    PROGRAMME = "programme"
    MEDIA = "media"  # media of a state, or told by a common noun alone


ON_AIR = frozenset({Kind.BROADCASTER, Kind.PROGRAMME, Kind.MEDIA})

# The last word of a name -> what it names.
_LAST: Mapping[str, Kind] = {
    **dict.fromkeys(
        [
            "chronicle",
            "courier",
            "daily",
            "dispatch",
            "gazette",
            "globe",
            "guardian",
            "herald",
            "independent",
            "journal",
            "mail",
            "mirror",
            "newspaper",
            "newspapers",
            "observer",
            "paper",
            "post",
            "press",
            "standard",
            "star",
            "sun",
            "tabloid",
            "telegraph",
            "times",
            "tribune",
            "express",
            "examiner",
            "bugle",
            "sentinel",
            "ledger",
            "echo",
            "inquirer",
            "argus",
            "advertiser",
            "bulletin",
            "digest",
            "messenger",
            "mercury",
            "clarion",
            "intelligencer",
        ],
        Kind.PAPER,
    ),
    **dict.fromkeys(["magazine", "monitor", "review", "weekly", "monthly", "quarterly"], Kind.MAGAZINE),
    **dict.fromkeys(
        ["broadcaster", "channel", "news", "podcast", "radio", "television", "tv", "fm", "broadcasting"],
        Kind.BROADCASTER,
    ),
    **dict.fromkeys(["website", "outlet", "outlets"], Kind.SITE),
    **dict.fromkeys(["newswire", "wire"], Kind.AGENCY),
    "media": Kind.MEDIA,
}
# Nouns in small letters that say what the name beside them is.
NOUNS: Mapping[str, Kind] = {
    **dict.fromkeys(
        ["news agency", "news agencies", "press agency", "agency", "newswire", "wire service"], Kind.AGENCY
    ),
    **dict.fromkeys(["newspaper", "newspapers", "paper", "papers", "daily", "dailies", "tabloid"], Kind.PAPER),
    **dict.fromkeys(["magazine", "weekly", "journal", "news magazine", "newsmagazine"], Kind.MAGAZINE),
    **dict.fromkeys(["broadcaster", "broadcasters", "channel", "network", "station", "radio"], Kind.BROADCASTER),
    **dict.fromkeys(["television", "tv", "show", "podcast", "programme", "program"], Kind.BROADCASTER),
    **dict.fromkeys(["radio station", "television station", "tv station", "television channel"], Kind.BROADCASTER),
    **dict.fromkeys(["tv channel", "news channel", "news network", "news show"], Kind.BROADCASTER),
    **dict.fromkeys(["site", "news site", "website", "news website", "portal", "news portal"], Kind.SITE),
    **dict.fromkeys(["outlet", "news outlet", "online outlet", "publication"], Kind.SITE),
    **dict.fromkeys(["news organization", "news organisation"], Kind.SITE),
    **dict.fromkeys(["state media", "media", "news media"], Kind.MEDIA),
}
_FIRST = frozenset({"radio", "tele", "télé", "canal", "televisión"})  # "Radio Zembla"
_CALL_SIGN = re.compile(r"[KW][A-Z]{2,3}(?:-(?:TV|FM|AM))?")  # of American stations
_PREFIXED = re.compile(
    r"^(?:[Tt]he )?(?:[\w-]+ )*?(?P<noun>agency|broadcaster|channel|daily|magazine|network|newspaper|newswire|weekly)"
    r" (?=[A-Z])"
)
_WORDS_OF_OUTLETS = frozenset({"news", "newspapers", "radio", "television", "tv", "broadcasting", "press"})
_BEARING = frozenset({"agency", "network", "service", "corporation", "company", "group", "association", "wire"})


class Row(Struct, frozen=True):
    """One known form."""

    name: str
    kind: Kind


@functools.cache
def _table() -> Mapping[str, Row]:
    """Form, folded and without "the" -> its name and kind. Forms in capitals alone are kept so ("PA", not "pa")."""
    text = (resources.files("sayso") / "data" / "outlets.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {_folded(row["form"]): Row(row["name"], Kind(row["kind"])) for row in rows}


@functools.lru_cache(maxsize=1 << 14)
def _folded(name: str) -> str:
    bare = name.strip().removeprefix("the ").removeprefix("The ").rstrip(".,")
    if bare.isupper() and len(bare) <= 5:
        return bare
    plain = unicodedata.normalize("NFKD", bare.casefold().replace("’", "'").replace("-", " "))
    return "".join(char for char in plain if not unicodedata.combining(char))


def known(name: str) -> Row | None:
    """What a form is that a table has; the media of a state among them."""
    row = _table().get(_folded(name)) if name[:1].isupper() or name[:1].isdigit() else None
    if row is not None:
        return row
    form = look_up(name)
    return Row(form.body, Kind.MEDIA) if form is not None and form.kind is FormKind.MEDIA else None


def kind_of(name: str) -> Kind | None:
    """The kind of outlet a name is of, by the tables or by its own words; None: by these it is none."""
    row = known(name)
    if row is not None:
        return row.kind
    told = _PREFIXED.match(name)
    if told is not None:  # "news agency VTA"
        rest = name[told.end() :]
        return NOUNS.get(told["noun"]) if look_up(rest) is None or known(rest) is not None else None
    return None if look_up(name) is not None else _kind_by_words(name)


def _kind_by_words(name: str) -> Kind | None:
    """The kind that the last word tells, or the first: "the Northern *Herald*", "*Radio* Zembla", "KQTV"."""
    words = _folded(name).split()
    if not words or (len(words) == 1 and name.islower()):  # "told media": nobody in particular
        return None
    if _CALL_SIGN.fullmatch(name.strip()) or (words[0] in _FIRST and name[:1].isupper() and len(words) > 1):
        return Kind.BROADCASTER
    last = words[-1].casefold()
    if last in _BEARING:
        return Kind.AGENCY if _WORDS_OF_OUTLETS & set(words[:-1]) else None
    return _LAST.get(last)


def is_outlet(name: str) -> bool:
    """Whether a name is that of a news agency, newspaper or broadcaster."""
    return kind_of(name) is not None


_NOUN_BEHIND = re.compile(rf"\s+(?:{'|'.join(sorted({*NOUNS, 'News Agency', 'Agency'}, key=len, reverse=True))})$")


def outlet_name(name: str) -> str:
    """The name of an outlet as the tables have it, else without "news agency" and the like after or before it."""
    name = _PREFIXED.sub("", name)
    words = name.split(" ")
    for size in range(len(words)):
        row = known(" ".join(words[size:]))
        if row is not None:
            return row.name
    if words[-2:] == ["state", "media"]:
        return "state media"
    bare = re.sub(r"^[Tt]he ", "", name)
    short = _NOUN_BEHIND.sub("", bare) if bare[:1].isupper() else bare
    row = known(short)
    if row is not None:
        return row.name
    return short if look_up(short) is None else bare
