"""The people an article names: one Person for every full name, with the role and party the article tells of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from sayso.names import family_first, folded
from sayso.parties import FormKind, Mention, leader_party, look_up, source_nouns
from sayso.statements.naming.cast import Cast, Person, Sighting
from sayso.statements.naming.epithets import tell_epithets
from sayso.statements.naming.firms import TRADES
from sayso.statements.naming.name_spans import DAYS
from sayso.statements.naming.names import NUMERALS, SHOUTED, given_names, read_name, same_name, short_for, told_name
from sayso.statements.naming.offices import ROLE_SHORT, TITLES, is_body_word
from sayso.statements.naming.phrases import Phrase, read_phrase
from sayso.statements.naming.ranks import ranks_in
from sayso.statements.naming.serving import are_followers, is_generic
from sayso.statements.naming.told_parties import tell_parties
from sayso.statements.parsed import Doc, Span, Token

_OPENERS = frozenset(
    {"will", "would", "can", "could", "did", "does", "should", "has", "is", "was", "per", "when", "if", "as"}
)
# Told beside a name these say that another bears the family name alone: "the mayor's wife, Ann Roe".
# In small letters, for "Son" is a name.
_KIN = re.compile(r"\b(?:[Ff]irst [Ll]ady|wife|husband|widow|son|daughter|brother|sister|father|mother)\b")

_COURTESY = re.compile(r"\b(Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady)\.? $")
_BRACKETED = re.compile(r" \((?P<role>[a-z][a-z -]{2,40})\)(?P<script>:)?")
_BESIDE = re.compile(r",? (who is [\w-]+|\d{1,2})\b")
_BOARD = re.compile(r"(?:['’]s)? (?:board|management|press office)$")  # of a firm: it speaks for the firm
_AT_THE_BAR = re.compile(r"\b(?:KC|QC|SC)$")  # after a name: counsel, of a client that may not be told
_FIRM_NOUN = re.compile(
    r"\b(?:airline|bank|company|contractor|firm|insurer|maker|manufacturer|operator|retailer|supplier),? $"
)
# Without a comma: in "According to the newspaper, Ann Roe left" she is nobody's paper.
_PAPER_NOUN = re.compile(r"\b(?:daily|journal|magazine|newspaper|tabloid|website|weekly) $", re.IGNORECASE)
# "The magazine Ann Roe edits": who has to do with a paper is none.
_PAPERS_OWN = re.compile(
    r" (?:edits|edited|owns|owned|runs|ran|founded|launched|started|bought|reads|(?:works|worked|writes|wrote) for)\b"
)
_FIRM_REACH = 20  # code points: longer than any of them
_TRADE_NAME = re.compile(rf"[A-Z]\S* (?:{TRADES})$")
_EDGE = re.compile(r"\b")
_ALONE = re.compile(r"\b(?! [A-Z])")
# What is put beside a body's name: "Zenda Hydro, which runs it", "Zenda Hydro, the firm that runs it".
_CLAUSE = re.compile(r", which\b|, (?:the|an?) (?P<words>(?:[\w-]+ ){1,6})(?:that|which)\b")
_HOLDERS = frozenset({"builder", "maker", "manufacturer", "operator", "owner", "supplier"})  # of a thing, for no body

# What capitals before it make a place's name: "Ada Roe *Square*".
_SITES = frozenset(
    """
    airport arena avenue boulevard bridge building cathedral cemetery dam harbor harbour highway lane library mausoleum
    memorial mountain museum palace park plaza road square stadium station street theater theatre tower tunnel
    """.split()  # noqa: SIM905 - a list of 30 strings is harder to read
)
_TITLED = frozenset({*source_nouns(), *TITLES, *ROLE_SHORT})


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
    bodies = _bodies(doc.text, sightings)
    sightings = sorted((s for s in sightings if s.phrase.person not in bodies), key=lambda s: s.start)
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
        person.beside = None if person.told.is_full else _beside(doc.text, person)
        if person.role is None and (bracketed := _in_brackets(doc.text, person)) is not None:
            person.role, person.nouns = bracketed, person.nouns | ({bracketed.split()[-1]} & source_nouns().keys())
    tell_epithets(doc, cast.people, placed)
    tell_parties(cast, placed, doc, mentions, day)
    return Cast(cast.people, sorted(placed, key=lambda pair: pair[0].start))


def _bodies(text: str, sightings: Sequence[Sighting]) -> frozenset[str]:
    """The names that the model takes for people's and that the text tells as bodies."""
    return frozenset(name for name in {s.phrase.person or "" for s in sightings} if told_as_body(text, name))


def told_as_body(text: str, name: str) -> bool:
    """Whether a text tells a name as a body's: "Zenda Hydro, which runs it", "the operator, Crosslink"."""
    if _TRADE_NAME.search(name):
        return True
    places = [at for at in _occurrences(text, name) if _EDGE.match(text, at)]
    clause = next(filter(None, (_CLAUSE.match(text, at + len(name)) for at in places)), None)
    words = (clause["words"] or "").lower().split() if clause is not None else []
    heads = (source_nouns().get(word) for word in words)
    told = clause is not None and (not words or any(noun is not None and noun.sort == "body" for noun in heads))
    firms = " " not in name and any(_is_firms(text, at, at + len(name)) for at in places)
    return told or firms or any(_is_papers(text, at, at + len(name)) for at in places)


def _occurrences(text: str, name: str) -> Iterator[int]:
    """Where a name stands in the text, as a part of a longer word too; nowhere for an empty one."""
    at = text.find(name) if name else -1
    while at >= 0:
        yield at
        at = text.find(name, at + 1)


def _is_firms(text: str, start: int, end: int) -> bool:
    """Whether a noun for a firm stands before a name that ends there: "the operator, Crosslink"."""
    return bool(_ALONE.match(text, end) and _FIRM_NOUN.search(text, max(0, start - _FIRM_REACH), start))


def _is_papers(text: str, start: int, end: int) -> bool:
    """Whether a noun for a paper, which nobody is, stands before a name that ends there: "newspaper Zenda Tygo"."""
    beside = _PAPER_NOUN.search(text, max(0, start - _FIRM_REACH), start)
    return bool(beside and _ALONE.match(text, end) and not _PAPERS_OWN.match(text, end))


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
        person.nouns |= {told.noun} | ranks_in(told.text)
    if _AT_THE_BAR.search(sighting.phrase.person or "") and not person.nouns:
        person.nouns, person.role = frozenset({"kc"}), person.role or told.role or "KC"
    if person.role is None and told.role is not None:
        person.role = told.title
        person.affiliation = told.affiliation
    elif person.role is None and person.affiliation is None and told.affiliation is not None:
        body = is_body_word(told.affiliation.rpartition(" ")[2]) or owns(told.text, told.affiliation)
        person.affiliation = told.affiliation if body else None
    if person.party is None and not told.former:
        party = party_for(told)
        person.party = None if party and owns(told.text, party) and cast.candidates(party) else party  # "Roe’s boss"


def _in_brackets(text: str, person: Person) -> str | None:
    """The role told in brackets after a name, as scripts have it: "LANN (van driver): …"; "(pictured)" is none."""
    told = (_BRACKETED.match(text, at + len(person.name)) for at in person.places)
    return next((match["role"] for match in told if match and (match["script"] or _is_role(match["role"]))), None)


def _is_role(words: str) -> bool:
    """Whether words are headed by a noun for people."""
    noun = source_nouns().get(words.rpartition(" ")[2])
    return noun is not None and noun.sort == "person"


def _beside(text: str, person: Person) -> str | None:
    """What is put beside a bare name: "Oskar, who is nine, said", "Mr Lund said"."""
    after = (_BESIDE.match(text, at + len(person.name)) for at in person.places)
    before = (_COURTESY.search(text[:at]) for at in person.places)
    leads = leader_party(person.name, None) is not None  # "Mr Roe" of that name may be the president
    word = folded(person.name)
    if word in given_names() and word not in family_first():  # by the given name alone news tell children and kin
        return person.name
    return next((match.group(1) for match in (*after, *(() if leads else before)) if match is not None), None)


def owns(text: str, name: str) -> bool:
    """Whether a name stands with a possessive: "Roe’s boss", not "Labour leader"."""
    return any(f"{name}{mark}" in text for mark in ("'s", "’s"))


def party_for(told: Phrase) -> str | None:
    """The party a person speaks for by these words; null when they tell none, or one who speaks for himself."""
    noun = source_nouns().get(told.noun or "")
    if noun is None and told.role is None and told.affiliation:  # "Ann Roe of the River Commission"
        noun = source_nouns().get(told.affiliation.split()[-1].lower())
        noun = noun if noun is not None and noun.sphere == "state" else None
    if noun is None and told.role is None and told.party is not None and told.party == told.affiliation:
        return told.party  # "Ann Roe, of campaign group Fair Start"
    if told.former or noun is None or noun.sphere == "self" or told.noun in _HOLDERS:
        return None
    own = body_spoken_for(told.affiliation) if told.affiliation and told.affiliation[:1].isupper() else None
    return told.party or (None if own is None or (is_generic(own) and not are_followers(own)) else own)


def body_spoken_for(affiliation: str) -> str:
    """ "Acme" of "Acme board": a part of a firm speaks for the firm."""
    return _BOARD.sub("", affiliation)


def _by_given_name(doc: Doc) -> Iterator[Span]:
    """Names that the model calls nothing: a given name that the table has, and the capitals after it."""
    words = doc.words
    for at in doc.cased:
        if not words[at][:1].isupper() or not _is_given(words[at]):
            continue
        token = doc[at]
        if token.ent_type_ or not _is_capital(token):
            continue
        end = token.i + 1
        while end < len(doc) and _is_capital(doc[end]) and not doc[end].ent_type_:
            end += 1
        before = doc[token.i - 1] if token.i else None
        alone = before is None or not (_is_capital(before) and before.ent_type_)
        if end > token.i + 1 and alone and doc[end - 1].lower_ not in source_nouns():
            yield Span(doc, token.i, end, "PERSON")


@lru_cache(maxsize=1 << 14)
def _is_given(word: str) -> bool:
    return folded(word) in given_names()


def _by_short_source(doc: Doc, sources: Sequence[Sequence[Token]]) -> Iterator[Span]:
    """Two capitals, whatever the model says, of which the second speaks by itself: "Gro Tenn" where "Tenn said"."""
    bare = [[t for t in words if t.lower_.strip(".") not in TITLES and t.tag_ != "POS"] for words in sources]
    families = {w[0].text for w in bare if len(w) == 1 and w[0].text.istitle() and w[0].pos_ == "PROPN"}
    families -= {name for name in families if look_up(name) is not None or name.lower() in source_nouns()}
    small = {name.lower() for name in families}
    for at, word in enumerate(doc.words) if families else ():
        if at == 0 or doc[at].lower_ not in small or word.title() not in families:
            continue
        token, before = doc[at], doc[at - 1]
        cased = before.text.istitle() or (before.text.isupper() and token.text.isupper() and len(before) > SHOUTED)
        if not cased or before.lower_.strip(".") in _TITLED:
            continue
        given = before.tag_.startswith("NNP") and before.whitespace_ and look_up(before.text) is None
        first = doc[before.i - 1] if before.i else before
        if given and (not first.text.istitle() or first.is_sent_start or first.lower_.strip(".") in _TITLED):
            yield Span(doc, before.i, token.i + 1, "PERSON")


def _by_family_name(doc: Doc, sightings: Sequence[Sighting]) -> Iterator[Span]:
    """The family names, alone, of those told by a full name, where the model calls them nothing or something else."""
    families = {s.name.family for s in sightings if s.name.is_full and len(s.name.family) > 1}
    words = doc.words
    told = set(words)
    for at in doc.cased if families else ():
        if not words[at].istitle() or folded(words[at]) not in families:
            continue
        token = doc[at]
        if token.ent_type_ == "PERSON":
            continue
        if token.pos_ != "PROPN" and token.lower_ in told:  # "Young people said", beside an Ann Young
            continue
        after = doc[token.i + 1] if token.i + 1 < len(doc) else None
        before = doc[token.i - 1] if token.i else None
        alone = after is None or not _is_capital(after)
        titled = before is None or not _is_capital(before) or before.lower_.strip(".") in _TITLED
        if alone and titled:
            yield Span(doc, token.i, token.i + 1, "PERSON")


def _is_capital(token: Token) -> bool:
    shouted = token.text.isupper() and token.text not in NUMERALS
    return token.pos_ == "PROPN" and token.text[:1].isupper() and not shouted


def _sighting(entity: Span) -> Sighting | None:
    """The mention of a person around a named entity that the model calls one; None when it is none."""
    if entity.label_ != "PERSON":
        return None
    root = entity.root
    if _is_site(entity) or _is_of_two(entity):
        return None
    phrase = read_phrase(around_name(entity, root))
    if phrase.person is None and root.ent_type_ != "PERSON":
        phrase = Phrase(entity.text, person=entity.text)
    if phrase.person is None or phrase.person in DAYS or look_up(phrase.person) is not None:
        return None
    name = read_name(phrase.person)
    if (
        len(name.words) == 2 and name.words[0] in _OPENERS and _opens(entity[0]) and not _is_set_off(entity)
    ):  # "Will Roe go?"
        phrase = read_phrase([entity[-1]])
        name = read_name(phrase.person or "")
    words = name.words
    if not words or any(char.isdigit() for word in words for char in word) or len(words[0]) < 2 > len(words):
        return None
    at = root.doc.text.rfind(phrase.person or "", 0, entity.end_char)  # the given name may stand before the entity
    start = at if at >= 0 and 0 <= entity.start_char - at <= len(phrase.person or "") else entity.start_char
    return Sighting(start, entity.end_char, name, root.i, phrase)


def _is_site(entity: Span) -> bool:
    """Whether a name is a place's that is called after somebody: "Ada Roe Square"."""
    ends = (entity[-1], *entity.doc[entity.end : entity.end + 1])
    return any(word.text.istitle() and word.lower_ in _SITES for word in ends)


def _is_of_two(entity: Span) -> bool:
    """Whether a name stands for two before what they share: "the *Roe-Doe* summit"."""
    doc, end = entity.doc, entity.end
    pair = len(entity) == 3 and entity[1].text in ("-", "–") and not entity[0].whitespace_
    joint = pair or (len(entity) == 1 and re.fullmatch(r"[A-Z][a-z]+[-–][A-Z][a-z]+", entity.text) is not None)
    after = doc[end] if end < len(doc) else None
    return joint and after is not None and after.text.islower() and after.tag_ in ("NN", "NNS")


def _opens(token: Token) -> bool:
    return token.i == 0 or bool(token.is_sent_start) or token.nbor(-1).is_punct or token.nbor(-1).is_space


def _is_set_off(entity: Span) -> bool:
    """Whether commas stand on both sides of a name: "the maltster, *Will Roe*, said"."""
    doc = entity.doc
    return entity.start > 0 and entity.end < len(doc) and {doc[entity.start - 1].text, doc[entity.end].text} == {","}


def _told_source(tokens: Sequence[Token]) -> Sighting | None:
    """A full name among the words of a source, of which the model calls nothing, or only a part, a person."""
    if len(tokens) < 2:
        return None
    labelled = any(token.ent_type_ == "PERSON" for token in tokens)
    phrase = read_phrase(tokens)
    name = read_name(phrase.person or "")
    if not name.is_full:
        return None
    first = next((t for t in tokens if (phrase.person or "").startswith(t.text)), tokens[0])
    if labelled and first.ent_type_ == "PERSON":
        return None
    return Sighting(first.idx, first.idx + len(phrase.person or ""), name, tokens[0].i, phrase)


def around_name(entity: Span, root: Token) -> list[Token]:
    """The words of the noun phrase a name heads or is put beside, without clauses."""
    doc = root.doc
    beside = root.head
    while beside.ent_type_ in ("GPE", "LOC") and beside.dep_ == "pobj":  # "the harbourmaster at Zenda, Ann Roe"
        beside = beside.head.head
    low = beside.left_edge.i if root.dep_ == "appos" and beside.i < root.i else root.left_edge.i
    low = min(max(low, root.sentence[0], entity[0].i - 14), entity[0].i)
    for k in range(entity[0].i - 1, low, -1):  # what stands before "and" is another's, if it names one
        joined = doc[k].lower_ in ("and", "or") and any(t.ent_type_ == "PERSON" for t in doc[low:k])
        if joined or doc[k].text.endswith(":"):  # "CHAIR: Ms Roe, …" is spoken to her
            low = k + 1
            break
    high = entity[-1].i + 1
    for child in root.children:
        if child.i > root.i and child.dep_ in {"appos", "prep"} and child.left_edge.i <= high + 2:
            high = max(high, min(child.right_edge.i + 1, high + 18))
    return [doc[k] for k in range(low, high) if not doc[k].is_space]
