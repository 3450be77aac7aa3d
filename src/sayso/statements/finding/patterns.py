"""How an attribution was found, and how often that is right."""

from __future__ import annotations

from enum import StrEnum

from sayso.statements.cues import Cue
from sayso.statements.finding.clauses import is_passive
from sayso.statements.parsed import Token


class Pattern(StrEnum):
    """A way of finding an attribution; the value is the words a reader of `why` sees."""

    QUOTATION = "a verb of saying right beside a quotation"
    LABEL = "a label or signature names the speaker"
    ACCORDING = "“according to” and the sentence around it"
    CLAUSE = "a verb with the clause it announces"
    OBJECT = "a verb with what it is said of"
    PARTICIPLE = "a participle that goes on with a speaker"
    UNREAL = "a verb in the infinitive, or with an auxiliary that tells no fact"
    RELATIVE = "a verb in a relative clause"
    PASSIVE = "a passive"
    NOUN = "a noun of saying with its owner"
    BARE_NOUN = "a noun of saying without an owner"
    UNCLAIMED = "a paragraph that is a quotation, and nobody is told to say it"


# Share of a pattern's finds whose content (token Jaccard >= .5) and source are an annotator's, on PolNeAR train (840
# articles, 14,771 finds), the set the rules were tuned on. Beside it: how many there were, and the share whose content
# alone is right.
SCORES = {
    Pattern.QUOTATION: 0.92,  # 3,937, .95
    Pattern.LABEL: 0.89,  # 28, .93
    Pattern.ACCORDING: 0.77,  # 421, .84
    Pattern.CLAUSE: 0.77,  # 5,002, .80
    Pattern.OBJECT: 0.60,  # 2,223, .65
    Pattern.PARTICIPLE: 0.54,  # 1,517, .67
    Pattern.RELATIVE: 0.47,  # 747, .55
    Pattern.UNREAL: 0.37,  # 446, .48
    Pattern.PASSIVE: 0.58,  # 270, .63
    Pattern.NOUN: 0.45,  # 119, .55
    Pattern.UNCLAIMED: 0.10,  # no source stands there that could be right; set low by hand
    Pattern.BARE_NOUN: 0.16,  # 61, .62: annotators look for the owner further away
}

_CLAUSES = frozenset({"ccomp", "xcomp"})


def pattern_of(token: Token, cue: Cue, source: Token | None) -> Pattern:
    """The pattern of a find that the parse made."""
    if cue.pos == "ADP":
        return Pattern.ACCORDING
    if cue.pos == "NOUN":
        return Pattern.BARE_NOUN if source is None else Pattern.NOUN
    if is_passive(token):
        return Pattern.PASSIVE
    if token.dep_ == "relcl":
        return Pattern.RELATIVE
    if token.tag_ == "VBG":
        return Pattern.PARTICIPLE
    if token.tag_ == "VB":
        return Pattern.UNREAL
    return Pattern.CLAUSE if any(child.dep_ in _CLAUSES for child in token.children) else Pattern.OBJECT
