"""Finds every attribution of a text: quotations first, then what the parse tells."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

import numpy as np
from spacy.tokens import Doc, Token

from sayso.records import Mode, Span
from sayso.statements.attribution import Attribution
from sayso.statements.cues import Cue, load_cues
from sayso.statements.indirect import clause_around, content_of, cue_words, phrase_of, spans_of, subject_of
from sayso.statements.quotes import Quotation, find_quotations


def find_attributions(text: str, doc: Doc) -> tuple[Attribution, ...]:
    """Every attribution in `text`, whose parse is `doc` (`doc.text == text`), in order of the content."""
    quotations = find_quotations(text)
    found: list[Attribution] = []
    taken: set[int] = set()
    candidates = cue_tokens(doc)
    starts = [quotation.start for quotation in quotations]

    def quoted(index: int) -> Quotation | None:
        at = bisect.bisect_right(starts, index) - 1
        return quotations[at] if at >= 0 and index < quotations[at].end else None

    outside = [(token, cue) for token, cue in candidates if quoted(token.idx) is None]
    used: set[int] = set()
    for token, cue in outside:
        if "quote" not in cue.frames:
            continue
        pieces = _quoted_content(text, doc, token, quotations, used)
        if pieces:
            found.append(_attribution(doc, token, cue, pieces, quotations, "quote"))
            taken.add(token.i)
    for token, cue in outside:
        if token.i in taken:
            continue
        content = _parsed_content(doc, token, cue)
        if content:
            found.append(_attribution(doc, token, cue, content, quotations, "parse"))
    return tuple(sorted(found, key=lambda a: (a.content, a.cue)))


def cue_tokens(doc: Doc) -> list[tuple[Token, Cue]]:
    """Tokens that stand in the cue table by lemma and part of speech, in text order."""
    table = load_cues()
    ids = [doc.vocab.strings[lemma] for lemma, _ in table if lemma in doc.vocab.strings] + [doc.vocab.strings["accord"]]
    places = np.flatnonzero(np.isin(doc.to_array(["LEMMA"]), np.array(ids, dtype=np.uint64)))
    found = []
    for place in places.tolist():
        token = doc[place]
        if token.lower_ == "according" and place + 1 < len(doc) and doc[place + 1].lower_ == "to":
            found.append((token, table["according to", "ADP"]))
            continue
        cue = table.get((token.lemma_.lower(), "VERB" if token.pos_ == "AUX" else token.pos_))
        if cue is not None:
            found.append((token, cue))
    return found


def _quoted_content(
    text: str, doc: Doc, token: Token, quotations: Sequence[Quotation], used: set[int]
) -> tuple[Span, ...]:
    """Quotations that `token` announces: one right before its clause, one right after it, and those that follow."""
    sent_low, sent_high = token.sent.start_char, token.sent.end_char
    after = next((k for k, q in enumerate(quotations) if q.start >= token.idx), len(quotations))
    pieces: list[Span] = []
    before = after - 1
    if before >= 0 and before not in used:
        gap = text[quotations[before].end : token.idx]
        tail = text[quotations[before].pieces[-1].end - 1]
        if len(gap) < 60 and "\n" not in gap and "." not in gap[1:] and tail in ",?!—-":
            used.add(before)
            pieces.extend(quotations[before].pieces)
    while after < len(quotations) and after not in used:
        low = pieces[-1].end if pieces else token.idx
        gap = text[max(low, token.idx) : quotations[after].start]
        closes = pieces and gap.rstrip().endswith((".", ",")) and len(gap) < 50
        announces = not pieces and gap.rstrip().endswith((",", ":")) and len(gap) < 80
        if "\n" in gap or not (closes or announces or (len(gap) <= len(token) + 1)):
            break
        used.add(after)
        pieces.extend(quotations[after].pieces)
        after += 1
        if len(gap.strip()) > 50:
            break
    return tuple(pieces)


def _parsed_content(doc: Doc, token: Token, cue: Cue) -> tuple[Span, ...]:
    if cue.pos == "ADP":
        head = token.head
        while head.pos_ not in {"VERB", "AUX"} and head.head.i != head.i:
            head = head.head
        return spans_of(doc, clause_around(token, head))
    if cue.pos == "NOUN":
        clauses = [c for c in token.children if c.dep_ in {"acl", "ccomp"} and c.i > token.i]
        return spans_of(doc, clauses[0].subtree) if clauses else ()
    words = content_of(token, cue)
    if not words and "quote" in cue.frames and token.dep_ in {"parataxis", "ccomp"} and subject_of(token) is not None:
        if token.head.i != token.i and token.i and doc[token.left_edge.i - 1].is_punct:
            words = clause_around(token, token.head)
    return spans_of(doc, words)


def _source(token: Token, cue: Cue) -> Token | None:
    if cue.pos == "ADP":
        to = next((c for c in token.children if c.dep_ == "prep"), None)
        return next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None
    if cue.pos == "NOUN":
        return next((c for c in token.children if c.dep_ == "poss"), None)
    return subject_of(token)


def _attribution(
    doc: Doc, token: Token, cue: Cue, content: tuple[Span, ...], quotations: Sequence[Quotation], method: str
) -> Attribution:
    source = _source(token, cue)
    words = [w for w in phrase_of(source) if w.dep_ != "case" or w.i < source.i] if source is not None else []
    inside = sum(_overlap(span, q) for span in content for q in quotations)
    whole = sum(span.end - span.start for span in content)
    mode = Mode.INDIRECT if not inside else Mode.DIRECT if inside >= whole else Mode.MIXED
    cue_spans = (
        (Span(token.idx, doc[token.i + 1].idx + 2),) if cue.pos == "ADP" else spans_of(doc, cue_words(token))
    )
    return Attribution(
        source=spans_of(doc, words),
        cue=cue_spans,
        content=content,
        mode=mode,
        cue_lemma=cue.lemma,
        cue_token=token.i,
        source_token=None if source is None else source.i,
        score=0.5,
        why=f"“{token.text}” announces it",
        method=method,
    )


def _overlap(span: Span, quotation: Quotation) -> int:
    return max(0, min(span.end, quotation.end) - max(span.start, quotation.start))
