"""Which words stand by themselves as a clause."""

from __future__ import annotations

import pytest

from sayso.claims.clauses import bare_words, faults, is_finite

WHOLE = [
    ("Arvenia had interfered in the vote", "an auxiliary"),
    ("Arvenia meddled in the vote", "a regular past form"),
    ("Arvenia sent troops to the border", "an irregular past form"),
    ("the Cabinet on Tuesday repeatedly signed the truce", "an adverb before the verb"),
    ("the governor respects the truce", "a present form before an article"),
    ("the remains of 41 people lay in the hall", "a preposition before the verb"),
    ("the two gates opened at night", "two of something"),
]
WORSE = [
    ("the charge against bakers who are blamed for smoke", "the verb belongs to a relative clause"),
    ("a newly released finding that Arvenia is buying arms", "the clause hangs on a noun"),
    ("Arvenia to part with its mills", "an infinitive"),
    ("Arvenia of hiding the pipes", "what an accusation leaves after its verb"),
    ("the pumps used by the village", "a participle before its doer"),
    ("him as tired of the mills", "an object pronoun"),
    ("it sent troops to the border", "a pronoun for a subject"),
    ("which Arvenia has denied", "a relative pronoun"),
    ("it is ready to send troops", "a pronoun that is meant"),
    ("now it has two mills in Arvenia", "a pronoun after an adverb"),
    ("the two agreed on a truce", "two that were told before"),
    ("had leaked within a year", "no subject"),
    ("showed the gates of the dam", "likewise, a past form"),
    ("a fine against two bakers suspected of waste", "a participle after its noun"),
    ("Arvenia sent troops and that two trains had left", "a second clause of the saying"),
    ("the envoy made the remarks at a dinner in Holm", "only that somebody spoke"),
    ("while Arvenia was sending troops", "a subordinate clause"),
    ("Arvenia sent troops to the “border", "a quotation that ends elsewhere"),
    ("Arvenia flatly denied any part in the raid", "it tells of a denial"),
    ("Arvenia sent … troops", "words left out"),
    ("did Arvenia send troops?", "a question"),
    ("Arvenia said the border is", "cut off"),
    ("the Harbour Council met on Tuesday at the request of Arvenia", "only that somebody met"),
    ("Arvenia and Brekland held a third round of talks in Holm", "likewise in other words"),
    ("the Harbour Council last discussed the border in March", "only that it was talked about"),
]


@pytest.mark.parametrize(("words", "why"), WHOLE, ids=[row[1] for row in WHOLE])
def test_a_clause_without_fault(words: str, why: str) -> None:
    assert faults(words) == 0


@pytest.mark.parametrize(("words", "why"), WORSE, ids=[row[1] for row in WORSE])
def test_what_is_no_clause_by_itself(words: str, why: str) -> None:
    assert faults(words) >= 1


def test_a_finite_verb_may_stand_in_a_clause_that_hangs_on_another() -> None:
    assert is_finite("the charge against bakers who are blamed for smoke")


BARE = [
    ("that Arvenia sent troops.", "Arvenia sent troops", "an opening and a full stop"),
    ("“Arvenia sent troops.”", "Arvenia sent troops", "marks around all"),
    ("trains have “never run slower”", "trains have “never run slower”", "marks around a part"),
    ("“Arvenia sent troops. We saw it,", "Arvenia sent troops. We saw it", "a mark without a fellow"),
    ("“pipes” and “wires”", "“pipes” and “wires”", "two quotations"),
    ("", "", "nothing"),
]


@pytest.mark.parametrize(("words", "bare", "why"), BARE, ids=[row[2] for row in BARE])
def test_words_without_their_edges(words: str, bare: str, why: str) -> None:
    assert bare_words(words) == bare
