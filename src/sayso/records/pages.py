"""Pages, the articles cut out of them, and what was not read."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from sayso.records.shared import Dated, Span, Timex


class Given(Struct, frozen=True):
    """What the record that carried a page says about it (a scraper's JSON line). Null: it says nothing."""

    url: str | None = None
    title: str | None = None
    published: str | None = None  # as written in the record, not yet parsed
    outlet: str | None = None
    byline: str | None = None


class Capture(Struct, frozen=True):
    """What the archive that holds a page says of it. The same page captured twice is one page with two captures."""

    record: str | None = None  # WARC-Record-ID or Message-ID; null: the input has none
    at: str | None = None  # when it was captured, as told; null: not told
    digest: str | None = None  # of the payload, as the archive keeps it ("sha1:…"); null: it keeps none


class Address(Struct, frozen=True):
    """Where on the web a page was, and when it was first captured there."""

    url: str
    at: str | None  # ISO 8601, by the first capture that tells; null: none does


class Page(Struct, frozen=True):
    """The bytes of one document as fetched. `page_id` hashes body, media type and `given`: never path or capture."""

    page_id: str
    uri: str | None  # its address on the web, when told; null otherwise
    path: str  # the input as given: "pile/a.html", "pile/a.zip!b.txt", "pile/a.jsonl#12", "a.warc!2031…/https://…"
    sha256: str  # of `body`
    size: int  # bytes of `body`
    media_type: str  # "text/html", "text/plain", "application/pdf", or that of .docx
    fetched_at: str | None  # ISO 8601; null unless the input tells it (a file's own time is no evidence)
    body: bytes
    given: Given = Given()
    capture: Capture = Capture()


class BlockKind(StrEnum):
    """What a block of a page is. Only PARAGRAPH, HEADING, QUOTE and LIST stand in `Article.text`."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"  # a crosshead inside the story
    QUOTE = "quote"
    LIST = "list"
    TITLE = "title"
    BYLINE = "byline"
    DATE = "date"
    CAPTION = "caption"
    CHROME = "chrome"  # menus, share and subscribe lines, comment boxes, category lines
    TEASER = "teaser"  # the stub of another story
    REPEAT = "repeat"  # a passage the page tells twice, second telling
    PULL_QUOTE = "pull-quote"  # words of the story set large beside it
    NEWSLETTER = "newsletter"  # a box that asks for the reader's address
    COMMENT = "comment"  # what readers wrote below


class Block(Struct, frozen=True):
    """One block of the page that belongs to an article."""

    kind: BlockKind
    span: Span | None  # in `Article.text`; null when the block is kept out of the text
    page_span: Span | None  # in the decoded page; null for HTML
    text: str = ""  # the words of a block kept out of the text; empty when `span` is set
    note: str = ""  # why it is what it is, when that is not plain from the kind


class Teaser(Struct, frozen=True):
    """The stub of another story on a page. None of its words belong to the article."""

    title: str
    text: str  # title and blurb as they stand
    page_span: Span | None  # in the decoded page; null for HTML


class Article(Struct, frozen=True):
    """One story cut out of a page.

    `text` is the story without title, byline, captions and chrome; its paragraphs are joined by one blank line.
    `offsets` maps it to the decoded page: runs `(text_start, page_start, length)` in text order, each of which copies
    `length` code points one to one; characters of the text in no run stand for white space or mended characters.
    Empty for HTML.
    """

    article_id: str
    page_id: str
    ordinal: int  # place on the page, from 0
    title: str | None  # null: none was recognised
    byline: str | None  # as it stands, without "By"; null: none
    outlet: str | None  # null: the page does not tell
    agency: str | None  # the wire agency credited ("AP"); null: none credited
    dateline: str | None  # place as it stands ("OSLO, Norway"); null: none
    language: str  # ISO 639-1
    published: Dated
    text: str
    blocks: tuple[Block, ...]
    teasers: tuple[Teaser, ...]
    times: tuple[Timex, ...]  # in text order, values read against `published`
    offsets: tuple[tuple[int, int, int], ...]
    page_span: Span | None  # from title to last block in the decoded page; null for HTML
    notes: tuple[str, ...] = ()  # what was done to it: "mojibake mended in 3 places"
    sheets: tuple[tuple[int, int], ...] = ()  # (text_start, number from 1) of the sheets of a PDF; empty: it is none


class Reason(StrEnum):
    """Why something was not read."""

    EMPTY = "empty"
    BINARY = "binary"
    TOO_SHORT = "too-short"
    TOO_LARGE = "too-large"
    LANGUAGE = "language"
    INDEX = "index-page"  # links and stubs, no story
    SCANNED = "scanned"  # pictures of pages, without the words in them
    TOO_SLOW = "too-slow"  # it took longer than a page may
    UNREADABLE = "unreadable"  # permission, I/O error
    MISSING = "missing"  # the path is gone
    DAMAGED = "damaged"  # a truncated archive, a line that is no JSON
    UNSAFE = "unsafe"  # a member name that leaves the archive, a bomb
    UNKNOWN_TYPE = "unknown-type"
    FORBIDDEN = "forbidden"  # robots.txt asks us not to
    FAILED = "failed"  # a stage failed on it; the detail names the error


class Rejected(Struct, frozen=True):
    """An input, or a part of one, that was not read, and why."""

    subject_id: str  # a page_id or article_id; the path itself when no page could be made
    path: str
    stage: str  # "pages" or "articles" or "statements"
    reason: Reason
    detail: str  # one sentence with the numbers


class Fetch(Struct, frozen=True):
    """One answered request for an address of the web."""

    at: str  # ISO 8601, UTC
    url: str  # as asked for, without credentials and fragment
    final_url: str  # after redirects
    status: int  # 200, or 304: as it was before
    etag: str | None  # null: the server told none
    last_modified: str | None  # null likewise
    sha256: str | None  # of the body; null: 304
    archive: str | None  # name of the WARC file in the folder beside the ledger; null: kept in none
