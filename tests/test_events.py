"""Which sentences of one day tell one event. Invented; a row says why it is there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.events import Told, grouped, is_one

FLOOD = "The dam at Orrin broke on Monday and drowned the orchards below it, the ministry of Kesh said."
SUMMIT = "Halvar Quist of Kesh met Ned Orsa of Quessa on Monday for talks on herring."
# two sentences, whether they tell one event of a day, whether they do of a year
PAIRS = [
    (FLOOD, FLOOD, True, True),  # the same words
    (FLOOD, "On Monday, orchards below Orrin drowned after the dam broke, said the ministry.", True, True),  # reworded
    (SUMMIT, "The summit of Quist and Orsa on Monday went past midnight.", True, False),  # names and kind of deed
    (SUMMIT, "Quist told Orsa on Monday that the nets were torn.", False, False),  # the names alone
    (SUMMIT, "The ministers of Norland met their guests on Monday.", False, False),  # the deed alone
    (FLOOD, SUMMIT, False, False),  # nothing
    ("At 6:50 p.m.", "At 7:10 p.m.", False, False),  # too little to tell
]


@pytest.mark.parametrize(("one", "other", "of_a_day", "of_a_year"), PAIRS)
def test_which_tell_one_event(one, other, of_a_day, of_a_year):
    told = Told.of(one), Told.of(other)
    assert is_one(*told, brief=True) == is_one(*told[::-1], brief=True) == of_a_day
    assert is_one(*told, brief=False) == of_a_year


def test_events_of_one_day_stay_apart_and_their_tellings_come_together():
    told = [FLOOD, SUMMIT, FLOOD.replace("drowned", "spoilt"), SUMMIT.replace("met", "visited")]
    assert grouped([Told.of(sentence) for sentence in told], brief=True) == [[0, 2], [1, 3]]


@given(st.lists(st.sampled_from([FLOOD, SUMMIT, "It rained.", "Quist met Orsa in Orrin.", ""]), max_size=12))
def test_every_sentence_is_in_one_group(sentences):
    groups = grouped([Told.of(sentence) for sentence in sentences], brief=True)
    assert sorted(at for group in groups for at in group) == list(range(len(sentences)))
