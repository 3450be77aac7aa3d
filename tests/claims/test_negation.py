"""What words turn down by themselves, and what they leave unsaid."""

from __future__ import annotations

import pytest

from sayso.claims.negation import only_contrasts, turns_down, vouches

TURNS_DOWN = [
    ("no door was opened", True),  # the subject is none
    ("Not a single pail of water was let out on the night", True),  # likewise, with more words
    ("that not one of the farms had failed a test", True),  # behind an opening "that"
    ("it possessed no such weapons", True),  # the object is none
    ("it had found no trace of the germ in the tankers", True),  # likewise, after a verb of finding
    ("Nothing got out", True),  # a pronoun
    ("the pumps weren’t switched off", True),  # a short form
    ("the log showed “no movement of any kind.”", True),  # within marks
    ("the mayor said nothing of it", True),  # in the object's place
    ("the plant knew that nobody was warned", False),  # of the subordinate clause, not of the knowing
    ("They opened two gates and went to bed, … No call, no siren.", False),  # of a later sentence
    ("five men fell ill in July and that their illness was not reported", False),  # of a second clause
    ("it was no longer safe to stay", False),  # tells how it is
    ("there is no doubt about it", False),  # an idiom that asserts
    ("a machine and not its crew was at fault", False),  # contrasts
    ("the consulate counted no more than twelve", False),  # a limit
    ("the firm had known for weeks and told nobody", False),  # goes on about what was said
    ("the valve was cleared in spring and never in autumn", False),  # likewise
    ("the trains have never run slower", False),  # a superlative
    ("the fair had never been noticeably bigger", False),  # likewise, with an adverb
    ("the yard had never sold more of it", False),  # likewise, "more" anywhere
    ("the yard had never sold copper", True),  # a thing in "-er"
    ("the mill never received an answer", True),  # likewise
    ("the miller had never been a member of it", True),  # likewise, behind an article
    ("its neighbour for raising the gates at night with no alert", False),  # tells how it was done
    ("the gates were raised before dawn", False),  # nothing is negated
    ("the yard did not know of the leak before spring", True),  # what was not known of
    ("the yard did not know who had the key", False),  # a question left open
]


@pytest.mark.parametrize(("text", "wanted"), TURNS_DOWN, ids=[row[0] for row in TURNS_DOWN])
def test_what_turns_something_down_by_itself(text: str, wanted: bool) -> None:
    assert turns_down(text) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a faulty valve and not the crew was responsible", True),  # the only negation contrasts
        ("not only the north but the south was hit", True),  # adds
        ("the crew did not open it, and not for want of trying", False),  # one negates
        ("the crew opened it", False),  # there is none
    ],
)
def test_a_negation_that_only_contrasts(text: str, wanted: bool) -> None:
    assert only_contrasts(text) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("all its lines were sound at that hour", True),
        ("every tin which left the plant was safe", True),
        ("the recording was complete and had not been touched", True),
        ("All our filters worked on every day of the summer. Nothing got out.", True),
        ("the generators had been tested every month", True),
        ("the log is in excellent condition", True),
        ("the report is complete nonsense", False),  # "complete" tells the degree of something else
        ("the bridge was not safe", False),
        ("the bridge would be safe by May", False),  # not yet
        ("whether the bridge is safe", False),
        ("It burned. The bridge was safe.", False),  # of a later sentence
    ],
)
def test_what_is_as_it_should_be(text: str, wanted: bool) -> None:
    assert vouches(text) is wanted
