"""Roles as told: of the speaker here, and all that the article tells of the person, with standing, span and dates."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.models import Models
from sayso.records import UNDATED, Dated, Role, Statement
from sayso.times import read_times
from statements.marked import read_marked, unmark
from statements.told import read_rows

CASES = read_rows("roles.csv")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_roles(case: dict[str, str], models: Models) -> None:
    """The last attribution of the text; those before it are what it leans on."""
    said, text = _read(case["text"], models)
    speaker = said.speaker
    told = (speaker.role or "", speaker.affiliation or "", speaker.party or "", _shown(speaker.roles, text))
    assert told == (case["role"], case["affiliation"], case["party"], case["roles"])


PIECES = ["former", "acting", "then-", "Danish", "foreign minister", "Ann Roe", ", ", "who was", "envoy", "until 2012"]


@settings(max_examples=20, deadline=None)  # each example is parsed
@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_a_role_shows_the_words_it_was_read_from(models: Models, pieces: list[str]) -> None:
    said, text = _read("".join(("{Ann Roe} <said> [that it rained]. ", " ".join(pieces))), models)
    for role in said.speaker.roles:
        words = text[role.span.start : role.span.end]
        assert words.strip() == words != ""
        assert set(role.title.split()) & set(words.lower().replace("-", " ").split())


def _read(marked: str, models: Models) -> tuple[Statement, str]:
    text = unmark(marked.replace(" ¶ ", "\n\n"))[0]
    return read_marked(marked, models, times=read_times(text, UNDATED))[-1], text


def _shown(roles: tuple[Role, ...], text: str) -> str:
    """`standing title [affiliation] @ party “words” [dates]`, parted by "; "."""
    return "; ".join(
        " ".join(
            filter(
                None,
                (
                    role.standing.value,
                    role.title,
                    role.affiliation,
                    f"@ {role.party or ''}",
                    f"“{text[role.span.start : role.span.end]}”",
                    _dates(role.when),
                ),
            )
        )
        for role in roles
    )


def _dates(when: Dated) -> str:
    if when.iso is not None:
        return when.iso
    return f"{when.earliest or ''}/{when.latest or ''}" if when.earliest or when.latest else ""
