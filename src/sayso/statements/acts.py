"""What an act of saying does: from the cue, its construction, its negation, and the plainest forms of content."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from spacy.tokens import Token

from sayso.records import Act, Mode
from sayso.statements.attribution import Attribution
from sayso.statements.propositions import CLAIM_NOUNS, NEGATORS, Content, is_flat_denial

# Saying that is withheld is declined: "would not say", "did not comment", "neither confirmed nor denied".
_WITHHELD = frozenset(
    (
        *("answer", "comment", "confirm", "say", "specify", "elaborate", "disclose", "reveal", "discuss", "tell"),
        *("deny", "respond", "reply", "address", "provide", "identify", "name", "give", "detail", "explain", "state"),
        *("clarify", "acknowledge", "speak", "talk", "share", "release", "mention", "note", "add", "offer"),
    )
)
_WITHHOLDERS = frozenset({"decline", "refuse", "fail"})
_PARTICLES = {  # verb and particle that mean another act than the verb
    **dict.fromkeys(
        (("shrug", "off"), ("brush", "off"), ("brush", "aside"), ("laugh", "off"), ("wave", "off")), Act.DISMISS
    ),
    **dict.fromkeys(
        (("wave", "away"), ("write", "off"), ("play", "down"), ("push", "back"), ("shoot", "down")), Act.DISMISS
    ),
    **dict.fromkeys((("rule", "out"),), Act.DENY),
    **dict.fromkeys((("call", "for"), ("call", "on"), ("call", "upon"), ("press", "for"), ("push", "for")), Act.DEMAND),
    **dict.fromkeys(
        (("hit", "out"), ("lash", "out"), ("speak", "against"), ("rail", "against"), ("call", "out")), Act.CONDEMN
    ),
}
_WITH_INFINITIVE = {"ask": Act.DEMAND, "agree": Act.PLEDGE, "consent": Act.PLEDGE}  # "agreed to go", not "agreed that"
_DISMISSIVE = frozenset(
    (
        *("absurd", "baseless", "bogus", "fabricate", "fabricated", "fabrication", "fake", "false", "far-fetched"),
        *("fiction", "groundless", "hoax", "laughable", "lie", "ludicrous", "myth", "nonsense", "nonsensical"),
        *("preposterous", "propaganda", "ridiculous", "rumor", "rumour", "speculation", "unfounded", "untrue"),
        *("unsubstantiated", "disinformation", "farce", "slander", "smear"),
    )
)
# Main verbs of a "we never" that say what the speaker thinks or can, not what was done.
_INNER = frozenset(
    (
        *("believe", "care", "doubt", "expect", "feel", "forget", "hear", "hope", "intend", "know", "like", "mean"),
        *("mind", "need", "remember", "see", "think", "understand", "want", "wish", "wonder", "comment", "agree"),
        *("say", "tell", "rule", "let", "allow", "accept", "give", "stop", "waver", "hesitate"),
    )
)
_WILL = frozenset({"will", "shall", "'ll", "’ll"})
_MUST = frozenset({"must", "should", "ought"})


class Acted(Struct, frozen=True):
    """The act, whether its cue stands under negation, and why."""

    act: Act
    negated: bool
    why: str = ""


def read_act(base: Act, attribution: Attribution, content: Content, cue: Token | None) -> Acted:
    """The act of an attribution whose cue does `base` by the lexicon. `cue` is its head token."""
    if cue is None:
        return Acted(_by_content(Act.ASSERT, attribution, content), False)
    negated = is_negated(cue)
    lemma = cue.lemma_.lower()
    withheld = _withheld(cue, lemma, negated)
    if withheld:
        return Acted(Act.DECLINE, negated, withheld)
    if negated and base is not Act.ASSERT:
        return Acted(Act.OTHER, True, f"not “{lemma}”")
    act = _by_construction(base, cue, lemma, content)
    return Acted(_by_content(act, attribution, content) if act is Act.ASSERT else act, negated)


def is_negated(cue: Token) -> bool:
    """Whether a cue stands under "not", "never", "neither" or "no one", itself or its auxiliaries."""
    if any(child.dep_ == "neg" or child.lower_ in NEGATORS for child in cue.children):
        return True
    subject = next((c for c in cue.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is not None and (subject.lower_ in ("nobody", "none", "neither") or _has_no(subject)):
        return True
    head = cue.head
    if cue.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        return any(child.lower_ in ("neither", "nor") for child in (*head.children, *cue.children)) or (
            is_negated(head) and any(child.lower_ in ("or", "nor") for child in head.children)
        )
    return False


def _has_no(noun: Token) -> bool:
    return any(child.lower_ == "no" for child in noun.children)


def _withheld(cue: Token, lemma: str, negated: bool) -> str:
    """Why nothing is said; empty when something is."""
    if (
        negated
        and lemma in _WITHHELD
        and not any(c.dep_ == "dobj" and c.lower_.endswith(("self", "selves")) for c in cue.children)
    ):
        return f"not “{lemma}” is to withhold"
    if lemma in _WITHHOLDERS and not negated:
        verb = next((c.lemma_.lower() for c in cue.children if c.dep_ == "xcomp"), "comment")
        return f"“{cue.text} to {verb}”" if verb in _WITHHELD else ""
    head = cue.head
    if cue.dep_ == "xcomp" and head.lemma_.lower() in _WITHHOLDERS and lemma in _WITHHELD and not is_negated(head):
        return f"“{head.text} to {lemma}”"
    return ""


def _by_construction(base: Act, cue: Token, lemma: str, content: Content) -> Act:
    """Particles ("shrugged off"), "called the claims false", "called on X to", "ask X to"."""
    for child in cue.children:
        if child.i <= cue.i + 2 and child.dep_ in ("prt", "prep", "advmod") and (lemma, child.lower_) in _PARTICLES:
            return _PARTICLES[lemma, child.lower_]
    if lemma in _WITH_INFINITIVE and any(child.dep_ == "xcomp" for child in cue.children):
        return _WITH_INFINITIVE[lemma]
    if lemma in ("call", "describe", "label", "brand", "slam", "denounce", "blast", "condemn", "decry", "characterize"):
        words = [t.lemma_.lower() for t in cue.subtree]
        if _DISMISSIVE & set(words) and (CLAIM_NOUNS & set(words) or _DISMISSIVE & set(content.lemmas)):
            return Act.DISMISS
    if base is Act.ACCUSE and lemma == "charge":
        return Act.ACCUSE
    return base


def _by_content(act: Act, attribution: Attribution, content: Content) -> Act:
    """What plain saying does by its content: a flat denial, a dismissal, a vow, a demand, a question."""
    text = content.text
    if attribution.mode is Mode.DIRECT and text.rstrip(" ”\"'’").endswith("?") and len(content.roots) <= 1:
        return Act.ASK
    if is_flat_denial(text):
        return Act.DENY
    main = content.main
    if main is None:
        return act
    if content.own_subject and content.negated:
        return _own_negation(act, main)
    if _calls_false(main):
        return Act.DISMISS
    return _by_modal(act, content, main)


def _by_modal(act: Act, content: Content, main: Token) -> Act:
    """ "We will answer" is a pledge, "Ruritania must stop" a demand, "it may be theirs" a suggestion."""
    auxiliaries = {c.lower_ for c in main.children if c.dep_ in ("aux", "neg", "advmod")}
    if content.own_subject:
        vows = auxiliaries & _WILL and main.lemma_.lower() not in _INNER | {"be", "have"}
        return Act.PLEDGE if vows else act
    if auxiliaries & _MUST and content.party_subject:
        return Act.DEMAND
    return Act.SUGGEST if content.doubted else act


def _own_negation(act: Act, main: Token) -> Act:
    """ "I don't comment on rumours" dismisses, "I won't comment" declines.

    "We never sent any" stays an assertion of a negated proposition: only so does its polarity count once.
    """
    if main.lemma_.lower() != "comment":
        return act
    return Act.DISMISS if {t.lemma_.lower() for t in main.subtree} & (_DISMISSIVE | CLAIM_NOUNS) else Act.DECLINE


def _calls_false(main: Token) -> bool:
    """ "The reports are baseless": a noun for others' words, and a predicate that waves them away."""
    if main.lemma_ != "be":
        return False
    subject: Sequence[Token] = [t for c in main.children if c.dep_ == "nsubj" for t in c.subtree]
    predicate = [c.lemma_.lower() for c in main.children if c.dep_ in ("acomp", "attr")]
    about_words = any(t.lemma_.lower() in CLAIM_NOUNS or t.lower_ in ("this", "that", "it", "these") for t in subject)
    return about_words and bool(_DISMISSIVE & set(predicate)) and not any(c.dep_ == "neg" for c in main.children)
