"""When something was said: a time expression of the saying itself, else what the article's own date tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from spacy.tokens import Token

from sayso.records import UNDATED, Basis, Dated, Span, Timex, TimexType
from sayso.statements.attribution import Attribution

_CALENDAR = re.compile(r"\d{4}|\b\d{1,2}\b")  # a year or day of the month: the words tell the date by themselves
_BEFORE = frozenset({"had", "earlier", "previously", "once"})  # the saying lies before what the article tells
_PAST = frozenset({"VBD", "VBN"})
DAY = len("2031-05-02")
CLIMB = 8  # steps up the parse from a time expression to the word it belongs to


def read_said_on(attribution: Attribution, cue: Token | None, times: Sequence[Timex], published: Dated) -> Dated:
    """The date of the saying. A time counts when it hangs on the cue ("said on Tuesday"), or on what carries the
    words ("in a statement carried on Tuesday"), not when it belongs to what is said.
    """
    own = _own_time(attribution, cue, times) if cue is not None else None
    if own is not None and cue is not None:
        words = cue.doc.text[own.span.start : own.span.end]
        basis = Basis.TEXT if _CALENDAR.search(words) else Basis.CONTEXT
        if own.iso is None and own.earliest is None and own.latest is None:
            return Dated(evidence=words, span=own.span)
        if cue.tag_ in _PAST and own.earliest and published.latest and own.earliest > published.latest:
            return _week_before(own, published.latest, words)
        return Dated(own.iso, own.earliest, own.latest, basis, words, own.span)
    if published.basis is None:
        return UNDATED
    if cue is not None and any(child.lower_ in _BEFORE for child in cue.children):
        return Dated(latest=published.latest, basis=Basis.CONTEXT, evidence=published.evidence)
    return Dated(published.iso, published.earliest, published.latest, Basis.CONTEXT, published.evidence, published.span)


def _week_before(own: Timex, latest: str, words: str) -> Dated:
    """What was said was said before it was printed: a weekday ahead is the one before, other days are not believed."""
    if own.iso is not None and len(own.iso) == DAY and own.earliest == own.latest and not _CALENDAR.search(words):
        day = (date.fromisoformat(own.iso) - timedelta(days=7)).isoformat()
        if day <= latest:
            return Dated(day, day, day, Basis.CONTEXT, words, own.span)
    return Dated(evidence=words, span=own.span)


def _own_time(attribution: Attribution, cue: Token, times: Sequence[Timex]) -> Timex | None:
    """The nearest time expression in the cue's sentence, outside the content, that the saying governs."""
    sent = cue.sent
    low, high = sent.start_char, sent.end_char
    found: list[tuple[int, Timex]] = []
    for timex in times:
        if not low <= timex.span.start < high or timex.type not in (TimexType.DATE, TimexType.TIME):
            continue
        if _inside(timex.span.start, attribution.content):
            continue
        span = cue.doc.char_span(timex.span.start, timex.span.end, alignment_mode="expand")
        if span is not None and _belongs(span.root, cue, attribution):
            found.append((abs(span.root.i - cue.i), timex))
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _belongs(token: Token, cue: Token, attribution: Attribution) -> bool:
    """Whether climbing from a time expression reaches the cue before any other verb that does not carry the words."""
    for _ in range(CLIMB):
        if token.i == cue.i:
            return True
        head = token.head
        if head.i == token.i:
            return False
        if head.i != cue.i and head.pos_ in ("VERB", "AUX"):
            carries = head.dep_ in ("acl", "amod", "advcl") and head.tag_ in ("VBN", "VBG")
            around = cue.dep_ in ("ccomp", "xcomp", "parataxis", "conj", "advcl") and cue.head.i == head.i
            if _inside(head.idx, attribution.content) or not (carries or around):
                return False
        token = head
    return False


def _inside(at: int, spans: Sequence[Span]) -> bool:
    return any(span.start <= at < span.end for span in spans)
