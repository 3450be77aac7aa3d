"""Attributions read from the parse: a cue, the phrase that is its source, the complement that is its content."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from sayso.records import Span
from sayso.statements.clauses import SUBJECTS, content_words, is_passive, own_subject, subject_of
from sayso.statements.cues import Cue
from sayso.statements.view import View, spans_of

FINITE = frozenset({"VBD", "VBZ", "VBP"})
SPEAKING = frozenset({"NORP", "GPE", "ORG", "PERSON"})
# Verbs that only lend their subject to a noun: "made the claim that", "voiced fears that".
LIGHT_VERBS = frozenset("make have issue release give express voice raise reiterate repeat deliver publish".split())


def source_head(token: Token, cue: Cue) -> Token | None:
    """The head of the phrase that speaks; None when none stands there."""
    if cue.pos == "ADP":
        to = next((child for child in token.children if child.lower_ == "to"), None)
        return next((child for child in to.children if child.dep_ == "pobj"), None) if to is not None else None
    if cue.pos == "NOUN":
        return _noun_source(token)
    subject = subject_of(token)
    return _noun_before(token) if subject is None and token.tag_ in FINITE else subject


def _noun_source(token: Token) -> Token | None:
    """Whose claim it is: "*its* claim", "*US* claims", "claims *by Roe*", "*Roe* made the claim"."""
    for child in token.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ in {"amod", "compound", "nmod"} and child.ent_type_ in SPEAKING:
            return child
        if child.dep_ == "prep" and child.lower_ in {"by", "from"} and child.i == token.i + 1:
            return next((grandchild for grandchild in child.children if grandchild.dep_ == "pobj"), None)
    governor = token.head.head if token.dep_ == "pobj" else token.head
    return subject_of(governor) if governor.lemma_ in LIGHT_VERBS else None


def _noun_before(token: Token) -> Token | None:
    """The noun right before a cue to which the parser gave no subject: adverbs, auxiliaries and commas may part them."""
    for index in range(token.i - 1, max(token.sent.start, token.i - 7) - 1, -1):
        word = token.doc[index]
        if word.pos_ in {"NOUN", "PROPN", "PRON"}:
            while word.dep_ in {"compound", "appos", "npadvmod"} and word.head.pos_ in {"NOUN", "PROPN"}:
                word = word.head
            return None if word.ent_type_ in {"DATE", "TIME"} else word
        if word.pos_ not in {"ADV", "AUX", "PUNCT", "PART"}:
            return None
    return None


def read_content(view: View, token: Token, cue: Cue) -> tuple[Span, ...]:
    """Spans of what `token` announces; empty when nothing in the parse is announced."""
    if cue.pos == "ADP":
        return _snapped(view, _around_phrase(token))
    if cue.pos == "NOUN":
        return _snapped(view, _noun_content(view, token, cue))
    if not _stands_for_itself(view, token, cue):
        return ()
    words = content_words(token, cue)
    if not words:
        words = _around_parenthesis(token, cue)
    else:
        own = {t.i for child in token.children if child.dep_ in {"nsubj", "expl"} for t in child.subtree} | {token.i}
        words = [word for word in words if word.i not in own]
    return _snapped(view, words)


def _stands_for_itself(view: View, token: Token, cue: Cue) -> bool:
    """Whether a verb is told as said, not as what another cue's speaker would or would not say."""
    if "passive" not in cue.frames and is_passive(token) and own_subject(token) is None:
        return False
    if not any(child.tag_ == "TO" for child in token.children):
        return True
    outer = view.cues.get(token.head.i)
    if token.dep_ == "xcomp" and outer is not None and "inf" in outer.frames:
        return False  # "declined to say whether": the outer cue has it
    return "quote" in cue.frames and any(child.dep_ in {"ccomp", "xcomp"} for child in token.children)


def _noun_content(view: View, token: Token, cue: Cue) -> Iterable[Token]:
    """The clause a noun announces. A noun that nobody owns is left to the cue whose object it is."""
    outer = token.head.head if token.dep_ == "pobj" else token.head
    if outer.i in view.cues and _noun_source(token) is None:
        return ()
    for child in token.children:
        if child.i < token.i:
            continue
        if child.dep_ in {"acl", "ccomp", "relcl"} and child.tag_ not in {"VBG", "VBN"}:
            infinitive = any(c.tag_ == "TO" for c in child.children)
            if ("inf" if infinitive else "clause") in cue.frames and (infinitive or _is_that_clause(child)):
                return child.subtree
        if child.dep_ == "prep" and child.lower_ in cue.frames:
            return [t for c in child.children for t in c.subtree]
    return ()


def _is_that_clause(verb: Token) -> bool:
    """Whether "that" opens the clause as a conjunction: "claims that they won", not "claims that were made"."""
    first = verb.left_edge
    return first.lower_ == "that" and first.dep_ == "mark"


def _around_phrase(token: Token) -> list[Token]:
    """The sentence that "according to" stands in, without the phrase: two annotators in three take the whole of it."""
    sentence = token.sent
    phrase = list(token.subtree)
    low, high = min(t.i for t in phrase), max(t.i for t in phrase)
    if low > sentence.start + 2 and any(t.dep_ == "relcl" for t in phrase):
        high = sentence.end  # the parser often ends a relative clause too soon
    return [t for t in sentence if not low <= t.i <= high]


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


def _snapped(view: View, words: Iterable[Token]) -> tuple[Span, ...]:
    """Spans of `words`; a span that ends or starts within a quotation takes the whole of it."""
    spans = spans_of(view.doc, (word.i for word in words))
    if not view.quotations:
        return spans
    snapped: list[Span] = []
    for span in spans:
        start, end = span.start, span.end
        first = view.quotation_of[_token_at(view, start)]
        last = view.quotation_of[_token_at(view, end - 1)]
        if first >= 0:
            start = view.quotations[first].pieces[0].start
        if last >= 0 and view.quotations[last].closed:
            end = view.quotations[last].pieces[-1].end
        if snapped and start < snapped[-1].end:
            snapped[-1] = Span(snapped[-1].start, max(end, snapped[-1].end))
        else:
            snapped.append(Span(start, end))
    return tuple(snapped)


def _token_at(view: View, at: int) -> int:
    span = view.doc.char_span(at, at + 1, alignment_mode="expand")
    assert span is not None
    return int(span.start)
