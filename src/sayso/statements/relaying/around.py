"""The words around a saying: its sentence without what is said, in the zones in which a venue or a day belongs to it.

Zones are found on the surface, by where source, cue and content stand, for a parser that is off by one arc would give a
day to the wrong verb. Letters that are someone's words are blanked one for one, so that offsets stay those of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from sayso.records import Mode, Span
from sayso.statements.attribution import Attribution
from sayso.statements.parsed import Doc, Token

SAID = "\N{CURRENCY SIGN}"  # stands for each letter of a content
SPEAKING = "\N{SECTION SIGN}"  # and of the source
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_ENDED = re.compile(r"[.!?…][\"”’')\]]*\s*$|\n\s*$")
_CREDITED = r"(?: (?:first |also )?(?:reported|quoted|cited|told|carried|published|paraphrased))"  # "as reported by"
_AIRED = (  # "a talk that ran at noon"
    r"(?: (?:(?:was|were|is|will be|has been|had been) )?(?:aired|airs|air|ran|runs|published|broadcast|posted|recorded"
    r"|taped|released|appeared))"
)
# A clause of its own begins; a venue or a day behind it is that clause's.
_BREAK = re.compile(
    r"\b(?:after|although|and|because|before|but|if|or|since|though|unless|until"
    r"|when(?! (?:asked|pressed|questioned))|whether|where|which|while|whilst|who|whom|whose|adding|noting|saying"
    rf"|following|amid|as(?!{_CREDITED})|that(?!{_AIRED}))\b|[;:]"
)
_SUBORDINATE = re.compile(
    rf"(?:after|although|as(?!{_CREDITED})|because|before|despite|following|if|since|though|until|unless"
    r"|when(?! (?:asked|pressed|questioned))|where|which|while|who|whose|amid)\b",
    re.IGNORECASE,
)
_DATELINE_END = re.compile(  # "OSLO, Nov. 8 (Reuters) - "
    r"(?:[A-Z][\w.’'/-]*[ ,]{1,2}|\d{1,2}[ ,]{1,2}){1,8}(?:\([^()\n]{2,40}\)\s*[-–—]{0,2}|[-–—]{1,2})\s*"
)
_TURNS = re.compile(r"\b(?:then|later|while|yet|though|although|earlier|previously|before|after)\b")  # to another time
_NEAR = 25  # code points before the cue that tell whether it goes on: "but then blasted"
_TALKING = re.compile(  # clauses that tell where and when one spoke
    r"(?:when )?(?:asked|pressed|questioned)\b"
    r"|(?:while|when|as) (?:\w+ ){0,2}(?:speaking|talking|appearing|addressing|campaigning|testifying|spoke)\b",
    re.IGNORECASE,
)
_THAT_CLAUSE = frozenset({"that", "which"})


class Zone(Struct, frozen=True):
    """A stretch of the text, `[start, end)` in code points."""

    start: int
    end: int


_PRONOUNS = frozenset({"he", "she", "it", "they"})


class Around(Struct, frozen=True):
    """The sentence of a saying: `text` from `start` on, words of others blanked."""

    start: int
    text: str
    front: tuple[Zone, ...]  # adverbial parts before source and cue: "On Tuesday, …"
    between: Zone | None  # source to cue: "Roe on Tuesday said"
    after: Zone  # cue to content or to the next clause: "said on CNN that"
    behind: Zone | None  # after the content, up to the next clause: "…, in an interview with CNN"
    tail: Zone  # from the end of cue, source and content to the end of the sentence

    def words(self, zone: Zone) -> str:
        """The words of a zone."""
        return self.text[zone.start - self.start : zone.end - self.start]


class Surroundings:
    """The surroundings of every attribution of a text, and which of them goes on with which."""

    def __init__(self, doc: Doc, attributions: Sequence[Attribution]) -> None:
        self.doc = doc
        self._around = {id(one): look_around(doc, one, attributions) for one in attributions}
        self._by_source: dict[tuple[Span, ...], list[Attribution]] = {}
        self._cued = sorted((one for one in attributions if one.cue), key=lambda one: one.cue)
        for one in attributions:
            self._by_source.setdefault(one.source, []).append(one)

    def of(self, one: Attribution) -> Around | None:
        """The surroundings of an attribution; None: it has no cue."""
        return self._around[id(one)]

    def leading(self, one: Attribution) -> Attribution | None:
        """The saying that another one of the same words for the speaker goes on with, in one sentence.

        "Roe *told* CNN on Tuesday that …, adding that …"; None: it begins.
        """
        if one.cue_token is None or not one.source:
            return None
        cue = self.doc[one.cue_token]
        sentence = cue.sentence
        before = [
            other
            for other in self._by_source[one.source]
            if other.cue_token is not None
            and other.cue_token < cue.i
            and self.doc[other.cue_token].sentence == sentence
        ]
        if not before:
            return None
        leading = before[-1]
        between = self.doc.text[leading.cue[-1].end : cue.idx] if leading.cue else ""
        return None if _TURNS.search(between.rpartition(",")[2] if cue.tag_ == "VBG" else between[-_NEAR:]) else leading

    def before(self, one: Attribution) -> Attribution | None:
        """The last saying of the sentence before, in one paragraph, which "he said" goes on from; None: none is there.

        Only a pronoun goes on so: who is named again may be told of another day.
        """
        if one.cue_token is None or not one.source or self._pronoun(one) not in _PRONOUNS:
            return None
        low, _ = self.doc[one.cue_token].sentence
        first, _ = self.doc[low - 1].sentence if low else (0, 0)
        if not low or "\n" in self.doc.text[self.doc[first].idx : one.source[0].start]:
            return None
        told = [other for other in self._cued if other.cue_token is not None and first <= other.cue_token < low]
        return told[-1] if told else None

    def _pronoun(self, one: Attribution) -> str:
        return self.doc.text[one.source[0].start : one.source[-1].end].lower()


def look_around(doc: Doc, one: Attribution, attributions: Sequence[Attribution]) -> Around | None:
    """The surroundings of one of the attributions of a text. None: it has no cue."""
    if one.cue_token is None or not one.cue:
        return None
    cue = doc[one.cue_token]
    low, high = _sentence(doc, cue, one)
    own = min(span.start for span in (*one.source, *one.cue))
    here = [other for other in attributions if other.content[0].start < high and low < other.content[-1].end]
    hidden = [span for other in here if other is one or not _tells_of(other, own) for span in other.content]
    text = _blanked(doc.text, low, high, hidden, one.source)
    at = cue.idx + len(cue)
    first = min(own, cue.idx)
    sources = [span for span in one.source if low <= span.start < high]
    spoken = max((span.end for span in sources if span.end <= cue.idx), default=None)
    after = _cut(text, low, at, high)
    done = max([at, *(s.end for s in (*sources, *one.content) if s.start < high)])
    return Around(
        start=low,
        text=text,
        front=tuple(_front(doc, text, low, first)),
        between=None if spoken is None else _between(doc, text, low, Zone(spoken, cue.idx)),
        after=after,
        behind=_behind(text, low, high, one.content, after),
        tail=Zone(min(done, high), high),
    )


def _tells_of(other: Attribution, at: int) -> bool:
    """Whether a saying at `at` is told in the words of another, pieces of which may stand before and behind it."""
    within = other.content[0].start <= at < other.content[-1].end
    return within and (other.mode is not Mode.DIRECT or any(span.start <= at < span.end for span in other.content))


def _sentence(doc: Doc, cue: Token, one: Attribution) -> tuple[int, int]:
    """The sentence of the cue and of its source, past ends that the parser saw where no sentence ends."""
    low, high = cue.sentence
    near = high - low + 60
    for span in one.source:
        inside = doc.char_span(span.start, span.end, alignment_mode="expand")
        if inside is not None and abs(inside.start - cue.i) < near:
            first, last = inside.root.sentence
            low, high = min(low, first), max(high, last)
    while low > 0 and not _ENDED.search(doc.text, max(0, doc[low].idx - 8), doc[low].idx):
        low, _ = doc[low - 1].sentence
    while high < len(doc) and not _ENDED.search(doc.text, max(0, doc[high].idx - 8), doc[high].idx):
        _, high = doc[high].sentence
    end = doc[high].idx if high < len(doc) else len(doc.text)
    return doc[low].idx, end


def _blanked(text: str, low: int, high: int, said: Sequence[Span], source: Sequence[Span]) -> str:
    letters = list(text[low:high])
    for spans, mark in ((source, SPEAKING), (said, SAID)):
        for span in spans:
            start, end = max(span.start, low) - low, min(span.end, high) - low
            if start < end:
                letters[start:end] = mark * (end - start)
    return "".join(letters)


def _front(doc: Doc, text: str, low: int, first: int) -> list[Zone]:
    """The parts between commas before source and cue; from the last one that is a clause of its own on."""
    words = text[: first - low]
    opened = _DATELINE_END.match(words)
    at = low + (opened.end() if opened else 0)
    parts: list[Zone] = []
    for piece in re.finditer(r"[^,]+", words[at - low :]):
        zone = Zone(at + piece.start(), at + piece.end())
        told = piece.group().strip(' \n\t“"(')
        if SAID in told:
            parts = []
        elif _TALKING.match(told):
            parts.append(zone)
        elif _SUBORDINATE.match(told):
            continue
        elif _is_clause(doc, zone):
            parts = []
        else:
            parts.append(zone)
    return parts


def _is_clause(doc: Doc, zone: Zone) -> bool:
    """Whether a finite verb stands in a zone, but in a relative clause: "a talk that ran at noon"."""
    span = doc.char_span(zone.start, zone.end, alignment_mode="contract")
    relative, led = False, False
    for at, token in enumerate(span or ()):
        relative = relative or token.lower_ in _THAT_CLAUSE
        led = led or (token.pos_ == "ADP" and at <= 1)
        if token.tag_ in _FINITE and not relative and not (led and token.dep_ in {"amod", "acl"}):
            return True
    return False


def _between(doc: Doc, text: str, low: int, zone: Zone) -> Zone | None:
    """From source to cue, less a relative clause that a comma closes and what is another verb's."""
    words = text[zone.start - low : zone.end - low]
    if words.lstrip(", ").startswith(("who", "which", "whose", "whom", "where")):
        comma = words.rfind(",")
        if comma <= words.find("wh"):
            return None
        zone = Zone(zone.start + comma + 1, zone.end)
    return None if SAID in words or _has_verb(doc, zone) else zone


def _has_verb(doc: Doc, zone: Zone) -> bool:
    """Whether a verb other than the cue's own auxiliaries stands in a zone."""
    span = doc.char_span(zone.start, zone.end, alignment_mode="contract")
    return any(token.tag_ in {"VBD", "VBZ", "VBP"} and token.pos_ == "VERB" for token in span or ())


def _cut(text: str, low: int, at: int, high: int) -> Zone:
    """From the cue to what is said, or to the next clause; past a source that stands behind the cue."""
    words = text[at - low : high - low]
    said = words.find(SAID)
    end = said if said >= 0 else len(words)
    clause = _BREAK.search(words, 0, end)
    return Zone(at, at + (clause.start() if clause else end))


def _behind(text: str, low: int, high: int, content: Sequence[Span], after: Zone) -> Zone | None:
    """What follows the content in its sentence, up to the next clause."""
    ends = [span.end for span in content if low <= span.end <= high]
    if not ends or max(ends) <= after.start:
        return None
    at = max(ends)
    clause = _BREAK.search(text, at - low)
    return Zone(at, low + clause.start() if clause else high)
