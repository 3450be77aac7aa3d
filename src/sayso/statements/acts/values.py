"""What plain words hold against somebody, or for somebody: a charge, an outrage, praise, a threat, an apology.

Only what the words say outright counts: a deed that is wrong by its verb ("lied", "stole"), a predicate that judges
("was shameful"). What happened and is bad ("the storm was a disaster") is told, not judged.
"""

from __future__ import annotations

import re

from sayso.records import Act
from sayso.statements.acts.act_words import words_of
from sayso.statements.acts.negation import is_negated
from sayso.statements.acts.propositions import Content
from sayso.statements.parsed import Token

FEW = 2  # clauses of a remark that is one judgement
# Deeds that are told only by who holds them against somebody; what soldiers and storms do is news.
_WRONGS = frozenset(
    """
    abuse betray blackmail bribe bully cheat conceal defame defraud deceive embezzle exploit falsify flout forge
    interfere lie meddle mislead mistreat oppress persecute plunder rig sabotage smear smuggle steal swindle violate
    """.split()  # noqa: SIM905 - a list of 30 strings is harder to read
)
# In the table of blame, but these tell how things are as often as what to think of them.
_FACTS = frozenset(
    """
    aggression aggressor atrocity blow chaotic corrupt crime criminal dangerous dictator disaster disastrous dismal
    enemy failure foe fool horrific illegal insult madness menace mistake regrettable shocking terrible threat
    unlawful unnecessary unthinkable vandalism weak
    """.split()  # noqa: SIM905
)
_HAILED = frozenset(
    """
    admirable brave brilliant commendable courageous exemplary fantastic hero heroic invaluable magnificent marvellous
    marvelous outstanding phenomenal sensational splendid superb terrific tremendous wonderful
    """.split()  # noqa: SIM905
)
# Praise that needs no predicate: "They deserve all the credit", "hats off to the crew", "she did a great job".
_ACCLAIMED = re.compile(
    r"\b(?:deserves?\s+(?:\w+\s+){0,3}(?:credit|praise|applause|medals?|respect|thanks)\b|hats?\s+off\s+to\b|full\s+marks\s+to\b"
    r"|(?:did|done|doing|does|do)\s+an?\s+(?:\w+ly\s+)?(?:great|brilliant|excellent|fantastic|fine|magnificent|marvell?ous|"
    r"outstanding|superb|terrific|tremendous|wonderful)\s+job\b|(?:a|such\s+a|great)\s+credit\s+to\b|full\s+of\s+admiration\b"
    r"|(?:can\s*not|can['’]t|could\s+not|couldn['’]t)\s+(?:praise|thank|fault)\s+(?:\w+\s+){1,6}(?:enough|highly)\b"
    r"|\bwell\s+done\s+to\b)",
    re.IGNORECASE,
)
_MODAL = frozenset({"will", "would", "can", "could", "may", "might", "must", "should", "shall", "'ll", "’ll", "ought"})
_SORRY = re.compile(
    r"^\W*(?:that\s+)?(?:(?:I|we|he|she|they)(?:['’](?:m|re)|\s+am|\s+are|\s+was|\s+were)\s+(?:\w+\s+)?sorry\b"
    r"|(?:I|we)\s+(?:\w+\s+)?apologi[sz]e)",
    re.IGNORECASE,
)
_THREAT = re.compile(
    r"\b(?:will|would|['’]ll|['’]d|shall)\s+(?:be\s+made\s+to\s+)?(?:pay\s+(?:(?:a|the|its|their)\s+)?(?:\w+\s+)?"
    r"(?:price|dearly|for\s+it)|(?:live\s+to\s+)?regret|face\s+(?:\w+\s+)?consequences)\b",
    re.IGNORECASE,
)
_CAREFUL = re.compile(r"^\W*(?:(?:please\s+)?be\s+(?:very\s+)?careful|beware|watch\s+out|take\s+care)\b", re.IGNORECASE)
_EXCLAIMED = re.compile(r"^\W*what\s+an?\s+(?:\w+\s+)?(\w+)", re.IGNORECASE)
_PROUD = re.compile(r"\bproud\s+of\b", re.IGNORECASE)
_AT_FAULT = re.compile(
    r"\b(?:is|are|was|were)\s+(?:\w+ly\s+)?(?:to\s+blame|responsible|at\s+fault|guilty)\b", re.IGNORECASE
)


def act_of_values(content: Content, main: Token | None) -> Act | None:
    """The charge, judgement, threat or apology that words make; None for none. `main` carries what is claimed."""
    text = content.text
    if _SORRY.match(text):
        return Act.OTHER
    if _ACCLAIMED.search(text) and len(content.roots) <= FEW:
        return Act.PRAISE
    if _CAREFUL.match(text) or (_THREAT.search(text) and not content.own_subject and not content.negated):
        return Act.WARN
    if main is None or len(content.roots) > FEW or content.negated or content.hedges:
        return _exclaimed(text)
    if main.lemma_ == "be":
        return _judged(content, main)
    return Act.ACCUSE if _charges(content, main) else _exclaimed(text)


def _exclaimed(text: str) -> Act | None:
    """ "What a disgrace!", "What a brave crew"."""
    told = _EXCLAIMED.match(text)
    words = set(text.lower().split()[1:6]) if told is not None else set()
    words = {word.strip(".,!?”\"'’") for word in words}
    if words & (words_of("blame") | words_of("scorn")):
        return Act.DISMISS if words & words_of("scorn") else Act.CONDEMN
    return Act.PRAISE if words & (words_of("acclaim") | {"fine", "good", "lovely"}) else None


def _judged(content: Content, main: Token) -> Act | None:
    """ "The raid was an outrage", "they are heroes", "the firm is to blame"."""
    if _modal(main) or main.tag_ in ("VB", "VBN"):
        return None
    predicate = [c for c in main.children if c.dep_ in ("acomp", "attr") and c.i > main.i]
    words = {t.lemma_.lower() for c in predicate for t in (c, *c.lefts)}
    subject = _subject(main)
    own = content.own_subject and subject is not None and subject.lower_ != "it"
    other = subject is not None and subject.dep_ != "expl" and not own
    if other and words & (words_of("blame") - _FACTS):
        return Act.CONDEMN
    if other and _AT_FAULT.search(content.text) and _is_somebody(content, subject):
        return Act.ACCUSE
    hailed = other and words & _HAILED and subject is not None and subject.lower_ != "it"
    proud = subject is not None and subject.lower_ in ("i", "we", "he", "she") and _PROUD.search(content.text)
    return Act.PRAISE if hailed or proud else None


def _charges(content: Content, main: Token) -> bool:
    """Whether a wrong is told of somebody else as done or being done."""
    if main.lemma_.lower() not in _WRONGS or _modal(main) or is_negated(main) or content.own_subject:
        return False
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in main.children)
    return main.tag_ != "VB" and not passive and _is_somebody(content, _subject(main))


def _is_somebody(content: Content, subject: Token | None) -> bool:
    """Whether a subject can be charged: a party, a person, a name, "you", "they", "the firm"."""
    if subject is None or subject.lower_ in ("i", "we", "it", "who", "which", "that", "nobody", "someone"):
        return False
    return content.party_subject or subject.lower_ in ("you", "they", "he", "she") or subject.pos_ in ("PROPN", "NOUN")


def _subject(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "expl")), None)


def _modal(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in _MODAL for c in verb.children)
