"""Statements in one's own voice, which nobody is told to say: of a body's own page, of answers, of a column.

Whose voice a paragraph is in, `voicing/` reads. Here each of its sentences that holds something becomes a statement,
unless it is already told as somebody's: what a ministry tells of others stays theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sayso.records import Act, Article, Mode, Span
from sayso.statements.attribution import Attribution
from sayso.statements.cues import load_cues
from sayso.statements.voicing.answers import read_answerer
from sayso.statements.voicing.authors import Author, Standing, Voiced
from sayso.statements.voicing.publishers import speaks_of
from sayso.text import sentences

METHOD = "own voice"
# Share that is right, by eye, on pages of each kind (docs/evaluation.md); a reader should be told that less sure it is.
SCORES = {Standing.PUBLISHER: 0.7, Standing.ANSWERER: 0.7, Standing.WRITER: 0.6, Standing.SENDER: 0.6}
FEWEST_WORDS = 3
COVERED = 0.5  # share of a sentence that another statement's words fill, from which it is that statement's
_ENDS = re.compile(r"[.!…][\"”’')\]]*$")
# "P, as its logbook shows": who writes so holds P himself.
_AS_SHOWN = re.compile(
    r",? as (?:\w+[ -]){1,4}(?:shows?|proves?|demonstrates?|attests?|confirms?|documents?|records?)\b"
)
# "This is false.", "This did not happen.", "This the Ministry rejects": of what was told just before.
_DENIED = re.compile(
    r"(?:this|that|it) (?:is|was) (?:\w+ly |quite )?(?:untrue|false|not true|not the case|a lie|incorrect)\W*$"
    r"|(?:this|that) (?:simply )?(?:did not happen|never happened|did not take place|never took place)\W*$"
    r"|(?:this|that) (?:we|I|the \w+) (?:\w+ly )?(?:rejects?|den(?:y|ies)|refutes?|disputes?)\b",
    re.IGNORECASE,
)
# What a page asks of its readers, and how it is reached.
_SERVICE = re.compile(
    r"@|https?:|\bwww\.|^(?:click|read|see|calls?|visit|subscribe|download|contact|follow|(?:any|some)one (?:with|who)"
    r"|for (?:the )?(?:press|media|more|further)|thank|here (?:is|are)|please|the public is asked"
    r"|next (?:week|month|time))\b",
    re.IGNORECASE,
)
_YES_NO = re.compile(
    r"^(?:yes|no|never|certainly(?: not)?|of course(?: not)?|not at all|absolutely(?: not)?|indeed)(?=[,.!;]|$)"
    r"|^(?:I|we|they|he|she|it|there) (?:do|does|did|is|are|was|were|has|have|had|will|would)(?: not|n['’]t)\W*$",
    re.IGNORECASE,
)
_WITHHELD = re.compile(
    r"^\W*(?:(?:I|we)\s+(?:(?:do|can|could|will|would)\s*(?:n['’]t|not)|can['’]t|won['’]t|cannot"
    r"|(?:am|are) not able to)\s+(?:know|say|tell|judge|comment|talk|discuss|speak|answer|go into)\b"
    r"|(?:I|we) know nothing about\b)",
    re.IGNORECASE,
)
_POLAR = re.compile(
    r"(?:^|[.!?:,;] )(?:(?:and|but|so|then) )?(?:do|does|did|is|are|was|were|has|have|had|will|would|can|could|should"
    r"|must)(?:n['’]t)? [^.!?]*\?$",
    re.IGNORECASE,
)
# What a column's writer holds, knows or has seen; "I would like", "I went" hold nothing.
_HOLDS = re.compile(
    r"\bI(?:['’]m|['’]ve)? (?:\w+ly )?(?:(?:do|did|can|could|have|had|am|was|would)(?: not|n['’]t)? |cannot )?"
    r"(?:\w+ly )?(?:believe|think|suspect|doubt|maintain|contend|submit|hold|insist|say|know|convinced|certain|sure"
    r"|claim|deny|accuse|counted|checked|read|seen|saw|watched|measured|asked for)\b"
    r"|\b(?:[Ii]n my (?:own )?(?:opinion|view|judgement|judgment)|[Tt]o my mind|[Aa]s I see it|[Ff]or my part)\b",
)
_NOBODY = re.compile(r"(?:no one|nobody|none|no|neither|not one)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
_OWN = frozenset({"i", "we", "my", "our", "me", "us"})
_SIDES = frozenset({"A", "ANSWER"})


class _Said(Struct, frozen=True):
    content: tuple[Span, ...]
    answer: Span | None = None  # the part of the content whose act answers the question before it; null: no question


def in_own_voice(article: Article, found: Sequence[Attribution], voiced: Sequence[Voiced]) -> tuple[Attribution, ...]:
    """`found` with what the `voiced` paragraphs say in their own voice, in order of content.

    Turns under "A:" are given to who answers.
    """
    text = article.text
    sides = [one for one in found if _is_side(text, one)]
    if sides and (answerer := read_answerer(article, sides[0].source[0].start)) is not None:
        found = [replace(one, author=answerer) if one in sides else one for one in found]
    made = [_made(text, one.author, said) for one in voiced for said in _held(text, one, found)]
    whole = [own.content[-1] for own in made]
    kept = [one for one in found if not any(_within(text, one, span) for span in whole)]
    return tuple(sorted((*kept, *made), key=lambda one: (one.content, one.cue)))


def _is_side(text: str, one: Attribution) -> bool:
    labelled = "layout" in one.method and len(one.source) == 1
    return labelled and text[one.source[0].start : one.source[0].end].upper() in _SIDES


def _held(text: str, one: Voiced, found: Sequence[Attribution]) -> Iterator[_Said]:
    """What a paragraph says in its own voice, sentence by sentence."""
    near = [a for a in found if any(one.span.start < s.end and s.start < one.span.end for s in a.content)]
    told = text[one.span.start : one.span.end]
    pieces = [Span(one.span.start + p.start, one.span.start + p.end) for p in sentences(told)]
    answers = [_answered(text, one, span, at) for at, span in enumerate(pieces)]
    first = next((at for at, answered in enumerate(answers) if answered is not None), -1)
    for at, span in enumerate(pieces):
        words = text[span.start : span.end]
        answered = answers[at]
        answered = answered or _denied(text, span, near)
        if answered is not None:
            yield answered
        elif at < first:
            continue  # it leads to the answer, and is told with it
        elif _is_worth(words, one.author.standing) and not _is_told(text, span, near):
            yield _Said((span,))


def _answered(text: str, one: Voiced, span: Span, at: int) -> _Said | None:
    """A plain yes or no, or silence, with the question that it is about; None for what tells enough by itself."""
    question = None if one.question is None else _asked(text, one.question)
    if question is None:
        return None
    words = text[span.start : span.end]
    if _YES_NO.match(words):  # what is said before it leads to it: "I have seen the book. Yes, they do."
        return _Said((question, Span(one.span.start, span.end)), span)
    return _Said((question, span), span) if at == 0 and _WITHHELD.match(words) else None


def _denied(text: str, span: Span, near: Sequence[Attribution]) -> _Said | None:
    """A flat denial with what somebody was told to say right before it; None for anything else."""
    if _DENIED.match(text, span.start, span.end) is None:
        return None
    told = [one for one in near if one.mode is Mode.INDIRECT and one.source and one.content[-1].end <= span.start]
    last = max(told, key=lambda one: one.content[-1].end, default=None)
    if last is None or len(sentences(text[last.content[-1].end : span.start])) > 1:
        return None
    return _Said((last.content[-1], span), span)


def _asked(text: str, question: Span) -> Span | None:
    """The last sentence of a question that asks for yes or no; None for any other question."""
    *_, last = sentences(text[question.start : question.end])
    words = text[question.start + last.start : question.start + last.end]
    polar = _POLAR.search(words)
    return None if polar is None else Span(question.start + last.start, question.start + last.end)


def _is_worth(words: str, standing: Standing) -> bool:
    own = len(_QUOTED.sub("", words).split())
    if own < FEWEST_WORDS or _ENDS.search(words) is None or _SERVICE.search(words):
        return False
    if standing is not Standing.WRITER:
        return True
    return own == len(words.split()) and _HOLDS.search(words) is not None


def _is_told(text: str, span: Span, near: Sequence[Attribution]) -> bool:
    """Whether half of a sentence is a statement that is told as somebody's."""
    shown = _AS_SHOWN.search(text, span.start, span.end)
    for one in near:
        if shown is not None and one.source and shown.start() <= one.source[0].start < shown.end():
            continue
        words = (*one.source, *one.cue, *one.content)
        shared = sum(max(0, min(piece.end, span.end) - max(piece.start, span.start)) for piece in words)
        if shared >= COVERED * (span.end - span.start) and not _is_own(text, one):
            return True
    return False


def _is_own(text: str, one: Attribution) -> bool:
    """Whether a find is no more than its writer's own words: "*drivers* were asked *to wait*", "*No one here* knew"."""
    if one.mode is not Mode.INDIRECT:
        return False
    if one.source:
        return _NOBODY.match(text, one.source[0].start) is not None
    cue = load_cues().by_word.get((one.cue_lemma, "VERB"))
    return cue is not None and cue.act in (Act.DEMAND, Act.ASK)


def _within(text: str, one: Attribution, span: Span) -> bool:
    """Whether a find stands in a sentence that is told whole, and is the same voice's: "*I have read* them"."""
    speaks = [text[piece.start : piece.end].lower() for piece in one.source]
    own = one.mode is Mode.INDIRECT and (_is_own(text, one) or (len(speaks) == 1 and speaks[0] in _OWN))
    return own and all(span.start <= piece.start and piece.end <= span.end for piece in one.content)


def _made(text: str, author: Author, said: _Said) -> Attribution:
    source = named_at(text, author)
    return Attribution(
        source=() if source is None else (source,),
        cue=(),
        content=said.content,
        mode=Mode.INDIRECT,
        cue_lemma="",
        cue_token=None,
        source_token=None,
        score=SCORES[author.standing],
        why=author.why,
        method=METHOD,
        author=author,
        answer=said.answer,
    )


def named_at(text: str, author: Author) -> Span | None:
    """Where a text names an author first: in full, by surname after a title, by the noun a body has for itself."""
    noun = speaks_of(author.name)
    short = [f"The {noun}", f"the {noun}"] if noun and not author.person else []
    if author.person:
        match = re.search(rf"\b(?:Mr|Mrs|Ms|Dr|Prof)\.? {re.escape(author.name.split()[-1])}\b", text)
        short = [] if match is None else [match.group()]
    for name in (author.name, *short):
        at = text.find(name)
        if at >= 0:
            return Span(at, at + len(name))
    return None
