"""Positions on a claim: who takes which side, since when, on how many independent origins; and reversals. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec.structs import replace

from sayso.claims.told import STANCES, SUPPORT, Told
from sayso.records import UNDATED, Claim, Dated, Flag, Position, Stance, make_id

# A stance on "not P", read as a stance on P. Declining takes no side.
_TURNED = {
    Stance.ASSERTS: Stance.DENIES,
    Stance.SUGGESTS: Stance.DENIES,
    Stance.CONFIRMS: Stance.DENIES,
    Stance.DENIES: Stance.ASSERTS,
    Stance.DISMISSES: Stance.ASSERTS,
    Stance.DECLINES: Stance.DECLINES,
}
_QUOTE_LENGTH = 120  # characters of a statement shown in a reason
_FIRST, _LAST = "0000", "9999"  # bounds of a date that is not known, for ordering only


def stance_of(told: Told, negated: bool) -> Stance:
    """The stance of a statement on a claim whose text is itself `negated` or not."""
    stance = STANCES[told.statement.act]
    if stance is Stance.ASSERTS and told.statement.proposition.hedged:
        stance = Stance.SUGGESTS
    return _TURNED[stance] if told.negated != negated and not told.bare else stance


def positions_on(claim: Claim, group: Sequence[Told], negated: bool) -> list[Position]:
    """One position for each holder and stance, in order of their ids.

    A holder is a party; where the party is unknown, a named speaker; where nobody is named, the description within
    one origin, since "an official" of two stories may be two people.
    """
    held: dict[tuple[tuple[str, ...], Stance], list[Told]] = defaultdict(list)
    for told in group:
        held[_holder(told), stance_of(told, negated)].append(told)
    concerned = frozenset(party for told in group for party in told.parties)
    found = [_position(claim, key, stance, tolds, concerned) for (key, stance), tolds in held.items()]
    return sorted([*found, *_told_by_others(claim, group, negated, found)], key=lambda item: item.position_id)


def _holder(told: Told) -> tuple[str, ...]:
    speaker = told.statement.speaker
    if speaker.party:
        return ("party", speaker.party)
    if speaker.name:
        return ("name", speaker.name)
    return ("unnamed", (speaker.description or "").casefold(), told.origin)


def _position(
    claim: Claim, holder: tuple[str, ...], stance: Stance, tolds: Sequence[Told], concerned: frozenset[str]
) -> Position:
    speakers = {told.statement.speaker.name or told.statement.speaker.description for told in tolds}
    party = holder[1] if holder[0] == "party" else None
    first = min(tolds, key=_when)
    return Position(
        position_id=make_id("po", claim.claim_id, holder, stance),
        claim_id=claim.claim_id,
        party=party,
        speaker=speakers.pop() if len(speakers) == 1 else None,
        stance=stance,
        said_on=first.statement.said_on,
        statement_ids=tuple(sorted(told.statement_id for told in tolds)),
        articles=len({told.article_id for told in tolds}),
        origins=len({told.origin for told in tolds}),
        own_matter=party is not None and party in concerned,
        why=_reason(stance, tolds, first),
    )


def _reason(stance: Stance, tolds: Sequence[Told], first: Told) -> str:
    acts = sorted({str(told.statement.act) for told in tolds})
    turned = any(STANCES[told.statement.act] in SUPPORT for told in tolds) and stance is Stance.DENIES
    how = f"read from {', '.join(acts)}" + (" with a negated content" if turned else "")
    return f"{how}; first: “{_shown(first)}”"


def _told_by_others(claim: Claim, group: Sequence[Told], negated: bool, own: Sequence[Position]) -> list[Position]:
    """Positions known only from who turns them down: in "denied Ruritania's claim that P", Ruritania asserts P.

    Left out where the party speaks for itself on the claim.
    """
    spoken = {position.party for position in own}
    told_of: dict[str, list[Told]] = defaultdict(list)
    for told in group:
        asserted_by = told.statement.proposition.asserted_by
        if asserted_by and asserted_by not in spoken and told.answers:
            told_of[asserted_by].append(told)
    concerned = frozenset(party for told in group for party in told.parties)
    found = []
    for party, tolds in told_of.items():
        stance = Stance.DENIES if negated else Stance.ASSERTS
        made = _position(claim, ("party", party), stance, tolds, concerned)
        by = sorted({told.party or told.statement.speaker.name or "unnamed" for told in tolds})
        why = f"as told by {', '.join(by)}, who answers it: “{_shown(min(tolds, key=_when))}”"
        found.append(_retold(made, why))
    return found


def _retold(position: Position, why: str) -> Position:
    """A position not in the party's own voice: nobody of it speaks, and the day of the answer is only a latest day."""
    told_on = position.said_on
    said_on = (
        Dated(latest=told_on.latest, basis=told_on.basis, evidence=told_on.evidence) if told_on.latest else UNDATED
    )
    return replace(position, speaker=None, said_on=said_on, why=why)


def reversals(claim: Claim, group: Sequence[Told], negated: bool) -> list[Flag]:
    """A flag for each party whose first and last dated statements take opposite sides.

    Both days must be known and apart; a statement without a day proves no order.
    """
    by_party: dict[str, list[tuple[Told, bool]]] = defaultdict(list)
    for told in group:
        stance, party = stance_of(told, negated), told.party
        if party and stance is not Stance.DECLINES and told.statement.said_on.earliest:
            by_party[party].append((told, stance in SUPPORT))
    flags = []
    for party, sided in sorted(by_party.items()):
        (first, first_side) = min(sided, key=lambda pair: _when(pair[0]))
        turns = [told for told, side in sided if side != first_side and _after(told, first)]
        last_day = max(_bounds(told)[0] for told, _ in sided)
        if turns and any(_bounds(told)[0] == last_day for told in turns):
            flags.append(_reversal(claim, party, first, min(turns, key=_when)))
    return flags


def _reversal(claim: Claim, party: str, first: Told, then: Told) -> Flag:
    why = (
        f"{party} first ({_day(first)}, {first.statement.act}) said “{_shown(first)}”, "
        f"then ({_day(then)}, {then.statement.act}) “{_shown(then)}”"
    )
    return Flag(kind="reversal", subject_id=claim.claim_id, spans=(), why=why)


def _bounds(told: Told) -> tuple[str, str]:
    said_on = told.statement.said_on
    return said_on.earliest or _FIRST, said_on.latest or _LAST


def _after(later: Told, earlier: Told) -> bool:
    return _bounds(later)[0] > _bounds(earlier)[1]


def _when(told: Told) -> tuple[str, str, str]:
    """Order by first possible day, undated last, then by id."""
    said_on = told.statement.said_on
    return said_on.earliest or _LAST, said_on.latest or _LAST, told.statement_id


def _day(told: Told) -> str:
    said_on = told.statement.said_on
    return said_on.iso or f"{said_on.earliest} to {said_on.latest or 'unknown'}"


def _shown(told: Told) -> str:
    text = told.text
    return text if len(text) <= _QUOTE_LENGTH else text[: _QUOTE_LENGTH - 1].rstrip() + "…"
