"""PDF and .docx to words: paragraphs, sheets, hyphens, running heads; and why there are none."""

from __future__ import annotations

import pytest

import pages_made as made
from sayso.documents import DOCX, PDF, Document, Wordless, read_document
from sayso.pages.making import make_page
from sayso.reading import read_page
from sayso.records import Reason
from sayso.text import sheet_at

HEAD = "THE LIM WEEKLY - 2 May 2031"
LEAD = (
    "KARVESH - The Lim dam held through the night, Minister Ada Roe said on Friday, and nobody in the town of Lowbank "
    "was hurt when the water rose over the quay."
)
QUOTE = (
    '"We closed every gate before the rain came," Roe told reporters at the harbour. "The sluice was never left open."'
)
LAST = (
    "Bo Sund, who speaks for the farmers on the far bank, denied that anybody had been warned in time. The council "
    "said that it would hear both of them in the following week and publish what they say."
)


def _overwritten(body: bytes) -> bytes:
    """With every eighth of its packed bytes overwritten, its directory left alone."""
    pieces = [body[at : at + 8] for at in range(0, len(body), 8)]
    return b"".join(b"\xa5" + p[1:] if 50 < n < len(pieces) // 2 else p for n, p in enumerate(pieces))


def words(body: bytes, kind: str = PDF) -> Document:
    found = read_document(body, kind)
    assert isinstance(found, Document), found
    return found


def test_paragraphs_are_put_together_and_what_every_sheet_repeats_is_left_out():
    found = words(made.pdf([[LEAD, QUOTE], [LAST], [LEAD]], HEAD))
    assert found.text.split("\n\n") == [LEAD, QUOTE, LAST, LEAD]
    assert [number for _, number in found.sheets] == [1, 2, 3]
    assert [found.text[start : start + 10] for start, _ in found.sheets] == [LEAD[:10], LAST[:10], LEAD[:10]]


def test_a_sentence_goes_on_over_the_sheets():
    at = LAST.index(" warned")
    found = words(made.pdf([[LEAD, LAST[:at]], [LAST[at + 1 :]]], HEAD))
    assert found.text.split("\n\n") == [LEAD, LAST]
    assert found.sheets[1] == (len(LEAD) + 2 + at + 1, 2)


HYPHENS = [
    ("The minis-\nter said so.", "The minister said so."),  # a line's end made it
    ("A well-known man.\nHe is well-\nknown here.", "well-known here"),  # written with one elsewhere
    ("It rose to 1998-\n1999 levels.", "1998-"),  # no letter follows
]


@pytest.mark.parametrize(("lines", "expected"), HYPHENS)
def test_a_hyphen_at_the_end_of_a_line_is_undone_where_the_line_made_it(lines, expected):
    assert expected in words(made.pdf([[f"{lines}\n{LAST}"]])).text


def test_a_title_that_the_sheets_repeat_at_their_head_stays():
    from fpdf import FPDF

    class Paper(FPDF):
        def header(self) -> None:
            self.set_font("Helvetica", size=20 if self.page_no() == 1 else 8)
            self.set_y(8)
            self.cell(0, 9, "Dam holds, minister says")

    paper = Paper()
    for _ in range(3):
        paper.add_page()
        paper.set_y(40)
        paper.set_font("Helvetica", size=11)
        paper.multi_cell(150, 5, LAST)
    assert words(bytes(paper.output())).text.split("\n\n")[:2] == ["Dam holds, minister says", LAST]


WORDLESS = [
    ("encrypted", made.pdf([[LEAD]], password="secret"), Reason.UNREADABLE, "password"),
    ("scanned", made.scanned_pdf(), Reason.SCANNED, "OCR"),
    ("blank", made.pdf([[]]), Reason.EMPTY, "1 sheets"),
    ("cut", made.pdf([[LEAD]])[:300], Reason.DAMAGED, "no PDF"),
    ("no PDF", b"%PDF-1.7 but nothing else", Reason.DAMAGED, "no PDF"),
]


@pytest.mark.parametrize(("name", "body", "reason", "said"), WORDLESS, ids=[row[0] for row in WORDLESS])
def test_a_pdf_without_words_says_why(name, body, reason, said):
    found = read_document(body, PDF)
    assert isinstance(found, Wordless)
    assert found.reason == reason
    assert said in found.detail


def test_a_docx_is_its_paragraphs_and_tables():
    found = words(made.docx(["Dam holds", LEAD], [["gate", "state"], ["one", "shut"]]), DOCX)
    assert found.text == f"Dam holds\n\n{LEAD}\n\ngate | state\none | shut"
    assert found.sheets == ()


BAD_DOCX = [
    (made.docx([LEAD])[:-200], Reason.DAMAGED),
    (b"PK\x03\x04", Reason.DAMAGED),
    (_overwritten(made.docx([LEAD])), Reason.DAMAGED),  # within the packed words
    (made.zipped({"word/document.xml": b"<w/>"}), Reason.DAMAGED),
    (made.zipped({"word/document.xml": bytes(5_000_000)}), Reason.UNSAFE),
]


@pytest.mark.parametrize(("body", "reason"), BAD_DOCX)
def test_a_bad_docx_says_why(body, reason):
    found = read_document(body, DOCX)
    assert isinstance(found, Wordless)
    assert found.reason == reason


def test_a_statement_in_a_pdf_shows_its_sheet(models):
    body = made.pdf([["Dam holds, minister says", LEAD], [QUOTE, LAST]], HEAD)
    reading = read_page(make_page(body, "x.pdf", PDF), models)
    (article,) = reading.articles
    assert article.sheets[0][1] == 1
    said = {
        article.text[s.content[0].start : s.content[0].end]: sheet_at(article, s.content[0].start)
        for s in reading.statements
    }
    assert {sheet for text, sheet in said.items() if "closed every gate" in text} == {2}
    assert {sheet for text, sheet in said.items() if "dam held" in text} == {1}


def test_a_scanned_pdf_is_rejected_with_the_reason(models):
    (reason,) = {r.reason for r in read_page(make_page(made.scanned_pdf(), "x.pdf", PDF), models).rejected}
    assert reason == Reason.SCANNED
