"""Pages in their own voice: which pages are, in whose, and what of them is told as a statement."""

from __future__ import annotations

import pytest

from own_voice import FOLDER, found_in, read_cases
from sayso.articles import cut
from sayso.documents import TEXT
from sayso.models import Models
from sayso.records import Article, Page
from sayso.statements import extract
from sayso.statements.finding.own_voice import METHOD
from sayso.statements.voicing.voices import read_voiced


def article(page: str) -> Article:
    body = page.encode()
    return cut(Page("pg", None, "a.txt", "", len(body), TEXT, None, body)).articles[0]


MINISTRY = """Republic of Dravia
MINISTRY OF TRADE
Home | The Ministry | Press room

Statement on the salt convoy
11 October 2029

The Ministry deplores what was written about the convoy. Its lorries carried salt and nothing else. They were weighed.

We reject the report in full. No driver was asked to leave the road, and no driver was paid for it.

For the press: press@trade.dravia.example

© Ministry of Trade
"""
INTERVIEW = """The Pebble Review
Three questions for Alma Tarn

The director of the salt works answers in writing.

1. Ms Tarn, was there anything but salt on the lorries?
No. I weighed them myself and I keep a book.

2. The carters say that they were paid to be silent.
My carters are paid on Fridays, like everybody else in town.

3. Do you have papers?
We have the papers of nine years, and they are open to you.

4. Will you show them?
Yes, of course. I only want to be asked in writing.
"""

PAGES = [
    (MINISTRY, "Ministry of Trade"),  # named in the head and by the notice below
    (MINISTRY.replace("Ministry of Trade", "Drift Times").replace("MINISTRY OF TRADE", "DRIFT TIMES"), None),  # a paper
    (MINISTRY.replace("Statement on", "By Ada Roe\n\nStatement on"), None),  # who has a byline reports
    (MINISTRY.replace("\n© Ministry of Trade\n", "").replace("MINISTRY OF TRADE", "HOME"), None),  # nobody is named
    (MINISTRY.replace("Statement on", "A word on").replace("For the press: press@trade.dravia.example", ""), None),
    (INTERVIEW, "Alma Tarn"),  # addressed by her surname, named above
    (INTERVIEW.replace("Alma Tarn", "the works").replace("Ms Tarn, was", "Was"), None),  # who answers is not told
    (INTERVIEW.replace("No. I weighed them myself and I", "They were weighed, one").replace("My carters", "Carters")
     .replace("We have", "There are").replace("I only want", "It has"), None),  # nobody says "I": an explainer
]  # fmt: skip


@pytest.mark.parametrize(("page", "name"), PAGES)
def test_a_page_is_in_the_voice_of_who_is_told_twice(page: str, name: str | None) -> None:
    voiced = read_voiced(article(page))
    assert {one.author.name for one in voiced} == ({name} if name else set())


def test_yes_and_no_take_the_question_with_them(models: Models) -> None:
    told = article(INTERVIEW)
    made = [one for one in extract(told, models) if one.method == METHOD and len(one.content) == 2]
    said = {" ".join(told.text[span.start : span.end] for span in one.content): str(one.act) for one in made}
    assert said == {
        "Ms Tarn, was there anything but salt on the lorries? No. I weighed them myself and I keep a book.": "deny",
        "Will you show them? Yes, of course.": "confirm",
    }


TRANSCRIPT = """Bo Ek leads the carters' union. Ada Roe met him.

Ada Roe: Mr Ek, who closed the road?

Bo Ek: I was not there that day.

Roe: {}

Ek: So they say. I have heard it too.
"""
TOLD = [
    ("The ministry says it was the carters.", "The ministry", "ministry", None),  # not the interviewer's
    ("Your spokesman says it was the army. Is it so?", "Your spokesman", None, "Bo Ek"),  # of the one who is asked
    ("Dr Tarn in Hule, who was there, says it was the rain.", "Dr Tarn in Hule, who was there", "Tarn", None),
]


@pytest.mark.parametrize(("question", "source", "name", "party"), TOLD)
def test_what_a_question_tells_is_anothers(
    question: str, source: str, name: str | None, party: str | None, models: Models
) -> None:
    told = article(TRANSCRIPT.format(question))
    found = [one for one in extract(told, models) if "was" in told.text[one.content[0].start :][:12] and one.cue]
    assert [told.text[one.source[0].start : one.source[0].end] for one in found] == [source]
    assert (found[0].speaker.name, found[0].speaker.party) == (name, party)


DENIALS = [
    ("This did not happen.", "deny"),
    ("This the Ministry rejects.", "deny"),
    ("Others may judge it.", None),  # denies nothing
]


@pytest.mark.parametrize(("after", "act"), DENIALS)
def test_a_flat_denial_takes_what_it_denies_with_it(after: str, act: str | None, models: Models) -> None:
    told = article(
        MINISTRY.replace("We reject", f"The carters have claimed that the lorries were empty. {after}\n\nWe reject")
    )
    found = [one for one in extract(told, models) if one.method == METHOD and len(one.content) == 2]
    said = ["that the lorries were empty", after]
    assert [[told.text[span.start : span.end] for span in one.content] for one in found] == ([said] if act else [])
    assert [str(one.act) for one in found] == ([act] if act else [])


# Least found of what is marked, of 46 and 45 statements; before own voices were read it was 12 and 14.
@pytest.mark.parametrize(("kind", "least"), [("open", 44), ("held", 38)])
def test_pages_in_their_own_voice(kind: str, least: int, models: Models) -> None:
    cases = read_cases(kind)
    outcomes = [found_in(case, models) for case in cases]
    found = sum(len(case.marked) - len(one.missed) for case, one in zip(cases, outcomes, strict=True))
    assert found >= least
    assert sum(len(one.wrong) for one in outcomes) == 0


@pytest.mark.parametrize("name", sorted(path.name for path in (FOLDER / "alike").iterdir()))
def test_reports_that_look_like_them_give_nothing(name: str, models: Models) -> None:
    (case,) = (one for one in read_cases("alike") if one.name == name)
    assert found_in(case, models).own == 0
