"""Words as changes are read from them: trifles made equal, function words left out, differences classed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from sayso.copies.folding import FUNCTION_WORDS, fold_word
from sayso.records import ChangeKind
from sayso.times.words import CALENDAR, MONTHS, NUMBERS, WEEKDAYS, whole_names


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _map(text: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in text.split())


NEGATIONS = _set("not never no nor neither without nobody nothing none")
IMPLICIT_NEGATIONS = _set(
    "unlikely unable refuse refused refuses refusing decline declined declines fail failed fails deny denied denies "
    "lack lacked lacks hardly barely scarcely zero impossible reject rejected unwilling prevent prevented avoid"
    " avoided rather"
)
HEDGES = _set(
    "may might could would possibly perhaps probably likely reportedly allegedly apparently seemingly appears appeared "
    "seems seemed suggests suggested alleged suspected purported believed expected potentially presumably"
)
DATES = CALENDAR | _set("today yesterday tomorrow")

# One word for spellings and forms that say the same: house style, no change of what is claimed. "One" is no number
# here: it is a pronoun as often.
SPELLINGS = (
    {word: str(value) for word, value in NUMBERS.items() if value > 1}
    | whole_names(MONTHS)
    | whole_names(WEEKDAYS)
    | _map(
        "spokesman=spokesperson spokeswoman=spokesperson chairman=chair chairwoman=chair chairperson=chair pct=percent "
        "1st=first 2nd=second 3rd=third km=kilometers kms=kilometers sen=senator rep=representative gov=governor "
        "gen=general toward=towards amid=amidst while=whilst"
    )
)
_HOUSE = ((re.compile(r"is(e[ds]?|ing|ations?)$"), r"iz\1"), (re.compile(r"our(s|ed|ing|ful|able)?$"), r"or\1"))
_ENDING = re.compile(r"(?:'s|s'|ies|ied|ing|ed|es|s|y|ly)$")
MIN_WORD = 2  # letters; a word that has no more is a function word unless it stands in capitals: "in", but "EU"
MIN_STEM = 4  # letters kept when an ending is cut

# Verbs of saying by what they make of the speaker: a change from one class to another is a change of attribution.
_CUES = {
    "say": "say said says saying tell told tells state stated states add added adds note noted notes remark remarked "
    "announce announced inform informed mention mentioned declare declared describe described according "
    "comment commented",
    "admit": "admit admitted admits concede conceded concedes acknowledge acknowledged acknowledges confess confessed",
    "deny": "deny denied denies refute refuted refutes dispute disputed reject rejected rejects dismiss dismissed "
    "dismisses disavow disavowed",
    "claim": "claim claimed claims allege alleged alleges purport purported contend contended assert asserted asserts "
    "insist insisted insists maintain maintained maintains argue argued argues arguing",
    "accuse": "accuse accused accuses accusing blame blamed blames blaming charge charged condemn condemned condemning "
    "denounce denounced criticize criticized criticise criticised slam slammed decry decried",
    "confirm": "confirm confirmed confirms verify verified",
    "warn": "warn warned warns threaten threatened threatens caution cautioned",
    "hint": "hint hinted hints imply implied implies suggest suggested suggests indicate indicated indicates",
}
SAYING = _set(_CUES["say"])  # one for the other is no change
CUES = {word: kind for kind, verbs in _CUES.items() for word in verbs.split()}


class Term(NamedTuple):
    """A word that matters, as it is compared."""

    word: str  # folded, one spelling for all
    key: str  # the same without its ending: equal keys are no change
    proper: bool  # it begins with a capital that begins no sentence


def spell(word: str) -> tuple[str, ...]:
    """A word in one spelling for all: "didn’t" -> did, not; "Nov" -> november; "eight" -> 8; "2,300" -> 2300.

    "coast-guard" is two words.
    """
    folded = fold_word(word).replace(",", "")
    if folded.endswith("n't") or folded == "cannot":
        base = {"won't": "will", "can't": "can", "cannot": "can", "shan't": "shall"}.get(folded, folded[:-3])
        return base, "not"
    return tuple(_one_spelling(part) for part in folded.split("-") if part)


def _one_spelling(word: str) -> str:
    word = SPELLINGS.get(word, word)
    for pattern, spelled in _HOUSE:
        word = pattern.sub(spelled, word)
    return word


def _key(word: str) -> str:
    cut = _ENDING.sub("", word)
    return cut if len(cut) >= MIN_STEM and word.isascii() else word.removesuffix("'s")


def read_terms(words: Iterable[tuple[str, bool]]) -> list[Term]:
    """The words that matter of `(word as it stands, begins a sentence)`; negations and hedges are no function words."""
    return [
        Term(spelled, _key(spelled), word[0].isupper() and not first)
        for word, first in words
        for spelled in spell(word)
        if _matters(spelled, word)
    ]


def _matters(spelled: str, word: str) -> bool:
    if spelled in NEGATIONS or spelled in HEDGES or spelled in CUES or spelled.isdigit():
        return True
    return spelled not in FUNCTION_WORDS and (len(spelled) > MIN_WORD or word.isupper())


def without(terms: Sequence[Term], keys: Collection[str]) -> list[Term]:
    """The terms whose keys are not among these: words that only moved or changed their form are no change."""
    return [term for term in terms if term.key not in keys]


def kind_of(gone: Sequence[Term], came: Sequence[Term]) -> ChangeKind | None:
    """What a difference between these terms changes; None for what this form does not class."""
    sides = (gone, came)
    if "".join(term.word for term in gone).replace("'s", "") == "".join(term.word for term in came).replace("'s", ""):
        return None  # "cyberattack", "cyber-attack"; "Monday", "Monday's"
    low = [{term.word for term in side} for side in sides]
    dated = [any(t.word.removesuffix("'s") in DATES and (t.word != "may" or t.proper) for t in side) for side in sides]
    negated = [bool(words & NEGATIONS) for words in low]
    denied = [len(words & (NEGATIONS | IMPLICIT_NEGATIONS)) % 2 for words in low]  # two negations are none
    cues = [{CUES[word] for word in words if word in CUES} for words in low]
    hedged = [
        bool(words & HEDGES - ({"may"} if side_dated else set())) for words, side_dated in zip(low, dated, strict=True)
    ]
    checks = (
        (all(dated), ChangeKind.DATE),
        (all(any(_is_number(word) for word in words) for words in low), ChangeKind.NUMBER),
        (negated[0] != negated[1] and denied[0] != denied[1], ChangeKind.NEGATION),
        (all(cues) and not cues[0] & cues[1], ChangeKind.ATTRIBUTION),
        (bool(cues[0]) and len(gone) > 1 and not came, ChangeKind.ATTRIBUTION),  # who says it is told no more
        (hedged[0] != hedged[1], ChangeKind.HEDGE),
        (all(side and all(term.proper for term in side) for side in sides), ChangeKind.NAME),
        (all(words - NEGATIONS - HEDGES - SAYING for words in low), ChangeKind.TERM),
    )
    return next((kind for holds, kind in checks if holds), None)


def _is_number(word: str) -> bool:
    return any(letter.isdigit() for letter in word)
