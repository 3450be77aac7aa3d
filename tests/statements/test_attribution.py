"""Who said what: a table of constructions, and what must hold whatever the text and the batch."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.models import Models
from sayso.records import Mode
from sayso.statements.cues import load_cues
from sayso.statements.finding.find import find_attributions
from sayso.statements.finding.rules import find_by_rules
from sayso.statements.finding.view import look
from sayso.statements.parsing import PIECE_CHARACTERS
from sayso.statements.tagging.tag import see
from statements.told import found, read_rows, ruled, told

ROWS = read_rows("attributions.csv")


@pytest.mark.parametrize("row", ROWS, ids=[row["reason"] for row in ROWS])
def test_who_said_what(row: dict[str, str], models: Models) -> None:
    assert told(row["text"], ruled(row["text"], models)) == row["expected"], row["reason"]


MODES = [
    ("“We won,” said Roe.", Mode.DIRECT, "all of it in marks"),
    ("Roe said that it was “close” and fair.", Mode.MIXED, "part of it"),
    ("Roe said that it was close.", Mode.INDIRECT, "none"),
    ("“We won.\n\n“It was close,” said Roe.", Mode.DIRECT, "over two paragraphs"),
]


@pytest.mark.parametrize(("text", "mode", "reason"), MODES, ids=[case[2] for case in MODES])
def test_mode_tells_how_much_stands_in_marks(text: str, mode: Mode, reason: str, models: Models) -> None:
    assert [one.mode for one in ruled(text, models)] == [mode], reason


TEXTS = st.lists(
    st.sampled_from(
        ["“We won,”", "said Roe.", "Roe", "said that", "“", "”", '"', "according to", "denied", "the report", "\n\n",
         "😀", "e\u0301", "「何」", "\x00", "\u2028", "(", ")", "claims that", "it was", ",", ":", "—"]
    ),
    max_size=25,
).map(" ".join)  # fmt: skip


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_spans_are_words_of_the_text_in_order(text: str, models: Models) -> None:
    seen = see(text, models)
    doc = seen.doc
    assert doc.text == text
    for one in find_attributions(seen, models.tagger):
        assert one.content
        for spans in (one.source, one.cue, one.content):
            assert all(0 <= span.start < span.end <= len(text) for span in spans)
            assert all(a.end <= b.start for a, b in pairwise(spans))
        if one.cue_token is not None:
            assert any(span.start <= doc[one.cue_token].idx < span.end for span in one.cue)


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=300))
def test_offsets_are_exact_for_any_text(text: str, models: Models) -> None:
    doc = see(text, models).doc
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)


def test_a_paragraph_too_long_for_one_piece_keeps_its_offsets_and_its_statements(models: Models) -> None:
    text = "Roe said that harvests fell. " * (3 * PIECE_CHARACTERS // 29)
    doc = see(text, models).doc
    assert doc.text == text
    assert len(find_by_rules(look(doc))) == text.count("said")


def test_the_parse_of_an_article_does_not_depend_on_what_was_parsed_before(models: Models) -> None:
    text = "Roe said that harvests fell.\n\n“We saw it,” said Doe, who denied the report."
    alone = found(text, models)
    for other in ("Short.", "A much longer text that says nothing of harvests. " * 50, "“Stray"):
        see(other, models)
        assert found(text, models) == alone


FORMS = frozenset({"quote", "clause", "inf", "ger", "obj", "obj-inf", "small", "phrase", "passive"})
PREPOSITIONS = frozenset({"about", "against", "as", "at", "for", "in", "of", "on", "to", "with"})


def test_every_row_of_the_cue_table_is_of_a_known_form() -> None:
    cues = load_cues()
    assert len(cues.by_word) > 200
    for (lemma, pos), cue in cues.by_word.items():
        assert lemma == lemma.lower()
        assert pos in {"VERB", "NOUN", "ADP"}
        assert cue.frames <= FORMS | PREPOSITIONS, f"{lemma}: a frame that nothing reads"
        assert cue.frames or not cue.particles, f"{lemma}: without frames only the tagger finds it"
