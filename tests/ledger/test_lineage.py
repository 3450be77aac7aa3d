"""How claims went on, by their statements before and after."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.ledger.lineage import ClaimChange, ClaimFate, claim_changes, went_on
from sayso.records import Claim

CASES = [
    ("ab|c", "ab|c", []),  # nothing moved
    ("", "ab", ["new - a 2"]),
    ("ab", "", ["gone a - 0"]),  # its pages were read anew, without these statements
    ("bc", "bcd", ["changed b b 2"]),  # it grew under its id
    ("bc", "abc", ["renamed b a 2"]),  # an older statement joined
    ("ab|cd", "abcd", ["changed a a 2", "joined c a 2"]),
    ("abcd", "ab|cd", ["changed a a 2", "split a c 2"]),
    ("abcd", "a|bcd", ["changed a a 1", "split a b 3"]),  # the id stays where its first statement is
    ("bcd", "bd|c", ["changed b b 2", "split b c 1"]),
    ("ab|cd", "a|bcd", ["changed a a 1", "split a b 1", "renamed c b 2"]),
]


def claims(told: str) -> list[Claim]:
    """`ab|c`: a claim of two statements and one of one, each with the id of its first."""
    return [Claim(f"{ids[0]}", ids, ids[0], tuple(sorted(ids))) for ids in told.split("|") if ids]


@pytest.mark.parametrize(("before", "after", "expected"), CASES)
def test_what_became_of_claims(before, after, expected):
    found = claim_changes(claims(before), claims(after))
    assert [f"{c.kind} {c.was_id or '-'} {c.now_id or '-'} {c.statements}" for c in found] == expected


@st.composite
def states(draw):
    """Three states of a pile of up to nine statements; some are on no claim."""
    found = []
    for _ in range(3):
        places = [draw(st.integers(0, 4)) for _ in "abcdefghi"]
        groups = ["".join(c for c, at in zip("abcdefghi", places, strict=True) if at == group) for group in range(1, 5)]
        found.append(claims("|".join(groups)))
    return found


@settings(max_examples=200, deadline=None)
@given(states())
def test_every_claim_that_ever_was_leads_to_where_most_of_it_is(told):
    first, second, third = told
    steps = [*enumerate(claim_changes(first, second))]
    steps += [(seq, change) for seq, change in enumerate(claim_changes(second, third), len(steps))]
    for claim in first:
        assert went_on(steps, claim.claim_id) == lead(lead(claim.claim_id, first, second), second, third)


def lead(claim_id: str | None, before: list[Claim], after: list[Claim]) -> str | None:
    """The claim itself where it is still there, else the one with most of its statements."""
    was = next((claim for claim in before if claim.claim_id == claim_id), None)
    if was is None or any(claim.claim_id == claim_id for claim in after):
        return claim_id if was else None
    shared = {claim.claim_id: len({*claim.statement_ids} & {*was.statement_ids}) for claim in after}
    return min((of for of in shared if shared[of]), key=lambda of: (-shared[of], of), default=None)


@settings(max_examples=200, deadline=None)
@given(states())
def test_a_claim_whose_statements_stay_together_is_told_of_once_at_most_and_nothing_else_moves(told):
    before, after, _ = told
    found = claim_changes(before, after)
    same = {claim.claim_id for claim in before if claim in after}
    assert not any(change.was_id in same for change in found)
    counts = Counter((change.was_id, change.now_id) for change in found)
    assert set(counts.values()) <= {1}
    for change in found:
        if change.kind is ClaimFate.GONE:
            assert change == ClaimChange(ClaimFate.GONE, change.was_id, None, 0)
