"""Which state a minister or a ministry is of when its own words do not tell: read from the words round it.

News names the state once and goes on without it: "Ruritania denied it. Foreign Ministry spokesman Bo Ek said …". Four
readings are tried, the nearest first, and each counts only when it leaves one state:

- the subject of the nearest sentence before it in its paragraph that names a state, when that is one or its body;
- for a paragraph that opens with a quotation, the subject of the last sentence of the paragraph before;
- the capital of the parliament that is spoken to: "told parliament in Zenda";
- the state of the dateline, where hardly another is told of.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from sayso.parties import Form, FormKind, Mention, look_up, source_nouns, split_owner
from sayso.statements.parsed import Doc, Span, Token

_STATES = frozenset({FormKind.NAME, FormKind.DEMONYM, FormKind.ABBREVIATION, FormKind.CAPITAL, FormKind.SEAT})
_HOUSE = re.compile(
    r"\b(?:parliament|lawmakers|deputies|the assembly|congress|the cabinet|senators)\s+in\s+(?=[A-Z])", re.IGNORECASE
)
_DATELINE = re.compile(  # at the head of a paragraph: a headline may stand above
    r"^\s*[A-Z][A-Z.'’-]{2,}(?: [A-Z][A-Z.'’-]+)*(?:, [A-Z]\w+)?"
    r"(?:[^\n.]{0,40}?\s(?:[—–]+|-{1,2})\s| \d{1,2}\. /[A-Z]{2,}/)",
    re.MULTILINE,
)
_OPENING = "\"“‘'«„"
_PORTFOLIO = re.compile(r"\b(\w+) minist(?:er|ry)\b", re.IGNORECASE)
_WORD = r"[A-Z][\w&-]+(?:(?<=s)['’]|(?<=en)['’]s)?"  # "Grain Handlers’ Guild", "Women’s League"
_PAIR = r"(?:[A-Z][a-z]+s['’] and )?"  # "Drivers’ and Grain Handlers’ Guild"
_FULL_NAME = rf"\b({_PAIR}(?:{_WORD} )+{{0}}|{{0}} (?:of|for) (?:the )?[A-Z][\w&-]+(?: (?:and |of )?[A-Z][\w&-]+)*)\b"
_OPENS_IN = re.compile(r"(?:^|[\n.!?”\"] ?)In $")
_UP_TO_OFFICE = re.compile(r", (?:[\w’'-]+ )*")  # no comma, no stop
BESIDE_SEAT = 60  # code points from a capital to the name of whose office stands between
OTHERS = 3  # times that a story's own state is named as often as any other
HEAD = 400  # code points in which the first paragraph begins, below headline, byline and day
FARTHEST = 160  # code points from the one who speaks to the house he speaks to


def full_name(text: str, noun: str) -> tuple[str, str | None] | None:
    """The one body that an article calls by a name with the head `noun`, and its state if told; None for none or two.

    "the commission" -> ("River Commission", "Ruritania") where the text has "the Ruritanian River Commission".
    """
    names = {_owned(match.group(1)) for match in re.finditer(_FULL_NAME.format(noun.capitalize()), text)}
    names = {(name, state) for name, state in names if " " in name}
    return names.pop() if len(names) == 1 else None


def _owned(name: str) -> tuple[str, str | None]:
    owner, rest = split_owner(name)
    state = owner is not None and rest.count(" ") > 0
    return (rest, owner.party) if state and owner is not None else (re.sub(r"^The ", "", name), None)


class Owners:
    """The states of one article, to be asked for the owner of an office told at a place. Reads `doc` and no more."""

    def __init__(self, doc: Doc, mentions: Sequence[Mention]) -> None:
        self._doc = doc
        self._text = doc.text
        self._mentions = [m for m in mentions if m.form.kind in _STATES]
        self._starts = [m.start for m in self._mentions]

    def near(self, at: int) -> tuple[str | None, str]:
        """The state an office told at code point `at` is of, and why; (None, "") when the words leave none or two."""
        start = self._text.rfind("\n", 0, at) + 1
        seat = self._seat(at)
        if seat is not None:
            return seat.party, f"told in {seat.party}’s capital"
        party = self._last_subject(start, at)
        if party is None and self._text[start : start + 1] in _OPENING and start > 0:
            end = len(self._text[:start].rstrip())
            party = self._last_subject(self._text.rfind("\n", 0, end) + 1, end, sentences=1)
        if party is not None:
            return party, f"{party} was spoken of just before"
        house = _HOUSE.search(self._text, at, min(at + FARTHEST, len(self._text)))
        if house is not None and "\n" not in self._text[at : house.end()]:
            here = [m for m in self._mentions if m.start == house.end() and m.form.kind is FormKind.CAPITAL]
            if here:
                return here[
                    0
                ].form.party, f"spoken to {house.group().strip()} {self._text[here[0].start : here[0].end]}"
        return None, ""

    def of_portfolio(self, office: str, at: int) -> tuple[str | None, str]:
        """The one state told to have the ministry of "energy minister", "Energy Ministry"; (None, "") for none.

        An article of several states must tell it before code point `at`: the minister of another comes later.
        """
        told = _PORTFOLIO.search(office)
        if told is None:
            return None, ""
        owned = re.compile(rf"(?:['’]s?)? (?:\w+ )?{told.group(1)} minist(?:er|ry)\b", re.IGNORECASE)
        alone = len({m.form.party for m in self._mentions}) == 1
        told_here = (m for m in self._mentions if alone or m.start < at)
        owners = {m.form.party for m in told_here if owned.match(self._text, m.end)}
        if len(owners) != 1:
            return None, ""
        party = owners.pop()
        return party, f"the article names one {told.group().lower()}, that of {party}"

    @cached_property
    def home(self) -> tuple[str | None, str]:
        """The state of the dateline, and why, where no other is spoken of nearly as much; (None, "") where one is.

        A story of a dispute, whatever its dateline, tells of the ministers of both.
        """
        lines = list(_DATELINE.finditer(self._text))
        line = lines[0] if len(lines) == 1 and lines[0].start() < HEAD else None
        set_in = [m.form for m in self._mentions if line is not None and line.start() <= m.start < line.end()]
        places = [form.party for form in set_in if form.kind in (FormKind.NAME, FormKind.CAPITAL)]
        counts = Counter(mention.form.party for mention in self._mentions)
        if not places or any(OTHERS * n > counts[places[-1]] for state, n in counts.items() if state != places[-1]):
            return None, ""
        return places[-1], f"the story is told from {places[-1]}"

    def _seat(self, at: int) -> Form | None:
        """The capital that a sentence opens with, right before an office: "*In Zenda*, Labour Minister Bo Ek said"."""
        k = bisect.bisect_left(self._starts, at) - 1
        told = self._mentions[k] if k >= 0 else None
        if told is None or told.form.kind is not FormKind.CAPITAL or at - told.end > BESIDE_SEAT:
            return None
        known = look_up(told.form.party)
        of_state = known is None or known.kind is FormKind.NAME  # Brussels is the Union's: any minister may be there
        opens = _OPENS_IN.search(self._text, max(0, told.start - len("\n“In ")), told.start) is not None
        return told.form if of_state and opens and _UP_TO_OFFICE.fullmatch(self._text, told.end, at) else None

    def _last_subject(self, low: int, high: int, sentences: int = 3) -> str | None:
        """The state that is the subject of the nearest sentence ending in `[low, high)` that names any."""
        words = self._doc.char_span(low, high, alignment_mode="contract")
        if words is None:
            return None
        whole = [s for s in _sentences(words) if s.start_char + len(s.text.rstrip()) <= high]
        for sentence in list(reversed(whole))[:sentences]:
            named, subjects = self._named(sentence)
            if named:
                return subjects.pop() if len(subjects) == 1 else None
        return None

    def _named(self, sentence: Span) -> tuple[bool, set[str]]:
        """Whether a sentence names a state, and the states that are its subject."""
        first = bisect.bisect_left(self._starts, sentence.start_char)
        last = bisect.bisect_left(self._starts, sentence.end_char)
        found: set[str] = set()
        for mention in self._mentions[first:last]:
            span = self._doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if span is not None and _acts(span.root):
                found.add(mention.form.party)
        return first < last, found


def _sentences(words: Span) -> list[Span]:
    """The sentences whose first word is one of `words`; the space between paragraphs may lie in either sentence."""
    places = dict.fromkeys(token.sentence for token in words if not token.is_space)
    sentences = (words.doc.span(*place) for place in places)
    return [s for s in sentences if s.end_char - len(s.text.lstrip()) >= words.start_char]


def _acts(word: Token) -> bool:
    """Whether a state's name is the subject of its sentence, or tells whose the body is that is."""
    while word.dep_ == "conj" and word.head.i < word.i:
        word = word.head
    head = word.head
    if word.dep_ in ("poss", "amod", "compound", "nmod"):
        noun = source_nouns().get(head.lower_)
        if noun is None or noun.sphere != "state":
            return False
        word, head = head, head.head
    return word.dep_ in ("nsubj", "nsubjpass") and (head.dep_ == "ROOT" or head.head.dep_ == "ROOT")
