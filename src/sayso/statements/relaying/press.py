"""The outlets that one article names, and how a noun phrase is read as one of them.

Surface alone decides, with the labels of names as a veto: who is told, and who reports, stands right beside the verb,
and a parser that is off there costs the relay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from sayso.parties import FormKind, look_up, source_nouns
from sayso.records import Relay, Span
from sayso.statements.parsed import Doc
from sayso.statements.relaying.noun_phrases import DETERMINERS, Word, run_before, run_from, text_of, words_at
from sayso.statements.relaying.outlets import NOUNS, Kind, kind_of, known, outlet_name

_REPORTERS = frozenset(
    """
    reporter reporters journalist journalists anchor anchors host hosts correspondent correspondents interviewer
    presenter columnist editor editors readers viewers listeners crew
    """.split()  # noqa: SIM905 - a list of strings is harder to read
)
_NEVER_AGAIN = frozenset(
    {
        "media",
        "news media",
        "show",
        "news show",
        "programme",
        "program",
        "podcast",
        "radio",
        "television",
        "tv",
        "journal",
    }
)
_WHOSE = frozenset(
    """
    state official local national public foreign international domestic regional government independent opposition
    private western
    """.split()  # noqa: SIM905 - a list of strings is harder to read
)
_WHOSE_ENDS = ("-run", "-owned", "-controlled", "-backed", "-funded", "-based", "-language", "-government")
_NO_OUTLETS = frozenset({"PERSON", "GPE", "NORP", "LOC"})
# Nouns that name other things as well: beside them only a name that is an outlet's by itself counts.
_VAGUE = frozenset(
    {"agency", "channel", "journal", "network", "outlet", "paper", "papers", "portal", "program", "programme"}
    | {"publication", "show", "site", "station"}
)
_OF = re.compile(r"[ \t]+(?:of|from|at|on|for|with)\b")
_AND = re.compile(r"(?:,? and|,)\b")
_HOW_FAR = 3000  # code points back in which "the newspaper" finds the paper it stands for
_NAME = r"(?P<name>\b[A-Z][\w-]*(?: [A-Z][\w-]*){0,3})"
_SITES = r"news (?:site|website|outlet|channel|portal|organi[sz]ation)|(?:radio|television|TV) (?:station|channel)"
_CALLED = re.compile(  # "the news agency Kinbote"
    r"(?:\b(?:news|press|state|wire) agency|\bthe agency|\bnewspapers?|\bbroadcaster|\bmagazine|\btabloid"
    rf"|\b(?:{_SITES})|\bnewswire|\bweekly|\bdaily) {_NAME}"
)
_PUT_BESIDE = re.compile(  # "Kinbote, the news agency"
    rf"{_NAME}, (?:the|a|an|its|their) [^,.;\n]{{0,40}}?\b(?:(?:news|press|state) agency|newspaper|broadcaster"
    rf"|magazine|{_SITES}|newswire)\b"
)
_CALLING = re.compile(  # a noun that either of them needs
    r"agency|newspaper|broadcaster|magazine|tabloid|newswire|weekly|daily"
    r"|news (?:site|website|outlet|channel|portal|organi)|(?:radio|television|TV) (?:station|channel)"
)
_CAPITALS = re.compile(r"\b[A-Z][\w&’'-]*(?: (?:of |and |de |della )?[A-Z][\w&-]*){0,4}")


class Sighting(Struct, frozen=True):
    """Where the article names an outlet."""

    start: int
    name: str
    kind: Kind


class Press:
    """The outlets of one article: those the tables know, and those it calls news agencies, papers, broadcasters."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = doc.text
        self.called = _called(self.text)
        self._kinds: dict[str, Kind | None] = {}
        self.sightings = self._sighted()

    def _sighted(self) -> tuple[Sighting, ...]:
        found = []
        for match in _CAPITALS.finditer(self.text):
            words = words_at(self.text, match.start(), match.end())
            owner = next((k + 1 for k, word in enumerate(words) if word.owner), len(words))
            span = self._named(words[:owner])
            if span is not None:
                name = outlet_name(self.text[span.start : span.end])
                kind = self.kind_of(self.text[span.start : span.end])
                if (kind is not None and " " in name) or kind is Kind.AGENCY or name.isupper():
                    found.append(Sighting(span.start, name, kind or Kind.MEDIA))
        return tuple(found)

    def kind_of(self, name: str) -> Kind | None:
        """The kind of outlet a name is of, by the tables, its words, or what this article calls it."""
        if name not in self._kinds:  # an article has the same names again and again
            self._kinds[name] = self.called.get(name) or kind_of(name)
        return self._kinds[name]

    def read(self, at: int) -> list[Relay]:
        """The outlets of the noun phrase that begins at `at`; empty where it names none."""
        words = words_at(self.text, at)
        relay = self._phrase(words)
        if relay is None:
            return self._behind_reporter(words)
        following = _AND.match(self.text, relay.span.end)
        more = self.read(following.end()) if following is not None else []
        return [relay, *more]

    def _behind_reporter(self, words: Sequence[Word]) -> list[Relay]:
        """ "Eve Lund *of CNN*", "reporters *from Reuters*"."""
        if not words:
            return []
        joint = next((k for k, word in enumerate(words) if word.text in ("of", "for")), len(words))
        who = words[:joint]
        person = self._labels(who) & {"PERSON"} or any(word.text.lower() in _REPORTERS for word in who)
        link = _OF.match(self.text, who[-1].end)
        return self.read(link.end()) if person and link is not None else []

    def _phrase(self, words: Sequence[Word]) -> Relay | None:
        chunk: list[Word] = []
        for word in words:
            chunk.append(word)
            if word.owner:  # "CNN’s Eve Lund", "Denmark’s VTA"
                found = self._chunk(chunk)
                if found is not None:
                    return found
                chunk = []
        return self._chunk(chunk) if chunk else None

    def _chunk(self, words: Sequence[Word]) -> Relay | None:
        while words and words[0].text.lower() in DETERMINERS and (len(words) > 1):
            words = words[1:]
        noun = _noun(words)
        if noun is not None:
            return self._beside_noun(words, *noun)
        span = self._named(words)
        return None if span is None or not self._is_told(span) else self._relay(span)

    def _beside_noun(self, words: Sequence[Word], low: int, high: int) -> Relay | None:
        """A name right after or right before a noun for an outlet, else what the noun alone tells."""
        after = run_from(words, high)
        if after and not (self._labels(after) & {"PERSON"} and self.kind_of(text_of(self.text, after)) is None):
            return self._relay(self._named(after) or Span(after[0].start, after[-1].end))
        before = run_before(words, low)
        if before:
            span = self._named(before)
            if span is not None:
                return self._relay(span)
            vague = text_of(self.text, words[low:high]) in _VAGUE
            if not vague and look_up(text_of(self.text, before)) is None and not self._labels(before) & _NO_OUTLETS:
                return self._relay(Span(before[0].start, words[high - 1].end))
        return self._unnamed(words, low, high)

    def _unnamed(self, words: Sequence[Word], low: int, high: int) -> Relay | None:
        """ "state media", "a local newspaper" as told; "the newspaper" is the one told before."""
        span = Span(words[0].start, words[high - 1].end)
        noun = text_of(self.text, words[low:high]).lower()
        if noun == "state media" or (low > 0 and _tells_whose(words[low - 1].text)):
            return Relay(outlet_name(self.text[span.start : span.end]), span)
        definite = self.text[max(0, span.start - 4) : span.start].lower() == "the "
        name = self._again(NOUNS[noun], span.start) if definite and low == 0 and noun not in _NEVER_AGAIN else None
        return None if name is None else Relay(name, span)

    def _again(self, kind: Kind, at: int) -> str | None:
        """The one outlet of a kind that the text names before `at`; None where it names none or several."""
        fitting = {kind} | ({Kind.PAPER, Kind.MAGAZINE, Kind.SITE, Kind.BROADCASTER} if kind is Kind.SITE else set())
        fitting |= {Kind.MAGAZINE, Kind.SITE} if kind is Kind.PAPER else set()
        near = [one for one in self.sightings if at - _HOW_FAR <= one.start < at]
        names = {one.name for one in near if one.kind in fitting}
        return names.pop() if len(names) == 1 else None

    def _relay(self, span: Span) -> Relay:
        return Relay(self._full(self.text[span.start : span.end], span.start), span)

    def _full(self, name: str, at: int) -> str:
        """ "Northern Post" for "Post" where the text has named it before, and no other."""
        own = outlet_name(name)
        if " " in own or own.isupper():
            return own
        longer = {one.name for one in self.sightings if one.start < at and one.name.endswith(" " + own)}
        return longer.pop() if len(longer) == 1 else own

    def _is_told(self, span: Span) -> bool:
        """Whether "the Mirror" alone is an outlet that a reader knows: by the tables, or named in full before."""
        name = self.text[span.start : span.end]
        return " " in name or name in self.called or known(name) is not None or self._full(name, span.start) != name

    def _named(self, words: Sequence[Word]) -> Span | None:
        """The span of the outlet that a run of capitals names: the whole run, or a known name that begins it."""
        run = run_from(words, next((k for k, word in enumerate(words) if word.text[:1].isupper()), len(words)))
        if len(run) > 1 and (form := look_up(run[0].text)) is not None and form.kind is FormKind.DEMONYM:
            whole = text_of(self.text, run)
            run = run if self.kind_of(whole) is not None and known(whole) is not None else run[1:]
        for size in range(len(run), 0, -1):
            name = text_of(self.text, run[:size])
            kind = self.kind_of(name)
            if kind is None or (size < len(run) and known(name) is None):
                continue
            if size < len(run) and not (size > 1 or name.isupper()):
                continue
            if known(name) is None and (self._several(run[:size]) or self._is_person(run[:size], kind)):
                continue
            return Span(run[0].start, run[size - 1].end)
        return None

    def _several(self, run: Sequence[Word]) -> bool:
        """ "CNN and Fox News": two names."""
        at = next((k for k, word in enumerate(run) if word.text == "and"), 0)
        return at > 0 and self.kind_of(text_of(self.text, run[:at])) is not None

    def _is_person(self, run: Sequence[Word], kind: Kind) -> bool:
        """Whether the model calls capitals a person that end as a paper’s name does, and as a family’s: "Ann Post"."""
        return kind in {Kind.PAPER, Kind.MAGAZINE} and self._labels(run) == {"PERSON"}

    def _labels(self, words: Sequence[Word]) -> set[str]:
        span = self.doc.char_span(words[0].start, words[-1].end, alignment_mode="expand")
        return {token.ent_type_ for token in span if token.ent_type_} if span is not None else set()

    def unknown(self, low: int, high: int) -> Relay | None:
        """Capitals at exactly `[low, high)` that no table knows, and that are no person and no body of a state.

        The model takes an agency's single name for a place or a person: it is a person's where the text puts another
        name or a title before it.
        """
        words = [word for word in words_at(self.text, low) if word.end <= high]
        while words and words[0].text.lower() in DETERMINERS:
            words = words[1:]
        if not words or words[-1].end != high or not all(word.text[:1].isupper() for word in words):
            return None
        name = text_of(self.text, words)
        labels = self._labels(words)
        longer = re.search(rf"\b[A-Z][\w.]* {re.escape(name)}\b", self.text) is not None
        person = "PERSON" in labels if len(words) > 1 else longer and "ORG" not in labels
        if person or "NORP" in labels or look_up(name) is not None or words[-1].text.lower() in source_nouns():
            return None
        return Relay(outlet_name(name), Span(words[0].start, words[-1].end))


def _tells_whose(word: str) -> bool:
    """Whether a word says whose or what media are meant: "local", "state-run", "Ruritanian"."""
    return word.lower() in _WHOSE or word.lower().endswith(_WHOSE_ENDS) or look_up(word) is not None


def _noun(words: Sequence[Word]) -> tuple[int, int] | None:
    """Where a noun for an outlet stands, in small letters: `[low, high)`, the longest."""
    for low in range(len(words)):
        for high in (low + 2, low + 1):
            told = " ".join(word.text for word in words[low:high])
            small = told[:1].islower() or told == "TV"
            if high <= len(words) and small and told.lower() in NOUNS:
                return low, high
    return None


def _called(text: str) -> dict[str, Kind]:
    """Names that the text itself calls an agency, a paper, a broadcaster, and no table knows as anything else."""
    found = {}
    for pattern in (_CALLED, _PUT_BESIDE) if _CALLING.search(text) else ():
        for match in pattern.finditer(text):
            name = match["name"]
            if look_up(name) is None and known(name) is None:
                words = match.group().lower()
                found[name] = next((kind for noun, kind in NOUNS.items() if noun in words), Kind.SITE)
    return found
