"""What words said are read with, and whether who speaks is the subject of one of their verbs."""

from __future__ import annotations

from msgspec import Struct

from sayso.records import Mode
from sayso.statements.acts.propositions import Content
from sayso.statements.parsed import Token

_PRONOUNS = frozenset({"he", "she", "they", "it"})


class Said(Struct, frozen=True):
    """What the words said are read with."""

    content: Content
    mode: Mode
    cue: str  # the cue's lemma; empty for a bare layout
    source: Token | None = None  # who speaks, as told; null: nobody is

    @property
    def indirect(self) -> bool:
        return self.mode is not Mode.DIRECT and self.cue != ""  # a turn of a transcript has no quotation marks


def is_own(said: Said, verb: Token) -> bool:
    """Whether who speaks is the subject; "he" and "it" in reported words are taken for the speaker."""
    if verb.i == (said.content.main.i if said.content.main is not None else -1) and said.content.own_subject:
        return True
    subject = subject_of(verb)
    return subject is not None and (
        subject.lower_ in ("i", "we")
        or (said.indirect and subject.dep_ != "expl" and agrees(said.source, subject.lower_))
    )


def agrees(source: Token | None, word: str) -> bool:
    """Whether a pronoun in reported words may stand for who speaks: "they" for several, "it" for a body."""
    if source is None or word not in _PRONOUNS:
        return False
    if source.pos_ == "PRON":
        return word == source.lower_ or source.lower_ in ("who", "which", "that")
    several = source.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in source.children)
    if several or source.lower_ == "percent":
        return word == "they"
    if word == "it":
        return source.ent_type_ != "PERSON"
    return word == "they" or source.ent_type_ not in ("GPE", "NORP")


def subject_of(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)


def auxiliaries_of(verb: Token) -> set[str]:
    """Its auxiliaries, "'d" as its word: "he’d *go*" would, "he’d *gone*" and "he’d *been* shot" had."""
    helping = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    short = "would" if any(t.tag_ == "VB" for t in (verb, *helping)) else "had"
    return {short if c.lower_ in ("'d", "’d") else c.lower_ for c in helping if c.dep_ == "aux"}
