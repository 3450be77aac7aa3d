"""What a text says of itself, or of an earlier telling of it: corrected, updated, withdrawn. Pure.

Headlines bear the marks of the wires ("CORRECTED-", "REFILE-", "UPDATE 2-", "WITHDRAWN-", "KILL:"), texts a line at
their head or foot ("Correction: …", "(Corrects paragraph 3)", "This story has been withdrawn").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from sayso.records import Article, Span


class NoticeKind(StrEnum):
    """What a notice says; also the kind of the flags that follow from it."""

    CORRECTION = "correction"
    UPDATE = "update"
    WITHDRAWN = "withdrawn"


class Notice(Struct, frozen=True):
    """One line that says so."""

    kind: NoticeKind
    words: str  # verbatim
    span: Span | None  # of the words in the text; null: they stand in the title, or in a block kept out of the text
    by: str | None = None  # who is told to have withdrawn a story, as written; null: "this story", or "we"
    names: tuple[str, ...] = ()  # titles it may name: what the mark of a headline stands before, and words in quotes


HEAD, FOOT = 3, 4  # paragraphs from either end of a text in which it may speak of itself
LONGEST = 120  # words of a paragraph that is a notice; a longer one tells a story in which a correction occurs
_STORY = r"(?:story|article|report|item|post|page|dispatch|piece|alert|video|column)"
_MARKS = (
    (NoticeKind.CORRECTION, r"(?:CORRECTED|CORRECTIVE|REFILE|(?i:corrections?|clarification|corrigendum|erratum))"),
    (NoticeKind.UPDATE, r"(?:UPDATE(?:D|\s?\d+)?|(?i:update))"),
    (
        NoticeKind.WITHDRAWN,
        r"(?:(?:MANDATORY )?KILL|WITHDRAWN|WITHDRAWAL|STORY (?:REMOVED|WITHDRAWN|KILLED)|(?i:retraction|retracted))",
    ),
)
_TITLES = [
    (kind, re.compile(rf"\s*\W?{mark}\b(?:\s*\([^)]*\))?\s*(?:[-–—:]|$)\s*(?P<rest>.*)")) for kind, mark in _MARKS
]
_BEGINS = r"(?:^\W*|[.:!?]\s+)"  # a sentence, or what follows "Editor's note:"
_WITHDRAWN = "(?:removed|withdrawn|retracted|taken down|deleted|unpublished|killed)"
_LINES = (
    (
        NoticeKind.WITHDRAWN,
        rf"{_BEGINS}this {_STORY} (?:has been|was|is being|is) (?:\w+ly )?{_WITHDRAWN}\b"
        rf"|\bplease (?:disregard|ignore|do not use|kill|discard) (?:the|this|our) (?:\w+ ){{0,3}}{_STORY}"
        rf"|^(?:editors?|attention editors?)\b.{{0,60}}\b(?:kill|withhold|do not use|disregard)\b",
    ),
    (
        NoticeKind.CORRECTION,
        r"^[\[(*_\s]*(?:corrections?|clarification|corrigendum|erratum)(?: and clarifications?)?\b[^:.\n]{0,40}:"
        r"|^\W{0,2}[\[(](?:this \w+ )?correct(?:s|ed|ing)\b[^.\n]{0,120}"
        rf"|\b(?:an?|the) (?:earlier|previous|original|prior) version of this {_STORY}\b"
        rf"|{_BEGINS}this {_STORY} (?:has been|was) (?:\w+ly )?(?:corrected|amended)\b"
        r"|\bwe (?:regret|apologi[sz]e for) (?:the|this|our) (?:error|mistake)",
    ),
    (
        NoticeKind.UPDATE,
        r"^\W{0,2}[\[(](?:updates?|adds|recasts)\b[^.\n]{0,120}"
        rf"|{_BEGINS}this (?:is an updated {_STORY}|{_STORY} (?:has been|was) (?:\w+ly )?updated)\b",
    ),
)
_PATTERNS = [(kind, re.compile(told, re.IGNORECASE)) for kind, told in _LINES]
_NAME = r"(?:The )?[A-Z][\w.&-]*(?: (?:[A-Z][\w.&-]*|of|and|the)){0,5}"
_TAKEN_BACK = re.compile(
    rf"^(?:EDITORS?:?\s+|Editors?['’]s? note:\s+)?(?P<by>We|{_NAME}) (?:has|have)"
    rf" (?:withdrawn|retracted|killed|deleted|removed) (?:its|our|the|this|a) (?:[\w’'-]+ ){{0,6}}?{_STORY}\b"
)
_PARAGRAPH = re.compile(r"[^\n]+")
_QUOTED = re.compile(r"[“\"«„]([^”\"»“\n]{6,200})[”\"»]")
_WE = {"we", "editors"}


def notices_in(article: Article) -> Iterator[Notice]:
    """What an article says of itself or of an earlier telling: by its title, then in the order of its words."""
    yield from _of_title(article.title or "")
    paragraphs = [Span(*match.span()) for match in _PARAGRAPH.finditer(article.text)]
    for span in sorted({*paragraphs[:HEAD], *paragraphs[-FOOT:]}):
        yield from _of_line(article.text[span.start : span.end], span)
    for block in article.blocks:
        if block.span is None:
            yield from _of_line(block.text, None)


def notice_in_page(text: str) -> Notice | None:
    """What the few words of a page without a story say of one that stood there; None: nothing of the kind."""
    if len(text.split()) > LONGEST:
        return None
    found = next(_of_line(" ".join(text.split()), None), None)
    return found if found is not None and found.kind is NoticeKind.WITHDRAWN else None


def bare_title(title: str) -> str:
    """A title without a wire's mark: "UPDATE 2-Gates closed" is "Gates closed"."""
    for _, pattern in _TITLES:
        found = pattern.match(title)
        if found and found["rest"]:
            return found["rest"]
    return title


def _of_title(title: str) -> Iterator[Notice]:
    for kind, pattern in _TITLES:
        found = pattern.match(title)
        if found:
            yield Notice(kind, title, None, None, _named(title, found["rest"]))
            return


def _of_line(words: str, span: Span | None) -> Iterator[Notice]:
    """At most one notice of a paragraph: that a story is withdrawn outweighs that it is corrected."""
    if len(words.split()) > LONGEST:
        return
    taken = _TAKEN_BACK.match(words.strip())
    if taken:
        by = None if taken["by"].casefold() in _WE else taken["by"]
        yield Notice(NoticeKind.WITHDRAWN, words.strip(), span, by, _named(words))
        return
    for kind, pattern in _PATTERNS:
        if pattern.search(words.strip()):
            yield Notice(kind, words.strip(), span, None, _named(words))
            return


def _named(words: str, rest: str = "") -> tuple[str, ...]:
    quoted = [match.group(1).strip(" ,.") for match in _QUOTED.finditer(words)]
    return tuple(title for title in (rest.strip(), *quoted) if len(title.split()) > 1)
