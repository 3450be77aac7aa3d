"""Which side each statement of one claim takes, the claim being given."""

from __future__ import annotations

from typing import Any

import pytest
from dispute import Story

from sayso.claims import pile_of
from sayso.claims.positions import stances_of
from sayso.claims.told import prepare
from sayso.claims.wording import Polarity
from sayso.records import Act, Mode, Stance

MATTER = Polarity(negated=False, loose=False)
CHARGE = "the yard let oil into the harbour through a broken seal"
WHOLE = "the seal was whole on the day of the flood"
DENIED = "that oil had left its tanks"


def sides(story: Story) -> list[Stance]:
    """The stance of each statement of the story, in its order."""
    told = prepare(pile_of(story.statements(), [story.article]))
    told.sort(key=lambda item: item.begins)
    return stances_of(told, MATTER)


def says(story: Story, who: str, act: Act, words: str, **more: Any) -> Story:
    return story.says(who, act, words, (), **more)


def test_what_is_asserted_after_a_denial_is_said_against_the_claim() -> None:
    story = says(Story("after"), "Mossland", Act.ASSERT, CHARGE)
    says(story, "Dunyard", Act.DENY, DENIED)
    assert sides(says(story, "Dunyard", Act.ASSERT, WHOLE)) == [Stance.ASSERTS, Stance.DENIES, Stance.DENIES]


def test_what_is_asserted_in_the_breath_before_a_denial_is_said_against_the_claim_too() -> None:
    story = says(Story("breath"), "Mossland", Act.ASSERT, CHARGE)
    says(story, "Dunyard", Act.ASSERT, WHOLE)
    assert sides(says(story, "Dunyard", Act.DENY, DENIED)) == [Stance.ASSERTS, Stance.DENIES, Stance.DENIES]


def test_what_a_story_tells_first_is_not_turned_round_by_a_later_exception() -> None:
    """A mission that blames the yard in the lead and finds no intent at the end has blamed it."""
    story = says(Story("lead"), "Lake Mission", Act.ASSERT, CHARGE).filler(400)
    says(story, "Lake Mission", Act.DENY, "that the yard meant it", before="The mission found no proof of it:")
    assert sides(story) == [Stance.ASSERTS, Stance.DENIES]


def test_the_same_words_of_one_holder_are_on_one_side() -> None:
    """Each story is told by itself, one of them with a denial before the words, two without."""
    denying = says(says(Story("one"), "Mossland", Act.ASSERT, CHARGE), "Dunyard", Act.DENY, DENIED)
    stories = [says(denying, "Dunyard", Act.ASSERT, WHOLE)]
    stories += [says(Story(page), "Dunyard", Act.ASSERT, WHOLE) for page in ("two", "three")]
    told = prepare(pile_of([each for story in stories for each in story.statements()], [s.article for s in stories]))
    found = zip(told, stances_of(told, MATTER), strict=True)
    assert [stance for each, stance in found if each.text == WHOLE] == [Stance.ASSERTS] * 3


SOUND = "all its seals were sound on the day of the flood"


def test_who_finds_sound_what_another_finds_broken_denies_it() -> None:
    story = says(Story("sound"), "Mossland", Act.ASSERT, CHARGE)
    says(story, "Dunyard", Act.ASSERT, SOUND)
    assert sides(story) == [Stance.ASSERTS, Stance.DENIES]


def test_that_all_is_well_turns_nothing_down_where_nobody_finds_fault() -> None:
    assert sides(says(Story("well"), "Dunyard", Act.ASSERT, SOUND)) == [Stance.ASSERTS]


INSISTS = [
    ("Dunyard insisted that", Stance.DENIES, "who insists speaks against somebody"),
    ("Dunyard still says", Stance.DENIES, "so does who still says it"),
    ("Dunyard said that", Stance.ASSERTS, "plain saying leaves it open"),
]


@pytest.mark.parametrize(("before", "stance", "why"), INSISTS, ids=[row[2] for row in INSISTS])
def test_who_insists_speaks_against_the_claim_of_another(before: str, stance: Stance, why: str) -> None:
    story = says(Story("insists"), "Mossland", Act.ASSERT, CHARGE)
    says(story, "Dunyard", Act.ASSERT, WHOLE, before=before, cue=before.removeprefix("Dunyard "))
    assert sides(story) == [Stance.ASSERTS, stance]


def test_who_insists_on_what_he_put_forward_stands_by_it() -> None:
    story = says(Story("own"), "Mossland", Act.ACCUSE, CHARGE)
    says(story, "Dunyard", Act.DENY, DENIED)
    words = "oil from the yard had reached the harbour by noon"
    says(story, "Mossland", Act.ASSERT, words, before="Mossland insisted that", cue="insisted that")
    assert sides(story) == [Stance.ASSERTS, Stance.DENIES, Stance.ASSERTS]


BESIDE = [
    ("no oil was in the harbour", Stance.DENIES, "what the other put forward"),
    ("this is not something that one buys in a shop", Stance.ASSERTS, "something that nobody put forward"),
    ("we are not going to lower the fare", Stance.ASSERTS, "a deed to come that is refused"),
]


@pytest.mark.parametrize(("words", "stance", "why"), BESIDE, ids=[row[2] for row in BESIDE])
def test_a_negation_turns_down_what_another_voice_puts_forward(words: str, stance: Stance, why: str) -> None:
    story = says(Story("beside"), "Mossland", Act.ASSERT, CHARGE)
    assert sides(says(story, "Cestia", Act.ASSERT, words, negated=True)) == [Stance.ASSERTS, stance]


def test_where_nobody_else_speaks_a_negation_about_something_else_turns_down_nothing() -> None:
    story = says(Story("own negation"), "Mossland", Act.ASSERT, CHARGE)
    words = "this is not something that one buys in a shop"
    assert sides(says(story, "Mossland", Act.ASSERT, words, negated=True)) == [Stance.ASSERTS, Stance.ASSERTS]


def test_who_says_that_others_made_it_up_dismisses_it() -> None:
    story = says(Story("invented"), "Mossland", Act.ASSERT, CHARGE)
    assert sides(says(story, "Cestia", Act.ASSERT, "Mossland made it up")) == [Stance.ASSERTS, Stance.DISMISSES]


OWN = [
    ("Dunyarder boats had not moved oil", Stance.DENIES, "one's own people, by their country's name"),
    ("our boats have not moved", Stance.DENIES, "one's own things"),
    ("your boats have not moved", Stance.ASSERTS, "another's things"),
]


@pytest.mark.parametrize(("words", "stance", "why"), OWN, ids=[row[2] for row in OWN])
def test_what_ones_own_side_does_not_do_turns_a_claim_down(words: str, stance: Stance, why: str) -> None:
    story = says(Story("own side"), "Mossland", Act.ASSERT, CHARGE)
    story.says("Dunyard", Act.ASSERT, words, ("Dunyard",), before="Dunyard:", mode=Mode.DIRECT)
    assert sides(story) == [Stance.ASSERTS, stance]


def test_what_a_check_did_not_find_leaves_its_speaker_free_to_blame() -> None:
    story = says(Story("check"), "Mossland", Act.ASSERT, CHARGE)
    says(story, "Lake Mission", Act.ASSERT, "it had found no trace of oil in the tanks", negated=True)
    says(story, "Lake Mission", Act.ASSERT, "oil ran through the seal from the yard")
    assert sides(story) == [Stance.ASSERTS, Stance.DENIES, Stance.ASSERTS]


def test_a_denial_of_what_nobody_on_the_claim_speaks_of_turns_nothing_else_round() -> None:
    story = says(Story("aside"), "Mossland", Act.ASSERT, CHARGE)
    says(story, "Cestia", Act.ASSERT, "there had been no siren", negated=True)
    says(story, "Cestia", Act.ASSERT, "the yard let oil into the harbour at dawn")
    assert sides(story)[2] is Stance.ASSERTS


def test_to_confirm_that_it_is_not_so_turns_it_down() -> None:
    """The claim is named from the side of who says that all is well."""
    story = says(Story("confirmed"), "Dunyard", Act.ASSERT, WHOLE)
    says(story, "Dunyard", Act.CONFIRM, "the seal was not whole", negated=True, before="Dunyard confirmed that")
    assert sides(story) == [Stance.ASSERTS, Stance.DENIES]
