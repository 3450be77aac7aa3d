"""What the words of one source tell by themselves: a name, a role, a body, a party. Nothing is looked up elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct
from spacy.tokens import Token

from sayso.names import PARTICLES, SUFFIXES, folded
from sayso.parties import Form, FormKind, Noun, look_up, party_of, source_nouns, split_owner
from sayso.statements.naming.body_names import body_name, form_in, name_end, noun_at
from sayso.statements.naming.names import DEGREES, given_names
from sayso.statements.naming.offices import (
    BODIES,
    LOOSE,
    PREPOSITIONS,
    TITLES,
    first_preposition,
    is_person_word,
    join,
    last_place,
    read_office,
    texts,
)
from sayso.statements.parsing import text_of

_ARTICLES = frozenset({"the", "a", "an", "its", "his", "her", "their"})
_SEAT_TAG = re.compile(r"^[DRI]-\w+\.?$")  # "R-Ky." after a lawmaker's name
_NO_PERSON = frozenset({"ORG", "GPE", "NORP", "LOC", "FAC"})
MOST_NAME_WORDS = 6
_PARTICLES = PARTICLES - {"as", "at", "do"}  # these are words first
_COORDINATING = frozenset({"and", "or", "nor", "plus"})
_QUOTES = frozenset({'"', "“", "”"})


_RELATIVE = frozenset({"who", "which", "whose", "whom", "where"})
# After "and" these end a firm's name: "Hale and Sons".
_FIRM_TAILS = frozenset({"associates", "bros", "brothers", "co", "company", "daughters", "partners", "sons"})
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})


class Phrase(Struct, frozen=True):
    """One source as told. Everything null: only a pronoun or a word no table knows."""

    text: str
    person: str | None = None  # the name as it stands, without titles: "Ada Roe", "Roe"
    body: str | None = None  # a body that speaks itself: "Kremlin", "Foreign Ministry"
    role: str | None = None
    affiliation: str | None = None
    party: str | None = None  # only where these words tell it
    gender: str = ""  # "he", "she" or unknown
    former: bool = False
    plural: bool = False
    definite: bool = False  # "the", "its" or a possessive: something the text should have named before
    noun: str | None = None  # the head noun, lower case: "minister", "ministry", "statement"
    form: Form | None = None  # the source is a known form itself: "Pyongyang", "the White House"


def read_phrase(tokens: Sequence[Token], head: int | None = None) -> Phrase:
    """Read a source from its tokens, in text order. Commas part the name from what is said of it.

    `head` is the index of the token that speaks, where it is known: its part is read first.
    """
    text = join(tokens)
    read = [(part, read_segment(part)) for part in _segments(tokens)]
    parts = [(words, told) for words, told in read if told is not None and not _SEAT_TAG.match(told.text)]
    if not parts:
        return Phrase(text)
    at = next((k for k, (words, _) in enumerate(parts) if any(t.i == head for t in words)), 0)
    told_parts = [told for _, told in parts]
    if told_parts[at].role and not told_parts[at].person and any(told.person for told in told_parts[at + 1 : at + 2]):
        at += 1
    elif _is_office(told_parts[at]) and len(told_parts) > at + 1:
        beside = _as_person(told_parts[at + 1], told_parts[at : at + 1])  # "the minister, Bo Ek"
        if beside.person and " " in beside.person:
            at += 1
            told_parts[at] = beside
        elif told_parts[at].definite and not beside.person and (beside.body or "").count(" "):
            return _replace(beside, text)  # "the contractor, Hale and Sons"
    first = _as_person(told_parts[at], told_parts[at + 1 :] + told_parts[:at])
    others = [told for k, told in enumerate(told_parts) if k != at and not told.person] if first.person else []
    told = next((part for part in others if part.role or part.body or part.party), None)
    if told is None:
        return _replace(first, text)
    return Phrase(
        text=text,
        person=first.person,
        role=first.role or told.role,
        affiliation=first.affiliation or told.affiliation or told.body,
        party=first.party or told.party,
        gender=first.gender or told.gender,
        former=first.former or told.former,
        noun=first.noun or told.noun,
    )


def _is_office(phrase: Phrase) -> bool:
    """Whether it tells what somebody is and no name: "the minister", "his barrister"."""
    if phrase.person or phrase.body or phrase.form or phrase.plural:
        return False
    noun = source_nouns().get(phrase.noun or "")
    return bool(phrase.role) or (noun is None and phrase.definite and (phrase.noun or "").isalpha())


def _as_person(first: Phrase, others: Sequence[Phrase]) -> Phrase:
    """A capitalised word or four that the model took for a body, when a person's role is put beside it."""
    words = (first.body or "").split()
    beside = any(_is_office(part) or part.role for part in others)
    if first.person or first.form or not 0 < len(words) <= 4 or not beside:
        return first
    if not all(word[:1].isupper() or word in _PARTICLES for word in words) or noun_of(first) is not None:
        return first
    return Phrase(first.text, person=first.body)


def _replace(phrase: Phrase, text: str) -> Phrase:
    return Phrase(text, *(getattr(phrase, field) for field in Phrase.__struct_fields__ if field != "text"))


def _segments(tokens: Sequence[Token]) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for k, token in enumerate(tokens):
        suffixed = token.text == "," and k + 1 < len(tokens) and tokens[k + 1].lower_.strip(".") in SUFFIXES
        if suffixed:  # "Ivo Roe, Jr."
            continue
        if token.text in {",", ";", "(", ")", "—", "–", ":"} or (token.text == "-" and token.whitespace_):
            parts.append([])
        elif token.lower_ in _RELATIVE and not parts[-1]:  # what a clause tells is no part of the name
            break
        elif (
            not token.is_space
            and token.lower_ not in _REFLEXIVE
            and (token.text not in _QUOTES or _is_nicknames(tokens, k))
        ):
            parts[-1].append(token)
    return parts


def _is_nicknames(tokens: Sequence[Token], at: int) -> bool:
    """Whether a quotation mark is one of those in “Robert ‘Bob’ Roe”: one word in marks between two capitals."""
    for low in (at, at - 2):
        if low > 0 and low + 3 < len(tokens) and {tokens[low].text, tokens[low + 2].text} <= _QUOTES:
            return all(tokens[k].text[:1].isupper() for k in (low - 1, low + 1, low + 3))
    return False


def read_segment(tokens: Sequence[Token]) -> Phrase | None:
    """Read one stretch without commas; None when nothing is left of it."""
    words = list(tokens)
    if len(words) > 1 and words[-1].tag_ == "POS":  # "Roe’s" as a source
        words.pop()
    definite = bool(words) and (
        words[0].lower_ in {"the", "this", "that", "its", "his", "her", "their"} or any(t.tag_ == "POS" for t in words)
    )
    while len(words) > 1 and (words[0].lower_ in LOOSE or words[0].pos_ == "NUM") and not _begins_name(words):
        if words[1].lower_ in PREPOSITIONS - {"of"}:  # "many in Stockholm"
            break
        words = words[1:]
    while words and words[-1].tag_ == "POS":  # "*Roe’s* claim"
        words = words[:-1]
    if not words:
        return None
    low, high = _name_in(words)
    if low == high:
        return _nameless(words, definite)
    gender = next((TITLES[t] for t in (w.lower_.strip(".") for w in words[:low]) if TITLES.get(t)), "")
    before = [w for w in words[:low] if w.lower_.strip(".") not in TITLES]
    cut = first_preposition(before)
    person = join(words[low:high])
    told = read_office(_as_told(before[:cut]), [*before[cut:], *words[high:]])
    trade = join(before[:cut]) if cut and before[cut - 1].tag_ == "NN" and told.noun not in source_nouns() else ""
    return Phrase(
        text=person,
        person=person,
        role=told.role or (trade if trade.islower() else None),
        affiliation=told.affiliation,
        party=told.party,
        gender=gender or told.gender,
        former=told.former,
        noun=told.noun,
    )


def _as_told(words: Sequence[Token]) -> list[str]:
    """The words before a name; a sentence's first in small letters where the text has it so elsewhere: "Fire chief"."""
    told = texts(words)
    opens = bool(words) and words[0].is_sent_start and words[0].text.istitle() and look_up(words[0].text) is None
    if opens and re.search(rf"\b{re.escape(words[0].lower_)}\b", text_of(words[0].doc)):
        told[0] = told[0].lower()
    return told


def _begins_name(words: Sequence[Token]) -> bool:
    """ "New" in "New Haven Gazette": a loose word, but written as part of a name."""
    return words[0].lower_ in {"new", "top", "late"} and words[0].text.istitle() and words[1].text[:1].isupper()


def _nameless(words: Sequence[Token], definite: bool) -> Phrase:
    text = join(words)
    form = look_up(text)
    if form is not None:
        name = form.body or form.party
        return Phrase(text, body=name, party=form.party, definite=definite, form=form)
    cut = first_preposition(words)
    head_noun = noun_at(words, cut - 1)
    if head_noun is not None and head_noun.sort != "person":  # "the official news agency" is no official
        return _thing(words, cut, definite)
    told = read_office(texts(words[:cut]), words[cut:])
    noun = source_nouns().get(told.noun or "")
    if noun is not None and noun.sort == "person":
        return Phrase(
            text,
            role=told.role,
            affiliation=told.affiliation,
            party=told.party or (party_of(text) if noun.sphere != "self" else None),
            gender=told.gender,
            former=told.former,
            plural=noun.plural,
            definite=definite,
            noun=told.noun,
        )
    return _thing(words, cut, definite)


def _thing(words: Sequence[Token], cut: int, definite: bool) -> Phrase:
    """A body or a document; `cut` is where its first prepositional phrase begins."""
    text, head = join(words), words[cut - 1]
    noun = noun_at(words, cut - 1)
    owner, rest = split_owner(join(words[:cut]))
    if owner is not None and owner.kind in BODIES and rest.islower() and noun is not None and noun.sort == "body":
        return Phrase(text, body=owner.body or owner.party, party=owner.party, definite=definite, form=owner)
    body = body_name(words[: name_end(words, cut)]) if noun is None or noun.sort == "body" else None
    form = form_in(words[:cut]) if body else None
    if form is not None:
        return Phrase(text, body=form.body or form.party, party=form.party, definite=definite, form=form)
    party = party_of(text) or (party_of(body) if body else None)
    if party is None and owner is not None and noun is not None and noun.sort == "document":
        party = owner.party
    plural = head.tag_ in {"NNS", "NNPS"} if noun is None else noun.plural
    told = None if noun is None and head.lower_ in source_nouns() else head.lower_
    return Phrase(text, body=body, party=party, plural=plural, definite=definite, noun=told)


def _name_in(words: Sequence[Token]) -> tuple[int, int]:
    """`[low, high)` of a person's name within `words`; empty when they hold none."""
    role = last_place([w.text for w in words[:-1]], is_person_word)
    if words[-1].text.islower() and is_person_word(words[-1].text):
        return 0, 0
    low = next((k for k, w in enumerate(words) if w.ent_type_ == "PERSON" and k >= role), role + 1)
    high = low
    while high < len(words) and (_is_name_word(words[high]) or _is_hyphened(words, high)):
        high += 1
    while low < high - 1 and is_person_word(words[low].text):
        low += 1
    if high - low == 1 and _is_given(words, low - 1):  # the network may call "Roe" alone a person in "Ann Roe"
        low -= 1
    told = any(w.ent_type_ == "PERSON" for w in words[low:high]) or (high and words[high - 1].text in DEGREES)
    fits = 0 < high - low <= MOST_NAME_WORDS and not _is_other(words, low, high)
    return (low, high) if fits and (told or _stands_as_name(words, low, high, role)) else _after_trade(words)


def _after_trade(words: Sequence[Token]) -> tuple[int, int]:
    """`[low, high)` of the name in "chef Ann Roe", "his barrister, …": two capitals or more after any noun."""
    high = first_preposition(words)
    low = high
    while low > 1 and _is_name_word(words[low - 1]) and not words[low - 1].is_punct:
        low -= 1
    noun = source_nouns().get(words[low - 1].lower_) if 0 < low < high else None
    trade = low > 0 and words[low - 1].tag_ == "NN" and (noun is None or noun.sort == "person")
    labels = {word.ent_type_ for word in words[low:high]}
    fits = trade and 1 < high - low <= MOST_NAME_WORDS and not labels & _NO_PERSON
    return (low, high) if fits and not _is_other(words, low, high) else (0, 0)


def _is_other(words: Sequence[Token], low: int, high: int) -> bool:
    """Whether the capitals are no name of the one meant: "Roe’s lawyer", "Editor of the Echo", a party, a body."""
    nouns = source_nouns()
    if _is_firm(words, high):
        return True
    if low > 0 and _is_governed(words, low):  # "a spokesman for Roe", "a letter from President Roe"
        return True
    owns = high < len(words) - 1 and words[high].tag_ == "POS"
    role = words[low].is_sent_start and words[low].lower_ in nouns and (high < len(words) or low + 1 < high)
    # "the Roe Institute", "the Roe administration"
    ends = (nouns.get(words[k].lower_) for k in (high - 1, high) if k < len(words))
    body = any(noun is not None and noun.sort == "body" and not noun.plural for noun in ends)
    return bool(owns or role or body) or look_up(join(words[low:high])) is not None


def _is_firm(words: Sequence[Token], at: int) -> bool:
    """Whether the words from `at` on end a firm's name: "and Sons"."""
    tail = words[at + 1] if at + 1 < len(words) and words[at].lower_ in ("and", "&") else None
    return tail is not None and tail.text.istitle() and tail.lower_.strip(".") in _FIRM_TAILS


def _is_given(words: Sequence[Token], at: int) -> bool:
    """Whether a word is the given name before a family name: by the table, or a capital of no other kind amid words."""
    if at < 0 or not words[at].text.istitle() or not words[at].tag_.startswith("NNP") or words[at].ent_type_:
        return False
    if folded(words[at].text) in given_names():
        return True
    plain = words[at].lower_ in source_nouns() or is_person_word(words[at].text) or look_up(words[at].text) is not None
    before = at > 0 and (words[at - 1].text.istitle() or words[at - 1].lower_ in PREPOSITIONS)
    return not (plain or before or words[at].is_sent_start)


def _is_governed(words: Sequence[Token], low: int) -> bool:
    """Whether the name at `low`, titles and articles before it aside, is what a preposition after a noun governs."""
    at = low
    while at > 0 and (
        words[at - 1].lower_ in _ARTICLES or (words[at - 1].text[:1].isupper() and _is_title(words[at - 1]))
    ):
        at -= 1
    return at > 1 and words[at - 1].lower_ in PREPOSITIONS and words[at - 1].lower_ not in {"who", "that", "which"}


def _is_title(word: Token) -> bool:
    return word.text[:1].isupper() and (word.lower_.strip(".") in TITLES or is_person_word(word.text))


def _stands_as_name(words: Sequence[Token], low: int, high: int, role: int) -> bool:
    """Whether capitals that the model calls no person stand where a name does: after a role, or alone."""
    if low > 0 and role != low - 1:
        return False
    labels = {w.ent_type_ for w in words[low:high]}
    if low == 0 and (labels & _NO_PERSON or high < len(words) or words[0].pos_ != "PROPN"):
        return False
    owner, rest = split_owner(join(words[low:high]))
    return owner is None or not rest or owner.kind is FormKind.CAPITAL


def _is_name_word(token: Token) -> bool:
    text = token.text
    if token.tag_ == "POS" or text in {"'s", "’s"}:
        return False
    if text[:1].isupper():
        loose = token.lower_ in LOOSE and token.pos_ != "PROPN"
        return not (token.is_punct or loose or token.lower_ in PREPOSITIONS)  # "Ambassador To Ruritania"
    return token.lower_ in _PARTICLES or text == "-" or text in _QUOTES  # the marks left are a nickname's


def _is_hyphened(words: Sequence[Token], at: int) -> bool:
    """The "-" and the "mi" of "Ha Yun-mi", which the tokenizer parts."""
    if not at > 0 or words[at - 1].whitespace_:
        return False
    return (words[at].text == "-" and at + 1 < len(words)) or words[at - 1].text == "-"


def noun_of(phrase: Phrase) -> Noun | None:
    """The table's entry for the head noun."""
    return source_nouns().get(phrase.noun or "")


def conjuncts(tokens: Sequence[Token]) -> list[list[Token]]:
    """The coordinated parts of a source: "A, B and C" in three; a source without coordination in one."""
    words = list(tokens[1:] if len(tokens) > 1 and tokens[0].lower_ == "both" else tokens)
    inside = {token.i for token in words}
    head = next((t for t in words if t.head.i not in inside or t.head.i == t.i), words[0])
    heads = [head]
    for one in heads if _COORDINATING & {token.lower_ for token in words} else ():  # no conjunct without its "and"
        if not any(c.text == "&" for c in one.children):  # "Hale & Gill" is one firm
            heads += [c for c in one.children if c.dep_ == "conj" and c.i in inside and c.pos_ != "VERB"][:1]
    if len(heads) == 1:
        return _two_names(words) or [list(tokens)]
    starts = [max(one.left_edge.i, words[0].i) for one in heads] + [words[-1].i + 1]
    if any(low >= high for low, high in pairwise(starts)):  # the parse has the last as the head
        return _two_names(words) or [list(tokens)]
    parts = [_trimmed([t for t in words if low <= t.i < high]) for low, high in pairwise(starts)]
    return [part for part in parts if part]


def _two_names(words: Sequence[Token]) -> list[list[Token]]:
    """ "Ann Roe and Ivo Lann", where both sides name somebody, whatever the parse; empty when they do not."""
    for k, word in enumerate(words):
        if word.lower_ == "and" and 0 < k < len(words) - 1 and not _is_firm(words, k):
            sides = [_trimmed(words[:k]), _trimmed(words[k + 1 :])]
            if all(side and (read_phrase(side).person or read_phrase(side).form) for side in sides):
                return sides
    return []


def _trimmed(words: Sequence[Token]) -> list[Token]:
    part = [word for word in words if not word.is_space]
    while part and (part[-1].dep_ == "cc" or part[-1].is_punct or part[-1].lower_ == "and"):
        part.pop()
    return part
