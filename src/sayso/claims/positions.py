"""Positions on a claim: who takes which side, since when, on how many independent origins. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence, Set

from msgspec.structs import replace

from sayso.claims.ruled import ruled_in
from sayso.claims.threads import voice_of
from sayso.claims.told import STANCES, SUPPORT, Told, supports
from sayso.claims.wording import Polarity
from sayso.records import UNDATED, Act, Claim, Dated, Position, Stance, make_id

# A stance on "not P", read as a stance on P. Declining takes no side.
_TURNED = {
    Stance.ASSERTS: Stance.DENIES,
    Stance.SUGGESTS: Stance.DENIES,
    Stance.CONFIRMS: Stance.DENIES,
    Stance.DENIES: Stance.ASSERTS,
    Stance.DISMISSES: Stance.ASSERTS,
    Stance.DECLINES: Stance.DECLINES,
}
_Holder = tuple[str, ...]
_AGAINST = frozenset({Stance.DENIES, Stance.DISMISSES})
# Characters before a denial in which its speaker already speaks against the claim; what a story tells of him first may
# be what the denial is an exception to.
SAME_BREATH = 200
WORDY = 3  # terms from which the same terms of one holder are the same saying
_POINTER = re.compile(r"(?:he|she|it|they|who|whom|which|that|this|we|i|you|one|some|others?)$", re.I)


def stance_of(told: Told, polarity: Polarity) -> Stance:
    """The stance of a statement on a claim whose words have this polarity, if none was ruled."""
    if told.ruled is not None:
        return told.ruled
    stance = _plainly(told)
    wordless = told.bare and (told.answers or not told.statement.proposition.is_claim)
    if wordless or told.negated == polarity.negated:
        return stance
    plain = not told.answers and not told.own_denial
    return stance if plain and polarity.loose else _TURNED[stance]


def stances_of(group: Sequence[Told], polarity: Polarity) -> list[Stance]:
    """The stance of each statement of a claim.

    Who turns a claim down in an article stands by that from there on: what he asserts ("the filters worked on every
    day", "the pictures were taken elsewhere") is said against the claim, though nothing in it is negated. So is
    what somebody insists on who never puts the claim forward ("what they saw was steam" likewise), and that all is
    well with what others find faulty. What says that something else is not so ("this is not a thing one buys in a
    shop") turns nothing down. What one holder says in most articles without turning the claim down, turns it down
    in none.
    """
    forward = _Forward(group)
    alone = [_plainly(told) if _speaks_of_else(told, forward) else stance_of(told, polarity) for told in group]
    against: dict[tuple[str, _Holder], int] = {}
    for told, stance in zip(group, alone, strict=True):
        if stance in _AGAINST and _turned_down(told, forward):
            key = told.article_id, _holder(told)
            against[key] = min(against.get(key, told.begins), told.begins)
    holders = {
        _holder(told)
        for told, stance in zip(group, alone, strict=True)
        if stance in SUPPORT and not told.bare and not (_plain(told, stance) and (told.contrary or told.corrects))
    }
    faults = {
        _holder(told)
        for told, stance in zip(group, alone, strict=True)
        if stance in SUPPORT and not told.bare and not told.vouches
    }
    turned = [
        _plain(told, stance) and (_turns(told, against, holders) or _clears(told, faults, polarity))
        for told, stance in zip(group, alone, strict=True)
    ]
    mostly: Counter[tuple[_Holder, tuple[str, ...]]] = Counter()
    for told, stance, denies in zip(group, alone, turned, strict=True):
        if _plain(told, stance):
            mostly[_wording(told)] += 1 if denies else -1
    return [
        Stance.DENIES if denies and mostly[_wording(told)] > 0 else stance
        for told, stance, denies in zip(group, alone, turned, strict=True)
    ]


def _wording(told: Told) -> tuple[_Holder, tuple[str, ...]]:
    """Who says what, by the words that tell the matter; few words may be another saying, and stand for themselves."""
    return _holder(told), told.terms if len(told.terms) >= WORDY else (told.statement_id,)


class _Forward:
    """What the voices of a claim put forward, by content word."""

    def __init__(self, group: Sequence[Told]) -> None:
        self._voices = {voice_of(told) for told in group}
        self._count = 0
        self._telling: dict[str, Counter[str]] = defaultdict(Counter)  # by word, how often each voice tells it
        for told in group:
            if _puts_forward(told):
                self._count += 1
                for word in told.flow.matter:
                    self._telling[word][voice_of(told)] += 1

    def is_nothing_to(self, told: Told) -> bool:
        """Whether one of the group shares no content word with what other voices of the claim put forward, nor,
        without such, its own.
        """
        voice, itself = voice_of(told), _puts_forward(told)
        telling = [self._telling[word] for word in told.flow.matter if word in self._telling]
        if len(self._voices) > 1:
            return not any(len(voices) > (voice in voices) for voices in telling)
        return self._count > itself and not any(voices[voice] > itself for voices in telling)


def _puts_forward(told: Told) -> bool:
    return supports(told) and not told.bare


def _turned_down(told: Told, forward: _Forward) -> bool:
    """Whether its speaker stands against the claim by it. What a check did not find ("found no trace of a fire"), and
    what nobody else on the claim speaks of, leaves him free to say the rest of it.
    """
    if told.answers:
        return True
    return told.own_denial and not told.found_none and not forward.is_nothing_to(told)


def _turns(told: Told, against: Mapping[tuple[str, _Holder], int], holders: Collection[_Holder]) -> bool:
    """Whether a plain assertion is said against its claim: `against` tells where in an article somebody first turns it
    down, `holders` who puts it forward anywhere.
    """
    holder = _holder(told)
    insists = (told.contrary or told.corrects) and holder not in holders and bool(holders)
    first = against.get((told.article_id, holder))
    return insists or (first is not None and told.begins >= first - SAME_BREATH)


def _clears(told: Told, faults: Set[_Holder], polarity: Polarity) -> bool:
    """Whether it says that a thing is as it should be, where others put forward what is wrong with it.

    Of 20 such plain assertions in twelve open piles 17 turn the claim down.
    """
    return told.vouches and not polarity.sound and not faults <= {_holder(told)}


def _plainly(told: Told) -> Stance:
    """The stance of a statement, its negation left aside."""
    hedged = told.statement.proposition.hedged
    return Stance.SUGGESTS if STANCES[told.act] is Stance.ASSERTS and hedged else STANCES[told.act]


def _speaks_of_else(told: Told, forward: _Forward) -> bool:
    """Whether what it says is not so is nothing that another voice of the claim puts forward, nor, where nobody else
    speaks, its own.

    Of 20 plain assertions of open piles with a "not" 15 have a content word in common with what another voice puts
    forward, 13 of which turn the claim down; of the 5 others 2 do, and they name a claim that nobody else is on.
    """
    if told.ruled is not None or not told.negated or told.own_denial or told.act is not Act.ASSERT:
        return False
    return forward.is_nothing_to(told)


def _plain(told: Told, stance: Stance) -> bool:
    return stance is Stance.ASSERTS and told.act is Act.ASSERT


def positions_on(claim: Claim, group: Sequence[Told], polarity: Polarity) -> list[Position]:
    """One position for each holder and stance, in order of their ids.

    A holder is a party; where the party is unknown, a named speaker; where nobody is named, the description within
    one origin, since "an official" of two stories may be two people. So is a body told by a common noun alone: "the
    hospital" of two stories may be two.
    """
    held: dict[tuple[_Holder, Stance], list[Told]] = defaultdict(list)
    for told, stance in zip(group, stances_of(group, polarity), strict=True):
        held[_holder(told), stance].append(told)
    concerned = frozenset(party for told in group for party in told.parties)
    found = [_position(claim, key, stance, tolds, concerned) for (key, stance), tolds in held.items()]
    return sorted([*found, *_told_by_others(claim, group, polarity, found)], key=lambda item: item.position_id)


def _holder(told: Told) -> _Holder:
    """Two of one name who speak for themselves are two; who a bare name is, nobody can say past its origin.

    Nor which body it is that only its common noun tells.
    """
    speaker = told.statement.speaker
    common = speaker.party or speaker.name or ""
    if speaker.id is None and common.islower() and common.isalpha():
        return ("party" if speaker.party else "name", common, told.origin)
    if speaker.party and speaker.person and speaker.party == speaker.name:
        return ("party", speaker.party, speaker.id or told.origin)
    if speaker.party:
        return ("party", speaker.party)
    if speaker.name:
        return ("name", speaker.id or speaker.name)
    return ("unnamed", (_described(told) or "").casefold(), told.origin)


def _described(told: Told) -> str | None:
    """The speaker as told, when that says more than "he" or "which"."""
    description = told.statement.speaker.description
    return None if description is None or _POINTER.match(description) else description


def _position(
    claim: Claim, holder: _Holder, stance: Stance, tolds: Sequence[Told], concerned: frozenset[str]
) -> Position:
    speakers = {(told.statement.speaker.id, told.statement.speaker.name or _described(told)) for told in tolds}
    speaker_id, speaker = speakers.pop() if len(speakers) == 1 else (None, None)
    party = holder[1] if holder[0] == "party" else None
    first = min(tolds, key=lambda told: told.when)
    return Position(
        position_id=make_id("po", claim.claim_id, holder, stance),
        claim_id=claim.claim_id,
        party=party,
        speaker=speaker,
        stance=stance,
        said_on=first.statement.said_on,
        statement_ids=tuple(sorted(told.statement_id for told in tolds)),
        articles=len({told.story for told in tolds}),
        origins=len({told.origin for told in tolds}),
        own_matter=party is not None and party in concerned,
        why=_reason(stance, tolds, first),
        speaker_id=speaker_id,
    )


def _reason(stance: Stance, tolds: Sequence[Told], first: Told) -> str:
    acts = sorted({str(told.statement.act) for told in tolds})
    turned = any(STANCES[told.act] in SUPPORT for told in tolds) and stance is Stance.DENIES
    how = f"read from {', '.join(acts)}" + (" with a negated content" if turned else "")
    return f"{how}; first: “{first.shown}”{ruled_in(tolds)}"


def _told_by_others(claim: Claim, group: Sequence[Told], polarity: Polarity, own: Sequence[Position]) -> list[Position]:
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
        stance = Stance.DENIES if polarity.negated else Stance.ASSERTS
        made = _position(claim, ("party", party), stance, tolds, concerned)
        by = sorted({told.party or told.statement.speaker.name or "unnamed" for told in tolds})
        why = f"as told by {', '.join(by)}, who answers it: “{min(tolds, key=lambda told: told.when).shown}”"
        found.append(_retold(made, why))
    return found


def _retold(position: Position, why: str) -> Position:
    """A position not in the party's own voice: nobody of it speaks, and the day of the answer is only a latest day."""
    told_on = position.said_on
    said_on = (
        Dated(latest=told_on.latest, basis=told_on.basis, evidence=told_on.evidence) if told_on.latest else UNDATED
    )
    return replace(position, speaker=None, speaker_id=None, said_on=said_on, why=why)
