"""Verbs that tell a saying by what stands beside them alone: "found no trace of it", "stood by its report"."""

from __future__ import annotations

from msgspec.structs import replace
from spacy.tokens import Token

from sayso.statements.cues import Cue

_WOULD = frozenset({"would", "will", "'ll", "’ll", "wo"})
# Not to do these is to keep silent. Not "tell", whose object hears, nor "give", "offer", "release": things are, too.
_SILENT = frozenset(
    """
    answer clarify comment describe detail disclose elaborate explain identify publish reply respond reveal say specify
    speculate
    """.split()  # noqa: SIM905 - a list of 16 strings is harder to read
)
_NOTHING_SEEN = frozenset({"clue", "evidence", "hint", "indication", "link", "proof", "sign", "trace"})
_WORDS_OF_HIS = frozenset(
    """
    account allegation article assertion assessment claim comment conclusion figure finding remark report reporting
    statement story testimony version word
    """.split()  # noqa: SIM905 - a list of 18 strings is harder to read
)


def by_object(token: Token, cue: Cue) -> Cue:
    """The row of a cue, opened to the complement that makes it one; as it stands where none does.

    "Would not publish the log" refuses to tell, where "did not publish it" tells only what was not done.
    """
    if _refuses(token) and cue.lemma in _SILENT:
        return replace(cue, frames=cue.denied_frames | {"obj"}, withheld=True)
    if cue.lemma == "find" and any(_is_nothing_seen(child) for child in token.children):
        return replace(cue, frames=cue.frames | {"obj"}, alone=True)
    if cue.lemma == "stand" and any(_is_by_his_words(child) for child in token.children):
        return replace(cue, frames=cue.frames | {"by"}, alone=True)
    return cue


def _refuses(token: Token) -> bool:
    """Whether somebody would not or will not do it; in "what she will not disclose" the matter stands elsewhere."""
    beside = {child.lower_ for child in token.children if child.dep_ in {"aux", "neg"}}
    elsewhere = any(own.lower_ in {"what", "which"} for own in token.subtree if own.i < token.i)
    return bool(beside & _WOULD) and any(child.dep_ == "neg" for child in token.children) and not elsewhere


def _is_nothing_seen(child: Token) -> bool:
    """Whether an object is "no trace", "no evidence"."""
    bare = any(own.lower_ == "no" for own in child.children if own.i < child.i)
    return child.dep_ == "dobj" and child.lemma_.lower() in _NOTHING_SEEN and bare


def _is_by_his_words(child: Token) -> bool:
    """Whether a phrase is "by its report", "by what she had said": his own words, not a friend or a promise."""
    if child.dep_ != "prep" or child.lower_ != "by":
        return False
    return any(
        (of.dep_ == "pobj" and of.lemma_.lower() in _WORDS_OF_HIS and any(own.tag_ == "PRP$" for own in of.children))
        or (of.dep_ == "pcomp" and of.lemma_ in {"say", "write", "tell"})
        for of in child.children
    )
