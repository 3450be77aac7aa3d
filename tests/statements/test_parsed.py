"""The table of words against spaCy's own Doc, which it is read out of: the same of every word, name and sentence."""

from __future__ import annotations

import pytest
import spacy.tokens
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotated import read_annotated
from sayso.models import Models
from sayso.statements.parsed import Doc, Span
from sayso.statements.tagging.tag import see

OF_A_WORD = (
    *("i", "idx", "text", "text_with_ws", "whitespace_", "lower_", "tag_", "pos_", "dep_", "lemma_", "ent_type_"),
    *("ent_iob_", "is_punct", "is_space", "is_alpha", "is_title", "is_quote", "is_stop"),
)
OTHER_WORDS = ("head", "left_edge", "right_edge")
MANY_WORDS = ("children", "lefts", "subtree", "ancestors", "conjuncts")
WORDS = st.lists(
    st.sampled_from(
        ["“We won,”", "said Roe.", "Ann Roe and Bo Ek", "who said that", "\n\n", "😀", "e\u0301", "\x00", "\u2028", "(",
         "both of which", "A", ",", "cannot", "didn’t", "told the Daily Echo, owned by Hale,", "  ", "it was on Monday"]
    ),
    max_size=25,
).map(" ".join)  # fmt: skip


def told(of: object) -> object:
    """A word or stretch of words as its places; whatever else as it is."""
    if isinstance(of, Span | spacy.tokens.Span):
        return (of.start, of.end)
    return getattr(of, "i", of)


def assert_same(doc: Doc) -> None:
    """Everything that the table tells is what spaCy tells."""
    parsed = doc.spacy
    assert (doc.text, len(doc)) == (parsed.text, len(parsed))
    for ours, theirs in zip(doc, parsed, strict=True):
        assert ours.doc is doc
        assert len(ours) == len(theirs)
        assert ours.is_sent_start == bool(theirs.is_sent_start)
        assert ours.sentence == (theirs.sent.start, theirs.sent.end)
        for name in OF_A_WORD:
            assert getattr(ours, name) == getattr(theirs, name), (ours, name)
        for name in OTHER_WORDS:
            assert told(getattr(ours, name)) == told(getattr(theirs, name)), (ours, name)
        for name in MANY_WORDS:
            assert [told(one) for one in getattr(ours, name)] == [told(one) for one in getattr(theirs, name)], name
    assert [(told(one), one.label_) for one in doc.ents] == [(told(one), one.label_) for one in parsed.ents]
    assert [told(one) for one in doc.sents] == [told(one) for one in parsed.sents]


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=WORDS)
def test_any_text_has_the_words_that_spacy_has(text: str, models: Models) -> None:
    assert_same(see(text, models).doc)


def test_articles_have_the_words_that_spacy_has(models: Models) -> None:
    for one in read_annotated()[::6]:
        assert_same(see(one.text, models).doc)


def test_a_doc_without_a_parse_is_words_alone(models: Models) -> None:
    doc = Doc(models.nlp.make_doc("Ann Roe denied it."))
    assert [(word.text, word.head is word, word.children) for word in doc][:2] == [("Ann", True, []), ("Roe", True, [])]
    assert list(Doc(models.nlp.make_doc(""))) == []


@pytest.mark.parametrize("alignment", ["strict", "contract", "expand"])
def test_stretches_of_code_points_are_the_words_that_spacy_takes(models: Models, alignment: str) -> None:
    doc = see("Ann Roe, who owns the mill at Zenda, denied that it had burnt.\n\nBo Ek did not.", models).doc
    for start in range(0, len(doc.text), 3):
        for end in range(start, len(doc.text) + 1, 5):
            ours = doc.char_span(start, end, alignment_mode=alignment)
            theirs = doc.spacy.char_span(start, end, alignment_mode=alignment)
            assert told(ours) == told(theirs)
            if ours is not None and theirs is not None and len(ours):
                assert (ours.text, ours.start_char, ours.end_char) == (theirs.text, theirs.start_char, theirs.end_char)
                assert told(ours.root) == told(theirs.root)
                assert [told(word) for word in ours] == [told(word) for word in theirs]
                assert (told(ours[0]), told(ours[-1])) == (told(theirs[0]), told(theirs[-1]))


NEIGHBOURS = [(0, 1, "Roe"), (1, -1, "Ann"), (0, -1, None), (4, 1, None), (0, 9, None)]  # in front, behind, outside


@pytest.mark.parametrize(("at", "by", "expected"), NEIGHBOURS)
def test_no_word_stands_outside_the_text(models: Models, at: int, by: int, expected: str | None) -> None:
    doc = Doc(models.nlp.make_doc("Ann Roe denied it."))
    if expected is None:
        with pytest.raises(IndexError):
            doc[at].nbor(by)
    else:
        assert doc[at].nbor(by).text == expected


def test_a_span_ends_where_the_text_does(models: Models) -> None:
    doc = Doc(models.nlp.make_doc("Ann Roe denied it."))
    assert [doc.span(*edges).text for edges in ((3, 9), (5, 7), (2, 2), (0, 2))] == ["it.", "", "", "Ann Roe"]
