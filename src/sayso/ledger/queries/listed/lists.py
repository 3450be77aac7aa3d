"""Lists in parts, out of what was worked out ahead (`ledger/lists`). Every function needs a ledger of `open_listed`."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import Struct

from sayso.errors import NotFound
from sayso.ledger.queries.listed.lines import (
    ArticleLine,
    ClaimLine,
    Extent,
    FamilyLine,
    Filter,
    FlagLine,
    PartyLine,
    QueueLine,
    SaidLine,
    Slice,
)
from sayso.ledger.queries.listed.narrowing import narrowed
from sayso.ledger.queries.overview import Overview
from sayso.ledger.queries.people import Speaking
from sayso.ledger.queries.tables import RejectedRow
from sayso.ledger.store import Ledger

PAGE = 40  # lines of a list that are shown at once: a screen or two, some 60 kB
DEEP = 50_000  # lines a filtered list is counted and paged to; nobody pages on

T = TypeVar("T")

ARTICLE = """a.article_id, a.path, a.title, a.outlet, a.language, a.earliest, a.latest, a.family_id, a.origin,
  a.statements, a.flags"""
SAID = """s.statement_id, a.article_id, a.title, w.words, s.party, s.speaker, s.person_id, s.act, s.stance, s.outlet,
  coalesce(s.earliest, s.open_from), coalesce(s.latest, s.open_until), s.origin, s.score"""


def overview_listed(ledger: Ledger) -> Overview:
    """The counts, as they were when the lists were made."""
    return msgspec.json.decode(_fact(ledger, "overview"), type=Overview)


def extent(ledger: Ledger) -> Extent:
    """More counts, likewise."""
    return msgspec.json.decode(_fact(ledger, "extent"), type=Extent)


def claim_lines(ledger: Ledger, page: int = 1, *, contested: bool = False) -> Slice[ClaimLine]:
    """The claims that stand by themselves, most contested first; or of all claims those that are held and rejected."""
    source = "lists.claims WHERE contested = 1" if contested else "lists.claims WHERE parent IS NULL"
    return _slice(ledger, _List("line", source, _claim_line), page)


def details_of(ledger: Ledger, claim_ids: Sequence[str]) -> dict[str, list[ClaimLine]]:
    """By claim: the claims that tell a detail of it, most contested first."""
    sql = """
        SELECT c.parent, c.line FROM lists.claims c WHERE c.parent IN (SELECT value FROM json_each(?))
        ORDER BY c.parent, c.rank"""
    found: dict[str, list[ClaimLine]] = {}
    for parent, line in ledger.rows(sql, (json.dumps(list(claim_ids)),)):
        found.setdefault(parent, []).append(msgspec.json.decode(line, type=ClaimLine))
    return found


def claim_line(ledger: Ledger, claim_id: str) -> ClaimLine | None:
    """The line of one claim; None when the lists do not know it yet."""
    for (line,) in ledger.rows("SELECT line FROM lists.claims WHERE claim_id = ?", (claim_id,)):
        return msgspec.json.decode(line, type=ClaimLine)
    return None


def claims_of_party(ledger: Ledger, party: str, page: int = 1) -> Slice[ClaimLine]:
    """The claims on which a party takes a position, most contested first."""
    source = "lists.party_claims p JOIN lists.claims c ON c.rank = p.rank WHERE p.party = ?"
    counted = "lists.party_claims p WHERE p.party = ?"
    return _slice(ledger, _List("c.line", source, _claim_line, "p.rank", counted), page, (party,))


def person_lines(ledger: Ledger, page: int = 1) -> Slice[Speaking]:
    """People and bodies, the most often heard first."""
    return _slice(ledger, _List("line", "lists.people", _speaking), page)


def person_line(ledger: Ledger, person_id: str) -> Speaking:
    """One person or body. Raises NotFound."""
    for (line,) in ledger.rows("SELECT line FROM lists.people WHERE person_id = ?", (person_id,)):
        return msgspec.json.decode(line, type=Speaking)
    raise NotFound(f"{ledger.path}: nobody with the id {person_id!r}. `sayso who` lists who is there.")


def party_lines(ledger: Ledger, page: int = 1) -> Slice[PartyLine]:
    """Parties, the most often heard first."""
    names = "party, statements, articles, origins, claims, earliest, latest"
    return _slice(ledger, _List(names, "lists.parties", lambda row: PartyLine(*row)), page)


def outlets(ledger: Ledger, most: int) -> list[str]:
    """Outlets, those with the most articles first."""
    return [str(name) for (name,) in ledger.rows("SELECT outlet FROM lists.outlets ORDER BY rank LIMIT ?", (most,))]


def party_line(ledger: Ledger, party: str) -> PartyLine:
    """One party. Raises NotFound."""
    sql = "SELECT party, statements, articles, origins, claims, earliest, latest FROM lists.parties WHERE party = ?"
    for row in ledger.rows(sql, (party,)):
        return PartyLine(*row)
    raise NotFound(f"{ledger.path}: no party {party!r}. The list of parties has all that are heard.")


def people_of_party(ledger: Ledger, party: str) -> list[tuple[str | None, str, int]]:
    """`(person_id, name, statements)` of those who speak for a party, the most often heard first; at most 40."""
    sql = "SELECT person_id, speaker, statements FROM lists.party_people WHERE party = ? ORDER BY rank"
    return [(person_id, name, count) for person_id, name, count in ledger.rows(sql, (party,))]


def article_lines(ledger: Ledger, page: int = 1, *, outlet: str | None = None) -> Slice[ArticleLine]:
    """Articles by path and place on the page."""
    given: tuple[object, ...] = () if outlet is None else (outlet,)
    source = "lists.articles a" if outlet is None else "lists.articles a WHERE a.outlet = ?"
    return _slice(ledger, _List(ARTICLE, source, to_article_line, "a.place"), page, given)


def article_line(ledger: Ledger, article_id: str) -> ArticleLine | None:
    """The line of one article; None when the lists do not know it."""
    for row in ledger.rows(f"SELECT {ARTICLE} FROM lists.articles a WHERE a.article_id = ?", (article_id,)):
        return to_article_line(row)
    return None


def family_lines(ledger: Ledger, page: int = 1) -> Slice[FamilyLine]:
    """Families, the largest first."""
    source = "lists.families f LEFT JOIN lists.articles a ON a.article_id = f.origin_id"
    names = f"f.family_id, f.articles, f.outlets, {ARTICLE}"
    return _slice(ledger, _List(names, source, _family_line, "f.rank", "lists.families"), page)


def flag_lines(ledger: Ledger, page: int = 1, *, kind: str | None = None) -> Slice[FlagLine]:
    """Flags, by the article they are about."""
    which, given = ("", ()) if kind is None else (" WHERE f.kind = ?", (kind,))
    source = f"lists.flags f LEFT JOIN lists.articles a ON a.place = f.place{which}"
    names = "f.kind, f.subject_id, a.article_id, a.title, f.why"
    return _slice(ledger, _List(names, source, lambda row: FlagLine(*row), "f.rank"), page, given)


def rejected_lines(ledger: Ledger, page: int = 1, *, reason: str | None = None) -> Slice[RejectedRow]:
    """What was not read, by path."""
    which, given = ("", ()) if reason is None else (" WHERE reason = ?", (reason,))
    names = "path, article_id, stage, reason, detail"
    return _slice(ledger, _List(names, f"lists.rejected{which}", lambda row: RejectedRow(*row)), page, given)


def queue_lines(ledger: Ledger, page: int = 1, *, kind: str | None = None) -> Slice[QueueLine]:
    """What is worth a person's minute."""
    which, given = ("", ()) if kind is None else (" WHERE q.kind = ?", (kind,))
    names = """q.kind, q.subject_id, coalesce(
      (SELECT json_extract(c.line, '$.text') FROM lists.claims c WHERE c.claim_id = q.subject_id),
      (SELECT w.words FROM lists.said s JOIN statement_words w ON w.statement_key = s.statement_key
        WHERE s.statement_id = q.subject_id), ''), q.why"""
    return _slice(ledger, _List(names, f"lists.queue q{which}", lambda row: QueueLine(*row), "q.rank"), page, given)


def said_lines(ledger: Ledger, by: Filter, page: int = 1) -> Slice[SaidLine]:
    """Statements by day, the undated last, then by their place in the pile."""
    condition, values = narrowed(by)
    sql = f"""
        SELECT s.statement_key FROM lists.said s WHERE {condition} ORDER BY s.rank LIMIT ? OFFSET ?"""
    total = _total(ledger, f"SELECT 1 FROM lists.said s WHERE {condition}", values)
    page, pages = _within(page, total)
    keys = [key for (key,) in ledger.rows(sql, (*values, PAGE, (page - 1) * PAGE))]
    return Slice(tuple(said_of(ledger, keys)), total, page, pages)


def said_of(ledger: Ledger, keys: Sequence[int]) -> list[SaidLine]:
    """The lines of statements by their keys, in the order given."""
    sql = f"""
        SELECT s.statement_key, {SAID} FROM json_each(?) k JOIN lists.said s ON s.statement_key = k.value
        JOIN lists.articles a ON a.place = s.place JOIN statement_words w ON w.statement_key = s.statement_key"""
    found = {key: to_said_line(row) for key, *row in ledger.rows(sql, (json.dumps(keys),))}
    return [found[key] for key in keys if key in found]


def to_article_line(row: Sequence[Any]) -> ArticleLine:
    """From the columns of `ARTICLE`."""
    values = [*row]
    values[8] = bool(values[8])
    return ArticleLine(*values)


def to_said_line(row: Sequence[Any]) -> SaidLine:
    """From the columns of `SAID`."""
    values = [*row]
    values[12] = bool(values[12])
    return SaidLine(*values)


def _claim_line(row: Sequence[Any]) -> ClaimLine:
    return msgspec.json.decode(row[0], type=ClaimLine)


def _speaking(row: Sequence[Any]) -> Speaking:
    return msgspec.json.decode(row[0], type=Speaking)


def _family_line(row: Sequence[Any]) -> FamilyLine:
    family_id, articles, outlets, *origin = row
    return FamilyLine(family_id, to_article_line(origin) if origin[0] else None, articles, outlets)


def _fact(ledger: Ledger, name: str) -> str:
    return str(next(ledger.rows("SELECT value FROM lists.facts WHERE name = ?", (name,)))[0])


class _List(Struct, Generic[T], frozen=True):
    """How a list is read: which columns of which rows, and what a row is made into."""

    names: str
    source: str
    read: Callable[[Sequence[Any]], T]
    order: str = "rank"
    counted: str = ""  # where its rows are counted, when that is quicker than in `source`


def _slice(ledger: Ledger, of: _List[T], page: int, values: Sequence[object] = ()) -> Slice[T]:
    total = _total(ledger, f"SELECT 1 FROM {of.counted or of.source}", values)
    page, pages = _within(page, total)
    sql = f"SELECT {of.names} FROM {of.source} ORDER BY {of.order} LIMIT ? OFFSET ?"
    rows = ledger.rows(sql, (*values, PAGE, (page - 1) * PAGE))
    return Slice(tuple(of.read(row) for row in rows), total, page, pages)


def _total(ledger: Ledger, sql: str, values: Sequence[object]) -> int:
    """How many rows there are, counted no further than `DEEP`."""
    return int(next(ledger.rows(f"SELECT count(*) FROM ({sql} LIMIT {DEEP})", values))[0])


def _within(page: int, total: int) -> tuple[int, int]:
    pages = max(1, -(-total // PAGE))
    return min(max(page, 1), pages), pages
