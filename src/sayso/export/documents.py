"""What the formats of a whole matter share: names for things, and one JSON document written piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from sayso.ledger import Ledger, queries
from sayso.ledger.queries import PageRow
from sayso.records import Article, Statement, make_id
from sayso.text import told_in

Row = dict[str, Any]

HOMEPAGE = "https://pypi.org/project/sayso/"


def urn(an_id: str) -> str:
    """The name of one of our things where an IRI is wanted (RFC 8141; `sayso` is no registered namespace)."""
    return f"urn:sayso:{an_id}"


class Pages:
    """The pages of a ledger by id."""

    def __init__(self, ledger: Ledger) -> None:
        self._rows = {row.page_id: row for row in queries.pages(ledger)}

    def of(self, article: Article) -> PageRow:
        return self._rows[article.page_id]

    def address(self, article: Article) -> str | None:
        """The web address of an article's page; None: not told, or none that a browser would open."""
        uri = self.of(article).uri
        return uri if uri and uri.startswith(("http://", "https://")) else None


class Agents:
    """Everybody who speaks in a ledger or is spoken for, under one id each."""

    def __init__(self, ledger: Ledger) -> None:
        self.known = tuple(one for one in queries.people(ledger) if one.person_id)
        self._by_name = {one.name: one.person_id for one in self.known if one.person_id}
        spoken_for = {row.position.party for row in queries.positions(ledger) if row.position.party}
        self.others = tuple(sorted(spoken_for - self._by_name.keys()))  # parties that are never named as speaking

    def id_of(self, name: str) -> str:
        """The id over the pile of whoever has this name; for a party that never speaks, one made of the name."""
        return self._by_name.get(name) or make_id("pa", name)


class Words(Struct, frozen=True):
    """A statement in words."""

    source: str
    cue: str
    content: str


def words_of(article: Article, said: Statement) -> Words:
    """Source, cue and content of a statement, verbatim."""
    text = told_in(article, said)
    return Words(*(queries.words_of(text, spans) for spans in (said.source, said.cue, said.content)))


def speaking(said: Statement) -> str:
    """Who speaks, in a few words: name or description, role, party."""
    who = said.speaker
    called = who.name or who.description or "speaker unknown"
    more = [part for part in (who.role, who.party) if part and part != called]
    return f"{called} ({', '.join(more)})" if more else called


def told(row: Mapping[str, Any]) -> Row:
    """The row without what is not known: null, empty text, empty lists."""
    return {key: value for key, value in row.items() if value not in (None, "", (), [], {})}


def document(head: Mapping[str, Any], key: str, items: Iterable[Any]) -> Iterator[bytes]:
    """One JSON object: `head`, and last a list under `key` that is never held in memory as a whole."""
    yield msgspec.json.encode(head)[:-1] + (b"," if head else b"") + msgspec.json.encode(key) + b":["
    yield from listed(items)
    yield b"\n]}\n"


def listed(items: Iterable[Any]) -> Iterator[bytes]:
    """The items of a JSON list, each on its own line, with the commas between them."""
    before = b"\n"
    for item in items:
        yield before + (item if isinstance(item, bytes) else msgspec.json.encode(item))
        before = b",\n"
