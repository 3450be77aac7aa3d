"""`read_times`: walks a text once, tries the rules at every word that may begin a time, and fixes what it can."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date

from msgspec import Struct

from sayso.records import Dated, Span, Timex, TimexType
from sayso.times.amounts import AMOUNT_RULES
from sayso.times.dates import DATE_RULES
from sayso.times.meaning import Context, Meaning, Rule
from sayso.times.periods import Period
from sayso.times.relative import RELATIVE_RULES

_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_FIRST_YEAR, _LAST_YEAR = 1600, 2400  # of an anchor: the first newspapers; past it a date is a slip
_HINT_WITHIN = 100  # characters before a time in which its verb is looked for
_HINT_AFTER = 40  # and after it: "On Monday the court will …"
# Words telling of what is to come; each takes the verb it governs with it, so that "will be delivered" is no past.
_HINT = re.compile(
    r"\b(?P<ahead>(?:will|won['’]t|shall|would|must|should|could|(?-i:may)|might)(?: (?:not|also|be|have to))*(?: \w+)?"
    r"|(?:due|set|scheduled|expect(?:s|ed)?|plan(?:s|ned)?|hopes?|intends?|ready|is|are) to\b(?: be)?(?: \w+)?|upcoming"
    r"|scheduled for|expected|due|deadline|ahead of|(?:prepar|gear|brac)(?:e|es|ing|s)?(?: up)? for"
    r"|(?:has|have) (?:requested|proposed|scheduled|planned|convened|called for|asked for))\b"
    r"|\b(?P<behind>(?:was|were|been) (?:due|expected|set|scheduled)(?: to)?|said|told|was|were|had|did|been|met|made"
    r"|held|took|came|went|began|gave|wrote|saw|won|lost|left|sent|fell|rose|\w{2,}ed)\b",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby (?:the )?(?:(?:end|start|beginning|middle) of |early |late |mid-)?(?:the )?$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[A-Z\"“'‘])|\n\s*\n")
# Words before a date that belong to it, as TIMEX3 draws it.
_LEAD = re.compile(
    r"\b(?:early|late|mid|later|earlier|the (?:very )?(?:end|beginning|start|middle) of)[ -](?:in |on )?(?:the )?$",
    re.IGNORECASE,
)
_LEAD_WITHIN = 32
# Words that count from a time told before, not from the day of print.
_FROM_TEXT = re.compile(
    r"\b(?:previous|preceding|prior|following|same|that|earlier|later|before|previously|after)\b|^the\b", re.IGNORECASE
)
_A_DAY = re.compile(r"\d{4}-\d\d-\d\d|XXXX-\d\d-\d\d|XXXX-WXX-\d|XXXX-XX-XX")
_BETWEEN_TIME_AND_DAY = re.compile(r"(?:,? on |,? | of )")


def _by_head() -> dict[str, tuple[Rule, ...]]:
    table: dict[str, list[Rule]] = defaultdict(list)
    for rule in (*AMOUNT_RULES[:4], *DATE_RULES, *RELATIVE_RULES, *AMOUNT_RULES[4:]):
        for head in sorted(rule.heads):
            table[head].append(rule)
    return {head: tuple(rules) for head, rules in table.items()}


_RULES = _by_head()


class _Found(Struct, frozen=True):
    start: int
    end: int
    meaning: Meaning


def _find(text: str) -> Iterator[_Found]:
    """Expressions in text order, not overlapping; at each word the first rule that fits wins."""
    at = 0
    for token in _TOKEN.finditer(text):
        start = token.start()
        if start < at:
            continue
        word = token.group()
        rules = _RULES.get("#" if word[0].isdigit() else word.lower())
        if rules is None or (start and word[0].isalpha() and (text[start - 1].isalnum() or text[start - 1] == "_")):
            continue
        for rule in rules:
            match = rule.pattern.match(text, start)
            meaning = rule.read(match) if match else None
            if match and meaning:
                at = match.end() - meaning.trim
                yield _Found(start, at, meaning)
                break


def _ahead(text: str, start: int, end: int) -> bool | None:
    """Whether the verb nearest before the time tells of what is to come or of what was.

    Where none stands before it, whether the first after it tells of what is to come; a past one after it may belong to
    another clause.
    """
    before = text[max(0, start - _HINT_WITHIN) : start]
    ends = [boundary.end() for boundary in _SENTENCE_END.finditer(before)]
    before = before[ends[-1] :] if ends else before
    if _BY.search(before):
        return True
    last = None
    for hint in _HINT.finditer(before):
        last = hint
    if last is not None:
        return last["ahead"] is not None
    after = text[end : end + _HINT_AFTER]
    stop = _SENTENCE_END.search(after)
    following = _HINT.search(after[: stop.start()] if stop else after)
    return True if following is not None and following["ahead"] else None


def _anchors(anchor: Dated) -> tuple[date, ...]:
    """The first and last day the article may be of; none when a bound is unknown."""
    if anchor.earliest is None or anchor.latest is None:
        return ()
    first, last = date.fromisoformat(anchor.earliest), date.fromisoformat(anchor.latest)
    if first.year < _FIRST_YEAR or last.year > _LAST_YEAR:
        return ()
    return (first,) if first == last else (first, last)


def read_times(text: str, anchor: Dated) -> tuple[Timex, ...]:
    """Every time expression of `text` in order, with TIMEX3 values read against `anchor`, the day of publication.

    Where the anchor is an interval, a value is fixed only when both its ends give the same; else the value stays
    underspecified ("XXXX-WXX-5") and `earliest`/`latest` bound what it may mean. Without an anchor both are None.
    Time is linear in the text.
    """
    days: tuple[date | None, ...] = _anchors(anchor) or (None,)
    references: list[Period | None] = [None] * len(days)
    found: list[Timex] = []
    for item in _find(text):
        ahead = _ahead(text, item.start, item.end)
        resolve = item.meaning.resolve
        fixed = [resolve(Context(day, told, ahead)) for day, told in zip(days, references, strict=True)]
        for index, period in enumerate(fixed):
            references[index] = period or references[index]
        found.append(_timex(text, item, fixed))
    return tuple(_join(text, found))


class Moving(Struct, frozen=True):
    """A time expression whose place in the calendar depends on the day it is told: "on Friday", "in September"."""

    span: Span
    value: str  # TIMEX3, as far as the words alone tell: "XXXX-WXX-5", "XXXX-09"
    ahead: bool | None  # True: the words around tell of what is to come; False: of what was; null: no hint
    resolve: Callable[[Context], Period | None]

    def told_on(self, day: date) -> Period | None:
        """The period it means when told on that day; None when it has none."""
        return self.resolve(Context(day, None, self.ahead))


def read_moving(text: str) -> tuple[Moving, ...]:
    """The dates of `text` that count from the day of print and from nothing else, in order."""
    return tuple(
        Moving(Span(item.start, item.end), item.meaning.value, _ahead(text, item.start, item.end), item.meaning.resolve)
        for item in _find(text)
        if item.meaning.type in (TimexType.DATE, TimexType.TIME)
        and item.meaning.value.startswith("XX")
        and _FROM_TEXT.search(text, item.start, item.end) is None
    )


def is_ahead(text: str, span: Span) -> bool | None:
    """Whether the words around a time tell of what is to come (True), of what was (False), or give no hint."""
    return _ahead(text, span.start, span.end)


def is_past(words: str) -> bool:
    """Whether every hint in some words tells of what was, and there is one."""
    hints = [hint["ahead"] is None for hint in _HINT.finditer(words)]
    return bool(hints) and all(hints)


def _timex(text: str, item: _Found, fixed: list[Period | None]) -> Timex:
    start, meaning = item.start, item.meaning
    if meaning.type is TimexType.DATE:
        lead = _LEAD.search(text, max(0, start - _LEAD_WITHIN), start)
        start = lead.start() if lead else start
    span = Span(start, item.end)
    known = [period for period in fixed if period is not None]
    if len(known) < len(fixed):
        return Timex(span, meaning.type, meaning.value)
    earliest, latest = min(p.first for p in known).isoformat(), max(p.last for p in known).isoformat()
    if len(set(known)) > 1:
        return Timex(span, meaning.type, meaning.value, None, earliest, latest)
    return Timex(span, meaning.type, known[0].value, known[0].iso(), earliest, latest)


def _join(text: str, found: list[Timex]) -> Iterator[Timex]:
    """Give a clock time the day that stands beside it: one TIME of "12:00 UTC Monday", two of "at 16:15, on Monday"."""
    waiting: Timex | None = None
    for timex in found:
        joined = _joined(text, waiting, timex) if waiting is not None else [timex]
        yield from joined[:-1]
        waiting = joined[-1]
    if waiting is not None:
        yield waiting


def _is_clock(timex: Timex) -> bool:
    return timex.type is TimexType.TIME and ":" in timex.value


def _joined(text: str, first: Timex, second: Timex) -> list[Timex]:
    between = _BETWEEN_TIME_AND_DAY.fullmatch(text, first.span.end, second.span.start)
    clock, day = (first, second) if _is_clock(first) else (second, first)
    if between is None or not _is_clock(clock) or day.type is not TimexType.DATE or not _A_DAY.fullmatch(day.value):
        return [first, second]
    value = day.value + clock.value[clock.value.index("T") :]
    if "," in between.group():
        timed = Timex(clock.span, TimexType.TIME, value, day.iso, day.earliest, day.latest)
        return [timed, second] if clock is first else [first, timed]
    span = Span(first.span.start, second.span.end)
    return [Timex(span, TimexType.TIME, value, day.iso, day.earliest, day.latest)]
