"""What persons ruled and what it comes to, how claims went on, and ids told by their beginning."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Struct

from sayso.errors import NotFound
from sayso.ledger.lineage import ClaimChange, went_on
from sayso.ledger.rows import columns, from_row
from sayso.ledger.store import Ledger
from sayso.records import Article, Person, Ruling, RulingState, Statement, Upheld

_KINDS = {
    "ar": ("article", "SELECT article_id AS id FROM current_articles"),
    "st": (
        "statement",
        "SELECT statement_id AS id FROM statements JOIN current_articles USING (reading_id, article_id)",
    ),
    "cl": ("claim", "SELECT claim_id AS id FROM current_claims"),
    "po": ("position", "SELECT position_id AS id FROM current_positions"),
    "pe": ("person", "SELECT person_id AS id FROM current_people"),
    "ru": ("ruling", "SELECT ruling_id AS id FROM rulings"),
}
_LISTED = {
    "ar": "`sayso export --table articles`",
    "st": "`sayso search WORDS --json` and `sayso export --table statements`",
    "cl": "`sayso claims`",
    "po": "`sayso claim ID --json`",
    "pe": "`sayso who`",
    "ru": "`sayso rule list`",
}


class ClaimStep(Struct, frozen=True):
    """One step of a claim, and the run that took it."""

    run_id: int
    change: ClaimChange


def rulings(ledger: Ledger, subject: str = "", state: RulingState | None = None) -> list[Upheld]:
    """Every ruling with what it comes to, in order of time; only those on one subject, by an id it has or had, or in a
    state.

    A ruling of which the ledger has not worked out yet what it comes to is shown as in force, with that as its detail.
    """
    names = ", ".join(f"r.{name}" for name in columns(Ruling))
    rows = ledger.rows(f"""
        SELECT c.state, c.detail, c.subjects, c.others, {names}
        FROM rulings r JOIN current_rulings c ON c.ruling_id = r.ruling_id ORDER BY r.at, r.ruling_id""")
    found = [_upheld(*row) for row in rows]
    return [one for one in found if (state is None or one.state is state) and (not subject or subject in _ids(one))]


def _upheld(state: str | None, detail: str | None, subjects: str | None, others: str | None, *row: object) -> Upheld:
    ruling = from_row(Ruling, row)
    if state is None:
        return Upheld(ruling, RulingState.IN_FORCE, "not worked out yet: an ingest or ruling was cut off")
    read = msgspec.json.Decoder(tuple[str, ...]).decode
    return Upheld(ruling, RulingState(state), detail or "", read(subjects or "[]"), read(others or "[]"))


def _ids(one: Upheld) -> set[str]:
    told = {of for anchor in one.ruling.subjects for of in (anchor.article_id, anchor.statement_id) if of}
    return {one.ruling.ruling_id, one.ruling.subject_id, one.ruling.value, *one.subjects, *told}


def claim_history(ledger: Ledger, claim_id: str) -> list[ClaimStep]:
    """How a claim came to be what it is: every step that led to this id or away from it, in order of time."""
    names = ", ".join(columns(ClaimChange))
    sql = f"SELECT run_id, {names} FROM claim_changes WHERE was_id = ?1 OR now_id = ?1 ORDER BY seq"
    return [ClaimStep(run_id, from_row(ClaimChange, row)) for run_id, *row in ledger.rows(sql, (claim_id,))]


def changed_by(ledger: Ledger, run_id: int) -> list[ClaimChange]:
    """What a run, or a ruling, changed about claims, by id."""
    names = ", ".join(columns(ClaimChange))
    sql = f"SELECT {names} FROM claim_changes WHERE run_id = ? ORDER BY seq"
    return [from_row(ClaimChange, row) for row in ledger.rows(sql, (run_id,))]


def as_read(ledger: Ledger, statement_ids: Sequence[str]) -> Iterator[tuple[Article, Statement]]:
    """These statements with their articles, as they were read, in no order that may be relied on."""
    sql = """
        SELECT a.article_key, s.statement_key FROM json_each(?) i JOIN statements s ON s.statement_id = i.value
        JOIN current_articles a ON a.reading_id = s.reading_id AND a.article_id = s.article_id"""
    keys = list(ledger.rows(sql, (json.dumps(list(statement_ids)),)))
    articles = ledger.by_key(Article, [article for article, _ in keys])
    return zip(articles, ledger.by_key(Statement, [said for _, said in keys]), strict=True)


def said_by(ledger: Ledger, person_id: str) -> list[str]:
    """The statements of a person over the pile, sorted."""
    rows = ledger.rows("SELECT statement_id FROM current_spoken WHERE person_id = ? ORDER BY 1", (person_id,))
    return [str(of) for (of,) in rows]


def person(ledger: Ledger, person_id: str) -> Person:
    """A person over the pile, by the whole id."""
    sql = f"SELECT {', '.join(columns(Person))} FROM current_people WHERE person_id = ?"
    return next(from_row(Person, row) for row in ledger.rows(sql, (whole_id(ledger, person_id, "pe"),)))


def resting_on(ledger: Ledger, position_id: str) -> list[str]:
    """The statements that a position rests on, sorted."""
    sql = "SELECT i.value FROM current_positions p, json_each(p.statement_ids) i WHERE p.position_id = ? ORDER BY 1"
    return [str(of) for (of,) in ledger.rows(sql, (position_id,))]


def whole_id(ledger: Ledger, beginning: str, *kinds: str) -> str:
    """The one id that begins so, of these kinds (`ar st cl po pe ru`). A claim that goes on under another id has that.

    Raises NotFound: none or several begin so, or it is of another kind.
    """
    kind = beginning[:2]
    wanted = " or ".join(_KINDS[one][0] for one in kinds)
    if kind not in kinds:
        ways = "; ".join(f"of a {_KINDS[one][0]} it begins with {one}1-, see {_LISTED[one]}" for one in kinds)
        raise NotFound(f"{ledger.path}: {beginning!r} is no id of a {wanted}: {ways}.")
    found = list(_beginning(ledger, _KINDS[kind][1], beginning))
    if not found and kind == "cl":
        found = _gone_on(ledger, beginning)
    if len(found) == 1 or beginning in found:
        return beginning if beginning in found else found[0]
    many = f"several {_KINDS[kind][0]}s begin with" if found else f"no {_KINDS[kind][0]}"
    hint = "Give more of the id" if found else "They are listed"
    raise NotFound(f"{ledger.path}: {many} {beginning!r}. {hint}: {_LISTED[kind]}.")


def _beginning(ledger: Ledger, ids: str, beginning: str) -> Iterator[str]:
    sql = f"SELECT DISTINCT id FROM ({ids}) WHERE substr(id, 1, ?) = ? ORDER BY id LIMIT 3"
    return (found for (found,) in ledger.rows(sql, (len(beginning), beginning)))


def _gone_on(ledger: Ledger, beginning: str) -> list[str]:
    """The current ids of claims that were known by an id with this beginning."""
    names = ", ".join(columns(ClaimChange))
    rows = ledger.rows(f"SELECT seq, {names} FROM claim_changes WHERE was_id IS NOT NULL ORDER BY seq")
    changes = [(seq, from_row(ClaimChange, row)) for seq, *row in rows]
    past = {change.was_id for _, change in changes if change.was_id and change.was_id.startswith(beginning)}
    now = {went_on(changes, was) for was in past}
    present = {str(of) for (of,) in ledger.rows("SELECT claim_id FROM current_claims")}
    return sorted(present.intersection(of for of in now if of))
