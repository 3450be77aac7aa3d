"""A text prepared for finding attributions: its parse, its quotations, and which tokens stand where."""

from __future__ import annotations

import bisect
from collections.abc import Iterable

import numpy as np
from msgspec import Struct

from sayso.records import Mode, Span
from sayso.statements.cues import Cue, load_cues, true_lemma
from sayso.statements.finding.printed import Printed, find_printed
from sayso.statements.parsed import Doc, Token
from sayso.statements.quotes import Quotation, find_quotations


class View(Struct, frozen=True):
    """What the readers of one text share. Token indices are into `doc`; `doc.text == text`."""

    text: str
    doc: Doc
    printed: tuple[Printed, ...]  # speech without marks: transcripts, letters, posts
    quotations: tuple[Quotation, ...]
    starts: list[int]  # where each quotation begins
    quotation_of: list[int]  # for each token: the index of the quotation it stands in (marks included), or -1
    first_after: list[int]  # for each quotation: index of the first token after it
    first_in: list[int]  # for each quotation: index of its first token (the mark)
    cues: dict[int, Cue]  # cue words outside quotations, by token index, in text order


def look(doc: Doc) -> View:
    """Prepare the text of a parsed Doc."""
    text = doc.text
    printed = find_printed(text)
    labels = {one.source.start for one in printed}
    # A mark before the label of each turn (“ROE: …) sets the whole transcript off and quotes nobody.
    quotations = tuple(one for one in find_quotations(text) if not any(piece.start in labels for piece in one.pieces))
    idx = np.array(doc.starts, dtype=np.int64)
    starts = np.array([quotation.start for quotation in quotations], dtype=np.int64)
    ends = np.array([quotation.end for quotation in quotations], dtype=np.int64)
    inside = np.full(len(doc), -1, dtype=np.int64)
    if quotations:
        at = np.searchsorted(starts, idx, side="right") - 1
        within = (at >= 0) & (idx < ends[np.maximum(at, 0)])
        inside[within] = at[within]
    return View(
        text=text,
        doc=doc,
        printed=printed,
        quotations=quotations,
        starts=starts.tolist(),
        quotation_of=inside.tolist(),
        first_after=np.searchsorted(idx, ends, side="left").tolist(),
        first_in=np.searchsorted(idx, starts, side="left").tolist(),
        cues=_cues(doc, inside),
    )


def _cues(doc: Doc, inside: np.ndarray) -> dict[int, Cue]:
    """Tokens outside quotations that stand in the cue table by lemma and part of speech.

    Cues inside quotations are left alone: the quoted speaker's own "I think" and "they say" are part of what is
    quoted (31 of the 19,831 attributions of PolNeAR train have such a cue).
    """
    table = load_cues()
    found: dict[int, Cue] = {}
    for token, quotation in zip(doc, inside.tolist(), strict=True):
        if quotation < 0 and token.lemma_ in table.lemmas:
            cue = _cue_at(token)
            if cue is not None:
                found[token.i] = cue
    return found


def _cue_at(token: Token) -> Cue | None:
    by_word = load_cues().by_word
    lemma = true_lemma(token.lemma_.lower())
    if lemma == "accord":
        follows = token.i + 1 < len(token.doc) and token.nbor().lower_ == "to"
        return by_word.get(("according to", "ADP")) if follows and token.lower_ == "according" else None
    cue = by_word.get((lemma, "VERB" if token.pos_ == "AUX" or is_credit(token) else token.pos_))
    if cue is None or (cue.particles and not _has_particle(token, cue)):
        return None
    if cue.denied_frames != cue.frames and any(child.dep_ == "neg" for child in token.children):
        return Cue(cue.lemma, cue.pos, cue.act, cue.denied_frames, withheld=True)
    return cue


def _has_particle(token: Token, cue: Cue) -> bool:
    beside = [
        *token.doc[token.i : token.i + 3],
        *(child for child in token.children if child.dep_ in {"advmod", "prt"}),
    ]
    return any(word.lower_ in cue.particles for word in beside)  # "brushed the old report *aside*"


def is_credit(token: Token) -> bool:
    """Whether a word stands as the verb of a closing credit, "…, reports Example News", whatever its tag says."""
    if token.i == 0 or token.i + 1 >= len(token.doc) or token.tag_ not in {"VBZ", "VBD", "VBP", "NNS"}:
        return False
    return token.nbor(-1).text in {",", "…", "...", "—", "–"} and token.nbor().pos_ in {"PROPN", "DET"}


def spans_of(doc: Doc, indexes: Iterable[int]) -> tuple[Span, ...]:
    """Character spans of tokens, joined where only punctuation parts them, punctuation trimmed off the edges."""
    runs: list[list[int]] = []
    for index in sorted({i for i in indexes if not doc[i].is_space}):
        if runs and all(doc[k].is_punct or doc[k].is_space for k in range(runs[-1][1] + 1, index)):
            runs[-1][1] = index
        else:
            runs.append([index, index])
    return tuple(span for first, last in runs if (span := _trimmed(doc, first, last)) is not None)


def _trimmed(doc: Doc, first: int, last: int) -> Span | None:
    while first < last and _edge(doc[first], opening=True):
        first += 1
    while last > first and _edge(doc[last], opening=False):
        last -= 1
    if doc[first].is_punct:
        return None
    if last + 1 < len(doc) and doc[last + 1].text == ")" and doc.span(first, last + 1).text.count("(") == 1:
        last += 1  # "the Example News Agency (ENA)": the trim must not open the bracket
    return Span(doc[first].idx, doc[last].idx + len(doc[last]))


def _edge(token: Token, *, opening: bool) -> bool:
    """Whether a token at the edge of a span is no part of it: punctuation, but not a bracket of a bracketed word."""
    return token.is_punct and token.text not in ({"(", "["} if opening else {")", "]"})


def mode_of(view: View, content: tuple[Span, ...]) -> Mode:
    """How much of the content stands in quotation marks: all, some, none."""
    starts = view.starts
    quoted = bare = False
    for span in content:
        at = bisect.bisect_right(starts, span.start) - 1
        inside = at >= 0 and span.end <= view.quotations[at].end
        touches = inside or (at >= 0 and span.start < view.quotations[at].end)
        touches = touches or (at + 1 < len(starts) and starts[at + 1] < span.end)
        quoted, bare = quoted or touches, bare or not inside
    return Mode.DIRECT if quoted and not bare else Mode.MIXED if quoted else Mode.INDIRECT
