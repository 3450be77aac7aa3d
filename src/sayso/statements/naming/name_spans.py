"""Where in the words of a source a person's name stands, whatever the model calls it."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.names import PARTICLES, folded
from sayso.parties import FormKind, look_up, source_nouns, split_owner
from sayso.statements.naming.names import DEGREES, given_names
from sayso.statements.naming.offices import (
    LOOSE,
    PREPOSITIONS,
    TITLES,
    first_preposition,
    is_person_word,
    join,
    last_place,
)
from sayso.statements.parsed import Token
from sayso.times.words import CALENDAR, WEEKDAYS

_NO_PERSON = frozenset({"ORG", "GPE", "NORP", "LOC", "FAC"})
MOST_NAME_WORDS = 6
NAME_PARTICLES = PARTICLES - {"as", "at", "do"}  # these are words first
# After "and" these end a firm's name: "Hale and Sons".
_FIRM_TAILS = frozenset({"associates", "bros", "brothers", "co", "company", "daughters", "partners", "sons"})
DAYS = frozenset(day.capitalize() for day in CALENDAR & WEEKDAYS.keys())  # they are nobody
ARTICLES = frozenset({"the", "a", "an", "its", "his", "her", "their"})
_THEIRS = frozenset({"my", "our", "your", "its", "his", "her", "their"})  # "her neighbour Tom"
_QUOTES = frozenset({'"', "“", "”"})
GIVEN_MONTHS = frozenset({"April", "August", "June", "May"})  # months that people are called by
_ON_AIR = frozenset({"Radio", "Television", "TV", "Tele", "Télé"})  # open the name of a broadcaster
_BESIDES = frozenset({"a", "an", "the", "its", "who"})  # open what is told beside a name


def name_in(words: Sequence[Token]) -> tuple[int, int]:
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
    if sum(w.text not in DEGREES for w in words[low:high]) == 1 and _is_given(words, low - 1):
        low -= 1  # the network may call "Roe" alone a person in "Ann Roe KC"
    told = any(w.ent_type_ == "PERSON" for w in words[low:high]) or (high and words[high - 1].text in DEGREES)
    bare = high - low == 1 and (
        words[low].text in DAYS or _is_office(words[low])
    )  # "the President", "Friday’s charges"
    fits = 0 < high - low <= MOST_NAME_WORDS and not bare and not _is_other(words, low, high)
    return (low, high) if fits and (told or _stands_as_name(words, low, high, role)) else _after_trade(words)


def _is_office(word: Token) -> bool:
    """Whether a word alone is a state's office in capitals and nobody's name."""
    noun = source_nouns().get(word.lower_)
    office = noun is not None and noun.sort == "person" and noun.sphere == "state"
    return office and folded(word.text) not in given_names()


def _after_trade(words: Sequence[Token]) -> tuple[int, int]:
    """`[low, high)` of the name in "chef Ann Roe", "his barrister, …": two capitals or more after any noun."""
    high = first_preposition(words)
    low = high
    while low > 1 and _is_name_word(words[low - 1]) and not words[low - 1].is_punct:
        low -= 1
    noun = source_nouns().get(words[low - 1].lower_) if 0 < low < high else None
    trade = low > 0 and words[low - 1].tag_ == "NN" and (noun is None or noun.sort == "person")
    labels = {word.ent_type_ for word in words[low:high]}
    first = words[0]
    theirs = noun is not None and (first if low > 1 or not first.i else first.nbor(-1)).lower_ in _THEIRS
    few = 1 if theirs else 2
    fits = trade and few <= high - low <= MOST_NAME_WORDS and not labels & _NO_PERSON
    return (low, high) if fits and not _is_other(words, low, high) else (0, 0)


def _is_other(words: Sequence[Token], low: int, high: int) -> bool:
    """Whether the capitals are no name of the one meant: "Roe’s lawyer", "Radio Roe", a party, a body."""
    nouns = source_nouns()
    if is_firm(words, high) or (low > 0 and words[low - 1].text in _ON_AIR):
        return True
    if low > 0 and _is_governed(words, low):  # "a spokesman for Roe", "a letter from President Roe"
        return True
    if high - low == 1 and low > 1 and all(_is_of_body(word) for word in words[low - 2 : low]):
        return True
    owns = high < len(words) - 1 and words[high].tag_ == "POS"
    role = words[low].is_sent_start and words[low].lower_ in nouns and (high < len(words) or low + 1 < high)
    # "the Roe Institute", "the Roe administration"
    ends = (nouns.get(words[k].lower_) for k in (high - 1, high) if k < len(words))
    body = any(noun is not None and noun.sort == "body" and not noun.plural for noun in ends)
    return bool(owns or role or body) or look_up(join(words[low:high])) is not None


def _is_of_body(word: Token) -> bool:
    """Whether a capital is part of a body's name: in "Ostrey Hill Quarries" the network may call the last a person."""
    return word.ent_type_ == "ORG" and word.text.istitle() and not _is_title(word) and word.lower_ not in source_nouns()


def is_firm(words: Sequence[Token], at: int) -> bool:
    """Whether the words from `at` on end a firm's name: "and Sons"."""
    tail = words[at + 1] if at + 1 < len(words) and words[at].lower_ in ("and", "&") else None
    return tail is not None and tail.text.istitle() and tail.lower_.strip(".") in _FIRM_TAILS


def _is_given(words: Sequence[Token], at: int) -> bool:
    """Whether a word is the given name before a family name: by the table, or a capital of no other kind amid words."""
    labelled = at >= 0 and words[at].ent_type_ not in ("", "GPE", "ORG")  # of unknown names the network tells either
    if labelled and words[at].text in GIVEN_MONTHS:
        return not _is_dated(words[at])
    if at < 0 or not words[at].text.istitle() or not words[at].tag_.startswith("NNP") or labelled:
        return False
    if folded(words[at].text) in given_names():
        return True
    plain = words[at].lower_ in source_nouns() or is_person_word(words[at].text) or look_up(words[at].text) is not None
    titled = at > 0 and words[at - 1].text.istitle() and not _is_title(words[at - 1])
    before = titled or (at > 0 and words[at - 1].lower_ in PREPOSITIONS)
    opens = words[at].is_sent_start and not _is_set_apart(words)
    return not (plain or before or opens)


def _is_dated(month: Token) -> bool:
    """Whether what could be a given name is a month by the word before it: "in June", "3 June"."""
    before = month.nbor(-1) if month.i else None
    return before is not None and (
        before.pos_ in ("ADP", "NUM") or before.lower_ in ("last", "next", "this", "late", "early")
    )


def _is_set_apart(words: Sequence[Token]) -> bool:
    """Whether what the words name is told beside them, "Hreinn Roe, a spokesman for …": no trade stands before it."""
    after = words[-1].doc[words[-1].i + 1 : words[-1].i + 3]
    return len(after) == 2 and after[0].text == "," and after[1].lower_ in _BESIDES


def _is_governed(words: Sequence[Token], low: int) -> bool:
    """Whether the name at `low`, titles and articles before it aside, is what a preposition after a noun governs."""
    at = low
    while at > 0 and (
        words[at - 1].lower_ in ARTICLES or (words[at - 1].text[:1].isupper() and _is_title(words[at - 1]))
    ):
        at -= 1
    link = words[at - 1].lower_ if at > 1 else ""
    office = link == "under" and words[at].lower_ == "secretary"  # "Treasury Under Secretary Ann Roe"
    return link in PREPOSITIONS and link not in {"who", "that", "which"} and not office


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
    return token.lower_ in NAME_PARTICLES or text == "-" or text in _QUOTES  # the marks left are a nickname's


def _is_hyphened(words: Sequence[Token], at: int) -> bool:
    """The "-" and the "mi" of "Ha Yun-mi", which the tokenizer parts."""
    if not at > 0 or words[at - 1].whitespace_:
        return False
    return (words[at].text == "-" and at + 1 < len(words)) or words[at - 1].text == "-"
