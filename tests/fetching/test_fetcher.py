"""Fetching is hostile ground: what servers and addresses can do, and what comes of it."""

from __future__ import annotations

import pytest
from sites import LOOPBACK, Answer, bomb, feed, serving

from sayso.fetching import Fetched, Fetcher, NotFetched, Seen, read_list
from sayso.fetching.guard import is_public
from sayso.fetching.lists import Entry, Listed
from sayso.records import Reason
from sayso.settings import Fetching

QUICK = Fetching(networks=LOOPBACK, delay_seconds=0, max_seconds=1.5, max_bytes=100_000, retries=2)


@pytest.fixture(scope="module")
def web():
    with serving() as web:
        yield web


ANSWERS = [
    (Answer("<p>Hello</p>"), 200, "plain"),
    (
        Answer(bomb(50_000_000), Content_Encoding="gzip"),
        Reason.TOO_LARGE,
        "a gzip bomb",
    ),
    (Answer("x" * 100_001), Reason.TOO_LARGE, "one byte too many"),
    (Answer("x" * 100_000), 200, "as many as may be"),
    (Answer("x" * 60, drip=0.1), Reason.TOO_SLOW, "each byte comes in time, all of them never"),
    (Answer(status=404), Reason.MISSING, "gone"),
    (Answer(status=403), Reason.UNREADABLE, "not for us"),
    (Answer(status=500), Reason.UNREADABLE, "in trouble, and it stays so"),
    ([Answer(status=500), Answer(status=503), Answer("<p>back</p>")], 200, "in trouble, and it recovers"),
    (Answer(status=302, Location="/there"), 200, "a redirect"),
    (Answer(status=302, Location="/x"), Reason.UNREADABLE, "a redirect to itself"),
    (Answer(status=302, Location="http://10.0.0.1/"), Reason.UNSAFE, "a redirect to a private address"),
    (
        Answer(status=302, Location="http://169.254.169.254/latest"),
        Reason.UNSAFE,
        "a redirect to a cloud's inside",
    ),
    (Answer(status=302, Location="file:///etc/passwd"), Reason.UNSAFE, "a redirect out of the web"),
    (Answer("hello", Content_Encoding="gzip"), Reason.UNREADABLE, "not packed as it says"),
]


@pytest.mark.parametrize(("answer", "comes", "why"), ANSWERS, ids=[row[2] for row in ANSWERS])
def test_what_a_server_does_has_an_end_and_a_reason(web, answer, comes, why):
    site = web.site("127.0.0.2", {"/x": answer, "/there": Answer("<p>there</p>")})
    with Fetcher(QUICK, wait=lambda _: None) as fetcher:
        got = fetcher.fetch(f"{site}/x")
    assert (got.status if isinstance(got, Fetched) else got.reason) == comes, got
    if isinstance(got, NotFetched):
        assert got.detail


ADDRESSES = [
    ("ftp://wire.example/x", "not http or https"),
    ("file:///etc/passwd", "no web at all"),
    ("http://127.0.0.1/", "loopback"),
    ("http://localhost:8000/", "loopback by name"),
    ("http://[::1]/", "loopback in IPv6"),
    ("http://[::ffff:10.0.0.1]/", "a private address within an IPv6 one"),
    ("http://192.168.1.1/", "private"),
    ("http://169.254.169.254/", "link-local"),
    ("http://0.0.0.0/", "any"),
    ("http://2130706433/", "loopback as a number"),
    ("http://0x7f.1/", "loopback in hex"),
    ("http://", "nothing"),
    ("http://[::", "no address"),
]


@pytest.mark.parametrize(("address", "why"), ADDRESSES, ids=[row[1] for row in ADDRESSES])
def test_no_fetch_goes_where_none_may(address, why):
    with Fetcher(Fetching(delay_seconds=0, retries=0, max_seconds=2), wait=lambda _: None) as fetcher:
        got = fetcher.fetch(address)
    assert isinstance(got, NotFetched), why
    assert got.reason in (Reason.UNSAFE, Reason.FORBIDDEN)  # FORBIDDEN: its robots.txt could not be asked for


IPS = [("8.8.8.8", True), ("127.0.0.1", False), ("10.1.2.3", False), ("100.64.0.1", False), ("224.0.0.1", False),
       ("::1", False), ("fe80::1%eth0", False), ("fc00::1", False), ("2001:4860:4860::8888", True),
       ("::ffff:127.0.0.1", False), ("2002:7f00:1::", False),
       ("64:ff9b::a00:1", False), ("64:ff9b::808:808", True), ("64:ff9b:1::a00:1", False),  # behind a NAT64 gateway
       ("::10.0.0.1", False), ("::ffff:0:7f00:1", False), ("fec0::1", False),  # forms long given up
       ("2001:0:4136:e378:8000:63bf:3fff:fdd2", False)]  # fmt: skip


@pytest.mark.parametrize(("address", "public"), IPS)
def test_only_addresses_of_the_public_network_are_public(address, public):
    assert is_public(address) == public


def test_credentials_and_fragments_are_neither_sent_nor_told(web):
    site = web.site("127.0.0.3", {"/x?a=1": Answer("<p>Hello</p>")})
    with Fetcher(QUICK, wait=lambda _: None) as fetcher:
        got = fetcher.fetch(f"{site}/x?a=1#part".replace("http://", "http://ada:secret@"))
    assert isinstance(got, Fetched)
    assert got.url == got.final_url == f"{site}/x?a=1"


def test_what_was_seen_is_asked_for_only_if_it_changed(web):
    site = web.site("127.0.0.4", {"/x": Answer("<p>Hello</p>", etag='"1"')})
    with Fetcher(QUICK, wait=lambda _: None) as fetcher:
        first = fetcher.fetch(f"{site}/x")
        again = fetcher.fetch(f"{site}/x", first.seen)
        other = fetcher.fetch(f"{site}/x", Seen('"0"'))
    assert [got.status for got in (first, again, other)] == [200, 304, 200]
    assert again.body == b""


def test_robots_are_followed_also_behind_a_redirect(web):
    robots = Answer("User-agent: sayso\nDisallow: /private\nCrawl-delay: 7\n", Content_Type="text/plain")
    site = web.site(
        "127.0.0.5", {"/robots.txt": robots, "/a": Answer(status=301, Location="/private/b"), "/c": Answer("c")}
    )
    waits: list[float] = []
    with Fetcher(QUICK, wait=waits.append) as fetcher:
        reasons = [fetcher.fetch(f"{site}{path}").reason for path in ("/private/a", "/a")]
        assert fetcher.fetch(f"{site}/c").status == 200
    assert reasons == [Reason.FORBIDDEN] * 2
    assert not any(path.startswith("/private") for site, path, _ in web.asked if site == "127.0.0.5")
    assert max(waits) == pytest.approx(7, abs=0.5)


def test_a_server_that_asks_to_be_left_alone_is(web):
    site = web.site("127.0.0.6", {"/x": [Answer(status=429, Retry_After="9"), Answer("ok")]})
    waits: list[float] = []
    with Fetcher(QUICK, wait=waits.append) as fetcher:
        assert fetcher.fetch(f"{site}/x").status == 200
    assert 9 in waits


ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="https://a.example/2"/></entry></feed>'
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
READS_A_FILE = f'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset {NS}><url><loc>&x;</loc></url></urlset>'
LISTS = [
    (feed("https://a.example/1"), Listed.FEED, ["https://a.example/1"]),
    (ATOM, Listed.FEED, ["https://a.example/2"]),
    (f"<urlset {NS}><url><loc> https://a.example/3 </loc></url></urlset>", Listed.SITEMAP, ["https://a.example/3"]),
    (f"<sitemapindex {NS}><sitemap><loc>https://a.example/s</loc></sitemap></sitemapindex>", Listed.INDEX,
     ["https://a.example/s"]),
    ("<html><body><p>&lt;rss is a format</p></body></html>", Listed.PAGE, []),
    ("", Listed.PAGE, []),
    ("<rss><channel><item><link>https://a.example/4</link>", Listed.FEED, ["https://a.example/4"]),  # cut off
    (READS_A_FILE, Listed.SITEMAP, []),  # no entity reads a file
]  # fmt: skip


@pytest.mark.parametrize(("body", "kind", "addresses"), LISTS)
def test_lists_name_their_addresses(body, kind, addresses):
    found, entries = read_list(body.encode())
    assert (found, [entry.url for entry in entries]) == (kind, addresses)


def test_a_feed_tells_whose_an_item_is():
    source = "<source url='https://b.example'>The Post</source>"
    item = f"<item><title>Dam</title><link>https://a.example/1</link>{source}</item>"
    _, entries = read_list(f"<rss version='2.0'><channel>{item}</channel></rss>".encode())
    assert entries == (Entry("https://a.example/1", "Dam", None, "The Post"),)
