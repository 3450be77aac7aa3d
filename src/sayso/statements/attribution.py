"""The seam inside the stage: a found attribution, before its speaker, act and relays are read."""

from __future__ import annotations

from msgspec import Struct

from sayso.records import Mode, Span
from sayso.statements.voicing.authors import Author


class Attribution(Struct, frozen=True):
    """Source, cue and content of one act of saying (PARC 3.0, PolNeAR), with where its heads stand in the parse.

    Spans are code points into `Article.text`, in text order, not overlapping. Token indices are into the spaCy Doc of
    the whole article, whose character offsets are those of `Article.text`.
    """

    source: tuple[Span, ...]  # empty: nobody is named as speaking
    cue: tuple[Span, ...]  # "said", "according to", "denied"; empty for a bare layout ("ROE: …")
    content: tuple[Span, ...]  # never empty; quotation marks excluded at the edges
    mode: Mode
    cue_lemma: str  # lower case; "according to" for the preposition; "" when there is no cue
    cue_token: int | None  # index of the cue's head token; null: no cue
    source_token: int | None  # index of the source's head token; null: no source
    score: float  # 0..1
    why: str  # one sentence
    method: str  # "quote" or "parse" or "layout"
    author: Author | None = None  # in whose own voice it is, where no words tell who says it; null: they do, or nobody
    answer: Span | None = None  # the part of the content that answers the question before it; null: it holds none
