"""What stands in the report, in the order it stands there, and its rendering."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from itertools import groupby

import jinja2
from msgspec import Struct

from sayso.ledger import Ledger, queries
from sayso.ledger.queries import ClaimSummary, Overview, TimelineRow
from sayso.report.marking import dated, marked, stance_mark
from sayso.report.matrix import Matrix, matrix

CONTESTED_SHOWN = 40  # beyond this nobody reads on; `sayso claims` lists all
ONE_SIDED_SHOWN = 20
SENTENCES_A_DATE = 20


class Day(Struct, frozen=True):
    """A date of the timeline and what is told of it."""

    label: str
    rows: tuple[TimelineRow, ...]
    more: int  # sentences not shown


class Unknown(Struct, frozen=True):
    """What the ledger does not know."""

    speakers: int  # statements whose speaker was not resolved to a name or an unnamed source with a description
    parties: int  # statements whose speaker has no party
    undated: int  # articles


def render(ledger: Ledger) -> str:
    """The report as one HTML document. The same ledger gives the same bytes."""
    with ledger.snapshot():
        return _template().render(**_context(ledger))


def _context(ledger: Ledger) -> dict[str, object]:
    overview = queries.overview(ledger)
    summaries = queries.contested(ledger)
    contested = [s for s in summaries if s.rejects.origins]
    rest = [s for s in summaries if not s.rejects.origins]
    script = (files("sayso.report") / "templates/report.js").read_text(encoding="utf-8")
    return {
        "overview": overview,
        "contested": _matrices(ledger, contested[:CONTESTED_SHOWN]),
        "contested_more": max(0, len(contested) - CONTESTED_SHOWN),
        "one_sided": rest[:ONE_SIDED_SHOWN],
        "one_sided_more": max(0, len(rest) - ONE_SIDED_SHOWN),
        "families": tuple(queries.families(ledger)),
        "days": _days(ledger),
        "flags": tuple(queries.flags(ledger)),
        "articles": tuple(queries.articles_once(ledger)),
        "rejected": tuple(queries.rejected(ledger)),
        "unknown": _unknown(ledger, overview),
        "script": script,
        "script_hash": base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    }


def _matrices(ledger: Ledger, summaries: list[ClaimSummary]) -> list[Matrix]:
    return [matrix(queries.claim(ledger, summary.claim.claim_id)) for summary in summaries]


def _days(ledger: Ledger) -> tuple[Day, ...]:
    grouped = groupby(queries.timeline(ledger), key=lambda row: dated(row.date))
    days = []
    for label, rows in grouped:
        told = tuple(rows)
        days.append(Day(label, told[:SENTENCES_A_DATE], max(0, len(told) - SENTENCES_A_DATE)))
    return tuple(days)


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
    environment.filters.update(dated=dated, marked=marked, stance_mark=stance_mark)
    return environment.get_template("report.html")
