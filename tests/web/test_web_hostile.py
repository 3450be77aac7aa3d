"""Pages that mean harm: nothing of theirs becomes markup, and no page grows without bounds."""

import html
import re

import pytest
from desks import Links, asking, fill
from hostile import SCRIPT, hostile


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
