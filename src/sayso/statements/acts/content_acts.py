"""What plain saying does by the words said: a denial, a dismissal, silence, a vow, a threat, a demand, a question.

"“We never sold it,” he said" denies, though "said" does not. What is read here carries its own negation: it stands in
`Proposition.negated`, and `Statement.act_basis` says that the act was read from it.
"""

from __future__ import annotations

import re

from sayso.parties import source_nouns
from sayso.records import Act
from sayso.statements.acts.act_words import words_of
from sayso.statements.acts.declining import leaves_open
from sayso.statements.acts.granting import grants
from sayso.statements.acts.hedges import is_tentative
from sayso.statements.acts.negation import has_no, is_negated, never_shared
from sayso.statements.acts.propositions import CLAIM_NOUNS, Content, is_flat_denial
from sayso.statements.acts.said import Said, auxiliaries_of, is_own, subject_of
from sayso.statements.acts.values import act_of_values
from sayso.statements.cues import load_cues
from sayso.statements.parsed import Token

EARLY = 8  # tokens in which a refusal stands; further on it is one point among others
NEAR = 5  # tokens from "never" to a comparative
WAVED = 14  # tokens of a remark that is all dismissal: "Your report is a bad joke"
ALONE = 2  # tokens of one that a headline prints without marks: "Utter rubbish, says Roe"
BARE = 9  # tokens of an exclamation: "A pack of lies.", "Fake news"
_WILL = frozenset({"will", "shall", "'ll", "’ll"})
MUST = frozenset({"must", "should", "ought"})
_LATER = _WILL | {"would", "can", "could", "ca", "may", "might", "must", "should", "wo"}
_UNANSWERED = frozenset({"comment", "answer", "respond", "reply", "discuss", "speculate"})
_PRESENT = frozenset({"VBP", "VBZ", "VB"})
_INVENTED = re.compile(
    r"\b(?:plucked|pulled|picked|conjured|made)\s+(?:up\s+)?(?:from|out of)\s+(?:the|thin)\s+(?:thin\s+)?air\b"
    r"|\bmade[\s-]up\s+stor(?:y|ies)\b",
    re.IGNORECASE,
)
_WAVED_AWAY = re.compile(
    r"\b(?:politically|ideologically)\s+motivated\b|\bwitch[\s-]hunts?\b|\bfake\s+news\b", re.IGNORECASE
)
_GREETING = re.compile(
    r"^\W*(?:many\s+)?(?:thank\s+you|thanks|good\s+(?:morning|evening|day|luck)|welcome|sorry|god\s+bless)\b", re.I
)
# "There is no truth in it", "the claim has no basis", "it does not correspond to reality".
_GROUNDLESS = re.compile(
    r"\b(?:there(?:['’]s|\s+(?:is|was|are|were|has\s+been|had\s+been))|has|have|had|holds?)\s+(?:absolutely\s+|simply\s+)?"
    r"(?:no|not\s+(?:a\s+grain|an\s+ounce|a\s+shred)\s+of|zero)\s+(?:\w+\s+)?(?:truth|basis|substance|foundation|merit)\b"
    r"|\b(?:is|are|was|were)\s+(?:\w+ly\s+)?without\s+(?:any\s+)?(?:truth|basis|substance|foundation|merit)\b"
    r"|\b(?:do|does|did)(?:\s+not|n['’]t)\s+(?:correspond|conform)\s+(?:to|with)\s+(?:reality|the\s+(?:truth|facts))\b"
    r"|\b(?:do|does|did)(?:\s+not|n['’]t)\s+reflect\s+(?:reality|the\s+truth|the\s+facts)\b"
    r"|\bnothing\s+(?:could|can)\s+be\s+further\s+from\s+the\s+truth\b|\bfar\s+from\s+the\s+truth\b"
    r"|\bno\s+such\s+thing\s+(?:happened|ever|took|as)\b"
    r"|\bno\s+such\s+\w+\s+(?:was|were|is|has|have|had|took|ever|exists?|existed)\b"
    r"|\bthere(?:['’]s|\s+(?:is|was|are|were))\s+no\s+such\b|\bnothing\s+of\s+the\s+(?:sort|kind)\b",
    re.IGNORECASE,
)
_NO_EVIDENCE = re.compile(
    r"^\W*(?:that\s+)?(?:there(?:['’]s|\s+(?:is|was|has\s+been|had\s+been))|(?:we|I|they|it|he|she)\s+(?:have|has|had)"
    r"(?:\s+(?:seen|found))?|(?:we|I|they|it|he|she)\s+(?:saw|found))\s+(?:absolutely\s+|simply\s+|as\s+yet\s+)?no\s+(?:\w+\s+)?"
    r"(?:evidence|proof)\b",
    re.IGNORECASE,
)
_NO_PLAN = re.compile(
    r"^\W*(?:that\s+)?there(?:['’]s|\s+(?:is|was|are|were|has\s+been|had\s+been))\s+no\s+(?:plan|intention)s?\b",
    re.IGNORECASE,
)
_INNOCENT = re.compile(r"\b(?:nothing\s+to\s+do\s+with|nothing\s+wrong|innocent)\b", re.IGNORECASE)
_PROSECUTORS = frozenset({"indictment", "lawsuit", "prosecution", "prosecutor"})
_ASKING = re.compile(r"(?:whether|what|who|how|why|where|which)\b", re.IGNORECASE)
_NO_DEMAND = frozenset({"be", "have", "know", "win", "see", "feel", "expect", "get", "become", "remain"})


def act_of_content(said: Said) -> Act | None:
    """The act that the words said do; None when they just say something."""
    content = said.content
    text = content.text
    if not said.indirect and text.rstrip(" ”\"'’").endswith("?") and (len(content.roots) <= 1 or not said.cue):
        return Act.ASK
    if _GREETING.match(text) and len(content.tokens) <= BARE:
        return Act.OTHER
    if leaves_open(said):
        return Act.DECLINE
    if is_flat_denial(text) or (_GROUNDLESS.search(text) and len(content.roots) <= 2) or _NO_EVIDENCE.match(text):
        return Act.DENY
    if grants(text, reported=said.indirect and said.source is not None) or _affirms(said):
        return Act.CONFIRM
    if _INVENTED.search(text):
        return Act.DISMISS
    if content.main is None:
        return _exclaimed(said) or act_of_values(content, None) or _commands(said)
    return Act.ACCUSE if _prosecutes(said) else _by_predicate(said, content.main)


def _prosecutes(said: Said) -> bool:
    """ "Prosecutors say he lit it": what they hold of somebody is a charge, unless they tell what they will do."""
    source, main = said.source, said.content.main
    if source is None or main is None or source.lemma_.lower() not in _PROSECUTORS or said.content.negated:
        return False
    subject = subject_of(main)
    somebody = subject is not None and (
        subject.pos_ == "PROPN" or subject.lower_ in ("he", "she") or _is_somebody(subject)
    )
    later = not auxiliaries_of(main).isdisjoint(_LATER)
    return somebody and not later and not is_own(said, main) and main.tag_ != "VB"


def _affirms(said: Said) -> bool:
    """ "I *did* say that": the emphatic auxiliary grants what was in question."""
    root = said.content.roots[0] if said.content.roots else None
    if root is None or said.indirect or root.tag_ != "VB" or is_negated(root):
        return False
    subject = subject_of(root)
    emphatic = any(c.dep_ == "aux" and c.lower_ == "did" for c in root.children)
    return emphatic and subject is not None and subject.lower_ in ("i", "we") and subject.i < root.i - 1


def _by_predicate(said: Said, main: Token) -> Act | None:
    content = said.content
    if _silent(said, main) or (content.roots[0].i != main.i and _silent(said, content.roots[0])):
        return Act.DECLINE
    return (
        _scorned(content, main)
        or _performed(said, content.roots[0])
        or _performed(said, main)
        or _calls_false(content, main)
        or _denies(said, main)
        or act_of_values(content, main)
        or _by_modal(said, main)
        or _commands(said)
    )


def _exclaimed(said: Said) -> Act | None:
    """ "Lies, all lies!", "Utter nonsense": words without a predicate."""
    size = len([t for t in said.content.tokens if not t.is_punct])
    if size > (ALONE if said.indirect else BARE):
        return None
    content = said.content
    words = {t.lemma_.lower() for t in content.tokens} | {t.lower_ for t in content.tokens}
    if words & (words_of("scorn") - {"trash", "tale", "joke", "poetry"}):
        return Act.DISMISS
    return Act.DENY if words & {"lie", "lies", "false", "untrue", "falsehood", "falsehoods"} else None


def _silent(said: Said, main: Token) -> bool:
    """ "She could not confirm that …", "he had no comment", "it would not discuss it": who speaks, says nothing.

    So does a spokesman who tells that his house never comments.
    """
    if main.lemma_ in ("comment", "discuss") and main.i - said.content.tokens[0].i <= EARLY:
        habit = any(c.lower_ in ("do", "does") for c in main.children if c.dep_ == "aux")
        if habit and is_negated(main) and not _scorned(said.content, main):
            return True
    if not is_own(said, main) and not (subject_of(main) is not None and said.content.own_subject):
        return False
    if main.i - said.content.tokens[0].i > EARLY:
        return False
    lemma = main.lemma_.lower()
    objects = [c for c in main.children if c.dep_ in ("dobj", "attr")]
    nothing = any(c.lemma_.lower() in ("comment", "reply", "answer", "response") and has_no(c) for c in objects)
    withheld = lemma in words_of("silent") - _UNANSWERED - (words_of("material") - {"publish", "release"}) - {"reject"}
    unable = not auxiliaries_of(main).isdisjoint(_LATER)
    scorned = {t.lemma_.lower() for t in main.subtree} & (words_of("scorn") | CLAIM_NOUNS)
    refused = is_negated(main) and ((withheld and unable) or (lemma in _UNANSWERED and not scorned))
    return (nothing and main.lemma_ in ("have", "be")) or refused


def _scorned(content: Content, main: Token) -> Act | None:
    """ "We do not comment on gossip", "we do not answer fairy tales": what is worth no answer."""
    if not (content.negated and content.own_subject and main.lemma_.lower() in _UNANSWERED):
        return None
    words = {t.lemma_.lower() for t in main.subtree}
    return Act.DISMISS if words & (words_of("scorn") | CLAIM_NOUNS) else Act.DECLINE


def _performed(said: Said, main: Token) -> Act | None:
    """What one does by saying so: "We *deny* that …", "I *urge* them to …" (the performatives of Austin 1962)."""
    subject = subject_of(main)
    now = main.tag_ in _PRESENT if not said.indirect else main.tag_ in ("VBD", "VBZ", "VBP")
    own = said.content.own_subject and said.content.main is not None and main.i == said.content.main.i
    first = subject is not None and (subject.lower_ in ("i", "we") or own)
    auxiliaries = {c.lower_ for c in main.children if c.dep_ == "aux"} - {"do", "must"}
    able = auxiliaries == {"can"} and main.lemma_.lower() in ("confirm", "reveal")
    if not first or is_negated(main) or (not able and (auxiliaries or not now)):
        return None
    cue = load_cues().by_word.get((main.lemma_.lower(), "VERB"))
    if cue is None or cue.act in (Act.ASSERT, Act.OTHER, Act.SUGGEST, Act.ASK, Act.DECLINE) or cue.particles:
        return None
    if cue.act is Act.DENY and main.lemma_.lower() == "reject":
        objects = {t.lemma_.lower() for c in main.children if c.dep_ == "dobj" for t in c.subtree}
        return Act.DENY if objects & words_of("rejected") else None
    return cue.act


def _calls_false(content: Content, main: Token) -> Act | None:
    """ "The reports are baseless": a noun for others' words, and what waves them away or calls them wrong."""
    if main.lemma_ != "be":
        return None
    if _WAVED_AWAY.search(content.text) and not content.negated and len(content.tokens) <= WAVED:
        return Act.DISMISS
    subject = [t for c in main.children if c.dep_ in ("nsubj", "csubj", "expl") for t in c.subtree]
    pointing = ("this", "that", "it", "these", "those", "all", "everything")
    about_words = any(t.lemma_.lower() in CLAIM_NOUNS | {"photograph", "image", "document", "video"} for t in subject)
    if not (about_words or any(t.lower_ in pointing for t in subject)):
        return None
    predicate = [c for c in main.children if c.dep_ in ("acomp", "attr")]
    if any(g.dep_ == "xcomp" for g in (*main.children, *(d for c in predicate for d in c.children))):
        return None  # "it would be wrong *to say so*"
    words = {c.lemma_.lower() for c in predicate} | {t.lemma_.lower() for c in predicate for t in c.lefts}
    words |= {t.lemma_.lower() for c in predicate for p in c.children if p.lower_ == "of" for t in p.subtree}
    if any(c.dep_ == "neg" for c in main.children):
        return Act.DENY if words & words_of("true") and (about_words or "true" in words) else None
    if words_of("scorn") & words:
        return Act.DISMISS
    false = words_of("false") & words
    return Act.DENY if false - {"wrong", "mistaken", "misleading"} or (false and about_words) else None


def _denies(said: Said, main: Token) -> Act | None:
    """A deed or part in it that who speaks says is not theirs, or what is insisted is not so.

    Plain "we did not decide yet" is no denial: it takes an emphatic word ("never"), a deed that people are charged
    with, a tie that is disowned ("no plan to", "no role in"), or a cue that speaks against somebody ("insisted").
    """
    content = said.content
    if not content.negated:
        return Act.DENY if is_own(said, main) and _INNOCENT.search(content.text) and main.lemma_ == "be" else None
    if _compares(content) or not auxiliaries_of(main).isdisjoint(_LATER):
        return None
    lemma = main.lemma_.lower()
    expletive = any(c.dep_ == "expl" for c in main.children)  # "insisted there was no need"
    if expletive and _NO_PLAN.match(content.text):
        return Act.DENY
    if (
        said.cue in words_of("contrary") - {"repeat", "reiterate", "stress"}
        and not expletive
        and lemma not in words_of("inner") - {"be"}
    ):
        return Act.DENY
    if not is_own(said, main):
        return None
    return Act.DENY if _disowns(said, main, lemma) else None


def _compares(content: Content) -> bool:
    """ "It has *never* run *slower*" tells how it is."""
    at = next((t.i for t in content.tokens if t.lower_ == "never"), None)
    return at is not None and any(
        t.tag_ in ("JJR", "RBR") or t.lower_ in ("so", "as", "such") for t in content.tokens if 0 < t.i - at <= NEAR
    )


def _disowns(said: Said, main: Token, lemma: str) -> bool:
    objects = {t.lemma_.lower() for c in main.children if c.dep_ in ("dobj", "attr", "acomp") for t in (c, *c.children)}
    innocent = lemma in ("have", "play", "know", "do", "be") and _INNOCENT.search(said.content.text)
    if innocent or (lemma == "have" and never_shared(main)):
        return True
    if lemma in ("have", "play", "be", "take"):
        return bool(objects & (words_of("tie") | words_of("guilty"))) or any(
            c.lower_ == "behind" for c in main.children
        )
    if lemma == "know":
        return "nothing" in objects
    marks = {t.lower_ for t in main.subtree if abs(t.i - main.i) <= EARLY} & words_of("emphatic")
    emphatic = bool(marks) or said.cue in words_of("contrary")
    done = lemma in ("say", "tell", "give") and not any(c.dep_ == "prt" for c in main.children)
    if emphatic and (done or lemma not in words_of("inner")):
        return True
    return lemma in words_of("deed") and not any(c.dep_ == "advcl" for c in main.children if c.i < main.i)


def _by_modal(said: Said, main: Token) -> Act | None:
    """ "We will answer" is a pledge, "Ruritania must stop" a demand, "it may be theirs" a suggestion."""
    content = said.content
    auxiliaries = auxiliaries_of(main) | {c.lower_ for c in main.children if c.dep_ in ("neg", "advmod")}
    wills = bool(auxiliaries & _WILL) or (said.indirect and "would" in auxiliaries and not content.negated)
    wills = wills and "have" not in auxiliaries  # "would have retired in June"
    lemma = main.lemma_.lower()
    if wills and lemma in ("demand", "request"):
        return Act.DEMAND
    tentative = is_tentative(content.hedges)
    if is_own(said, main):
        plain = said.cue in words_of("plain") | {""} and not _ASKING.match(content.text)
        vow = wills and plain and lemma not in words_of("inner") and not content.hedges
        if vow and _promises(content, auxiliaries):
            return Act.WARN if _on_condition(main) else Act.PLEDGE
        return Act.SUGGEST if tentative and said.cue not in words_of("contrary") else None
    bound = _bound(main)
    deed = next((c.lemma_.lower() for c in bound.children if c.dep_ == "xcomp"), lemma) if bound is not None else lemma
    if (auxiliaries & MUST or bound) and deed not in (_NO_DEMAND if "must" not in auxiliaries else ()):
        obliged = content.party_subject or _is_somebody(subject_of(bound or main))
        return Act.DEMAND if obliged or _must_by(main, content) else None
    indicated = content.roots[0].lemma_.lower() in ("suggest", "indicate")
    return Act.SUGGEST if tentative or indicated else None


def _bound(main: Token) -> Token | None:
    """The "has" of "has to act", the "needs" of "needs to act"; None where nothing binds so."""
    for verb in (main, main.head):
        to = any(c.dep_ == "xcomp" and any(t.lower_ == "to" for t in c.children) for c in verb.children)
        if verb.lemma_ in ("have", "need") and verb.tag_ in ("VBZ", "VBP") and to and not is_negated(verb):
            return verb
    return None


def _is_somebody(subject: Token | None) -> bool:
    """Whether a common noun for a person or a body is bound: "the council should act"."""
    noun = None if subject is None else source_nouns().get(subject.lower_)
    return noun is not None and noun.sort != "document"


def _promises(content: Content, auxiliaries: set[str]) -> bool:
    """ "We will never attack" is a vow, "we will not pay" a refusal."""
    return not content.negated or "never" in auxiliaries


def _on_condition(main: Token) -> bool:
    """ "If they attack, we will strike back": a threat, whose condition is another's doing."""
    for clause in (c for c in main.children if c.dep_ == "advcl"):
        if any(t.lower_ in ("if", "unless") for t in clause.children):
            if any(t.lower_ == "even" for t in clause.subtree):
                return False
            subject = subject_of(clause)
            return subject is not None and subject.lower_ not in ("i", "we", "it", "that", "this", "there")
    return False


def _must_by(main: Token, content: Content) -> bool:
    """ "Every house must be paid for by Ruritania"."""
    inside = {token.i for token in content.tokens}
    return any(c.dep_ == "agent" and c.i in inside and any(t.pos_ == "PROPN" for t in c.subtree) for c in main.children)


def _commands(said: Said) -> Act | None:
    """An imperative in quoted words: "Stop the tests"; none that only draws attention ("Look, …") or wishes."""
    if not said.content.roots:  # no word stands in it
        return None
    root = said.content.roots[0]
    bare = root.tag_ in ("VB", "VBP") or any(c.dep_ == "dobj" and c.i > root.i for c in root.children)
    if said.indirect or len(said.content.roots) > 1 or not bare or root.i != said.content.tokens[0].i:
        return None
    if root.lemma_.lower() in words_of("talking") or any(c.dep_ in ("nsubj", "aux") for c in root.children):
        return None
    return Act.DEMAND
