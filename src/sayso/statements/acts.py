"""What an act of saying does: from the cue, its construction, its negation, and the plainest forms of content."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from spacy.tokens import Token

from sayso.records import Act, Mode
from sayso.statements.attribution import Attribution
from sayso.statements.cues import load_cues
from sayso.statements.propositions import CLAIM_NOUNS, NEGATORS, Content, is_flat_denial

# Saying that is withheld is declined: "would not say", "did not comment", "neither confirmed nor denied".
_WITHHELD = frozenset(
    (
        *("answer", "comment", "confirm", "say", "specify", "elaborate", "disclose", "reveal", "discuss", "tell"),
        *("deny", "respond", "reply", "address", "provide", "identify", "name", "give", "detail", "explain", "state"),
        *("clarify", "acknowledge", "speak", "talk", "share", "release", "mention", "note", "add", "offer", "publish"),
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
    **dict.fromkeys((("call", "for"), ("call", "on"), ("call", "upon"), ("press", "for"), ("push", "for")), Act.DEMAND),
    **dict.fromkeys(
        (("hit", "out"), ("lash", "out"), ("speak", "against"), ("rail", "against"), ("call", "out")), Act.CONDEMN
    ),
}
_WITH_INFINITIVE = {"ask": Act.DEMAND, "agree": Act.PLEDGE, "consent": Act.PLEDGE}  # "agreed to go", not "agreed that"
# Said of others' words, these refuse to take them seriously, those of `_FALSE` deny, those of `_BLAME` condemn them.
_SCORN = frozenset(
    (
        *("absurd", "absurdity", "baseless", "bogus", "fable", "fabricate", "fabricated", "fabrication", "fairytale"),
        *("fake", "fantasy", "far-fetched", "farce", "fiction", "figment", "groundless", "hoax", "invention", "joke"),
        *("laughable", "ludicrous", "myth", "nonsense", "nonsensical", "preposterous", "propaganda", "ridiculous"),
        *("rubbish", "rumor", "rumour", "slander", "smear", "speculation", "unfounded", "unsubstantiated", "hysteria"),
        *("disinformation", "worthless", "fairy", "poetry", "gossip", "delusion", "fanciful", "hearsay"),
    )
)
_FALSE = frozenset({"false", "inaccurate", "incorrect", "lie", "mistaken", "untrue", "untruth", "falsehood", "wrong"})
_BLAME = frozenset(
    (
        *("appalling", "barbaric", "criminal", "deplorable", "despicable", "disgrace", "disgraceful", "illegal"),
        *("intolerable", "irresponsible", "outrage", "outrageous", "provocation", "reckless", "scandalous", "shameful"),
        *("unacceptable", "unlawful", "regrettable", "insult"),
    )
)
_BLAMING = frozenset({"slam", "denounce", "blast", "condemn", "decry"})
_NAMING = frozenset({"brand", "call", "characterise", "characterize", "describe", "dub", "label", "deem"})
# What is rejected, not denied, because it was asked or offered and not claimed.
_OFFERS = frozenset(
    (
        *("appeal", "application", "bid", "call", "compromise", "deal", "demand", "invitation", "motion", "offer"),
        *("ceasefire", "candidate", "bill", "amendment", "treaty", "agreement", "pact", "truce", "pressure"),
        *("plan", "proposal", "request", "resolution", "ultimatum", "talk", "negotiation", "plea", "criticism"),
    )
)
_INVENTED = re.compile(
    r"\b(?:plucked|pulled|picked|conjured|made)\s+(?:up\s+)?(?:from|out of)\s+(?:the|thin)\s+(?:thin\s+)?air\b",
    re.IGNORECASE,
)
_RETRACTED = re.compile(
    r"\b(?:we|I)\s+(?:had\s+)?(?:said|claimed|told|denied|insisted)\b[^.;]*\b(?:that|it|this)\s+was\s+"
    r"(?:wrong|(?:a\s+)?mistaken?|false|untrue|not\s+true|an\s+error|a\s+lie)\b",
    re.IGNORECASE,
)
_DONE = frozenset({"give", "provide", "address", "release", "offer", "deny"})  # not to give is no silence
_VOICING = frozenset({"issue", "reiterate", "renew", "repeat", "voice", "express"})
EARLY = 8  # tokens in which a refusal stands; further on it is one point among others
_UNANSWERED = frozenset({"comment", "answer", "respond", "reply", "discuss", "speculate"})
# Main verbs of a "we never" that say what the speaker thinks or can, not what was done.
_INNER = frozenset(
    (
        *("believe", "care", "doubt", "expect", "feel", "forget", "hear", "hope", "intend", "know", "like", "mean"),
        *("mind", "need", "remember", "see", "think", "understand", "want", "wish", "wonder", "comment", "agree"),
        *("say", "tell", "rule", "let", "allow", "accept", "give", "stop", "waver", "hesitate"),
    )
)
_WILL = frozenset({"will", "shall", "'ll", "’ll"})
_WOULD = frozenset({"would", "'d", "’d"})
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


def _voiced(cue: Token) -> Act | None:
    """What "repeated her demand", "issued a denial" do: what the noun does."""
    nouns = (child.lemma_.lower() for child in cue.children if child.dep_ == "dobj")
    rows = (load_cues().by_word.get((noun, "NOUN")) for noun in nouns)
    return next((row.act for row in rows if row is not None and row.act is not Act.ASSERT), None)


def _rejected(words: set[str], content: Content) -> Act:
    """Who rejects a claim denies it; as a rumour, or for fun, dismisses it; who rejects an offer does neither."""
    if _SCORN & words:
        return Act.DISMISS
    first = content.roots[0].lemma_.lower() if content.roots else ""
    return Act.OTHER if first in _OFFERS else Act.DENY


def _named(content: Content) -> Act | None:
    """What "called X a fairy tale", "described X as a lie", "called X unacceptable" do; None for any other word.

    A word may stand in what is spoken of as well ("called the rumour unfortunate"), so the last one found counts.
    """
    told = [t.lemma_.lower() for t in content.tokens]
    for word in reversed(told):
        if word in _SCORN:
            return Act.DISMISS
        if word in _FALSE:
            return Act.DENY
        if word in _BLAME:
            return Act.CONDEMN
    return None


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
    return _by_verb(cue, lemma, content) or base


def _by_verb(cue: Token, lemma: str, content: Content) -> Act | None:
    """Verbs whose act hangs on their object; None where it does not change."""
    words = {t.lemma_.lower() for t in cue.subtree}
    if lemma in _VOICING:
        return _voiced(cue)
    if lemma == "reject":
        return _rejected(words, content)
    if lemma in _NAMING:
        return _named(content)
    if lemma in _BLAMING and (_SCORN | _FALSE) & words and CLAIM_NOUNS & words:
        return Act.DISMISS
    if lemma == "rule":
        return Act.DENY if content.main is not None else Act.DECLINE
    return Act.SUGGEST if lemma == "question" and any(child.dep_ == "dobj" for child in cue.children) else None


def _by_content(act: Act, attribution: Attribution, content: Content) -> Act:
    """What plain saying does by its content: a flat denial, a dismissal, a vow, a demand, a question."""
    text = content.text
    if attribution.mode is Mode.DIRECT and text.rstrip(" ”\"'’").endswith("?") and len(content.roots) <= 1:
        return Act.ASK
    if is_flat_denial(text):
        return Act.DENY
    if _RETRACTED.search(text):
        return Act.CONFIRM
    if _INVENTED.search(text):
        return Act.DISMISS
    main = content.main
    if main is None:
        return act
    if _silent(content, main) or (content.roots[0].i != main.i and _silent(content, content.roots[0])):
        return Act.DECLINE
    if content.own_subject and content.negated:
        return _own_negation(act, main)
    return _calls_false(main) or _by_modal(act, content, main, indirect=attribution.mode is not Mode.DIRECT)


def _silent(content: Content, main: Token) -> bool:
    """ "She could not confirm that …", "he had no comment", "it would not discuss it": who speaks, says nothing."""
    subject = next((c for c in main.children if c.dep_ == "nsubj"), None)
    own = content.own_subject or (subject is not None and subject.lower_ in ("he", "she", "they", "it"))
    if not own or main.i - content.tokens[0].i > EARLY:
        return False
    objects = [c for c in main.children if c.dep_ in ("dobj", "attr")]
    nothing = any(c.lemma_.lower() in ("comment", "reply", "answer", "response") and _has_no(c) for c in objects)
    withheld = main.lemma_.lower() in _WITHHELD - _UNANSWERED - _DONE
    unable = any(c.dep_ == "aux" and c.lower_ in ("could", "can", "would", "ca", "wo", "will") for c in main.children)
    scorned = {t.lemma_.lower() for t in main.subtree} & (_SCORN | CLAIM_NOUNS)
    unanswered = main.lemma_.lower() in _UNANSWERED and not scorned
    refused = is_negated(main) and ((withheld and unable) or unanswered)
    return (nothing and main.lemma_ in ("have", "be")) or refused


def _by_modal(act: Act, content: Content, main: Token, *, indirect: bool) -> Act:
    """ "We will answer" is a pledge, "Ruritania must stop" a demand, "it may be theirs" a suggestion."""
    auxiliaries = {c.lower_ for c in main.children if c.dep_ in ("aux", "neg", "advmod")}
    wills = auxiliaries & _WILL or (indirect and auxiliaries & _WOULD and not content.negated)
    if wills and main.lemma_.lower() in ("demand", "request"):
        return Act.DEMAND
    if content.own_subject:
        return Act.PLEDGE if wills and main.lemma_.lower() not in _INNER | {"be", "have"} else act
    if auxiliaries & _MUST and (content.party_subject or _must_by(main, content)):
        return Act.DEMAND
    indicated = content.roots[0].lemma_.lower() in ("suggest", "indicate")
    return Act.SUGGEST if content.doubted or indicated else act


def _must_by(main: Token, content: Content) -> bool:
    """ "Every house must be paid for by Ruritania"."""
    inside = {token.i for token in content.tokens}
    return any(c.dep_ == "agent" and c.i in inside and any(t.pos_ == "PROPN" for t in c.subtree) for c in main.children)


def _own_negation(act: Act, main: Token) -> Act:
    """ "We do not comment on gossip", "we do not answer fairy tales" dismiss.

    "We never sent any" stays an assertion of a negated proposition: only so does its polarity count once.
    """
    if main.lemma_.lower() not in _UNANSWERED:
        return act
    return Act.DISMISS if {t.lemma_.lower() for t in main.subtree} & (_SCORN | CLAIM_NOUNS) else Act.DECLINE


def _calls_false(main: Token) -> Act | None:
    """ "The reports are baseless": a noun for others' words, and what waves them away or calls them wrong."""
    if main.lemma_ != "be" or any(c.dep_ == "neg" for c in main.children):
        return None
    subject: Sequence[Token] = [t for c in main.children if c.dep_ == "nsubj" for t in c.subtree]
    about_words = any(t.lemma_.lower() in CLAIM_NOUNS or t.lower_ in ("this", "that", "it", "these") for t in subject)
    predicate = [c for c in main.children if c.dep_ in ("acomp", "attr")]
    words = {c.lemma_.lower() for c in predicate} | {t.lemma_.lower() for c in predicate for t in c.lefts}
    if not about_words:
        return None
    if _SCORN & words or any(_SCORN & {t.lemma_.lower() for t in c.subtree} for c in predicate if c.pos_ == "ADJ"):
        return Act.DISMISS
    return Act.DENY if _FALSE & words else None
