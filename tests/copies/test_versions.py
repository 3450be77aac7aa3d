"""Pages fetched again: which stories are versions of which, and what becomes of links, families and changes."""

from __future__ import annotations

import random

import pytest
from msgspec.structs import replace
from stories import article, build

from sayso.copies import shared_addresses, trace, with_versions
from sayso.records import Address, Article, Direction, Relation, Traced

URL = "https://sorrel.example/patrols"
FIRST, THEN = "2031-11-05T08:00:00Z", "2031-11-06T08:00:00Z"


def pile(*told: tuple[str, str, str, str | None]) -> tuple[list[Article], dict[str, Address]]:
    """Articles of `(key, recipe or text, address, first captured)`, and the addresses of their pages."""
    articles = [article(key, build(text) if text[0] in "ABC" and len(text) < 60 else text) for key, text, _, _ in told]
    return articles, {one.page_id: Address(url, at) for one, (_, _, url, at) in zip(articles, told, strict=True) if url}


def versions(articles: list[Article], addresses: dict[str, Address]) -> Traced:
    return with_versions(trace(articles), articles, shared_addresses(addresses))


GONE = (
    "This story has been withdrawn. The editors of the paper found that the person who was named in it as its source "
    "had not spoken to the reporter, and ask all who have printed it to take it out of their pages too."
)
TAIL = "~of machinery=>of timber"
CASES = [
    # reason, pile, expected version links: newer, older, which is newer is known
    ("edited", [("a", "A*", URL, FIRST), ("b", "A*" + "~14 ships=>40 ships", URL, THEN)], {("b", "a", True)}),
    ("the same words, the chrome around them changed", [("a", "A*", URL, FIRST), ("b", "A*", URL, THEN)],
     {("b", "a", True)}),
    ("the id says nothing of the order", [("b", "A*", URL, FIRST), ("a", "A1-7", URL, THEN)], {("a", "b", True)}),
    ("another story at the address of the day's story", [("a", "A*", URL, FIRST), ("b", "C*", URL, THEN)], set()),
    ("a copy elsewhere is no version", [("a", "A*", URL, FIRST), ("b", "A*", "https://lind.example/p", THEN)], set()),
    ("one address in three spellings", [("a", "A*", URL, FIRST), ("b", "A1-7", URL + "/?utm_source=f#top", THEN)],
     {("b", "a", True)}),
    ("http and www", [("a", "A*", URL, FIRST), ("b", "A1-7", "http://www.sorrel.example/patrols", THEN)],
     {("b", "a", True)}),
    ("three versions are a chain", [("a", "A*", URL, FIRST), ("c", "A1-6", URL, "2031-11-08"),
                                    ("b", "A1-7", URL, THEN)],
     {("b", "a", True), ("c", "b", True)}),
    ("when they were captured is not told", [("a", "A*", URL, None), ("b", "A1-7", URL, None)], {("b", "a", False)}),
    ("a notice in its place", [("a", "A*", URL, FIRST), ("b", GONE, URL, THEN)], {("b", "a", True)}),
    ("pages without an address", [("a", "A*", "", None), ("b", "A1-7", "", None)], set()),
]  # fmt: skip


@pytest.mark.parametrize(("told", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_versions_are_found(told, expected):
    articles, addresses = pile(*told)
    for seed in range(3):
        random.Random(seed).shuffle(articles)
        found = [link for link in versions(articles, addresses).links if link.relation is Relation.VERSION]
        told_of = {
            (one.copy_id.removeprefix("ar1-"), one.origin_id.removeprefix("ar1-"), one.direction is Direction.EARLIER)
            for one in found
        }
        assert told_of == expected


def test_what_an_edit_changed_is_listed_like_a_copys():
    articles, addresses = pile(("a", "A*", URL, FIRST), ("b", "A*~14 ships=>40 ships", URL, THEN))
    found = versions(articles, addresses)
    assert [(c.copy_id, c.kind, c.before, c.after) for c in found.changes] == [("ar1-b", "number", "14", "40")]
    assert [link.relation for link in found.links] == [Relation.VERSION]  # what was traced between them gives way


def test_versions_and_their_copies_are_one_family_without_circles():
    articles, addresses = pile(
        ("a", "A*", URL, THEN), ("b", "A1-7", URL, FIRST), ("c", "A*", "https://lind.example/p", THEN)
    )
    found = versions(articles, addresses)
    assert [family.article_ids for family in found.families] == [("ar1-a", "ar1-b", "ar1-c")]
    assert ("ar1-a", "ar1-b") in {(link.copy_id, link.origin_id) for link in found.links}
    assert all(link.copy_id != link.origin_id for link in found.links)


def test_stories_of_a_front_page_go_each_its_own_way():
    articles, _ = pile(
        ("a", "A*", URL, FIRST), ("b", "C*", URL, FIRST), ("c", "C1-4", URL, THEN), ("d", "B*", URL, THEN)
    )
    pages = {"ar1-a": "pg1-old", "ar1-b": "pg1-old", "ar1-c": "pg1-new", "ar1-d": "pg1-new"}
    articles = [replace(one, page_id=pages[one.article_id], ordinal=at % 2) for at, one in enumerate(articles)]
    found = versions(articles, {"pg1-old": Address(URL, FIRST), "pg1-new": Address(URL, THEN)})
    assert {(link.copy_id, link.origin_id) for link in found.links if link.relation is Relation.VERSION} == {
        ("ar1-c", "ar1-b")
    }
