"""How much of the sample's true answers a ledger holds. Compact, for tests: every measure is a share with its counts.

A true answer names words; `place` finds where they stand in the article, nearest together when they stand there more
than once. Two spans agree when they share at least half of the characters of both together (statements) or of the
shorter one (positions, whose true words are only an anchor).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from sayso.ledger.queries.placed import PlacedStatement
from sayso.records import Position, Span, Statement

Gold = Mapping[str, Any]
AGREE = 0.5
LONGEST = 600  # characters: a statement longer than this and than four anchors covers everything and finds nothing


class Share(Struct, frozen=True):
    """`right` of `of`."""

    right: int
    of: int

    @property
    def percent(self) -> float:
        """0 when there is nothing to be right about."""
        return round(100 * self.right / self.of, 1) if self.of else 0.0

    def __str__(self) -> str:
        return f"{self.percent} % ({self.right} of {self.of})"


class Match(Struct, frozen=True):
    """A true statement and the predicted one that covers it best."""

    gold: Gold
    source_agrees: bool
    statement: Statement


# ---------------------------------------------------------------- words to places


def letters(spans: Iterable[Span]) -> set[int]:
    """The code points that spans cover."""
    return {at for span in spans for at in range(span.start, span.end)}


def occurrences(text: str, words: str) -> list[Span]:
    """Every place of `words` in `text`, as whole words, whatever the white space."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    return [Span(*m.span()) for m in re.finditer(rf"(?<!\w){pattern}(?!\w)", text)] if pattern else []


def place(text: str, gold: Gold) -> tuple[tuple[Span, ...], tuple[Span, ...]] | None:
    """Source and content spans of a true statement: of all readings, the one whose pieces stand nearest together.

    None when the article does not hold all of its words.
    """
    cue = occurrences(text, gold["cue"])
    source = occurrences(text, gold["source"])
    pieces = [occurrences(text, words) for words in gold["content"]]
    if not all(pieces) or (gold["cue"] and not cue) or (gold["source"] and not source):
        return None
    best = min(pieces[0], key=lambda first: _gap(first, cue) + _gap(first, source))
    content = tuple(min(spans, key=lambda span: abs(span.start - best.start)) for spans in pieces)
    near = min(source, key=lambda span: _distance(span, best), default=None)
    return ((near,) if near else (), content)


def _gap(span: Span, others: Sequence[Span]) -> int:
    return min((_distance(span, other) for other in others), default=0)


def _distance(one: Span, other: Span) -> int:
    return max(other.start - one.end, one.start - other.end, 0)


# ---------------------------------------------------------------- statements


def match_statements(
    gold: Iterable[Gold], texts: Mapping[tuple[str, int], str], found: Mapping[tuple[str, int], Sequence[Statement]]
) -> Iterator[tuple[Gold, Match | None]]:
    """Each true statement with the predicted one whose content agrees best, or none."""
    for true in gold:
        key = (true["path"], true["ordinal"])
        placed = place(texts[key], true) if key in texts else None
        yield true, _best(true, *placed, found.get(key, ())) if placed else None


def _best(
    true: Gold, source: tuple[Span, ...], content: tuple[Span, ...], statements: Iterable[Statement]
) -> Match | None:
    wanted, speaker = letters(content), letters(source)
    scored = []
    for statement in statements:
        got = letters(statement.content)
        share = len(wanted & got) / len(wanted | got)
        same = _overlap(speaker, letters(statement.source)) >= AGREE if speaker else not statement.source
        if share >= AGREE:
            scored.append((same, share, statement.statement_id, statement))
    if not scored:
        return None
    same, _, _, statement = max(scored, key=lambda row: row[:3])
    return Match(true, same, statement)


def _overlap(one: Collection[int], other: Collection[int]) -> float:
    shorter = min(len(one), len(other))
    return len(set(one) & set(other)) / shorter if shorter else 0.0


# ---------------------------------------------------------------- names


def fold(name: str | None) -> str:
    """A name for comparison: case, punctuation and "the" do not count."""
    return " ".join(word for word in re.findall(r"\w+", (name or "").casefold()) if word != "the")


def same_party(name: str | None, party: str | None, aliases: Mapping[str, Sequence[str]]) -> bool:
    """Whether a predicted name stands for `party`, by itself or by an alias."""
    if not name or not party:
        return not name and not party
    return fold(name) in {fold(party), *map(fold, aliases.get(party, ()))}


# ---------------------------------------------------------------- positions


class Held(Struct, frozen=True):
    """A true position that was found: the statement, and the predicted positions that rest on it."""

    gold: Gold
    positions: tuple[Position, ...]


def match_positions(
    gold: Gold, statements: Iterable[PlacedStatement], positions: Iterable[Position]
) -> Iterator[tuple[Gold, Held | None]]:
    """Each true position with what was predicted of its words under its holder, or none."""
    by_path: dict[str, list[PlacedStatement]] = {}
    for placed in statements:
        if not placed.statement.headline:  # no position rests on one
            by_path.setdefault(placed.path, []).append(placed)
    resting: dict[str, list[Position]] = {}
    for position in positions:
        for statement_id in position.statement_ids:
            resting.setdefault(statement_id, []).append(position)
    for true in gold["positions"]:
        scored = [
            (one.statement.statement_id in resting, size, one.statement.statement_id)
            for one in by_path.get(true["file"], ())
            if (size := anchored(one, true["quote"])) and _holds(one.statement, true["holder"], gold["aliases"])
        ]
        yield true, Held(true, tuple(resting.get(max(scored)[2], ()))) if scored else None


def anchored(placed: PlacedStatement, quote: str) -> int:
    """Shared characters of a statement's content with the best place of the anchor; 0 when they do not agree."""
    content = letters(placed.statement.content)
    if len(content) > max(LONGEST, 4 * len(quote)):
        return 0
    places = [letters([span]) for span in occurrences(placed.article.text, quote)]
    return max((len(content & at) for at in places if _overlap(content, at) >= AGREE), default=0)


def _holds(statement: Statement, holder: str, aliases: Mapping[str, Sequence[str]]) -> bool:
    speaker = statement.speaker
    return any(name and same_party(name, holder, aliases) for name in (speaker.party, speaker.name))


def claim_pairs(held: Sequence[Held]) -> tuple[Share, Share]:
    """Grouping as pairs of found positions: recall (pairs of one true claim kept together) and precision."""
    rows = [(one.gold["claim_id"], one.positions[0].claim_id) for one in held if one.positions]
    together = split = mixed = 0
    for (true, predicted), (other_true, other_predicted) in itertools.combinations(rows, 2):
        together += true == other_true and predicted == other_predicted
        split += true == other_true and predicted != other_predicted
        mixed += true != other_true and predicted == other_predicted
    return Share(together, together + split), Share(together, together + mixed)
