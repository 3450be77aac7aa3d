"""Origins joined by owner: which families become one, and which stay."""

from __future__ import annotations

from stories import article, build

from sayso.copies import by_owner, trace
from sayso.records import Owned

PILE = [
    article("a", build("A*"), "Sorrel Post", "", "2031-05-02"),
    article("b", build("A*"), "Lind Mail", "", "2031-05-03"),  # copy of a
    article("c", build("C*"), "Echo Daily", "", "2031-05-02"),
    article("d", build("B*"), "Harbour Log", "", "2031-05-02"),
]
TABLE = [Owned("The Sorrel Post", "Roe Press"), Owned("echodaily.com", "Roe Press"), Owned("Lind Mail", "Tooley")]


def members(owned: list[Owned]) -> list[tuple[str, ...]]:
    families = trace(PILE).families
    return [family.article_ids for family in by_owner(families, PILE, owned)]


def test_outlets_of_one_owner_are_one_origin_however_they_are_spelled() -> None:
    assert ("ar1-a", "ar1-b", "ar1-c") in members(TABLE)


def test_who_owns_the_outlet_of_a_copy_joins_nothing() -> None:
    assert members([Owned("Lind Mail", "Roe Press"), Owned("Echo Daily", "Roe Press")])[0] == ("ar1-a", "ar1-b")


def test_without_a_table_families_stay_as_they_are() -> None:
    assert members([]) == [("ar1-a", "ar1-b")]
