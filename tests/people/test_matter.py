"""Bare names of small piles: whom the article names in full, and the only one so called in articles of one matter."""

from __future__ import annotations

import pytest
from pile import Voice, pile

from sayso.people import as_spoken, identify
from sayso.people.matter import FEW, Matters

DAM = ("Sill Bridge", "Halvane")  # names that tell of one matter
FULL = Voice("Ada Roe", "director", None, "2031-05", told=DAM)
OTHERS = [Voice("Bo Ek", told=("Tace",))] * FEW  # a pile that is too large to be of one matter
CASES = [
    # who speaks, and for each the number of the person it is; null: nobody can say
    ([FULL, Voice("Roe", None, None, "2031-05", told=DAM)], [0, 0], "the only Roe, and two names of one matter"),
    (
        [FULL, Voice("Roe", None, None, "2031-05", told=("Halvane",))],
        [0, 0],
        "one name in common, in a pile on one matter",
    ),
    (
        [FULL, *OTHERS, Voice("Roe", None, None, "2031-05", told=("Halvane",))],
        [0, *[1] * FEW, None],
        "one name in common is not enough in a pile of many",
    ),
    (
        [FULL, *OTHERS, Voice("Roe", None, None, "2031-05", told=("Sill",), besides="At Halvane it rains.")],
        [0, *[1] * FEW, None],
        "her article does not hold the other name",
    ),
    (
        [
            Voice("Ada Roe", "director", None, "2031-05", besides="Halvane lies by the Sill."),
            *OTHERS,
            Voice("Bo Lund", told=DAM),
            Voice("Roe", None, None, "2031-05", besides="The Sill rose at Halvane."),
        ],
        [0, *[1] * FEW, 2, 0],
        "two names that only the texts have in common, and that somebody tells",
    ),
    (
        [FULL, *OTHERS, Voice("Roe", None, None, "2031-05", besides="Rain fell at Wex.")],
        [0, *[1] * FEW, None],
        "nothing in common",
    ),
    ([FULL, Voice("Roe", "director", None, "2031-05", told=("Halvane",))], [0, 0], "but with the same title it is"),
    ([FULL, Voice("Roe", "director", None, "2031-05")], [0, None], "the title alone: another firm has a director too"),
    (
        [FULL, Voice("Roe", None, None, "2031-05", told=("Norway", "Russia", "President"))],
        [0, None],
        "states and offices are of all matters",
    ),
    (
        [Voice("Ada Roe", None, "Halvane Hydro", "2031-05", told=DAM), Voice("Roe", None, None, "2031-05", told=DAM)],
        [0, 0],
        "the name of her own party counts for nothing, but the bridge and it being told here do",
    ),
    (
        [Voice("Ada Roe", None, "Halvane Hydro", "2031-05"), Voice("Roe", None, "Halvane Hydro", "2031-05")],
        [0, None],
        "a family name and a party: many serve it",
    ),
    ([FULL, Voice("Roe", None, None, "2024-05", told=DAM)], [0, None], "seven years apart"),
    (
        [FULL, Voice("Bo Roe", told=DAM), Voice("Roe", None, None, "2031-05", told=DAM)],
        [0, 1, None],
        "two are called so in the matter",
    ),
    (
        [FULL, Voice("Bo Roe", told=("Osser",)), Voice("Roe", None, None, "2031-05", told=DAM)],
        [0, 1, None],
        "two are called so in the pile: one of another matter may have come to this one",
    ),
    (
        [FULL, Voice("Roe Mun Il", told=DAM), Voice("Roe", None, None, "2031-05", told=DAM)],
        [0, 1, None],
        "another bears the word in another place",
    ),
    (
        [Voice("Kim Mun Su", told=DAM), Voice("Kim", told=DAM)],
        [0, None],
        "names in East Asian order are too often alike",
    ),
    (
        [FULL, Voice("Roe", "president", None, "2031-05", told=DAM)],
        [0, None],
        "by an office that one alone holds, and that nobody tells of her",
    ),
    (
        [FULL, Voice("Roe", None, None, "2031-05", told=DAM, besides="The judge heard Bo Roe.")],
        [0, None],
        "the article names another in full",
    ),
    (
        [FULL, Voice("Roe", None, None, "2031-05", besides="The judge heard Ada Roe.")],
        [0, 0],
        "the article names her in full, and nothing else need agree",
    ),
    (
        [FULL, Voice("Bo Roe"), Voice("Roe", None, None, "2031-05", besides="The judge heard Ada K. Roe.")],
        [0, 1, 0],
        "of two the one whom the article names in full, with an initial",
    ),
    (
        [FULL, Voice("Bo Roe"), Voice("Roe", besides="The judge heard Bo and Ada Roe, then Bo Roe.")],
        [0, 1, None],
        "both are named in full",
    ),
    (
        [FULL, Voice("Roe", None, None, "2031-05", told=DAM, besides="On Monday Director Roe came. Mr Roe sat.")],
        [0, 0],
        "titles before the name are no given names",
    ),
    (
        [FULL, Voice("Roe", None, "Roe", "2031-05", told=DAM, person=False)],
        [0, 0],
        "read as a body, of which nothing else is told",
    ),
    (
        [FULL, Voice("Roe", None, "Roe", "2031-05", told=DAM, person=False, besides="The Roe writes that it rains.")],
        [0, 1],
        "what has an article is no person: a paper",
    ),
    (
        [FULL, *[Voice("Roe", None, "Roe", "2031-05", told=(f"Osser {n}",), person=False) for n in "abc"]],
        [0, 1, 1, 1],
        "a body in articles of other matters stays one",
    ),
    (
        [
            FULL,
            Voice("Roe", None, None, "2031-05", told=DAM),
            *[Voice("Roe", None, None, "2031-05", told=("Osser",))] * 2,
        ],
        [0, None, None, None],
        "most that tell the bare name are of other matters: it is somebody whom all know, or several",
    ),
    (
        [
            Voice("Ada Roe", "director", None, "2031-05", told=("Sill Bridge", "Halvane")),
            Voice("Bo Ek", told=("Sill Bridge", "Halvane", "Osser", "Tace")),
            Voice("Roe", None, None, "2031-05", told=("Osser", "Tace")),
        ],
        [0, 1, 0],
        "of one matter by a third article, which shares three names with the one that names her in full",
    ),
    (
        [
            Voice("Ada Roe", "director", None, "2031-05", told=("Sill Lock", "Halvane")),
            Voice("Bo Ek", told=("Sill", "Halvane", "Osser", "Tace")),
            Voice("Roe", None, None, "2031-05", told=("Osser", "Tace")),
        ],
        [0, 1, None],
        "two names in common make no chain",
    ),
    (
        [FULL, *[Voice("Bo Ek", told=DAM)] * FEW, Voice("Roe", None, None, "2031-05", told=DAM)],
        [0, *[1] * FEW, None],
        "names that many articles tell are of no matter",
    ),
]


@pytest.mark.parametrize(("voices", "expected", "why"), CASES, ids=[why for _, _, why in CASES])
def test_a_bare_name_is_who_is_named_in_full_in_the_matter(voices, expected, why):
    statements, articles = pile(voices)
    seen: dict[str, int] = {}
    spoken = as_spoken(statements, identify(statements, articles))
    ids = [said.speaker.id for said in spoken]
    assert [one if one is None else seen.setdefault(one, len(seen)) for one in ids] == expected, why


def test_what_tells_who_a_bare_name_is_can_be_checked():
    statements, articles = pile([FULL, Voice("Roe", None, None, "2031-05", told=DAM)])
    why = {one.statement_id: one.why for one in identify(statements, articles).spoken}[statements[1].statement_id]
    told = "articles of his matter tell of bridge, halvane, sill too"
    assert why == f"“Roe” is Ada Roe, the only one so called; {told}"


FORMS = [
    ("George H.W. Roe came.", {("george", "h", "w", "roe")}, "initials"),
    ("President Roe and Mr. Roe met. But Roe said no.", set(), "titles, and the first word of a sentence"),
    ("It ended.”—Dennis Roe, an envoy", {("dennis", "roe")}, "after a dash"),
    ("said Ludwig van Roe", {("ludwig", "van", "roe")}, "a particle"),
    ("BRIAN ROE: Yes.", {("brian", "roe")}, "in capitals"),
    ("Jean-Marie Roe", {("jean", "marie", "roe")}, "a hyphen"),
    ("with Bo\xa0Roe and the Roe estate", {("bo", "roe")}, "a space that does not break"),
    ("It left Osser. Roe stayed. Bo Roes came.", set(), "across sentences, and as a part of a longer word"),
]


@pytest.mark.parametrize(("text", "expected", "why"), FORMS, ids=[why for _, _, why in FORMS])
def test_who_is_named_in_full_in_a_text(text, expected, why):
    statements, articles = pile([Voice("Ek", besides=text)])
    named = Matters(statements, articles).named_in_full(articles[0].article_id, "Roe")
    assert {name.words for name in named} == expected, why
