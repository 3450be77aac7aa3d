"""Parts that did not change are not worked out again, and whatever was kept, the result is that of no memory at all."""

from __future__ import annotations

import pytest

from sayso.kept import Kept, key_of

KEYS = [key_of("square", number) for number in (2, 3, 2)]


def squares(made: list[int]):
    """What makes the parts of KEYS, and notes which."""

    def make(places: list[int]) -> list[int]:
        made.extend(places)
        return [(4, 9, 4)[at] for at in places]

    return make


@pytest.fixture
def held() -> dict[bytes, bytes]:
    kept = Kept()
    kept.of(int, KEYS, squares([]))
    return kept.fresh


@pytest.mark.parametrize(
    ("alter", "made", "why"),
    [
        (lambda held: held, [], "nothing changed"),
        (lambda _: {}, [0, 1], "nothing was kept; parts of one key are made once"),
        (lambda held: {KEYS[0]: held[KEYS[0]]}, [1], "one is missing"),
        (lambda held: held | {KEYS[1]: held[KEYS[1]][:-1] + b"\x07"}, [1], "one has another value than was kept"),
        (lambda held: held | {KEYS[1]: b""}, [1], "one is empty"),
        (lambda held: held | {KEYS[1]: held[KEYS[0]][:3]}, [1], "one was cut off"),
    ],
)
def test_what_is_not_whole_is_made_anew(alter, made, why, held) -> None:
    asked: list[int] = []
    kept = Kept(alter(held).get)
    assert kept.of(int, KEYS, squares(asked)) == [4, 9, 4]
    assert asked == made, why
    assert kept.used == set(KEYS)
    assert kept.fresh.keys() == {KEYS[at] for at in made}


def test_keys_differ_by_all_they_are_made_of() -> None:
    told = [("a", "b"), ("ab",), ("a", ["b"]), ("b", "a"), ("a", b"b"), ("a", "b", None)]
    assert len({key_of(*things) for things in told}) == len(told)
