"""Who speaks in the annotated texts, for whom, through whom and when: the table is sound, and what is reached is kept.

A floor is a ratchet, a little below the day's figure: raise it when the figure rises, never lower it to pass.
"""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest

from annotated import FOLDER, Annotated, read_annotated
from sayso.export import export
from sayso.ledger import open_ledger
from sayso.pipeline import ingest
from sayso.records import Act
from sayso.settings import Settings
from scoring import Share
from voice_scores import Error, Outcome, Scores, Tally, judge, read_said, score
from voices import (
    FIELDS,
    FRESH,
    STORIES,
    WIDE,
    Voice,
    open_texts,
    parse_answer,
    quoted,
    read_days,
    read_voices,
    shown_texts,
    write_pages,
)

TEXTS = {text.name: text for text in read_annotated()}
VOICES = read_voices()
MORE = FOLDER.parent / "voices"  # all open: written later, and tuned on after the first run
ALL = (FOLDER, MORE, FRESH, WIDE, STORIES)
ALL_TEXTS = {text.name: text for folder in ALL for text in read_annotated(folder)}
ALL_VOICES = [voice for folder in ALL for voice in read_voices(folder)]
DAY = r"\d{4}(-\d\d(-\d\d)?)?"
VOCABULARY = {
    "named": re.compile("yes|no"),
    "act": re.compile("|".join(Act)),
    "said_on": re.compile(rf"{DAY}|\d{{4}}-\d\d-\d\d/\d{{4}}-\d\d-\d\d"),
}


@pytest.mark.parametrize("folder", ALL, ids=lambda folder: folder.name)
def test_every_statement_has_a_voice_and_every_text_a_day(folder: Path) -> None:
    texts, voices = {text.name: text for text in read_annotated(folder)}, read_voices(folder)
    assert {(voice.text, voice.statement) for voice in voices} == {
        (name, number) for name, text in texts.items() for number in range(1, len(text.statements) + 1)
    }
    assert [(v.text, v.statement) for v in voices] == sorted((v.text, v.statement) for v in voices)
    assert read_days(folder).keys() == texts.keys()


@pytest.mark.parametrize("voice", ALL_VOICES, ids=lambda voice: f"{voice.text}-{voice.statement}")
def test_a_row_repeats_its_words_and_holds_to_the_terms(voice) -> None:
    text = ALL_TEXTS[voice.text]
    assert voice.source == quoted(text, voice.statement, "source")
    assert voice.cue == quoted(text, voice.statement, "cue")
    for field, allowed in VOCABULARY.items():
        assert all(allowed.fullmatch(value) for value in voice.answers[field].values), field
    name, named = voice.answers["name"], voice.answers["named"].values
    assert voice.source or not named
    assert name.values or named != ("yes",)
    assert not (name.values and named == ("no",))


JUDGED = [
    ("name", "Ann Roe", "Ms. Ann Roe", Outcome.RIGHT, "a form of address is no part of the name"),
    ("name", "Ann Roe", "Roe", Outcome.WRONG, "a family name alone is not the fullest"),
    ("name", "Ann Roe", "Coach Ann Roe", Outcome.WRONG, "a role in the name"),
    ("name", "Choe Yun Mi", "Choe Yun-mi", Outcome.RIGHT, "punctuation and case do not count"),
    ("name", "Ann Roe", None, Outcome.MISSED, "no answer where there is one"),
    ("name", "", "Ann Roe", Outcome.INVENTED, "an answer where there is none"),
    ("name", "?", "Ann Roe", Outcome.INVENTED, "an answer where nobody can tell"),
    ("name", "", None, Outcome.SILENT, "rightly none"),
    ("name", "police|", None, Outcome.UNJUDGED, "none, where one may be given"),
    ("name", "police|", "the police", Outcome.RIGHT, "one, where it may be given"),
    ("name", "police|", "Ann Roe", Outcome.WRONG, "the wrong one there"),
    ("party", "Sweden|Norway", "Norway", Outcome.RIGHT, "either of two"),
    ("role", "captain", "Sir captain", Outcome.WRONG, "forms of address count in a role"),
    ("act", "?", "assert", Outcome.UNJUDGED, "an act that nobody can tell is not judged"),
    ("named", "", "no", Outcome.UNJUDGED, "no source stands"),
    ("via", "Xinhua > The Echo", "Xinhua > Echo", Outcome.RIGHT, "a chain in its order"),
    ("via", "Xinhua > Echo", "Echo > Xinhua", Outcome.WRONG, "another order"),
    ("said_on", "2031-02", "2031-02-01/2031-02-28", Outcome.RIGHT, "a month is its days"),
    ("said_on", "2031", "2031-01-01/2031-12-31", Outcome.RIGHT, "so is a year"),
    ("said_on", "2031-02-03", "2031-02-04/2031-02-04 page", Outcome.WRONG, "the page's day where words tell another"),
    ("said_on", "", "2031-02-04/2031-02-04 page", Outcome.SILENT, "the page's day where words tell none"),
    ("said_on", "", "2031-02-04/2031-02-04", Outcome.INVENTED, "a day read from words that are not the saying's"),
]


@pytest.mark.parametrize(("field", "cell", "got", "outcome", "why"), JUDGED, ids=[row[4] for row in JUDGED])
def test_judge(field: str, cell: str, got: str | None, outcome: Outcome, why: str) -> None:
    assert judge(field, parse_answer(field, cell), got) is outcome


def spans(*pairs: tuple[int, int]) -> list[dict[str, int]]:
    return [{"start": 0, "end": 0, "page_start": start, "page_end": end} for start, end in pairs]


NOBODY = dict.fromkeys(("name", "party", "role", "affiliation")) | {"named": False}
UNDATED = {"iso": None, "earliest": None, "latest": None, "evidence": ""}


def exported(content: tuple[int, int], **speaker: object) -> dict[str, object]:
    """A row of the export."""
    told = {"speaker": NOBODY | speaker, "act": "assert", "via": [], "said_on": UNDATED}
    return {"path": "x/a.jsonl#1", "source": [], "cue": spans((0, 1)), "content": spans(content), **told}


ONE = {"source": [[0, 4]], "cue": [[5, 9]], "content": [[10, 20]]}


def voice_of(**cells: str) -> Voice:
    return Voice("a", 1, "", "", {field: parse_answer(field, cells.get(field, "")) for field in FIELDS})


def test_two_voices_of_one_statement_are_held_against_two_rows() -> None:
    text, voices = Annotated("a", "none", "", [ONE]), [voice_of(party="Sweden"), voice_of(party="Norway")]
    both = [exported((10, 20), party="Norway"), exported((10, 20), party="Sweden")]

    def party(rows: list[dict[str, object]], voices: list[Voice]) -> Tally:
        return score([text], voices, read_said(rows, {}), open_texts([text.name]))[0]["all"].fields["party"]

    assert party(both, voices).precision == Share(2, 2)
    assert party(both[:1], voices).coverage == Share(1, 2)
    assert party(both, voices[:1]).precision == Share(1, 2)
    assert party([exported((10, 16), party="Norway")], voices).coverage == Share(1, 2)
    assert party([exported((10, 14), party="Norway")], voices).reach == Share(0, 2)


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Scores], list[Error]]:
    """The texts through the real path."""
    folder: Path = tmp_path_factory.mktemp("voices")
    write_pages(folder / "pages", TEXTS.values(), read_days())
    out = io.BytesIO()
    with open_ledger(folder / "voices.db", create=True) as ledger:
        ingest([str(folder / "pages")], ledger, Settings(processes=1, max_page_seconds=0))
        export(ledger, "statements", out)
    rows = [json.loads(line) for line in out.getvalue().splitlines()]
    return score(TEXTS.values(), VOICES, read_said(rows, read_days()), open_texts(TEXTS))


FLOORS = [  # part, field, least coverage of the statements found, least precision; in percent
    ("open", "name", 81, 92),
    ("open", "named", 88, 92),
    ("open", "party", 64, 77),
    ("open", "role", 78, 85),
    ("open", "act", 99, 97),
    ("held", "name", 77, 86),
    ("held", "named", 80, 94),
    ("held", "party", 69, 76),
    ("held", "role", 81, 81),
    ("held", "act", 99, 88),
    ("held", "said_on", 99, 83),
]


@pytest.mark.slow
@pytest.mark.parametrize(("part", "field", "coverage", "precision"), FLOORS)
def test_floor(
    part: str, field: str, coverage: int, precision: int, scored: tuple[dict[str, Scores], list[Error]]
) -> None:
    tally = scored[0][part].fields[field]
    assert tally.coverage.percent >= coverage
    assert tally.precision.percent >= precision


def test_six_of_the_fresh_and_of_the_wide_texts_are_held_eight_of_the_stories_and_none_of_the_sixteen() -> None:
    fresh, more, wide = ({text.name for text in read_annotated(folder)} for folder in (FRESH, MORE, WIDE))
    assert len(fresh - shown_texts(FRESH, fresh)) == len(wide - shown_texts(WIDE, wide)) == 6
    stories = {text.name for text in read_annotated(STORIES)}
    assert len(stories - shown_texts(STORIES, stories)) == 8
    assert shown_texts(MORE, more) == more


@pytest.mark.slow
def test_errors_are_shown_of_the_open_texts_only(scored: tuple[dict[str, Scores], list[Error]]) -> None:
    shown = open_texts(TEXTS)
    assert len(shown) == 12
    assert {error.voice.text for error in scored[1]} <= shown
