"""The lists of the workspace, narrowed: whatever is asked for, the same as looking at every statement by itself."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from made import article, page, reading, statement
from sayso.ledger import Derived, RunInfo, open_ledger
from sayso.ledger.lists import bring_up_to_date, is_up_to_date, keeping, open_listed
from sayso.ledger.queries import listed
from sayso.ledger.queries.listed import Filter
from sayso.records import UNDATED, Act, Basis, Claim, Dated, Identified, Position, Related, Speaker, Stance, Traced

RUN = RunInfo("0", "reader", "{}", "2031-01-01T00:00:00+00:00", ())
PARTIES, OUTLETS, SPEAKERS = ("Norland", "Sudria", None), ("The Post", "The Mail", None), ("Ada Roe", "Bo Sund", None)
# (first day, last day): days, a month, years that reach into one another, one side open, nothing known
PERIODS = [
    ("2031-05-02", "2031-05-02"), ("2031-05-03", "2031-05-03"), ("2031-05-01", "2031-05-31"),
    ("2031-01-01", "2031-12-31"), ("2030-06-01", "2032-06-30"), ("2032-01-09", "2032-01-09"), (None, "2030-12-31"),
    ("2032-02-01", None), (None, None),
]  # fmt: skip
PREFIXES = st.sampled_from(
    [None, "2029", "2030", "2031", "2031-05", "2031-05-02", "2031-05-15", "2032", "2032-07", "9998"]
)


def _said(number: int, draw: random.Random):
    of = page(f"page {number}", f"pile/{number:03}.txt")
    outlet = draw.choice(OUTLETS)
    one = article(of, f"Somebody said that the dam number {number} is leaking.", outlet=outlet, published=UNDATED)
    earliest, latest = draw.choice(PERIODS)
    name = draw.choice(SPEAKERS)
    said = statement(
        one, "Somebody", "said", f"the dam number {number} is leaking", act=draw.choice([Act.ASSERT, Act.DENY]),
        speaker=Speaker(name, name, party=draw.choice(PARTIES), named=name is not None),
        said_on=Dated(None, earliest, latest, Basis.CONTEXT, "then") if earliest or latest else UNDATED,
    )  # fmt: skip
    return reading(of, (one,), (said,))


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """A hundred statements of all kinds of days, every third on one of two claims."""
    path, draw = tmp_path_factory.mktemp("lists") / "a.db", random.Random(8)
    readings = [_said(number, draw) for number in range(100)]
    claims, positions = [], []
    for name, some in (("cl1-a", readings[::6]), ("cl1-b", readings[3::6])):
        said = tuple(sorted(one.statements[0].statement_id for one in some))
        claims.append(Claim(name, "the dam is leaking", said[0], said))
        for party in PARTIES[:2]:
            theirs = tuple(sorted(r.statements[0].statement_id for r in some if r.statements[0].speaker.party == party))
            stance = draw.choice([Stance.ASSERTS, Stance.DENIES])
            positions.append(
                Position(f"po1-{name}{party}", name, party, None, stance, UNDATED, theirs, 1, 1, False, "")
            )
    with open_ledger(path, create=True) as opened:
        run_id = opened.begin_run(RUN)
        opened.append(run_id, "reader", readings)
        related = Related(tuple(claims), tuple(positions), ())
        opened.derive(run_id, Derived(Traced((), ()), related, Identified((), ())))
    assert bring_up_to_date(path)
    with open_listed(path) as opened:
        yield opened


def _everything(ledger):
    pages = [listed.said_lines(ledger, Filter(), number) for number in (1, 2, 3)]
    return [line for part in pages for line in part.items]


def _is_dated(line) -> bool:
    """A time that is open on one side is no day."""
    return line.earliest is not None and line.latest is not None


def _fits(line, by: Filter, on_claim: set[str]) -> bool:
    return (
        all(
            getattr(by, name) in (None, getattr(line, name)) for name in ("party", "speaker", "stance", "act", "outlet")
        )
        and (by.claim_id is None or line.statement_id in on_claim)
        and (not by.since or (_is_dated(line) and line.latest >= by.since))
        and (not by.until or (_is_dated(line) and line.earliest[: len(by.until)] <= by.until))
        and not (by.undated and _is_dated(line))
    )


FILTERS = st.builds(
    Filter,
    party=st.sampled_from(PARTIES),
    speaker=st.sampled_from(SPEAKERS),
    stance=st.sampled_from([None, "asserts", "denies"]),
    act=st.sampled_from([None, "assert", "deny"]),
    outlet=st.sampled_from(OUTLETS),
    claim_id=st.sampled_from([None, "cl1-a"]),
    since=PREFIXES,
    until=PREFIXES,
    undated=st.booleans(),
)


def _on_claim(ledger):
    return set(listed.claim_outline(ledger, "cl1-a").claim.statement_ids)


@given(by=FILTERS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_list_holds_what_fits_and_nothing_else_in_the_order_of_days(ledger, by):
    everything, on_claim = _everything(ledger), _on_claim(ledger)
    expected = [line.statement_id for line in everything if _fits(line, by, on_claim)]
    found = listed.said_lines(ledger, by)
    assert [line.statement_id for line in found.items] == expected[: len(found.items)]
    assert found.total == len(expected)


@given(by=FILTERS)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_chart_counts_what_fits_wherever_it_was_counted(ledger, by):
    expected = [
        line for line in _everything(ledger)
        if _fits(line, Filter(**{**_asdict(by), "since": None, "until": None}), _on_claim(ledger))
    ]  # fmt: skip
    drawn = listed.chart(ledger, by)
    assert sum(one.statements for one in drawn.intervals) <= drawn.within
    shown = sum(period.total for period in drawn.periods) + drawn.within
    assert shown + drawn.undated + drawn.before + drawn.after == len(expected)
    assert drawn.undated == sum(not _is_dated(line) for line in expected)


@given(by=FILTERS)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_search_that_is_narrowed_finds_what_the_list_has(ledger, by):
    assert listed.find_said(ledger, "leaking", by).total == listed.said_lines(ledger, by).total


def _asdict(by: Filter) -> dict:
    return {name: getattr(by, name) for name in by.__struct_fields__}


def test_undated_come_last_and_the_days_before_them_in_order(ledger):
    lines = _everything(ledger)
    dated = [line for line in lines if _is_dated(line)]
    assert len(lines) == 100
    assert lines[: len(dated)] == sorted(dated, key=lambda line: (line.earliest, line.latest))
    assert {(line.earliest, line.latest) for line in lines[len(dated) :]} == {
        (None, None), (None, "2030-12-31"), ("2032-02-01", None)
    }  # fmt: skip


def test_a_party_has_the_claims_and_people_that_are_its_own(ledger):
    said = [line for line in _everything(ledger) if line.party == "Norland"]
    people = listed.people_of_party(ledger, "Norland")
    assert {(name, count) for _, name, count in people} == {
        (name, sum(line.speaker == name for line in said)) for name in {line.speaker for line in said} if name
    }
    assert [count for *_, count in people] == sorted((count for *_, count in people), reverse=True)
    claims = listed.claims_of_party(ledger, "Norland")
    assert {line.claim_id for line in claims.items} == {"cl1-a", "cl1-b"}
    assert claims.total == listed.party_line(ledger, "Norland").claims == 2


def test_what_a_claim_rests_on_is_the_sum_of_its_positions_words(ledger):
    outline = listed.claim_outline(ledger, "cl1-a")
    lines = {line.statement_id: line for line in _everything(ledger)}
    for held in outline.held:
        theirs = [lines[of] for of in held.position.statement_ids]
        assert held.weight.statements == len(theirs)
        assert held.weight.outlets == len({line.outlet for line in theirs} - {None})
    assert outline.holds.statements + outline.rejects.statements == sum(h.weight.statements for h in outline.held)


def test_lists_of_another_shape_are_made_anew(ledger, monkeypatch):
    assert not bring_up_to_date(ledger.path)
    monkeypatch.setattr(keeping, "shape", lambda: "of an older sayso")
    assert not is_up_to_date(ledger.path)
    monkeypatch.undo()
    assert is_up_to_date(ledger.path)
