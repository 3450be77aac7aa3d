"""What the words of one source tell by themselves: a name, a role, a body, a party. Nothing is looked up elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct, structs

from sayso.names import SUFFIXES
from sayso.parties import Form, Noun, look_up, party_of, source_nouns, split_owner
from sayso.statements.naming.body_names import body_name, form_in, name_end, noun_at
from sayso.statements.naming.name_spans import ARTICLES, NAME_PARTICLES, name_in
from sayso.statements.naming.offices import (
    BODIES,
    CLITIC,
    LOOSE,
    PREPOSITIONS,
    TITLES,
    first_preposition,
    is_body_word,
    join,
    read_office,
    texts,
)
from sayso.statements.naming.portfolios import commas_within
from sayso.statements.naming.serving import is_walk_of_life
from sayso.statements.naming.trimming import before_participle, past_clause, past_count
from sayso.statements.parsed import Doc, Token

_FROM = frozenset({"from", "of"})
_SEAT_TAG = re.compile(r"^[DRI]-\w+\.?$")  # "R-Ky." after a lawmaker's name
_QUOTES = frozenset({'"', "“", "”"})
# These stand for somebody told before, and what is put beside them tells who: "The third, a former officer,".
_STANDS_FOR = re.compile(r"another|one|(?:(?:the|a) )?(?:first|second|third|fourth|other)", re.IGNORECASE)
_PARTS = frozenset({",", ";", "(", ")", "—", "–", ":"})  # what parts a name from what is said of it
_RELATIVE = frozenset({"who", "which", "whose", "whom", "where"})
# Nouns for people that stand for firms as well, where a name of no person is put beside them.
_FIRM_TRADES = frozenset(
    "builder contractor dealer developer maker manufacturer operator owner publisher supplier".split()  # noqa: SIM905
)
_TRADE_ENDS = ("keeper", "maker", "man", "smith", "wright", "woman")  # "Signalman Bo Ek", which no table has
_PLACES = frozenset({"GPE", "LOC", "NORP"})  # what the network calls them
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
    retired: bool = False  # told as "retired": former too
    plural: bool = False
    definite: bool = False  # "the", "its" or a possessive: something the text should have named before
    noun: str | None = None  # the head noun, lower case: "minister", "ministry", "statement"
    form: Form | None = None  # the source is a known form itself: "Pyongyang", "the White House"

    @property
    def title(self) -> str | None:
        """The role with its standing: "former minister", "retired admiral"."""
        return f"{'retired' if self.retired else 'former'} {self.role}" if self.role and self.former else self.role


def read_phrase(tokens: Sequence[Token], head: int | None = None) -> Phrase:
    """Read a source from its tokens, in text order. Commas part the name from what is said of it.

    `head` is the index of the token that speaks, where it is known: its part is read first.
    """
    tokens = _before_clause(tokens)
    text = join(tokens)
    read = [(part, read_segment(part)) for part in _segments(tokens)]
    parts = [(words, told) for words, told in read if told is not None and not _SEAT_TAG.match(told.text)]
    if not parts:
        return Phrase(text)
    at = next((k for k, (words, _) in enumerate(parts) if any(t.i == head for t in words)), 0)
    told_parts = [told for _, told in parts]
    firm = _firm_beside(told_parts[at], told_parts[at + 1 : at + 2])
    if firm is not None:
        return _replace(firm, text)
    named = _body_named(parts)
    beside_person = (told.person for told in told_parts[at + 1 : at + 2])
    if told_parts[at].role and not told_parts[at].person and any(name and name != named for name in beside_person):
        at += 1
    elif _is_office(told_parts[at]) and len(told_parts) > at + 1:
        beside = _as_person(told_parts[at + 1], told_parts[at : at + 1])  # "the minister, Bo Ek"
        if beside.person and " " in beside.person:
            at += 1
            told_parts[at] = beside
        elif told_parts[at].definite and not beside.person and (beside.body or "").count(" "):
            return _replace(beside, text)  # "the contractor, Hale and Sons"
    elif _is_bare_body(told_parts[at]) and len(told_parts) > at + 1 and _is_bodys_name(parts[at + 1][0]):
        return _replace(told_parts[at + 1], text)  # "her party, Civic Dawn"
    first = _as_person(told_parts[at], told_parts[at + 1 :] + told_parts[:at])
    stands = first.person or _STANDS_FOR.fullmatch(first.text)
    aside = [k for k, (words, _) in enumerate(parts) if words[0].lower_ in _FROM or not told_parts[k].person]
    others = [(parts[k][0], told_parts[k]) for k in aside if k != at]
    put = [part if part.role else _beside(words) or part for words, part in others] if stands else []
    told = next((part for part in put if part.role or part.body or part.party), None)
    if told is None:
        return _replace(first if named is None or not first.role else structs.replace(first, affiliation=named), text)
    # A senator who chairs a committee, a professor with a post: the body is the other role's.
    own_walk = noun_of(first)
    other = noun_of(told)
    both = other is not None and other.sphere == "self"  # "lead author, a chemist at the Institute": one walk of life
    apart = first.role is not None and told.role is not None and own_walk is not None and own_walk.sphere == "self"
    return Phrase(
        text=text,
        person=first.person,
        role=first.role or told.role,
        affiliation=first.affiliation
        or (None if apart and not both else named or told.affiliation or _body_beside(told)),
        party=first.party or told.party,
        gender=first.gender or told.gender,
        former=first.former or told.former,
        retired=first.retired or told.retired,
        noun=(first.noun if first.person else None) or told.noun,
    )


def _is_bare_body(phrase: Phrase) -> bool:
    """Whether only what kind of body speaks is told: "her party"."""
    noun = source_nouns().get(phrase.noun or "")
    bare = not (phrase.person or phrase.body or phrase.role or phrase.form or phrase.plural)
    return bare and phrase.definite and noun is not None and noun.sort == "body"


def _is_bodys_name(words: Sequence[Token]) -> bool:
    """Whether words are a name alone and no place's: "Civic Dawn"."""
    return all(word.text[:1].isupper() and word.ent_type_ not in _PLACES for word in words)


def _body_named(parts: Sequence[tuple[Sequence[Token], Phrase]]) -> str | None:
    """The name put beside the noun for whom somebody serves: "a spokesman for the operator, *Farlink*"."""
    for (words, role), (name, told) in pairwise(parts):
        noun = words[-1]
        serves = role.role is not None and first_preposition(words) < len(words) and noun.text.islower()
        body = noun.lower_ in _FIRM_TRADES or is_body_word(noun.text)
        if serves and body and not told.role and all(word.text[:1].isupper() for word in name):
            return join(name) if told.person is None or len(name) == 1 else None
    return None


def _beside(words: Sequence[Token]) -> Phrase | None:
    """What is put beside a name: "of campaign group Fair Start", or a trade that no table has: "a zither player"."""
    if words[0].lower_ in _FROM:
        told = read_office([], words)
        return Phrase(join(words), affiliation=told.affiliation, party=told.party) if told.party else None
    kept = [w for w in words if w.lower_ not in ARTICLES]
    cut = first_preposition(kept)
    head = kept[cut - 1] if kept else None
    if words[0].lower_ not in ("a", "an", "the") or head is None or head.tag_ != "NN":
        return None
    if words[0].lower_ == "the" and any(word.lower_ in source_nouns() for word in kept):  # "the firm operating the dam"
        return None
    if head.lower_ in source_nouns() or head.lower_ in ("part", "bit", "piece", "sign", "move", "step", "fact"):
        return None
    return Phrase(join(words), role=join(kept[:cut])) if join(kept[:cut]).islower() else None


def _firm_beside(trade: Phrase, after: Sequence[Phrase]) -> Phrase | None:
    """ "Crosslink" of "the operator, Crosslink": one word, or no person's name, beside a trade that firms have."""
    if not trade.definite or trade.person or (trade.noun or "").removesuffix("s") not in _FIRM_TRADES or not after:
        return None
    name = after[0].body or after[0].person or ""
    firm = name and (after[0].body or (" " not in name and not trade.plural))
    return Phrase(after[0].text, body=name, noun=trade.noun) if firm else None


def _body_beside(told: Phrase) -> str | None:
    """The body put beside a name; a bare name there may be a place's: "a postman in the capital, Zenda"."""
    body = told.body or ""
    known = look_up(body)
    noun = source_nouns().get(body.rpartition(" ")[2].lower())
    named = (known is not None and known.kind in BODIES) or (noun is not None and noun.sort == "body")
    return body if named or " " in body or (body.isupper() and known is None) else None


def _is_office(phrase: Phrase) -> bool:
    """Whether it tells what somebody is and no name: "the minister", "his barrister"."""
    if phrase.person or phrase.body or phrase.form or phrase.plural:
        return False
    noun = source_nouns().get(phrase.noun or "")
    return bool(phrase.role) or (noun is None and phrase.definite and (phrase.noun or "").replace("-", "").isalpha())


def _as_person(first: Phrase, others: Sequence[Phrase]) -> Phrase:
    """A capitalised word or four that the model took for a body, when a person's role is put beside it."""
    words = (first.body or "").split()
    beside = any(_is_office(part) or part.role for part in others)
    if first.person or first.form or not 0 < len(words) <= 4 or not beside:
        return first
    if not all(word[:1].isupper() or word in NAME_PARTICLES for word in words) or noun_of(first) is not None:
        return first
    return Phrase(first.text, person=first.body)


def _replace(phrase: Phrase, text: str) -> Phrase:
    return Phrase(text, *(getattr(phrase, field) for field in Phrase.__struct_fields__ if field != "text"))


def _before_clause(tokens: Sequence[Token]) -> Sequence[Token]:
    """What a clause tells is no part of the name: "the company", of "the company, which runs the mill"."""
    pairs = enumerate(pairwise(tokens))
    cut = (k for k, (mark, word) in pairs if k and _parts(mark) and word.lower_ in _RELATIVE)
    return tokens[: next(cut, len(tokens))]


def _parts(mark: Token) -> bool:
    """Whether a mark parts a name from what is said of it; a hyphen does where it stands for a dash."""
    return mark.text in _PARTS or (mark.text == "-" and bool(mark.whitespace_))


def _segments(tokens: Sequence[Token]) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    within = commas_within(tokens)
    for k, token in enumerate(tokens):
        suffixed = token.text == "," and k + 1 < len(tokens) and tokens[k + 1].lower_.strip(".") in SUFFIXES
        if suffixed:  # "Ivo Roe, Jr."
            continue
        if _parts(token) and token.i not in within:
            parts.append([])
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
    return _segment(tokens[0].doc, tuple(token.i for token in tokens)) if tokens else None


@lru_cache(maxsize=1024)  # half of the stretches of an article are read twice: as a naming, and as a source
def _segment(doc: Doc, places: tuple[int, ...]) -> Phrase | None:
    words = [doc[place] for place in places]
    if len(words) > 1 and words[-1].tag_ == "POS":  # "Roe’s" as a source
        words.pop()
    definite = bool(words) and (
        words[0].lower_ in {"the", "this", "that", "its", "his", "her", "their"} or any(t.tag_ == "POS" for t in words)
    )
    words = past_count(before_participle(words))
    while len(words) > 1 and (words[0].lower_ in LOOSE or words[0].pos_ == "NUM") and not _begins_name(words):
        if words[1].lower_ in PREPOSITIONS - {"of"}:  # "many in Stockholm"
            break
        words = words[1:]
    while words and words[-1].tag_ == "POS":  # "*Roe’s* claim"
        words = words[:-1]
    if not words:
        return None
    held = _held_by_body(words)
    if held is not None:
        return held
    low, high = name_in(words) if len(words) < 2 or look_up(join(words)) is None else (0, 0)
    if low == high:
        return _nameless(words, definite)
    gender = next((TITLES[t] for t in (w.lower_.strip(".") for w in words[:low]) if TITLES.get(t)), "")
    before = [w for w in past_clause(words[:low]) if w.lower_.strip(".") not in TITLES]
    cut = first_preposition(before)
    person = join(words[low:high])
    told = read_office(_as_told(before[:cut]), [*before[cut:], *words[high:]])
    by_trade = cut and (before[cut - 1].tag_ == "NN" or before[cut - 1].lower_.endswith(_TRADE_ENDS))
    trade = _trade(before[:cut]) if by_trade and told.noun not in source_nouns() else ""
    return Phrase(
        text=person,
        person=person,
        role=told.role or (trade if trade.islower() else None),
        affiliation=told.affiliation,
        party=told.party,
        gender=gender or told.gender,
        former=told.former,
        retired=told.retired,
        noun=told.noun,
    )


def _held_by_body(words: Sequence[Token]) -> Phrase | None:
    """ "Hale Bros' Ann Roe": somebody by a full name whom a body owns; whom a state owns is told to be from there."""
    mark = next((k for k, word in enumerate(words) if word.tag_ == "POS"), 0)
    owner, name = words[:mark], words[mark + 1 :]
    if not owner or len(name) < 2 or not all(word.text[:1].isupper() for word in (*owner, *name)):
        return None
    if name_in(name) != (0, len(name)) or is_body_word(name[-1].text) or name[-1].lower_ in source_nouns():
        return None  # "Ruritania’s Prime Minister"
    person, body = join(name), CLITIC.sub("", join(owner))
    form = look_up(body)
    if form is not None and form.kind not in BODIES:
        return Phrase(person, person=person, party=form.party)
    return Phrase(person, person=person, affiliation=body if form is None else form.body or form.party)


def _trade(words: Sequence[Token]) -> str:
    """What somebody is, by words before the name that no table has: "yard foreman"."""
    told = " ".join(_as_told(words))
    return told.lower() if len(words) == 1 and words[0].lower_.endswith(_TRADE_ENDS) else told


def _as_told(words: Sequence[Token]) -> list[str]:
    """The words before a name or noun; a sentence's first in small letters where it is no name: "Fire chief"."""
    told = texts(words)
    opens = bool(words) and words[0].is_sent_start and words[0].text.istitle() and look_up(words[0].text) is None
    if opens and (_is_common(words[0]) or _is_told_small(words[0])):
        told[0] = told[0].lower()
    return told


def _is_told_small(word: Token) -> bool:
    """Whether the text has a word in small letters."""
    small, text = word.lower_, word.doc.text
    return small in text and re.search(rf"\b{re.escape(small)}\b", text) is not None


def _is_common(word: Token) -> bool:
    """Whether the model takes a capitalised word for no name; adjectives of places end like others and are left."""
    common = word.tag_ in ("JJ", "JJR", "JJS", "NN", "RB", "VBG", "VBN") and not word.ent_type_
    return common and not word.text.endswith(("an", "ese", "ish"))


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
    told = read_office(_as_told(words[:cut]), words[cut:])
    noun = source_nouns().get(told.noun or "")
    if noun is not None and noun.sort == "person" and not _names_kind(words[:cut]):
        return Phrase(
            text,
            role=told.role,
            affiliation=told.affiliation,
            party=told.party or (party_of(text) if noun.sphere != "self" else None),
            gender=told.gender,
            former=told.former,
            retired=told.retired,
            plural=noun.plural,
            definite=definite,
            noun=told.noun,
        )
    return _thing(words, cut, definite)


def _names_kind(words: Sequence[Token]) -> bool:
    """Whether a body's kind stands before its name: "parents' group *Fair Start*"."""
    kind = next((k for k, word in enumerate(words) if word.text.islower() and is_body_word(word.text)), len(words))
    return 0 < kind < len(words) - 1 and all(word.text[:1].isupper() for word in words[kind + 1 :])


def _thing(words: Sequence[Token], cut: int, definite: bool) -> Phrase:
    """A body or a document; `cut` is where its first prepositional phrase begins."""
    text, head = join(words), words[cut - 1]
    noun = noun_at(words, cut - 1)
    if noun is not None and is_walk_of_life(noun) and _names_kind(words[:cut]):  # "the rights group Clear Witness"
        noun = None
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


def noun_of(phrase: Phrase) -> Noun | None:
    """The table's entry for the head noun."""
    return source_nouns().get(phrase.noun or "")
