"""What pages gave, as rows: pages and where they were found, readings with all that is in them, the words to search."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from msgspec import Struct

from sayso.ledger.rows import columns, insert_sql, text_digest, to_json, to_row
from sayso.records import Capture, Flag, Page, Reading

Execute = Callable[..., sqlite3.Cursor]  # of an open transaction


class Found(Struct, frozen=True):
    """A place where a page was found."""

    page_id: str
    path: str
    capture: Capture = Capture()


def storable(words: str) -> str:
    """File names that are no UTF-8 reach Python as lone surrogates, which no database holds: spelled `\\udcff`."""
    return words.encode("utf-8", "backslashreplace").decode("utf-8")


def insert_page(execute: Execute, run_id: int, page: Page) -> None:
    """A page and where it was found; one that is there already only gains the place."""
    names = ("page_id", "run_id", "uri", "sha256", "size", "media_type", "fetched_at", "given")
    values = (page.page_id, run_id, page.uri, page.sha256, page.size, page.media_type, page.fetched_at)
    execute(insert_sql("pages", names), (*values, to_json(page.given)))
    insert_path(execute, run_id, Found(page.page_id, page.path, page.capture))


def insert_path(execute: Execute, run_id: int, found: Found) -> None:
    """Where a page was found."""
    sql = insert_sql("page_paths", ("page_id", "path", "run_id", "capture"))
    execute(sql, (found.page_id, storable(found.path), run_id, storable(to_json(found.capture))))


def insert_reading(execute: Execute, run_id: int, reader: str, reading: Reading) -> None:
    """What a reader read of a page, unless it has read it before."""
    rejected = [tuple(map(storable, (r.subject_id, r.stage, r.reason, r.detail))) for r in reading.rejected]
    digest = text_digest((reading.articles, reading.statements, rejected, reading.flags))
    page_id = reading.page.page_id
    done = execute(
        insert_sql("readings", ("page_id", "reader", "digest", "run_id")),
        (page_id, reader, digest, run_id),
    )
    if not done.rowcount:
        return
    key = (done.lastrowid, run_id)
    for table, records in (("articles", reading.articles), ("statements", reading.statements)):
        for record in records:
            execute(insert_sql(table, ("reading_id", "run_id", *columns(type(record)))), (*key, *to_row(record)))
    for flag in reading.flags:
        sql = insert_sql("reading_flags", ("reading_id", "run_id", *columns(Flag)))
        execute(sql, (*key, *to_row(flag)))
    names = ("reading_id", "run_id", "subject_id", "stage", "reason", "detail")
    for row in rejected:
        execute(insert_sql("reading_rejections", names), (*key, *row))


def index_words(execute: Execute) -> None:
    """Put what was inserted since the last time into the two search indexes."""
    execute("""
        INSERT INTO article_search (rowid, title, text)
        SELECT article_key, title, text FROM articles
        WHERE article_key > (SELECT coalesce(max(id), 0) FROM article_search_docsize)""")
    execute("""
        INSERT INTO statement_search (rowid, words)
        SELECT statement_key, words FROM statement_words
        WHERE statement_key > (SELECT coalesce(max(id), 0) FROM statement_search_docsize)""")
