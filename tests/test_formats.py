"""Web archives, letters, records: what comes out of each, under which name, and what is said of the rest."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zlib

import pytest

import pages_made as made
from sayso.pages import read_pages
from sayso.records import Page, Reason
from sayso.settings import JsonlFields, Settings

DEFAULTS = Settings()
STORY = b"<html><body><p>The dam held.</p></body></html>"
LATER = b"<html><body><p>The dam broke.</p></body></html>"
SITE = "https://lim.example/"
STAMP = "20310502101500"


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Write files and read them, by their names."""
    monkeypatch.chdir(tmp_path)

    def reading(settings: Settings = DEFAULTS, **files: bytes):
        names = {name.replace("__", "."): body for name, body in files.items()}
        for name, body in names.items():
            (tmp_path / name).write_bytes(body)
        return list(read_pages(sorted(names), settings))

    return reading


def paths(items) -> list[tuple[str, object]]:
    """Path and what came of it: the body of a page, or the reason."""
    return [(i.path, i.body if isinstance(i, Page) else i.reason) for i in items]


# ---------------------------------------------------------------- WARC

ONE = made.response(f"{SITE}a", STORY)
CHUNKED = b"%x\r\n%s\r\n0\r\n\r\n" % (len(STORY), STORY)
RAW_DEFLATE = zlib.compress(STORY)[2:-4]
RECORDS = [
    (ONE, ("a", STORY)),  # plain
    (made.response(f"{SITE}b", gzip.compress(STORY), Content_Encoding="gzip"), ("b", STORY)),
    (made.response(f"{SITE}c", CHUNKED, Transfer_Encoding="chunked"), ("c", STORY)),
    (
        made.response(f"{SITE}d", STORY, Transfer_Encoding="chunked", Content_Encoding="gzip"),
        ("d", STORY),
    ),  # undone before
    (made.response(f"{SITE}e", RAW_DEFLATE, Content_Encoding="deflate"), ("e", STORY)),
    (made.response(f"{SITE}f", b"The dam held.", "text/plain"), ("f", b"The dam held.")),
    (made.warc_record("resource", f"{SITE}g", STORY, Content_Type="text/html"), ("g", STORY)),
    (made.warc_record("conversion", f"{SITE}h", b"Words.", Content_Type="text/plain"), ("h", b"Words.")),
    (made.response(f"{SITE}i", b"%PDF-1.4", "application/pdf"), ("i", b"%PDF-1.4")),
]


@pytest.mark.parametrize(("record", "expected"), RECORDS)
@pytest.mark.parametrize("ending", ["warc", "warc.gz"])
def test_a_record_with_a_page_is_a_page(read, record, expected, ending):
    body = record if ending == "warc" else made.packed([record])
    (page,) = read(**{f"x.{ending}".replace(".", "__"): body})
    assert (page.path, page.body) == (f"x.{ending}!{STAMP}/{SITE}{expected[0]}", expected[1])
    assert page.uri == f"{SITE}{expected[0]}"
    assert page.fetched_at == page.capture.at == made.WARC_DATE
    assert page.capture.record.startswith("<urn:uuid:")


def test_what_is_no_page_is_counted(read):
    others = [
        made.response(f"{SITE}p.png", b"\x89PNG", "image/png"),
        made.response(f"{SITE}q.png", b"\x89PNG", "image/png"),
        made.response(f"{SITE}gone", STORY, status="404 Not Found"),
        made.response(f"{SITE}moved", b"", status="301 Moved"),
        made.warc_record("resource", "urn:view", STORY, Content_Type="text/html"),
        made.warc_record("request", SITE, b"GET / HTTP/1.1\r\n\r\n"),  # no answer, so nothing is missed
    ]
    page, rest = read(x__warc=b"".join([*others, ONE]))
    assert page.body == STORY
    assert (rest.path, rest.reason) == ("x.warc", Reason.UNKNOWN_TYPE)
    assert "5 of 6 records" in rest.detail
    assert "2 image/png" in rest.detail
    assert "1 status 404" in rest.detail


REVISITS = [
    ("same file", [ONE, made.revisit(f"{SITE}a", STORY)], f"20310601000000/{SITE}a"),
    ("another address", [ONE, made.revisit(f"{SITE}z", STORY)], f"20310601000000/{SITE}z"),
    (
        "by address and date, without a digest",
        [ONE, made.warc_record(
            "revisit", f"{SITE}a", b"HTTP/1.1 304 Not Modified\r\nContent-Type: text/html\r\n\r\n",
            WARC_Date="2031-06-01T00:00:00Z", WARC_Refers_To_Target_URI=f"{SITE}a", WARC_Refers_To_Date=made.WARC_DATE,
        )],
        f"20310601000000/{SITE}a",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "records", "expected"), REVISITS)
@pytest.mark.parametrize("kind", ["warc", "warc.gz", "wacz"])
def test_a_revisit_is_the_page_it_points_at(read, name, records, expected, kind):
    body = {"warc": b"".join, "warc.gz": made.packed, "wacz": made.wacz}[kind](records)
    first, again = read(**{f"x.{kind}".replace(".", "__"): body})
    assert again.body == first.body == STORY
    assert again.path.endswith(f"!{expected}")
    assert again.capture.at == "2031-06-01T00:00:00Z"


def test_a_revisit_finds_its_page_in_another_file_of_the_crawl(read):
    first, again = read(a__warc__gz=made.packed([ONE]), b__warc__gz=made.packed([made.revisit(f"{SITE}a", STORY)]))
    assert again.body == first.body
    assert again.page_id == first.page_id  # one page, two captures


def test_a_revisit_without_its_page_says_so(read):
    (lost,) = read(b__warc__gz=made.packed([made.revisit(f"{SITE}a", STORY)]))
    assert (lost.reason, lost.path) == (Reason.MISSING, f"b.warc.gz!20310601000000/{SITE}a")


TWO = [ONE, made.response(f"{SITE}b", LATER)]
GZ = made.packed(TWO)
FIRST = len(made.packed(TWO[:1]))
BROKEN = [
    ("in the second record", GZ[:-60], 1),
    ("in its head", GZ[: FIRST + 80], 1),
    ("between them", GZ[:FIRST], 1),  # a whole archive of one, as far as anybody can tell
    ("plain, in the second", b"".join(TWO)[:-30], 1),
    ("junk behind", GZ + b"junk" * 20, 2),
    ("junk alone", b"junk" * 20, 0),
    ("a flipped bit", GZ[: FIRST + 100] + bytes([GZ[FIRST + 100] ^ 64]) + GZ[FIRST + 101 :], 1),
]


@pytest.mark.parametrize(("where", "body", "pages"), BROKEN)
def test_what_a_broken_archive_holds_before_the_break_is_read(read, where, body, pages):
    name = "x__warc__gz" if body.startswith(b"\x1f\x8b") else "x__warc"
    items = read(**{name: body})
    assert [i.body for i in items if isinstance(i, Page)] == [STORY, LATER][:pages]
    told = [i for i in items if not isinstance(i, Page)]
    assert {i.reason for i in told} == (set() if where == "between them" else {Reason.DAMAGED})


def test_bytes_that_do_not_fit_their_digest_are_told(read):
    good = made.warc_record("response", SITE, made.http(STORY), WARC_Block_Digest="sha1:" + "A" * 32)
    (bad,) = read(x__warc=good)
    assert bad.reason == Reason.DAMAGED
    assert "digest" in bad.detail


def test_a_page_past_the_limit_is_told_and_the_next_read(read):
    bomb = made.response(f"{SITE}bomb", gzip.compress(bytes(3_000_000)), Content_Encoding="gzip")
    large, page = read(Settings(max_page_bytes=100_000), x__warc=bomb + ONE)
    assert (large.reason, page.body) == (Reason.TOO_LARGE, STORY)


def test_a_wacz_whose_warc_is_packed_by_an_unknown_method_says_so(read):
    whole = made.wacz([made.response(f"{SITE}a", b"<p>Words.</p>")])
    directory = whole.index(b"PK\x01\x02", whole.index(b"archive/data.warc.gz"))  # the entries of the central directory
    entry = whole.rindex(b"PK\x01\x02", directory, whole.index(b"archive/data.warc.gz", directory))
    (item,) = read(x__wacz=whole[: entry + 10] + b"\x63\x00" + whole[entry + 12 :])
    assert (item.reason, "method" in item.detail) == ("unreadable", True)


@pytest.mark.parametrize("ending", ["zip", "wacz"])
def test_a_member_that_is_said_to_begin_before_its_archive_is_damaged(read, ending):
    """Found by bench/fuzz_covered.py: zipfile tells of it as it tells of a fault of ours."""
    whole = made.wacz([made.response(f"{SITE}a", b"<p>Words.</p>")])
    end = whole.rindex(b"PK\x05\x06") + 16  # where the end says that the list of members begins
    later = (int.from_bytes(whole[end : end + 4], "little") + 523).to_bytes(4, "little")
    items = read(**{f"x__{ending}": whole[:end] + later + whole[end + 4 :]})
    assert items
    assert {item.reason for item in items} == {Reason.DAMAGED}


def test_a_wacz_without_a_warc_says_so(read):
    (item,) = read(x__wacz=made.zipped({"pages/pages.jsonl": b"{}"}))
    assert item.reason == Reason.DAMAGED


# ---------------------------------------------------------------- letters

WORDS = "The dam held through the night, the minister said, and nobody was hurt."


def test_a_letter_is_its_text_and_says_who_sent_it_when(read):
    message = made.letter(WORDS, Subject="=?utf-8?q?Fl=C3=BCsse_steigen?=", Archived_At="<https://lim.example/7>")
    (page,) = read(x__eml=message.as_bytes())
    assert page.body.decode().strip() == WORDS
    assert page.media_type == "text/plain"
    assert (page.given.title, page.given.outlet, page.given.url) == (
        "Flüsse steigen",
        "The Lim Weekly",
        "https://lim.example/7",
    )
    assert page.given.published == "2031-05-02T10:15:00+00:00"


ALTERNATIVES = [
    (WORDS, f"<p>{WORDS}</p>", "text/html"),  # both say the same: the one with blocks
    (WORDS * 9, "<p>See it in your browser.</p>", "text/plain"),  # the other says little
    ("", f"<p>{WORDS}</p>", "text/html"),  # only one there
    (WORDS, "", "text/plain"),
    (WORDS, "<style>p {color: red; margin: 0; border: none; padding: 1px}</style>", "text/plain"),  # a style is no word
]


@pytest.mark.parametrize(("text", "html", "expected"), ALTERNATIVES)
def test_of_two_alternatives_the_one_that_tells_more(read, text, html, expected):
    assert [p.media_type for p in read(x__eml=made.letter(text, html).as_bytes())] == [expected]


def test_what_is_attached_is_read_like_a_member(read):
    inner = made.letter("An older letter.")
    message = made.letter(WORDS)
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="report.pdf")
    message.add_attachment(
        made.zipped({"one.txt": b"In a zip."}), maintype="application", subtype="zip", filename="a.zip"
    )
    message.add_attachment(b"GIF89a", maintype="image", subtype="gif", filename="logo.gif")
    message.add_attachment(inner)
    found = dict(paths(read(x__eml=message.as_bytes())))
    assert found.keys() == {
        "x.eml", "x.eml!report.pdf", "x.eml!a.zip!one.txt", "x.eml!attached", "x.eml!part-4.eml"
    }  # fmt: skip
    assert found["x.eml!a.zip!one.txt"] == b"In a zip."
    assert found["x.eml!attached"] == Reason.UNKNOWN_TYPE
    assert found["x.eml!part-4.eml"].strip() == b"An older letter."


def test_an_mbox_is_its_letters_and_a_line_that_begins_with_from_splits_none(read):
    letters = [made.letter(f"From the dam, letter {n}.\n\nFrom here on it is quiet.") for n in (1, 2, 3)]
    found = read(x__mbox=made.mbox(letters))
    assert [p.path for p in found] == ["x.mbox#1", "x.mbox#2", "x.mbox#3"]
    assert b"\nFrom here on" in found[2].body


BAD_LETTERS = [
    (b"", Reason.EMPTY),
    (b"Subject: nothing in it\r\n\r\n", Reason.EMPTY),
    (b"\x00\xff" * 500, None),  # no letter: a page that is then found to be no text
    (made.letter(WORDS).as_bytes()[:-20], None),  # cut off: what is there is read
    (b"Content-Type: text/plain; charset=no-such\r\n\r\nWords.", None),
    (b"Subject: =?utf-8?b?!!!?=\r\nDate: Someday\r\n\r\nWords.", None),
    (
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3000)),
        Reason.DAMAGED,
    ),
]


@pytest.mark.parametrize(("body", "reason"), BAD_LETTERS)
def test_a_bad_letter_ends_with_a_reason(read, body, reason):
    items = read(x__eml=body)
    assert items
    assert getattr(items[0], "reason", None) == reason


def test_no_mbox_is_damaged(read):
    (item,) = read(x__mbox=b"Dear all,\n")
    assert item.reason == Reason.DAMAGED


# ---------------------------------------------------------------- records

NEWS_PLEASE = {
    "authors": ["Ada Roe"], "date_download": "2031-05-03 00:00:00", "date_publish": "2031-05-02 10:15:00",
    "maintext": WORDS, "source_domain": "lim.example", "title": "Dam holds", "url": f"{SITE}a", "text": None,
}  # fmt: skip
TRAFILATURA = {
    "title": "Dam holds", "author": "Ada Roe", "hostname": "lim.example", "date": "2031-05-02", "raw_text": WORDS,
    "text": WORDS, "source": f"{SITE}a", "source-hostname": "Lim Weekly", "filedate": "2031-05-03", "comments": "",
}  # fmt: skip
FUNDUS = {
    "title": "Dam holds", "authors": ["Ada Roe"], "publishing_date": "2031-05-02 10:15:00+00:00", "topics": [],
    "body": {"summary": [], "sections": [{"headline": [], "paragraphs": [WORDS[:31], WORDS[32:]]}]},
    "publisher": "Lim Weekly",
    "html": {"responded_url": f"{SITE}a", "requested_url": f"{SITE}b"},
}  # fmt: skip
NINJS_3 = {
    "uri": f"{SITE}a", "type": "text", "versionCreated": "2031-05-02T11:00:00Z", "firstCreated": "2031-05-02T10:15:00Z",
    "headlines": [{"role": "short", "value": "Dam"}, {"role": "main", "value": "Dam holds"}], "by": "Ada Roe",
    "bodies": [{"role": "main", "contentType": "text/plain", "value": WORDS}], "copyrightHolder": "Lim Weekly",
}  # fmt: skip
NINJS_2 = {
    "uri": f"{SITE}a", "versioncreated": "2031-05-02T11:00:00Z", "firstcreated": "2031-05-02T10:15:00Z",
    "by": "Ada Roe", "headlines": [{"value": "Dam holds"}], "bodies": [{"contenttype": "text/plain", "value": WORDS}],
    "infosources": [{"name": "Lim Weekly"}],
}  # fmt: skip
NINJS_1 = {
    "uri": f"{SITE}a", "versioncreated": "2031-05-02T10:15:00Z", "headline": "Dam holds", "body_text": WORDS,
    "byline": "Ada Roe", "copyrightholder": "Lim Weekly",
}  # fmt: skip
GDELT = {
    "url": f"{SITE}a", "title": "Dam holds", "seendate": "20310502T101500Z", "domain": "lim.example", "content": WORDS,
    "author": "Ada Roe", "date": "2031-05-02",
}  # fmt: skip
MAPS = [NEWS_PLEASE, TRAFILATURA, FUNDUS, NINJS_3, NINJS_2, NINJS_1, GDELT]
NAMES = ["news-please", "trafilatura", "fundus", "ninjs-3", "ninjs-2", "ninjs-1", "gdelt"]


@pytest.mark.parametrize("record", MAPS, ids=NAMES)
def test_the_records_of_common_scrapers_are_read_as_they_are(read, record):
    (page,) = read(x__json=json.dumps(record).encode())
    assert " ".join(page.body.decode().split()) == WORDS
    assert page.given.url == page.uri == f"{SITE}a"
    assert page.given.title == "Dam holds"
    assert page.given.byline == "Ada Roe"
    assert page.given.published.startswith("2031-05-02")
    assert page.given.outlet in {"Lim Weekly", "lim.example"}


def test_every_ready_map_has_a_record_here_and_fits_no_other(read):
    from sayso.pages.fields import map_for, ready_maps

    assert [map_for(record, JsonlFields()).name for record in MAPS] == [ready.name for ready in ready_maps()]


def test_an_ninjs_body_in_html_is_html(read):
    record = {**NINJS_3, "bodies": [{"contentType": "text/html", "value": f"<p>{WORDS}</p>"}]}
    assert [p.media_type for p in read(x__json=json.dumps(record).encode())] == ["text/html"]


FILES = [
    ("a list", json.dumps([TRAFILATURA, FUNDUS]), ["x.json#1", "x.json#2"]),
    ("under a name", json.dumps({"articles": [GDELT, GDELT | {"url": SITE}]}), ["x.json#1", "x.json#2"]),
    ("one", json.dumps(NINJS_1), ["x.json"]),
    ("one with a list in it", json.dumps(NEWS_PLEASE | {"items": [1]}), ["x.json"]),
    ("with a mark", "\ufeff" + json.dumps([TRAFILATURA]), ["x.json#1"]),
]


@pytest.mark.parametrize(("name", "body", "expected"), FILES)
def test_a_json_file_is_one_record_or_many(read, name, body, expected):
    assert [i.path for i in read(x__json=body.encode())] == expected


@pytest.mark.parametrize(("name", "body", "expected"), FILES[:2])
def test_a_long_list_is_read_item_by_item(read, name, body, expected):
    items = read(Settings(max_page_bytes=600), x__json=body.encode())  # the file is longer, a record is not
    assert [(i.path, isinstance(i, Page)) for i in items] == [(path, True) for path in expected]


BAD_JSON = [
    ("cut off", json.dumps([TRAFILATURA, FUNDUS])[:-50], [None, Reason.DAMAGED]),
    ("no JSON", "dear all", [Reason.DAMAGED]),
    ("nothing", "", [Reason.DAMAGED]),
    ("empty list", "[]", [Reason.EMPTY]),
    ("addresses alone", json.dumps([{"url": SITE, "title": "T", "seendate": "2031", "domain": "d"}]), [Reason.EMPTY]),
    ("nested without end", "[" * 200_000, [Reason.DAMAGED]),
    ("a number", "7", [Reason.DAMAGED]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "body", "expected"), BAD_JSON)
def test_a_bad_json_file_ends_with_a_reason(read, name, body, expected):
    assert [getattr(i, "reason", None) for i in read(x__json=body.encode())] == expected


def test_the_users_own_map_goes_before_the_ready_ones(read):
    own = JsonlFields(text=("raw_text",), title=("hostname",), html=())
    (page,) = read(Settings(jsonl=own), x__json=json.dumps(TRAFILATURA).encode())
    assert page.given.title == "lim.example"


def test_parquet_is_a_page_a_row(read):
    rows = [{**TRAFILATURA, "text": f"{WORDS} {n}"} for n in range(100)]
    found = read(x__parquet=made.parquet(rows))
    assert [p.path for p in found] == [f"x.parquet#{n}" for n in range(1, 101)]
    assert found[99].body.decode() == f"{WORDS} 99"
    (cut,) = read(x__parquet=made.parquet(rows)[:-100])
    assert cut.reason == Reason.DAMAGED


# ---------------------------------------------------------------- archives within archives


def test_archives_within_archives_are_read_to_the_bottom(read):
    warc = made.packed([ONE])
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w:gz") as archive:
        for name, body in {"deep/x.warc.gz": warc, "y.parquet": made.parquet([TRAFILATURA])}.items():
            info = tarfile.TarInfo(name)
            info.size = len(body)
            archive.addfile(info, io.BytesIO(body))
    found = paths(
        read(a__zip=made.zipped({"b.tgz": tar.getvalue(), "c.jsonl.gz": gzip.compress(json.dumps(GDELT).encode())}))
    )
    assert found == [
        (f"a.zip!b.tgz!deep/x.warc.gz!{STAMP}/{SITE}a", STORY),
        ("a.zip!b.tgz!y.parquet#1", WORDS.encode()),
        ("a.zip!c.jsonl.gz#1", WORDS.encode()),
    ]


def test_how_deep_and_how_many_is_limited(read):
    body = made.zipped({"page.txt": b"words"})
    for _ in range(5):
        body = made.zipped({"a.zip": body})
    (deep,) = read(Settings(max_archive_depth=4), x__zip=body)
    assert (deep.path.count("!"), deep.reason) == (5, Reason.UNSAFE)
    many = made.zipped({f"{n}.txt": b"words" for n in range(5)})
    items = read(Settings(max_archive_members=3), y__zip=many)
    assert [getattr(i, "reason", None) for i in items] == [None, None, None, Reason.UNSAFE]


def test_all_that_an_archive_unpacks_to_is_limited_together(read):
    inner = made.zipped({f"{n}.txt": bytes(range(256)) * 200 for n in range(10)}, 0)
    items = read(Settings(max_archive_bytes=200_000), x__zip=made.zipped({"a.zip": inner}, 0))
    assert Reason.UNSAFE in {getattr(i, "reason", None) for i in items}
    assert sum(isinstance(i, Page) for i in items) <= 4
