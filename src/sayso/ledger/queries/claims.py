"""Claims and who holds what of them, most contested first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from sayso.ledger.queries.placed import Quoted, quoted
from sayso.ledger.queries.rulings import whole_id
from sayso.ledger.queries.tellings import told_once
from sayso.ledger.rows import columns, from_row
from sayso.ledger.store import Ledger
from sayso.records import Claim, Flag, Position, Stance

FOR = (Stance.ASSERTS, Stance.SUGGESTS, Stance.CONFIRMS)
AGAINST = (Stance.DENIES, Stance.DISMISSES)


class Side(Struct, frozen=True):
    """Those who hold a claim true, or those who reject it."""

    parties: tuple[str, ...] = ()  # known ones, sorted
    origins: int = 0  # independent families among the statements of the side, unknown parties included


class ClaimSummary(Struct, frozen=True):
    """A claim and how contested it is."""

    claim: Claim
    holds: Side  # asserts, suggests, confirms
    rejects: Side  # denies, dismisses
    declines: tuple[str, ...]  # known parties that would not say, sorted


class Weight(Struct, frozen=True):
    """What stands behind a side or position, without a verdict. What copies print alike is one telling."""

    articles: int  # versions of one page counting as one
    outlets: int  # known ones
    origins: int  # independent families, an article without a family counting as one
    named: int  # tellings whose speaker, person or body, is named
    unnamed: int  # those of unnamed sources, and of speakers that were not resolved
    first_hand: int  # tellings that no agency or other outlet is named as relaying
    relayed: int  # the others


class PositionView(Struct, frozen=True):
    """A position with the words it rests on."""

    position: Position
    statements: tuple[Quoted, ...]
    weight: Weight


class ClaimView(Struct, frozen=True):
    """A claim with every position on it."""

    summary: ClaimSummary
    positions: tuple[PositionView, ...]  # by stance in the order of `Stance`, then party, speaker
    unplaced: tuple[Quoted, ...]  # statements of the claim that carry no position
    weights: dict[str, Weight]  # of all positions that hold, reject or decline: `holds`, `rejects`, `declines`
    parent: Claim | None = None  # the claim that it tells a detail of
    details: tuple[ClaimSummary, ...] = ()  # the claims that tell a detail of it; held and rejected ones first
    flags: tuple[Flag, ...] = ()  # about the claim, by kind


def contested(ledger: Ledger) -> list[ClaimSummary]:
    """All claims, most contested first.

    Each known party stands on one side, by the independent origins of its words for the claim less those against: of
    a party that is heard on both, lawmakers against their government, nobody can say that others stand against it.
    Then claims go by the parties on the weaker side, the origins behind them there, whether anybody at all speaks
    for and against, the parties on both sides, the origins, the statements; equals by their words and ids.
    """
    sides, standing = _sides(ledger), _standing(ledger)
    found = [ClaimSummary(claim, *sides.get(claim.claim_id, _NOBODY)) for claim in _claims(ledger, "TRUE")]
    return sorted(found, key=lambda one: _least_contested_last(one, standing.get(one.claim.claim_id, {})))


def with_details(summaries: Sequence[ClaimSummary]) -> list[tuple[ClaimSummary, list[ClaimSummary]]]:
    """Claims that stand by themselves, in the order given, each with those that tell a detail of it."""
    details: dict[str, list[ClaimSummary]] = {}
    for one in summaries:
        if one.claim.parent is not None:
            details.setdefault(one.claim.parent, []).append(one)
    return [(one, details.get(one.claim.claim_id, [])) for one in summaries if one.claim.parent is None]


def claim(ledger: Ledger, claim_id: str) -> ClaimView:
    """One claim with all positions and their statements. A beginning of the id that fits one claim will do.

    So will an id that the claim had before it grew, joined another or was ruled on.

    Raises NotFound.
    """
    return _claim_view(ledger, _claims(ledger, "claim_id = ?", whole_id(ledger, claim_id, "cl"))[0])


def _claims(ledger: Ledger, which: str, *given: str) -> list[Claim]:
    names = ", ".join(columns(Claim))
    rows = ledger.rows(f"SELECT {names} FROM current_claims WHERE {which} ORDER BY row", given)
    return [from_row(Claim, row) for row in rows]


_NOBODY = (Side(), Side(), ())

# A stance of `declines` is on neither side. {by} adds columns to count by.
_ORIGINS = f"""
    WITH member AS MATERIALIZED (SELECT article_id, family_id FROM current_family_members)
    SELECT p.claim_id, p.stance IN ({", ".join(f"'{stance}'" for stance in FOR)}),
      count(DISTINCT coalesce(m.family_id, s.article_id)) {{by}}
    FROM current_positions p, json_each(p.statement_ids) i
    JOIN statements s ON s.statement_id = i.value
    LEFT JOIN member m ON m.article_id = s.article_id
    WHERE p.stance IN ({", ".join(f"'{stance}'" for stance in (*FOR, *AGAINST))}) AND {{which}}
    GROUP BY 1, 2 {{by}}"""


_Heard = tuple[int, int]  # origins of a party's words for a claim, and against it


def _least_contested_last(one: ClaimSummary, standing: Mapping[str, _Heard]) -> tuple[object, ...]:
    holding = [origins for origins, against in standing.values() if origins > against]
    rejecting = [against for origins, against in standing.values() if against > origins]
    origins = one.holds.origins, one.rejects.origins
    weights = (
        min(len(holding), len(rejecting)),
        min(sum(holding), sum(rejecting)),
        min(*origins, 1),
        len(holding) + len(rejecting),
        min(origins),
        sum(origins),
        len(one.claim.statement_ids),
    )
    return (*(-weight for weight in weights), one.claim.text, one.claim.claim_id)


def _standing(ledger: Ledger) -> dict[str, dict[str, _Heard]]:
    """By claim, then known party: how it is heard on it."""
    found: dict[str, dict[str, _Heard]] = {}
    for of, holds, count, party in ledger.rows(_ORIGINS.format(which="p.party IS NOT NULL", by=", p.party")):
        heard = found.setdefault(of, {})
        before = heard.get(party, (0, 0))
        heard[party] = (count, before[1]) if holds else (before[0], count)
    return found


def _sides(ledger: Ledger, claim_id: str | None = None) -> dict[str, tuple[Side, Side, tuple[str, ...]]]:
    """By claim, for all or for one: who holds it, who rejects it, who would not say."""
    which, given = ("TRUE", ()) if claim_id is None else ("p.claim_id = ?", (claim_id,))
    parties: dict[str, dict[str, set[str]]] = {}  # by claim, then stance
    held = f"SELECT p.claim_id, p.stance, p.party FROM current_positions p WHERE {which}"
    for of, stance, party in ledger.rows(held, given):
        named = parties.setdefault(of, {}).setdefault(stance, set())
        named |= {party} - {None}
    counted = ledger.rows(_ORIGINS.format(which=which, by=""), given)
    origins = {(of, bool(holds)): count for of, holds, count in counted}
    return {
        of: (
            Side(_parties(stances, FOR), origins.get((of, True), 0)),
            Side(_parties(stances, AGAINST), origins.get((of, False), 0)),
            _parties(stances, (Stance.DECLINES,)),
        )
        for of, stances in parties.items()
    }


def _parties(stances: Mapping[str, set[str]], wanted: Sequence[Stance]) -> tuple[str, ...]:
    return tuple(sorted(set().union(*(stances.get(stance, set()) for stance in wanted))))


def _claim_view(ledger: Ledger, found: Claim) -> ClaimView:
    names = ", ".join(columns(Position))
    sql = f"SELECT {names} FROM current_positions WHERE claim_id = ? ORDER BY party, speaker, position_id, row"
    held = [from_row(Position, row) for row in ledger.rows(sql, (found.claim_id,))]
    held.sort(key=lambda position: list(Stance).index(position.stance))
    said = list(quoted(ledger, found.statement_ids))
    views = []
    for position in held:
        ids = set(position.statement_ids)
        theirs = tuple(one for one in said if one.statement.statement_id in ids)
        views.append(PositionView(position, theirs, weigh(theirs)))
    placed = {statement_id for position in held for statement_id in position.statement_ids}
    rest = tuple(one for one in said if one.statement.statement_id not in placed)
    summary = _summary(ledger, found)
    above = _claims(ledger, "claim_id = ?", found.parent) if found.parent is not None else []
    below = [_summary(ledger, detail) for detail in _claims(ledger, "parent = ?", found.claim_id)]
    sides = {"holds": FOR, "rejects": AGAINST, "declines": (Stance.DECLINES,)}
    weights = {
        side: weigh([one for view in views if view.position.stance in stances for one in view.statements])
        for side, stances in sides.items()
    }
    below.sort(key=_by_origins)
    flags = _flags_of(ledger, found.claim_id)
    return ClaimView(summary, tuple(views), rest, weights, above[0] if above else None, tuple(below), flags)


def _flags_of(ledger: Ledger, claim_id: str) -> tuple[Flag, ...]:
    sql = f"SELECT {', '.join(columns(Flag))} FROM current_flags WHERE subject_id = ? ORDER BY kind, why"
    return tuple(from_row(Flag, row) for row in ledger.rows(sql, (claim_id,)))


def _summary(ledger: Ledger, found: Claim) -> ClaimSummary:
    return ClaimSummary(found, *_sides(ledger, found.claim_id).get(found.claim_id, _NOBODY))


def _by_origins(one: ClaimSummary) -> tuple[object, ...]:
    """Those that are held and rejected first, then by the origins on both sides."""
    origins = one.holds.origins, one.rejects.origins
    return -min(origins), -sum(origins), one.claim.text, one.claim.claim_id


def weigh(said: Sequence[Quoted]) -> Weight:
    """Count what stands behind statements; one that is given twice counts once."""
    once = list({one.statement.statement_id: one for one in said}.values())
    tellings = [telling.quoted.statement for telling in told_once(once)]
    named = sum(told.speaker.named for told in tellings)
    relayed = sum(bool(told.via) for told in tellings)
    return Weight(
        articles=len({one.story_id for one in once}),
        outlets=len({one.article.outlet for one in once} - {None}),
        origins=len({one.family_id or one.article.article_id for one in once}),
        named=named,
        unnamed=len(tellings) - named,
        first_hand=len(tellings) - relayed,
        relayed=relayed,
    )
