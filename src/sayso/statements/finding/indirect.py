"""What a cue announces, read from the parse: the complements its frames allow, or the sentence it breaks into."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.records import Span
from sayso.statements.cues import Cue
from sayso.statements.finding.clauses import SUBJECTS, content_words, is_passive, own_subject
from sayso.statements.finding.extents import completed, quotation_after, snapped, spoken_apart
from sayso.statements.finding.frames import sentence_around
from sayso.statements.finding.sources import FINITE, credit_after, source_head
from sayso.statements.finding.view import View
from sayso.statements.parsed import Token

PARENTHESIS_LIMIT = 8  # tokens from the subject to the cue in ", the party's two leaders said,"
_PARTING = frozenset({",", "—", "–", "--", "-", "("})
_UNREAL = frozenset({"would", "could", "should", "might", "may", "must", "can", "will", "'d", "’d", "'ll", "’ll"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "never"})


def read_content(view: View, token: Token, cue: Cue) -> tuple[Span, ...]:
    """Spans of what `token` announces; empty when nothing in the parse is announced."""
    if cue.pos == "ADP":
        told = source_head(token, cue) is not None  # "According to, the bridge was closed": a source fell out
        return snapped(view, _around_phrase(view, token)) if told else ()
    if cue.pos == "NOUN":
        return snapped(view, _noun_content(view, token, cue))
    if not _stands_for_itself(view, token, cue):
        return ()
    if credit_after(token) is not None and "quote" in cue.frames:
        return snapped(view, [view.doc[i] for i in range(sentence_around(view, token.i).start, token.i)])
    broken = _broken_sentence(view, token, cue)
    if broken:
        return snapped(view, broken)
    words = content_words(token, cue)
    if words:
        own = {t.i for child in token.children if child.dep_ in {"nsubj", "expl"} for t in child.subtree} | {token.i}
        own |= spoken_apart(view, token)
        words = completed(view, token, [word for word in words if word.i not in own], own)
        words += quotation_after(view, token, cue, words)
    else:
        words = quotation_after(view, token, cue, []) or _sentence_before(view, token, cue)
    return snapped(view, words)


def _broken_sentence(view: View, token: Token, cue: Cue) -> list[Token]:
    """The sentence that a cue between commas breaks into: "The plan, *Roe said*, is dead"."""
    if "quote" not in cue.frames or token.tag_ not in FINITE:
        return []
    subject = own_subject(token)
    if subject is None or not 0 < token.i - subject.left_edge.i <= PARENTHESIS_LIMIT:
        return []
    doc, low, high = view.doc, subject.left_edge.i, token.i + 1
    while high < len(doc) and doc[high].pos_ in {"ADV"} and high - token.i < 3:
        high += 1
    if low == 0 or high >= len(doc) or doc[low - 1].text not in _PARTING or doc[high].text not in _PARTING:
        return []
    if doc.span(high + 1, high + 2).text.lower() in {"that", "if", "when"} and _has_clause(token):
        return []  # "Roe said, when asked, that …"
    sentence = sentence_around(view, token.i)
    words = [doc[i] for i in sentence if not low <= i <= high]
    return words if sentence.start < low - 1 and sentence.stop > high + 1 else []


def _sentence_before(view: View, token: Token, cue: Cue) -> list[Token]:
    """What stands before a cue that closes its sentence: "…, said Roe." with no complement in the parse."""
    if "quote" not in cue.frames or token.tag_ not in FINITE:
        return _around_parenthesis(token, cue)
    doc = view.doc
    subject = own_subject(token)
    if subject is not None and subject.tag_ in {"WP", "WDT"}:
        return []
    low = min(token.i, subject.left_edge.i) if subject is not None else token.i
    sentence = sentence_around(view, token.i)
    closing = subject is not None and not any(
        doc[i].text in {",", ";", ":"} and doc.span(i + 1, i + 2).text.lower() in {"and", "but", "or"}
        for i in range(token.i + 1, sentence.stop - 1)
    )
    if low - 1 > sentence.start + 2 and doc[low - 1].text == "," and closing and low - 2 not in view.cues:
        return [doc[i] for i in range(sentence.start, low - 1)]
    return _around_parenthesis(token, cue)


def _stands_for_itself(view: View, token: Token, cue: Cue) -> bool:
    """Whether a verb is told as said, not as what another cue's speaker would or would not say."""
    if "passive" not in cue.frames and is_passive(token) and own_subject(token) is None:
        return False
    if "passive" in cue.frames and is_passive(token) and "obj-inf" in cue.frames and _is_told(view, token):
        return False  # "Roe said it is expected to …"
    if is_unreal(token):
        return False
    if "to" not in _auxiliaries(token):
        return True
    outer = view.cues.get(token.head.i)
    if token.dep_ == "xcomp" and outer is not None and "inf" in outer.frames:
        return False  # "declined to say whether": the outer cue has it
    return "quote" in cue.frames and _has_clause(token)


def is_unreal(token: Token) -> bool:
    """Whether a verb tells of no act of saying, but of what somebody may do or will: "would support the plan".

    "Would not support it" refuses, and "would say that it holds" tells what is said.
    """
    verb, said = token, token
    if token.dep_ == "xcomp" and token.head.lemma_ == "have":  # "would have to vote for it"
        verb = token.head
    elif token.lemma_ == "have":
        said = next((child for child in token.children if child.dep_ == "xcomp"), token)
    auxiliaries = _auxiliaries(verb)
    return bool(auxiliaries & _UNREAL) and not auxiliaries & _NEGATIONS and not _has_clause(said)


def _auxiliaries(token: Token) -> set[str]:
    return {child.lower_ for child in token.children if child.dep_ in {"aux", "neg"}}


def _has_clause(token: Token) -> bool:
    return any(child.dep_ in {"ccomp", "xcomp"} for child in token.children)


def _is_told(view: View, token: Token) -> bool:
    return token.dep_ in {"ccomp", "relcl"} and (token.dep_ == "relcl" or token.head.i in view.cues)


def _noun_content(view: View, token: Token, cue: Cue) -> Iterable[Token]:
    """The clause a noun announces. A noun that nobody owns is left to the cue whose object it is."""
    outer = token.head.head if token.dep_ == "pobj" else token.head
    if outer.i in view.cues and source_head(token, cue) is None:
        return ()
    for child in token.children:
        if child.i < token.i:
            continue
        if child.dep_ in {"acl", "ccomp", "relcl"} and child.tag_ not in {"VBG", "VBN"}:
            infinitive = any(c.tag_ == "TO" for c in child.children)
            opened = infinitive or _is_that_clause(child) or (_is_whole(child) and source_head(token, cue) is not None)
            if ("inf" if infinitive else "clause") in cue.frames and opened:
                apart = spoken_apart(view, token)
                return [t for t in child.subtree if t.i not in apart]
        if child.dep_ == "prep" and child.lower_ in cue.frames and source_head(token, cue) is not None:
            return [t for c in child.children for t in c.subtree]
    return ()


def _is_that_clause(verb: Token) -> bool:
    """Whether "that" opens the clause as a conjunction: "claims that they won", not "claims that were made"."""
    first = verb.left_edge
    return first.lower_ == "that" and first.dep_ == "mark"


def _is_whole(verb: Token) -> bool:
    """Whether a clause without "that" lacks nothing: "US claims it shipped arms", not "the claims it made"."""
    children = {child.dep_ for child in verb.children if child.tag_ not in {"WP", "WDT"}}
    relative = any(child.tag_ in {"WP", "WDT", "WRB"} for child in verb.children)
    return not relative and "nsubj" in children and bool(children & {"dobj", "attr", "acomp", "ccomp", "xcomp"})


def _around_phrase(view: View, token: Token) -> list[Token]:
    """The sentence that "according to" stands in, without the phrase: taken whole, whichever clause it hangs on."""
    to = token.nbor()
    phrase = [token, *(to.subtree if to.head.i == token.i else token.subtree)]
    low, high = min(t.i for t in phrase), max(t.i for t in phrase)
    if any(t.dep_ == "relcl" for t in phrase) and low > token.sentence[0] + 2:
        high = token.sentence[1]  # the parser often ends a relative clause too soon
    return [view.doc[i] for i in sentence_around(view, token.i) if not low <= i <= high]


def _around_parenthesis(token: Token, cue: Cue) -> list[Token]:
    """The clause around "…, Roe says, …"."""
    if "quote" not in cue.frames or token.dep_ not in {"parataxis", "ccomp"} or token.head.i == token.i:
        return []
    if not any(child.dep_ in SUBJECTS for child in token.children):
        return []
    left = token.left_edge.i
    if left == 0 or not token.doc[left - 1].is_punct:
        return []
    inside = {t.i for t in token.subtree}
    return [t for t in token.head.subtree if t.i not in inside]
