"""On whose behalf somebody speaks, by what other articles of the pile tell of him."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from pile import Voice, pile

from sayso.people import as_spoken, identify
from sayso.records import Role, Span, Standing

ROE = Voice("Ada Roe", "spokeswoman", "Norland", "2031-05")
DAM = ("Sill Bridge", "Halvane")
CASES = [
    # who speaks, and the party each speaks for; null: unknown
    ([ROE, Voice("Ada Roe", None, "", "2031-05")], ["Norland", "Norland"], "told once, it holds on every page"),
    (
        [*[Voice("Velmark", person=False)] * 2, Voice("Velmark", None, "")],
        ["Velmark"] * 3,
        "a state that one page alone reads as a person",
    ),
    (
        [
            *[Voice("Velmark", person=False)] * 2,
            Voice("Velmark", None, "Norland", person=False),
            Voice("Velmark", None, ""),
        ],
        ["Velmark", "Velmark", "Norland", "Norland"],
        "a body of one state",
    ),
    (
        [ROE, Voice("Ada Roe", None, None, "2031-05")],
        ["Norland", "Ada Roe"],
        "one page against one that takes her for herself",
    ),
    (
        [*[ROE] * 2, *[Voice("Ada Roe", None, None, "2031-05")] * 8],
        ["Norland"] * 10,
        "two pages agree: those that tell no party took her for herself",
    ),
    (
        [*[ROE] * 2, *[Voice("Ada Roe", None, None, "2031-05")] * 9],
        [*["Norland"] * 2, *["Ada Roe"] * 9],
        "a candidate whom two pages tell as the senator of a state",
    ),
    (
        [ROE, *[Voice("Ada Roe", None, "", "2031-05")] * 10],
        ["Norland", *[None] * 10],
        "told on one page of eleven: misread",
    ),
    ([ROE, Voice("Ada Roe", None, "", "2024-05")], ["Norland", None], "seven years before"),
    (
        [ROE, Voice("Ada Roe", "former spokeswoman", "", "2031-05")],
        ["Norland", None],
        "who has left speaks for nobody that is told",
    ),
    (
        [
            ROE,
            Voice("Ada Roe", "envoy", "Halvane Hydro", "2020-05"),
            Voice("Ada Roe", None, "", "2031-05"),
            Voice("Ada Roe", "envoy", "", "2020-05"),
        ],
        ["Norland", "Halvane Hydro", None, "Halvane Hydro"],
        "two parties: none of them but by the office",
    ),
    (
        [
            Voice("Ada Roe", "chairwoman", "Halvane Hydro", "2031-05", told=DAM),
            Voice("Roe", None, "", "2031-05", told=DAM),
        ],
        ["Halvane Hydro", "Halvane Hydro"],
        "a bare name that is hers",
    ),
    (
        [ROE, Voice(None, "adviser", "Roe", "2031-05", person=False, description="an adviser to Roe", told=("Osser",))],
        ["Norland", "Roe"],
        "a family name alone does not tell whose adviser",
    ),
    (
        [
            replace(ROE, told=DAM),
            Voice(None, "adviser", "Roe", "2031-05", person=False, description="An adviser to Roe", told=DAM),
        ],
        ["Norland", "Norland"],
        "in an article of her matter it does",
    ),
    (
        [ROE, Voice(None, "adviser", "Ada Roe", "2031-05", person=False, description="an adviser to Ada Roe")],
        ["Norland", "Norland"],
        "her full name does",
    ),
    (
        [ROE, Voice(None, "lawyer", "Ada Roe", "2031-05", person=False, description="a lawyer for Ada Roe")],
        ["Norland", "Ada Roe"],
        "a lawyer speaks for her alone",
    ),
    (
        [
            replace(ROE, told=DAM),
            Voice(None, None, "", "2031-05", person=False, description="Roe’s office", told=DAM),
        ],
        ["Norland", "Norland"],
        "an office that bears her name",
    ),
    (
        [
            replace(ROE, told=DAM),
            Voice("Roe’s ministry", None, "Roe", "2031-05", person=False, description="Roe’s ministry", told=DAM),
        ],
        ["Norland", "Norland"],
        "a ministry that bears her name",
    ),
    (
        [
            replace(ROE, told=DAM),
            Voice(None, None, "", "2031-05", person=False, description="Roe’s dog", told=DAM),
        ],
        ["Norland", None],
        "a dog speaks for nobody",
    ),
    (
        [
            *[Voice("Ada Roe", None, None, "2031-05")] * 2,
            ROE,
            Voice(None, "adviser", "Ada Roe", "2031-05", person=False, description="an adviser to Ada Roe"),
        ],
        ["Ada Roe", "Ada Roe", "Norland", "Ada Roe"],
        "of one who speaks for herself the advisers speak for her",
    ),
    (
        [
            Voice("Ada Roe", None, "", "2031-05", told=DAM),
            Voice(None, None, "Roe’s office", "2031-05", person=False, description="Roe’s office", told=DAM),
        ],
        [None, "Ada Roe"],
        "of one whose party no page tells they speak for her, by her whole name",
    ),
]


MINISTER = Voice("Ada Roe", "energy minister", "Norland", "2031-05")
ASKS = Voice(None, None, "", "2031-05", person=False, description="The ministry")
HERE = [
    # who speaks in one article, and the party of the last
    ([MINISTER, ASKS], "Norland", "the ministry of the one minister who speaks"),
    ([Voice("Bo Ek", "prime minister", "Sudria", "2031-05"), MINISTER, ASKS], "Norland", "a prime minister has none"),
    (
        [Voice("Bo Ek", "finance minister", "Sudria", "2031-05"), MINISTER, ASKS],
        None,
        "ministers of two states speak",
    ),
    ([Voice("Ada Roe", "farmer", "Norland", "2031-05"), ASKS], None, "nobody of a ministry speaks"),
    ([MINISTER, replace(ASKS, description="A ministry")], None, "any ministry"),
    ([Voice("Ada Roe", "hospital director", "Norland", "2031-05"), replace(ASKS, description="The hospital")], None,
     "a hospital is no body of a state"),
]  # fmt: skip


@pytest.mark.parametrize(("voices", "expected", "why"), HERE, ids=[why for _, _, why in HERE])
def test_the_ministry_speaks_for_the_one_state_whose_minister_speaks(voices, expected, why):
    statements, (of, *_) = pile(voices)
    told = [replace(said, article_id=of.article_id) for said in statements]
    spoken = as_spoken(told, identify(told, [of]))
    assert spoken[-1].speaker.party == expected, why


@pytest.mark.parametrize(("voices", "expected", "why"), CASES, ids=[why for _, _, why in CASES])
def test_a_party_told_on_one_page_holds_on_the_others(voices, expected, why):
    statements, articles = pile(voices)
    spoken = as_spoken(statements, identify(statements, articles))
    assert [said.speaker.party for said in spoken] == expected, why


def test_who_has_left_every_office_told_speaks_for_nobody_else():
    (told, left), articles = pile([ROE, Voice("Ada Roe", None, "", "2031-05")])
    former = Role("spokeswoman", None, None, Standing.FORMER, Span(0, 3))
    left = replace(left, speaker=replace(left.speaker, roles=(former,)))
    spoken = as_spoken([told, left], identify([told, left], articles))
    assert [said.speaker.party for said in spoken] == ["Norland", None]


def test_a_party_from_elsewhere_says_so():
    statements, articles = pile([ROE, Voice("Ada Roe", None, "", "2031-05")])
    spoken = as_spoken(statements, identify(statements, articles))
    assert spoken[1].why.endswith("“Ada Roe” speaks for Norland: so other articles tell")
    assert "other articles" not in spoken[0].why
