"""What a copy altered: one change a row, made in story A, with the words that went and the words that came."""

from __future__ import annotations

import pytest
from stories import STORIES, article, build

from sayso.copies import trace
from sayso.records import Change, ChangeKind

WAVED = "“Every hold will be opened, every crate will be counted, and nobody will be excused.”"

AGAIN = build("A2")

CASES = [
    ("A* ~14 ships=>17 ships", [("number", "14", "17")]),
    ("A* ~2,300 people=>2,900 people", [("number", "2,300", "2,900")]),  # the whole number, not its last digits
    ("A* ~2,300 people=>4,300 people", [("number", "2,300", "4,300")]),  # nor its first
    ("A* ~by the time the cabinet=>by the hour the cabinet", [("term", "time", "hour")]),  # three words before the end
    ("A* ~on Wednesday=>on Monday", [("date", "Wednesday", "Monday")]),
    ("A* ~Ilse Brandvold=>Ada Tremayne", [("name", "Ilse Brandvold", "Ada Tremayne")]),
    ("A* ~has mostly held=>has not mostly held", [("negation", "has mostly", "has not mostly")]),
    ("A* ~they would wait=>they will wait", [("hedge", "would", "will")]),
    (
        "A* ~every crate will be counted=>every crate will be burned",
        [("quote", WAVED, WAVED.replace("counted", "burned"))],
    ),
    (
        "A* ~crate will be=>crate will not be",
        [("quote", WAVED, WAVED.replace("crate will be", "crate will not be"))],
    ),  # quoted: a quote
    (
        "A* ~ and nobody will be excused=>",
        [("quote", WAVED, WAVED.replace(" and nobody will be excused", ""))],
    ),  # cut short
    ("A* ~carrying turbines=>carrying missiles", [("term", "turbines", "missiles")]),
    ("A* ~a third=>one third", []),  # function words only
    ("A* ~calmer water=>CALMER WATER", []),  # letter case
    ("A* ~nine years=>9 years", []),  # a number's spelling
    ("A* ~has mostly held=>hasn't mostly held", [("negation", "has", "hasn't")]),  # a negation in a word
    ("A* ~officials in the capital said=>in the capital officials said", []),  # words that moved
    ("A* ~fishing boats=>fishing boat", []),  # a plural
    ("A* ~insurers raised=>insurers allegedly raised", [("hedge", "insurers raised", "insurers allegedly raised")]),
    ("A* ~officials in the capital said=>officials in the capital admitted", [("attribution", "said", "admitted")]),
    ("A* ~officials in the capital said=>officials in the capital stated", []),  # nothing is made of who speaks
    ("A* ~rejected the accusation=>refuted the accusation", [("term", "rejected", "refuted")]),  # verbs of one class
    ("A* ~rejected the accusation=>confirmed the accusation", [("attribution", "rejected", "confirmed")]),
    ("A* ~mostly held=>not failed", [("term", "mostly held", "not failed")]),  # two negations are none
    ("A1-3 A6 A5 A4 A7-8", []),  # paragraphs moved
    ("A* ~at least 2,300=>at least 12,300", [("number", "2,300", "12,300")]),  # a number is altered as a whole
    ("A* ~at least 2,300=>at least 1,002,300", [("number", "2,300", "1,002,300")]),  # also one of whose rest is its own
    ("A* ~at least 2,300=>at least 300", [("number", "2,300", "300")]),  # or of which a part is left
    ("A* ~at least 2,300=>at least 2300", []),  # a house's way to set thousands
    ("A* ~on Wednesday ordered=>on Tuesday's eve ordered", [("date", "Wednesday", "Tuesday's eve")]),
    ("A* ~on Thursday morning=>on Thursday's morning", []),
    ("A* ~told customers that they=>they", [("attribution", "Sorrel told customers that they", "Sorrel they")]),  # lost
    (f"A* +{AGAIN}", []),  # a passage that the copy tells twice
    (f"A* +{AGAIN.replace('14 ships', '17 ships')}", [("number", "14", "17")]),  # in the second telling only
    (f"A1-2 +{AGAIN.replace('14 ships', '17 ships')} A3-8", [("number", "14", "17")]),  # right after the first
    ("A* +This story was first published by Sorrel Post and Lind Mail.", []),  # the credit is no addition
]


def changes(recipe: str) -> list[Change]:
    origin = article("a", build("A*"), "Sorrel Post", "", "2031-05-02")
    copy = article("b", build(recipe), "Lind Mail", "", "2031-05-03")
    found = list(trace([origin, copy]).changes)
    for change in found:
        for span, text, words in (
            (change.before_span, origin.text, change.before),
            (change.after_span, copy.text, change.after),
        ):
            assert (text[span.start : span.end] if span else "") == words
    return found


@pytest.mark.parametrize(("recipe", "expected"), CASES)
def test_change(recipe: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(str(c.kind), c.before, c.after) for c in changes(recipe)] == expected


def test_a_paragraph_left_out_is_an_omission() -> None:
    (change,) = changes("A1-3 A5-8")
    assert (str(change.kind), change.after) == ("omission", "")
    assert change.before.startswith("Karrow's self-styled administration")


def test_a_paragraph_put_in_is_an_addition() -> None:
    spare = "A crowd of fishermen had gathered on the quay to hear the order read."  # the next begins with "A" too
    (change,) = changes(f"A1-6 +{spare} A7-8")
    assert (str(change.kind), change.before, change.after) == ("addition", "", spare.rstrip("."))


GRAVER = [
    ("A4", "A5", "a denial left out, before a paragraph of the outlet's own"),
    ("A3", "A5", "somebody's words left out, before the outlet's own"),
]


@pytest.mark.parametrize(("graver", "lighter", "why"), GRAVER)
def test_what_was_left_out_goes_by_whose_words_it_was(graver: str, lighter: str, why: str) -> None:
    without = {"A3": "A1-2 A4-8", "A4": "A1-3 A5-8", "A5": "A1-4 A6-8"}
    (one,), (other,) = changes(without[graver]), changes(without[lighter])
    assert one.gravity > other.gravity, why


def test_trifles_are_counted_and_not_listed() -> None:
    origin = article("a", build("A*"), "Sorrel Post", "", "2031-05-02")
    text = build("A* ~nine years ago=>9 years ago ~by a third=>by the third").replace("harbour", "harbor")
    traced = trace([origin, article("b", text, "Lind Mail", "", "2031-05-03")])
    assert (traced.changes, traced.links[0].trifles) == ((), 2)


def test_a_copy_without_differences_changed_nothing() -> None:
    assert changes("A*") == []


def test_a_reworded_copy_lists_its_changes_the_gravest_first() -> None:
    found = changes("R*")
    assert [c.gravity for c in found] == sorted((c.gravity for c in found), reverse=True)
    kinds = [c.kind for c in found]
    assert kinds[: kinds.count(ChangeKind.QUOTE)] == [ChangeKind.QUOTE] * kinds.count(ChangeKind.QUOTE)


def test_a_quotation_changed_in_two_sentences_is_one_change() -> None:
    (change,) = changes("A* ~We will not stand=>We shall not stand ~every crate=>each crate")
    assert str(change.kind) == "quote"


SPOKEN = "“We counted every crate by hand. The harbour books agree with us, and they always did,” said Ilse Brandvold."


def test_a_quotation_cut_at_a_sentence_is_shown_whole() -> None:
    cut = SPOKEN.replace(" The harbour books agree with us, and they always did,”", "”")
    pile = [
        article(key, build(f"A1-2 +{told} A4-8"), date=f"2031-05-0{key}") for key, told in (("1", SPOKEN), ("2", cut))
    ]
    (change,) = trace(pile).changes
    assert (str(change.kind), change.before, change.after) == ("quote", SPOKEN, cut)


def test_a_sentence_joined_to_the_next_by_a_lost_space_is_not_left_out_and_put_in() -> None:
    """Sentences part at spaces; what the first says stands in the copy's longer one all the same."""
    one = "Two lines told them in a letter to “wait.” " + STORIES["A"][5]
    other = one.replace("” Tessaly", "”Tessaly").replace("Two lines", "Six lines")
    told = {"2031-05-02": one, "2031-05-03": other}
    pile = [article(day, build(f"A1-4 +{words} A7-8"), date=day) for day, words in told.items()]
    assert [(str(c.kind), c.before, c.after) for c in trace(pile).changes] == [("number", "Two", "Six")]
