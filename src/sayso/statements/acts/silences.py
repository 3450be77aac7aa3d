"""What is not said, by the construction of the cue: "declined to confirm", "stopped short of", "did not deny"."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from sayso.records import Act, ActBasis, Mode
from sayso.statements.acts.act_words import words_of
from sayso.statements.acts.propositions import Content
from sayso.statements.cues import Cue, load_cues
from sayso.statements.parsed import Token

BEFORE = 6  # tokens before a cue in which "stopped short of" or "refused to" stands
FIRST = 12  # tokens of a content in which its head noun stands
_WITHHOLDERS = frozenset({"decline", "refuse", "fail"})
_MATTERS = frozenset(
    {"background", "cause", "cost", "detail", "figure", "matter", "origin", "price", "question", "reason", "specific"}
)
_WILLING = frozenset({"want", "wish", "care"})  # "did not want to answer"
_UNSAID = re.compile(
    r"(?<!not )(?<!never )(?:"
    r"\b(?:decline|refuse|fail|(?:be )?(?:unable|unwilling)|be not (?:prepare|able|willing)) (?:\w+ )?to"
    r"|\b(?:do|will|would) not (?:\w+ly )?(?:want|wish|care) to|\bprefer not to"
    r"|\b(?:stop|fall) (?:\w+ )?short of"
    r"|\b(?:avoid|without|resist|refrain from|shy away from|shrink from)"
    r")(?: \w+ly)?$"
)
_OMITTED = frozenset({"mention", "note", "add"})  # "did not mention X" tells what the writer missed, not a silence


class Acted(Struct, frozen=True):
    """The act, whether its cue stands under negation, what it was read from, and why."""

    act: Act
    negated: bool
    basis: ActBasis = ActBasis.CUE
    why: str = ""
    doubts: bool = False  # it puts forward that its content is not so: "doubted that P", "did not believe that P"


class Saying(Struct, frozen=True):
    """A cue as its act is read: its head, its row in the lexicon, the words around it and those said."""

    cue: Token
    lemma: str
    row: Cue | None  # null: the lexicon has no such word
    tokens: tuple[Token, ...]  # of the cue, in text order
    content: Content
    mode: Mode

    @property
    def words(self) -> set[str]:
        """Lemmas of the cue's clause and of the first words said."""
        return {t.lemma_.lower() for t in (*self.cue.subtree, *self.content.tokens[:FIRST])}


def withheld(saying: Saying, negated: bool) -> Acted | None:
    """A silence told by the cue's construction; None when something is said."""
    lemma = saying.lemma
    if lemma in _WITHHOLDERS and saying.cue.pos_ != "NOUN":
        return None if negated else _refused(saying)
    if negated and lemma in _WILLING and (refused := _refused(saying)).act is Act.DECLINE:
        return replace(refused, negated=True)
    unsaid = _UNSAID.search(before(saying.cue))
    if (negated or unsaid) and lemma == "rule" and rules_out(saying):
        return Acted(Act.SUGGEST, negated, ActBasis.CONSTRUCTION, "what is not ruled out is left open")
    if unsaid and (saying.row is not None or lemma in words_of("silent")):
        return Acted(Act.DECLINE, negated, ActBasis.CONSTRUCTION, f"“{unsaid.group()} {lemma}”")
    if negated and lemma in words_of("silent") - _OMITTED and _is_silence(saying):
        return Acted(Act.DECLINE, negated, ActBasis.CONSTRUCTION, f"not “{lemma}” is to withhold")
    return None


def _refused(saying: Saying) -> Acted:
    """ "Declined to comment" withholds; "refused to return the ship" and "declined the invitation" say no to a deed."""
    after = [t for t in saying.cue.doc[saying.cue.i + 1 : saying.cue.sentence[1]] if not t.is_punct][:BEFORE]
    lemmas = [t.lemma_.lower() for t in after]
    if "to" in lemmas[:3] and lemmas.index("to") + 1 < len(lemmas):
        told = next((word for word in lemmas[lemmas.index("to") + 1 :] if not word.endswith("ly")), "")
        if told == "rule" and "out" in lemmas:
            return Acted(Act.SUGGEST, False, ActBasis.CONSTRUCTION, "what is not ruled out is left open")
        silent = _says(told, set(lemmas)) or (saying.lemma == "decline" and told in words_of("material"))
        silent = silent or (told == "be" and "draw" in lemmas)  # "refused to be drawn on it"
        silent = silent or (
            told == "go" and "into" in lemmas and not _MATTERS.isdisjoint(lemmas)
        )  # "did not wish to go into it"
        why = f"“{saying.cue.text} to {told}”"
    else:
        denied = any(c.dep_ == "dobj" for c in saying.cue.children)
        silent = not denied or bool(set(lemmas[:4]) & words_of("spoken"))
        why = f"“{saying.cue.text}”"
    return Acted(Act.DECLINE if silent else Act.OTHER, False, ActBasis.CONSTRUCTION, why)


def _says(verb: str, around: set[str]) -> bool:
    """Whether not to do it is to keep silent: a verb of saying, or to give what tells something."""
    if verb in words_of("material"):
        return bool(around & words_of("spoken"))
    cue = load_cues().by_word.get((verb, "VERB"))
    saying = cue is not None and cue.act is not Act.OTHER and cue.act is not Act.PLEDGE and verb not in ("call", "back")
    return saying or verb in words_of("silent") or bool(around & {"interview", "question", "identify", "name", "quote"})


def _is_silence(saying: Saying) -> bool:
    if any(c.dep_ == "dobj" and c.lower_.endswith(("self", "selves")) for c in saying.cue.children):
        return False  # "did not explain themselves"
    if saying.lemma in ("give", "provide", "offer", "share", "release", "address"):
        return bool(saying.words & words_of("spoken"))
    return saying.lemma != "reject" or bool(saying.words & words_of("rejected"))


def before(cue: Token) -> str:
    """Lemmas right before a cue in its sentence."""
    return " ".join(t.lemma_.lower() for t in cue.doc[max(cue.sentence[0], cue.i - BEFORE) : cue.i])


def rules_out(saying: Saying) -> bool:
    return any(t.lower_ == "out" for t in saying.cue.doc[saying.cue.i + 1 : saying.cue.i + 3])
