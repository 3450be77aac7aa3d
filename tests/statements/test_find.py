"""Tagger and rules together, with finds of the tagger written by hand: what stands, what falls, and where it ends.

In a row's finds, `source > cue > content + content`; an empty cue is a content that the tagger links to nothing.
"""

from __future__ import annotations

import math

import pytest

from sayso.models import Models
from sayso.records import Span
from sayso.statements.finding.find import LEAST, merge
from sayso.statements.finding.rules import find_by_rules
from sayso.statements.finding.surety import FEATURES, score_of
from sayso.statements.finding.view import look
from sayso.statements.tagging.tag import Found, see
from statements.told import told

CASES = [
    ("Roe said that it rained.", "Roe > said > that it rained", "Roe > said > that it rained", "both agree"),
    ("Roe said that it rained.", "", "", "a clause that the tagger does not see is none"),
    ("Roe said that it rained.", " >  > that it rained", "Roe > said > that it rained",
     "content that the tagger links to no cue: the rules know the cue"),
    ("Roe denied the report.", "", "Roe > denied > the report", "a denial stands though the tagger sees none"),
    ("Roe did not respond to a letter.", "", "Roe > did not respond > to a letter", "so does an answer withheld"),
    ("“We won the day,” said Roe.", "", "Roe > said > We won the day,", "so does a quotation"),
    ("“We won,” Roe said. “It was close.”", "Roe > said > We won", "Roe > said > We won, + It was close.",
     "the rules know where a quotation ends and that it goes on"),
    ("Roe called it “a very big and sad mistake” in Osk.", "Roe > called > it “a very big and sad",
     "Roe > called > it “a very big and sad mistake”", "a quotation that is covered for the most part is taken whole"),
    ("Roe said that Doe believed that it rained.", "Roe > said > that Doe believed that it rained",
     "Roe > said > that Doe believed that it rained ;; Doe > believed > that it rained", "a saying within a saying"),
    ("Roe said that he believed that it rained.", "Roe > said > that he believed that it rained",
     "Roe > said > that he believed that it rained", "but not Roe's own"),
    ("Doe denied Roe’s claim that it rained.", "Doe > denied > Roe’s claim that it rained",
     "Doe > denied > Roe’s claim that it rained ;; Roe’s > claim > that it rained", "a claim within its denial"),
    ("The Echo quoted Doe as saying that it rained.", "The Echo > quoted > Doe as saying that it rained",
     "Doe > saying > that it rained", "who is quoted speaks, who quotes hands it on"),
    ("Doe, known as “Big Molly”, won.", " > known as > Big Molly", "", "a nickname"),
    ("The “clean” coal ships came.", " > clean > “clean”", "", "scare quotes"),
    ("Who shut the harbour on Monday?", "Who > shut > the harbour on Monday", "", "the question's own word"),
    ("WATCH: the bridge falls", "WATCH > : > the bridge falls", "", "a rubric is no speaker"),
    ("It is said that it rained.", " > It > that it rained", " > is said > that it rained",
     "a pronoun is no cue where the rules know one"),
    ("Ada Roe: “We won the day.”", "Ada > : > We won the day", "Ada Roe >  > We won the day.",
     "the rules know how far a label reaches"),
    ("“We won the day,” said Roe.", "Roe > said > “We won the day,”", "Roe > said > We won the day,",
     "marks are no part of the words"),
    ("According to Roe, it rained; Doe says it was dry.", "Roe > According to > it rained; Doe says it was dry",
     "Roe > According to > it rained ;; Doe > says > it was dry", "after a semicolon another speaks"),
    ("Roe said that it rained; he feared that it froze.", "Roe > said > that it rained; he feared that it froze",
     "Roe > said > that it rained; he feared that it froze", "but not where the same goes on"),
    ("Roe: it rained", "Roe > : > it rained", "Roe >  > it rained", "a colon is a layout, and no cue"),
]  # fmt: skip


def _spans(text: str, words: str, low: int) -> tuple[Span, ...]:
    found = []
    for piece in filter(None, words.split(" + ")):
        low = text.index(piece, low)
        found.append(Span(low, low + len(piece)))
    return tuple(found)


def _found(text: str, row: str) -> Found:
    source, cue, content = (part.strip() for part in row.split(">"))
    after = text.index(cue) if cue and text.index(cue) < text.index(content.split(" + ")[0]) else 0
    return Found(_spans(text, source, 0), _spans(text, cue, 0), _spans(text, content, after), (0.9, 0.9, 0.9))


@pytest.mark.parametrize(("text", "finds", "expected", "why"), CASES, ids=[f"{row[3]}" for row in CASES])
def test_what_stands(text: str, finds: str, expected: str, why: str, models: Models) -> None:
    tagged = [_found(text, row) for row in finds.split(" ;; ") if row]
    assert told(text, _merged(text, tagged, models)) == expected, why


def _merged(text: str, tagged: list[Found], models: Models, intercept: float = 0.0):  # type: ignore[no-untyped-def]
    view = look(see(text, models).doc)
    return merge(view, tagged, find_by_rules(view), (intercept, *(0.0 for _ in FEATURES)))


def test_what_is_more_likely_wrong_than_right_is_left_out(models: Models) -> None:
    text = "Roe said that it rained."
    tagged = [_found(text, "Roe > said > that it rained")]
    kept = math.log(LEAST / (1 - LEAST))  # the intercept whose score, with no weights, is LEAST
    assert len(_merged(text, tagged, models, kept + 0.1)) == 1
    assert len(_merged(text, tagged, models, kept - 0.1)) == 0


def test_the_method_tells_who_found_it(models: Models) -> None:
    def method(text: str, finds: str) -> str:
        (one,) = _merged(text, [_found(text, finds)] if finds else [], models)
        return one.method

    assert method("Roe said that it rained.", "Roe > said > that it rained") == "tagger+parse"
    assert method("“We won the day,” said Roe.", "Roe > said > We won the day") == "tagger+quote"
    assert method("“We won the day,” said Roe.", "") == "quote"
    assert method("To the crowd it was a sign of rain.", "the crowd > a sign of > rain") == "tagger"


def test_a_score_is_a_probability_and_rises_with_what_speaks_for_it() -> None:
    weights = (0.0, 1.0)
    assert score_of((0.0,), weights) == 0.5
    assert 0 < score_of((-5.0,), weights) < score_of((-1.0,), weights) < 0.5
    with pytest.raises(ValueError, match="zip"):
        score_of((0.0, 0.0), weights)
