"""Copies of a ledger: what was kept beside it is used where only pages came in, and done without where it cannot be."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from sayso import tracing
from sayso.copies import trace
from sayso.ledger.standing import StandingFile, standing_path
from sayso.tracing import trace_again

sys.path.append(str(Path(__file__).parent / "copies"))
from stories import article, build

PILE = [article(name, build(f"{name}*"), "", "", f"2031-05-0{day}") for day, name in enumerate("ABC", start=1)]
MORE = article("copy", build("A1-6"), "", "", "2031-05-07")
KEYS = {one.article_id: number for number, one in enumerate([*PILE, MORE])}


def keys(pile):
    return {one.article_id: KEYS[one.article_id] for one in pile}


@pytest.fixture
def ledger(tmp_path, monkeypatch):
    """The path of a ledger beside which the pile was kept, however small it is."""
    monkeypatch.setattr(tracing, "KEPT", 1)
    monkeypatch.setattr(tracing, "GROWN", 1.0)
    path = tmp_path / "a.db"
    assert trace_again(path, PILE, keys(PILE), "") == trace(PILE)
    return path


@pytest.fixture
def never_whole(monkeypatch):
    monkeypatch.setattr(tracing, "trace_all", lambda _: pytest.fail("the whole was traced"))


def test_only_what_came_in_is_traced(ledger, never_whole) -> None:
    pile = [*PILE, MORE]
    assert trace_again(ledger, pile, keys(pile), "") == trace(pile)
    assert len(trace(pile).links) == 1
    assert trace_again(ledger, pile[::-1], keys(pile), "") == trace(pile), "nothing came in"


@pytest.mark.parametrize(
    ("pile", "ruled", "of_keys"),
    [
        ([*PILE[1:], MORE], "", None),  # an article is gone: its page was read anew, by a newer reader
        ([*PILE, MORE], "ru1-a", None),  # a day was ruled on
        ([*PILE, MORE], "", 7),  # another row of the same article: read anew
    ],
)
def test_else_the_whole_is_traced(pile, ruled, of_keys, ledger, monkeypatch) -> None:
    monkeypatch.setattr(tracing, "grow", lambda *_: pytest.fail("it was added to another pile"))
    asked = keys(pile) if of_keys is None else keys(pile) | {PILE[0].article_id: of_keys}
    assert trace_again(ledger, pile, asked, ruled) == trace(pile)


def test_what_an_older_sayso_kept_is_not_added_to(ledger, monkeypatch) -> None:
    monkeypatch.setattr(tracing, "grow", lambda *_: pytest.fail("it was added to what other rules made"))
    monkeypatch.setattr(tracing, "DERIVATION", tracing.DERIVATION + 1)
    pile = [*PILE, MORE]
    assert trace_again(ledger, pile, keys(pile), "") == trace(pile)


def test_a_file_that_is_damaged_is_made_anew(ledger) -> None:
    path = standing_path(ledger)
    path.write_bytes(path.read_bytes()[:5000] + bytes(3000))
    pile = [*PILE, MORE]
    assert trace_again(ledger, pile, keys(pile), "") == trace(pile)
    with StandingFile(path) as file:
        assert file.rows("SELECT count(*) FROM articles") == [(4,)]


def test_a_file_that_another_process_is_at_is_done_without(ledger, monkeypatch) -> None:
    monkeypatch.setattr("sayso.ledger.standing.PATIENCE", 0.05)
    pile = [*PILE, MORE]
    with StandingFile(standing_path(ledger)):
        assert trace_again(ledger, pile, keys(pile), "") == trace(pile)


def test_a_few_articles_leave_no_file(ledger, monkeypatch) -> None:
    monkeypatch.setattr(tracing, "KEPT", 10)
    assert trace_again(ledger, PILE, keys(PILE), "") == trace(PILE)
    assert not standing_path(ledger).exists()
