"""Articles told of two times as of one, and clean ones like them: invented; a half and a fresh lot held out."""

from __future__ import annotations

import pytest

import splices
from sayso.timing import splice
from sayso.timing.clashes import Clash
from sayso.timing.layers import layers, paragraphs


@pytest.fixture(scope="module")
def judged():
    return [
        (name, title, spliced, splice(article) is not None)
        for name in ("tuned", "held", "fresh")
        for title, spliced, article, _, _ in splices.cases(name)
    ]


def test_most_spliced_articles_are_flagged(judged):
    found = [flagged for _, _, spliced, flagged in judged if spliced]
    assert len(found) >= 12
    assert sum(found) >= 0.8 * len(found)


def test_clean_articles_are_not(judged):
    wrong = [title for _, title, spliced, flagged in judged if flagged and not spliced]
    assert sum(not spliced for _, _, spliced, _ in judged) >= 60
    assert len(wrong) <= 1, wrong


def test_the_passages_of_a_side_are_of_one_story():
    right = told = 0
    for _, spliced, article, older, newer in splices.cases("tuned"):
        layers = splice(article) if spliced else None
        if layers is not None and layers.ordered:
            for side, truth in ((layers.older, older), (layers.newer, newer)):
                told += len(side)
                right += sum(article.text[span.start : span.end] in truth for span in side)
    assert right >= 0.8 * told > 0


FERRY = [
    "The harbour board said on Monday that the new ferry would sail in May.",
    "Ferry tickets will be sold at the harbour from April, the board said.",
]
REEF = [
    "The lighthouse keeper, Ada Roe, 41, warned of the reef by the mill.",
    "The reef took two boats of the mill that winter, the keeper said.",
    "The harbour gave the mill no boats.",  # its words are of both
    "The mill asked the keeper for a chart of the reef and its depth.",
    "No chart of the reef was drawn, the mill and the keeper said.",
]
LAST = "The board of the harbour gave no price for the ferry."


def test_a_paragraph_amid_those_of_one_side_is_of_it():
    text = "\n\n".join([*FERRY, *REEF, LAST])
    spans = paragraphs(text)
    found = layers(text, [Clash(spans[2], spans[0], 2.0, True, "two ages")])
    assert found is not None
    assert [text[span.start : span.end] for span in found.older] == REEF
    assert [text[span.start : span.end] for span in found.newer] == [*FERRY, LAST]
