"""People and bodies over the pile: who there is, and what one of them said."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from sayso.errors import NotFound
from sayso.ledger.queries.placed import Quoted, quoted
from sayso.ledger.queries.tables import PositionRow, positions
from sayso.ledger.rows import columns, from_row
from sayso.ledger.store import Ledger
from sayso.records import Held, Person

_LAST = "9999"  # stands for a day that is not known, for ordering only


class Speaking(Struct, frozen=True):
    """Somebody over the pile, and how much there is of him."""

    person_id: str | None  # null: a name that is told alone, and may be several people's
    name: str
    is_person: bool | None  # null where the id is
    aliases: tuple[str, ...]
    parties: tuple[str, ...]
    roles: tuple[Held, ...]
    known: str | None  # id in the user's list; null: in none
    statements: int
    articles: int
    origins: int  # independent families among these articles
    earliest: str | None  # first day of what is said; null: nothing is dated
    latest: str | None  # last day likewise
    why: str  # how the names were found to be one's; without an id, whose it may be


class Who(Struct, frozen=True):
    """What a party or person said and holds."""

    names: tuple[str, ...]  # of parties and persons that were matched, sorted
    statements: tuple[Quoted, ...]  # by day, the undated last, then by path and place on the page
    positions: tuple[PositionRow, ...]
    people: tuple[Speaking, ...] = ()  # of those matched, the persons and bodies


_SINCE, _UNTIL = (
    f"coalesce(coalesce(r.said_on, s.said_on) ->> '$.{end}', a.published ->> '$.{end}')"
    for end in ("earliest", "latest")
)
# Statements of the current readings with who said them, the day, and the family. {which} narrows them. What is known on
# one side alone ("not before 2031") says nothing of since when somebody is heard.
_SAID = f"""
    WITH member AS MATERIALIZED (SELECT article_id, family_id FROM current_family_members),
      version AS MATERIALIZED (SELECT article_id, story_id FROM current_versions)
    SELECT {{by}}, count(*), count(DISTINCT coalesce(v.story_id, s.article_id)),
      count(DISTINCT coalesce(m.family_id, s.article_id)),
      min(iif({_UNTIL} IS NULL, NULL, {_SINCE})), max(iif({_SINCE} IS NULL, NULL, {_UNTIL}))
    FROM statements s JOIN current_articles a ON a.reading_id = s.reading_id AND a.article_id = s.article_id
    LEFT JOIN current_spoken k ON k.statement_id = s.statement_id
    LEFT JOIN current_ruled_statements r ON r.statement_id = s.statement_id
    LEFT JOIN member m ON m.article_id = s.article_id LEFT JOIN version v ON v.article_id = s.article_id
    WHERE {{which}} AND r.refused IS NOT 1 GROUP BY {{by}}"""

_COUNTED = ("statements", "articles", "origins", "earliest", "latest")  # the columns of `_SAID` after the first


def people(ledger: Ledger) -> list[Speaking]:
    """Everybody whom statements name, the most often heard first, then by name; equals by id."""
    names = ", ".join(columns(Person))
    stored = (from_row(Person, row) for row in ledger.rows(f"SELECT {names} FROM current_people"))
    by_id = {person.person_id: person for person in stored}
    counted = ledger.rows(_SAID.format(by="k.person_id", which="k.person_id IS NOT NULL"))
    found = [_speaking(by_id[person_id], counts) for person_id, *counts in counted if person_id in by_id]
    return sorted([*found, *_bare(ledger)], key=lambda one: (-one.statements, one.name, one.person_id or ""))


def who(ledger: Ledger, name: str) -> Who:
    """Every statement and position of a party, person or body, case disregarded, by any name or id it has.

    A name that nobody bears exactly is looked for as words within names ("Roe" finds "Ada Roe"). Raises NotFound.
    """
    everybody = people(ledger)
    parties = {party for (party,) in ledger.rows(_PARTIES)}
    asked = _asked(name, {*parties, *(called for one in everybody for called in _called(one))})
    found = [one for one in everybody if asked.intersection(_called(one))]
    ids = {one.person_id for one in found if one.person_id}
    names = {one.name for one in found} | (asked & parties)
    if not names:
        raise _nobody(ledger, name, [*parties, *(one.name for one in everybody)])
    said = quoted(ledger, _statement_ids(ledger, names, ids))
    # a newer reading may have found another speaker for the same words
    theirs = [one for one in said if _is_of(one, names, ids)]
    held = tuple(positions(ledger, sorted(names)))
    return Who(tuple(sorted(names)), tuple(sorted(theirs, key=_day)), held, tuple(found))


def said_for(ledger: Ledger, party: str) -> list[str]:
    """The statements made on behalf of a party, by the name it goes by, sorted; of none, none."""
    said = quoted(ledger, _statement_ids(ledger, {party}, set()))
    return sorted(one.statement.statement_id for one in said if one.statement.speaker.party == party)


_PARTIES = """
    SELECT party FROM current_statements WHERE party IS NOT NULL
    UNION SELECT party FROM current_spoken WHERE party IS NOT NULL
    UNION SELECT party FROM current_positions WHERE party IS NOT NULL"""


def _speaking(person: Person, counts: Sequence[Any]) -> Speaking:
    told = {name: getattr(person, name) for name in columns(Person)}
    return Speaking(**told, **dict(zip(_COUNTED, counts, strict=True)))


def _bare(ledger: Ledger) -> Iterator[Speaking]:
    """Names of those who are not placed, with whom they may be."""
    which = "k.person_id IS NULL AND s.speaker_name IS NOT NULL"
    reasons = dict(
        ledger.rows(f"""
            SELECT s.speaker_name, max(k.why) FROM current_spoken k JOIN statements s ON s.statement_id = k.statement_id
            WHERE {which} GROUP BY s.speaker_name""")
    )
    for name, *counts in ledger.rows(_SAID.format(by="s.speaker_name", which=which)):
        told = dict(zip(_COUNTED, counts, strict=True))
        yield Speaking(None, name, None, (), (), (), None, **told, why=reasons.get(name, ""))


def _called(one: Speaking) -> set[str]:
    """Everything one may be asked for by."""
    return {one.name, *one.aliases, *(told for told in (one.person_id, one.known) if told)}


def _asked(name: str, known: set[str]) -> set[str]:
    """The names that are meant: this one; where nobody bears it, those with these words."""
    wanted = name.casefold().strip()
    exact = {one for one in known if one.casefold() == wanted}
    parts = set(wanted.split())
    return exact or {one for one in known if parts and parts <= set(one.casefold().split())}


def _nobody(ledger: Ledger, name: str, known: list[str]) -> NotFound:
    near = difflib.get_close_matches(name, sorted(set(known)), n=3)
    hint = f" Near it: {', '.join(near)}." if near else " `sayso who` lists who is there."
    return NotFound(f"{ledger.path}: nobody called {name!r}.{hint}")


def _statement_ids(ledger: Ledger, names: set[str], ids: set[str]) -> list[str]:
    rows = ledger.rows(
        """
        SELECT s.statement_id FROM statements s WHERE s.party IN (SELECT value FROM json_each(?1))
        UNION SELECT s.statement_id FROM statements s WHERE s.speaker_name IN (SELECT value FROM json_each(?1))
        UNION SELECT k.statement_id FROM current_spoken k WHERE k.person_id IN (SELECT value FROM json_each(?2))
          OR k.party IN (SELECT value FROM json_each(?1))
        UNION SELECT r.statement_id FROM current_ruled_statements r
          WHERE json_extract(r.speaker, '$.party') IN (SELECT value FROM json_each(?1))
            OR json_extract(r.speaker, '$.name') IN (SELECT value FROM json_each(?1))""",
        (json.dumps(sorted(names)), json.dumps(sorted(ids))),
    )
    return [statement_id for (statement_id,) in rows]


def _is_of(one: Quoted, names: set[str], ids: set[str]) -> bool:
    speaker = one.statement.speaker
    return speaker.id in ids or speaker.party in names or (speaker.id is None and speaker.name in names)


def _day(one: Quoted) -> str:
    return one.statement.said_on.earliest or one.article.published.earliest or _LAST
