"""What the words of a passage tell of the day they were written: not before, not after. Pure.

A clue is read only where the words tell of their own present. "Will open in 2031" was written by 2031; "would open in
2031" may be told of later. What stands in quotation marks may be an old saying, and bounds nothing from above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from sayso.parties import leader_terms
from sayso.records import Article, BlockKind, Span, Timex, TimexType
from sayso.text import sentences
from sayso.times import is_ahead, read_date


class ClueKind(StrEnum):
    """What a clue was read from."""

    PAST = "past"  # a date of the calendar told as gone by
    PLAN = "plan"  # one told as yet to come
    OFFICE = "office"  # somebody told as holding an office that has a known term
    TITLE = "title"  # somebody with a title not borne before a day
    COUNT = "count"  # "six years after the fire of 2025"
    EVENT = "event"  # the same event in an article whose day is known


Period = tuple[date, date]  # first and last day
_FIRST, _LAST = date(1, 1, 1), date(9999, 12, 31)


class Clue(Struct, frozen=True, order=True):
    """When a passage may have been written, and the words that say so."""

    span: Span
    kind: ClueKind
    periods: tuple[Period, ...]  # it was written in one of these, earliest first; never empty
    why: str  # one clause
    is_sure: bool = False  # no plan and no number could be told so: "since 2031"

    @property
    def first(self) -> date:
        """The first day it may have been written."""
        return self.periods[0][0]

    @property
    def is_whole_year(self) -> bool:
        """Whether it begins with a year: then it may be a plan's or a number's, and says little by itself."""
        return (self.first.month, self.first.day) == (1, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return self.periods[-1][1]


# Words that take a sentence out of the present of the one who writes it.
_TOLD_BACK = re.compile(
    r"\b(?:had|would|was (?:to|due|set|expected|scheduled|supposed)|were (?:to|due|set|expected|scheduled)|originally"
    r"|at the time|back then|once|in an? (?:earlier|interview in)|wrote in|said in|told .{0,30} in)\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:will|won['’]t|shall|(?:is|are) (?:due|set|expected|scheduled|planned|to be|going to)"
    r"|(?:plan|hope|aim|intend)s? to"
    r"|ahead of|in the run-?up to)\b",
    re.IGNORECASE,
)
_TIME_OF = re.compile(
    r"\b(?:in|by|on|until|before|from|to|for) (?:the |early |late |mid-|[a-z]+ of )?$"
)  # before a plan's date
# What may follow a date that is one; "the 2031 election" follows it with a noun.
_ENDS = re.compile(
    r"[’']?[,.;:)–—\n-]|\s*$|\s+(?:and|but|or|when|while|if|as|with|at|by|in|on|to|for|from|after|before|under|unless"
    r"|said|says|because|since|so|that|which|who)\b",
    re.IGNORECASE,
)
# Between a plan and its date: then the date is that of a thing done. "Will be finished by" is none.
_DONE = re.compile(
    r"(?<!\bbe )(?<!\bbeen )\b\w{3,}ed\b|\b(?:was|were|had|did|since|after|began|begun|broke|held|made|took"
    r"|(?:for|over|by) \w+ing)\b"
)
_TO_COME = re.compile(r"\bto (?:be )?[a-z]+ (?:in|by|on|until) (?:the )?$")  # "stands to be tested in"
_ON = re.compile(r"\bon (?:the )?$")  # before a day
_SINCE = re.compile(r"\bsince (?:the )?$")  # before a day or a year
# After it, "since" is "because", and the year may be one to come: "since 2031 will bring a vote".
_SUBJECT = re.compile(
    r"\s+(?:(?:will|would|may|might|can|could|shall|should|must|is|won['’]t|isn['’]t)\b|(?:brings|marks|sees|falls|begins)\b)"
)
# "The first time since 2031" is not told in 2031.
_FIRST_TIME = re.compile(r"\bfirst\b[^.;:]{0,120}\bsince (?:the )?$")
_PLAN_WITHIN = 80  # characters before its date in which a plan is told
_PRESENT = re.compile(r"\b(?:has|have|is|are|says|wants|plans|continues|remains)\b")
_COUNTED = re.compile(
    r"\b(?P<n>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}) years? (?:after|since|on from|ago)\b",
    re.IGNORECASE,
)
_NUMBERS = "two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
_IN_OFFICE_AFTER = re.compile(r"^(?:['’]s)?\W+(?:\w+ly )?(?:has|is|says|wants|plans|continues|remains)\b")
_IN_OFFICE_BEFORE = re.compile(r"\b(?:has|have) been\b[^,;]{0,80}\bby $")
_PRESIDENT = re.compile(r"(?<![A-Z][a-z]{2} )(?<![a-z] )\bPresident (?P<name>[A-Z][a-z]+ (?:[A-Z]\. )?[A-Z][a-z]+)\b")
_DAY = re.compile(r"\b[A-Z][a-z]{2,8}\.? \d{1,2}, (?:19|20)\d\d\b|\b\d{1,2} [A-Z][a-z]{2,8}\.? (?:19|20)\d\d\b")
_ADMINISTRATION = re.compile(r"\b(?:the|The) (?P<name>[A-Z][a-z]+)(?: [Aa]dministration| [Gg]overnment)\b")
_QUOTED = re.compile(r"[“\"][^”\"]{0,600}[”\"]")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_OLD_VERB = re.compile(r"\b(?:former|ex-|late|then-|under|during|since)\W*$", re.IGNORECASE)


def clues(article: Article) -> tuple[Clue, ...]:
    """Every clue in the text, in its order."""
    found: list[Clue] = []
    text = article.text
    for sentence in sentences(text):
        quoted = [
            Span(sentence.start + m.start(), sentence.start + m.end())
            for m in _QUOTED.finditer(text[sentence.start : sentence.end])
        ]
        told = [t for t in article.times if sentence.start <= t.span.start < sentence.end and _is_written(text, t)]
        found += _dates(text, sentence, told, quoted)
        found += _counts(text, sentence, told)
        found += _administrations(text, sentence)
        found += _presidents(text, sentence)
    shown = shown_on(article)
    return tuple(sorted({narrowed(clue, shown) for clue in found}))


def _is_written(text: str, time: Timex) -> bool:
    """Whether a calendar date is written out with its year: then it means the same whenever it was told."""
    words = text[time.span.start : time.span.end]
    return time.type in (TimexType.DATE, TimexType.TIME) and bool(_YEAR.search(words)) and time.earliest is not None


def _dates(text: str, sentence: Span, told: Sequence[Timex], quoted: Sequence[Span]) -> Iterator[Clue]:
    words = text[sentence.start : sentence.end]
    back = _TOLD_BACK.search(words) is not None
    for time in told:
        first, last = date.fromisoformat(time.earliest or ""), date.fromisoformat(time.latest or "")
        written = text[time.span.start : time.span.end]
        inside = any(q.start <= time.span.start < q.end for q in quoted)
        before = text[sentence.start : time.span.start]
        if _SINCE.search(before) and _SUBJECT.match(text, time.span.end):
            continue
        if _is_plan(before) and _ENDS.match(text, time.span.end):
            if not back and not inside and len(told) == 1:
                yield Clue(time.span, ClueKind.PLAN, ((_FIRST, last),), f"“{written}” is told as yet to come")
        elif (is_ahead(text, time.span) is False and not _TO_COME.search(before)) or _is_gone_by(
            before, words, exact=first == last
        ):
            since = _SINCE.search(before) is not None
            over = since and first != last and _FIRST_TIME.search(before) is not None
            written_since = last + timedelta(1) if over else first
            yield Clue(time.span, ClueKind.PAST, ((written_since, _LAST),), f"“{written}” is told as gone by", since)


def _is_gone_by(before: str, sentence: str, *, exact: bool) -> bool:
    """Whether a date is told as gone by though no verb near it says so; `exact`: it is a day."""
    if _SINCE.search(before):  # also of what will be "for the first time since 2031"
        return True
    return exact and _ON.search(before) is not None and not _PLANNED.search(sentence)


def _is_plan(before: str) -> bool:
    """Whether the words before a date tell of what is to be on it: "will open in"; not "will discuss the vote of"."""
    clause = re.split(r"[,;:—“”]", before[-_PLAN_WITHIN:])[-1]
    planned = _PLANNED.search(clause)
    return planned is not None and _TIME_OF.search(clause) is not None and not _DONE.search(clause, planned.end())


def _counts(text: str, sentence: Span, told: Sequence[Timex]) -> Iterator[Clue]:
    """ "Six years after the fire of 2025", where the sentence tells of the present."""
    words = text[sentence.start : sentence.end]
    match = _COUNTED.search(words)
    if match is None or len(told) != 1 or not _PRESENT.search(words) or _TOLD_BACK.search(words):
        return
    number = int(match["n"]) if match["n"].isdigit() else _NUMBERS.index(match["n"].lower()) + 2
    year = int((told[0].earliest or "")[:4]) + number
    if not 1900 <= year <= 2100:
        return
    start = sentence.start + match.start()
    span = Span(min(start, told[0].span.start), max(sentence.start + match.end(), told[0].span.end))
    why = f"“{text[span.start : span.end]}” makes it {year} or the year after"
    yield Clue(span, ClueKind.COUNT, ((date(year, 1, 1), date(year + 1, 12, 31)),), why)


def _administrations(text: str, sentence: Span) -> Iterator[Clue]:
    """ "The Roe administration has …": told as in office."""
    words = text[sentence.start : sentence.end]
    for match in _ADMINISTRATION.finditer(words):
        terms = leader_terms(match["name"])
        held = _IN_OFFICE_AFTER.search(words[match.end() :]) or _IN_OFFICE_BEFORE.search(words[: match.start()])
        if not terms or not held or _OLD_VERB.search(words[: match.start()]):
            continue
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        periods = tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in terms)
        when = " or ".join(f"from {first} to {last}" for first, last in terms)
        yield Clue(span, ClueKind.OFFICE, periods, f"“{match.group()}” is told as in office, which was {when}")


def _presidents(text: str, sentence: Span) -> Iterator[Clue]:
    """ "President Ada Roe": not before she was. Afterwards she may keep the title."""
    for match in _PRESIDENT.finditer(text, sentence.start, sentence.end):
        terms = leader_terms(match["name"])
        if terms:
            first = terms[0][0]
            why = f"“{match.group()}” bears a title from {first}"
            yield Clue(Span(match.start(), match.end()), ClueKind.TITLE, ((date.fromisoformat(first), _LAST),), why)


def narrowed(found: Clue, shown: Sequence[date]) -> Clue:
    """A clue of several periods with those alone in which the article's pictures were taken, where there are any."""
    kept = tuple(p for p in found.periods if any(p[0] <= day <= p[1] for day in shown))
    if not kept or found.kind is not ClueKind.OFFICE:
        return found
    return replace(found, periods=kept, why=f"{found.why}; a picture beside it is of {min(shown)}")


def shown_on(article: Article) -> list[date]:
    """The days that captions say their pictures were taken on."""
    told = [
        read_date(day.group()) for b in article.blocks if b.kind is BlockKind.CAPTION for day in _DAY.finditer(b.text)
    ]
    return [date.fromisoformat(day.earliest) for day in told if day and day.earliest and day.earliest == day.latest]
