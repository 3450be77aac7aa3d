"""Pages that mean harm: nothing of theirs becomes markup, and no page grows without bounds."""

import html
import re

import pytest
from desks import Links, asking, fill

from made import Dispute, article, page, reading, statement
from sayso.records import (
    UNDATED,
    Block,
    BlockKind,
    Claim,
    Identified,
    Position,
    Related,
    Span,
    Speaker,
    Stance,
    Teaser,
    Traced,
)

SCRIPT = "<script>alert(1)</script>"
BREAKOUT = "\"'><img src=x onerror=alert(2)>"
TURNED = "\u202eevil\u202d \u2066left"  # directions overridden and never popped
LONG = "a" * 5_000_000


def hostile() -> Dispute:
    """A page with markup in every field that is shown, and one of a single paragraph of five million letters."""
    bad = page("bad", f"pile/{SCRIPT}.html", "text/html")
    text = f"“{SCRIPT} {TURNED}” {BREAKOUT} said. The rest is {BREAKOUT} {TURNED}."
    one = article(
        bad, text, title=f"{SCRIPT}{TURNED}", byline=f"By {BREAKOUT}", outlet=f"{SCRIPT} Post", agency=BREAKOUT,
        dateline=SCRIPT, notes=(SCRIPT,), teasers=(Teaser(SCRIPT, f"{SCRIPT} {BREAKOUT}", None),),
        blocks=(Block(BlockKind.CHROME, None, None, f"{SCRIPT}{BREAKOUT}", SCRIPT),
                Block(BlockKind.PARAGRAPH, Span(0, len(text)), None)),
    )  # fmt: skip
    speaker = Speaker(BREAKOUT, SCRIPT, role=SCRIPT, party=f"{SCRIPT}&party", named=True)
    said = statement(one, BREAKOUT, "said", f"{SCRIPT} {TURNED}", speaker=speaker, why=SCRIPT)
    endless_page = page("endless", "pile/endless.html", "text/html")
    endless = article(endless_page, f"{LONG} said so.", title="t" * 100_000)
    loud = statement(endless, "", "said", LONG, speaker=Speaker(description="d" * 50_000))
    claim = Claim(
        "cl1-bad", f"{SCRIPT}{TURNED}", said.statement_id, tuple(sorted((said.statement_id, loud.statement_id)))
    )
    held = Position(
        "po1-bad",
        "cl1-bad",
        f"{SCRIPT}&party",
        SCRIPT,
        Stance.DENIES,
        UNDATED,
        (said.statement_id,),
        1,
        1,
        False,
        SCRIPT,
    )
    loudly = Position(
        "po1-loud", "cl1-bad", None, "d" * 50_000, Stance.ASSERTS, UNDATED, (loud.statement_id,), 1, 1, False, "w"
    )
    return Dispute(
        [reading(bad, (one,), (said,)), reading(endless_page, (endless,), (loud,))],
        Traced((), ()), Related((claim,), (held, loudly), ()), Identified((), ()),
    )  # fmt: skip


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Every page that can be reached over the hostile ledger."""
    with asking(fill(tmp_path_factory.mktemp("bad") / "bad.db", hostile())) as client:
        pending, found = ["/", "/search?q=script", "/search?q=said&kind=articles", "/queue", "/timeline"], {}
        while pending and len(found) < 120:
            address = pending.pop().partition("#")[0]
            if address in found or not address.startswith("/") or address.startswith("/static"):
                continue
            answer = client.get(address)
            assert answer.status_code == 200, address
            found[address] = answer.text
            pending += Links(answer.text).to
        return found


def test_no_word_of_a_page_becomes_markup(pages):
    assert len(pages) > 15
    for address, text in pages.items():
        assert "<script>" not in text, address
        assert "<img" not in text, address
        assert not re.search(r"<[^>]*\son\w+\s*=", text), address
        assert set(re.findall(r'<script src="([^"]*)"', text)) <= {"/static/htmx.min.js", "/static/app.js"}, address
    assert any(html.escape(SCRIPT) in text for text in pages.values())  # its words are shown as words


def test_no_page_grows_without_bounds(pages):
    too_large = {address: len(text) for address, text in pages.items() if len(text.encode()) >= 200_000}
    assert too_large == {}


def test_a_turned_direction_ends_where_the_words_end(pages):
    for address, text in pages.items():
        for found in re.finditer("\u202e", text):
            opened = text.rfind("<", 0, found.start())
            tag = text[opened : text.index(">", opened)]
            inside = re.match(r"<(bdi|mark|code|title|input|p class=\"text\"|p class=\"said\"|option)", tag)
            assert inside, f"{address}: {text[opened : found.start() + 20]!r}"
