"""Interviews printed without names before each turn: a paragraph for each question, who answers told above.

Taken for one only where three questions at least stand so, they are put to "you" or to a person by name, the answers
say "I" or "we", and the head, the title or the first lines name who answers. An explainer under crossheads that ask has
none of that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from sayso.records import Article, Span
from sayso.statements.voicing.authors import Author, Standing
from sayso.statements.voicing.edges import NAME, Edges, paragraphs, read_edges

FEWEST = 3  # questions
LONGEST = 60  # words of a question
BEFORE = 3  # paragraphs before the first question among which a standfirst stands
_NUMBER = re.compile(r"(?:\d{1,2}[.)]|[Qq][.:]|[—–-])\s+")
_LABELLED = re.compile(r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}: ")
_YOU = re.compile(r"\b(?:[Yy]ou|[Yy]our)\b")
_OWN = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Mm]e|[Uu]s)\b")
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Minister|President|Commander|General|Mayor|Senator|Director)\.?"
_ADDRESSED = re.compile(rf"(?:^|[.,] ){_TITLE} (?P<name>[A-Z][\w’'-]+)(?=[,.:?!])", re.MULTILINE)
_VERBS = (
    r"(?:answers?|answered|speaks?|spoke|talks?|talked|explains?|explained|replies|replied|responds?|responded|tells?)"
)
_PUT_TO = re.compile(
    r"\b(?:[Ii]nterview(?:ed)?(?: with)?|[Qq]uestions (?:for|to)|[Cc]onversation with|[Tt]alk(?:ing|ed|s)? (?:to|with)"
    rf"|[Ss]p(?:oke|eaks) (?:to|with)|[Mm]eets|[Mm]et|[Aa]sked) (?:{_TITLE} )?(?P<name>{NAME})"
)
_WHO_ANSWERS = re.compile(rf"(?P<name>{NAME})\b[^.!?\n]{{0,160}}?\b{_VERBS}\b")
_OPENING = re.compile(
    rf"^(?P<name>{NAME})(?=,? (?:is|was|has|runs|ran|heads|leads|chairs|commands|who|the|an?|[a-z]+s)\b)"
)
_OFFICE = re.compile(
    rf"\b(?:[Tt]he|[Aa]n?) (?P<role>[a-z][a-z -]{{2,50}}?) (?:of|at|for)"
    rf" (?P<body>(?:the )?[A-Z][\w&’'-]+(?: [A-Z&][\w&’'-]*)*)[^.!?\n]{{0,60}}?\b{_VERBS}\b"
)


class Exchange(Struct, frozen=True):
    """A question and the paragraphs that answer it."""

    question: Span
    answers: tuple[Span, ...]


class Interview(Struct, frozen=True):
    """Who answers, and what."""

    author: Author
    exchanges: tuple[Exchange, ...]


def read_interview(article: Article) -> Interview | None:
    """The interview that an article is; None for anything else, and where who answers is not told."""
    exchanges = read_exchanges(article.text)
    if len(exchanges) < FEWEST or any(_LABELLED.match(article.text, one.question.start) for one in exchanges):
        return None  # under names the turns tell who speaks
    questions = [_words(article.text, one.question) for one in exchanges]
    answers = [" ".join(_words(article.text, span) for span in one.answers) for one in exchanges]
    own = sum(_OWN.search(words) is not None for words in answers)
    put = any(_YOU.search(words) or _ADDRESSED.search(words) for words in questions)
    if not put or own < max(2, len(answers) // 3):
        return None
    author = _answerer(article, read_edges(article), exchanges[0].question.start, questions)
    return None if author is None else Interview(author, tuple(exchanges))


def read_answerer(article: Article, begins: int) -> Author | None:
    """Who answers under "A:", told above the first turn, which begins at a code point of the text."""
    questions = [line for line in article.text.split("\n") if line.endswith("?")]
    return _answerer(article, read_edges(article), begins, questions)


def read_exchanges(text: str) -> list[Exchange]:
    """The questions of a text that stand as paragraphs of their own, with what stands below each."""
    parts = paragraphs(text)
    asked = [at for at, span in enumerate(parts) if _asks(text, span)]
    if len(asked) < FEWEST:
        return []
    numbered = [at for at, span in enumerate(parts) if _NUMBER.match(text, span.start)]
    if sum(at in asked for at in numbered) >= 2 and not _NUMBER.match(
        text, parts[min(asked[0] + 1, len(parts) - 1)].start
    ):
        places = sorted({*asked, *(at for at in numbered if at >= asked[0])})
    else:
        places = _with_told(text, parts, asked)
    ends = [*places[1:], _last(text, parts, places)]
    return [Exchange(parts[at], parts[at + 1 : end]) for at, end in zip(places, ends, strict=True) if at + 1 < end]


def _asks(text: str, span: Span) -> bool:
    words = _words(text, span)
    return words.endswith("?") and len(words.split()) <= LONGEST and words[0] not in "“\"‘'"


def _with_told(text: str, parts: Sequence[Span], asked: list[int]) -> list[int]:
    """`asked` with what is put without a question mark, where paragraphs take turns: "The mayor says it was dry."."""
    gaps = [later - at - 1 for at, later in pairwise(asked)]
    if any(gap not in (1, 3) for gap in gaps) or 2 * gaps.count(1) < len(gaps):
        return asked
    told = [at + 2 for at, gap in zip(asked, gaps, strict=False) if gap == 3]
    short = [
        at for at in told if len(_words(text, parts[at]).split()) <= LONGEST and not _OWN.match(_words(text, parts[at]))
    ]
    return sorted({*asked, *short})


def _last(text: str, parts: Sequence[Span], places: Sequence[int]) -> int:
    """Where the last answer ends: one paragraph, and more while they speak of "I" or "we"."""
    end = places[-1] + 2
    while end < len(parts) and re.search(r"\b(?:I|my)\b", _words(text, parts[end])):
        end += 1
    return min(end, len(parts))


def _answerer(article: Article, edges: Edges, begins: int, questions: Sequence[str]) -> Author | None:
    """Who answers: addressed in a question by a surname that the lines above tell in full, or told there to answer."""
    intro = [_words(article.text, span) for span in paragraphs(article.text[:begins])[-BEFORE:]]
    lines = [*edges.head, *intro]
    addressed = {match["name"] for words in questions for match in _ADDRESSED.finditer(words)}
    called = {name: line for line in lines for name in re.findall(NAME, line) if name.split()[-1] in addressed}
    for pattern in (_PUT_TO, _WHO_ANSWERS, _OPENING):
        if not called:
            called = {match["name"]: line for line in lines for match in pattern.finditer(line)}
    whole = {
        name: line for name, line in called.items() if not any(name != other and name in other for other in called)
    }
    if len(whole) != 1:
        return None
    (name, line), office = next(iter(whole.items())), next((m for text in lines if (m := _OFFICE.search(text))), None)
    told = office if office is not None and name not in office.group() else None
    return Author(
        name, Standing.ANSWERER, line, role=told["role"] if told else None, body=told["body"] if told else None
    )


def _words(text: str, span: Span) -> str:
    return text[span.start : span.end].strip()
