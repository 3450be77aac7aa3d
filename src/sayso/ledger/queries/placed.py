"""Articles and statements with the paths they came in by: what every other query points into."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from sayso.errors import NotFound
from sayso.ledger.rows import chunked, columns, from_row
from sayso.ledger.store import CHUNK, Ledger
from sayso.records import (
    Article,
    Capture,
    Person,
    RuledArticle,
    RuledStatement,
    Span,
    Spoken,
    Statement,
    Timex,
    as_identified,
)
from sayso.text import sentences, told_in

R = TypeVar("R", bound=Struct)
GAP = " … "  # between the pieces of a statement that is split, as in the view statement_words


class PlacedArticle(Struct, frozen=True):
    """An article and a path its page came in by."""

    path: str
    article: Article
    capture: Capture = Capture()  # as the archive at this path tells it


class PlacedStatement(Struct, frozen=True):
    """A statement in its article."""

    path: str
    article: Article
    statement: Statement


class PlacedTime(Struct, frozen=True):
    """A time expression in its article."""

    path: str
    article: Article
    time: Timex


class Quoted(Struct, frozen=True):
    """A statement to be read: its words, and the sentences they stand in."""

    path: str  # the first of the page's paths
    article: Article
    statement: Statement
    source: str  # words; empty: nobody is named as speaking
    cue: str
    content: str
    context: str  # the whole sentences around source, cue and content, verbatim
    context_span: Span  # of `context` in the article's text, or in its title for a headline
    family_id: str | None  # null: the article neither copies nor is copied
    story_id: str  # the first version of the article, when its page was fetched again; else the article


def articles(ledger: Ledger) -> Iterator[PlacedArticle]:
    """Every article under every path of its page, by path and place on the page."""
    return _articles(
        ledger,
        """
        SELECT p.path, a.article_key, p.capture FROM page_paths p JOIN current_articles a ON a.page_id = p.page_id
        ORDER BY p.path, a.ordinal, a.article_id""",
    )


def articles_once(ledger: Ledger) -> Iterator[PlacedArticle]:
    """Every article once, under the first path of its page, by path and place on the page."""
    return _articles(
        ledger,
        """
        SELECT a.path, a.article_key, p.capture FROM current_articles a
        JOIN page_paths p ON p.page_id = a.page_id AND p.path = a.path ORDER BY a.path, a.ordinal, a.article_id""",
    )


def times(ledger: Ledger) -> Iterator[PlacedTime]:
    """Every time expression that was read, under every path, in the order of the articles and of their words."""
    for placed in articles(ledger):
        for time in sorted(placed.article.times, key=lambda t: (t.span, t.type, t.value)):
            yield PlacedTime(placed.path, placed.article, time)


def statements(ledger: Ledger) -> Iterator[PlacedStatement]:
    """Every statement under every path of its page, by article, headlines first, then by first words."""
    return _placed(_told(ledger, articles(ledger)))


def statements_once(ledger: Ledger) -> Iterator[PlacedStatement]:
    """Every statement once, under the first path of its page, in the order of `statements`."""
    return _placed(_told(ledger, articles_once(ledger)))


def articles_with_statements(ledger: Ledger) -> Iterator[tuple[PlacedArticle, list[Statement]]]:
    """Every article once, with what is said in it, in the order of `statements`."""
    return _told(ledger, articles_once(ledger))


def article(ledger: Ledger, article_id: str) -> PlacedArticle:
    """One article under the first path of its page. Raises NotFound."""
    sql = "SELECT article_key, path FROM current_articles WHERE article_id = ?"
    for key, path in list(ledger.rows(sql, (article_id,))):
        for found in as_ruled(ledger, ledger.by_key(Article, [key])):
            return PlacedArticle(path, found)
    raise NotFound(f"{ledger.path}: no article {article_id}. `sayso export --table articles` lists them.")


def statements_of(ledger: Ledger, article_ids: Sequence[str]) -> dict[str, list[Statement]]:
    """The statements of articles, by article id: headlines first, then in the order of their first words."""
    names = ", ".join(f"s.{name}" for name in columns(Statement))
    sql = f"""
        SELECT {names} FROM statements s JOIN current_articles a USING (reading_id, article_id)
        WHERE a.article_id IN (SELECT value FROM json_each(?))
          AND s.statement_id NOT IN (SELECT statement_id FROM refused_statements)
        ORDER BY s.headline DESC, s.first, s.statement_id"""
    found: dict[str, list[Statement]] = {}
    rows = ledger.rows(sql, (json.dumps(article_ids),))
    for statement in identified(ledger, [from_row(Statement, row) for row in rows]):
        found.setdefault(statement.article_id, []).append(statement)
    return found


def identified(ledger: Ledger, statements: Sequence[Statement]) -> list[Statement]:
    """The statements, in their order, each with the speaker it has over the pile, and as persons ruled."""
    told, names = (", ".join(f"{of}.{name}" for name in columns(kind)) for of, kind in (("k", Spoken), ("p", Person)))
    sql = f"""
        SELECT {told}, {names} FROM json_each(?) i
        JOIN current_spoken k ON k.statement_id = i.value LEFT JOIN current_people p ON p.person_id = k.person_id"""
    ids = json.dumps([one.statement_id for one in statements])
    rows = ledger.rows(sql, (ids,))
    width = len(columns(Spoken))
    spoken = {
        row[0]: (from_row(Person, row[width:]) if row[width] is not None else None, from_row(Spoken, row[:width]))
        for row in rows
    }
    ruled = {one.statement_id: one for one in _ruled(ledger, RuledStatement, "statement_id", ids)}
    return [
        replace(one, act=now.act, speaker=now.speaker, said_on=now.said_on, why=now.why)
        if (now := ruled.get(one.statement_id))
        else as_identified(one, *spoken[one.statement_id])
        if one.statement_id in spoken
        else one
        for one in statements
    ]


def as_ruled(ledger: Ledger, read: Iterable[Article]) -> Iterator[Article]:
    """The articles, in their order, each with the day that a person ruled it to be of."""
    everything = iter(read)
    while some := list(islice(everything, CHUNK)):
        ids = json.dumps([article.article_id for article in some])
        ruled = {one.article_id: one for one in _ruled(ledger, RuledArticle, "article_id", ids)}
        for one in some:
            now = ruled.get(one.article_id)
            yield replace(one, published=now.published, times=now.times) if now else one


def _ruled(ledger: Ledger, kind: type[R], key: str, ids: str) -> Iterator[R]:
    table = {RuledArticle: "ruled_articles", RuledStatement: "ruled_statements"}[kind]
    names = ", ".join(f"r.{name}" for name in columns(kind))
    sql = f"SELECT {names} FROM json_each(?) i JOIN current_{table} r ON r.{key} = i.value"
    return (from_row(kind, row) for row in ledger.rows(sql, (ids,)))


def quoted(ledger: Ledger, statement_ids: Sequence[str]) -> Iterator[Quoted]:
    """These statements with their words in context, by path, place on the page, headlines first, and first words."""
    keys = list(
        ledger.rows(
            """
            SELECT a.path, a.article_key, s.statement_key
            FROM json_each(?) i
            JOIN statements s ON s.statement_id = i.value
            JOIN current_articles a ON a.reading_id = s.reading_id AND a.article_id = s.article_id
            WHERE s.statement_id NOT IN (SELECT statement_id FROM refused_statements)
            ORDER BY a.path, a.ordinal, a.article_id, s.headline DESC, s.first, s.statement_id""",
            (json.dumps(statement_ids),),
        )
    )
    for some in chunked(range(len(keys)), CHUNK):
        part = [keys[at] for at in some]
        found_articles = list(as_ruled(ledger, ledger.by_key(Article, [key for _, key, _ in part])))
        found_statements = identified(ledger, list(ledger.by_key(Statement, [key for _, _, key in part])))
        families = families_of(ledger, [of.article_id for of in found_articles])
        stories = stories_of(ledger, [of.article_id for of in found_articles])
        for (path, _, _), of, statement in zip(part, found_articles, found_statements, strict=True):
            belongs = families.get(of.article_id), stories.get(of.article_id, of.article_id)
            yield _quote(path, of, statement, belongs)


def families_of(ledger: Ledger, article_ids: Sequence[str]) -> dict[str, str]:
    """The family of each of these articles that is in one."""
    sql = (
        "SELECT article_id, family_id FROM current_family_members WHERE article_id IN (SELECT value FROM json_each(?))"
    )
    return dict(ledger.rows(sql, (json.dumps(sorted(set(article_ids))),)))


def stories_of(ledger: Ledger, article_ids: Sequence[str]) -> dict[str, str]:
    """The first version of each of these articles that has another version."""
    sql = "SELECT article_id, story_id FROM current_versions WHERE article_id IN (SELECT value FROM json_each(?))"
    return dict(ledger.rows(sql, (json.dumps(sorted(set(article_ids))),)))


def words_of(text: str, spans: Sequence[Span]) -> str:
    """The words of spans, pieces apart from each other marked by an ellipsis."""
    return GAP.join(text[span.start : span.end] for span in spans)


def _told(ledger: Ledger, everything: Iterator[PlacedArticle]) -> Iterator[tuple[PlacedArticle, list[Statement]]]:
    while some := list(islice(everything, CHUNK)):
        found = statements_of(ledger, [one.article.article_id for one in some])
        for one in some:
            yield one, found.get(one.article.article_id, [])


def _placed(told: Iterator[tuple[PlacedArticle, list[Statement]]]) -> Iterator[PlacedStatement]:
    for one, said in told:
        for statement in said:
            yield PlacedStatement(one.path, one.article, statement)


def _articles(ledger: Ledger, sql: str) -> Iterator[PlacedArticle]:
    keys = list(ledger.rows(sql))
    found = as_ruled(ledger, ledger.by_key(Article, [key for _, key, _ in keys]))
    read = msgspec.json.Decoder(Capture).decode
    return (PlacedArticle(path, one, read(told)) for (path, _, told), one in zip(keys, found, strict=True))


def _quote(path: str, of: Article, statement: Statement, belongs: tuple[str | None, str]) -> Quoted:
    """`belongs`: the family and the story of the article."""
    text = told_in(of, statement)
    spans = (*statement.source, *statement.cue, *statement.content)
    first = min((span.start for span in spans), default=0)
    last = max((span.end for span in spans), default=0)
    around = [span for span in sentences(text) if span.end > first and span.start < last]
    start = min([first, *(span.start for span in around)])
    end = max([last, *(span.end for span in around)])
    return Quoted(
        path=path,
        article=of,
        statement=statement,
        source=words_of(text, statement.source),
        cue=words_of(text, statement.cue),
        content=words_of(text, statement.content),
        context=text[start:end],
        context_span=Span(start, end),
        family_id=belongs[0],
        story_id=belongs[1],
    )
