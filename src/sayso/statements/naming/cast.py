"""Who is named in one article, and who a name may be there."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from sayso.parties import source_nouns
from sayso.statements.naming.names import Name, read_name, same_name, short_for
from sayso.statements.naming.phrases import Phrase


class Sighting(Struct, frozen=True):
    """One place where a person is named."""

    start: int
    end: int
    name: Name
    head: int  # index of the name's head token
    phrase: Phrase


class Person(Struct):
    """Somebody named in the article. Filled in text order while the article is read; never leaves the stage."""

    name: str  # the fullest form told
    told: Name  # the same, taken apart
    role: str | None = None
    affiliation: str | None = None
    party: str | None = None
    gender: str = ""
    nouns: frozenset[str] = frozenset()  # head nouns of the roles told
    is_kin: bool = False  # told as another's wife, son, …
    has_left: bool = False  # by the table of leaders the office was left before the article was written
    may_lead: bool = False  # a name in the table of leaders, of whom no office is told and no day that would settle it
    beside: str | None = None  # what is put beside a bare name where it first stands: "who is nine"; null: nothing
    places: tuple[int, ...] = ()  # code points where named, in text order
    why_party: str = ""

    @property
    def is_former(self) -> bool:
        """Whether the role told is one that was held before."""
        return (self.role or "").startswith(("former", "retired"))


class Cast:
    """Who is named in one article, and who a bare name may be."""

    def __init__(self, people: Sequence[Person], named: Sequence[tuple[Sighting, tuple[Person, ...]]]) -> None:
        self.people = people
        self.named = named  # every naming with all who may be meant, in text order
        self.sightings = [(sighting, who[0]) for sighting, who in named if len(who) == 1]  # those that are sure
        self._found: dict[str, list[Person]] = {}  # a name is asked for at every mention

    def candidates(self, name: str) -> list[Person]:
        """Everybody a name may be, in order of first mention: the same full name, else who has it as a part."""
        if name not in self._found:
            self._found[name] = self._candidates(name)
        return self._found[name]

    def _candidates(self, name: str) -> list[Person]:
        told = read_name(name)
        exact = [p for p in self.people if p.told.words == told.words and p.told.suffix == told.suffix]
        if told.is_full and exact:
            return exact[:1]
        same = [p for p in self.people if same_name(p.told, told)] if told.is_full else []
        if same:
            return same
        fits = [(short_for(told, p.told), p) for p in self.people]
        best = max((fit for fit, _ in fits), default=0)
        return [p for fit, p in fits if fit == best and best] + exact[:1]

    def who(self, phrase: Phrase) -> list[Person]:
        """Everybody that the one named in `phrase` may be, after what is told beside the name."""
        found = self.candidates(phrase.person or "")
        bare = not read_name(phrase.person or "").is_full
        if phrase.gender:
            found = [p for p in found if p.gender in ("", phrase.gender)] or found
        if len(found) > 1 and phrase.noun and phrase.role:
            found = (
                [p for p in found if phrase.noun in p.nouns and p.is_former is phrase.former]
                or [p for p in found if phrase.noun in p.nouns]
                or [p for p in found if not (p.nouns or p.is_kin)]
                or found
            )
        return _bearers(found) if len(found) > 1 and bare else found


def _bearers(people: list[Person]) -> list[Person]:
    """Of several with one family name those it is used for alone: not kin of another, else who has an office."""
    left = [p for p in people if not p.is_kin] or people
    if len(left) < 2 or any(p.told.family == p.told.words[0] for p in left):
        return left
    nouns = source_nouns()
    held = [p for p in left if any((n := nouns.get(word)) is not None and n.sphere != "self" for word in p.nouns)]
    return held if len(held) == 1 else left
