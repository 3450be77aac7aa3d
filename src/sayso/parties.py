"""Names, capitals, demonyms and seats of power to the party they stand for. Pure; tables in `data/`, read once.

A party that is a state bears its common English name as in CLDR ("North Korea", "Türkiye"). Where grammar decides
("officials in Seoul", but "a bakery in Pyongyang"), the caller passes the whole phrase to `party_of`, or asks
`look_up` what kind of form a name is.
"""

from __future__ import annotations

import csv
import functools
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from importlib import resources
from types import MappingProxyType

from msgspec import Struct

from sayso.text import normalise

LONGEST_FORM = 6  # words; "Democratic People's Republic of Korea" has five, "the" is taken off before


class FormKind(StrEnum):
    """What a form is that stands for a party."""

    NAME = "name"
    DEMONYM = "demonym"  # adjective or people: "Russian", "Swedes"
    ABBREVIATION = "abbreviation"
    CAPITAL = "capital"  # stands for the government only where it acts or speaks
    SEAT = "seat"  # a building or place of power
    BODY = "body"  # a ministry, service or army whose name is that of one state
    OFFICE = "office"  # an office that only one state calls so: "Taoiseach"
    MEDIA = "media"  # media run by a state
    INTERNATIONAL = "international"  # a body of several states, a party of its own
    REGION = "region"  # a part of a state, or a land that few recognise, with a government of its own


class Noun(Struct, frozen=True):
    """A common noun that can head a source."""

    sort: str  # "person", "body" or "document"
    sphere: str  # "state": with a country's name it stands for it; "place": for a city; "self": for itself; "any"
    plural: bool
    kind: str  # of an unnamed source, as in `records.SourceKind`; empty for a body, and where the noun does not tell


class Form(Struct, frozen=True):
    """One known form. `body` is the canonical name of the seat or body; empty for plain names of a party."""

    party: str
    kind: FormKind
    body: str = ""


PLACES = frozenset({FormKind.NAME, FormKind.DEMONYM, FormKind.ABBREVIATION, FormKind.CAPITAL, FormKind.REGION})
_OWNERS = PLACES | {FormKind.SEAT, FormKind.BODY, FormKind.INTERNATIONAL, FormKind.MEDIA}

# "officials in Seoul" are Seoul's; "a diplomat in Seoul" may be anybody's.
_LOCAL_NOUNS = frozenset({"officials", "authorities", "government", "leaders", "leadership", "policymakers", "regime"})
# What a capital has as any city has: "a Rome court", "the Kyiv police".
_CITY_NOUNS = frozenset({"assembly", "jury", "council", "court", "police", "prosecutor", "prosecutors", "university"})
# With one of these a state's adjective tells only where somebody is from: "the Danish opposition leader".
_NOT_OF_STATE = frozenset(
    (
        *("baseball", "basketball", "business", "church", "community", "company", "cricket", "dissident"),
        *("ex", "exile", "exiled", "firm", "football", "former", "hockey", "industry", "majority"),
        *("mercenary", "militant", "minority", "opposition", "party", "protest", "rebel", "religious"),
        *("resistance", "retired", "rugby", "separatist", "soccer", "student", "team", "tennis", "tribal"),
        *("union", "volleyball"),
    )
)

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}|\b[A-Z]\.[A-Z]\b")
_PREPOSITION = re.compile(r"\s+(of|to|for|in|at|on|from|with|by|who|and)\s+")
_SIDE = re.compile(r"^(?:the\s+)?(North|South)$")
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+")
# "Washington Post", "Indian Ocean": what follows says that the form only lends its name.
_BEARERS = frozenset(
    (
        *("airlines", "airways", "avenue", "bay", "channel", "daily", "dispatch", "examiner", "gazette", "globe"),
        *("herald", "institute", "journal", "mail", "mirror", "news", "ocean", "papers", "peninsula", "post", "review"),
        *("river", "sea", "square", "standard", "star", "state", "strait", "street", "sun", "telegraph", "times"),
        *("tribune", "university", "war"),
    )
)
_PARTS = frozenset({"african", "asian", "central", "latin", "native", "north", "south"})  # "Latin American"
_COMPOUND = re.compile(r"[-–]led\b.*")  # "the U.S.-led coalition"; one that is backed or based elsewhere is not led


# Forms that hold for one article only; set by `knowing`, read by every look-up under it, empty outside.
_LOCAL: ContextVar[Mapping[str, Form]] = ContextVar("local forms", default=MappingProxyType({}))


def settled(context: Collection[str]) -> Mapping[str, Form]:
    """Forms that several parties share ("Foreign Secretary", "Korean") and that mean the one of them `context` names.

    Where it names none, the usual one, if the form has any: papers do not name the state they are written in. A
    `first` one is meant wherever it is named: the others are told with their state's name.
    """
    found: dict[str, Form] = {}
    for form, meant in _shared().items():
        named = [(one, usual) for one, usual in meant if one.party in context]
        first = [(one, usual) for one, usual in named or meant if usual == "first"]
        fitting = first or named or [(one, usual) for one, usual in meant if usual]
        if len(fitting) == 1:
            found[form] = fitting[0][0]
    return found


@contextmanager
def knowing(forms: Mapping[str, Form]) -> Iterator[None]:
    """Let the look-ups inside know more `forms`: the states an article tells of and no table has. They lose to ours."""
    token = _LOCAL.set({_fold(form): told for form, told in forms.items()})
    try:
        yield
    finally:
        _LOCAL.reset(token)


class Mention(Struct, frozen=True):
    """Where a text names a party, in code points; the possessive and the article stay outside."""

    start: int
    end: int
    form: Form


def find_parties(text: str) -> tuple[Mention, ...]:
    """Every known form in `text`, longest first, in text order; "the North" where one party alone fits.

    Forms that only lend their name ("Washington Post", "Latin American") are passed over.
    """
    words, may_open = _words(text)
    firsts, local = _first_words(), _LOCAL.get()
    found: list[Mention] = []
    sides: list[tuple[int, int]] = []
    behind = 0  # the words before this one are taken
    for at in may_open:
        if at < behind:
            continue
        start, end = words[at]
        first = text[start:end]
        folded = _fold(_undotted(first))
        longest = firsts.get(folded) or (folded in local)
        if longest:
            taken = _longest_at(text, words, at, longest)
            if taken:
                found.append(taken[0])
                behind = taken[1]
                continue
        if first in ("North", "South") and text[max(0, start - 4) : start].lower() == "the ":
            sides.append((start, end))
    return tuple(sorted([*found, *_sided(text, sides, found)], key=lambda mention: mention.start))


@functools.lru_cache(maxsize=4)
def _words(text: str) -> tuple[list[tuple[int, int]], list[int]]:
    """Where the words of a text are, and which of them may open a form: those with a capital or a digit first."""
    words = [match.span() for match in _WORD.finditer(text)]
    return words, [k for k, (start, _) in enumerate(words) if text[start].isupper() or text[start].isdigit()]


def _longest_at(text: str, words: list[tuple[int, int]], at: int, longest: int) -> tuple[Mention, int] | None:
    start = words[at][0]
    if at and text[words[at - 1][0] : start - 1].lower() in _PARTS:
        return None
    for size in range(min(longest, len(words) - at), 0, -1):
        end = words[at + size - 1][1]
        form = _find(_undotted(text[start:end]))
        if form is None or form.kind is FormKind.REGION:
            continue
        after = text[slice(*words[at + size])] if at + size < len(words) else ""
        if after[:1].isupper() and after.lower() in _BEARERS and text[end : end + 1] == " ":
            return None
        return Mention(start, end, form), at + size
    return None


def _sided(text: str, sides: Iterable[tuple[int, int]], found: Iterable[Mention]) -> Iterator[Mention]:
    context = {mention.form.party for mention in found}
    for start, end in sides:
        after = text[end : end + 2]
        party = party_of("the " + text[start:end], context) if not after[1:].isupper() else None
        if party:
            yield Mention(start, end, Form(party, FormKind.NAME))


def look_up(form: str) -> Form | None:
    """What a bare form is: "the Kremlin", "U.S.", "Tehran’s". None when no table knows it, or it is in lower case."""
    return _find(_bare(form))


def party_of(name: str, context: Collection[str] = ()) -> str | None:
    """The party a name or noun phrase stands for; None when the words alone do not tell. See `settled` for shared ones.

    `context` holds the parties the text names; "the North" and "the South" are read only when exactly one of them
    fits. A phrase counts when its head is a state body or office: "Tehran's envoy", "the Russian Foreign Ministry",
    "officials in Seoul", but not "a bakery in Pyongyang".
    """
    bare = _bare(name)
    side = _SIDE.match(bare)
    if side is not None:
        fitting = sorted({party for party in context if party.startswith(side.group(1) + " ")})
        return fitting[0] if len(fitting) == 1 else None
    found = _find(bare)
    return found.party if found else _party_of_phrase(bare, context)


def leader_party(name: str, day: str | None) -> str | None:
    """The state whose president or vice president `name` was on `day` (YYYY-MM-DD; null: at any time since 1945).

    A family name alone counts, so the caller must know that the bearer is told to hold such an office.
    """
    words = _fold(name).split()
    terms = _leaders().get(words[-1], ()) if words else ()
    parties = {
        party
        for party, given, start, end in terms
        if (len(words) == 1 or words[0] == given.split()[0]) and (day is None or start <= day <= end)
    }
    return parties.pop() if len(parties) == 1 else None


def leader_terms(name: str) -> tuple[tuple[str, str], ...]:
    """First and last day of every time in office of the presidents of that name, or family name, earliest first.

    Terms that follow on each other are one; none for a name that no president in the table has.
    """
    words = _fold(name).split()
    joined: list[tuple[str, str]] = []
    for _, given, first, last in sorted(_leaders("president").get(words[-1], ()) if words else (), key=lambda t: t[2]):
        if len(words) > 1 and words[0] != given.split()[0]:
            continue
        if joined and joined[-1][1] >= first:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return tuple(joined)


@functools.cache
def state_of_capital(town: str) -> str | None:
    """The state whose ministries sit in a town, where its name alone may stand for another: Belgium, of "Brussels"."""
    seats = (row for row in _rows("seats_of_power.csv") if row["kind"] == FormKind.CAPITAL and row["form"] == town)
    return next((row["party"] for row in seats), None)


@functools.cache
def words_of_names() -> frozenset[str]:
    """Every word, folded, of a name of several words that a state has: "korea" of "North Korea"."""
    names = (form for form, found in _table().items() if found.kind is FormKind.NAME and " " in form)
    return frozenset(word for form in names for word in _fold(form).split())


def split_owner(phrase: str) -> tuple[Form | None, str]:
    """The known form a phrase begins with, and the rest: "Russia’s defence ministry" -> (Russia, "defence ministry").

    `(None, phrase)` when it begins with none. The longest form wins: "South Korean" over "South".
    """
    words = _bare(phrase).split(" ")
    for size in range(min(LONGEST_FORM, len(words)), 0, -1):
        found = _find(_POSSESSIVE.sub("", " ".join(words[:size])))
        if found and found.kind in _OWNERS:
            return found, " ".join(words[size:])
    return None, phrase


def _party_of_phrase(bare: str, context: Collection[str]) -> str | None:
    head, link, tail = (*_PREPOSITION.split(bare, maxsplit=1), "", "")[:3]
    owner, rest = split_owner(head)
    if owner:
        return owner.party if stands_for(owner, rest) else None
    first, _, rest = head.partition(" ")
    if first.endswith(("'s", "’s")) and _has_state_noun(rest):  # "the North's military"
        return party_of(_POSSESSIVE.sub("", first), context)
    theirs = (link == "of" and _has_state_noun(head)) or (
        link == "in" and not _LOCAL_NOUNS.isdisjoint(head.lower().split())
    )
    return _party_of_tail(tail, context) if theirs else None


def _party_of_tail(tail: str, context: Collection[str]) -> str | None:
    """ "Defence of Ruritania" in "Ministry of Defence of Ruritania", "the North" in "leader of the North"."""
    for piece in (tail, *reversed(tail.split(" of ")[1:])):
        side = _SIDE.match(piece)
        found = _find(_bare(piece))
        if found and found.kind in _OWNERS:
            return found.party
        if side:
            return party_of(piece, context)
    return _party_of_phrase(_bare(tail), context)


def stands_for(owner: Form, rest: str) -> bool:
    """Whether "Danish" + `rest`, the words after it, speaks for the owner: "army chief", not "opposition leader"."""
    words = {word.strip(",.'’").lower() for word in rest.split()}
    city = owner.kind is FormKind.CAPITAL and not _CITY_NOUNS.isdisjoint(words)
    return not city and _has_state_noun(rest)


def of_no_state(phrase: str) -> bool:
    """Whether a word of the phrase tells that it is no state's: "opposition leader", "football captain"."""
    return not _NOT_OF_STATE.isdisjoint(word.strip(",.'’") for word in re.split(r"[\s-]+", phrase.lower()))


def _has_state_noun(phrase: str) -> bool:
    nouns = source_nouns()
    found = (nouns.get(word.strip(",.'’").lower()) for word in re.split(r"[\s-]+", phrase))
    return not of_no_state(phrase) and any(noun is not None and noun.sphere == "state" for noun in found)


@functools.lru_cache(maxsize=1 << 14)
def _bare(form: str) -> str:
    """Without article, possessive, dots of an abbreviation, and the tail of "U.S.-led"."""
    form = _ARTICLE.sub("", normalise(form).strip("\"'“”‘’,;:"))
    form = _undotted(form)
    return _POSSESSIVE.sub("", _COMPOUND.sub("", form))


def _undotted(form: str) -> str:
    return _DOTTED.sub(lambda match: match.group().replace(".", ""), form) if "." in form else form


def _find(bare: str) -> Form | None:
    if not bare or not (bare[0].isupper() or bare[0].isdigit()):
        return None
    table = _table()
    if len(bare) <= 5 and bare.isupper():
        found = table.get(bare)
        if found:
            return found
    folded = _fold(bare)
    return table.get(folded) or _LOCAL.get().get(folded)


@functools.lru_cache(maxsize=1 << 16)
def _fold(form: str) -> str:
    """Case, diacritics and the style of apostrophes do not count."""
    plain = unicodedata.normalize("NFKD", form.casefold().replace("’", "'"))
    return "".join(char for char in plain if not unicodedata.combining(char)).removeprefix("the ")


@functools.cache
def _first_words() -> dict[str, int]:
    """Folded first word of every form -> the most words a form has that begins with it."""
    longest: dict[str, int] = {}
    for form in _table():
        words = _WORD.findall(form)
        first = _fold(words[0])
        longest[first] = max(longest.get(first, 0), len(words))
    return longest


@functools.cache
def source_nouns() -> Mapping[str, Noun]:
    """Nouns that can head a source, in lower case, singular and plural, by their form."""
    rows = _rows("roles.csv")
    return {row["noun"]: Noun(row["sort"], row["sphere"], row["number"] == "plural", row["kind"]) for row in rows}


@functools.cache
def _table() -> Mapping[str, Form]:
    """Folded form -> what it is. Acronyms are kept in capitals: "US" is a state, "us" is not, "WHO" and "who" likewise.

    Our own table is read last and wins over the libraries'.
    """
    table: dict[str, Form] = {}
    for name in ("countries.csv", "seats_of_power.csv"):
        for row in _rows(name):
            found = Form(row["party"], FormKind(row["kind"]), row.get("body") or "")
            form = row["form"]
            short = len(form) <= 5 and form.isupper()
            table[form if short else _fold(form)] = found
            if found.kind is FormKind.DEMONYM and not form.endswith(("s", "ese", "ish", "ch", "men")):
                table.setdefault(_fold(form) + "s", found)
    return table


@functools.cache
def _shared() -> Mapping[str, tuple[tuple[Form, str], ...]]:
    """A form -> what it may be, one for each party that has it; "usual" or "first" for one that is."""
    shared: dict[str, tuple[tuple[Form, str], ...]] = {}
    for row in _rows("shared_forms.csv"):
        found = Form(row["party"], FormKind(row["kind"]), row["body"]), row["usual"]
        shared[row["form"]] = (*shared.get(row["form"], ()), found)
    return shared


@functools.cache
def _leaders(office: str = "") -> Mapping[str, tuple[tuple[str, str, str, str], ...]]:
    """Folded family name -> (party, folded given name, first day, last day), a term each; `office`: its terms alone."""
    terms: dict[str, tuple[tuple[str, str, str, str], ...]] = {}
    for row in _rows("leaders.csv"):
        if office and row["office"] != office:
            continue
        family = _fold(row["family"])
        terms[family] = (*terms.get(family, ()), (row["party"], _fold(row["given"]), row["from"], row["to"]))
    return terms


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (resources.files("sayso") / "data" / name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())
