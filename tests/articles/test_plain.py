"""The plain-text cutter: what is no article and why, places on the page, and that odd pages end well."""

from __future__ import annotations

import hashlib
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.articles import Cut, cut, plain
from sayso.articles.blocks import split_blocks
from sayso.articles.boundaries import Story, find_stories
from sayso.articles.features import shapes
from sayso.articles.parts import Part
from sayso.articles.repeats import repeats
from sayso.records import BlockKind, Given, Page, Reason
from sayso.text import to_page

TITLE = "Ministers agree to reopen the northern ferry line"
LEAD = (
    "HALE, Ostrel (AP) — The governments of Vardania and Ostrel agreed on Monday to reopen the ferry line between "
    "their northern ports, which was closed after a quarrel over fishing rights in the spring."
)
BODY = (
    "The first ship is to sail in June, the transport minister of Ostrel, Hugo Prince, told reporters after the talks.",
    "“We have lost a year, and we will not lose another,” he said. “People on both shores want to see their cousins.”",
    "Vardania's government said that the agreement still needs the consent of its parliament, which meets next week.",
    "Fishermen in Hale were not impressed. They said that the ferry was never the problem, and the two navies were.",
)
STORY = (TITLE, LEAD, *BODY)


def page(text: str | bytes, given: Given | None = None, media_type: str = "text/plain") -> Page:
    body = text if isinstance(text, bytes) else text.encode()
    digest = hashlib.sha256(body).hexdigest()
    return Page(f"pg1-{digest[:16]}", None, "a.txt", digest, len(body), media_type, None, body, given or Given())


def reasons(found: Cut) -> list[Reason]:
    return [rejected.reason for rejected in found.rejected]


REJECTED = [
    (b"", Reason.EMPTY),  # nothing
    (b" \r\n\t \n", Reason.EMPTY),  # only white space
    ("\ufeff\u200b\n".encode(), Reason.EMPTY),  # nothing a reader sees
    (b"\x00\x01\x02\x03" * 500, Reason.BINARY),  # no text
    (b"One line.", Reason.TOO_SHORT),  # too little
    (b"Share\n" * 60_000, Reason.TOO_LARGE),  # more lines than any news page
    (b"Home\nWorld\nSport\nSign in\nSubscribe\n" * 12, Reason.INDEX),  # menus only
    (
        (
            "Le gouvernement a annoncé lundi que la ligne de ferry serait rouverte au mois de juin, après un an. " * 8
        ).encode(),
        Reason.LANGUAGE,
    ),  # French
    (
        "政府は月曜日、北部の港を結ぶフェリー航路を六月に再開することで合意したと発表した。" * 9,
        Reason.LANGUAGE,
    ),  # no blanks
]


@pytest.mark.parametrize(("body", "reason"), REJECTED)
def test_what_is_not_read_is_rejected_with_one_reason(body: bytes | str, reason: Reason) -> None:
    found = cut(page(body))
    assert (found.articles, reasons(found)) == ((), [reason])
    assert found.rejected[0].detail.endswith(".")


def test_an_unknown_media_type_is_rejected() -> None:
    assert reasons(cut(page("x", media_type="image/png"))) == [Reason.UNKNOWN_TYPE]


LINE_ENDS = ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\n \n\n"]


@pytest.mark.parametrize("end", LINE_ENDS)
def test_line_ends_change_places_only(end: str) -> None:
    text = end.join(STORY)
    (article,) = cut(page(text)).articles
    assert article.title == TITLE
    assert article.text == "\n\n".join((LEAD, *BODY))
    assert (article.dateline, article.agency) == ("HALE, Ostrel", "AP")
    assert article.page_span is not None
    assert text[article.page_span.start : article.page_span.end] == text.strip()
    for block in article.blocks:
        if block.span and block.page_span:
            assert to_page(block.span, article.offsets) == block.page_span


def test_a_byte_order_mark_is_dropped_and_places_count_without_it() -> None:
    (article,) = cut(page("\ufeff" + "\n".join(STORY))).articles
    assert article.page_span is not None
    assert article.page_span.start == 0


def test_mended_mojibake_is_noted_and_keeps_its_places() -> None:
    text = "\n".join(STORY).replace("“", "â€œ")
    (article,) = cut(page(text)).articles
    assert "“We have lost a year" in article.text
    assert any("mojibake mended" in note for note in article.notes)
    assert all(article.text[t : t + n] == text[p : p + n] for t, p, n in article.offsets)


def test_one_paragraph_without_line_breaks_is_read() -> None:
    (article,) = cut(page(" ".join((LEAD, *BODY)))).articles
    assert article.text == " ".join((LEAD, *BODY))


GIVEN = [
    (Given(title="Ferry line to reopen"), "\n".join((LEAD, *BODY)), "Ferry line to reopen"),  # the page has none
    (Given(title="Ministers agree to reopen ferry line"), "\n".join(STORY), TITLE),  # the page's own wording stands
    (Given(), "\n".join(STORY), TITLE),
]


@pytest.mark.parametrize(("record", "text", "title"), GIVEN)
def test_the_record_fills_or_confirms_the_title(record: Given, text: str, title: str) -> None:
    (article,) = cut(page(text, record)).articles
    assert article.title == title
    assert article.text == "\n\n".join((LEAD, *BODY))


def test_outlet_and_byline_of_the_record_are_taken() -> None:
    record = Given(outlet="Bay Courier", byline="Ada Quill", url="https://a.example/1")
    (article,) = cut(page("\n".join(STORY), record)).articles
    assert (article.outlet, article.byline) == ("Bay Courier", "Ada Quill")


REPEATS = [
    (["A b c d e f g h", "other words stand here alone now", "A b c d e f g h"], {2: 0}),  # the second telling goes
    (["The mines had no fuses at all, the army said."], {}),  # told once
    (
        ["On Friday the army found 12 mines off Port Lund.", "", "On Friday the army found 21 mines off Port Lund."],
        {},
    ),  # another figure: edited, and for the reader to see
    (
        ["On Friday the army of Vardania found mines at sea.", "", "On Friday the army of Norland found mines at sea."],
        {},
    ),  # another name
    (
        [
            "The navy of the republic said on Friday that the mines off its coast had fuses in them.",
            "The navy of the republic said on Friday that the mines off its coast had no fuses in them.",
        ],
        {},
    ),  # one of them denies
    (["They booed.", "x y z v w u t s", "They booed."], {}),  # too short to tell
    (
        [
            "Northern Council inspectors found no sea mines in Vardania.",
            "Inspectors of the Northern Council found no sea mines in Vardania during a visit that ended on Friday.",
        ],
        {0: 1},
    ),  # a blurb and the lead it was made from
    (
        [
            "Northern Council inspectors found no sea mines in Vardania.",
            "The harbour tax of Port Lund split its council again on Friday night.",
            "Fishermen blocked the harbour with forty boats and one old ferry.",
            "A baker bought the lighthouse of Cape Orr for a single coin.",
            "Inspectors of the Northern Council found no sea mines in Vardania during a visit that ended on Friday.",
        ],
        {},
    ),  # the same far away is the story coming back to it
]


@pytest.mark.parametrize(("texts", "expected"), REPEATS)
def test_repeats(texts: list[str], expected: dict[int, int]) -> None:
    assert repeats(texts) == expected


def test_a_page_of_nothing_has_no_stories() -> None:
    assert find_stories([], [], np.zeros((0, len(Part)))) == []


def test_a_story_without_title_starts_at_its_text() -> None:
    assert Story(0, 9, None, (3, 4)).start == 3
    assert Story(0, 9, 2, (3, 4)).start == 2


def test_the_trail_of_sections_with_the_title_cut_short_is_not_the_title() -> None:
    trail = f"Homenews sea{TITLE} in..."
    (article,) = cut(page("\n".join(["Tuesday, May 4, 2032", trail, "", *STORY]))).articles
    assert article.title == TITLE
    assert [other.iso for other in article.published.alternatives] == ["2032-05-04"]  # kept, though it lost


POINTS = (
    "Beaches from Hale to Tamsk remain shut for a second day",
    "The water company says a pump failed on Sunday night",
    "Forty people have been treated for stomach illness",
)
ENTRIES = (
    (
        "18:20",
        "The minister, Ada Roe, said she would visit the plant on Thursday: “I want to see that pump,” she said.",
    ),
    (
        "17:45",
        "A doctor at the clinic of Hale said forty people had been treated for stomach illness since Monday morning.",
    ),
    (
        "16:10",
        "The water company said a pump had failed on Sunday night, and that the alarm had not gone off until daybreak.",
    ),
    (
        "14:02",
        "Beaches from Hale to Tamsk will remain shut for a second day, the district council said in the afternoon.",
    ),
)
LIVE = [
    ("• ", "\n", "marked with dots"),
    ("- ", "\n\n", "marked with dashes, each a paragraph"),
    ("", "\n", "without a mark"),
]


@pytest.mark.parametrize(("mark", "end", "why"), LIVE, ids=[row[2] for row in LIVE])
def test_no_point_of_a_live_pages_summary_is_its_title(mark: str, end: str, why: str) -> None:
    title = "Sewage spill at Hale keeps beaches shut"
    points = end.join(mark + point for point in POINTS)
    entries = "\n\n".join(f"{clock}\n{words}" for clock, words in ENTRIES)
    (found,) = cut(page(f"{title}\n\nLast updated 6 May 2031 18:20\n\n{points}\n\n{entries}\n")).articles
    assert found.title == title


def test_a_line_above_the_title_that_seems_text_does_not_hide_the_date_above_it() -> None:
    pieces = split_blocks("\n".join(["Tuesday, May 4, 2032", "Homeworld shoreMinisters agree to...", "", *STORY]))
    measured = shapes(pieces)
    sure = [0.1, 0.8, *[0.9] * len(STORY)]  # the second line is taken for text, and for none when the story is titled
    read = plain._Read(page(b""), "", (), pieces, measured, sure)
    assert plain._above(read, Story(0, 8, 2, (3, 4, 5, 6))) == [0, 1, 2]


def test_cutting_twice_gives_the_same_to_the_byte() -> None:
    text = "\n".join(STORY)
    assert cut(page(text)) == cut(page(text))


@settings(max_examples=40, deadline=None)
@given(
    lines=st.lists(
        st.sampled_from(
            [*STORY, "", "Share", "ALSO READ: Ferry line", "Advertisement", "\x00", "By Ada Quill", "• A list of it"]
        ),
        max_size=40,
    ),
    end=st.sampled_from(["\n", "\r\n", "\n\n"]),
)
def test_any_mix_of_lines_is_accounted_for(lines: list[str], end: str) -> None:
    text = end.join(lines)
    found = cut(page(text))
    assert found.articles or found.rejected
    for article in found.articles:
        assert all(article.text[t : t + n] == text[p : p + n] for t, p, n in article.offsets)
        assert "\n\n".join(article.text[b.span.start : b.span.end] for b in article.blocks if b.span) == article.text
        assert {b.kind for b in article.blocks if b.span} <= {
            BlockKind.PARAGRAPH,
            BlockKind.HEADING,
            BlockKind.QUOTE,
            BlockKind.LIST,
        }


ODD = [
    b"word " * 400_000,  # 2 MB on one line
    ("\n".join(STORY) + "\n").encode() * 300,  # one story 300 times
    b"(" * 300_000,  # what a pattern may choke on
    b"a, " * 200_000,
    "â€œ".encode() * 100_000,  # nothing but mojibake
    b"\xff\xfe" + "no end".encode("utf-16-le") * 5_000,
]


@pytest.mark.parametrize("body", ODD)
def test_odd_pages_end_well_and_soon(body: bytes) -> None:
    before = time.process_time()
    found = cut(page(body))
    assert found.articles or found.rejected
    # 1 ms per kB is the aim; five times that for a busy machine, and a second to start with.
    assert time.process_time() - before < 1 + 5 * len(body) / 1_000_000
