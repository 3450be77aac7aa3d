"""The words of a source that name who speaks, past what the parser or the tagger took in with them."""

from __future__ import annotations

import bisect
import re
from itertools import takewhile

from sayso.statements.attribution import Attribution
from sayso.statements.parsed import Token
from sayso.statements.speaking.story import Story

_NOMINAL = frozenset({"ADJ", "ADP", "DET", "NOUN", "NUM", "PART", "PROPN"})
_HEADING = re.compile(
    r"(?:[Bb]oth|[Tt]he)?\s*(?:two|three|both|several)?\s*(?:nations|countries|states|allies|governments|neighbou?rs|sides"
    r"|powers|state media|local media|media),\s+",
)
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+)*(?:, [A-Z][\w.]+(?: [A-Z]\w+)*)?\s*)"
    r"(?:\([A-Z][\w. ]{1,20}\)\s*[-—–]+\s*|\s[—–]\s*|\s-\s)"
)


def without_dateline(story: Story, attribution: Attribution) -> list[Token]:
    """The tokens of a source, past a dateline that the parser took for it: "SEOUL (AP) — Ruritania said …"."""
    tokens = story.tokens(attribution.source)
    match = _DATELINE.match(story.text, tokens[0].idx) if tokens else None
    if match is None or attribution.cue_token is None:
        return tokens
    after = [token for token in tokens if token.idx >= match.end()]
    if after:
        return after
    low = bisect.bisect_left(story.starts, match.end())
    cue = attribution.cue_token
    rest = list(takewhile(lambda t: t.pos_ in _NOMINAL and t.ent_type_ != "DATE", story.doc[low:cue]))
    while rest and rest[-1].pos_ == "ADP":
        rest.pop()
    return rest or tokens


def without_heading(story: Story, tokens: list[Token]) -> list[Token]:
    """The tokens of "the two nations, Ruritania and Freedonia" that name them, of "state media, an envoy" the envoy."""
    match = _HEADING.match(story.text, tokens[0].idx)
    after = [token for token in tokens if match is not None and token.idx >= match.end()]
    return after or tokens
