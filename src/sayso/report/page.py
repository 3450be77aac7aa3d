"""What stands in the report, in the order it stands there, and its rendering."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import groupby, islice
from typing import Generic, TypeVar

import jinja2
from msgspec import Struct

from sayso.ledger import Ledger, queries
from sayso.ledger.queries import ChangeRow, ClaimSummary, Overview, TimelineRow
from sayso.report.marking import dated, marked, stance_mark
from sayso.report.matrix import Matrix, matrix

# What bounds the file: 612 pages give 1 MB; a browser opens that at once. Each list says what it leaves out.
CONTESTED_SHOWN = 40  # beyond this nobody reads on; `sayso claims` lists all
ONE_SIDED_SHOWN = 20
STATEMENTS_A_CELL = 12
FAMILIES_SHOWN = 100
CHANGES_A_COPY = 12
MEMBERS_A_FAMILY = 6  # the rest is folded away, not left out
DATES_SHOWN = 150  # those of which most is told
SENTENCES_A_DATE = 20
FLAGS_SHOWN = 200
ARTICLES_SHOWN = 1000
REJECTED_SHOWN = 500

T = TypeVar("T")


class Shown(Struct, Generic[T], frozen=True):
    """The rows of a list that are shown, and how many are not."""

    rows: tuple[T, ...]
    more: int


class Day(Struct, frozen=True):
    """A date of the timeline and what is told of it."""

    label: str
    since: str  # ISO day; empty: open
    until: str
    told: Shown[TimelineRow]
    count: int  # sentences, shown or not


class Unknown(Struct, frozen=True):
    """What the ledger does not know."""

    speakers: int  # statements whose speaker was not resolved to a name or an unnamed source with a description
    parties: int  # statements whose speaker has no party
    undated: int  # articles


def render(ledger: Ledger, *, unfolded: bool = False) -> str:
    """The report as one HTML document, on request with nothing folded away. The same ledger gives the same bytes."""
    with ledger.snapshot():
        return _template().render(**_context(ledger), unfolded=unfolded)


def _context(ledger: Ledger) -> dict[str, object]:
    overview = queries.overview(ledger)
    summaries = queries.contested(ledger)
    contested = _shown([s for s in summaries if s.rejects.origins], CONTESTED_SHOWN)
    script = (files("sayso.report") / "templates/report.js").read_text(encoding="utf-8")
    return {
        "overview": overview,
        "contested": Shown(_matrices(ledger, contested.rows), contested.more),
        "one_sided": _shown((s for s in summaries if not s.rejects.origins), ONE_SIDED_SHOWN),
        "statements_a_cell": STATEMENTS_A_CELL,
        "members_a_family": MEMBERS_A_FAMILY,
        "families": _shown(queries.families(ledger), FAMILIES_SHOWN),
        "changes": _changes(ledger),
        "days": _days(ledger),
        "flags": _shown(queries.flags(ledger), FLAGS_SHOWN),
        "articles": _shown(queries.articles_once(ledger), ARTICLES_SHOWN),
        "rejected": _shown(queries.rejected(ledger), REJECTED_SHOWN),
        "unknown": _unknown(ledger, overview),
        "script": script,
        "script_hash": base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    }


def _shown(rows: Iterable[T], limit: int) -> Shown[T]:
    all_rows = iter(rows)
    return Shown(tuple(islice(all_rows, limit)), sum(1 for _ in all_rows))


def _changes(ledger: Ledger) -> dict[str, Shown[ChangeRow]]:
    """What each copy altered, by its id, the gravest first."""
    copies = groupby(queries.changes(ledger), key=lambda row: row.change.copy_id)
    return {copy_id: _shown(rows, CHANGES_A_COPY) for copy_id, rows in copies}


def _matrices(ledger: Ledger, summaries: Iterable[ClaimSummary]) -> tuple[Matrix, ...]:
    return tuple(matrix(queries.claim(ledger, summary.claim.claim_id)) for summary in summaries)


def _days(ledger: Ledger) -> Shown[Day]:
    """The dates of which most is told, in the order of the calendar."""
    days = [_day(label, tuple(rows)) for label, rows in groupby(queries.timeline(ledger), key=_label)]
    most_told = sorted(range(len(days)), key=lambda at: (-days[at].count, at))[:DATES_SHOWN]
    return Shown(tuple(days[at] for at in sorted(most_told)), len(days) - len(most_told))


def _label(row: TimelineRow) -> str:
    return dated(row.date)


def _day(label: str, rows: tuple[TimelineRow, ...]) -> Day:
    date = rows[0].date
    return Day(label, date.earliest or "", date.latest or "", _shown(rows, SENTENCES_A_DATE), len(rows))


def _unknown(ledger: Ledger, overview: Overview) -> Unknown:
    speakers = parties = 0
    for placed in queries.statements(ledger):
        speaker = placed.statement.speaker
        speakers += speaker.name is None and speaker.description is None
        parties += speaker.party is None
    return Unknown(speakers, parties, overview.undated)


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("sayso.report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(dated=dated, marked=marked, told_once=queries.told_once, stance_mark=stance_mark)
    return environment.get_template("report.html")
