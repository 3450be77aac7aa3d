"""Attributions read from the parse: a cue, the phrase that is its source, the complement that is its content."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from sayso.records import Span
from sayso.statements.clauses import OBJECTS, SUBJECTS, VERBAL, content_words, is_passive, own_subject, subject_of
from sayso.statements.cues import Cue
from sayso.statements.frames import sentence_around
from sayso.statements.view import View, is_credit, spans_of

FINITE = frozenset({"VBD", "VBZ", "VBP"})
PARENTHESIS_LIMIT = 8  # tokens from the subject to the cue in ", the party's two leaders said,"
PARTING = frozenset({",", "—", "–", "--", "-", "("})
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
    credit = _credit_after(token)
    if credit is not None:
        return credit
    subject = subject_of(token)
    return _noun_before(token) if subject is None and _is_finite(token) else subject


def _is_finite(token: Token) -> bool:
    """Whether a verb has a subject of its own to look for: "said", "has said", "would say"; no passive."""
    if is_passive(token):
        return False
    return token.tag_ in FINITE or any(child.dep_ == "aux" and child.tag_ != "TO" for child in token.children)


def _credit_after(token: Token) -> Token | None:
    """The agency of a closing credit, "…, reports *Example News*": a name alone between the cue and the sentence's end."""
    doc = token.doc
    if not is_credit(token) or own_subject(token) is not None:
        return None
    end = token.i + 1
    while end < len(doc) and doc[end].pos_ == "PROPN" or (end < len(doc) and end == token.i + 1 and doc[end].pos_ == "DET"):
        end += 1
    closes = end < len(doc) and (doc[end].text in {".", "…"} or doc[end].is_space)
    return doc[end - 1] if end > token.i + 1 and (closes or end == len(doc)) else None


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
            while word.dep_ in {"compound", "appos", "npadvmod", "conj"} and word.head.pos_ in {"NOUN", "PROPN"}:
                word = word.head
            return None if word.ent_type_ in {"DATE", "TIME"} else word
        if word.pos_ not in {"ADV", "AUX", "PUNCT", "PART", "NUM"}:
            return None
    return None


def read_content(view: View, token: Token, cue: Cue) -> tuple[Span, ...]:
    """Spans of what `token` announces; empty when nothing in the parse is announced."""
    if cue.pos == "ADP":
        return _snapped(view, _around_phrase(view, token))
    if cue.pos == "NOUN":
        return _snapped(view, _noun_content(view, token, cue))
    if not _stands_for_itself(view, token, cue):
        return ()
    if _credit_after(token) is not None and "quote" in cue.frames:
        return _snapped(view, [view.doc[i] for i in range(sentence_around(view, token.i).start, token.i)])
    broken = _broken_sentence(view, token, cue)
    if broken:
        return _snapped(view, broken)
    words = content_words(token, cue)
    if words:
        own = {t.i for child in token.children if child.dep_ in {"nsubj", "expl"} for t in child.subtree} | {token.i}
        own |= _spoken_apart(view, token)
        words = _completed(view, token, [word for word in words if word.i not in own], own)
        words += _quotation_after(view, token, cue, words)
    else:
        words = _quotation_after(view, token, cue, []) or _sentence_before(view, token, cue)
    return _snapped(view, words)


def _completed(view: View, verb: Token, words: list[Token], apart: set[int]) -> list[Token]:
    """The words with the gaps between them: "described the plan *in Oslo* as dead" is one content."""
    right = [word.i for word in words if word.i > verb.i]
    if right and view.doc[min(right)].lower_ == "that" and not any(view.doc[i].pos_ in VERBAL for i in right):
        return [view.doc[i] for i in sentence_around(view, verb.i) if i >= min(right)]  # the parser lost the clause
    if not right or max(right) - min(right) + 1 == len(right):
        return words
    between = [view.doc[i] for i in range(min(right), max(right) + 1) if i not in apart]
    return [word for word in words if word.i < verb.i] + between


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
    if low == 0 or high >= len(doc) or doc[low - 1].text not in PARTING or doc[high].text not in PARTING:
        return []
    if any(child.dep_ == "ccomp" and child.i > high and view.quotation_of[child.i] < 0 for child in token.children) and (
        doc[high + 1 : high + 2].text.lower() in {"that", "however", "if", "when"}
    ):
        return []
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
        doc[i].text in {",", ";", ":"} and doc[i + 1 : i + 2].text.lower() in {"and", "but", "or"}
        for i in range(token.i + 1, sentence.stop - 1)
    )
    if low - 1 > sentence.start + 2 and doc[low - 1].text == "," and closing:
        return [doc[i] for i in range(sentence.start, low - 1)]
    return _around_parenthesis(token, cue)


def _quotation_after(view: View, token: Token, cue: Cue, words: list[Token]) -> list[Token]:
    """A quotation right after the words found, or after an object: "called the plan “a lie”", "said this: “…”"."""
    last = max((word.i for word in words), default=-1)
    if last < token.i:
        objects = [child for child in token.children if child.dep_ in OBJECTS and child.i > token.i]
        if objects and "small" not in cue.frames:
            return []
        last = max((child.right_edge.i for child in objects), default=token.i)
        words = [t for child in objects for t in child.subtree]
    else:
        words = []
    at = last + 1
    if at < len(view.doc) and view.doc[at].text in {":", "as"}:
        at += 1
    k = view.quotation_of[at] if at < len(view.doc) else -1
    if k < 0 or at != view.first_in[k]:
        return []
    return [*words, *(view.doc[i] for i in range(view.first_in[k], view.first_after[k]))]


def _spoken_apart(view: View, verb: Token) -> set[int]:
    """Tokens the parser put under the content of `verb` that are another saying of its speaker.

    "said they won, *adding that …*", "said they won and *told Roe to go*", "said they won, *while others said …*".
    """
    apart: set[int] = set()
    for index in range(verb.i + 1, verb.right_edge.i + 1):
        cue = view.cues.get(index)
        if cue is not None and cue.pos == "ADP" and view.doc[index - 1].text == ",":
            apart.update(t.i for t in view.doc[index].subtree)
        if cue is None or not cue.frames & {"quote", "obj"} or cue.pos != "VERB":
            continue
        token = view.doc[index]
        before = view.doc[token.left_edge.i - 1].text
        participle = token.tag_ == "VBG" and token.dep_ in {"advcl", "acl"} and before == ","
        contrast = token.dep_ == "advcl" and token.left_edge.lower_ in {"while", "though", "although"}
        joined = token.dep_ == "conj" and token.head.dep_ == "ccomp" and token.head.head.i == verb.i
        joined = joined and token.tag_ == verb.tag_ and "quote" in cue.frames and _shares_speaker(token)
        report = token.dep_ == "parataxis" and before == ","
        if participle or contrast or joined or report:
            apart.update(t.i for t in token.subtree)
            if joined:
                apart.update(range(token.head.i + 1, token.i)) if token.i - token.head.i <= 2 else None
                apart.update(c.i for c in token.head.children if c.dep_ == "cc" and c.i < token.i)
    return apart


def _shares_speaker(verb: Token) -> bool:
    subject = own_subject(verb)
    if subject is None:
        return any(child.dep_ == "ccomp" for child in verb.children)
    return subject.lower_ in {"he", "she", "they"}


def _stands_for_itself(view: View, token: Token, cue: Cue) -> bool:
    """Whether a verb is told as said, not as what another cue's speaker would or would not say."""
    if "passive" not in cue.frames and is_passive(token) and own_subject(token) is None:
        return False
    if "passive" in cue.frames and is_passive(token) and "obj-inf" in cue.frames and _is_told(view, token):
        return False  # "Roe said it is expected to …"
    if not any(child.tag_ == "TO" for child in token.children):
        return True
    outer = view.cues.get(token.head.i)
    if token.dep_ == "xcomp" and outer is not None and "inf" in outer.frames:
        return False  # "declined to say whether": the outer cue has it
    return "quote" in cue.frames and any(child.dep_ in {"ccomp", "xcomp"} for child in token.children)


def _is_told(view: View, token: Token) -> bool:
    return token.dep_ in {"ccomp", "relcl"} and (token.dep_ == "relcl" or token.head.i in view.cues)


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
                apart = _spoken_apart(view, token)
                return [t for t in child.subtree if t.i not in apart]
        if child.dep_ == "prep" and child.lower_ in cue.frames and _noun_source(token) is not None:
            return [t for c in child.children for t in c.subtree]
    return ()


def _is_that_clause(verb: Token) -> bool:
    """Whether "that" opens the clause as a conjunction: "claims that they won", not "claims that were made"."""
    first = verb.left_edge
    return first.lower_ == "that" and first.dep_ == "mark"


def _around_phrase(view: View, token: Token) -> list[Token]:
    """The sentence that "according to" stands in, without the phrase: annotators take the whole of it as a rule."""
    to = token.nbor()
    phrase = [token, *(to.subtree if to.head.i == token.i else token.subtree)]
    low, high = min(t.i for t in phrase), max(t.i for t in phrase)
    if any(t.dep_ == "relcl" for t in phrase) and low > token.sent.start + 2:
        high = token.sent.end  # the parser often ends a relative clause too soon
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
            opening = view.quotations[first]
            start = opening.start if end > opening.end else opening.pieces[0].start
        if last >= 0 and view.quotations[last].closed:
            closing = view.quotations[last]
            end = closing.end if start < closing.start else closing.pieces[-1].end
        if snapped and start < snapped[-1].end:
            snapped[-1] = Span(snapped[-1].start, max(end, snapped[-1].end))
        else:
            snapped.append(Span(start, end))
    return tuple(snapped)


def _token_at(view: View, at: int) -> int:
    span = view.doc.char_span(at, at + 1, alignment_mode="expand")
    assert span is not None
    return int(span.start)
