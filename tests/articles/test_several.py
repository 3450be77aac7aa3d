"""Pages that hold several stories by their own structure, and pages that only look so; the law of a page's parts."""

from __future__ import annotations

import json
from itertools import pairwise

import numpy as np
import pytest

from sayso.articles import cut
from sayso.articles.boundaries import sequence
from sayso.articles.parts import Part
from sayso.records import Page, make_id

LONG = (
    "The council of Kesh voted on Monday to mend the weir before the winter, after two floods in three years had taken "
    "the lower bridge and four barns with it.",
    "The money will come from the tax on the ferry, said the treasurer, Tom Penn, who had asked the council to wait "
    "until the spring and was the only one to vote against it.",
    "The work is to begin in the second week of October, and the road along the eastern bank will be closed "
    "until it ends.",
)
OTHER = (
    "A baker from Orr has bought the lighthouse for a single coin, on the promise that she will paint it each year.",
    "The office of the harbour had looked for a buyer since the lamp was put out, and had been offered less than that.",
    "She will bake there from May on, she said, and sell what she bakes to the people who come to look at the birds.",
)


def page(markup: str) -> Page:
    body = f"<html><head><title>News</title></head><body>{markup}</body></html>".encode()
    return Page(make_id("pg", body), None, "pile/a.html", "", len(body), "text/html", None, body)


def paragraphs(*told: str) -> str:
    return "".join(f"<p>{words}</p>" for words in told)


def story(title: str, told: tuple[str, ...], *, tag: str = "article", sign: str = "<time>3 May 2031</time>") -> str:
    return f"<{tag} class='post'><h2>{title}</h2>{sign}{paragraphs(*told)}</{tag}>"


def comment(told: str) -> str:
    return f"<div class='comment'><time>3 May 2031</time>{paragraphs(told, told[:90])}</div>"


def data(*stories: dict[str, str]) -> str:
    return f"<script type='application/ld+json'>{json.dumps(stories)}</script>"


ONE, TWO = ("Weir of Kesh to be mended", LONG), ("Baker buys lighthouse", OTHER)
CASES = [
    ([story(*ONE), story(*TWO)], [LONG[0], OTHER[0]]),  # article elements
    ([story(*ONE, tag="div"), story(*TWO, tag="div")], [LONG[0], OTHER[0]]),  # posts of a blog, siblings set alike
    ([f"<article>{story(*ONE)}{story(*TWO)}</article>"], [LONG[0], OTHER[0]]),  # an outer element that is their page
    ([story(*ONE), story(*ONE)], [LONG[0]]),  # one story told twice
    ([story(*ONE), story("More", ("Read about the lighthouse of Orr here.",))], [LONG[0]]),  # a stub is no story
    ([story(*ONE), *[comment(words) for words in OTHER]], [LONG[0]]),  # readers' comments bear times as well
    (
        [f"<aside>{story(*TWO)}</aside>", story(*ONE)],
        [LONG[0]],
    ),  # set aside from the page's story
    (
        [f"<h1>{ONE[0]}</h1>", *(story(f"Part {n}", (words,) * 2, sign="") for n, words in enumerate(LONG))],
        [LONG[0]],
    ),  # the parts of one story: headings, but no date or byline of their own
]


@pytest.mark.parametrize(("parts", "leads"), CASES)
def test_the_stories_of_a_page(parts: list[str], leads: list[str]) -> None:
    found = cut(page("".join(parts)))
    assert [
        next(p for p in article.text.split("\n\n") if p in (LONG[0], OTHER[0])) for article in found.articles
    ] == leads


def test_no_story_is_a_blend_of_two() -> None:
    found = cut(page(story(*ONE) + story(*TWO)))
    assert [article.text for article in found.articles] == ["\n\n".join(LONG), "\n\n".join(OTHER)]
    assert [article.ordinal for article in found.articles] == [0, 1]
    assert len({article.article_id for article in found.articles}) == 2
    assert [article.title for article in found.articles] == [ONE[0], TWO[0]]
    assert [article.published.iso for article in found.articles] == ["2031-05-03", "2031-05-03"]


def test_data_with_what_no_markup_may_hold_is_read() -> None:
    one = {"@type": "NewsArticle", "headline": "A\x00 title\x0b of some words", "articleBody": "\x01".join(LONG)}
    two = {"@type": "NewsArticle", "headline": "Baker buys lighthouse", "articleBody": "\n".join(OTHER)}
    assert len(cut(page(data(one, two) + "<p>Stories</p>")).articles) == 2


def test_a_sequence_is_lawful_whatever_the_chances() -> None:
    rng = np.random.default_rng(1)
    for count in (1, 2, 5, 30):
        path = sequence(rng.normal(0, 3, (count, len(Part))))
        assert len(path) == count
        assert path[0] not in (Part.HEAD, Part.BODY, Part.INSERT)
        assert path[-1] in (Part.OUTSIDE, Part.OPENING, Part.BODY)
        for above, here in pairwise(path):
            assert here is not Part.BODY or above in (Part.OPENING, Part.BODY, Part.INSERT)
            assert above not in (Part.TITLE, Part.HEAD) or here in (Part.HEAD, Part.OPENING)
