"""On whose behalf somebody speaks where his article does not tell it, by what the other articles tell of him. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sayso.names import folded, spelling
from sayso.offices import read_office
from sayso.parties import source_nouns
from sayso.people.bare import placed
from sayso.people.bearers import MISREAD, Bearer, Days
from sayso.people.joining import Group
from sayso.people.matter import Matters
from sayso.people.parting import near_in_time
from sayso.records import Article, Person, Speaker, Spoken, Standing, Statement

# Articles for each that tells a party: own names were right in 78 of 642 where others tell one (docs/evaluation.md).
OWN = 4
_THE_BODY = re.compile(r"[Tt]he (?:\w+ )?(\w+)")
Patrons = Mapping[str, tuple[str, str]]  # by statement: the name in which it is made, and a statement of its bearer


class _Told(Struct):
    """What articles tell of one person's party; ids of articles."""

    articles: set[str]
    own: set[str]  # that take him to speak for himself
    own_names: set[str]  # under which they do
    parties: dict[str, set[str]]

    def one_party(self, person: Person) -> str | None:
        """The one party told of a person; null where it is told too seldom not to have been misread."""
        if len(person.parties) != 1:
            return None
        (party,) = person.parties
        return party if len(self.parties.get(party, ())) * MISREAD >= len(self.articles) else None

    def is_own(self, party: str) -> bool:
        """Whether many more articles take the person to speak for himself than tell the party; of one telling, any."""
        telling = len(self.parties.get(party, ()))
        return len(self.own) > telling * OWN if telling > 1 else bool(self.own)

    def of_body(self, body: Person) -> str | None:
        """The one party told of a body; its own name where other articles take it, and only it, to be the party."""
        if not body.parties and len(self.own_names) == 1:
            return next(iter(self.own_names))
        return body.parties[0] if len(body.parties) == 1 else None


def with_parties(
    spoken: Sequence[Spoken],
    people: Mapping[str, Person],
    pile: tuple[Sequence[Statement], Sequence[Article]],
    patrons: Patrons,
) -> list[Spoken]:
    """What is told of statements, with the one party of their speakers where the article tells none.

    Also that of whom an office, a ministry or an adviser is told to serve by name. Nobody who has more parties than one
    gives any, nor does one of whom more articles tell that he speaks for himself.
    """
    by_id = {said.statement_id: said for said in pile[0]}
    days = {of.article_id: (of.published.earliest, of.published.latest) for of in pile[1]}
    who = {one.statement_id: people[one.person_id] for one in spoken if one.person_id is not None}
    told = _told(by_id, who)
    found = {one.statement_id: one for one in spoken}
    for of, person in who.items():
        if (party := _party(by_id[of], person, told[person.person_id], days)) is not None:
            found[of] = _for_party(found[of], party, f"“{person.name}” speaks for {party}: so other articles tell")
    for of, (name, by) in patrons.items():
        patron = who.get(by)
        if patron is not None:
            party = _served(patron, told[patron.person_id])
            for_whom = "" if party is None else f", who speaks for {party}"
            found[of] = _for_party(
                found.get(of, Spoken(of, None, "")), party or patron.name, f"“{name}” is {patron.name}{for_whom}"
            )
    found.update((one.statement_id, one) for one in _of_one_state(pile[0], found))
    return list(found.values())


def _of_one_state(statements: Sequence[Statement], found: Mapping[str, Spoken]) -> Iterator[Spoken]:
    """What "the ministry" says, for the one party whose minister or ministry speaks in the article."""
    parties: dict[tuple[str, str], set[str]] = defaultdict(set)
    asking: list[tuple[Statement, str]] = []
    for said in statements:
        one, speaker = found.get(said.statement_id), said.speaker
        party = (one.party if one is not None else None) or speaker.party
        body = _THE_BODY.fullmatch(speaker.description or "")
        if party is None and body is not None:
            asking.append((said, body.group(1).lower()))
        elif party is not None and party != speaker.name:
            words = (speaker.role, speaker.affiliation, None if speaker.person else speaker.name)
            for word in folded(" ".join(told for told in words if told)).replace("prime minister", "").split():
                parties[said.article_id, "ministry" if word == "minister" else word].add(party)
    nouns = source_nouns()
    for said, word in asking:
        noun, meant = nouns.get(word), parties[said.article_id, word]
        for field in _fields(said.speaker.name, word):  # "the ministry", of Defence, is none of a foreign minister
            meant = meant & parties[said.article_id, field]
        if noun is not None and (noun.sort, noun.sphere) == ("body", "state") and len(meant) == 1:
            (party,) = meant
            why = f"of {word} the article tells that of {party} alone"
            yield _for_party(found.get(said.statement_id, Spoken(said.statement_id, None, "")), party, why)


def _fields(name: str | None, noun: str) -> list[str]:
    """What a ministry is of, by its name: "defence" of "Ministry of National Defence"."""
    words = folded(name or "").split()
    return [word for word in words if word not in (noun, "ministry", "national", "and", "of", "for", "the")]


def _for_party(one: Spoken, party: str, why: str) -> Spoken:
    return replace(one, party=party, why=f"{one.why}; {why}".removeprefix("; "))


def _told(by_id: Mapping[str, Statement], who: Mapping[str, Person]) -> dict[str, _Told]:
    found: dict[str, _Told] = defaultdict(lambda: _Told(set(), set(), set(), {}))
    for of, person in who.items():
        said = by_id[of]
        one, party = found[person.person_id], said.speaker.party
        one.articles.add(said.article_id)
        if party is not None and party in (said.speaker.name, person.name):
            one.own.add(said.article_id)
            one.own_names.add(party)
        elif party is not None:
            one.parties.setdefault(party, set()).add(said.article_id)
    return found


def _party(said: Statement, person: Person, told: _Told, days: Mapping[str, Days]) -> str | None:
    """The one party told of the speaker elsewhere, where none is told here: in the office told here, else in a year."""
    speaker = said.speaker
    if speaker.party is not None and (speaker.party != speaker.name or not person.is_person):
        return None
    if not person.is_person:
        return told.of_body(person)
    office = read_office(speaker.role) if speaker.role else None
    held = {role.party for role in person.roles if role.party and office and role.title == office.title}
    if office is not None and office.former:
        return None
    if len(held) == 1:
        return next(iter(held))
    party = told.one_party(person)
    if party is None or _has_left(speaker) or (speaker.party is not None and told.is_own(party)):
        return None
    return party if any(near_in_time(days[of], days[said.article_id]) for of in told.parties[party]) else None


def _served(patron: Person, told: _Told) -> str | None:
    """On whose behalf they speak who speak in somebody's name; null: on his own."""
    party = told.one_party(patron)
    return None if party is None or told.is_own(party) else party


def _has_left(speaker: Speaker) -> bool:
    """Whether the article tells that the speaker held an office before, and of none that he holds."""
    standings = {role.standing for role in speaker.roles}
    return bool(standings) and standings <= {Standing.FORMER, Standing.THEN}


def patrons_found(
    patrons: Sequence[Bearer], bearers: Sequence[Bearer], people: Sequence[Group], matters: Matters
) -> Patrons:
    """Who they are in whose name others speak: the one so named in the article, else in the pile, else by matter."""
    here = {(one.article_id, one.form): one for one in bearers if one.is_person}
    by_name: dict[Hashable, list[Group]] = defaultdict(list)
    for group in people:
        for key in {spelling(name) for name in group.names}:
            by_name[key].append(group)
    found: dict[str, tuple[str, str]] = {}
    bare: list[Bearer] = []
    for one in patrons:
        same = by_name.get(spelling(one.name), ()) if not one.name.is_bare else ()
        meant = here.get((one.article_id, one.form)) or (same[0].bearers[0] if len(same) == 1 else None)
        if meant is not None:
            found.update(dict.fromkeys(one.statement_ids, (one.form, meant.statement_ids[0])))
        elif one.name.is_bare:
            bare.append(one)
    for group, grown in zip(people, placed(people, bare, matters).groups, strict=False):
        for one in grown.bearers[len(group.bearers) :]:
            found.update(dict.fromkeys(one.statement_ids, (one.form, group.bearers[0].statement_ids[0])))
    return found
