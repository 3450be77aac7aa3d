"""HTML pages: what stands in the text, what the page says of itself, and damaged markup. A row says why it is there."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.articles import Cut, cut
from sayso.articles.html import MAX_MARKUP
from sayso.records import Basis, BlockKind, Given, Page, Reason, make_id

TITLE = "Sluice left open for a week, council of Kesh hears"
LEAD = "KESH, Harbourland (Reuters) — The sluice above the old town stood open for a week, the council of Kesh heard."
QUOTE = "“Nobody closed it, and nobody was asked to close it,” the warden of the weir, Ada Roe, told the council."
MORE = (
    "The river rose by two metres on Tuesday and took the lower bridge and three barns along the eastern bank with it."
)
LAST = (
    "Farmers said that they had warned the office of the weir twice in the winter, and that nobody had answered them."
)
NOTHING = Given()
STORY = (LEAD, QUOTE, MORE, LAST)


def page(markup: str | bytes, given: Given = NOTHING, uri: str | None = None) -> Page:
    body = markup if isinstance(markup, bytes) else markup.encode()
    return Page(make_id("pg", body), uri, "pile/a.html", "", len(body), "text/html", None, body, given)


def markup(*, head: str = "", above: str = "", below: str = "", story: tuple[str, ...] = STORY) -> str:
    told = "".join(f"<p>{words}</p>" for words in story)
    return (
        f"<html><head><title>{TITLE} | The Lantern</title>{head}</head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>{TITLE}</h1>{above}{told}{below}</article><footer>All rights reserved</footer></body></html>"
    )


def ld(**fields: str) -> str:
    return f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', **fields})}</script>"


def the_article(result: Cut):
    assert result.rejected == ()
    (article,) = result.articles
    return article


def test_a_story_is_cut_from_its_page():
    article = the_article(cut(page(markup(above="<p>By Tom Penn</p><p>4 March 2031</p>"))))
    assert article.text == "\n\n".join(STORY)
    assert (article.title, article.agency, article.offsets, article.page_span) == (TITLE, "Reuters", (), None)
    assert (article.published.iso, article.published.basis) == ("2031-03-04", Basis.HEADER)
    (tuesday,) = (t for t in article.times if article.text[t.span.start : t.span.end] == "Tuesday")
    assert tuesday.iso == "2031-03-04"  # read against the day of publication


def test_blocks_show_their_own_words():
    inside = (
        "<h2>What the farmers saw</h2><blockquote><p>It came at night and it came without a sound.</p></blockquote>"
    )
    listed = "<ul><li>the lower bridge of the town</li><li>three barns on the eastern bank</li></ul>"
    article = the_article(
        cut(page(markup(above="<p>By Tom Penn</p>", below=inside + listed + f"<p>{MORE} Again.</p>")))
    )
    told = [(b.kind, article.text[b.span.start : b.span.end]) for b in article.blocks if b.span is not None]
    assert (BlockKind.HEADING, "What the farmers saw") in told
    assert (BlockKind.QUOTE, "It came at night and it came without a sound.") in told
    assert (BlockKind.LIST, "three barns on the eastern bank") in told
    assert "\n\n".join(words for _, words in told) == article.text
    assert "By Tom Penn" not in article.text


# what stands in the page -> the day, its basis; and what lost
DATES = [
    ({"head": ld(datePublished="2031-03-04T10:00:00Z", dateModified="2031-03-09"), "above": "<p>4 March 2031</p>"},
     "2031-03-04", Basis.JSONLD),
    ({"head": ld(datePublished="2031-03-04T10:00:00Z", dateModified="2031-03-09"),
      "above": "<p>Updated 9 March 2031</p>"}, "2031-03", Basis.JSONLD),  # the first day unseen
    ({"head": "<meta property='article:published_time' content='2031-03-04T10:00Z'>"}, "2031-03-04", Basis.META),
    ({"head": "<meta property='article:modified_time' content='2031-03-04T10:00Z'>"}, None, None),  # a change
    ({"head": ld(dateModified="2031-03-04")}, None, None),
    ({"above": "<time datetime='2031-03-04'>on the day</time>"}, "2031-03-04", Basis.META),
    ({"below": "<div class='related'><time datetime='2031-02-01'>then</time></div>"}, None, None),  # another story's
    ({"head": "<script type='application/ld+json'>{'@type':\"NewsArticle\",\"datePublished\":\"2031-03-04\"</script>"},
     "2031-03-04", Basis.JSONLD),  # broken JSON
    ({"head": ld(headline="Another story of the valley", datePublished="2031-01-01")
      + ld(headline=TITLE, datePublished="2031-03-04")}, "2031-03-04", Basis.JSONLD),  # the titled one of two
    ({"head": ld(datePublished="1970-01-01T00:00:00Z")}, None, None),  # a machine's word for "not set"
]  # fmt: skip


@pytest.mark.parametrize(("parts", "iso", "basis"), DATES)
def test_dates(parts, iso, basis):
    published = the_article(cut(page(markup(**parts)))).published
    assert (published.iso, published.basis) == (iso, basis)


def test_a_modified_day_is_kept_apart_and_a_conflict_is_flagged():
    stamped = markup(head=ld(datePublished="2031-03-04", dateModified="2031-03-09"))
    result = cut(page(stamped, uri="https://lantern.example/2031/02/20/sluice"))
    article = the_article(result)
    assert {(a.iso, a.basis) for a in article.published.alternatives} == {
        ("2031-03-04", Basis.JSONLD),
        ("2031-03-09", Basis.JSONLD),
    }
    assert (article.published.iso, article.published.basis) == ("2031-02-20", Basis.URL)
    assert [(flag.kind, flag.subject_id) for flag in result.flags] == [("date-conflict", article.article_id)]
    assert cut(page(stamped, uri="https://lantern.example/2031/03/04/sluice")).flags == ()


def test_the_record_that_carried_the_page_counts_before_its_markup():
    told = Given(title="The weir", published="2031-03-02", outlet="The Ford", byline="Bo Lind")
    article = the_article(cut(page(markup(head=ld(datePublished="2031-03-04")), told)))
    assert (article.title, article.outlet, article.byline) == ("The weir", "The Ford", "Bo Lind")
    assert (article.published.iso, article.published.basis) == ("2031-03-02", Basis.META)


def test_mojibake_is_mended_and_noted():
    broken = QUOTE.replace("“", "â€œ").replace("”", "â€\x9d")
    article = the_article(cut(page(markup(story=(LEAD, broken, MORE, LAST)))))
    assert QUOTE in article.text
    assert any("mojibake" in note for note in article.notes)


# encoding of the bytes, what the page declares
ENCODINGS = [("utf-8", "utf-8"), ("cp1252", "iso-8859-1"), ("utf-8-sig", "iso-8859-1"), ("utf-16", "utf-8")]


@pytest.mark.parametrize(("encoding", "declared"), ENCODINGS)
def test_the_encoding_is_that_of_the_mark_then_the_declared_one(encoding, declared):
    body = markup(head=f"<meta charset='{declared}'>").encode(encoding)
    assert QUOTE in the_article(cut(page(body))).text


DEUTSCH = "<p>Das Wehr oberhalb der alten Stadt stand eine Woche lang offen, hörte der Rat der Stadt am Dienstag.</p>"
DEUTSCH += (
    "<p>Niemand habe es geschlossen, sagte die Wärterin, und niemand habe sie darum gebeten, es zu schließen.</p>"
)
LINKS = "".join(f"<li><a href='/{n}'>Council number {n} of the valley meets again</a></li>" for n in range(12))
# page -> why it is not read
REFUSED = [
    ("<html><body></body></html>", Reason.TOO_SHORT),  # no word
    (markup(story=("The sluice was open.",)), Reason.TOO_SHORT),
    (f"<html><body><ul>{LINKS}</ul></body></html>", Reason.INDEX),
    ("<p " * 1000, Reason.DAMAGED),  # no element is ever closed
    ("<html><body>" + "x" * MAX_MARKUP, Reason.TOO_LARGE),
]


@pytest.mark.parametrize(("body", "reason"), REFUSED)
def test_what_is_not_read_has_its_reason(body, reason):
    result = cut(page(body))
    assert result.articles == ()
    assert [rejected.reason for rejected in result.rejected] == [reason]
    assert result.rejected[0].detail


def test_a_story_in_another_language_is_kept_with_its_day_and_its_times_unread():
    german = markup(head=ld(datePublished="2031-03-04"), story=(DEUTSCH,) * 4)
    article = the_article(cut(page(german)))
    assert (article.language, article.published.iso, article.times) == ("de", "2031-03-04", ())


def test_a_story_that_a_script_draws_is_read_from_what_machines_are_told():
    def drawn(body: str) -> str:
        told = ld(headline=TITLE, datePublished="2031-03-04", articleBody=body)
        return f"<html><head>{told}</head><body><h1>{TITLE}</h1><div id='app'></div></body></html>"

    article = the_article(cut(page(drawn("\n".join(STORY * 2)))))
    assert article.text.startswith(LEAD)
    assert (article.title, article.published.iso) == (TITLE, "2031-03-04")
    assert cut(page(drawn(LEAD))).articles == ()  # a summary is no story
    gaping = (" " * 300_000).join(STORY * 2)  # once minutes: the search for an end of a paragraph began at every space
    assert the_article(cut(page(drawn(gaping)))).text.startswith(LEAD)


OTHERS = [f"{words} That was another year, in another town." for words in STORY]
SLASHED = "<\\/"  # a script ends at "</"
DRAWN = (
    *STORY,
    "The office of the weir did not answer a letter that the council sent to it on the day of the flood.",
    "A bridge of boats, built by the farmers themselves, has stood in the place of the lower one since Wednesday.",
)
# the state a script starts from, beside the text of other stories -> whether the page's story is read from it
STATES = [
    ({"story": {"headline": TITLE, "body": [{"type": "p", "children": [{"data": w}]} for w in DRAWN]}}, True),  # a tree
    ({"story": {"headline": TITLE, "body": [["p", {"class": "x"}, w] for w in DRAWN]}}, True),  # tags by their names
    ({"story": {"headline": TITLE, "html": "".join(f"<p>{w}</p>" for w in DRAWN)}}, True),  # markup within
    ({"a": {"headline": "Baker buys a lighthouse", "body": OTHERS}, "b": {"headline": TITLE, "body": DRAWN}}, True),
    ({"a": {"headline": "Baker buys a lighthouse", "body": OTHERS}}, False),  # of another story alone
    ({"story": {"headline": TITLE, "body": STORY[:1]}}, False),  # a summary
    ({"story": {"headline": TITLE, "menu": ["Home", "World", "Sports"] * 50}}, False),  # no sentences
]


@pytest.mark.parametrize("setting", ["window.__STATE__ = {};", "{}"])
@pytest.mark.parametrize(("state", "is_read"), STATES)
def test_a_story_that_a_script_draws_is_read_from_its_state(state, is_read, setting):
    script = f"<script>{setting.replace('{}', json.dumps(state).replace('</', SLASHED))}</script>"
    head = f"<title>{TITLE} | The Lantern</title>{ld(headline=TITLE, datePublished='2031-03-04')}"
    result = cut(page(f"<html><head>{head}</head><body><div id='app'></div>{script}</body></html>"))
    assert [article.text for article in result.articles] == (["\n\n".join(DRAWN)] if is_read else [])
    assert all(article.published.iso == "2031-03-04" for article in result.articles)


def commented(*days: str) -> str:
    items = "".join(f"<li class='comment'><b>Bo Ek</b> <span>{day}</span><p>Well said.</p></li>" for day in days)
    return f"<ul class='comment-list'>{items}</ul>"


def test_a_page_that_readers_commented_on_before_its_day_is_told_anew():
    told = "<p>4 March 2031</p>"
    found = the_article(cut(page(markup(above=told, below=commented("2 January 2031", "3 January 2031"))))).published
    assert (found.earliest, found.latest) == ("2031-01-02", "2031-03-04")
    joined = commented("member since 2 January 2019", "member since 3 January 2020")  # when the commenters came
    assert the_article(cut(page(markup(above=told, below=joined)))).published.iso == "2031-03-04"
    count = "<div class='comments-date'>2 January 2031</div>" * 2  # dates of other stories, in no list of comments
    assert the_article(cut(page(markup(above=told, below=count)))).published.iso == "2031-03-04"


def test_the_day_of_an_edit_that_stands_in_a_box_of_its_own_is_no_guess():
    edited = markup(head="").replace(
        "</body>", "<div>page revision: 8, last edited: <span>17 Jun 2031 15:15</span></div></body>"
    )
    assert the_article(cut(page(edited))).published.iso is None


# damage that leaves the story on the page
DAMAGED = [
    markup(above="<div>" * 3000),  # deeper than libxml2 goes
    markup().replace("sluice", "slu\x00ice"),
    markup(above=f"<p class='{'a' * 200_000}'></p>"),
    markup(head="<script>" + "document.write('<p>');" * 5000 + "</script>"),
    markup().replace("</p>", "").replace("</article>", ""),
    "<?xml version='1.0' encoding='utf-16'?>" + markup(),  # declares what it is not
    markup(above="&#xD800; &#0; &nosuch; &amp;amp;"),
    markup(head="<script type='application/ld+json'>" + "[" * 50_000 + "</script>"),
    markup(below="<!-- never closed"),
]


@pytest.mark.parametrize("body", DAMAGED, ids=range(len(DAMAGED)))
def test_damaged_markup_gives_its_story(body):
    text = the_article(cut(page(body))).text
    assert MORE in text
    assert "document.write" not in text


def test_a_text_saved_as_html_is_cut_as_text():
    result = cut(page("\n\n".join((TITLE, *STORY))))
    assert MORE in result.articles[0].text


TAGS = ["<p>", "</p>", "<div>", "</div>", "<table>", "<td>", "<ul><li>", "<!--", "-->", "<script>", "</script>", "&lt;"]
TAGS += [
    "<h1>",
    "<article>",
    "</article>",
    "<time datetime='2031-03-04'>",
    "<br/>",
    "<b",
    "\x00",
    MORE,
    QUOTE,
    "<![CDATA[",
]


@settings(max_examples=60, deadline=None)
@given(parts=st.lists(st.sampled_from(TAGS), max_size=30))
def test_any_mix_of_markup_is_accounted_for_and_twice_the_same(parts):
    body = "<html><body>" + "".join(parts)
    first, second = cut(page(body)), cut(page(body))
    assert first == second
    assert first.articles or first.rejected
    for article in first.articles:
        for block in article.blocks:
            assert block.span is None or article.text[block.span.start : block.span.end].strip()
