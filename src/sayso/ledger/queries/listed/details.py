"""One claim, article or family in full, quick in a large pile. Every function needs a ledger of `open_listed`."""

from __future__ import annotations

import json
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from sayso.errors import NotFound
from sayso.ledger.queries.claims import AGAINST, FOR
from sayso.ledger.queries.listed.lines import ArticleLine, ClaimLine, SaidLine, Slice
from sayso.ledger.queries.listed.lists import (
    ARTICLE,
    PAGE,
    article_line,
    claim_line,
    details_of,
    said_of,
    to_article_line,
)
from sayso.ledger.queries.placed import Quoted, article, quoted, statements_of
from sayso.ledger.queries.rulings import whole_id
from sayso.ledger.rows import columns, from_row
from sayso.ledger.store import Ledger
from sayso.records import Article, Change, Claim, CopyLink, Flag, Given, Position, Statement

POSITIONS_SHOWN = 60  # of one claim, with the first words of each: some 100 kB; the words of others are a click away
MEMBERS_SHOWN = 300  # of one family


class PageRow(Struct, frozen=True):
    """Where a page is from, and what its bytes are."""

    page_id: str
    uri: str | None  # null: its address on the web is not told
    sha256: str
    size: int  # bytes
    media_type: str
    fetched_at: str | None  # null: the input does not tell
    paths: tuple[str, ...]  # sorted


class ClaimLink(Struct, frozen=True):
    """A claim that a statement is of, and the stance it was read as."""

    claim_id: str
    text: str
    stance: str | None  # null: no position rests on the statement


class ArticleView(Struct, frozen=True):
    """An article with all that was found in it."""

    path: str  # the first of its page's
    article: Article
    page: PageRow
    line: ArticleLine | None  # null: the lists do not know it yet
    statements: tuple[Statement, ...]  # headlines first, then by their first words
    claims: dict[str, ClaimLink]  # by statement; a statement of no claim has none
    flags: tuple[Flag, ...]  # about the article or one of its statements
    taken: tuple[CopyLink, ...]  # links by which it takes from others


class Weight(Struct, frozen=True):
    """What a position, or one side of a claim, rests on. Counts; no verdict."""

    statements: int
    articles: int
    outlets: int
    origins: int  # independent families
    named: int  # statements of somebody who is named
    relayed: int  # statements that reached the page through another outlet


class Held(Struct, frozen=True):
    """A position, what it rests on, and its first words."""

    position: Position
    weight: Weight
    first: Quoted | None  # the earliest telling; null: beyond `POSITIONS_SHOWN`, or its pages were read anew


class ClaimOutline(Struct, frozen=True):
    """A claim with every position, each told by its first words."""

    claim: Claim
    line: ClaimLine | None  # null: the lists do not know it yet
    spoken_by: Quoted | None  # the statement whose words the claim bears
    held: tuple[Held, ...]  # by first day, the undated last
    holds: Weight
    rejects: Weight
    flags: tuple[Flag, ...]
    unplaced: int  # statements of the claim that carry no position
    parent: ClaimLine | None = None  # the claim that it tells a detail of
    details: tuple[ClaimLine, ...] = ()  # the claims that tell a detail of it, most contested first


class FamilyMember(Struct, frozen=True):
    """An article of a family, and the links by which it takes from others of it."""

    article: ArticleLine
    links: tuple[CopyLink, ...]  # the largest share first


class FamilyOutline(Struct, frozen=True):
    """A family with its articles."""

    family_id: str
    origin_id: str
    why: str
    members: tuple[FamilyMember, ...]  # the origin first, then by place
    more: int  # members beyond `MEMBERS_SHOWN`


class Comparison(Struct, frozen=True):
    """A copy beside what it was made from."""

    copy: Article
    origin: Article
    links: tuple[CopyLink, ...]
    changes: tuple[Change, ...]  # in the order of the copy's words, omissions by the origin's


def page_row(ledger: Ledger, page_id: str) -> PageRow:
    """Where a page is from. Its record's own address counts where no other is told. Raises NotFound."""
    sql = "SELECT uri, sha256, size, media_type, fetched_at, given FROM pages WHERE page_id = ?"
    paths = tuple(p for (p,) in ledger.rows("SELECT path FROM page_paths WHERE page_id = ? ORDER BY path", (page_id,)))
    for *row, given in ledger.rows(sql, (page_id,)):
        told = msgspec.json.decode(given, type=Given)
        uri, sha256, size, media_type, fetched_at = row
        return PageRow(page_id, uri or told.url, sha256, size, media_type, fetched_at, paths)
    raise NotFound(f"{ledger.path}: no page {page_id}.")


def article_view(ledger: Ledger, article_id: str) -> ArticleView:
    """An article with its statements, their claims, its flags and what it copies. Raises NotFound."""
    placed = article(ledger, article_id)
    statements = tuple(statements_of(ledger, [article_id]).get(article_id, ()))
    ids = [one.statement_id for one in statements]
    names = ", ".join(columns(CopyLink))
    links = ledger.rows(f"SELECT {names} FROM current_copies WHERE copy_id = ? ORDER BY share DESC, row", (article_id,))
    return ArticleView(
        placed.path,
        placed.article,
        page_row(ledger, placed.article.page_id),
        article_line(ledger, article_id),
        statements,
        _claims_of(ledger, ids),
        _flags_about(ledger, [article_id, *ids]),
        tuple(from_row(CopyLink, row) for row in links),
    )


def claim_link(ledger: Ledger, statement_id: str) -> ClaimLink | None:
    """The claim that a statement is of; None when it is of none, or the lists do not know it yet."""
    return _claims_of(ledger, [statement_id]).get(statement_id)


def _claims_of(ledger: Ledger, statement_ids: Sequence[str]) -> dict[str, ClaimLink]:
    sql = """
        SELECT i.value, c.claim_id, json_extract(l.line, '$.text'), s.stance
        FROM json_each(?) i JOIN lists.claim_said c ON c.statement_id = i.value
        JOIN lists.claims l ON l.claim_id = c.claim_id
        LEFT JOIN lists.said s ON s.statement_id = i.value ORDER BY l.rank DESC"""
    rows = ledger.rows(sql, (json.dumps(list(statement_ids)),))
    return {statement_id: ClaimLink(*row) for statement_id, *row in rows}


def _flags_about(ledger: Ledger, subjects: Sequence[str]) -> tuple[Flag, ...]:
    """Flags about any of these, by kind."""
    names = ", ".join(columns(Flag))
    sql = f"""
        SELECT {names} FROM lists.flags WHERE subject_id IN (SELECT value FROM json_each(?))
        ORDER BY kind, why, subject_id, spans"""
    return tuple(from_row(Flag, row) for row in ledger.rows(sql, (json.dumps(list(subjects)),)))


def claim_outline(ledger: Ledger, claim_id: str) -> ClaimOutline:
    """A claim with its positions; an id it had before it was ruled on will do. Raises NotFound."""
    claim = _claim(ledger, claim_id)
    positions = _positions_of(ledger, claim.claim_id)
    first = _first_tellings(ledger, positions[:POSITIONS_SHOWN])
    words = {q.statement.statement_id: q for q in quoted(ledger, [*first.values(), claim.text_from])}
    sides = [[one for one in positions if one.stance in stances] for stances in (FOR, AGAINST)]
    *weights, holds, rejects = _weigh(ledger, [*([one] for one in positions), *sides])
    held = tuple(
        Held(one, weight, words.get(first.get(one.position_id, "")))
        for one, weight in zip(positions, weights, strict=True)
    )
    placed = {statement_id for one in positions for statement_id in one.statement_ids}
    return ClaimOutline(
        claim,
        claim_line(ledger, claim.claim_id),
        words.get(claim.text_from),
        held,
        holds,
        rejects,
        _flags_about(ledger, [claim.claim_id, *(one.position_id for one in positions)]),
        len(set(claim.statement_ids) - placed),
        claim_line(ledger, claim.parent) if claim.parent else None,
        tuple(details_of(ledger, [claim.claim_id]).get(claim.claim_id, ())),
    )


def _claim(ledger: Ledger, claim_id: str) -> Claim:
    names = ", ".join(columns(Claim))
    sql = f"SELECT {names} FROM current_claims WHERE claim_id = ?"
    for row in list(ledger.rows(sql, (claim_id,))) or ledger.rows(sql, (whole_id(ledger, claim_id, "cl"),)):
        return from_row(Claim, row)
    raise NotFound(f"{ledger.path}: no claim {claim_id!r}. The list of claims has all there are.")


def _positions_of(ledger: Ledger, claim_id: str) -> list[Position]:
    names = ", ".join(columns(Position))
    sql = f"""
        SELECT {names} FROM current_positions WHERE claim_id = ?
        ORDER BY json_extract(said_on, '$.earliest') IS NULL, json_extract(said_on, '$.earliest'), party, stance,
          position_id, row"""
    return [from_row(Position, row) for row in ledger.rows(sql, (claim_id,))]


def _first_tellings(ledger: Ledger, positions: Sequence[Position]) -> dict[str, str]:
    """By position: the statement of it that was made first, one in an origin before one in a copy."""
    pairs = [(one.position_id, statement_id) for one in positions for statement_id in one.statement_ids]
    sql = """
        SELECT json_extract(i.value, '$[0]'), s.statement_id FROM json_each(?) i
        JOIN lists.said s ON s.statement_id = json_extract(i.value, '$[1]')
        ORDER BY s.earliest IS NOT NULL, s.earliest DESC, s.origin, s.place DESC, s.statement_key DESC"""
    return dict(ledger.rows(sql, (json.dumps(pairs),)))


def _weigh(ledger: Ledger, groups: Sequence[Sequence[Position]]) -> list[Weight]:
    """What each group of positions rests on; a statement counts once in a group."""
    ids = [sorted({of for one in group for of in one.statement_ids}) for group in groups]
    sql = """
        SELECT json_extract(i.value, '$[0]'), count(*), count(DISTINCT a.story_id), count(DISTINCT s.outlet),
          count(DISTINCT coalesce(a.family_id, a.article_id)), sum(s.named), sum(s.relayed)
        FROM json_each(?) i JOIN lists.said s ON s.statement_id = json_extract(i.value, '$[1]')
        JOIN lists.articles a ON a.place = s.place GROUP BY 1"""
    pairs = json.dumps([(at, of) for at, group in enumerate(ids) for of in group])
    found = {at: Weight(*counts) for at, *counts in ledger.rows(sql, (pairs,))}
    return [found.get(at, Weight(0, 0, 0, 0, 0, 0)) for at in range(len(groups))]


def words_of_claim(ledger: Ledger, claim_id: str, position_id: str | None, page: int = 1) -> Slice[Quoted]:
    """The statements of a position in context, by day; without a position, those of the claim that carry none.

    Raises NotFound.
    """
    positions = _positions_of(ledger, claim_id)
    if position_id is None:
        placed = {statement_id for one in positions for statement_id in one.statement_ids}
        ids = [statement_id for statement_id in _claim(ledger, claim_id).statement_ids if statement_id not in placed]
    else:
        ids = [s for one in positions if one.position_id == position_id for s in one.statement_ids]
    if not ids:
        raise NotFound(f"{ledger.path}: no statements for {position_id or claim_id!r}. It may have changed since.")
    sql = """
        SELECT s.statement_id FROM json_each(?) i JOIN lists.said s ON s.statement_id = i.value
        ORDER BY s.earliest IS NULL, s.earliest, s.origin DESC, s.place, s.statement_key"""
    ordered = [one for (one,) in ledger.rows(sql, (json.dumps(ids),))]
    return quoted_slice(ledger, ordered, page)


def quoted_slice(ledger: Ledger, statement_ids: Sequence[str], page: int) -> Slice[Quoted]:
    """A part of these statements in context, in the order given."""
    pages = max(1, -(-len(statement_ids) // PAGE))
    page = min(max(page, 1), pages)
    some = list(statement_ids[(page - 1) * PAGE : page * PAGE])
    found = {one.statement.statement_id: one for one in quoted(ledger, some)}
    return Slice(tuple(found[one] for one in some if one in found), len(statement_ids), page, pages)


def statement_line(ledger: Ledger, statement_id: str) -> SaidLine | None:
    """The line of one statement; None when the lists do not know it."""
    keys = [k for (k,) in ledger.rows("SELECT statement_key FROM lists.said WHERE statement_id = ?", (statement_id,))]
    return next(iter(said_of(ledger, keys)), None)


def family_outline(ledger: Ledger, family_id: str) -> FamilyOutline:
    """A family with its articles and the links between them. Raises NotFound."""
    sql = f"""
        SELECT {ARTICLE} FROM lists.members m JOIN lists.articles a ON a.article_id = m.article_id
        WHERE m.family_id = ? ORDER BY a.article_id <> m.origin_id, a.place"""
    lines = [to_article_line(row) for row in ledger.rows(sql, (family_id,))]
    told = ledger.rows("SELECT origin_id, why FROM lists.families WHERE family_id = ?", (family_id,))
    for origin_id, why in told:
        shown = lines[:MEMBERS_SHOWN]
        links = _links_of(ledger, [line.article_id for line in shown])
        members = tuple(FamilyMember(line, tuple(links.get(line.article_id, ()))) for line in shown)
        return FamilyOutline(family_id, origin_id, why, members, len(lines) - len(shown))
    raise NotFound(f"{ledger.path}: no family {family_id!r}. The list of families has all there are.")


def _links_of(ledger: Ledger, copy_ids: Sequence[str]) -> dict[str, list[CopyLink]]:
    names = ", ".join(columns(CopyLink))
    sql = f"""
        SELECT {names} FROM current_copies WHERE copy_id IN (SELECT value FROM json_each(?))
        ORDER BY share DESC, origin_id, row"""
    found: dict[str, list[CopyLink]] = {}
    for row in ledger.rows(sql, (json.dumps(list(copy_ids)),)):
        link = from_row(CopyLink, row)
        found.setdefault(link.copy_id, []).append(link)
    return found


def comparison(ledger: Ledger, copy_id: str, origin_id: str) -> Comparison:
    """Two articles of which one took words from the other. Raises NotFound."""
    copy, origin = article(ledger, copy_id).article, article(ledger, origin_id).article
    links = tuple(link for link in _links_of(ledger, [copy_id]).get(copy_id, ()) if link.origin_id == origin_id)
    if not links:
        raise NotFound(f"{ledger.path}: {copy_id} takes nothing from {origin_id}.")
    names = ", ".join(columns(Change))
    sql = f"""
        SELECT {names} FROM current_changes WHERE copy_id = ? AND origin_id = ?
        ORDER BY coalesce(json_extract(after_span, '$.start'), 1e9), json_extract(before_span, '$.start'), row"""
    changes = tuple(from_row(Change, row) for row in ledger.rows(sql, (copy_id, origin_id)))
    return Comparison(copy, origin, links, changes)
