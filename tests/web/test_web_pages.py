"""Every page answers, shows its words, and leads on to pages that are there."""

import html
import re
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

import pytest
from desks import Links, asking, fill

from made import dispute
from sayso.ledger.lists import open_listed
from sayso.ledger.queries.listed import Chart, Filter, Period, queue_lines
from sayso.ledger.queries.search import to_fts
from sayso.web.drawing import LETTER, draw
from sayso.web.passages import fragment
from sayso.web.rendering import between, plural, query, web_address

PAGES = [
    ("/", "Norland dammed the Lim"),  # the most contested claim stands on the first page
    ("/claims", "held"),
    ("/claims?contested=1", "rejected"),
    ("/articles", "pile/origin.txt"),
    ("/articles?outlet=The+Quarrel+Post", "Story 0"),
    ("/families", "2 articles"),
    ("/timeline", "A column opens its time"),
    ("/timeline?told=1", "June 2031"),
    ("/timeline?party=Norland", "We built nothing"),
    ("/timeline?since=2031-05&until=2031-05", "Wider"),
    ("/parties", "Sudria"),
    ("/party?name=Norland", "We built nothing"),
    ("/people", "Ada Roe"),
    ("/people/pe1-ada", "A. Roe"),
    ("/search", "NEAR"),
    ("/search?q=dammed", "dammed"),
    ("/search?q=dammed&kind=articles", "Story 0"),
    ("/search?q=zzz", "Nothing holds all of these words"),
    ("/queue", "Worth a person"),
    ("/flags", "a dam is older"),
    ("/rejected", "too-short"),
]


@pytest.mark.parametrize(("address", "expected"), PAGES)
def test_every_page_shows_what_it_is_for(client, address, expected):
    answer = client.get(address)
    assert answer.status_code == 200
    assert expected in html.unescape(re.sub(r"<[^>]*>", "", answer.text))
    assert len(answer.content) < 200_000


def test_every_link_of_every_page_leads_somewhere(client):
    pending, seen = ["/"], {}
    while pending:
        address = pending.pop()
        whole, _, aim = address.partition("#")
        if whole not in seen:
            answer = client.get(whole, headers={"accept": "text/html"})
            assert answer.status_code == 200, whole
            is_page = answer.headers["content-type"].startswith("text/html")
            seen[whole] = Links(answer.text) if is_page else None
            pending += [urljoin(whole, to) for to in seen[whole].to if not urlsplit(to).netloc] if is_page else []
        if aim and ":~:" not in aim and seen[whole]:
            assert aim in seen[whole].ids, address
    assert len(seen) > 40


def test_a_claim_shows_each_party_with_its_words_and_what_they_rest_on(client, path):
    claim_id = dispute().related.claims[0].claim_id
    words = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", "", client.get(f"/claims/{claim_id}").text)))
    for expected in ("Sudria", "● asserts", "Norland", "✕ denies", "3 articles, 2 origins", "We built nothing"):
        assert expected in words


def test_an_article_is_shown_whole_with_its_statements_dates_and_what_it_copies(client):
    origin, copy, _ = (reading.articles[0] for reading in dispute().readings)
    text = client.get(f"/articles/{origin.article_id}").text
    shown = html.unescape("".join(re.findall(r'<p class="text" dir="auto">(.*?)</p>', text, re.DOTALL)))
    assert re.sub(r"<sup>.*?</sup>|<[^>]*>", "", shown) == origin.text.replace("\n\n", "\n\n")
    assert 'class="content"' in text
    assert "2031-05-02" in text
    assert "excerpt, 75 %" in html.unescape(client.get(f"/articles/{copy.article_id}").text)


def test_the_words_of_a_position_come_as_a_part_to_scripts_and_as_a_page_to_others(client):
    claim = dispute().related.claims[0]
    position = next(p for p in dispute().related.positions if p.claim_id == claim.claim_id and p.party == "Sudria")
    address = f"/claims/{claim.claim_id}/words?position={position.position_id}"
    assert "<html" in client.get(address).text
    part = client.get(address, headers={"hx-request": "true"}).text
    assert "<html" not in part
    assert "blockquote" in part


MISSING = [
    ("/articles/ar1-none", "no article ar1-none"),
    ("/claims/cl1-none", "claim"),
    ("/families/fa1-none", "no family"),
    ("/people/pe1-none", "nobody with the id"),
    ("/party?name=Nowhere", "no party"),
    ("/statements/st1-none", "No statement"),
    ("/nowhere", "No such page"),
]


@pytest.mark.parametrize(("address", "expected"), MISSING)
def test_what_is_not_there_is_told_with_a_way_on(client, address, expected):
    answer = client.get(address)
    assert answer.status_code == 404
    assert expected in html.unescape(answer.text)
    assert 'href="/"' in answer.text


def test_an_empty_ledger_says_what_to_do(tmp_path):
    made = dispute()
    empty = made._replace(readings=[], traced=type(made.traced)((), ()), related=type(made.related)((), (), ()),
                          identified=type(made.identified)((), ()))  # fmt: skip
    with asking(fill(tmp_path / "empty.db", empty)) as client:
        assert "sayso ingest PATH" in client.get("/").text
        for address in ("/claims", "/articles", "/families", "/timeline", "/parties", "/people", "/queue", "/flags"):
            answer = client.get(address)
            assert answer.status_code == 200, address
            assert 'class="empty"' in answer.text, address


API = [
    ("/api/matter", ("overview", "articles"), 3),
    ("/api/claims", ("items", 0, "holds", "parties"), ["Sudria"]),
    ("/api/articles", ("total",), 3),
    ("/api/statements?party=Norland", ("items", 0, "words"), "We built nothing,"),
    ("/api/search?q=%22dammed+the+lim%22", ("total",), 2),
    ("/api/families", ("items", 0, "articles"), 2),
    ("/api/people", ("items", 0, "name"), "Ada Roe"),
    ("/api/parties", ("items", 0, "party"), "Sudria"),
    ("/api/chart", ("unit",), "day"),
    ("/api/timeline", ("items", 0, "date", "iso"), "2031-04"),
    ("/api/flags", ("total",), 2),
    ("/api/queue", ("items", 0, "kind"), "contested"),
    ("/api/rejected", ("items", 0, "reason"), "too-short"),
]


@pytest.mark.parametrize(("address", "way", "expected"), API)
def test_the_read_api_gives_the_same_rows(client, address, way, expected):
    found = client.get(address).json()
    for step in way:
        found = found[step]
    assert found == expected


def test_the_api_describes_itself_and_says_what_is_wrong(client):
    described = client.get("/api/openapi.json").json()
    paths = {path for path in described["paths"] if path.startswith("/api/")}
    assert len(paths) >= 16
    assert described["paths"].keys() == paths  # pages are not in it
    assert client.get("/api/claims/none").json()["detail"]
    assert client.get("/api/claims?page=0").status_code == 400
    assert client.get("/api/search").status_code == 400


FTS = [
    ("deny*", '"deny*"*'),  # the star inside is no letter, and is not looked for
    ('"two gates" raised', '"two gates" AND "raised"'),
    ("NEAR(gates raised, 5)", 'NEAR("gates" "raised", 5)'),
    ("NEAR(gates raised)", 'NEAR("gates" "raised", 10)'),  # ten where none is told
    ("Velmara NEAR(gates raised, 5)", '"Velmara" AND NEAR("gates" "raised", 5)'),
    ("near(gates raised", '"near(gates" AND "raised"'),  # not closed: words like others
    ("NEAR()", ""),
    ("- ( ", ""),
]


@pytest.mark.parametrize(("typed", "expected"), FTS)
def test_what_is_typed_becomes_a_query_that_is_understood(typed, expected):
    assert to_fts(typed) == expected


@pytest.mark.parametrize(
    "typed", ['"', "NEAR(", "a AND OR b", "x" * 5000, "title:x", "* *", "\0", "^a", "NEAR(a, b, 3)"]
)
def test_whatever_is_typed_the_search_answers(client, typed):
    assert client.get("/search", params={"q": typed}).status_code == 200
    assert client.get("/search", params={"q": typed, "kind": "articles"}).status_code == 200


def test_facets_narrow_to_what_they_count(client):
    found = client.get("/api/search?q=%22dammed+the+lim%22").json()
    counted = {facet["name"]: dict(map(tuple, facet["values"])) for facet in found["facets"]}
    assert counted["origin"] == {"origin": 1, "copy": 1}
    assert client.get("/api/search?q=%22dammed+the+lim%22&origin=1").json()["total"] == 1
    assert client.get("/api/search?q=%22dammed+the+lim%22&party=Norland").json()["total"] == 0


def test_the_queue_holds_what_is_in_dispute_and_nobodys(path):
    with open_listed(path) as ledger:
        kinds = {line.kind for line in queue_lines(ledger).items}
    assert {"contested", "low-score"} <= kinds


ADDRESSES = [
    ("https://example.org/a", True),
    ("http://example.org", True),
    ("javascript:alert(1)", False),
    ("JaVaScript:alert(1)//example.org", False),
    ("data:text/html,x", False),
    ("//example.org", False),
    ("https://", False),
    ("http://[", False),  # cannot be read at all
    (None, False),
]


@pytest.mark.parametrize(("address", "followed"), ADDRESSES)
def test_only_addresses_of_the_web_are_followed(address, followed):
    assert (web_address(address) is not None) == followed


def test_small_words():
    assert plural(1, "family") == "1 family"
    assert plural(2, "family") == "2 families"
    assert plural(1200, "day") == "1,200 days"
    assert between(None, None) == "undated"
    assert between("2031-05-01", "2031-05-01") == "2031-05-01"
    assert query("/a", b="x y", c="", d=None, e=True, f=False) == "/a?b=x+y&e=1"
    assert fragment("One two-three.") == "#:~:text=One%20two%2Dthree."


def test_a_drawing_stays_in_its_frame(path):
    from sayso.ledger.queries.listed import chart

    with open_listed(path) as ledger:
        drawn = draw(chart(ledger, Filter()))
    assert drawn.columns
    for column in drawn.columns:
        assert 0 <= column.x <= column.x + column.width <= drawn.width
        assert column.holds + column.other <= drawn.above
        assert column.rejects <= drawn.below


DAYS = [
    (("2031-05-01", "2031-05-03", "2031-05-20"), "the first is moved in from the edge, and the next stands close by"),
    (("2031-05-01", "2031-05-19", "2031-05-20"), "two at the end"),
    (("2031-05-20",), "one alone"),
    (("9999-12-30", "9999-12-31"), "up to the last day that the calendar of the machine has"),
]


@pytest.mark.parametrize(("days", "why"), DAYS, ids=[why for _, why in DAYS])
def test_labels_of_a_drawing_stand_apart_and_within_it(days, why):
    periods = tuple(Period(day, holds=1, rejects=0, declines=0, other=0) for day in days)
    drawn = draw(Chart("day", days[0], days[-1], periods, (), 0, 0, 0, 0))
    told = [(column.label_x, LETTER * len(column.label) / 2) for column in drawn.columns if column.label]
    assert told, why
    assert all(half <= at <= drawn.width - half for at, half in told), why
    assert all(one + half <= other - half for (one, half), (other, _) in pairwise(told)), why
