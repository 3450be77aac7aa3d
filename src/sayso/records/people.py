"""People and bodies over the pile, and the lists of them that a user gives."""

from __future__ import annotations

from enum import StrEnum

import msgspec
from msgspec import Struct

from sayso.records.statements import Statement


class Sort(StrEnum):
    """What somebody in a list of known people and bodies is."""

    PERSON = "person"
    BODY = "body"  # a ministry, court, agency, outlet, or anything else that acts as one
    STATE = "state"
    FIRM = "firm"
    MOVEMENT = "movement"


class KnownRole(Struct, frozen=True):
    """A role somebody holds by a user's own list."""

    title: str  # in the form of `offices.read_office`
    party: str | None  # whose office it is; null: not told
    since: str | None = None  # first day, an ISO prefix; null: not told
    until: str | None = None  # last day likewise


class Known(Struct, frozen=True):
    """What one line of a user's list tells of a person or body. Several lines may tell of one `known_id`."""

    known_id: str  # as the list has it
    sort: Sort | None  # null: this line tells a role alone
    name: str  # empty: likewise
    aliases: tuple[str, ...]
    parties: tuple[str, ...]  # states or others it may speak for; empty: not told
    roles: tuple[KnownRole, ...]
    keys: tuple[str, ...]  # `names.key_of` name and aliases, sorted, each once


class KnownList(Struct, frozen=True):
    """A user's list, read whole and without a fault."""

    list_id: str  # hashes what it tells, whatever its path or format
    path: str  # as given
    entries: int  # people and bodies
    chunks: tuple[bytes, ...]  # each zlib over a MessagePack array of Known, in the order of the file


class Held(Struct, frozen=True):
    """A role told of a person over the pile."""

    title: str  # as told most
    party: str | None  # null: not told with it
    earliest: str | None  # first day an article that tells it may be of; null: none is bounded on both sides
    latest: str | None  # last day likewise
    articles: int


class Person(Struct, frozen=True):
    """One person or body over the pile."""

    person_id: str
    name: str  # the form told in most articles, or that of the user's list
    is_person: bool  # False: a state, body, firm or outlet
    aliases: tuple[str, ...]  # other forms told, sorted; of the list, only those that are told
    parties: tuple[str, ...]  # those told in more than one article first; empty: nobody's but its own
    roles: tuple[Held, ...]  # by first day, then title
    known: str | None  # its id in the user's list; null: in none, or more than one fits
    why: str  # how its names were found to be one's; empty: it bears one name


class Spoken(Struct, frozen=True):
    """Who over the pile a statement is of."""

    statement_id: str
    person_id: str | None  # null: nobody named, or a bare name that may be several people's, who are named in `why`
    why: str  # empty: by its name
    party: str | None = None  # on whose behalf, by what other articles tell; null: as this one tells


class Identified(Struct, frozen=True):
    """What `identify` gives back."""

    people: tuple[Person, ...]  # by id
    spoken: tuple[Spoken, ...]  # by statement; none for a statement whose speaker is not named
    unclear: tuple[str, ...] = ()  # what in the user's lists fits more than one, a sentence each


def as_identified(said: Statement, person: Person | None, spoken: Spoken) -> Statement:
    """The statement with the speaker that it has over the pile."""
    told = said.speaker
    why = f"{said.why}; {spoken.why}" if spoken.why else said.why
    party = spoken.party or told.party
    if person is None:
        speaker = msgspec.structs.replace(told, party=party)
        return msgspec.structs.replace(said, speaker=speaker, why=why)
    if spoken.party is None and party is not None and party == told.name and person.is_person:
        party = person.name
    speaker = msgspec.structs.replace(
        told,
        name=person.name,
        party=party,
        person=person.is_person and told.named,
        id=person.person_id,
        known=person.known,
    )
    return msgspec.structs.replace(said, speaker=speaker, why=why)
