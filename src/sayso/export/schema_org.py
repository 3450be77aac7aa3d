"""The matter in schema.org's terms, as JSON-LD: NewsArticle, Quotation, Statement, Claim, and who agrees or not."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.export.documents import Agents, Pages, Row, document, told, urn, words_of
from sayso.ledger import Ledger, queries
from sayso.ledger.queries import AGAINST, FOR, Speaking
from sayso.records import Article, Direction, Mode, Position, Stance, Statement

# A party's stance as an Action (schema.org 29): whoever declines has considered the claim, and told neither.
_ACTIONS = {
    **dict.fromkeys(FOR, "AgreeAction"),
    **dict.fromkeys(AGAINST, "DisagreeAction"),
    Stance.DECLINES: "AssessAction",
}


def to_schema_org(ledger: Ledger) -> Iterator[bytes]:
    """One JSON-LD document. A direct or mixed statement is a Quotation, an indirect one a Statement."""
    return document({"@context": "https://schema.org"}, "@graph", _things(ledger))


def _things(ledger: Ledger) -> Iterator[Row]:
    pages = Pages(ledger)
    origins: dict[str, list[str]] = {}
    for row in queries.copies(ledger):
        if row.link.direction is not Direction.UNKNOWN:
            origins.setdefault(row.link.copy_id, []).append(row.link.origin_id)
    claims = list(queries.claims(ledger))
    about: dict[str, list[str]] = {}
    for one in claims:
        for statement_id in one.claim.statement_ids:
            about.setdefault(statement_id, []).append(one.claim.claim_id)
    of: dict[str, str] = {}  # article of each statement
    agents = Agents(ledger)
    yield from map(_agent, agents.known)
    for name in agents.others:
        yield {"@type": "Organization", "@id": urn(agents.id_of(name)), "name": name}
    for placed, said in queries.articles_with_statements(ledger):
        yield _article(placed.article, pages, origins.get(placed.article.article_id, []))
        for statement in said:
            of[statement.statement_id] = placed.article.article_id
            yield _statement(placed.article, statement, about.get(statement.statement_id, []))
    for one in claims:
        articles = dict.fromkeys(of[each] for each in one.claim.statement_ids if each in of)
        yield told(
            {
                "@type": "Claim",
                "@id": urn(one.claim.claim_id),
                "text": one.claim.text,
                "appearance": [_ref(article_id) for article_id in articles],
                "isPartOf": _ref(one.claim.parent) if one.claim.parent else None,
            }
        )
    for held in queries.positions(ledger):
        yield _position(held.position, agents)


def _ref(an_id: str) -> Row:
    return {"@id": urn(an_id)}


def _agent(one: Speaking) -> Row:
    return told(
        {
            "@type": "Person" if one.is_person else "Organization",
            "@id": urn(one.person_id or ""),
            "name": one.name,
            "alternateName": list(one.aliases),
            "identifier": one.known,
            "jobTitle": list(dict.fromkeys(role.title for role in one.roles)) if one.is_person else None,
        }
    )


def _article(of: Article, pages: Pages, origins: list[str]) -> Row:
    return told(
        {
            "@type": "NewsArticle",
            "@id": urn(of.article_id),
            "url": pages.address(of),
            "headline": of.title,
            "author": of.byline and {"@type": "Person", "name": of.byline},
            "publisher": of.outlet and {"@type": "Organization", "name": of.outlet},
            "sourceOrganization": of.agency and {"@type": "Organization", "name": of.agency},
            "dateline": of.dateline,
            "datePublished": of.published.iso,
            "inLanguage": of.language,
            "isBasedOn": [_ref(origin) for origin in origins],
        }
    )


def _statement(of: Article, said: Statement, claims: list[str]) -> Row:
    quoted = said.mode is not Mode.INDIRECT
    who = said.speaker
    named: Row | None = None
    if who.id:
        named = _ref(who.id)
    elif who.name or who.description:
        named = {"@type": "Person" if who.person else "Thing", "name": who.name or who.description}
    return told(
        {
            "@type": "Quotation" if quoted else "Statement",
            "@id": urn(said.statement_id),
            "text": words_of(of, said).content,
            "spokenByCharacter" if quoted else "creator": named,
            "dateCreated": said.said_on.iso,
            "isPartOf": _ref(of.article_id),
            "about": [_ref(claim_id) for claim_id in claims],
        }
    )


def _position(held: Position, agents: Agents) -> Row:
    agent = _ref(agents.id_of(held.party)) if held.party else held.speaker and {"@type": "Thing", "name": held.speaker}
    return told(
        {
            "@type": _ACTIONS[held.stance],
            "@id": urn(held.position_id),
            "agent": agent,
            "object": _ref(held.claim_id),
            "startTime": held.said_on.iso,
            "description": held.stance.value,
            "instrument": [_ref(statement_id) for statement_id in held.statement_ids],
        }
    )
