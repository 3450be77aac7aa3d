"""The report: self-contained, page text is data, every word shown stands in a page."""

import html.parser
import re

import msgspec
import pypdfium2
import pytest

from made import article, dispute, page, reading, statement
from sayso.errors import CannotWrite
from sayso.ledger import Derived, RunInfo, open_ledger, queries
from sayso.records import Dated, Related, Span, Traced
from sayso.report import page as report_page
from sayso.report import render, write
from sayso.report.marking import Piece, dated, marked

RUN = RunInfo("0", "reader", "{}", "2031-01-01T00:00:00+00:00", ())


@pytest.fixture
def ledger(tmp_path):
    """A ledger of the small dispute of `made`."""
    with open_ledger(tmp_path / "a.db", create=True) as opened:
        made = dispute()
        run_id = opened.begin_run(RUN)
        opened.append(run_id, "reader", made.readings)
        opened.derive(run_id, Derived(made.traced, made.related))
        yield opened


class Parsed(html.parser.HTMLParser):
    """Tags with their attributes, and the words outside <style> and <script>."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self._skip = False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._skip = tag in {"style", "script"}

    def handle_endtag(self, tag):
        self._skip = False

    def handle_data(self, data):
        if not self._skip:
            self.words += data


def test_nothing_is_fetched_and_only_the_one_script_may_run(ledger):
    text = render(ledger)
    parsed = Parsed(text)
    for tag, attributes in parsed.tags:
        assert tag not in {"link", "img", "iframe", "object", "base"}
        assert not {"src", "srcset", "action"} & set(attributes)
        assert not any(name.startswith("on") for name in attributes)
        assert tag != "a" or attributes["href"].startswith("#")
    policy = next(a["content"] for tag, a in parsed.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-")
    assert text.count("<script>") == 1
    assert "http://" not in text
    assert "https://" not in text


def test_every_link_leads_somewhere(ledger):
    parsed = Parsed(render(ledger))
    ids = {a["id"] for _, a in parsed.tags if "id" in a}
    assert {a["href"].removeprefix("#") for tag, a in parsed.tags if tag == "a"} <= ids


def test_claims_positions_families_dates_flags_and_what_was_not_read_are_all_there(ledger):
    words = re.sub(r"\s+", " ", Parsed(render(ledger)).words)
    for expected in (
        "Norland dammed the Lim",  # the contested claim
        "✕ denies",
        "● asserts",
        "3 articles, 2 origins",
        "We built nothing,",  # the words behind the denial
        "own matter",
        "excerpt",  # the copy's relation
        "2031-05-02",  # the timeline
        "a dam is older",  # a flag
        "too-short",  # a rejected part
        "1 of 3 articles: nothing tells when they were published",
    ):
        assert expected in words


BOUNDS = [
    ("CONTESTED_SHOWN", 0, "1 more contested claims not shown here: sayso claims --limit 0"),
    ("ONE_SIDED_SHOWN", 0, "1 more claims not shown here: sayso claims --limit 0"),
    ("STATEMENTS_A_CELL", 1, "1 more statements not shown here: sayso claim cl1-dam"),
    ("FAMILIES_SHOWN", 0, "1 more families not shown here: sayso copies"),
    ("MEMBERS_A_FAMILY", 1, "1 more copies"),
    ("DATES_SHOWN", 1, "2 more dates, of which less is told, not shown here: sayso timeline"),
    ("SENTENCES_A_DATE", 0, "not shown here: sayso timeline --from 2031-05-02 --to 2031-05-02"),
    ("FLAGS_SHOWN", 1, "1 more flags not shown here: sayso flags"),
    ("ARTICLES_SHOWN", 1, "2 more articles not shown here: sayso export --table articles"),
    ("REJECTED_SHOWN", 0, "1 more inputs not shown here: sayso export --table rejected"),
]


@pytest.mark.parametrize(("name", "limit", "expected"), BOUNDS, ids=[row[0] for row in BOUNDS])
def test_every_list_is_bounded_and_says_what_it_leaves_out(ledger, monkeypatch, name, limit, expected):
    full = re.sub(r"\s+", " ", Parsed(render(ledger)).words)
    assert expected not in full
    monkeypatch.setattr(report_page, name, limit)
    assert expected in re.sub(r"\s+", " ", Parsed(render(ledger)).words)


def test_the_same_ledger_gives_the_same_bytes(ledger):
    assert render(ledger) == render(ledger)


def test_page_text_is_data(tmp_path):
    evil = "<script>alert(1)</script> “Gates & <b>locks</b>” said Ada Roe\u202e of the mill."
    of = page("evil", 'pile/"><img src=x>.txt')
    body = article(of, evil, title="<img src=x onerror=alert(1)>")
    said = statement(body, "Ada Roe", "said", "Gates & <b>locks</b>")
    with open_ledger(tmp_path / "a.db", create=True) as opened:
        run_id = opened.begin_run(RUN)
        opened.append(run_id, "reader", [reading(of, (body,), (said,))])
        opened.derive(run_id, Derived(Traced((), ()), Related((), (), ())))
        parsed = Parsed(render(opened))
    assert [tag for tag, _ in parsed.tags].count("script") == 1
    assert not any(tag == "img" for tag, _ in parsed.tags)
    assert "<img src=x onerror=alert(1)>" in parsed.words


def test_an_empty_ledger_gives_a_report_that_says_so(tmp_path):
    with open_ledger(tmp_path / "a.db", create=True) as opened:
        words = Parsed(render(opened)).words
    assert "No claim is contested" in words
    assert "Every input was read" in words


def test_marked_pieces_give_the_context_back(ledger):
    said = list(queries.quoted(ledger, [s.statement_id for s in ledger.statements()]))
    assert said
    for quoted in said:
        pieces = marked(quoted)
        assert "".join(piece.text for piece in pieces) == quoted.context
        assert {piece.role for piece in pieces} >= {"content"}
    first = next(q for q in said if q.content == "We built nothing,")
    assert Piece("We built nothing,", "content") in marked(first)


def test_marks_that_overlap_are_shown_once(ledger):
    quoted = next(queries.quoted(ledger, [s.statement_id for s in ledger.statements()]))
    inside = Span(quoted.context_span.start, quoted.context_span.start + 9)
    nested = msgspec.structs.replace(
        quoted,
        statement=msgspec.structs.replace(
            quoted.statement, source=(inside,), cue=(inside,), content=(quoted.context_span,)
        ),
    )
    assert "".join(piece.text for piece in marked(nested)) == quoted.context


DATES = [
    (Dated(iso="2031-04", earliest="2031-04-01", latest="2031-04-30"), "2031-04"),
    (Dated(earliest="2031-04-03", latest="2031-04-09"), "between 2031-04-03 and 2031-04-09"),  # an interval, no prefix
    (Dated(earliest="2031-04-03"), "from 2031-04-03 on"),
    (Dated(latest="2031-04-03"), "until 2031-04-03"),
    (Dated(), "undated"),
]


@pytest.mark.parametrize(("date", "words"), DATES)
def test_dates_say_what_is_known(date, words):
    assert dated(date) == words


def test_it_is_written_whole_or_not_at_all(ledger, tmp_path, monkeypatch):
    out = tmp_path / "new/report.html"
    write(ledger, out)
    assert out.read_text(encoding="utf-8") == render(ledger)
    assert [path.name for path in out.parent.iterdir()] == ["report.html"]
    with pytest.raises(CannotWrite, match="Choose another file"):
        write(ledger, tmp_path / "a.db" / "report.html")


def test_on_paper_nothing_is_folded_away(ledger, tmp_path):
    write(ledger, tmp_path / "report.pdf")
    with pypdfium2.PdfDocument(tmp_path / "report.pdf") as paper:
        words = " ".join(page.get_textpage().get_text_range() for page in paper)
    assert "Contested claims" in words
    assert "We built nothing" in words  # within a cell that is folded on a screen


def test_the_same_words_in_a_copy_are_shown_once_with_where_else_they_stand(ledger):
    said = list(queries.quoted(ledger, [s.statement_id for s in ledger.statements()]))
    tellings = queries.told_once(said)
    accused = next(t for t in tellings if t.quoted.content.startswith("Norland dammed"))
    assert [quoted.path for quoted in (accused.quoted, *accused.also)] == ["pile/copy.txt", "pile/origin.txt"]
    assert sum(1 + len(t.also) for t in tellings) == len(said)
    assert all(q.family_id == t.quoted.family_id for t in tellings for q in t.also)
