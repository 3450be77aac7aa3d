"""Whom "he", "she" and "his" mean: who stands out among those named just before, or nobody when two do.

After Lappin and Leass (1994), An Algorithm for Pronominal Anaphora Resolution: who is the subject, or speaks, stands
out more than who is told beside; each sentence further back halves it. Unlike theirs, mentions are not added up (the
last one counts), sentences that are all quotation do not count, and a second candidate close behind leaves it open.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from sayso import records
from sayso.parties import look_up, source_nouns
from sayso.statements.naming.cast import Cast, Person
from sayso.statements.naming.name_spans import DAYS
from sayso.statements.naming.names import DEGREES
from sayso.statements.naming.offices import gender_of, is_person_word
from sayso.statements.naming.people import told_as_body
from sayso.statements.parsed import Doc, Span, Token
from sayso.statements.relaying.outlets import is_outlet

GENDERS = {"he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she", "hers": "she"}
GENDERS["herself"] = "she"
# Weights after Lappin and Leass (100 for being told, 80 for a subject, 50 for an object), set apart so that who speaks
# or acts in the main clause leads: "Roe said that Lund …" is Roe, "Although Roe met Lund …" is Roe too.
SPEAKER, SUBJECT, FRONTED, OBJECT, INNER, OTHER, OWNER = 260.0, 260.0, 200.0, 150.0, 150.0, 135.0, 100.0
MARGIN = 1.3  # the first must outweigh the second by so much: a subject does an object
FAR_MARGIN = 2.1  # and by so much further back: subjects of two sentences that follow each other leave it open
NEAR_ENOUGH = 66.0  # weight of who is told, no more, in the sentence before
ALONE = 30.0  # least weight where there is one: a subject three sentences before
EARSHOT = 800  # code points back in which "the mayor" finds the mayor: two or three paragraphs of news
BESIDE = 14  # tokens from a role to the name that it is told of
WINDOW = 4  # sentences in which anybody is looked for
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


class Figure(Struct, frozen=True):
    """Somebody told of at a place: a person, or one without a name."""

    at: int  # code point
    head: int  # token index
    noun: int  # token index of the noun that first told of one without a name; the same as `head` where told by it
    key: str  # the person's name, or a key of the unnamed one's own
    person: Person | None = None
    gender: str = ""  # of one without a name
    turn: int | None = None  # of one who spoke without a name: which turn
    speaks: bool = False
    name: str = ""  # of one told by a family name alone, that the article tells nothing of: "Roe took it calmly"

    def fits(self, gender: str) -> bool:
        return (self.person.gender if self.person is not None else self.gender) in ("", gender)


class Focus:
    """The figures of one article in text order, and who of them stands out at a place."""

    def __init__(self, doc: Doc, cast: Cast, quoted: Sequence[tuple[int, int]]) -> None:
        self._doc = doc
        self._quoted = quoted  # `[start, end)` code points of the quotations, in text order
        named = [Figure(s.start, s.head, s.head, p.name, p) for s, who in cast.named for p in who]
        heads = {figure.head for figure in named}
        others = (*_unnamed(doc, cast, heads), *_by_one_word(doc, cast, heads))
        self._figures = sorted([*named, *others], key=lambda one: (one.at, one.key))
        self._read = 0  # token index up to which pronouns were given their persons
        self._starts = [s.start_char for s in doc.sents if not self._is_quoted(s)]

    def speaks(self, figure: Figure, end: int) -> None:
        """Remember who spoke in the words from `figure.at` to `end`: a naming there is the speaker's."""
        self._figures = [
            f for f in self._figures if not (figure.at <= f.at < end and (f.key == figure.key or f.head == figure.head))
        ]
        bisect.insort(self._figures, figure, key=lambda one: (one.at, one.key))

    def whom(self, pronoun: Token, besides: str = "", told: Sequence[records.Span] = ()) -> list[Figure]:
        """Who a pronoun may be, best first: one when it is clear, several when it is not, none when nobody fits.

        `besides` is the key of somebody it is not. `told` are the words that "he" speaks: who stands out by them alone
        is told of, "*Lund* had sold it, he said", where somebody outside them does too, who spoke or has a name.
        """
        self._follow(pronoun.i)
        found = self._whom(pronoun, besides)
        inner = [one for one in found if _within(one, told)]
        outer = self._whom(pronoun, besides, told) if inner else []
        if len(outer) != 1 or outer[0].person is None:
            return found
        spoke = any(one.speaks and one.key == outer[0].key for one, _ in self._before(pronoun))
        return outer if spoke or all(one.person is None for one in inner) else found

    def _follow(self, upto: int) -> None:
        """Give each pronoun before the token `upto` its person, so that a chain of pronouns holds."""
        words = self._doc.words
        for token in (self._doc[at] for at in range(self._read, upto) if words[at].lower() in GENDERS):
            if any(one.at == token.idx for one in self._figures):
                continue
            for one in self._whom(token, ""):
                place = Figure(token.idx, token.i, one.noun, one.key, one.person, GENDERS[token.lower_], one.turn)
                bisect.insort(self._figures, place, key=lambda figure: (figure.at, figure.key))
        self._read = max(self._read, upto)

    def _whom(self, pronoun: Token, besides: str, told: Sequence[records.Span] = ()) -> list[Figure]:
        gender = GENDERS[pronoun.lower_]
        weights: dict[str, tuple[float, Figure]] = {}
        for figure, distance in self._before(pronoun):
            if not figure.fits(gender) or figure.key == besides or self._shares_clause(figure, pronoun):
                continue
            if _within(figure, told):
                continue
            weight = self._weight(figure) / 2**distance
            if weight > weights.get(figure.key, (0.0, figure))[0]:
                weights[figure.key] = (weight, figure)
        ranked = sorted(weights.values(), key=lambda pair: -pair[0])
        if not ranked or ranked[0][0] < ALONE:
            return []
        first = ranked[0][0]
        margin = MARGIN if first >= NEAR_ENOUGH else FAR_MARGIN
        if len(ranked) == 1 or first >= margin * ranked[1][0]:
            return [ranked[0][1]]
        return [figure for weight, figure in ranked if margin * weight > first]

    def _before(self, pronoun: Token) -> Iterator[tuple[Figure, int]]:
        """The figures before a pronoun, each with how many sentences back it stands; quotations of others left out."""
        here = self._quotation(pronoun.idx)
        number = bisect.bisect_right(self._starts, pronoun.idx)
        last = bisect.bisect_left(self._figures, pronoun.idx, key=lambda one: one.at)
        for figure in reversed(self._figures[:last]):
            distance = number - bisect.bisect_right(self._starts, figure.at)
            if distance > WINDOW:
                return
            if self._quotation(figure.at) == here:
                yield figure, distance

    def _weight(self, figure: Figure) -> float:
        if figure.speaks:
            return SPEAKER
        head = self._doc[figure.head]
        while (head.dep_ in ("conj", "appos") and head.head.i < head.i) or any(c.dep_ == "cc" for c in head.children):
            if head.head.i == head.i or head.head.pos_ not in ("NOUN", "PROPN"):
                break
            head = head.head
        verb = head.head
        if head.dep_ in _SUBJECTS:
            main = verb.dep_ == "ROOT" or (verb.dep_ == "conj" and verb.head.dep_ == "ROOT")
            return SUBJECT if main else FRONTED if verb.dep_ == "advcl" else INNER
        if head.dep_ == "attr" and any(child.dep_ == "expl" for child in verb.children):  # "But there is Ann Roe."
            return SUBJECT
        if head.dep_ in ("dobj", "dative"):
            return OBJECT
        return OWNER if head.dep_ in ("poss", "compound", "nmod", "amod") else OTHER

    def _shares_clause(self, figure: Figure, pronoun: Token) -> bool:
        """Whether both are told by one verb, so that they are two: "Asked about Roe, he said"; "Roe met him"."""
        if pronoun.dep_ == "poss" or figure.head >= pronoun.i:
            return False
        head = self._doc[figure.head]
        if head.sentence != pronoun.sentence or head.dep_ == "poss":
            return False
        verb = pronoun.head
        while head.head.i != head.i:
            if head.head.i == verb.i:
                return True
            head = head.head
            if head.pos_ in ("VERB", "AUX") and any(child.dep_ in _SUBJECTS for child in head.children):
                return False
        return False

    def _quotation(self, at: int) -> int:
        """The number of the quotation that holds a code point; -1 for none."""
        k = bisect.bisect_right(self._quoted, (at, len(self._doc.text))) - 1
        return k if k >= 0 and at < self._quoted[k][1] else -1

    def _is_quoted(self, sentence: Span) -> bool:
        """Whether a sentence is all quotation."""
        words = [token for token in sentence if token.is_alpha]
        return bool(words) and all(self._quotation(token.idx) >= 0 for token in words)


def _within(figure: Figure, spans: Sequence[records.Span]) -> bool:
    return any(span.start <= figure.at < span.end for span in spans)


def _unnamed(doc: Doc, cast: Cast, heads: set[int]) -> Iterator[Figure]:
    """Those told by a noun for a person as a subject: "the driver" is nobody named, "the mayor" the one mayor near."""
    nouns = source_nouns()
    for token in doc.related(_SUBJECTS):
        noun = nouns.get(token.lower_)
        if noun is None or noun.sort != "person" or noun.plural or token.i in heads:
            continue
        if token.text in DEGREES and token.i - 1 in heads:  # "Ann Roe KC" is one
            continue
        if any(child.i in heads for child in token.children if child.dep_ != "poss") or _is_named_by(token, cast):
            continue
        known = [p for p in cast.people if token.lower_ in p.nouns and not (p.is_former or p.has_left) and p.places]
        if token.left_edge.lower_ == "the" and noun.kind == "expert" and not known:  # "the hydrologist", behind a name
            here = [p for p in cast.people if any(0 < token.idx - at < EARSHOT for at in p.places)]
            known = here if len(here) == 1 and not here[0].nouns else known
        if token.left_edge.lower_ == "the" and known:
            near = [p for p in known if any(0 < token.idx - at < EARSHOT for at in p.places)]
            yield from (Figure(token.idx, token.i, token.i, p.name, p) for p in near or known)
        else:
            yield Figure(token.idx, token.i, token.i, f"{token.lower_} at {token.idx}", gender=gender_of(token.lower_))


def _is_named_by(token: Token, cast: Cast) -> bool:
    """Whether a noun is told of the name that follows it: "the *head* of personnel Bo Ek", "the *owner* is Bo Ek"."""
    for sighting, _ in cast.named:
        beside = token.doc.text[token.idx : sighting.start].strip() if 0 < sighting.head - token.i <= BESIDE else ""
        if beside and sighting.phrase.noun == token.lower_ and beside in sighting.phrase.text:
            return True
    named = {sighting.head for sighting, _ in cast.named}
    return token.head.lemma_ == "be" and any(c.dep_ == "attr" and c.i in named for c in token.head.children)


def _by_one_word(doc: Doc, cast: Cast, heads: set[int]) -> Iterator[Figure]:
    """Those told as a subject by a family name that the article never tells in full: "*Roe* took it calmly"."""
    told = set(doc.words)
    for token in doc.related(_SUBJECTS):
        name = token.text
        alone = token.left_edge.i == token.i and not any(c.dep_ in ("cc", "conj") for c in token.children)
        if token.i in heads or not alone or token.ent_type_ or not may_be_family_name(doc, token, told):
            continue
        if not cast.candidates(name):
            yield Figure(token.idx, token.i, token.i, name, name=name)


def may_be_family_name(doc: Doc, token: Token, told: Container[str]) -> bool:
    """Whether a word of which the article tells nothing else may be somebody's name: no place, no body, no noun.

    `told` are the words of the article: what it writes small too is no name.
    """
    name = token.text
    if not (name.isalpha() and name.istitle() and len(name) > 2) or name.lower() in told:
        return False
    if not token.tag_.startswith("NNP") and not re.search(rf"[a-z,;] {name}\b", doc.text):
        return False  # "Rain fell"
    if look_up(name) is not None or name in DAYS or is_outlet(name) or name.lower() in source_nouns():
        return False
    if is_person_word(name) or told_as_body(doc.text, name) or _in_place(name).search(doc.text):
        return False
    if re.search(rf"\b{name} \d|[A-Z]\w+ {name}\b|\b{name} [A-Z]", doc.text):  # "Cabin 6", a part of a longer name
        return False
    labels = {entity.label_ for entity in doc.ents if name in entity.text.split()}
    return labels <= {"PERSON"}


@lru_cache(maxsize=4096)
def _in_place(name: str) -> re.Pattern[str]:
    """Where a name stands as a place's, or as a thing's, which has an article: "at Roe", "the Roe"."""
    return re.compile(rf"\b(?:[Aa]t|[Ii]n|[Ii]nside|[Nn]ear|[Oo]utside|[Tt]he|[Aa]n?) {name}\b")
