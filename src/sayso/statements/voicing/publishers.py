"""Which body publishes a page as its own statement: a ministry, a force, a firm, a union; None for all news.

A body is taken for the publisher only where the page names it twice over, above its words and below or in them, speaks
of itself as "we" or by that name, and has the form of a statement: its title, or a contact for the press. A byline, an
agency or a dateline is news.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.parties import party_of, source_nouns
from sayso.records import Article
from sayso.statements.relaying.outlets import is_outlet
from sayso.statements.voicing.authors import Author, Standing
from sayso.statements.voicing.edges import Edges, read_edges
from sayso.text import normalise, sentences

OWN = 2  # sentences at least in which a page speaks of its publisher as "we" or by name
MOST_WORDS = 12  # of a name: "Ministry of Agriculture and Fisheries of the Republic of …"
_NOTICE = re.compile(
    r"(?:©|\([cC]\)|\b[Cc]opyright\b)\s*(?:©\s*)?(?:\d{4}(?:\s*[-–]\s*\d{4})?,?\s+)?(?:[Bb]y\s+)?(?:[Tt]he\s+)?"
    r"(?P<name>[A-Z][^|·•©\d\n]{2,90}?)\s*(?:\d{4}|[.;]|[|·•©]|,? [Aa]ll rights|$)"
)
_FOR_PRESS = re.compile(
    r"\b(?:(?:press|media) (?:contacts?|enquir(?:y|ies)|inquir(?:y|ies)|office|desk|service|relations|queries)"
    r"|contacts? for (?:the )?(?:press|media|journalists)|for (?:the )?(?:press|media|journalists)\b)[^\n]*[:@]",
    re.IGNORECASE,
)
# "Statement on …", "Our position on …", "Your questions about …": what a page calls itself.
_FORM = re.compile(
    r"^(?:(?:press|media|official|public|joint|open) )?(?:statements?|communiqu[eé]s?|declarations?|clarifications?"
    r"|positions?|rebuttals?|(?:press |media )?releases?|(?:open )?letters?|repl(?:y|ies)|responses?|answers?)"
    r"(?: (?:by|of|from|on|about|to|following|regarding|concerning|after|issued)\b.*)?$"
    r"|^(?:our|a) (?:position|response|answers?|statement|reply|view|side)\b"
    r"|^(?:your|frequently asked|some) questions\b|^(?:questions and answers|q ?& ?a|faqs?)\b",
    re.IGNORECASE,
)
_FIRST = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Uu]s|[Oo]urselves)\b")
_QUOTED = re.compile(r"[“\"][^”\"]{0,600}[”\"]")
_LEGAL = re.compile(
    r",? (?:ltd|limited|inc|incorporated|corp|co|plc|llc|gmbh|ag|sa|nv|bv|ab|asa|as|oy|spa)\.?$", re.IGNORECASE
)
_STATE = re.compile(
    r"\b(?i:republic|kingdom|principality|commonwealth|government) (?i:of) (?:the )?"
    r"(?P<state>[A-Z][\w’'-]+(?: (?:and )?[A-Z][\w’'-]+)*)"
)
# "Ministry of Trade *of Dravia*"; "Embassy *of Dravia*", where a ministry is "of Trade".
_OWNER = re.compile(
    r"(?:^\w+ of [^\n]+|^(?:\w+ )?(?:Embassy|Consulate|Government|Parliament|Army|Navy|President)) of (?:the )?"
    r"(?P<state>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)$"
)
_OF_STATE = re.compile(rf",? of the {_STATE.pattern}$")
_SMALL = frozenset({"and", "de", "for", "in", "of", "on", "the", "to"})
_PRESS = frozenset(
    """
    agency blog bulletin chronicle courier daily digest echo gazette herald journal ledger magazine mail media monthly
    news newspaper observer post press radio record review reporter sentinel star sun telegraph television times
    tribune tv voice weekly wire
    """.split()  # noqa: SIM905 - a list of 35 strings is harder to read
)


def read_publisher(article: Article) -> Author | None:
    """The body whose own statement the article is; None where it is not told, or the page is of the press."""
    if article.byline or article.agency or article.dateline:
        return None
    edges = read_edges(article)
    formal = any(_FORM.match(part) for part in edges.head_parts)
    for_press = any(_FOR_PRESS.search(line) for line in (*edges.foot, *_last_lines(article.text)))
    for name, line in _names(edges, article.text) if formal or for_press else ():
        if not _is_press(name) and _speaks(article.text, name):
            return Author(_short(_written(name)), Standing.PUBLISHER, line, state=_state_of(name, edges))
    return None


def speaks_of(name: str) -> str:
    """The noun by which a body speaks of itself: "Ministry" of "Ministry of Defence", "Union" of "Farm Union"."""
    words = re.split(r" (?:of|for) ", _bare(name))[0].split()
    noun = words[-1] if words else ""
    known = source_nouns().get(noun.lower())
    return noun.capitalize() if known is not None and known.sort == "body" else ""


def _names(edges: Edges, text: str) -> Iterator[tuple[str, str]]:
    """Names of the head that the foot or the text repeats, each with the line that has it; the surest first."""
    below = [(_bare(match["name"]), line) for line in edges.foot for match in _NOTICE.finditer(line)]
    heads = [(part, _fold(part)) for part in edges.head_parts if len(part.split()) <= MOST_WORDS]
    for name, line in below:
        if any(_fold(name) == fold or _holds(fold, _fold(name)) for _, fold in heads):
            yield name, line
    contacts = [line for line in (*edges.foot, *_last_lines(text)) if _FOR_PRESS.search(line)]
    for part, fold in heads[:3]:
        capital = part[:1].isupper() and len(fold.split()) > 1 and not _FORM.match(part)
        if capital and any(_holds(_fold(line), fold) for line in (*contacts, text)):
            yield _bare(part), part


def _last_lines(text: str) -> list[str]:
    """The last paragraphs: a cutter may leave a contact in the story."""
    return text.rstrip().split("\n")[-3:]


def _fold(line: str) -> str:
    return re.sub(r"^the ", "", re.sub(r"[^\w\s&]", "", _LEGAL.sub("", normalise(line))).lower())


def _holds(whole: str, part: str) -> bool:
    return bool(part) and f" {part} " in f" {whole} "


def _bare(name: str) -> str:
    return _LEGAL.sub("", normalise(name)).rstrip(" .,")


def _written(name: str) -> str:
    """A name set all in capitals as it is written in a sentence."""
    if not name.isupper() or " " not in name:
        return name
    return " ".join(word.lower() if word.lower() in _SMALL else word.capitalize() for word in name.split())


def _short(name: str) -> str:
    """A ministry's name without its state: "Ministry of Defence" of "Ministry of Defence of the Republic of …"."""
    match = _OF_STATE.search(name)
    return name if match is None else name[: match.start()]


def _is_press(name: str) -> bool:
    return is_outlet(name) or any(word in _PRESS for word in _fold(name).split())


def _speaks(text: str, name: str) -> bool:
    """Whether a text speaks of `name` as its own voice often enough: "we", "the Ministry rejects"."""
    noun = speaks_of(name)
    own = rf"^(?:\d+\. )?(?:[Tt]he )?(?:{re.escape(_written(name))}{f'|{noun}' if noun else ''})\b(?!['’])"
    bare = _QUOTED.sub("", text)
    told = (bare[span.start : span.end] for span in sentences(bare))
    return sum(bool(_FIRST.search(one) or re.match(own, one)) for one in told if not one.endswith("?")) >= OWN


def _state_of(name: str, edges: Edges) -> str | None:
    """The state that a ministry or another body of a state is of, where its name or the head of its page tells it."""
    noun = source_nouns().get(speaks_of(name).lower())
    if noun is None or noun.sphere != "state":
        return party_of(name)
    lines = (name, *edges.head_parts)
    told = {_written(match["state"].strip()) for line in lines for match in _STATE.finditer(line)}
    owner = _OWNER.search(name)
    return told.pop() if len(told) == 1 else party_of(name) or (owner["state"] if owner is not None else None)
