"""What is known of one article while its sources are resolved: its people, its parties, who has spoken so far."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from sayso.parties import FormKind, Mention, find_parties, look_up, source_nouns
from sayso.records import Article, Span, Speaker
from sayso.statements.attribution import Attribution
from sayso.statements.naming.cast import Cast, Person
from sayso.statements.naming.firms import TRADES, one_firm
from sayso.statements.naming.owners import Owners
from sayso.statements.naming.people import party_for, read_cast
from sayso.statements.naming.phrases import Phrase
from sayso.statements.naming.serving import own_party
from sayso.statements.naming.together import with_name
from sayso.statements.parsed import Doc, Token
from sayso.statements.quotes import find_quotations
from sayso.statements.speaking.pronouns import Focus
from sayso.statements.speaking.writers import Writer, read_writer
from sayso.statements.voicing.authors import Author, Voiced

_BRACKETS = r" \(([A-Z][A-Za-z&.-]{1,8})\)"
_IN_BRACKETS = re.compile(_BRACKETS)
_ABBREVIATED = re.compile(
    r"((?:[A-Z][\w&’'-]*|of|for|and|the|on|in)(?: (?:[A-Z][\w&’'-]*|of|for|and|the|on|in|de))+)" + _BRACKETS
)
_FIRM = re.compile(
    rf"\b((?:[A-Z][\w&’-]+ ){{1,4}}?)(?:Corp|Inc|Ltd|LLC|Co|PLC|Plc|AG|SA|GmbH|Group|Holdings|{TRADES})\b\.?(?! [A-Z])"
)
_OWNED_NOUN = re.compile(r"(?:['’]s)?((?:\s+[\w-]+){1,4})")


class Turn(Struct, frozen=True):
    """One resolved source, kept for what follows."""

    at: int  # code point of the source
    paragraph: int
    speaker: Speaker
    person: Person | None
    noun: str | None
    plural: bool
    content: tuple[Span, ...]
    is_open: bool = False  # two may be meant
    asks: bool = False  # what is said is a question


class Group(Struct, frozen=True):
    """Several parties that spoke together."""

    parties: tuple[str, ...]
    role: str | None  # "foreign ministers"; null: the states themselves
    noun: str | None
    is_we: bool  # told as "we": the text is their own


class Resolved(Struct, frozen=True):
    """A speaker, and one sentence on how it was found."""

    speaker: Speaker
    why: str
    person: Person | None = None
    noun: str | None = None
    plural: bool = False
    is_open: bool = False  # two may be meant


class Story:
    """One article, read in text order: what its sources lean on."""

    def __init__(
        self, article: Article, doc: Doc, attributions: Sequence[Attribution], voiced: Sequence[Voiced] = ()
    ) -> None:
        self.doc = doc
        self.text = doc.text
        self._article = article
        self.starts = doc.starts
        self.mentions = mentions = find_parties(self.text)
        sources = {one.source: with_name(self.tokens(one.source)) for one in attributions}
        self.places = sorted(source[0].start for source in sources if source)  # where those who speak are told
        self.sources = sorted((a for a in attributions if a.source), key=lambda a: a.source[0].start)
        self.cast: Cast = read_cast(doc, mentions, list(sources.values()), article.published.latest)
        self.context = frozenset(mention.form.party for mention in mentions)
        self.breaks = [match.start() for match in re.finditer(r"\n\s*\n", self.text)]
        self.turns: list[Turn] = []
        self.groups: list[Group] = []  # those who spoke together, in text order
        self.quotations = [(one.start, one.end) for one in find_quotations(self.text)]
        self.focus = Focus(doc, self.cast, self.quotations)
        self.owners = _owners(self.text, mentions)
        self.short = _short_forms(self.text)
        self.around = Owners(doc, mentions)
        self._voiced = voiced

    def author_at(self, at: int) -> Author | None:
        """In whose own voice the paragraph at a code point is; None within quotation marks, and of nearly all news."""
        if not self._voiced or inside_any(self.quotations, at):
            return None
        return next((one.author for one in self._voiced if one.span.start <= at < one.span.end), None)

    def asked_at(self, at: int) -> Author | None:
        """Who answers the question that a code point stands in; None outside of questions."""
        asked = (
            one for one in self._voiced if one.question is not None and one.question.start <= at < one.question.end
        )
        return next((one.author for one in asked), None)

    @cached_property
    def writer(self) -> Writer | None:
        """Who wrote the article, where it tells."""
        return read_writer(self._article)

    @cached_property
    def firm(self) -> str | None:
        """The one firm that the article tells as such."""
        return one_firm(self.text)

    def whole_names(self, noun: str) -> list[str]:
        """The names of bodies in the article that begin or end with `noun`: "Office of Grain Measures" for "Office"."""
        capital = r"[A-Z][\w&’-]+"
        before = rf"\b(?:{capital} )+{noun}\b(?! of [A-Z])"
        after = rf"\b{noun} (?:of|for) (?:the )?{capital}(?: (?:and )?{capital})*"
        found = {re.sub(r"^The ", "", match.group()) for match in re.finditer(f"{after}|{before}", self.text)}
        return sorted(found - {noun})

    def paragraph(self, at: int) -> int:
        """The number of the paragraph that holds a code point."""
        return bisect.bisect_right(self.breaks, at)

    def tokens(self, spans: Sequence[Span]) -> list[Token]:
        """The tokens that begin inside `spans`."""
        found: list[Token] = []
        for span in spans:
            low = bisect.bisect_left(self.starts, span.start)
            found += self.doc[low : bisect.bisect_left(self.starts, span.end)]
        return found


def known(person: Person, phrase: Phrase, description: str, why: str) -> Resolved:
    """The speaker that somebody named is, with the role told here, else the one told before."""
    role = phrase.title or person.role
    body = phrase.affiliation or (person.affiliation if role == person.role else None)
    if phrase.role is not None and phrase.former:
        party: str | None = person.party or person.name
    else:
        here = party_for(phrase)
        former = phrase.former or (phrase.role is None and person.is_former)
        nouns = () if former else (phrase.noun,) if phrase.noun else person.nouns
        own = None if person.may_lead and not nouns else own_party(person.name, nouns, role or person.beside, body)
        party = (phrase.party if here else None) or person.party or here or own
    speaker = Speaker(person.name, description, role, body, party, named=True, person=True)
    if person.why_party and party == person.party:
        why = f"{why}; {party}: {person.why_party}"
    return Resolved(speaker, why, person, phrase.noun or next(iter(sorted(person.nouns)), None))


def inside(at: int, spans: Sequence[Span]) -> bool:
    """Whether a code point stands in one of `spans`."""
    return any(span.start <= at < span.end for span in spans)


def inside_any(ranges: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether a code point stands in one of the ranges, end exclusive."""
    return any(low <= at < high for low, high in ranges)


def _short_forms(text: str) -> dict[str, str]:
    """Short form of a body -> its name: "RRU" of "River Relief Union (RRU)", "Acme" of "Acme Corp."; none of two."""
    found: dict[str, set[str]] = {}
    for match in _abbreviated(text):
        words = match.group(1).split()
        letters = match.group(2).replace(".", "").upper()
        for low in range(len(words) - 1, -1, -1):
            initials = "".join(word[0] for word in words[low:] if word[0].isupper())
            all_initials = "".join(word[0] for word in words[low:]).upper()
            if words[low][0].isupper() and words[low] != "The" and letters in (initials, all_initials):
                owned = low and words[low - 1][0].isupper() and look_up(words[low - 1]) is not None  # "the UN Panel"
                found.setdefault(match.group(2), set()).add(" ".join(words[low - bool(owned) :]))
                break
    for match in _FIRM.finditer(text):
        found.setdefault(match.group(1).strip(), set()).add(match.group().strip())
    return {short: names.pop() for short, names in found.items() if len(names) == 1}


def _abbreviated(text: str) -> Iterator[re.Match[str]]:
    """Names with their short form in brackets; looked for in front of such brackets alone, in their line."""
    behind = 0
    for bracket in _IN_BRACKETS.finditer(text):
        match = _ABBREVIATED.search(text, max(behind, text.rfind("\n", 0, bracket.start()) + 1), bracket.end())
        behind = bracket.end()
        if match is not None:
            yield match


def _owners(text: str, mentions: Sequence[Mention]) -> dict[str, dict[str, int]]:
    """Noun of a state body -> the states told to have one, and where first: "the Ruritanian foreign ministry"."""
    nouns = source_nouns()
    found: dict[str, dict[str, int]] = {}
    for mention in mentions:
        if mention.form.kind in {FormKind.MEDIA, FormKind.INTERNATIONAL}:
            continue
        match = _OWNED_NOUN.match(text, mention.end, mention.end + 60)
        for word in match.group(1).lower().split() if match else ():
            noun = nouns.get(word)
            if noun is not None and noun.sort == "body" and noun.sphere == "state":
                found.setdefault(word, {}).setdefault(mention.form.party, mention.start)
                break
            if noun is not None:
                break
    return found
