"""A list of known people as FollowTheMoney entities, one JSON object a line, as OpenSanctions ships them.

Read are people (`Person`), bodies (`Organization`, `PublicBody`, `LegalEntity`, `Company`) and who held which post when
(`Occupancy` of a `Position`); other schemata are passed over. Weak aliases are not read: a nickname or a single word
that many bear is no name to find anybody by.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import BinaryIO

import msgspec
from msgspec import Struct

from sayso.known.faults import Fault
from sayso.known.lines import keyed
from sayso.offices import read_office
from sayso.parties import look_up
from sayso.records import Known, KnownRole, Sort

_SORTS: Mapping[str, Sort] = MappingProxyType(
    {
        "Person": Sort.PERSON,
        "Organization": Sort.BODY,
        "PublicBody": Sort.BODY,
        "LegalEntity": Sort.BODY,
        "Company": Sort.FIRM,
    }
)
_DAY = 10  # characters of a date; FollowTheMoney allows a time after it


class Properties(Struct, frozen=True):
    """The properties that are read; entities have dozens more."""

    name: tuple[str, ...] = ()
    alias: tuple[str, ...] = ()
    previousName: tuple[str, ...] = ()  # noqa: N815 - as FollowTheMoney spells it
    abbreviation: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    citizenship: tuple[str, ...] = ()
    nationality: tuple[str, ...] = ()
    jurisdiction: tuple[str, ...] = ()
    position: tuple[str, ...] = ()
    holder: tuple[msgspec.Raw, ...] = ()  # an id, or in nested files the entity
    post: tuple[msgspec.Raw, ...] = ()
    startDate: tuple[str, ...] = ()  # noqa: N815
    endDate: tuple[str, ...] = ()  # noqa: N815


class Entity(Struct, frozen=True):
    """One line."""

    id: str
    schema: str
    properties: Properties


class _Term(Struct, frozen=True):
    """An occupancy that waits for its post, which may stand anywhere in the file."""

    holder: str
    post: str
    since: str | None
    until: str | None


def read_entities(stream: BinaryIO) -> Iterator[tuple[int, Known | Fault]]:
    """`(line, what it tells)` for every person and body, then for every term in a post that the file has."""
    decode = msgspec.json.Decoder(Entity).decode
    posts: dict[str, tuple[str, str | None]] = {}
    terms: list[_Term] = []
    line = 0
    for line, words in enumerate(stream, 1):
        if not words.strip():
            continue
        try:
            entity = decode(words)
        except msgspec.ValidationError as error:
            yield line, _fault(line, str(error))
            continue
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            yield line, Fault(line, "the line", f"no JSON: {error}", "Each line is one entity, {...}, in UTF-8")
            continue
        if entity.schema == "Position":
            posts[entity.id] = _post(entity.properties)
        elif entity.schema == "Occupancy":
            terms += _terms(entity.properties)
        elif entity.schema in _SORTS:
            yield line, _known(line, entity)
    for term in terms:
        if term.post in posts:
            role = KnownRole(*posts[term.post], term.since, term.until)
            yield line, Known(term.holder, None, "", (), (), (role,), ())


def _fault(line: int, error: str) -> Fault:
    """msgspec says: Expected `array`, got `str` - at `$.properties.name`."""
    what, _, where = error.partition(" - at ")
    field = where.strip("`").removeprefix("$.") or "the entity"
    return Fault(line, field, what, "Write it as FollowTheMoney does: id, schema, properties with lists of strings")


def _known(line: int, entity: Entity) -> Known | Fault:
    told = entity.properties
    if not entity.id or not told.name:
        return Fault(line, "properties.name" if entity.id else "id", "is empty", "Fill it in, or take the line out")
    keys = keyed((*told.name, *told.alias, *told.previousName, *told.abbreviation))
    name = _shown(list(keys) or list(told.name))
    codes = told.country + told.citizenship + told.nationality + told.jurisdiction
    parties = {party for code in codes if (party := _state(code)) is not None}
    return Known(
        known_id=entity.id,
        sort=_SORTS[entity.schema],
        name=name,
        aliases=tuple(other for other in keys if other != name),
        parties=tuple(sorted(parties)),
        roles=tuple(role for title in told.position if (role := _undated(title)) is not None),
        keys=tuple(sorted(set(keys.values()))),
    )


def _shown(names: list[str]) -> str:
    """The first name, as the makers of a file put the best first; one in capitals only where there is no other."""
    return next((name for name in names if not name.isupper()), names[0])


def _undated(title: str) -> KnownRole | None:
    """A post told as words, without its days: it leaves those in doubt who hold such a post on known days."""
    office = read_office(title)
    return KnownRole(office.title, office.party) if office.is_sole and office.party else None


def _post(told: Properties) -> tuple[str, str | None]:
    office = read_office(told.name[0] if told.name else "")
    states = sorted({party for code in told.country if (party := _state(code)) is not None})
    return office.title, office.party or (states[0] if len(states) == 1 else None)


def _terms(told: Properties) -> Iterator[_Term]:
    since = min(told.startDate, default=None)
    until = max(told.endDate, default=None)
    for holder in map(_id_of, told.holder):
        for post in map(_id_of, told.post):
            yield _Term(holder, post, since and since[:_DAY], until and until[:_DAY])


def _id_of(value: msgspec.Raw) -> str:
    """The id of another entity, which nested files spell out."""
    plain = msgspec.json.decode(value)
    return str(plain.get("id", "")) if isinstance(plain, dict) else str(plain)


@lru_cache(maxsize=512)
def _state(code: str) -> str | None:
    """The state of a country code ("kp"); None for codes of what is no state ("zz", "eu-", "suhh")."""
    from babel import Locale

    name = Locale("en").territories.get(code.upper(), "") if len(code) == 2 else ""
    found = look_up(name)
    return found.party if found is not None else None
