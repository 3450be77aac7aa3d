"""Named checks over the whole ledger file. Each looks at everything it is about and says what it found."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from graphlib import CycleError, TopologicalSorter
from itertools import islice, pairwise
from typing import TypeVar

from msgspec import Struct

from sayso.errors import LedgerUnusable
from sayso.ledger.migrations import MIGRATIONS, migrate
from sayso.ledger.rows import chunked, columns, from_row
from sayso.ledger.store import CHUNK, Ledger
from sayso.records import Article, Change, Claim, CopyLink, Family, Person, Position, Relation, Span, Spoken, Statement
from sayso.text import told_in

SHOWN = 3  # problems told in full; a damaged file may have a million


class CheckResult(Struct, frozen=True):
    """What one check found."""

    name: str
    ok: bool
    detail: str  # what was looked at, the first problems, and what to do
    count: int  # problems; 0 when all is well


Check = Callable[[Ledger], Iterator[str]]
R = TypeVar("R", bound=Struct)


def run_checks(ledger: Ledger) -> list[CheckResult]:
    """Run every check over one state of the file. A damaged file fails its checks; it raises nothing.

    Derived rows that rest on readings replaced since are told as a note, not as a failure, while the ledger is stale:
    an ingest that was cut off leaves it so, and the next one mends it.
    """
    damage = _run("file", "structure and foreign keys", _file, ledger)
    if not damage.ok:
        return [damage]  # what a damaged file answers to the others means nothing
    with ledger.snapshot():
        found = [_run(name, about, check, ledger) for name, (about, check) in _CHECKS.items()]
        return [damage, *found, _derived(ledger), _rulings(ledger)]


def _run(name: str, about: str, check: Check, ledger: Ledger) -> CheckResult:
    problems = check(ledger)
    shown = list(islice(problems, SHOWN))
    if not shown:
        return CheckResult(name, True, about, 0)
    rest = sum(1 for _ in problems)
    return CheckResult(name, False, "; ".join([*shown, *([f"{rest} more"] if rest else [])]), len(shown) + rest)


def _derived(ledger: Ledger) -> CheckResult:
    result = _run("references", "what follows from the readings points at current ones", _references, ledger)
    if not ledger.is_stale():
        return result
    note = "note: pages or lists were added since copies and claims were worked out; `sayso ingest` of them does so"
    return CheckResult(result.name, True, note, result.count)


def _rulings(ledger: Ledger) -> CheckResult:
    """Tells of rulings that hold nothing any longer; no fault of the file, so never a failure."""
    rows = ledger.rows(
        "SELECT ruling_id, decision, by FROM current_rulings WHERE state = 'orphaned' ORDER BY at, ruling_id"
    )
    lost = [f"{ruling_id} ({decision} by {by})" for ruling_id, decision, by in rows]
    if not lost:
        return CheckResult("rulings", True, "what every ruling is about is in the pile", 0)
    told = "; ".join([*lost[:SHOWN], *([f"{len(lost) - SHOWN} more"] if len(lost) > SHOWN else [])])
    note = f"note: what {told} is about is gone; `sayso rule list --orphaned` shows it"
    return CheckResult("rulings", True, note, len(lost))


# ---------------------------------------------------------------- the file


def _file(ledger: Ledger) -> Iterator[str]:
    try:
        for (words,) in ledger.rows("PRAGMA integrity_check"):
            if words != "ok":
                yield str(words)
        for table, _, parent, _ in ledger.rows("PRAGMA foreign_key_check"):
            yield f"{table}: a row points at a row of {parent} that is not there"
    except LedgerUnusable as error:
        yield str(error)


def _schema(ledger: Ledger) -> Iterator[str]:
    """Every table, view and trigger is as the migrations make it: among them those that keep rows from changing."""
    # what the search index keeps for itself is another thing in another SQLite
    ours = "SELECT name, sql FROM sqlite_master WHERE name NOT GLOB '*_search_*' AND name NOT GLOB 'sqlite_*'"
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migrate(fresh, ledger.path, MIGRATIONS)
        expected = dict(fresh.execute(ours))
    found = dict(ledger.rows(ours))
    yield from (f"{name} is missing" for name in sorted(expected.keys() - found.keys()))
    yield from (
        f"{name} is not as sayso made it" for name in sorted(expected.keys() & found) if expected[name] != found[name]
    )


def _search(ledger: Ledger) -> Iterator[str]:
    for table, of in (("article_search", "articles"), ("statement_search", "statements")):
        indexed, stored = next(
            ledger.rows(f"SELECT (SELECT count(*) FROM {table}_docsize), (SELECT count(*) FROM {of})")
        )
        if indexed != stored:
            mend = f"sqlite3 {ledger.path} \"INSERT INTO {table}({table}) VALUES('rebuild')\""
            yield f"{table} holds {indexed} of {stored} {of}; make it anew: {mend}"


# ---------------------------------------------------------------- what was read


def _pages(ledger: Ledger) -> Iterator[str]:
    rows = ledger.rows("""
        SELECT p.page_id, r.reading_id IS NULL FROM pages p LEFT JOIN current_readings r ON r.page_id = p.page_id
        WHERE r.reading_id IS NULL OR NOT EXISTS (SELECT 1 FROM articles a WHERE a.reading_id = r.reading_id)
          AND NOT EXISTS (SELECT 1 FROM reading_rejections j WHERE j.reading_id = r.reading_id)""")
    for page_id, unread in rows:
        yield f"{page_id}: {'never read' if unread else 'neither an article nor a reason why not'}"
    lost = ledger.rows(
        "SELECT page_id FROM pages p WHERE NOT EXISTS (SELECT 1 FROM page_paths g WHERE g.page_id = p.page_id)"
    )
    yield from (f"{page_id}: no path" for (page_id,) in lost)


def _articles(ledger: Ledger) -> Iterator[str]:
    for of, _ in _everything_read(ledger):
        size = len(of.text)
        if not of.text.strip():
            yield f"{of.article_id}: no text"
        if "\0" in of.text:
            yield f"{of.article_id}: a NUL in the text"
        for what, spans in (
            ("block", [block.span for block in of.blocks if block.span]),
            ("time", [time.span for time in of.times]),
            ("date of publication", [of.published.span] if of.published.span else []),
        ):
            yield from (f"{of.article_id}: {what} {wrong}" for wrong in _wrong_spans(spans, of.text))
        ends = [(start, start + length) for start, _, length in of.offsets]
        if any(start < 0 or at < 0 or length < 1 for start, at, length in of.offsets) or any(
            before[1] > after[0] for before, after in pairwise([*ends, (size, size)])
        ):
            yield f"{of.article_id}: its map to the page runs out of bounds"


def _statements(ledger: Ledger) -> Iterator[str]:
    for of, said in _everything_read(ledger):
        for one in said:
            text = told_in(of, one)
            if not one.content:
                yield f"{one.statement_id}: nothing is said"
            parts = {"source": one.source, "cue": one.cue, "content": one.content}
            for what, spans in parts.items():
                yield from (f"{one.statement_id}: {what} {wrong}" for wrong in _wrong_spans(spans, text))
                if any(before.end > after.start for before, after in pairwise(spans)):
                    yield f"{one.statement_id}: spans of {what} overlap or stand in no order"
            others = [relay.span for relay in one.via]
            others += [aimed.span for aimed in (*one.target, *one.addressee)]
            others += [*one.hedge, *([one.said_on.span] if one.said_on.span else [])]
            yield from (
                f"{one.statement_id}: relay, date, target or hedge {wrong}" for wrong in _wrong_spans(others, text)
            )


def _everything_read(ledger: Ledger) -> Iterator[tuple[Article, list[Statement]]]:
    """Every article of every reading, with its statements."""
    keys = [key for (key,) in ledger.rows("SELECT article_key FROM articles ORDER BY article_key")]
    names = ", ".join(f"s.{name}" for name in columns(Statement))
    sql = f"""
        SELECT a.article_key, {names} FROM json_each(?) k JOIN articles a ON a.article_key = k.value
        JOIN statements s ON s.reading_id = a.reading_id AND s.article_id = a.article_id"""
    for some in chunked(keys, CHUNK):
        said: dict[int, list[Statement]] = {}
        for key, *row in ledger.rows(sql, (json.dumps(some),)):
            said.setdefault(key, []).append(from_row(Statement, row))
        for key, article in zip(some, ledger.by_key(Article, some), strict=True):
            yield article, said.get(key, [])


def _wrong_spans(spans: Iterable[Span], text: str) -> Iterator[str]:
    for span in spans:
        if not 0 <= span.start < span.end <= len(text):
            yield f"{span.start}-{span.end} is not within the {len(text)} characters of the text"
        elif not text[span.start : span.end].strip():
            yield f"{span.start}-{span.end} shows no words"


# ---------------------------------------------------------------- what follows from it


def _copies(ledger: Ledger) -> Iterator[str]:
    sizes = _sizes(ledger)
    graph: dict[str, set[str]] = {}
    for link in _current(ledger, CopyLink, "current_copies"):
        name = f"{link.copy_id} from {link.origin_id}"
        graph.setdefault(link.copy_id, set()).add(link.origin_id)
        if not 0 <= link.share <= 1:
            yield f"{name}: share {link.share}"
        if link.copy_id in sizes and link.origin_id in sizes:
            outside = any(
                not (0 <= here.start < here.end <= sizes[link.copy_id])
                or not (0 <= there.start < there.end <= sizes[link.origin_id])
                for here, there in link.pairs
            )
            # a notice that stands in a story's place may share no word with it
            if outside or not (link.pairs or link.relation is Relation.VERSION):
                yield f"{name}: its spans do not stand in both texts"
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        yield f"copied in a circle: {' from '.join(error.args[1])}"
    for change in _current(ledger, Change, "current_changes"):
        sides = ((change.before_span, change.origin_id), (change.after_span, change.copy_id))
        if any(span and not 0 <= span.start < span.end <= sizes.get(of, span.end) for span, of in sides):
            yield f"{change.copy_id} from {change.origin_id}: a change stands outside the text"


def _families(ledger: Ledger) -> Iterator[str]:
    links: dict[str, set[str]] = {}
    for link in _current(ledger, CopyLink, "current_copies"):
        links.setdefault(link.copy_id, set()).add(link.origin_id)
        links.setdefault(link.origin_id, set()).add(link.copy_id)
    owner: dict[str, str] = {}
    for family in _current(ledger, Family, "current_families"):
        members = set(family.article_ids)
        reached, waiting = {family.origin_id} & members, [family.origin_id]
        while waiting:
            near = links.get(waiting.pop(), set()) & members - reached
            reached |= near
            waiting.extend(near)
        if reached != members or len(members) < 2:
            yield f"{family.family_id}: links reach {len(reached)} of its {len(members)} articles from the origin"
        for article_id in family.article_ids:
            if owner.setdefault(article_id, family.family_id) != family.family_id:
                yield f"{article_id} is in two families"


def _claims(ledger: Ledger) -> Iterator[str]:
    statements_of: dict[str, frozenset[str]] = {}
    above: dict[str, str] = {}
    for claim in _current(ledger, Claim, "current_claims"):
        if claim.parent is not None:
            above[claim.claim_id] = claim.parent
        if claim.claim_id in statements_of:
            yield f"{claim.claim_id} is there twice"
        statements_of[claim.claim_id] = frozenset(claim.statement_ids)
        if claim.text_from not in claim.statement_ids or not claim.text.strip():
            yield f"{claim.claim_id}: its words are of none of its statements"
    for detail, parent in above.items():
        if parent not in statements_of or parent in above:
            yield f"{detail}: a detail of {parent}, which is no claim that stands by itself"
    for position in _current(ledger, Position, "current_positions"):
        if position.claim_id not in statements_of:
            yield f"{position.position_id}: no claim {position.claim_id}"
        elif not position.statement_ids or not statements_of[position.claim_id].issuperset(position.statement_ids):
            yield f"{position.position_id}: rests on statements that are not of its claim"


def _people(ledger: Ledger) -> Iterator[str]:
    people = Counter(person.person_id for person in _current(ledger, Person, "current_people"))
    yield from (f"{person_id} is there twice" for person_id, count in people.items() if count > 1)
    spoken = Counter[str]()
    for one in _current(ledger, Spoken, "current_spoken"):
        spoken[one.statement_id] += 1
        if one.person_id is not None and one.person_id not in people:
            yield f"{one.statement_id} is said by {one.person_id}, who is not there"
    yield from (f"{statement_id} is said by {count} people" for statement_id, count in spoken.items() if count > 1)


def _references(ledger: Ledger) -> Iterator[str]:
    for what, pointing in (
        ("article", "SELECT copy_id AS row_id, copy_id AS subject FROM current_copies"),
        ("article", "SELECT copy_id AS row_id, origin_id AS subject FROM current_copies"),
        ("article", "SELECT family_id AS row_id, article_id AS subject FROM current_family_members"),
        ("statement", "SELECT claim_id AS row_id, i.value AS subject FROM current_claims, json_each(statement_ids) i"),
        ("statement", "SELECT coalesce(person_id, 'nobody') AS row_id, statement_id AS subject FROM current_spoken"),
    ):
        view = f"current_{what}s"
        lost = ledger.rows(f"""
            SELECT p.row_id, p.subject FROM ({pointing}) p
            WHERE NOT EXISTS (SELECT 1 FROM {view} c WHERE c.{what}_id = p.subject)""")
        yield from (f"{row_id}: no {what} {subject} among the current ones" for row_id, subject in lost)


def _current(ledger: Ledger, kind: type[R], view: str) -> Iterator[R]:
    return (from_row(kind, row) for row in ledger.rows(f"SELECT {', '.join(columns(kind))} FROM {view}"))


def _sizes(ledger: Ledger) -> dict[str, int]:
    """Characters of every current article."""
    return dict(ledger.rows("SELECT article_id, length(text) FROM current_articles"))


_CHECKS: dict[str, tuple[str, Check]] = {
    "schema": ("every table, view and trigger is there and as sayso made it", _schema),
    "pages": ("every page gave an article, or a reason why not, and has a path", _pages),
    "articles": ("texts hold words; blocks, times and maps to the page lie within them", _articles),
    "statements": ("every span of a statement lies within its article's text or title and shows words", _statements),
    "copies": ("links and changes lie within both texts, and nothing is copied in a circle", _copies),
    "families": ("links join every article of a family to its origin", _families),
    "claims": ("every position rests on statements of its claim", _claims),
    "people": ("every statement is one person's at most, and everybody it may be is there", _people),
    "search": ("every article and statement can be found by its words", _search),
}
