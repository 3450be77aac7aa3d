"""What is told with a time: a sentence, its names and words, and when it is told to have been. Pure.

Two sentences that tell one event in other words share its names and its kind of deed more than its wording, so a deed
is folded to one of a few kinds ("met", "talks" and "summit" are one) before words are compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from sayso.records import Article, Span, TimexType
from sayso.text import sentences, words
from sayso.times import Moving, is_ahead, read_moving

LONGEST_FACT = 31  # days; a coarser period pins down no event
_STEM = 6  # letters a word is cut to: "denied", "denies" and "denial" stay apart, "launch" and "launched" do not
_DEEDS = {
    "meet": "meet met meeting meetings summit talks visit visits visited visiting trip travel travelled hosted",
    "strike": "attack attacked attacks strike struck strikes shelling shelled bombing bombed raid raided fired fire",
    "vote": "election elections vote votes voted voting poll polls referendum ballot turnout",
    "launch": "launch launched launches test tests tested test-fired",
    "sign": "sign signed signing treaty agreement accord pact deal",
    "charge": "charge charged charges indicted indictment indictments arrested arrest accused sued",
    "die": "die died death killed kill deaths dead",
    "crash": "crash crashed collided collision derailed sank explosion exploded blast",
    "resign": "resign resigned resignation quit sacked dismissed fired ousted",
    "open": "open opened opening reopened inaugurated",
}
_DEED_OF = {word: f"={deed}" for deed, told in sorted(_DEEDS.items()) for word in told.split()}
STOP = frozenset(
    """
    a about after again against all also an and any are as at be been before being between both but by can could did do
    does during each for from further had has have having he her here him his how i if in into is it its just last more
    most next no not now of on once only or other our out over own said same say says she should since so some such than
    that the their them then there these they this those through to told too two under until up was we were what when
    where which while who whom why will with would you your mr ms mrs one three four many week weeks month months year
    years day days today yesterday tomorrow morning evening night earlier later early late ago according
    january february march april may june july august september october november december jan feb mar apr jun jul aug
    sept sep oct nov dec monday tuesday wednesday thursday friday saturday sunday
    """.split()  # noqa: SIM905
)
_NAME = re.compile(r"[A-Z\u00c0-\u00de]")


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
                marks, names = _marks(article.text[span.start : span.end])
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
        marks, names = _marks(article.text[spans[at].start : spans[at].end])
        found.append(Telling(article.article_id, spans[at], time.span, marks, names, time.ahead, moving=time))
    return found


def _sentences(text: str) -> list[Span]:
    return sentences(text)


def _marks(sentence: str) -> tuple[frozenset[str], frozenset[str]]:
    told = [(word, start) for word, start, _ in words(sentence)]
    marks = {fold(word): start for word, start in reversed(told) if word not in STOP and not word[0].isdigit()}
    names = frozenset(mark for mark, start in marks.items() if start and _NAME.match(sentence, start))
    return frozenset(marks), names


def fold(word: str) -> str:
    """A word to compare by: its kind of deed, or its first letters without a possessive."""
    bare = re.sub(r"['’]s?$", "", word)
    return _DEED_OF.get(bare) or bare[:_STEM]


def deeds(marks: Iterable[str]) -> frozenset[str]:
    """The kinds of deed among marks."""
    return frozenset(mark for mark in marks if mark.startswith("="))
