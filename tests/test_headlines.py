"""Statements of headlines on the whole path: read, stored, told, and kept out of claims."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import made
from sayso.cli.people import _telling_entry
from sayso.export import export
from sayso.ledger import Ledger, RunInfo, open_ledger, queries
from sayso.ledger.checks import run_checks
from sayso.models import Models
from sayso.pipeline import conclude
from sayso.reading import read_page
from sayso.records import Article, Page, Statement
from sayso.report.marking import marked
from sayso.statements import extract
from sayso.statements.headline import _as_told, _see
from sayso.statements.parsed import Doc
from sayso.statements.tagging.tag import see
from sayso.text import told_in

QUOTED = "We Opened Nothing"
TITLE = f"Roe: ‘{QUOTED}’"  # a layout, so that what is found rests on no tagger's training
BODY = (
    "OSK, Norland — Norland's river minister Ada Roe denied on Tuesday that the dam at Osk was opened at night, and "
    "she said that the gates had been shut since the spring.",
    f"“{QUOTED},” Ada Roe said again on Wednesday, when the council met to hear what had become of the water.",
    "Fishermen from Sudria said that their boats had been swept away within an hour. They said that nobody had warned "
    "them, and that they wanted to be paid for the nets they had lost.",
    "The river commission said it would send two engineers to look at the gates. It has asked both countries to hand "
    "over their logs of the water's height, which nobody has seen so far.",
)
PAGE = "\n\n".join(("The Lim Courier", "Home\nNews\nWeather", TITLE, "By Bo Ek\nMay 2, 2031", *BODY))
MARKUP = "".join(("<html><body><article><h1>", TITLE, "</h1><p>", "</p><p>".join(BODY), "</p></article></body></html>"))


def page(body: str, path: str, media_type: str = "text/plain") -> Page:
    return replace(made.page(body, path, media_type), body=body.encode())


@pytest.fixture(scope="module")
def ledger(models: Models, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A plain page, the same story in HTML, and one without a title, through the whole path."""
    pages = (page(PAGE, "a.txt"), page(MARKUP, "b.html", "text/html"), page("\n\n".join((*BODY, BODY[0])), "c.txt"))
    with open_ledger(tmp_path_factory.mktemp("headlines") / "matter.db", create=True) as opened:
        run = opened.begin_run(RunInfo("0", "r", "{}", "2031-05-03T00:00:00Z", ()))
        opened.append(run, "r", [read_page(one, models) for one in pages])
        conclude(opened, run, lambda _: None)
        yield opened


@pytest.fixture(scope="module")
def rows(ledger: Ledger) -> list[dict]:
    out = io.BytesIO()
    export(ledger, "statements", out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def of_headlines(rows: list[dict], path: str) -> list[dict]:
    return [row for row in rows if row["path"] == path and row["headline"]]


def test_its_words_stand_on_the_page(rows: list[dict]) -> None:
    (row,) = of_headlines(rows, "a.txt")
    for role, words in (("source", "Roe"), ("content", QUOTED)):
        (span,) = row[role]
        assert TITLE[span["start"] : span["end"]] == words
        assert PAGE[span["page_start"] : span["page_end"]] == words
        assert span["page_start"] == PAGE.index(TITLE) + span["start"]


def test_in_html_it_has_no_place_on_the_page(rows: list[dict]) -> None:
    (row,) = of_headlines(rows, "b.html")
    assert [set(span) for span in (*row["source"], *row["content"])] == [{"start", "end"}] * 2


def test_a_page_without_a_title_has_none(ledger: Ledger, rows: list[dict]) -> None:
    assert [placed.article.title for placed in queries.articles(ledger) if placed.path == "c.txt"] == [None]
    assert of_headlines(rows, "c.txt") == []


def test_who_a_surname_is_the_text_tells(rows: list[dict]) -> None:
    (row,) = of_headlines(rows, "a.txt")
    assert (row["speaker"]["name"], row["speaker"]["party"]) == ("Ada Roe", "Norland")
    assert row["said_on"]["iso"] == "2031-05-02"


def test_the_same_words_in_the_text_are_another_statement_and_only_that_is_in_a_claim(
    ledger: Ledger, rows: list[dict]
) -> None:
    texts = {placed.path: placed.article.text for placed in queries.articles(ledger)}
    same = [
        row
        for row in rows
        if row["path"] == "a.txt"
        and (TITLE if row["headline"] else texts["a.txt"])[row["content"][0]["start"] : row["content"][0]["end"]]
        in (QUOTED, f"{QUOTED},")
    ]
    assert [row["headline"] for row in same] == [True, False]  # headlines first
    held = {key for row in queries.claims(ledger) for key in row.claim.statement_ids}
    assert [row["statement_id"] in held for row in same] == [False, True]
    assert not held & {row["statement_id"] for row in rows if row["headline"]}


def test_the_ledger_is_sound(ledger: Ledger) -> None:
    assert [result.detail for result in run_checks(ledger) if not result.ok] == []


def test_it_is_found_and_told_as_what_it_is(ledger: Ledger) -> None:
    (hit, *_) = queries.search(ledger, f'"{QUOTED}"', marks=("", ""))
    said = [one for one in queries.who(ledger, "Ada Roe").statements if one.path == "a.txt"]
    (shown,) = [one for one in said if one.statement.headline]
    assert shown.statement.statement_id == hit.statement_id
    assert hit.snippet == QUOTED
    assert shown.context == "".join(piece.text for piece in marked(shown)) == TITLE
    assert [piece.text for piece in marked(shown) if piece.role] == ["Roe", QUOTED]
    heads = [_telling_entry(telling) for telling in queries.told_once(said)]
    assert ["in the headline" in dict(entry.fields)["said by"] for entry in heads].count(True) == 1
    assert len(heads) == len(said), "the headline is no copy of the text's statement"


def read(models: Models, title: str | None) -> tuple[Article, tuple[Statement, ...]]:
    of = made.article(made.page("a"), "\n\n".join(BODY), title=title)
    return of, extract(of, models)


@pytest.mark.parametrize("title", [None, "", " \n", "Osk"])
def test_a_title_in_which_nobody_speaks_changes_nothing(models: Models, title: str | None) -> None:
    assert read(models, title)[1] == read(models, None)[1]


def test_a_headline_changes_no_statement_of_the_text(models: Models) -> None:
    of, found = read(models, TITLE)
    assert found[0].headline
    assert found[1:] == read(models, None)[1]
    assert told_in(of, found[0])[found[0].content[0].start : found[0].content[0].end] == QUOTED


def test_the_same_offsets_in_title_and_text_are_two_statements(models: Models) -> None:
    of = made.article(made.page("a"), f"{TITLE}\n\n{BODY[0]}", title=TITLE)
    one, other = (next(s for s in extract(of, models) if s.headline is told) for told in (True, False))
    assert (one.source, one.cue, one.content) == (other.source, other.cue, other.content)
    assert one.statement_id != other.statement_id


def test_its_date_is_its_own_or_the_articles(models: Models) -> None:
    """No span of it may point into the text, where the article's date may stand."""
    published = replace(made.article(made.page("a"), "x").published, span=made.span("\n\n".join(BODY), "Tuesday"))
    of = made.article(made.page("a"), "\n\n".join(BODY), title=TITLE, published=published)
    said_on = extract(of, models)[0].said_on
    assert (said_on.iso, said_on.span) == ("2031-05-02", None)


CAPITALS = [
    ("Roe Denies Dam Was Opened", "Roe denies dam was opened", "a name of the text keeps its capital"),
    ("ROE DENIES DAM WAS OPENED", "Roe denies dam was opened", "so does one in capitals"),
    ("Roe denies dam was opened in Osk", "Roe denies dam was opened in Osk", "small letters are believed"),
    ("MEP Doubts Minister of Norland", "MEP doubts minister of Norland", "capitals that the text does not have"),
    ("Sudria’s Fishermen Want İt", "Sudria’s fishermen want İt", "a letter that is two in small"),
    ("12 – 3", "12 – 3", "no letters"),
]


@pytest.mark.parametrize(("title", "expected", "why"), CAPITALS)
def test_capitals_of_a_headline_are_read_as_the_text_writes_its_words(
    models: Models, title: str, expected: str, why: str
) -> None:
    body = see("\n\n".join(BODY), models).doc
    assert _as_told(title, body) == expected, why
    assert _see(title, body, models).doc.text == f"{title}\n\n"


def test_in_capitals_the_parse_still_has_verbs_and_names(models: Models) -> None:
    parsed = _see("Roe Denies Dam Was Opened", see("\n\n".join(BODY), models).doc, models).doc
    assert [(token.text, token.lemma_) for token in parsed if token.pos_ == "VERB"] == [
        ("Denies", "deny"),
        ("Opened", "open"),
    ]
    assert [token.text for token in parsed if token.pos_ == "PROPN"] == ["Roe"]


@given(title=st.text(max_size=60))
def test_the_parse_of_any_title_shows_its_words(models: Models, title: str) -> None:
    body = Doc(models.nlp.make_doc("Ada Roe denied it. İ, ß and \U0001f600 stand here."))
    parsed = _see(title, body, models).doc
    assert parsed.text == f"{title}\n\n"
