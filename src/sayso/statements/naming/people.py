"""The people an article names: one Person for every full name, with the role and party the article tells of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from spacy.tokens import Doc, Span, Token

from sayso.names import folded
from sayso.parties import FormKind, Mention, leader_party, look_up, source_nouns
from sayso.statements.naming.names import Name, given_names, read_name, same_name, short_for, told_name
from sayso.statements.naming.offices import ROLE_SHORT, TITLES, is_body_word
from sayso.statements.naming.owners import Owners, full_name
from sayso.statements.naming.phrases import Phrase, read_phrase
from sayso.statements.naming.serving import is_generic
from sayso.statements.parsing import text_of

_OPENERS = frozenset(
    {"will", "would", "can", "could", "did", "does", "should", "has", "is", "was", "per", "when", "if", "as"}
)
# Told beside a name these say that another bears the family name alone: "the mayor's wife, Ann Roe".
# In small letters, for "Son" is a name.
_KIN = re.compile(r"\b(?:[Ff]irst [Ll]ady|wife|husband|widow|son|daughter|brother|sister|father|mother)\b")
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

_TITLED = frozenset({*source_nouns(), *TITLES, *ROLE_SHORT})


class Sighting(Struct, frozen=True):
    """One place where a person is named."""

    start: int
    end: int
    name: Name
    head: int  # index of the name's head token
    phrase: Phrase


class Person(Struct):
    """Somebody named in the article. Filled in text order while the article is read; never leaves the stage."""

    name: str  # the fullest form told
    told: Name  # the same, taken apart
    role: str | None = None
    affiliation: str | None = None
    party: str | None = None
    gender: str = ""
    nouns: frozenset[str] = frozenset()  # head nouns of the roles told
    is_kin: bool = False  # told as another's wife, son, …
    has_left: bool = False  # by the table of leaders the office was left before the article was written
    places: tuple[int, ...] = ()  # code points where named, in text order
    why_party: str = ""

    @property
    def is_former(self) -> bool:
        """Whether the role told is one that was held before."""
        return (self.role or "").startswith("former")


class Cast:
    """Who is named in one article, and who a bare name may be."""

    def __init__(self, people: Sequence[Person], named: Sequence[tuple[Sighting, tuple[Person, ...]]]) -> None:
        self.people = people
        self.named = named  # every naming with all who may be meant, in text order
        self.sightings = [(sighting, who[0]) for sighting, who in named if len(who) == 1]  # those that are sure

    def candidates(self, name: str) -> list[Person]:
        """Everybody a name may be, in order of first mention: the same full name, else who has it as a part."""
        told = read_name(name)
        exact = [p for p in self.people if p.told.words == told.words and p.told.suffix == told.suffix]
        if told.is_full and exact:
            return exact[:1]
        same = [p for p in self.people if same_name(p.told, told)]
        if same:
            return same
        fits = [(short_for(told, p.told), p) for p in self.people]
        best = max((fit for fit, _ in fits), default=0)
        return [p for fit, p in fits if fit == best and best] + exact[:1]

    def who(self, phrase: Phrase) -> list[Person]:
        """Everybody that the one named in `phrase` may be, after what is told beside the name."""
        found = self.candidates(phrase.person or "")
        bare = not read_name(phrase.person or "").is_full
        if phrase.gender:
            found = [p for p in found if p.gender in ("", phrase.gender)] or found
        if len(found) > 1 and phrase.noun and phrase.role:
            found = (
                [p for p in found if phrase.noun in p.nouns and p.is_former is phrase.former]
                or [p for p in found if phrase.noun in p.nouns]
                or [p for p in found if not (p.nouns or p.is_kin)]
                or found
            )
        return _bearers(found) if len(found) > 1 and bare else found


def _bearers(people: list[Person]) -> list[Person]:
    """Of several with one family name those it is used for alone: not kin of another, else who has an office."""
    left = [p for p in people if not p.is_kin] or people
    if len(left) < 2 or any(p.told.family == p.told.words[0] for p in left):
        return left
    nouns = source_nouns()
    held = [p for p in left if any((n := nouns.get(word)) is not None and n.sphere != "self" for word in p.nouns)]
    return held if len(held) == 1 else left


def read_cast(doc: Doc, mentions: Sequence[Mention], sources: Sequence[Sequence[Token]], day: str | None) -> Cast:
    """Everybody named in `doc`: by the model, by a given name that the table has, and by the words of those who speak.

    `mentions` are its parties: a name that is a party is nobody. `day` is when it was written, null if unknown.
    """
    taken = {mention.start for mention in mentions if mention.form.kind is not FormKind.DEMONYM}
    sightings = [s for s in map(_sighting, doc.ents) if s is not None and s.start not in taken]
    sightings = _with(sightings, map(_sighting, _by_given_name(doc)), taken)
    sightings = _with(sightings, map(_told_source, sources), taken)
    sightings = _with(sightings, map(_sighting, _by_short_source(doc, sources)), taken)
    sightings = _with(sightings, map(_sighting, _by_family_name(doc, sightings)), taken)
    sightings.sort(key=lambda s: s.start)
    cast = Cast(_people(sightings), ())
    placed: list[tuple[Sighting, tuple[Person, ...]]] = []
    for sighting in sorted(sightings, key=lambda s: (not s.name.is_full, s.start)):  # full names tell who is who
        found = cast.who(sighting.phrase)
        if len(found) == 1:
            _learn(cast, found[0], sighting)
        placed.append((sighting, tuple(found)))
    for person in cast.people:
        person.gender = person.gender or person.told.gender
        person.places = tuple(sorted(person.places))
    _leaders_of_states(cast.people, day)
    _told_by_seat(cast.people, mentions)
    _told_by_words_around(cast.people, Owners(doc, mentions))
    _told_by_whole_name(cast.people, text_of(doc))
    _told_by_superior(cast)
    return Cast(cast.people, sorted(placed, key=lambda pair: pair[0].start))


def _with(sightings: list[Sighting], more: Iterable[Sighting | None], taken: set[int]) -> list[Sighting]:
    """The sightings with those of `more` that stand elsewhere."""
    seen = taken.union(at for s in sightings for at in range(s.start, s.end))
    return [*sightings, *(s for s in more if s is not None and s.start not in seen)]


def _people(sightings: Sequence[Sighting]) -> list[Person]:
    """One Person for every full name, and one for every bare name that is a part of none."""
    people: list[Person] = []
    titled: dict[str, set[str | None]] = {}
    for sighting in sightings:
        if not sighting.name.is_full:
            continue
        name = told_name(sighting.phrase.person or "")
        known = next((p for p in people if same_name(p.told, sighting.name)), None)
        titled.setdefault(name if known is None else known.name, set()).add(sighting.phrase.noun)
        if known is None:
            if not any(short_for(sighting.name, p.told) for p in people):
                people.append(Person(name, sighting.name))
        elif len(sighting.name.words) > len(known.told.words):
            known.name, known.told = name, sighting.name
    full = Cast(list(people), ())
    for sighting in sightings:
        if sighting.name.is_full:
            continue
        told = full.candidates(sighting.phrase.person or "")
        # "President Roe" beside "Ivo Roe Jr." is the father: the son's title would stand with his name
        son = all(p.told.suffix and sighting.phrase.noun not in titled.get(p.name, ()) for p in told)
        new = not any(p.told == sighting.name for p in people)
        if new and (not told or (son and sighting.phrase.role and not sighting.name.suffix)):
            people.append(Person(sighting.phrase.person or "", sighting.name))
    return people


def _learn(cast: Cast, person: Person, sighting: Sighting) -> None:
    """Take what one mention tells of a person. The first role told stands; a former role gives no party."""
    told = sighting.phrase
    person.places += (sighting.start,)
    person.is_kin |= _KIN.search(told.text) is not None
    person.gender = person.told.gender or person.gender or told.gender
    noun = source_nouns().get(told.noun or "")
    if noun is not None and noun.plural:  # "officials" beside one name are others
        return
    if told.noun and told.role:
        person.nouns |= {told.noun}
    if person.role is None and told.role is not None:
        person.role = f"former {told.role}" if told.former else told.role
        person.affiliation = told.affiliation
    if person.party is None and not told.former:
        party = party_for(told)
        person.party = None if party and owns(told.text, party) and cast.candidates(party) else party  # "Roe’s boss"


def owns(text: str, name: str) -> bool:
    """Whether a name stands with a possessive: "Roe’s boss", not "Labour leader"."""
    return any(f"{name}{mark}" in text for mark in ("'s", "’s"))


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
        name = " ".join(person.told.words)
        led = leader_party(name, None) if day is not None and person.told.is_full else None
        person.has_left = led is not None and leader_party(name, day) is None
        titled = "president" in person.nouns and not person.is_former
        if person.party is None and not person.told.suffix and (titled or (day is not None and person.told.is_full)):
            person.party = leader_party(" ".join(person.told.words), day)
            person.why_party = "by the table of leaders" if person.party else ""


def _told_by_seat(people: Sequence[Person], mentions: Sequence[Mention]) -> None:
    """Give the only head of state or government without a country the one whose seat the article names.

    "President Roe" beside "the White House" is the United States', when every other president told has a country.
    """
    for noun in sorted(set(_SEAT_OFFICES.values())):
        holders = [p for p in people if noun in (p.role or "")]
        without = [p for p in holders if p.party is None and not p.is_former]
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
        if person.party is None and office and not person.is_former:
            person.party, person.why_party = owners.near(person.places[0])
            if person.party is None:
                person.party, person.why_party = owners.of_portfolio(person.role or "", person.places[0])
            if person.party is None:
                person.party, person.why_party = owners.of_portfolio(body, person.places[0])


def _told_by_whole_name(people: Sequence[Person], text: str) -> None:
    """Give "the commission’s secretary-general" the one commission the article names, as body and party."""
    for person in people:
        body = person.affiliation or ""
        alone = body.isalpha() and is_body_word(body) and person.party in (None, body)
        whole = full_name(text, body) if alone else None
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
    former = person.is_former
    return not former and any(noun is not None and noun.sphere == "state" for noun in told)


def _by_given_name(doc: Doc) -> Iterator[Span]:
    """Names that the model calls nothing: a given name that the table has, and the capitals after it."""
    for token in doc:
        if token.ent_type_ or not _is_capital(token) or folded(token.text) not in given_names():
            continue
        end = token.i + 1
        while end < len(doc) and _is_capital(doc[end]) and not doc[end].ent_type_:
            end += 1
        before = doc[token.i - 1] if token.i else None
        alone = before is None or not (_is_capital(before) and before.ent_type_)
        if end > token.i + 1 and alone and doc[end - 1].lower_ not in source_nouns():
            yield Span(doc, token.i, end, label="PERSON")


def _by_short_source(doc: Doc, sources: Sequence[Sequence[Token]]) -> Iterator[Span]:
    """Two capitals, whatever the model says, of which the second speaks by itself: "Gro Tenn" where "Tenn said"."""
    bare = [[t for t in words if t.lower_.strip(".") not in TITLES and t.tag_ != "POS"] for words in sources]
    families = {w[0].text for w in bare if len(w) == 1 and w[0].text.istitle() and w[0].pos_ == "PROPN"}
    families -= {name for name in families if look_up(name) is not None or name.lower() in source_nouns()}
    for token in doc[1:]:
        before = token.nbor(-1)
        if token.text.title() not in families or not before.text.istitle() or before.lower_.strip(".") in _TITLED:
            continue
        given = before.tag_.startswith("NNP") and before.whitespace_ and look_up(before.text) is None
        first = doc[before.i - 1] if before.i else before
        if given and (not first.text.istitle() or first.is_sent_start or first.lower_.strip(".") in _TITLED):
            yield Span(doc, before.i, token.i + 1, label="PERSON")


def _by_family_name(doc: Doc, sightings: Sequence[Sighting]) -> Iterator[Span]:
    """The family names, alone, of those told by a full name, where the model calls them nothing or something else."""
    families = {s.name.family for s in sightings if s.name.is_full and len(s.name.family) > 1}
    words = {token.text for token in doc if token.text.islower()}
    for token in doc:
        if not token.text.istitle() or token.ent_type_ == "PERSON" or folded(token.text) not in families:
            continue
        if token.pos_ != "PROPN" and token.lower_ in words:  # "Young people said", beside an Ann Young
            continue
        after = doc[token.i + 1] if token.i + 1 < len(doc) else None
        before = doc[token.i - 1] if token.i else None
        alone = after is None or not _is_capital(after)
        titled = before is None or not _is_capital(before) or before.lower_.strip(".") in _TITLED
        if alone and titled:
            yield Span(doc, token.i, token.i + 1, label="PERSON")


def _is_capital(token: Token) -> bool:
    shouted = token.text.isupper() and token.text not in ("II", "III", "IV")
    return token.pos_ == "PROPN" and token.text[:1].isupper() and not shouted


def _sighting(entity: Span) -> Sighting | None:
    """The mention of a person around a named entity that the model calls one; None when it is none."""
    root = entity.root
    if entity.label_ != "PERSON":
        return None
    phrase = read_phrase(around_name(entity, root))
    if phrase.person is None and root.ent_type_ != "PERSON":
        phrase = Phrase(entity.text, person=entity.text)
    if phrase.person is None or look_up(phrase.person) is not None:
        return None
    name = read_name(phrase.person)
    if len(name.words) == 2 and name.words[0] in _OPENERS and _opens(entity[0]):  # "Will Roe go?"
        phrase = read_phrase([entity[-1]])
        name = read_name(phrase.person or "")
    words = name.words
    if not words or any(char.isdigit() for word in words for char in word) or len(words[0]) < 2 > len(words):
        return None
    at = text_of(root.doc).rfind(phrase.person or "", 0, entity.end_char)  # the given name may stand before the entity
    start = at if at >= 0 and 0 <= entity.start_char - at <= len(phrase.person or "") else entity.start_char
    return Sighting(start, entity.end_char, name, root.i, phrase)


def _opens(token: Token) -> bool:
    return token.i == 0 or bool(token.is_sent_start) or token.nbor(-1).is_punct or token.nbor(-1).is_space


def _told_source(tokens: Sequence[Token]) -> Sighting | None:
    """A full name among the words of a source, which the model does not call a person."""
    if len(tokens) < 2 or any(token.ent_type_ == "PERSON" for token in tokens):
        return None
    phrase = read_phrase(tokens)
    name = read_name(phrase.person or "")
    if not name.is_full:
        return None
    first = next((t for t in tokens if (phrase.person or "").startswith(t.text)), tokens[0])
    return Sighting(first.idx, first.idx + len(phrase.person or ""), name, tokens[0].i, phrase)


def around_name(entity: Span, root: Token) -> list[Token]:
    """The words of the noun phrase a name heads or is put beside, without clauses."""
    doc = root.doc
    low = root.head.left_edge.i if root.dep_ == "appos" and root.head.i < root.i else root.left_edge.i
    low = max(low, root.sent.start, entity[0].i - 14)
    for k in range(entity[0].i - 1, low, -1):  # what stands before "and" is another's, if it names one
        if doc[k].lower_ in ("and", "or") and any(t.ent_type_ == "PERSON" for t in doc[low:k]):
            low = k + 1
            break
    high = entity[-1].i + 1
    for child in root.children:
        if child.i > root.i and child.dep_ in {"appos", "prep"} and child.left_edge.i <= high + 2:
            high = max(high, min(child.right_edge.i + 1, high + 18))
    return [doc[k] for k in range(low, high) if not doc[k].is_space]
