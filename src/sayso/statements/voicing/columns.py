"""Who wrote a piece that is its writer's own view: a column, a leader, a letter, a post on a blog.

Taken for one only where the head of the page says so. The name is the byline, a line of the head that is a name and no
more, or a note on the author among the last lines; where they tell two, nobody is taken.
"""

from __future__ import annotations

import re

from sayso.parties import look_up, source_nouns
from sayso.records import Article
from sayso.statements.relaying.outlets import is_outlet
from sayso.statements.voicing.authors import Author, Standing
from sayso.statements.voicing.edges import NAME, Edges, read_edges

RUBRIC = 4  # lines above the title among which "Opinion" is no entry of a menu
OPENING = 2  # first paragraphs that may be a rubric
NOTES = 3  # last paragraphs among which a note on the author stands
_OWN_VIEW = re.compile(
    r"^(?:opinions?|comments?|commentary|columns?|columnists?|editorials?|leaders?|op-?eds?|viewpoints?|perspectives?"
    r"|(?:guest|my|the sunday|the saturday) (?:column|view|comment|essay)|letters?(?: to the editor)?"
    r"|readers[’'] letters|essay|blogs?|a blog by .+|point of view|first person)$",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:by|posted by|written by) ", re.IGNORECASE)
_NAME = re.compile(rf"(?:(?:[Bb]y|[Pp]osted by|[Ww]ritten by) )?(?P<name>{NAME})(?: on \d.*|,.*)?")
_NOTE = re.compile(rf"(?P<name>{NAME}) (?:is|was|has been|teaches|works|writes|lives) ")
# "Yours faithfully," over the name that signs, "Dear Editor," over the words.
_CLOSES = re.compile(
    r"(?:yours(?: (?:very )?(?:sincerely|faithfully|truly))?|(?:kind |best )?regards|sincerely)\W*$", re.IGNORECASE
)
_SALUTES = re.compile(r"^(?:dear (?:sir|madam|editor|editors|readers?)\b[^\n]{0,40}|(?:sir|madam)[,:])", re.I | re.M)


def read_columnist(article: Article) -> Author | None:
    """Whose own view an article is; None for news, and where no name is told or two are."""
    edges = read_edges(article)
    opening = article.text.split("\n\n")[:OPENING]  # a cutter may leave the rubric in the story
    if not any(_OWN_VIEW.match(part) for part in (*edges.near(article.title, RUBRIC), *opening)):
        return None
    told = _signed(edges) or _told(article, edges)
    if len({name.split()[-1] for name, _ in told}) != 1:
        return None
    name, line = max(told, key=lambda one: len(one[0]))
    letter = any(_CLOSES.match(low) for low in edges.foot) or _SALUTES.search(
        "\n".join((*edges.head, article.text[:80]))
    )
    return Author(name, Standing.SENDER if letter else Standing.WRITER, line)


def _signed(edges: Edges) -> list[tuple[str, str]]:
    """The name under a valediction."""
    closed = next((at for at, line in enumerate(edges.foot) if _CLOSES.match(line)), len(edges.foot))
    return [(line, line) for line in edges.foot[closed + 1 : closed + 2] if re.fullmatch(NAME, line)]


def _told(article: Article, edges: Edges) -> list[tuple[str, str]]:
    """Names with the lines that tell them: of a note on the author, of a byline, else under the title."""
    last = [part for part in article.text.rstrip().split("\n") if part][-NOTES:]
    sure = [(match["name"], line) for line in last if (match := _NOTE.match(line))]
    marked = [line for line in edges.head if _BY.match(line)] + ([article.byline] if article.byline else [])
    sure += [(match["name"], line) for line in marked if (match := _NAME.fullmatch(line.strip()))]
    under = edges.head[edges.head.index(article.title) + 1 :] if article.title in edges.head else ()
    found = sure or [(line, line) for line in under if re.fullmatch(NAME, line.strip())]
    return [(name, line) for name, line in found if _is_person(name)]


def _is_person(name: str) -> bool:
    """Whether capitals may be a person's: no outlet's, no body's, no country's."""
    words = name.lower().split()
    bodies = any(word in source_nouns() and source_nouns()[word].sort == "body" for word in words)
    return look_up(name) is None and not is_outlet(name) and not bodies and words[0] not in ("the", "a", "an")
