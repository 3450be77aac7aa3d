"""The matter as a STIX 2.1 bundle: identities, a report for each article, notes for statements and claims, and opinions
for positions. Objects are made, and so checked, by OASIS's own library; their ids are UUIDv5 of ours.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sayso.export.documents import Agents, Pages, document, speaking, told, words_of
from sayso.ledger import Ledger, queries
from sayso.ledger.queries import PlacedArticle
from sayso.records import Dated, Position, Stance, Statement

if TYPE_CHECKING:
    from stix2.v21 import _STIXBase21

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://pypi.org/project/sayso/stix")

# STIX's opinion of a claim. Who declines has said neither; who dismisses will not have it, without denying it outright.
_OPINIONS: Mapping[Stance, str] = {
    Stance.CONFIRMS: "strongly-agree",
    Stance.ASSERTS: "strongly-agree",
    Stance.SUGGESTS: "agree",
    Stance.DECLINES: "neutral",
    Stance.DISMISSES: "disagree",
    Stance.DENIES: "strongly-disagree",
}


def to_stix(ledger: Ledger) -> Iterator[bytes]:
    """One bundle. `created` is when the page was first read into the ledger; `valid` dates stand in the contents."""
    head = {"type": "bundle", "id": _id("bundle", str(ledger.state_digest()))}
    return document(head, "objects", (made.serialize().encode() for made in _objects(ledger)))


def _id(kind: str, an_id: str) -> str:
    return f"{kind}--{uuid.uuid5(NAMESPACE, f'{kind} {an_id}')}"


def _objects(ledger: Ledger) -> Iterator[_STIXBase21]:
    agents, pages = Agents(ledger), Pages(ledger)
    began = min((run.started_at for run in queries.runs(ledger)), default="1970-01-01T00:00:00Z")
    yield _made("identity", "sayso", began, name="sayso", identity_class="system")
    for one in agents.known:
        kind = "individual" if one.is_person else "organization"
        roles = [role.title for role in one.roles]
        yield _made("identity", one.person_id or "", began, name=one.name, identity_class=kind, roles=roles)
    for name in agents.others:
        yield _made("identity", agents.id_of(name), began, name=name, identity_class="organization")
    for placed, said in queries.articles_with_statements(ledger):
        at = pages.of(placed.article).recorded_at
        yield from (_statement(placed, one, at) for one in said)
        yield _report(placed, said, pages)
    for row in queries.claims(ledger):
        notes = [_id("note", statement_id) for statement_id in row.claim.statement_ids]
        yield _made("note", row.claim.claim_id, began, abstract="claim", content=row.claim.text, object_refs=notes)
    for held in queries.positions(ledger):
        yield _opinion(held.position, agents, began)


def _statement(placed: PlacedArticle, said: Statement, at: str) -> _STIXBase21:
    words = words_of(placed.article, said)
    via = "".join(f", via {relay.name}" for relay in said.via)
    when = _when(said.said_on)
    about = [_id("identity", said.speaker.id)] if said.speaker.id else []
    return _made(
        "note",
        said.statement_id,
        at,
        abstract=f"{speaking(said)}{via}: {said.act.value}{f' ({when})' if when else ''}",
        content=words.content,
        authors=[said.speaker.name or said.speaker.description or "speaker unknown"],
        object_refs=[_id("report", placed.article.article_id), *about],
    )


def _report(placed: PlacedArticle, said: Iterable[Statement], pages: Pages) -> _STIXBase21:
    of, page = placed.article, pages.of(placed.article)
    notes = [_id("note", one.statement_id) for one in said]
    reference = told({"source_name": of.outlet or "sayso", "description": placed.path, "url": pages.address(of)})
    if "url" in reference:
        reference["hashes"] = {"SHA-256": page.sha256}
    when = of.published.earliest or page.fetched_at or page.recorded_at  # STIX wants one
    return _made(
        "report",
        of.article_id,
        page.recorded_at,
        name=of.title or "untitled",
        description=f"published: {_when(of.published) or 'not known'}; SHA-256 of the page: {page.sha256}",
        report_types=["threat-report"],
        published=_moment(when),
        external_references=[reference],
        object_refs=[*notes, _id("identity", "sayso")],
    )


def _opinion(held: Position, agents: Agents, at: str) -> _STIXBase21:
    who = held.party or held.speaker or "speaker unknown"
    notes = [_id("note", statement_id) for statement_id in held.statement_ids]
    identity = [_id("identity", agents.id_of(held.party))] if held.party else []
    return _made(
        "opinion",
        held.position_id,
        at,
        opinion=_OPINIONS[held.stance],
        explanation=f"{who} {held.stance.value}: {held.articles} articles, {held.origins} origins; {held.why}",
        authors=[who],
        object_refs=[_id("note", held.claim_id), *notes, *identity],
    )


def _made(kind: str, an_id: str, at: str, **more: Any) -> _STIXBase21:
    """An object of the library, which raises on anything that the standard forbids: then it is our own fault."""
    from stix2 import v21

    of = {"identity": v21.Identity, "note": v21.Note, "report": v21.Report, "opinion": v21.Opinion}[kind]
    by = {} if an_id == "sayso" else {"created_by_ref": _id("identity", "sayso")}
    moment = _moment(at)
    return of(id=_id(kind, an_id), created=moment, modified=moment, **by, **told(more))


def _moment(iso: str) -> datetime:
    moment = datetime.fromisoformat(iso)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _when(date: Dated) -> str:
    if date.iso:
        return date.iso
    if date.earliest or date.latest:
        return f"{date.earliest or '…'} to {date.latest or '…'}"
    return ""
