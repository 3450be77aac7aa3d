"""Speech that is printed without quotation marks: the turns of a transcript, a letter, a post set into a story.

Pure: knows lines and characters, no grammar. What opens like one of these but lacks its other half (a label that
takes no turn with another, a salutation that nobody signs) is left alone: a table and a programme have labels too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

from msgspec import Struct

from sayso.records import Span

TURN_WORDS = 4  # a shorter turn under a label in small letters ("Roe: 547.") is a table's row as likely as an answer
CONTINUED = 3  # paragraphs a turn may run on before the next label; where more stand, they are the story's own
POST_LIMIT = 2000  # code points; a post is shorter
LETTER_PARAGRAPHS = 40  # a salutation and a signature further apart belong to two things

_WORD = r"[A-Z][\w.’'-]*"
_LABEL = re.compile(
    rf"^[ \t\xa0]*(?P<mark>[\"“”]?)(?P<label>(?P<name>{_WORD}(?:[ \t]{_WORD}){{0,3}})"
    r"(?:,[ ][A-Z][A-Z .,’'&-]{1,60}|[ ]\([\w ,.-]{1,20}\))?)(?::|(?<=^[QA])\.)"
    r"(?:[ \t\xa0]+|[ \t\xa0]*\n[ \t\xa0]*)(?=\S)",
    re.MULTILINE,
)
# Labels of editors, tables and programmes: they take turns as speakers do.
_RUBRICS = frozenset(
    """
    UPDATE UPDATED CORRECTION CLARIFICATION NOTE EDITOR WATCH READ RELATED MORE SEE PHOTO PHOTOS VIDEO IMAGE AUDIO
    SOURCE SUMMARY ANALYSIS OPINION EXCLUSIVE BREAKING LATEST LIVE DATE TIME PLACE VENUE WHEN WHERE WHAT WHO WHY HOW
    NAME AGE PRICE COST PHONE EMAIL ADDRESS CONTACT TEL FAX WEB TAGS TOPICS CATEGORY TITLE AUTHOR CREDIT FACT CLAIM
    MYTH TRUE FALSE VERDICT RATING PROS CONS HOME AWAY SCORE TOTAL WINNER LOSER
    """.split()  # noqa: SIM905 - a list of 70 strings is harder to read
)
_SIDES = frozenset({"Q", "A", "QUESTION", "ANSWER"})  # they name nobody, but share a conversation out
_LINE = re.compile(r"[^\n]+")
_CLOSED = re.compile(r"[.?!…—–-][\"”’')\]]*$")
_DIRECTION = re.compile(r"[(\[][^)\]]*[)\]]\W*")
_QUOTING = frozenset("\"“”‘'«„")

_SALUTATION = re.compile(r"^[ \t\xa0]*Dear [^\n]{1,80}[,:][ \t\xa0]*$", re.MULTILINE)
_VALEDICTION = re.compile(
    r"^[ \t\xa0]*(?:yours(?: (?:very |most )?(?:sincerely|faithfully|truly|respectfully))?"
    r"|(?:very |most )?(?:sincerely|respectfully|faithfully|truly)(?: yours)?"
    r"|(?:with )?(?:(?:kind|best|warm)(?:est)? )?(?:regards|wishes)),?[ \t\xa0]*\n\s*"
    r"(?P<name>[^\W\d_][^\n.:!?]{1,60}[^\W_])[ \t\xa0]*$",
    re.MULTILINE | re.IGNORECASE,
)
_POST = re.compile(r"\s[-—–―]{1,2}\s?(?P<name>[A-Z][^\n()@]{0,50}[^\s()@]) \(@\w{1,30}\)")
_NOT_OPENING_POSTS = _QUOTING | {"<"}  # "<": a page's tags were left in, and nobody wrote those
_LINK = re.compile(r"(?:\s*\b(?:https?://|pic\.)\S+)+$")


class Printed(Struct, frozen=True):
    """Words with the name they are printed under."""

    source: Span
    content: tuple[Span, ...]  # one for each paragraph; never empty


def find_printed(text: str) -> tuple[Printed, ...]:
    """Every turn, letter and post of `text`, in text order of their kinds."""
    return (*_turns(text), *_letters(text), *_posts(text))


def _turns(text: str) -> Iterator[Printed]:
    labels = _speaking(text, [match for match in _LABEL.finditer(text) if not is_rubric(match["name"])])
    for match, following in zip_longest(labels, labels[1:]):
        line = _line(text, match.end())
        words = _speech(text, line, 1 if match["name"].isupper() else TURN_WORDS, marked=bool(match["mark"]))
        if words is None or text[words.start] in _QUOTING:
            continue  # speech in marks is read as a quotation
        alike = following is not None and following["name"].isupper() == match["name"].isupper()
        rest = _continued(text, line.end, following.start(), marked=bool(match["mark"])) if following and alike else ()
        yield Printed(Span(match.start("label"), match.end("label")), (words, *rest))


def _speaking(text: str, labels: list[re.Match[str]]) -> list[re.Match[str]]:
    """The labels that take turns: two that recur, or two in capitals with some other sign of talk.

    The other sign is that one of the two recurs, or that a question is put and the text tells of both elsewhere. Turns
    are counted by surname: after ADA ROE a transcript goes on with ROE. Who speaks but once among them speaks too.
    """
    counts = Counter(_surname(match) for match in labels)
    sides = {name for name in counts if name in _SIDES and counts[name] > 1}
    speakers = {name for name in counts if counts[name] > 1 and name not in _SIDES}
    capital = {_surname(match) for match in labels if match["name"].isupper()} - _SIDES
    asked = any(text[_line(text, match.end()).end - 1] == "?" for match in labels)
    if len(capital) > 1 and (capital & speakers or (asked and all(_is_told_of(text, name) for name in capital))):
        speakers |= capital
    speakers = speakers if len(speakers) > 1 else set()
    speakers |= sides if len(sides) > 1 else set()
    turns = [at for at, match in enumerate(labels) if _surname(match) in speakers]
    return labels[turns[0] : turns[-1] + 1] if turns else []


def _surname(match: re.Match[str]) -> str:
    return str(match["name"]).split()[-1].upper()


def _is_told_of(text: str, name: str) -> bool:
    return re.search(rf"\b{re.escape(name.title())}\b", text) is not None


def is_rubric(name: str) -> bool:
    """Whether a label is an editor's or a table's, and names no speaker."""
    return any(word.strip(".’'").upper().removesuffix("’S").removesuffix("'S") in _RUBRICS for word in name.split())


def _continued(text: str, low: int, high: int, *, marked: bool) -> tuple[Span, ...]:
    """The paragraphs of a turn after its first, up to the next label; directions, headings and rubrics end it."""
    lines = _lines(text, low, high)
    spoken: list[Span] = []
    for line in lines if len(lines) <= CONTINUED else ():
        words = _speech(text, line, TURN_WORDS, marked=marked)
        if words is None or _LABEL.match(text, line.start):
            break
        spoken.append(words)
    return tuple(spoken)


def _speech(text: str, line: Span, fewest: int, *, marked: bool) -> Span | None:
    """The words of a line that ends as a sentence does and is no stage direction; `marked`: stray marks come off."""
    words = _stripped(text, line)
    if marked:
        start = words.start + (text[words.start : words.start + 1] in {'"', "“", "”"})
        words = Span(start, words.end - (text[start : words.end].endswith(('"', "”"))))
    spoken = text[words.start : words.end]
    enough = len(spoken.split()) >= fewest and any(character.isalpha() for character in spoken)
    return words if enough and _CLOSED.search(spoken) and not _DIRECTION.fullmatch(spoken) else None


def _letters(text: str) -> Iterator[Printed]:
    """From each salutation to the next name under a valediction."""
    opened = list(_SALUTATION.finditer(text))
    for match, following in zip_longest(opened, opened[1:]):
        signed = _VALEDICTION.search(text, match.end(), following.start() if following else len(text))
        if signed is None or not signed["name"][0].isupper():
            continue
        body = tuple(_lines(text, match.end(), signed.start()))
        if 0 < len(body) <= LETTER_PARAGRAPHS and text[body[0].start] not in _QUOTING:
            name = signed["name"].split(",")[0]
            yield Printed(Span(signed.start("name"), signed.start("name") + len(name)), body)


def _posts(text: str) -> Iterator[Printed]:
    """The paragraph, or the line before, that `— Ada Roe (@adaroe) May 4, 2021` signs; links at its end come off."""
    for match in _POST.finditer(text):
        end = _stripped(text, Span(max(0, match.start() - POST_LIMIT), match.start())).end
        words = _stripped(text, Span(text.rfind("\n", 0, end) + 1, end))
        spoken = _LINK.sub("", text[words.start : words.end])
        if len(spoken.split()) >= TURN_WORDS and spoken[0] not in _NOT_OPENING_POSTS:
            yield Printed(Span(*match.span("name")), (Span(words.start, words.start + len(spoken)),))


def _lines(text: str, low: int, high: int) -> list[Span]:
    """The lines between two places, without the blank ones."""
    lines = (_stripped(text, Span(*line.span())) for line in _LINE.finditer(text, low, high))
    return [line for line in lines if line.start < line.end]


def _line(text: str, at: int) -> Span:
    """The rest of the line at `at`, where words stand."""
    end = text.find("\n", at)
    return _stripped(text, Span(at, end if end >= 0 else len(text)))


def _stripped(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))
