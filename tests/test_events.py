"""Which sentences of one day tell one event. Invented; a row says why it is there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.events import Told, grouped, is_one, tells_event
from sayso.records import Span

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


# a sentence, its time, whether an event of that time is told
TELLING = [
    ("The dam at Orrin broke on Monday.", "Monday", True),  # a deed
    ("The dam at Orrin has leaked since 2031.", "2031", False),  # so ever since
    ("Since at least early May the dam has leaked.", "May", False),  # likewise, at the head
    ("The dam has leaked since the wall was raised in 2031.", "2031", True),  # a deed of that year
    ("May 2031, in Orrin:", "May 2031", False),  # the head of a list
    ("MAY 2031: DAM BREAKS AT ORRIN", "MAY 2031", True),  # all in capitals
    ("— Ada Roe (@adaroe) May 2, 2031", "May 2, 2031", False),  # who wrote, and when
    ("7:50 a.m.", "7:50 a.m.", False),  # a time alone
    ("Today bread is dear in Kesh, the baker said.", "Today", False),  # how things are
    ("The dam is in a better state today than in 2031.", "today", False),  # likewise
    ("The dam has never been safer than it is today.", "today", False),  # likewise, of the past
    ("The dam has stood from then to today.", "today", False),  # likewise
    ("In today’s Kesh such a dam needs three keepers.", "today", False),  # likewise, of a noun
    ("Kesh and Quessa meet at today’s hearing on the dam.", "today", True),  # of what happens on a day
    ("Ada Roe opens the dam today.", "today", True),  # a deed in the present
    ("Ada Roe is opening the dam today.", "today", True),  # likewise
    ("Ada Roe is to open the dam today.", "today", True),  # to come
    ("The dam is said to leak when the lake rises today.", "today", True),  # the state is another clause's
    ("You can watch the dam on Monday.", "Monday", False),  # advice to a reader
    ("“You broke it on Monday,” she told him.", "Monday", True),  # words to somebody
    ("Ada Roe sold the boat “Saturday” to the keeper.", "Saturday", False),  # a name
]


@pytest.mark.parametrize(("sentence", "time", "told"), TELLING, ids=[row[0] for row in TELLING])
def test_which_dated_sentences_tell_an_event(sentence, time, told):
    start = sentence.index(time)
    assert tells_event(sentence, Span(start, start + len(time)), said=False) == told
