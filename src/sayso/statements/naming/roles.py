"""Every role an article tells of a person, each with the words that tell it, how it stands, and its dates where told.

Read on the surface round each place where the person is named: titles before the name ("former envoy Ann Roe"), what is
put beside it (", the acting mayor of Zenda,"), a clause (", who was foreign minister from 2029 to 2031,") and a verb of
office ("Roe resigned as envoy in May"). Two roles at two times are two facts: nothing is merged but what is told twice.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from sayso.parties import source_nouns
from sayso.records import Basis, Dated, Role, Span, Standing, Timex
from sayso.statements.naming.cast import Person, Sighting
from sayso.statements.naming.offices import is_person_word
from sayso.statements.naming.phrases import Phrase, read_segment
from sayso.statements.parsed import Doc, Token

_TITLED = frozenset({"NOUN", "PROPN", "ADJ", "DET", "PART", "NUM", "CCONJ", "ADP"})
# Said of a role, whatever part of speech the tagger takes them for.
_SAID_OF_ROLES = frozenset(
    {"acting", "designate", "elect", "ex", "former", "incoming", "interim", "outgoing", "then", "now"}
)
MOST_WORDS = 14  # of a role with its body; the longest of the cases has 11
_STANDINGS: tuple[tuple[Standing, re.Pattern[str]], ...] = tuple(
    (standing, re.compile(rf"\b(?:{words})", re.IGNORECASE))
    for standing, words in (
        (Standing.THEN, r"then\b|at the time\b"),
        (Standing.FORMER, r"(?:former|previous)(?:ly)?\b|ex-|one-?time\b|late\b|retired\b|erstwhile\b|once\b|past\b"),
        (Standing.ELECT, r"[\w-]+-(?:elect|designate)\b|incoming\b"),
        (Standing.ACTING, r"acting\b|interim\b|caretaker\b"),
    )
)
_QUALIFIED = re.compile(r"^(?:acting|interim|caretaker|former|then)\s+|-(?:elect|designate)\b", re.IGNORECASE)
_ADVERBS = r"(?:(?:also|now|once|then|later|previously|formerly|recently|currently)\s+)*"
_IS = r"is|serves as|has been|has served as|became|was (?:named|appointed|elected|sworn in as|made)|took office as"
_WAS = r"was|had been|served as|had served as|worked as|(?:has |had )?(?:resigned|retired|stepped down|left office) as"
_VERB = re.compile(rf"(?:,?\s+who)?\s+{_ADVERBS}(?:(?P<held>{_IS})|(?P<over>{_WAS}))\s+")
_BESIDE = re.compile(r",\s+(?:\d{2},\s+)?")
_NEXT = re.compile(r",?\s+(?:and\s+)?(?=(?:a|an|the|now|once|then|former|formerly|previously|currently)\s)|\s+and\s+")
_ENDS = re.compile(
    r"[,.;:()\[\]\"“”—–\n]|\s-\s|\s(?:who|which|that|when|where|while|but|said|says|told|from|until|till|since|between|during"
    r"|before|after|under|because|if)\s|\sin\s(?=\d|the\s\d|[A-Z][a-z]+\s\d{4}|[a-z]+\s\d{4})|\sfor\s(?=\w+\syears?)"
    r"|\sand\s(?=(?:a|an|the|now|former|formerly|once|then|later|current|currently|previously|he|she)\s)"
)
_DATING = re.compile(r"\s*,?\s*(?P<link>from|since|until|till|through|between|in|during|at the time)\b")
_PARTS = re.compile(r"[,.;\n]")
DATED_WITHIN = 40  # code points from "from" to the last date of "from May 2029 to October 2031"


class _Told(Struct, frozen=True):
    """The words of one role, what the verb before them says of its standing, and the end of a name right after them."""

    start: int
    end: int
    standing: Standing | None
    name_end: int = 0  # 0: no name stands right after them


class Roles:
    """The roles of the people of one article. Reads `doc`, who is named where, and the dates of the text."""

    def __init__(self, doc: Doc, sightings: Sequence[tuple[Sighting, Person]], times: Sequence[Timex]) -> None:
        self._doc = doc
        self._starts = doc.starts
        self._sightings = sightings
        self._times = times
        self._known: dict[int, tuple[Role, ...]] = {}

    def of(self, person: Person) -> tuple[Role, ...]:
        """All that is told of `person`, in text order; a role told again in the same standing once."""
        found = self._known.get(id(person))
        if found is None:
            places = [sighting for sighting, whose in self._sightings if whose is person]
            roles = sorted((role for place in places for role in self._at(place)), key=lambda role: role.span)
            first = {(r.title, r.affiliation, r.party, r.standing, r.when.iso): r for r in reversed(roles)}
            found = self._known[id(person)] = tuple(sorted(first.values(), key=lambda role: role.span))
        return found

    def _at(self, place: Sighting) -> Iterator[Role]:
        text = self._doc.text
        tellings = [*self._before(place), *_after(text, place.end)]
        for told in tellings:
            tokens = self._tokens(told.start, told.name_end or told.end)
            phrase = read_segment(tokens) if 0 < len(tokens) <= MOST_WORDS else None
            titled = (phrase is not None and phrase.person is not None) == (told.name_end > 0)
            if phrase is None or phrase.role is None or phrase.plural or not titled:
                continue
            yield self._role(told, phrase)

    def _role(self, told: _Told, phrase: Phrase) -> Role:
        text = self._doc.text
        words, around = text[told.start : told.end], text[told.end : told.end + 16]
        standing = next((one for one, pattern in _STANDINGS if pattern.search(words)), None)
        if standing is None and around.lstrip(" ,").startswith("at the time"):
            standing = Standing.THEN
        noun = source_nouns().get(phrase.noun or "")
        own = noun is not None and noun.sphere == "self"
        title = _QUALIFIED.sub("", phrase.role or "")
        return Role(
            title=title,
            affiliation=phrase.affiliation,
            party=None if own else phrase.party,
            standing=standing or told.standing or Standing.HELD,
            span=Span(told.start, told.start + len(words.rstrip())),
            when=self._when(told.end),
        )

    def _before(self, place: Sighting) -> Iterator[_Told]:
        """The titles that stand right before a name."""
        at = bisect.bisect_left(self._starts, place.start)
        low = at
        first = None  # the leftmost word for a role
        while low > 0 and at - low < MOST_WORDS:
            word = self._doc[low - 1]
            told = word.pos_ in _TITLED or word.text == "-" or word.tag_ == "POS" or word.lower_ in _SAID_OF_ROLES
            if word.is_space or not told:
                break
            if word.pos_ in ("ADP", "CCONJ") and not self._leads_to_role(low - 1):
                break
            low -= 1
            if is_person_word(word.lower_ if word.is_sent_start else word.text):
                first = low
        while low < at and (self._doc[low].pos_ in ("DET", "CCONJ", "ADP") or self._doc[low].text == "-"):
            low += 1
        if first is not None and low <= first:
            yield _Told(self._doc[low].idx, self._doc[at - 1].idx + len(self._doc[at - 1]), None, place.end)

    def _leads_to_role(self, at: int) -> bool:
        """Whether a preposition goes on with a role: "minister *of* trade", not "*in* Zenda"."""
        return any(is_person_word(word.text) for word in self._doc[max(at - 2, 0) : at])

    def _tokens(self, start: int, end: int) -> list[Token]:
        low = bisect.bisect_left(self._starts, start)
        return [token for token in self._doc[low : bisect.bisect_left(self._starts, end)] if not token.is_space]

    def _when(self, end: int) -> Dated:
        """The dates told right after a role: "from 2029 to 2031", "since May", "until 2031", "in 2029"."""
        text = self._doc.text
        link = _DATING.match(text, end)
        if link is None:
            return Dated()
        near = [t for t in self._times if link.end() <= t.span.start <= link.end() + DATED_WITHIN and t.earliest]
        near = [t for t in near if not _PARTS.search(text, link.end(), t.span.start)]
        if not near or near[0].span.start - link.end() > len(" the beginning of "):
            return Dated()
        one, word = near[0], link["link"]
        last = near[1] if len(near) > 1 and word in ("from", "between") else one
        span = Span(link.start("link"), last.span.end)
        return Dated(
            iso=one.iso if word in ("in", "during") else None,
            earliest=None if word in ("until", "till", "through") else one.earliest,
            latest=None if word == "since" or (word == "from" and last is one) else last.latest,
            basis=Basis.TEXT,
            evidence=text[span.start : span.end],
            span=span,
        )


def _after(text: str, end: int) -> Iterator[_Told]:
    """What is put beside a name, told of it in a clause, or by a verb of office."""
    verb = _VERB.match(text, end)
    if verb is None:
        beside = _BESIDE.match(text, end)
        verb = _VERB.match(text, end) if beside is None else None
        at = beside.end() if beside is not None else -1
    else:
        at = verb.end()
    standing = None if verb is None else Standing.FORMER if verb["over"] else Standing.HELD
    for _ in range(3):
        if at < 0:
            return
        stop = _ENDS.search(text, at)
        high = stop.start() if stop is not None else len(text)
        words = text[at:high]
        skipped = re.match(r"(?:the|a|an|his|her|its|their)\s+", words)
        start = at + (skipped.end() if skipped else 0)
        if start < high:
            yield _Told(start, high, standing)
        following = _NEXT.match(text, high) if stop is not None else None
        at = following.end() if following is not None else -1
