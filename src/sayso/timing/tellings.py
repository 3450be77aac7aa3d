"""What is told with a time: a sentence, its names and words, and when it is told to have been. Pure."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from sayso.events import marks_of
from sayso.records import Article, Span, TimexType
from sayso.text import sentences
from sayso.times import Moving, is_ahead, read_moving

LONGEST_FACT = 31  # days; a coarser period pins down no event


class Telling(Struct, frozen=True):
    """One sentence with one time in it."""

    article_id: str
    sentence: Span
    time: Span
    marks: frozenset[str]  # words cut to stems, deeds by kind
    names: frozenset[str]  # those of `marks` that are written with a capital within the sentence
    ahead: bool | None  # told as yet to come; null: no hint
    first: date | None = None  # of the period told; null: it depends on the day the article is of
    last: date | None = None
    moving: Moving | None = None  # set where `first` is not


def facts(article: Article) -> list[Telling]:
    """What an article tells with a time of which at most a month is open."""
    found = []
    for span in _sentences(article.text):
        inside = [t for t in article.times if span.start <= t.span.start < span.end and t.earliest and t.latest]
        for time in inside:
            first, last = date.fromisoformat(time.earliest or ""), date.fromisoformat(time.latest or "")
            if time.type in (TimexType.DATE, TimexType.TIME) and (last - first).days <= LONGEST_FACT:
                marks, names = marks_of(article.text[span.start : span.end])
                ahead = is_ahead(article.text, time.span)
                found.append(Telling(article.article_id, span, time.span, marks, names, ahead, first, last))
    return found


def moving(article: Article) -> list[Telling]:
    """What an article tells with a time that depends on the day it is of."""
    spans = _sentences(article.text)
    found, at = [], 0
    for time in read_moving(article.text):
        while at + 1 < len(spans) and spans[at].end <= time.span.start:
            at += 1
        marks, names = marks_of(article.text[spans[at].start : spans[at].end])
        found.append(Telling(article.article_id, spans[at], time.span, marks, names, time.ahead, moving=time))
    return found


def _sentences(text: str) -> list[Span]:
    return sentences(text)
