"""Who does what to whom, read from the words; and which readings contradict each other."""

from __future__ import annotations

import pytest
from dispute import lemmas

from sayso.claims.flow import Flow, conflict
from sayso.claims.roles import kinds_of_doing, read_flow
from sayso.records import Proposition

A, B = "Arvenia", "Brekland"
ROLES = [
    ("Arvenia shipped arms to Brekland", (A, B), A, B, "plain"),
    ("Brekland bought arms from Arvenia", (B, A), A, B, "the taker is the subject"),
    ("Brekland purchases arms", (B,), None, B, "a taker without a giver"),
    ("arms were sent to Brekland by Arvenia", (B, A), A, B, "passive"),
    ("Brekland was shelled by Arvenia", (B, A), A, B, "passive with a patient"),
    ("Arvenia attacked Brekland", (A, B), A, B, "a bare object"),
    ("Arvenia and Cestia attacked Brekland", (A, "Cestia", B), A, B, "the second subject is no object"),
    ("Arvenia and Brekland agreed on arms", (A, B), None, None, "mutual: nobody gives"),
    ("we shipped arms to Brekland", (A, B), A, B, "we is the speaker's party"),
    ("it shipped arms to Brekland", (A, B), A, B, "a first pronoun is the speaker's party"),
    ("supplying arms to Brekland", (B,), None, B, "a fragment without a subject"),
    ("in Brekland the rains have failed", (B,), None, None, "a place takes no part"),
    ("arms for Brekland", (B,), None, None, "no role is told"),
]


@pytest.mark.parametrize(("text", "parties", "giver", "receiver", "why"), ROLES, ids=[row[4] for row in ROLES])
def test_roles(text: str, parties: tuple[str, ...], giver: str | None, receiver: str | None, why: str) -> None:
    lemma = {"bought": "buy", "purchases": "purchase", "agreed": "agree"}
    words = tuple(lemma.get(word, word) for word in lemmas(text))
    flow = read_flow(text, Proposition(words, parties, (), False, False, True), speaker=A)
    assert (flow.giver, flow.receiver) == (giver, receiver)


DENIED = [
    ("interfering in the vote of Brekland", (B,), A, {A, B}, "who denies a deed denies having done it"),
    ("any involvement in the attack", (), A, {A}, "or having had a part in it"),
    ("having sold arms to Brekland", (B,), A, {A, B}, "or having done it"),
    ("that Cestia attacked", ("Cestia",), "Cestia", {"Cestia"}, "unless the deed has another doer"),
]


@pytest.mark.parametrize(("text", "parties", "giver", "about", "why"), DENIED, ids=[row[4] for row in DENIED])
def test_a_denied_deed_is_the_deniers(
    text: str, parties: tuple[str, ...], giver: str, about: set[str], why: str
) -> None:
    flow = read_flow(text, Proposition(lemmas(text), parties, (), False, False, True), speaker=A, denied=True)
    assert (flow.giver, flow.parties) == (giver, about)


TELLERS = [
    (
        "Mossland claims it shipped arms to Brekland",
        ("Mossland", B),
        {A, B},
        {"Mossland"},
        "the claimant takes no part",
    ),
    ("Mossland believes Arvenia shipped arms", ("Mossland", A), {A}, {"Mossland"}, "nor does the believer"),
    ("Mossland shipped arms", ("Mossland",), {"Mossland"}, set(), "a party that acts is no teller"),
    ("Mossland claims that Mossland was attacked", ("Mossland",), {"Mossland"}, set(), "it may do both"),
]


@pytest.mark.parametrize(("text", "parties", "about", "tellers", "why"), TELLERS, ids=[row[4] for row in TELLERS])
def test_a_party_that_only_tells_is_not_what_it_is_about(
    text: str, parties: tuple[str, ...], about: set[str], tellers: set[str], why: str
) -> None:
    flow = read_flow(text, Proposition(lemmas(text), parties, (), False, False, True), speaker=A)
    assert (flow.parties, flow.tellers) == (about, tellers)


FIGURES = [
    ("at 10:50 p.m. the gate opened", set(), set(), "a time of day counts nothing"),
    ("at eleven o’clock the gate opened", set(), set(), "nor does one in words"),
    ("40 drones", {("drone", "40")}, set(), "a number and what it counts"),
    ("1,000 containers", {("container", "1000")}, set(), "a comma in a number"),
    ("three researchers", {("researcher", "3")}, set(), "a number in words"),
    ("in 2019 the dam failed", set(), {"2019"}, "a year counts nothing"),
    ("40% of the vote", set(), set(), "a share counts no thing"),
]


@pytest.mark.parametrize(("text", "numbers", "years", "why"), FIGURES, ids=[row[3] for row in FIGURES])
def test_figures(text: str, numbers: set[tuple[str, str]], years: set[str], why: str) -> None:
    flow = read_flow(text, Proposition((), (), (), False, False, True), speaker=None)
    assert (flow.numbers, flow.years) == (numbers, years)


def flow(parties: str = "", giver: str | None = None, receiver: str | None = None, **more: frozenset[object]) -> Flow:
    return Flow(frozenset(parties), giver, receiver, **more)  # type: ignore[arg-type]


DAM, GATE = frozenset({"dam", "wall"}), frozenset({"gate"})
ATTACK, OPEN = frozenset({"attack"}), frozenset({"open"})
CONFLICTS = [
    (flow(events=ATTACK, matter=DAM), flow(events=OPEN, matter=DAM), True, "other doings of one thing"),
    (flow(events=ATTACK, matter=DAM), flow(events=OPEN, matter=GATE), False, "other doings of other things"),
    (flow(events=ATTACK, matter=DAM, negated=True), flow(events=OPEN, matter=DAM), False, "what is denied, otherwise"),
    (flow(events=frozenset({"leak", "free"})), flow(events=frozenset({"leak"})), False, "a doing in common"),
    (flow(events=frozenset({"attack"})), flow(), False, "a doing not known"),
    (flow("AB"), flow("AB"), False, "the same parties"),
    (flow("AB"), flow(), False, "nothing told"),
    (flow("AB", matter=DAM), flow("CD", matter=DAM), True, "much in common and no party"),
    (flow("AB"), flow("CD"), False, "no party in common, nor anything else"),
    (flow("AB"), flow("BC"), False, "a party in common, roles not told"),
    (flow("AB", "A", matter=DAM), flow("BC", "C", matter=DAM), True, "other givers of one thing"),
    (flow("AB", "A", "B", matter=DAM), flow("AC", "A", "C", matter=DAM), True, "other receivers of one thing"),
    (flow("AB", "A"), flow("BC", "C"), False, "other givers, of we know not what"),
    (flow("AB", "A", "B"), flow("AB", "B", "A"), True, "the other direction"),
    (flow("AB", "A"), flow("AB", None, "A"), True, "giver here, receiver there"),
    (flow(years=frozenset({"2019"})), flow(years=frozenset({"2023"})), True, "other years"),
    (flow(years=frozenset({"2019"})), flow(years=frozenset({"2019", "2023"})), False, "a year in common"),
    (flow(numbers=frozenset({("drone", "4")})), flow(numbers=frozenset({("drone", "9")})), True, "other numbers"),
    (flow(numbers=frozenset({("drone", "4")})), flow(numbers=frozenset({("crate", "9")})), False, "of other things"),
    (
        flow(numbers=frozenset({("drone", "4"), ("drone", "9")})),
        flow(numbers=frozenset({("drone", "4")})),
        False,
        "one of two figures",
    ),
]


@pytest.mark.parametrize(("left", "right", "apart", "why"), CONFLICTS, ids=[row[3] for row in CONFLICTS])
def test_conflict(left: Flow, right: Flow, apart: bool, why: str) -> None:
    assert conflict(left, right) is conflict(right, left) is apart


MODES = [
    ("They opened two gates", True, None, 'in quoted words others are "they"'),
    ("they opened two gates", False, A, "in reported words it is who speaks"),
    ("We opened two gates", True, A, 'who quotes himself says "we"'),
]


@pytest.mark.parametrize(("text", "quoted", "giver", "why"), MODES, ids=[row[3] for row in MODES])
def test_whom_a_pronoun_means(text: str, quoted: bool, giver: str | None, why: str) -> None:
    flow = read_flow(text, Proposition(lemmas(text), (), (), False, False, True), speaker=A, quoted=quoted)
    assert flow.giver == giver


def test_where_a_thing_is_used_is_not_where_it_goes() -> None:
    text = "Arvenia sends shells for use in the war against Brekland"
    flow = read_flow(text, Proposition(lemmas(text), (A, B), (), False, False, True), speaker=None)
    assert flow.receiver is None


DOINGS = [
    (("avaria", "shell", "hospital"), {"attack"}, "a verb"),
    (("shipment", "arrive"), {"transfer"}, "its noun"),
    (("avaria", "governor", "old", "stone", "bridge", "near", "shell"), set(), "too far on: a detail"),
    (("harbour", "deep"), set(), "none"),
]


@pytest.mark.parametrize(("words", "kinds", "why"), DOINGS, ids=[row[2] for row in DOINGS])
def test_kinds_of_doing(words: tuple[str, ...], kinds: set[str], why: str) -> None:
    assert kinds_of_doing(words) == kinds
