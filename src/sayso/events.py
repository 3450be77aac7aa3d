"""Which dated sentences tell an event, and which of many tell one: what two sentences about it share. Pure.

Sentences that tell one event in other words share its names and its kind of deed more than its wording, so a deed is
folded to one of a few kinds ("met", "talks" and "summit" are one) before words are compared. Nothing here is weighed by
what else is in the pile: two sentences are of one event or not, whatever stands beside them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from sayso.records import Span
from sayso.text import words
from sayso.times.reader import is_ahead
from sayso.times.words import CALENDAR, MONTHS

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
    """.split()  # noqa: SIM905
).union(MONTHS, CALENDAR)
_NAME = re.compile(r"[A-Z\u00c0-\u00de]")
SAME, SAME_SHARED = 0.6, 4  # share of the shorter sentence's marks that is the other's, and how many at least
DONE, DONE_NAMES = 0.4, 2  # the same where a deed of one day or week and so many names are shared
FEW = 3  # marks; a sentence of fewer tells no event from another
_RARE = 100  # sentences of one day that hold a mark by which others are looked up
# A time from which on something is so: "since 2017", "since at least early May".
_SINCE = re.compile(
    r"\bsince\s+(?:(?:at\s+least|about|around|early|late|mid|the\s+(?:start|beginning|end|middle|early\s+days)\s+of)[\s-]+)*$",
    re.I,
)
_HANDLE = re.compile(r"@\w+")
_OPENS, _CLOSES = re.compile(r"[“\"‘']$"), re.compile(r"[.,]?[”\"’']")
_QUOTED = re.compile(r"[“”\"]")
_YOU = re.compile(r"\byou(?:r|rs)?\b", re.I)  # what speaks to its reader gives advice
_TODAY = re.compile(r"today(?P<its>['’]s)?", re.I)
_TO_NOW = re.compile(r"\b(?:(?:to|until|till)|(?:than|as)(?:\s+\w+)?(?:\s+(?:is|are|does|do|has|have))?)\s+$", re.I)
# "Today bread is dear": how things are. "Is meeting", "is to meet" and "are due" tell a deed.
_STATE = re.compile(
    r"\b(?:is|are|has|have|holds?|remains?|seems?|belongs?|exists?|lives?|faces?|knows?|can|cannot|can['’]t)\b"
    r"(?!\s+(?:\w+ly\s+|now\s+|also\s+)?(?:\w+ing|been|to|due|set)\b)",
    re.I,
)
_SUBORDINATE = re.compile(r"\b(?:when|after|before|as|if|while|because|who|which|where|until|since)\b", re.I)
_HAPPENINGS = frozenset(
    """
    announcement briefing ceremony charges conference crash debate decision event game hearing interview march match
    news order press protest race report ruling session speech statement story strike trial verdict
    """.split()  # noqa: SIM905
).union(_DEED_OF)
NEAR = 3  # words after "today's" in which its noun is looked for


def tells_event(sentence: str, time: Span, *, said: bool) -> bool:
    """Whether something is told that happened, happens or will happen at a time that stands in a sentence.

    Not beside a time alone ("7:50 a.m.", "May 2031, in Orrin:") or in a name (the boat "Saturday"), nor of what
    has been so since then, of how things are "today", or to a reader who is told when to come. `said`: the time stands
    in words that are somebody's.
    """
    before, after = sentence[: time.start], sentence[time.end :]
    marks, names = marks_of(_HANDLE.sub(" ", f"{before} {after}"))
    if _OPENS.search(before) is not None and _CLOSES.match(after) is not None:
        return False
    if not (marks if sentence.isupper() else marks - names) or _SINCE.search(before) is not None:
        return False
    if not said and _QUOTED.search(sentence) is None and _YOU.search(sentence) is not None:
        return False
    return not _is_nowadays(sentence, time)


def is_to_come(sentence: str, time: Span) -> bool:
    """Whether the words around a time in a sentence tell of what is to come."""
    return is_ahead(sentence, time) is True


def _is_nowadays(sentence: str, time: Span) -> bool:
    """Whether "today" stands for the present age: no deed of a day is told of it."""
    found = _TODAY.match(sentence, time.start, min(len(sentence), time.end + 2))
    if found is None or found.end() < time.end:
        return False
    before, after = sentence[: time.start], sentence[found.end() :]
    if _TO_NOW.search(before) is not None or re.match(r"\s+than\b", after) is not None:
        return True
    if is_ahead(sentence, time) is not None:
        return False
    if found["its"]:
        return not any(word in _HAPPENINGS for word, _, _ in words(after)[:NEAR])
    states = list(_STATE.finditer(before))
    if states:
        return _SUBORDINATE.search(before, states[-1].end()) is None
    return not before.strip(' "“‘,') and _STATE.search(after) is not None


def marks_of(sentence: str) -> tuple[frozenset[str], frozenset[str]]:
    """Words cut to stems, deeds by kind; and those of them that are written with a capital within the sentence."""
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


class Told(Struct, frozen=True):
    """A sentence that tells of a day or period."""

    marks: frozenset[str]
    names: frozenset[str]  # those of `marks` with a capital

    @classmethod
    def of(cls, sentence: str) -> Told:
        """What a sentence is compared by."""
        return cls(*marks_of(sentence))


def is_one(one: Told, other: Told, *, brief: bool) -> bool:
    """Whether two sentences that tell of the same period tell one event; `brief`: it is of a week at most."""
    if min(len(one.marks), len(other.marks)) < FEW:
        return False
    shared = one.marks & other.marks
    share = len(shared) / max(min(len(one.marks), len(other.marks)), 1)
    if share >= SAME and len(shared) >= min(SAME_SHARED, len(one.marks)):
        return True
    return brief and share >= DONE and len(one.names & other.names) >= DONE_NAMES and bool(deeds(shared))


def grouped(told: Sequence[Told], *, brief: bool) -> list[list[int]]:
    """Indices of sentences of one period by the event they tell, each group and the groups in their order.

    A sentence joins the first event of which it is one with at least half of the sentences.
    """
    groups: list[list[int]] = []
    group_of: list[int] = []
    holding: dict[str, list[int]] = defaultdict(list)
    for at, here in enumerate(told):
        near = {group_of[i] for mark in here.marks if len(holding[mark]) <= _RARE for i in holding[mark]}
        fits = (
            g for g in sorted(near) if 2 * sum(is_one(here, told[i], brief=brief) for i in groups[g]) >= len(groups[g])
        )
        group = next(fits, len(groups))
        if group == len(groups):
            groups.append([])
        groups[group].append(at)
        group_of.append(group)
        for mark in here.marks:
            if len(holding[mark]) <= _RARE:
                holding[mark].append(at)
    return groups
