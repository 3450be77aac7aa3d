"""The matter as FollowTheMoney entities, one JSON object a line, for Aleph and its kin (followthemoney 4).

An article is an `Article`, who speaks a `Person` or an `Organization`, where an article names him a `Mention`, a
statement and a claim a `Note`, a dated sentence an `Event`. Written by hand, since the library wants ICU, which is no
Python package; the library itself reads every entity back in the tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from sayso.export.documents import Agents, Pages, Row, speaking, words_of
from sayso.ledger import Ledger, queries
from sayso.ledger.queries import ClaimRow, PlacedStatement, Speaking, TimelineRow
from sayso.records import Article, Dated, Position, make_id

NAME_AT = 120  # code points of a name made from a sentence


def to_ftm(ledger: Ledger) -> Iterator[bytes]:
    """JSON lines, an entity each: who, then each article with what is in it, then claims, then events."""
    return (msgspec.json.encode(entity) + b"\n" for entity in _entities(ledger))


def _entities(ledger: Ledger) -> Iterator[Row]:
    agents, pages = Agents(ledger), Pages(ledger)
    yield from map(_agent, agents.known)
    for name in agents.others:
        yield _entity(agents.id_of(name), "Organization", name=[name])
    for placed, said in queries.articles_with_statements(ledger):
        yield _article(placed.article, placed.path, pages)
        told = [PlacedStatement(placed.path, placed.article, one) for one in said]
        yield from _mentions(placed.article, told)
        yield from map(_statement, told)
    held: dict[str, list[Position]] = {}
    for row in queries.positions(ledger):
        held.setdefault(row.position.claim_id, []).append(row.position)
    for claim in queries.claims(ledger):
        yield _claim(claim, held.get(claim.claim.claim_id, ()), agents)
    yield from map(_event, queries.timeline(ledger))


def _entity(an_id: str, schema: str, **properties: Iterable[str | None]) -> Row:
    """An entity; properties are lists of strings in this format, and what is not known is left out."""
    told = {name: list(dict.fromkeys(value for value in values if value)) for name, values in properties.items()}
    return {
        "id": f"sayso-{an_id}",
        "schema": schema,
        "properties": {name: values for name, values in told.items() if values},
    }


def _ref(an_id: str) -> str:
    return f"sayso-{an_id}"


def _agent(one: Speaking) -> Row:
    roles: Mapping[str, Iterable[str]] = {"position": [role.title for role in one.roles]} if one.is_person else {}
    return _entity(
        one.person_id or "",
        "Person" if one.is_person else "Organization",
        name=[one.name],
        alias=one.aliases,
        notes=[one.why, *(f"speaks for {party}" for party in one.parties if party != one.name)],
        **roles,
    )


def _article(of: Article, path: str, pages: Pages) -> Row:
    page = pages.of(of)
    return _entity(
        of.article_id,
        "Article",
        title=[of.title],
        author=[of.byline],
        publisher=[of.outlet],
        publishedAt=[of.published.iso],
        language=[_language(of.language)],
        sourceUrl=[pages.address(of)],
        fileName=[path],
        retrievedAt=[page.fetched_at],
        bodyText=[of.text],
        notes=[f"SHA-256 of the page: {page.sha256}", of.agency and f"credits {of.agency}"],
    )


def _mentions(of: Article, told: Iterable[PlacedStatement]) -> Iterator[Row]:
    """One for each person or body named as speaking in the article."""
    named = {one.statement.speaker.id: one.statement.speaker for one in told if one.statement.speaker.id}
    for person_id, speaker in named.items():
        yield _entity(
            make_id("me", of.article_id, person_id),
            "Mention",
            document=[_ref(of.article_id)],
            resolved=[_ref(person_id or "")],
            name=[speaker.name],
            detectedSchema=["Person" if speaker.person else "Organization"],
        )


def _statement(placed: PlacedStatement) -> Row:
    of, said = placed.article, placed.statement
    words = words_of(of, said)
    when = said.said_on.iso and f"said on {said.said_on.iso}"
    via = [f"via {relay.name}" for relay in said.via]
    return _entity(
        said.statement_id,
        "Note",
        name=[_short(f"{speaking(said)}: {said.act.value}")],
        description=[words.content],
        summary=[" ".join(part for part in (words.source, words.cue) if part)],
        entity=[said.speaker.id and _ref(said.speaker.id), _ref(of.article_id)],
        proof=[_ref(of.article_id)],
        keywords=["statement", said.act.value, said.mode.value],
        notes=[when, *via, said.why],
        publisher=[of.outlet],
    )


def _claim(row: ClaimRow, held: Iterable[Position], agents: Agents) -> Row:
    held = tuple(held)
    stances = [f"{one.party or one.speaker or 'speaker unknown'} {one.stance.value}" for one in held]
    return _entity(
        row.claim.claim_id,
        "Note",
        name=[_short(row.claim.text)],
        description=[row.claim.text],
        entity=[_ref(agents.id_of(one.party)) for one in held if one.party],
        proof=[row.article_id and _ref(row.article_id)],
        keywords=["claim"],
        notes=stances,
    )


def _event(row: TimelineRow) -> Row:
    return _entity(
        make_id("ev", row.article_id, row.span.start, row.date.earliest, row.date.latest),
        "Event",
        name=[_short(row.text)],
        description=[row.text],
        proof=[
            _ref(article_id) for article_id in dict.fromkeys((row.article_id, *(one.article_id for one in row.also)))
        ],
        **_when(row.date),
    )


def _when(date: Dated) -> dict[str, list[str | None]]:
    return {"date": [date.iso]} if date.iso else {"startDate": [date.earliest], "endDate": [date.latest]}


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= NAME_AT else line[: NAME_AT - 1] + "…"


def _language(two: str) -> str | None:
    """ISO 639-1 to the three letters of ISO 639-3 that the format wants."""
    import pycountry

    found = pycountry.languages.get(alpha_2=two)
    return found.alpha_3 if found else None
