"""Reversals: a party that denied a claim and later concedes it, or the other way round. Pure.

A flag is a question to the reader, so only plain cases raise one: a denial in so many words, and an assertion or
confirmation by the same party about its own doings, in much the same words, on days that are known and apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from sayso.claims.flow import conflict
from sayso.claims.meaning import Meaning
from sayso.claims.told import STANCES, SUPPORT, Told
from sayso.records import Act, Claim, Flag, Stance

_DENIAL = re.compile(r"\bden(?:y|ies|ied|ying|ials?)\b", re.I)  # "stood by its denial of …" concedes nothing
MUCH_THE_SAME = 0.5  # share of the shorter one's words that the other tells


def reversals(claim: Claim, group: Sequence[Told], meaning: Meaning) -> list[Flag]:
    """A flag for each party whose first and last dated word on the claim take opposite sides."""
    by_party: dict[str, list[Told]] = defaultdict(list)
    for told in group:
        if told.party and told.statement.said_on.earliest and (_denies(told) or _concedes(told)):
            by_party[told.party].append(told)
    flags = []
    for party, sided in sorted(by_party.items()):
        first = min(sided, key=lambda told: told.when)
        turned = [told for told in sided if _turns(first, told, meaning)]
        last_day = max(map(_begins, sided))
        if any(_begins(told) == last_day for told in turned):
            flags.append(_flag(claim, party, first, min(turned, key=lambda told: told.when)))
    return flags


def _denies(told: Told) -> bool:
    return not told.bare and (told.own_denial or (STANCES[told.statement.act] is Stance.DENIES and not told.negated))


def _concedes(told: Told) -> bool:
    """It says of its own side that it is so."""
    proposition = told.statement.proposition
    plain = STANCES[told.statement.act] in SUPPORT and not told.negated and not proposition.hedged
    plain = plain and _DENIAL.search(told.text) is None
    own = told.party in told.parties and told.flow.giver in (None, told.party)
    return plain and own and told.statement.act in (Act.ASSERT, Act.CONFIRM)


def _turns(first: Told, then: Told, meaning: Meaning) -> bool:
    """Whether `then` takes the other side on the same matter, on a later day."""
    apart = _denies(first) != _denies(then) and _begins(then) > (first.statement.said_on.latest or "9999")
    return apart and not conflict(first.flow, then.flow) and meaning.shared(first.terms, then.terms) >= MUCH_THE_SAME


def _begins(told: Told) -> str:
    return told.statement.said_on.earliest or ""


def _flag(claim: Claim, party: str, first: Told, then: Told) -> Flag:
    why = (
        f"{party} first ({_day(first)}, {first.statement.act}) said “{first.shown}”, "
        f"then ({_day(then)}, {then.statement.act}) “{then.shown}”"
    )
    return Flag(kind="reversal", subject_id=claim.claim_id, spans=(), why=why)


def _day(told: Told) -> str:
    said_on = told.statement.said_on
    return said_on.iso or f"{said_on.earliest} to {said_on.latest or 'unknown'}"
