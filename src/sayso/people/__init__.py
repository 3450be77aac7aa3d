"""Who speaks over the pile: one person by name, role and party, never by a family name alone. Pure.

`identify` is a function of the set of statements, articles and lines of the user's lists: their order changes nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from sayso.names import Name, folded, likeness, romanised, spelling
from sayso.people.bare import is_bare, may_be_bare, placed
from sayso.people.bearers import Bearer, parties_held, parties_told, read_bearers, read_patrons
from sayso.people.behalf import patrons_found, with_parties
from sayso.people.bodies import joined_bodies
from sayso.people.joining import Group, joined
from sayso.people.listed import Entry, Holders, Wanted, day_of, entries, matched, office_told, wanted
from sayso.people.matter import Matters
from sayso.people.ruled import ruled_groups, ruled_spoken
from sayso.records import (
    Article,
    Held,
    Identified,
    Known,
    Person,
    Sort,
    Spoken,
    Statement,
    Upheld,
    as_identified,
    make_id,
)

__all__ = ["Wanted", "as_spoken", "identify", "wanted"]


# Articles that tell an office as held, for each that tells it as left: of those who left one, many tell it as it was.
STILL_HELD = 5


def identify(
    statements: Sequence[Statement],
    articles: Sequence[Article],
    known: Iterable[Known] = (),
    rulings: Sequence[Upheld] = (),
) -> Identified:
    """People and bodies over the pile, and whose each statement is.

    `known` are the lines of the user's lists that `wanted` asks for. Statements whose article is not given are left
    out. What `rulings` say of who is one, and of whose a statement is, goes before all else.
    """
    listed = entries(known)
    bearers = read_bearers(statements, articles)
    people, torn = joined([b for b in bearers if b.is_person and not is_bare(b)])
    matters = Matters(statements, articles)
    bare = placed(people, [b for b in bearers if is_bare(b) or may_be_bare(b)], matters)
    bodies = joined_bodies([b for b in bearers if not (b.is_person or bare.holds(b))])
    match = matched([*bare.groups, *bodies.groups], listed)
    groups = ruled_groups(match.groups, rulings)
    made = _people(groups)
    office = _by_office(statements, articles, Holders(listed), {p.known: p for p in made if p.known})
    known_people = {person.person_id: person for person in [*made, *(person for person, _ in office.values())]}
    why = {**bare.joined, **bodies.joined}
    spoken = [
        Spoken(statement_id, person.person_id, why.get(statement_id, ""))
        for (group, _), person in zip(groups, made, strict=True)
        for bearer in group.bearers
        for statement_id in bearer.statement_ids
    ]
    spoken += [Spoken(statement_id, person.person_id, why) for statement_id, (person, why) in office.items()]
    left = [*torn, *(one for one in bare.left if one.bearer.is_person), *bodies.left]
    spoken += [Spoken(of, None, one.why) for one in left for of in one.bearer.statement_ids if one.why]
    patrons = patrons_found(read_patrons(statements, articles), bearers, people, matters)
    spoken = with_parties(ruled_spoken(spoken, rulings), known_people, (statements, articles), patrons)
    return Identified(
        people=tuple(known_people[person_id] for person_id in sorted(known_people)),
        spoken=tuple(sorted(spoken, key=lambda one: one.statement_id)),
        unclear=match.unclear,
    )


def as_spoken(statements: Sequence[Statement], identified: Identified) -> list[Statement]:
    """The statements, in their order, each with the speaker it has over the pile."""
    people = {person.person_id: person for person in identified.people}
    spoken = {one.statement_id: one for one in identified.spoken}
    return [
        as_identified(said, people.get(one.person_id or ""), one) if (one := spoken.get(said.statement_id)) else said
        for said in statements
    ]


def _by_office(
    statements: Sequence[Statement], articles: Sequence[Article], holders: Holders, known: dict[str, Person]
) -> dict[str, tuple[Person, str]]:
    """By statement that tells an office and no name: who held it on the day by the user's list."""
    by_id = {article.article_id: article for article in articles}
    found = {}
    for said in statements:
        tenure = office_told(said) if said.article_id in by_id else None
        day = day_of(said, by_id[said.article_id]) if tenure is not None else None
        entry = holders.on(tenure, day) if tenure is not None and day is not None else None
        if entry is not None and tenure is not None and day is not None:
            person = known.get(entry.known_id) or _listed_alone(entry)
            why = f"{entry.name} was {tenure[0]} of {tenure[1]} on {day[0]} by the list of known people"
            found[said.statement_id] = person, why
    return found


def _listed_alone(entry: Entry) -> Person:
    """Somebody of the list whom no page names."""
    person_id = make_id("pe", entry.sort is Sort.PERSON, "listed", entry.known_id)
    parties = tuple(sorted(entry.parties))
    return Person(
        person_id, entry.name, entry.sort is Sort.PERSON, (), parties, (), entry.known_id, "by the list alone"
    )


def _people(groups: Sequence[tuple[Group, Entry | None]]) -> list[Person]:
    """A person for each group. Its id hashes its plainest name, and for namesakes what tells them apart."""
    keys = [_plainest(group) for group, _ in groups]
    bearing = Counter(keys)
    made = []
    for (group, entry), key in zip(groups, keys, strict=True):
        parties = parties_told(group.bearers)
        apart: tuple[object, ...] = ()
        if bearing[key] > 1:
            first = min(of for bearer in group.bearers for of in bearer.statement_ids)
            apart = (tuple(sorted(parties)), "" if parties else first)
        made.append((group, entry, make_id("pe", *key, *apart), parties_held(group.bearers)))
    ids = Counter(person_id for _, _, person_id, _ in made)
    return [
        _person(group, entry, person_id if ids[person_id] == 1 else _by_first_words(person_id, group), parties)
        for group, entry, person_id, parties in made
    ]


def _by_first_words(person_id: str, group: Group) -> str:
    """An id for one of those whom even party does not tell apart."""
    return make_id("pe", person_id, min(of for bearer in group.bearers for of in bearer.statement_ids))


def _plainest(group: Group) -> tuple[bool, str]:
    """What a group's id is made from: the shortest of its names, folded; a growing pile seldom adds a shorter one."""
    full = [name.core if len(name.core) > 1 else name.words for name in group.names if not name.is_bare]
    cores = [" ".join(words) for words in full] or [folded(bearer.form) for bearer in group.bearers]
    return group.bearers[0].is_person, min(cores, key=lambda core: (len(core), core))


def _person(group: Group, entry: Entry | None, person_id: str, parties: tuple[str, ...]) -> Person:
    name = entry.name if entry else group.form
    return Person(
        person_id=person_id,
        name=name,
        is_person=group.bearers[0].is_person,
        aliases=tuple(sorted({bearer.form for bearer in group.bearers} - {name})),
        parties=parties,
        roles=_roles(group.bearers),
        known=entry.known_id if entry else None,
        why=_why_one(group, entry),
    )


def _why_one(group: Group, entry: Entry | None) -> str:
    """How the names of a group were found to be one's; empty where it bears one name."""
    names = {bearer.name for bearer in group.bearers}
    if len(names) == 1 or group.doubt:
        return group.doubt
    if entry is not None:
        return f"by the list of known people, {entry.known_id}"
    if not group.bearers[0].is_person:
        return "names of one body by their words and its party"
    full = {spelling(name) for name in names if not name.is_bare}
    reasons = ["names that differ in an initial, a middle name or the order, and nothing contradicts"] * (len(full) > 1)
    if any(_is_romanisation(one, other) for one, other in combinations(names, 2)):
        reasons = ["two romanisations, told by one office of one party"]
    reasons += ["a bare name by office, party or matter"] * any(name.is_bare for name in names)
    return "; ".join(reasons)


def _is_romanisation(one: Name, other: Name) -> bool:
    """Whether two full names are joined by their office, since only a romanisation parts them."""
    return likeness(one, other) is None and romanised(one) is not None and romanised(one) == romanised(other)


def _roles(bearers: Sequence[Bearer]) -> tuple[Held, ...]:
    """Roles told of somebody, former ones left out, with the days of the articles that tell them."""
    told: dict[tuple[str, str], list[Bearer]] = defaultdict(list)
    left = Counter(office.title for bearer in bearers for office in bearer.offices if office.former)
    for bearer in bearers:
        for office in bearer.offices:
            if not office.former:
                told[office.title, office.party or bearer.party or ""].append(bearer)
    told = {key: some for key, some in told.items() if left[key[0]] * STILL_HELD <= len(some)}
    roles = [_held(title, party, some) for (title, party), some in told.items()]
    return tuple(sorted(roles, key=lambda held: (held.earliest or "9999", held.title, held.party or "")))


def _held(title: str, party: str, bearers: Sequence[Bearer]) -> Held:
    """A role, since and until the days of articles that are bounded on both sides: "not after today" is no day."""
    days = [(bearer.earliest, bearer.latest) for bearer in bearers if bearer.earliest and bearer.latest]
    return Held(
        title=title,
        party=party or None,
        earliest=min((earliest for earliest, _ in days), default=None),
        latest=max((latest for _, latest in days), default=None),
        articles=len({bearer.article_id for bearer in bearers}),
    )
