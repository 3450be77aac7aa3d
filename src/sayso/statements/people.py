"""The people an article names: one Person for every full name, with the role and party the article tells of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib import resources

from msgspec import Struct
from spacy.tokens import Doc, Span, Token

from sayso.parties import FormKind, Mention, leader_party, look_up, source_nouns
from sayso.statements.offices import is_generic
from sayso.statements.owners import Owners, full_name
from sayso.statements.phrases import Phrase, read_phrase

_OPENERS = frozenset(
    {"will", "would", "can", "could", "did", "does", "should", "has", "is", "was", "per", "when", "if", "as"}
)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md"})
_SEAT_OFFICES = {  # body of a seat of power -> the office of whoever sits there
    "Blue House": "president",
    "Casa Rosada": "president",
    "Downing Street": "prime minister",
    "German Chancellery": "chancellor",
    "Kantei": "prime minister",
    "Kremlin": "president",
    "Malacañang": "president",
    "Miraflores": "president",
    "Palazzo Chigi": "prime minister",
    "Planalto": "president",
    "White House": "president",
    "Élysée": "president",
}


_HOLDERS = frozenset({"builder", "maker", "manufacturer", "operator", "owner", "supplier"})  # of a thing, for no body
_OFFICES_OF_STATE = frozenset({"minister", "premier", "president", "chancellor", "ambassador"})


class Sighting(Struct, frozen=True):
    """One place where a person is named."""

    start: int
    end: int
    words: tuple[str, ...]  # of the name, folded
    head: int  # index of the name's head token
    phrase: Phrase


class Person(Struct):
    """Somebody named in the article. Filled in text order while the article is read; never leaves the stage."""

    name: str  # the fullest form told
    words: tuple[str, ...]  # of the name, folded
    role: str | None = None
    affiliation: str | None = None
    party: str | None = None
    gender: str = ""
    nouns: frozenset[str] = frozenset()  # head nouns of the roles told
    places: tuple[int, ...] = ()  # code points where named, in text order
    why_party: str = ""

    @property
    def family(self) -> str:
        """The family name: first in East Asian order, else the last word with its particles."""
        first, last = self.words[0], self.words[-1]
        east = first in family_first() and 2 <= len(self.words) <= 4
        if east and (len(self.words) > 2 or last not in family_first()):
            return first
        return last


class Cast:
    """Who is named in one article, and who a bare name may be."""

    def __init__(self, people: Sequence[Person], sightings: Sequence[tuple[Sighting, Person]]) -> None:
        self.people = people
        self.sightings = sightings  # only those that are surely one person, in text order

    def candidates(self, name: str) -> list[Person]:
        """Everybody a name may be, in order of first mention: the same full name, else the same family name."""
        words = fold_name(name)
        exact = [p for p in self.people if same_name(p.words, words)]
        if exact or not words:
            return exact[:1]
        family = [p for p in self.people if len(p.words) > 1 and p.family == words[-1] and _within(words, p.words)]
        if family:
            return family
        return [p for p in self.people if _part_of(words, p.words)]


@cache
def family_first() -> frozenset[str]:
    """Family names, folded, that stand first in Korean, Chinese and Vietnamese names of two to four syllables."""
    text = (resources.files("sayso") / "data" / "family_first.csv").read_text(encoding="utf-8")
    return frozenset(text.split()[1:])


def fold_name(name: str) -> tuple[str, ...]:
    """Words of a name to compare: no case, accents, hyphens, possessive, titles of descent or full stops."""
    plain = unicodedata.normalize("NFKD", re.sub(r"['’]s?$", "", name.strip())).casefold()
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    words = re.sub(r"[-‐‑.]", " ", plain.replace("’", "'")).split()
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    return tuple(words)


def same_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two folded full names are one: equal, or equal but for middle names that one of them leaves out."""
    if one == other:
        return True
    if min(len(one), len(other)) < 2 or one[0] != other[0] or one[-1] != other[-1] or one[0] in family_first():
        return False
    short, long = sorted((one[1:-1], other[1:-1]), key=len)
    return not short or all(any(a.startswith(b) or b.startswith(a) for b in long) for a in short)


def _within(words: tuple[str, ...], full: tuple[str, ...]) -> bool:
    return all(word in full for word in words)


def _part_of(words: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """A bare name that is the end of a full name ("van Dam", "bin Karim") or its first word."""
    size = len(words)
    return size < len(full) and (full[-size:] == words or full[:size] == words)


def read_cast(doc: Doc, mentions: Sequence[Mention], sources: Sequence[Sequence[Token]], day: str | None) -> Cast:
    """Everybody named in `doc`: by the model, and by `sources`, the words of those who speak.

    `mentions` are its parties: a name that is a party is nobody. `day` is when it was written, null if unknown.
    """
    taken = {mention.start for mention in mentions if mention.form.kind is not FormKind.DEMONYM}
    sightings = [s for s in map(_sighting, doc.ents) if s is not None and s.start not in taken]
    seen = {at for s in sightings for at in range(s.start, s.end)}
    sightings += [s for s in map(_told_source, sources) if s is not None and s.start not in seen | taken]
    sightings.sort(key=lambda s: s.start)
    people: list[Person] = []
    for sighting in sightings:
        if len(sighting.words) > 1:
            known = next((p for p in people if same_name(p.words, sighting.words)), None)
            if known is None:
                known = Person(sighting.phrase.person or "", sighting.words)
                people.append(known)
            if len(sighting.words) > len(known.words):
                known.name, known.words = sighting.phrase.person or known.name, sighting.words
    singles: list[Person] = []
    for sighting in sightings:
        if len(sighting.words) == 1 and not Cast(people + singles, ()).candidates(sighting.phrase.person or ""):
            singles.append(Person(sighting.phrase.person or "", sighting.words))
    people += singles
    cast = Cast(people, ())
    sure: list[tuple[Sighting, Person]] = []
    for sighting in sightings:
        found = cast.candidates(sighting.phrase.person or "")
        if len(found) == 1:
            _learn(found[0], sighting)
            sure.append((sighting, found[0]))
    _leaders_of_states(people, day)
    _told_by_seat(people, mentions)
    _told_by_words_around(people, Owners(doc, mentions))
    _told_by_whole_name(people, doc.text)
    _told_by_superior(cast)
    return Cast(people, sure)


def _learn(person: Person, sighting: Sighting) -> None:
    """Take what one mention tells of a person. The first role told stands; a former role gives no party."""
    told = sighting.phrase
    person.places += (sighting.start,)
    person.gender = person.gender or told.gender
    noun = source_nouns().get(told.noun or "")
    if noun is not None and noun.plural:  # "officials" beside one name are others
        return
    if told.noun and told.role:
        person.nouns |= {told.noun}
    if person.role is None and told.role is not None:
        person.role = f"former {told.role}" if told.former else told.role
        person.affiliation = told.affiliation
    if person.party is None and not told.former:
        person.party = party_for(told)


def party_for(told: Phrase) -> str | None:
    """The party a person speaks for by these words; null when they tell none, or one who speaks for himself."""
    noun = source_nouns().get(told.noun or "")
    if noun is None and told.role is None and told.affiliation:  # "Ann Roe of the River Commission"
        noun = source_nouns().get(told.affiliation.split()[-1].lower())
        noun = noun if noun is not None and noun.sphere == "state" else None
    if told.former or noun is None or noun.sphere == "self" or told.noun in _HOLDERS:
        return None
    own = told.affiliation if told.affiliation and told.affiliation[:1].isupper() else None
    return told.party or (None if own is None or is_generic(own) else own)


def _leaders_of_states(people: Sequence[Person], day: str | None) -> None:
    """Give a president without a country the state the table of leaders has for the name and the day."""
    for person in people:
        titled = "president" in person.nouns and not (person.role or "").startswith("former")
        if person.party is None and (titled or (day is not None and len(person.words) > 1)):
            person.party = leader_party(" ".join(person.words), day)
            person.why_party = "by the table of leaders" if person.party else ""


def _told_by_seat(people: Sequence[Person], mentions: Sequence[Mention]) -> None:
    """Give the only head of state or government without a country the one whose seat the article names.

    "President Roe" beside "the White House" is the United States', when every other president told has a country.
    """
    for noun in sorted(set(_SEAT_OFFICES.values())):
        holders = [p for p in people if noun in (p.role or "")]
        without = [p for p in holders if p.party is None and not (p.role or "").startswith("former")]
        seats = {m.form for m in mentions if _SEAT_OFFICES.get(m.form.body) == noun}
        free = {seat.party for seat in seats} - {p.party for p in holders}
        if len(without) == 1 and len(free) == 1:
            without[0].party = free.pop()
            without[0].why_party = f"the only {noun} told without a country, beside its seat"


def _told_by_words_around(people: Sequence[Person], owners: Owners) -> None:
    """Give a minister, or who speaks for a ministry, without a country the state told of just before the naming."""
    for person in people:
        body = person.affiliation or ""
        office = person.nouns & _OFFICES_OF_STATE or (is_generic(body) and body != "" and _is_servant(person))
        if person.party is None and office and not (person.role or "").startswith("former"):
            person.party, person.why_party = owners.near(person.places[0])
            if person.party is None:
                person.party, person.why_party = owners.of_portfolio(person.role or "")
            if person.party is None:
                person.party, person.why_party = owners.of_portfolio(body)


def _told_by_whole_name(people: Sequence[Person], text: str) -> None:
    """Give "the commission’s secretary-general" the one commission the article names, as body and party."""
    for person in people:
        body = person.affiliation or ""
        whole = full_name(text, body) if body.isalpha() and body.islower() and person.party is None else None
        roles = [noun for word in person.nouns if (noun := source_nouns().get(word)) is not None]
        if whole is not None and any(noun.sphere != "self" for noun in roles):
            person.affiliation = whole[0]
            person.party = whole[1] or (None if is_generic(whole[0]) else whole[0])
            person.why_party = f"the article names one {body}" if person.party else ""


def _told_by_superior(cast: Cast) -> None:
    """Give "Lann spokesman Bo Ek" the party of Lann, for whom he speaks, where that is a party of more than one."""
    for person in cast.people:
        words = (person.affiliation or "").split()
        told = person.party not in (None, person.affiliation)
        if told or not 0 < len(words) <= 3 or not _is_servant(person):
            continue
        superiors = cast.candidates(" ".join(words))
        if len(superiors) == 1 and superiors[0] is not person and superiors[0].party is not None:
            person.party = superiors[0].party
            person.why_party = f"the party of {superiors[0].name}"


def _is_servant(person: Person) -> bool:
    nouns = source_nouns()
    told = (nouns.get(noun) for noun in person.nouns)
    former = (person.role or "").startswith("former")
    return not former and any(noun is not None and noun.sphere == "state" for noun in told)


def _sighting(entity: Span) -> Sighting | None:
    """The mention of a person around a named entity that the model calls one; None when it is none."""
    root = entity.root
    if root.ent_type_ != "PERSON":
        return None
    phrase = read_phrase(around_name(entity, root))
    if phrase.person is None or look_up(phrase.person) is not None:
        return None
    words = fold_name(phrase.person)
    if len(words) == 2 and words[0] in _OPENERS and entity[0].is_sent_start:  # "Will Roe go?"
        words = words[1:]
        phrase = read_phrase([entity[-1]])
    if (
        phrase.person is None
        or not words
        or any(char.isdigit() for word in words for char in word)
        or len(words[0]) < 2 > len(words)
    ):
        return None
    return Sighting(entity.start_char, entity.end_char, words, root.i, phrase)


def _told_source(tokens: Sequence[Token]) -> Sighting | None:
    """A full name among the words of a source, which the model does not call a person."""
    if len(tokens) < 2 or any(token.ent_type_ == "PERSON" for token in tokens):
        return None
    phrase = read_phrase(tokens)
    words = fold_name(phrase.person or "")
    if len(words) < 2:
        return None
    first = next((t for t in tokens if (phrase.person or "").startswith(t.text)), tokens[0])
    return Sighting(first.idx, first.idx + len(phrase.person or ""), words, tokens[0].i, phrase)


def around_name(entity: Span, root: Token) -> list[Token]:
    """The words of the noun phrase a name heads or is put beside, without clauses."""
    doc = root.doc
    low = root.head.left_edge.i if root.dep_ == "appos" and root.head.i < root.i else root.left_edge.i
    low = max(low, root.sent.start, entity[0].i - 14)
    high = entity[-1].i + 1
    for child in root.children:
        if child.i > root.i and child.dep_ in {"appos", "prep"} and child.left_edge.i <= high + 2:
            high = max(high, min(child.right_edge.i + 1, high + 18))
    return [doc[k] for k in range(low, high) if not doc[k].is_space]


def sole_official(people: list[Person]) -> list[Person]:
    """Of several with one family name at the end, the only one with an office: the family are named in full."""
    nouns = source_nouns()
    if any(p.family == p.words[0] for p in people):
        return people
    held = [p for p in people if any((n := nouns.get(word)) is not None and n.sphere != "self" for word in p.nouns)]
    return held if len(held) == 1 else people
