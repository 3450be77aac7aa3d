"""The forms that stand for a party: names, capitals, demonyms, seats of power. Pure; tables in `data/`, read once.

A party that is a state bears its common English name as in CLDR ("North Korea", "Türkiye").
"""

from __future__ import annotations

import csv
import functools
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
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
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
POSSESSIVE = re.compile(r"['’]s?$")
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}|\b[A-Z]\.[A-Z]\b")
WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+")
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


def local_forms() -> Mapping[str, Form]:
    """Folded form -> what it is, of those that hold for the article that is read now."""
    return _LOCAL.get()


@contextmanager
def knowing(forms: Mapping[str, Form]) -> Iterator[None]:
    """Let the look-ups inside know more `forms`: the states an article tells of and no table has. They lose to ours."""
    token = _LOCAL.set({fold(form): told for form, told in forms.items()})
    try:
        yield
    finally:
        _LOCAL.reset(token)


def look_up(form: str) -> Form | None:
    """What a bare form is: "the Kremlin", "U.S.", "Tehran’s". None when no table knows it, or it is in lower case."""
    return find_form(bare_form(form))


@functools.cache
def state_of_capital(town: str) -> str | None:
    """The state whose ministries sit in a town, where its name alone may stand for another: Belgium, of "Brussels"."""
    seats = (row for row in read_rows("seats_of_power.csv") if row["kind"] == FormKind.CAPITAL and row["form"] == town)
    return next((row["party"] for row in seats), None)


@functools.cache
def words_of_names() -> frozenset[str]:
    """Every word, folded, of a name of several words that a state has: "korea" of "North Korea"."""
    names = (form for form, found in _table().items() if found.kind is FormKind.NAME and " " in form)
    return frozenset(word for form in names for word in fold(form).split())


@functools.lru_cache(maxsize=1 << 14)
def bare_form(form: str) -> str:
    """Without article, possessive, dots of an abbreviation, and the tail of "U.S.-led"."""
    form = _ARTICLE.sub("", normalise(form).strip("\"'“”‘’,;:"))
    form = undotted(form)
    return POSSESSIVE.sub("", _COMPOUND.sub("", form))


def undotted(form: str) -> str:
    return _DOTTED.sub(lambda match: match.group().replace(".", ""), form) if "." in form else form


def find_form(bare: str) -> Form | None:
    found, folded = _of_table(bare)
    return found if found is not None or not folded else _LOCAL.get().get(folded)


@functools.lru_cache(maxsize=1 << 14)
def _of_table(bare: str) -> tuple[Form | None, str]:
    """What the tables have of a form, and the form folded; empty where it can be none."""
    if not bare or not (bare[0].isupper() or bare[0].isdigit()):
        return None, ""
    table, folded = _table(), fold(bare)
    short = table.get(bare) if len(bare) <= 5 and bare.isupper() else None
    return short or table.get(folded), folded


@functools.lru_cache(maxsize=1 << 16)
def fold(form: str) -> str:
    """Case, diacritics and the style of apostrophes do not count."""
    plain = unicodedata.normalize("NFKD", form.casefold().replace("’", "'"))
    return "".join(char for char in plain if not unicodedata.combining(char)).removeprefix("the ")


@functools.cache
def first_words() -> dict[str, int]:
    """Folded first word of every form -> the most words a form has that begins with it."""
    longest: dict[str, int] = {}
    for form in _table():
        words = WORD.findall(form)
        first = fold(words[0])
        longest[first] = max(longest.get(first, 0), len(words))
    return longest


@functools.cache
def source_nouns() -> Mapping[str, Noun]:
    """Nouns that can head a source, in lower case, singular and plural, by their form."""
    rows = read_rows("roles.csv")
    return {row["noun"]: Noun(row["sort"], row["sphere"], row["number"] == "plural", row["kind"]) for row in rows}


@functools.cache
def _table() -> Mapping[str, Form]:
    """Folded form -> what it is. Acronyms are kept in capitals: "US" is a state, "us" is not, "WHO" and "who" likewise.

    Our own table is read last and wins over the libraries'.
    """
    table: dict[str, Form] = {}
    for name in ("countries.csv", "seats_of_power.csv"):
        for row in read_rows(name):
            found = Form(row["party"], FormKind(row["kind"]), row.get("body") or "")
            form = row["form"]
            short = len(form) <= 5 and form.isupper()
            table[form if short else fold(form)] = found
            if found.kind is FormKind.DEMONYM and not form.endswith(("s", "ese", "ish", "ch", "men")):
                table.setdefault(fold(form) + "s", found)
    return table


@functools.cache
def _shared() -> Mapping[str, tuple[tuple[Form, str], ...]]:
    """A form -> what it may be, one for each party that has it; "usual" or "first" for one that is."""
    shared: dict[str, tuple[tuple[Form, str], ...]] = {}
    for row in read_rows("shared_forms.csv"):
        found = Form(row["party"], FormKind(row["kind"]), row["body"]), row["usual"]
        shared[row["form"]] = (*shared.get(row["form"], ()), found)
    return shared


def read_rows(name: str) -> Iterator[dict[str, str]]:
    text = (resources.files("sayso") / "data" / name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())
