"""People and bodies of the pile found in a user's own list, and who held an office on a day by it. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from sayso.names import Likeness, folded, key_of, likeness, read_name
from sayso.offices import read_office
from sayso.parties import look_up
from sayso.people.bearers import Bearer, parties_told
from sayso.people.joining import Group
from sayso.people.parting import conflicting
from sayso.records import Article, Known, KnownRole, Sort, Statement

Tenure = tuple[str, str]  # title and party of an office
# "A foreign minister" may be anybody's; "the foreign minister", "Norland's" and "its" are one.
_INDEFINITE = re.compile(r"(?:an?|one|some|any|another|several|many|two|three|former|ex)\b", re.I)
_OPEN = ("0000-00-00", "9999-99-99")


class Wanted(Struct, frozen=True):
    """What a pile may find in a list: only lines with one of these are worth fetching."""

    keys: frozenset[str]  # `names.key_of` every name told
    offices: frozenset[Tenure]  # told without a name


class Entry(Struct, frozen=True):
    """All that the lists tell of one id."""

    known_id: str
    sort: Sort
    name: str
    aliases: tuple[str, ...]
    parties: frozenset[str]
    roles: tuple[KnownRole, ...]


class Match(Struct, frozen=True):
    """Groups with the id each has in the list, those of one id joined, and what fits more than one."""

    groups: tuple[tuple[Group, Entry | None], ...]
    unclear: tuple[str, ...]


def wanted(statements: Sequence[Statement]) -> Wanted:
    """What to fetch of a list for these statements."""
    keys = {key_of(said.speaker.name) for said in statements if said.speaker.name is not None}
    offices = {tenure for said in statements if (tenure := office_told(said)) is not None}
    return Wanted(frozenset(keys), frozenset(offices))


def office_told(said: Statement) -> Tenure | None:
    """The office by which one person, not named, is told: "the foreign minister" of Norland; None for any other."""
    speaker = said.speaker
    if speaker.name is not None or speaker.role is None or speaker.party is None or speaker.description is None:
        return None
    if _INDEFINITE.match(speaker.description) or (speaker.unnamed is not None and speaker.unnamed.count != 1):
        return None
    office = read_office(speaker.role)
    return (office.title, speaker.party) if office.is_sole and office.party in (None, speaker.party) else None


def entries(known: Iterable[Known]) -> list[Entry]:
    """The lines of lists put together by id, in order of ids."""
    lines: dict[str, list[Known]] = defaultdict(list)
    for line in known:
        lines[line.known_id].append(line)
    found = []
    for known_id, some in sorted(lines.items()):
        told = [line for line in some if line.sort is not None]
        if told:  # a role of somebody the lists do not have tells nothing
            names = sorted({name for line in told for name in (line.name, *line.aliases)})
            name = min(line.name for line in told)
            aliases = tuple(other for other in names if other != name)
            parties = frozenset(party for line in told for party in line.parties)
            roles = tuple(dict.fromkeys(role for line in some for role in line.roles))
            found.append(Entry(known_id, min(line.sort for line in told if line.sort), name, aliases, parties, roles))
    return found


def matched(groups: Sequence[Group], listed: Sequence[Entry]) -> Match:
    """Give each group the one entry that bears its name and contradicts nothing; groups of one entry are joined."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for at, entry in enumerate(listed):
        for key in sorted({key_of(name) for name in (entry.name, *entry.aliases)}):
            by_key[key].append(at)
    found: dict[int, list[int]] = defaultdict(list)
    unclear = []
    rest = []
    for at, group in enumerate(groups):
        near = {one for bearer in group.bearers for one in by_key.get(key_of(bearer.form), ())}
        fitting = sorted(one for one in near if _fits(group, listed[one]))
        if len(fitting) == 1:
            found[fitting[0]].append(at)
            continue
        rest.append((group, None))
        if fitting:
            unclear.append(f"“{group.shown}” fits {' and '.join(listed[one].known_id for one in fitting)}")
    matches: list[tuple[Group, Entry | None]] = []
    for one, some in found.items():
        apart = any(conflicting(groups[a].bearers, groups[b].bearers) for a in some for b in some if a < b)
        if apart:
            rest += [(groups[at], None) for at in some]
            names = " and ".join(sorted(groups[at].shown for at in some))
            unclear.append(f"{listed[one].known_id} fits {names}, who cannot be one")
        else:
            matches.append((Group(tuple(b for at in some for b in groups[at].bearers)), listed[one]))
    return Match((*matches, *rest), tuple(sorted(unclear)))


def _fits(group: Group, entry: Entry) -> bool:
    """Whether a name of the entry is one of the group's, and sort and party do not contradict."""
    person = group.bearers[0].is_person
    if person != (entry.sort is Sort.PERSON):
        return False
    told = {party for party in parties_told(group.bearers) if look_up(party) is not None}
    agree = bool(told & entry.parties)
    if told and entry.parties and not agree:
        return False
    names = (entry.name, *entry.aliases)
    return any(_is_called(bearer, name, person=person, agree=agree) for bearer in group.bearers for name in names)


def _is_called(bearer: Bearer, name: str, *, person: bool, agree: bool) -> bool:
    """Whether a bearer's name is that of the list. A single word of it counts for a person of the same party alone."""
    listed = read_name(name)
    if not person:
        return folded(name).removeprefix("the ") == folded(bearer.form).removeprefix("the ")
    if listed.is_bare or bearer.name.is_bare:
        return agree and listed.words == bearer.name.words
    like = likeness(bearer.name, listed)
    return like is not None and (like <= Likeness.INITIALS or agree)


class Holders:
    """Who held an office by the lists."""

    def __init__(self, listed: Sequence[Entry]) -> None:
        self._held: dict[Tenure, list[tuple[KnownRole, Entry]]] = defaultdict(list)
        for entry in listed:
            for role in entry.roles:
                office = read_office(role.title)
                parties = {role.party} if role.party else {office.party} if office.party else entry.parties
                for party in sorted(party for party in parties if party):
                    self._held[office.title, party].append((role, entry))

    def on(self, tenure: Tenure, day: tuple[str, str]) -> Entry | None:
        """The one who held it through all of a period (first and last day, YYYY-MM-DD); None when two may have.

        A role without dates may have been held at any time, so it tells nothing and leaves others in doubt.
        """
        held = self._held.get(tenure, ())
        maybe = {entry.known_id: entry for role, entry in held if _overlap(role, day)}
        surely = {entry.known_id for role, entry in held if _covers(role, day)}
        return next(iter(maybe.values())) if len(maybe) == 1 and maybe.keys() == surely else None


def day_of(said: Statement, article: Article) -> tuple[str, str] | None:
    """First and last day on which a statement may have been made; None when one of them is not known."""
    for date in (said.said_on, article.published):
        if date.earliest is not None and date.latest is not None:
            return date.earliest, date.latest
    return None


def _overlap(role: KnownRole, day: tuple[str, str]) -> bool:
    return _first(role.since) <= day[1] and day[0] <= _last(role.until)


def _covers(role: KnownRole, day: tuple[str, str]) -> bool:
    dated = role.since is not None or role.until is not None
    return dated and _latest_first(role.since) <= day[0] and day[1] <= _earliest_last(role.until)


def _first(prefix: str | None) -> str:
    return _OPEN[0] if prefix is None else (prefix + "-01-01")[:10]


def _last(prefix: str | None) -> str:
    return _OPEN[1] if prefix is None else (prefix + _OPEN[1][len(prefix) :])


def _latest_first(prefix: str | None) -> str:
    """The last day that "since 2031" may mean."""
    return _OPEN[0] if prefix is None else _last(prefix)


def _earliest_last(prefix: str | None) -> str:
    """The first day that "until 2031" may mean."""
    return _OPEN[1] if prefix is None else (prefix + "-01-01")[:10]
