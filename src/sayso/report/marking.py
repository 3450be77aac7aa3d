"""Words in context with source, cue and content marked; dates and stances as a reader sees them."""

from __future__ import annotations

from msgspec import Struct

from sayso.ledger.queries import Quoted
from sayso.records import Dated, Span, Stance
from sayso.text import told_in

# A shape for each stance, so that colour is never the only sign.
_MARKS = {
    Stance.ASSERTS: "●",
    Stance.SUGGESTS: "◐",
    Stance.CONFIRMS: "✔",
    Stance.DENIES: "✕",
    Stance.DISMISSES: "⊘",
    Stance.DECLINES: "○",
}


class Piece(Struct, frozen=True):
    """A stretch of text and what it is: "source", "cue", "content", or "" for the words between."""

    text: str
    role: str


def stance_mark(stance: Stance) -> str:
    """The shape that stands for a stance."""
    return _MARKS[stance]


def dated(date: Dated) -> str:
    """A date as known: `2024-03-16`, `2024-03`, `between 2024-03-14 and 2024-03-20`, or `undated`."""
    if date.iso:
        return date.iso
    if date.earliest and date.latest:
        return f"between {date.earliest} and {date.latest}"
    if date.earliest or date.latest:
        return f"from {date.earliest} on" if date.earliest else f"until {date.latest}"
    return "undated"


def marked(quoted: Quoted) -> list[Piece]:
    """The context of a statement, cut where its source, cue and content begin and end; nothing added or lost."""
    whole, statement = quoted.context_span, quoted.statement
    text = told_in(quoted.article, statement)
    roles = [(span, "source") for span in statement.source] + [(span, "cue") for span in statement.cue]
    roles += [(span, "content") for span in statement.content]
    pieces: list[Piece] = []
    at = whole.start
    for span, role in sorted(roles, key=lambda pair: (pair[0].start, pair[0].end)):
        inside = Span(max(span.start, at), min(span.end, whole.end))
        if inside.start < inside.end:
            pieces += [Piece(text[at : inside.start], ""), Piece(text[inside.start : inside.end], role)]
            at = inside.end
    pieces.append(Piece(text[at : whole.end], ""))
    return [piece for piece in pieces if piece.text]
