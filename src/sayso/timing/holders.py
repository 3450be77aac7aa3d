"""Who is told as holding an office that one person holds at a time, read by form alone. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from sayso.offices import read_office
from sayso.records import Span
from sayso.text import sentences

NAME = (
    r"[A-Z\u00c0-\u00de][\w’'-]+(?:[ ](?:(?:de|da|di|la|le|el|al|bin|van|von|der)[ ])?[A-Z\u00c0-\u00de][\w’'.-]*){1,3}"
)
_TITLE = (
    r"(?:(?:[Pp]rime|[Ff]oreign|[Dd]efen[cs]e|[Ii]nterior|[Ff]inance|[Hh]ealth|[Jj]ustice|[Ee]nergy|[Tt]rade"
    r"|[Tt]ransport|[Ee]ducation|[Ff]arm|[Aa]griculture|[Ee]nvironment|[Ee]conomy|[Ii]nformation|[Cc]ulture|[Ll]abou?r|[Hh]ousing"
    r"|[Ff]isheries|[Mm]ining|[Ww]ater|[Tt]ourism|[Ss]ports?)[ ][Mm]inister|[Pp]resident|[Pp]remier|[Cc]hancellor"
    r"|[Mm]ayor|[Gg]overnor|[Pp]olice [Cc]hief|[Cc]hief [Ee]xecutive|[Aa]ttorney [Gg]eneral)"
)
_BEFORE = re.compile(rf"(?:(?P<owner>[A-Z][\w-]+)(?:’s|'s|’|')?[ ])?\b(?P<title>{_TITLE})[ ](?P<name>{NAME})")
_AFTER = re.compile(
    rf"(?P<name>{NAME}),[ ](?:the[ ])?(?:(?P<owner>[A-Z][\w-]+)(?:’s|'s)?[ ])?(?P<title>{_TITLE})"
    rf"(?:[ ]of[ ](?P<of>[A-Z][\w-]+))?,"
)
_OWNER = 4  # letters in which a state and its demonym agree
_NOT_NOW = re.compile(
    r"(?:former|ex|then|late|deputy|vice|acting|incoming|outgoing|future|shadow)[ -]?$", re.IGNORECASE
)
# Words by which an article itself tells that an office passed from one to another.
PASSED_ON = re.compile(
    r"\b(?:former|ex-|then-|outgoing|incoming|newly|successors?|predecessors?|succeed\w*|replac\w+|appoint\w+|named on"
    r"|was named|took over|takes? over|taking over|takes? office|took office|sworn|swearing|resign\w*|stepp\w+ down"
    r"|ousted|elected|sacked|inaugurat\w+|before (?:her|him)|gives? up|gave up|years? ago)\b",
    re.IGNORECASE,
)
# Who acts or speaks is told as in office; who is only named may be long gone.
_ACTS = re.compile(
    r"(?<!had )(?<!would )\b(?:said|says|told|tells|announce[ds]|warn(?:ed|s)|added|order(?:ed|s)|call(?:ed|s)"
    r"|open(?:ed|s)|visit(?:ed|s)|denie[ds]|insist(?:ed|s)|promise[ds]|met|meets|declined|urge[ds]|accused|reject(?:ed|s)|watched"
    r"|votes?|stood|sees?|saw|gave)\b"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# What stands with a capital before a title and owns none.
_NO_OWNERS = frozenset(
    {"The", "But", "And", "When", "While", "In", "As", "For", "Both", "On", "At", "By", "Of", "To", "With"}
)


class Holder(Struct, frozen=True):
    """Somebody told as holding an office."""

    title: str
    owner: str  # first letters of whose office it is; empty: not told
    name: str
    span: Span
    told: str  # the words


def holders(text: str) -> list[Holder]:
    """Everybody told as holding an office that one person holds at a time, in text order."""
    found = []
    for pattern in (_BEFORE, _AFTER):
        for match in pattern.finditer(text):
            before = text[max(0, match.start("title") - 12) : match.start("title")].rstrip()
            office = read_office(match["title"])
            if office.former or _NOT_NOW.search(before):
                continue
            owner = match["owner"] or match.groupdict().get("of") or ""
            if _NOT_NOW.search(owner):
                continue
            owner = "" if owner in _NO_OWNERS else owner[:_OWNER].lower()
            name = re.sub(r"['’]s$", "", match["name"])
            found.append(Holder(office.title, owner, name, Span(match.start(), match.end()), match.group()))
    return sorted(found, key=lambda h: h.span)


def told_in_office(text: str) -> list[Holder]:
    """Those of the holders who act or speak in their sentence, with no word of their leaving or coming."""
    found = holders(text)
    spans = sentences(text) if found else []
    return [holder for holder in found if is_told_now(around(text, spans, holder.span))]


def is_told_now(sentence: str) -> bool:
    """Whether a sentence tells of somebody in office as acting, not as of a year gone by or as leaving or coming."""
    return _ACTS.search(sentence) is not None and not PASSED_ON.search(sentence) and not _YEAR.search(sentence)


def around(text: str, spans: Sequence[Span], span: Span) -> str:
    found = next((s for s in spans if s.start <= span.start < s.end), span)
    return text[found.start : found.end]
