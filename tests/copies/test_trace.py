"""`trace` on a table of cases (`tests/cases/copies.csv`) and its properties.

Recipes are explained in `stories.py`.
"""

from __future__ import annotations

import csv
import itertools
import random
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import POST, SPEECH, STORIES, article, build

from sayso.copies import trace
from sayso.copies.direction import Order
from sayso.copies.families import Retold, choose_retold
from sayso.copies.folding import fold_word
from sayso.records import Direction, Relation
from sayso.text import count_words, words

CASES = Path(__file__).parents[1] / "cases" / "copies.csv"


def cases() -> list[tuple[str, list[dict[str, str]]]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [(name, list(group)) for name, group in itertools.groupby(rows, key=lambda row: row["case"])]


@pytest.mark.parametrize(("name", "rows"), cases(), ids=[name for name, _ in cases()])
def test_case(name: str, rows: list[dict[str, str]]) -> None:
    pile = [article(r["article"], build(r["recipe"]), r["outlet"], r["byline"], r["date"]) for r in rows]
    expected = {
        (f"ar1-{r['article']}", f"ar1-{r['origin']}", r["relation"], r["direction"]) for r in rows if r["origin"]
    }
    found = {(x.copy_id, x.origin_id, str(x.relation), str(x.direction)) for x in trace(pile).links}
    assert found == expected, [r["reason"] for r in rows if r["reason"]]


def test_a_passage_in_many_stories_is_boilerplate() -> None:
    rng = random.Random(1)
    syllables = [a + b for a in "bdfgklmnprst" for b in "aeiou"]

    def paragraph(count: int) -> str:
        return " ".join("".join(rng.choices(syllables, k=3)) for _ in range(count)) + "."

    notice = "\n\n".join(paragraph(50) for _ in range(2))
    pile = [article(str(n), "\n\n".join([paragraph(80), notice, paragraph(80), paragraph(80)])) for n in range(14)]
    assert trace(pile).links == ()
    assert len(trace(pile[:2]).links) == 1, "in a pile of two the same passage is an excerpt"


def test_a_story_printed_very_often_is_one_family() -> None:
    texts = [build("A*") + f"\n\nEdition {n} of this newspaper." for n in range(45)]
    traced = trace([article(f"{n:02}", text) for n, text in enumerate(texts)])
    assert [len(family.article_ids) for family in traced.families] == [45]


def test_words_changed_throughout_make_a_rewrite_of_what_else_is_a_copy() -> None:
    origin = article("a", build("A*"), date="2031-05-02")
    changed = [word if place % 9 else "otherwise" for place, word in enumerate(origin.text.split(" "), start=1)]
    (link,) = trace([origin, article("b", " ".join(changed), date="2031-05-03")]).links
    assert link.relation is Relation.REWRITTEN


def test_a_family_names_the_agency_that_several_credit_and_whose_report_is_not_held() -> None:
    papers = [msgspec.structs.replace(article(key, build("A*"), f"{key} Post"), agency="NWA") for key in "ab"]
    agency = article("c", build("A*"), "Northern Wire Agency")
    assert "2 of them credit NWA, whose own report is not held" in trace(papers).families[0].why
    assert "not held" not in trace([*papers, agency]).families[0].why


def test_who_puts_a_word_before_a_title_came_after_it() -> None:
    titles = {"a": "Update: Coast guard to board freighters", "b": "Coast guard to board freighters", "c": "Turbines"}
    pile = [msgspec.structs.replace(article(key, build("A*")), title=title) for key, title in titles.items()]
    assert {link.origin_id for link in trace(pile).links} == {"ar1-b"}


def test_of_rewrites_the_one_that_a_reporter_and_a_house_sign_is_taken_for_the_origin() -> None:
    """The other two may be more alike: one machine made them."""
    unknown = Order(0, Direction.UNKNOWN, "")
    edges = [Retold(0, 1, 4.0, unknown), Retold(0, 2, 4.0, unknown), Retold(1, 2, 9.0, unknown)]
    signed = {0: (False, 3), 1: (False, 1), 2: (False, 2)}
    assert choose_retold(edges, {}, signed, lambda *_: True) == {1: 0, 2: 0}
    assert set(choose_retold(edges, {}, dict.fromkeys(range(3), (False, 1)), lambda *_: True).values()) == {1}


def folded(text: str) -> list[str]:
    return [fold_word(word) for word, _, _ in words(text)]


PIECES = [paragraph for story in "ABCFR" for paragraph in STORIES[story]] + [SPEECH, POST, "", "One line.", "No"]
PILES = st.lists(
    st.tuples(
        st.lists(st.sampled_from(PIECES), max_size=10),
        st.sampled_from(["", "Sorrel Post", "Lind Mail"]),
        st.sampled_from(["", "2031-05", "2031-05-02", "2031-05-03"]),
    ),
    max_size=7,
)


@settings(max_examples=60, deadline=None)
@given(made=PILES, data=st.data())
def test_links_show_their_words_and_the_order_of_the_pile_changes_nothing(made, data) -> None:
    pile = [
        article(str(place), "\n\n".join(parts), outlet, "", date) for place, (parts, outlet, date) in enumerate(made)
    ]
    traced = trace(pile)
    assert trace(data.draw(st.permutations(pile)) + pile[:1]) == traced
    by_id = {a.article_id: a for a in pile}
    copies = [link.copy_id for link in traced.links]
    assert len(copies) == len(set(copies)), "a copy has one origin"
    assert not set(copies) & {link.origin_id for link in traced.links}, "an origin is no copy: no chain and no cycle"
    for link in traced.links:
        copy, origin = by_id[link.copy_id].text, by_id[link.origin_id].text
        covered = 0
        for ours, theirs in link.pairs:
            if link.relation is not Relation.REWRITTEN:
                assert folded(copy[ours.start : ours.end]) == folded(origin[theirs.start : theirs.end])
            covered += count_words(copy[ours.start : ours.end])
        assert link.share == pytest.approx(covered / count_words(copy))
        assert 0 < link.share <= 1
        ours, theirs = zip(*link.pairs, strict=True)
        for side in (ours,) if link.relation is Relation.REWRITTEN else (ours, theirs):
            ordered = sorted(side)
            assert all(one.end <= two.start for one, two in itertools.pairwise(ordered)), "no word is counted twice"
    members = [member for family in traced.families for member in family.article_ids]
    assert len(members) == len(set(members)), "families share no member"
    assert set(members) == set(copies) | {link.origin_id for link in traced.links}
