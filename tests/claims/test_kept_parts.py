"""What was kept of a pile before shows nowhere in what is made of it now."""

from __future__ import annotations

from random import Random

import pytest
from dispute import POOL, Story
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.claims import meaning, pile_of, relate
from sayso.claims.meaning import WordVectors
from sayso.kept import Kept
from sayso.records import Act, Decision, Related, Ruling, RulingState, Upheld

RULED = st.sampled_from((None, Decision.STANCE, Decision.SPLIT, Decision.REJECT))


def told(pick: list[int], name: str) -> Story:
    story = Story(name)
    for at in pick:
        who, act, words, parties = POOL[at]
        story.says(who, act, words, parties, is_claim=act is not Act.DISMISS)
    return story


def upheld(decision: Decision, stories: list[Story]) -> Upheld:
    """A ruling on the first statement there is."""
    said = [each.statement_id for story in stories for each in story.statements()][:1]
    value = "dismisses" if decision is Decision.STANCE else ""
    ruling = Ruling(f"ru1-{decision}", decision, "", value, "A. Reader", "2031-05-01T00:00:00+00:00", "", (), ())
    return Upheld(ruling, RulingState.IN_FORCE, "", tuple(said), tuple(said))


def related(stories: list[Story], rulings: list[Upheld], vectors: WordVectors, kept: Kept) -> Related:
    said = [each for story in stories for each in story.statements()]
    return relate(pile_of(said, [story.article for story in stories], kept=kept), vectors, rulings)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    picks=st.lists(st.lists(st.integers(0, len(POOL) - 1), min_size=1, max_size=4, unique=True), max_size=5),
    ruled=st.lists(RULED, min_size=5, max_size=5),
    damaged=st.sets(st.integers(0, 40)),
    seed=st.randoms(),
)
def test_pages_one_at_a_time_with_rulings_between_give_what_all_at_once_do(
    picks: list[list[int]], ruled: list[Decision | None], damaged: set[int], seed: Random, vectors: WordVectors
) -> None:
    """In any order, with some of what was kept lost on the way, in steps of the common mean and without."""
    stories = [told(pick, f"{at}") for at, pick in enumerate(picks)]
    seed.shuffle(stories)
    held: dict[bytes, bytes] = {}
    rulings: list[Upheld] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(meaning, "STEPS_FROM", seed.choice((0, 1 << 12)))
        for count, decision in zip(range(1, len(stories) + 1), ruled, strict=False):
            rulings += [upheld(decision, stories[:count])] if decision else []
            kept = Kept(held.get)
            found = related(stories[:count], rulings, vectors, kept)
            assert found == related(stories[:count], rulings, vectors, Kept())
            held |= kept.fresh
            held = {key: packed for at, (key, packed) in enumerate(sorted(held.items())) if at not in damaged}


def test_a_page_more_leaves_the_others_as_they_were(vectors: WordVectors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "STEPS_FROM", 0)
    monkeypatch.setattr(meaning, "STEP", 1.0)  # one statement more among few moves the mean by more than among many
    stories = [told([0, 1], "a"), told([3, 4], "b"), told([1, 6], "c")]
    first = Kept()
    related(stories, [], vectors, first)
    again = Kept(first.fresh.get)
    related(stories, [], vectors, again)
    assert not again.fresh, "nothing changed"
    more, whole = Kept(first.fresh.get), Kept()
    for kept in (more, whole):
        related([*stories, told([3], "d")], [], vectors, kept)
    assert more.fresh, "it has words, threads and rows"
    assert len(whole.fresh) - len(more.fresh) >= 2 * len(stories), "words and threads of the others stand"


@pytest.mark.parametrize("decision", [Decision.STANCE, Decision.SPLIT, Decision.REJECT])
def test_a_ruling_moves_what_it_is_about(decision: Decision, vectors: WordVectors) -> None:
    stories = [told([0, 1, 2], "a"), told([3, 4], "b")]
    kept = Kept()
    before = related(stories, [], vectors, kept)
    after = related(stories, [upheld(decision, stories)], vectors, Kept(kept.fresh.get))
    assert after != before
    assert related(stories, [], vectors, Kept(kept.fresh.get)) == before, "and nothing of it is left when it is undone"
