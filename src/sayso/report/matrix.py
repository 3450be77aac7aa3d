"""A claim as a table: a row for each party, a column for each stance that somebody takes."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from sayso.ledger.queries import ClaimSummary, ClaimView, PositionView, Quoted
from sayso.records import Claim, Flag, Position, Stance


class Row(Struct, frozen=True):
    """One party, and what it holds: positions by stance, in the order of the table's columns."""

    party: str
    known: bool  # False: the speaker has no known party, `party` is how it was told
    cells: tuple[tuple[PositionView, ...], ...]


class Matrix(Struct, frozen=True):
    """A claim with the stance of every party."""

    summary: ClaimSummary
    spoken_by: Quoted | None  # the statement whose words the claim bears; null: it was read anew since
    stances: tuple[Stance, ...]
    rows: tuple[Row, ...]
    parent: Claim | None  # the claim that it tells a detail of
    details: tuple[ClaimSummary, ...]  # claims that tell a detail of it
    flags: tuple[Flag, ...]  # about the claim


def matrix(view: ClaimView) -> Matrix:
    """Arrange the positions of a claim; parties in the order of their first word on it, unknown dates last."""
    stances = tuple(s for s in Stance if any(v.position.stance == s for v in view.positions))
    by_party: dict[tuple[bool, str], list[PositionView]] = {}
    for held in view.positions:
        by_party.setdefault(holder(held.position), []).append(held)
    rows = [Row(name, known, _cells(held, stances)) for (known, name), held in by_party.items()]
    first = {(row.known, row.party): min(_since(v) for v in by_party[row.known, row.party]) for row in rows}
    rows.sort(key=lambda row: (not row.known, first[row.known, row.party], row.party))
    return Matrix(view.summary, _spoken_by(view), stances, tuple(rows), view.parent, view.details, view.flags)


def holder(position: Position) -> tuple[bool, str]:
    """Whether the party of a position is known, and its name; else who spoke, as told."""
    return position.party is not None, position.party or position.speaker or "speaker unknown"


def _cells(held: Sequence[PositionView], stances: Sequence[Stance]) -> tuple[tuple[PositionView, ...], ...]:
    return tuple(tuple(v for v in held if v.position.stance == stance) for stance in stances)


def _since(view: PositionView) -> str:
    return view.position.said_on.earliest or "9999-99-99"


def _spoken_by(view: ClaimView) -> Quoted | None:
    said = [q for held in view.positions for q in held.statements] + list(view.unplaced)
    wanted = view.summary.claim.text_from
    return next((quoted for quoted in said if quoted.statement.statement_id == wanted), None)
