"""Make src/sayso/data/countries.csv: every form of a country's name that libraries know, with the party it stands for.

Also the parts of three federations, each a party of its own.

Sources: Unicode CLDR by way of babel (Unicode-3.0; names), pycountry (LGPL-2.1, the data being Debian iso-codes,
LGPL-2.1; official names), countryinfo (MIT; spellings, capitals, demonyms). Only facts of ISO 3166 and CLDR are taken.
Run: `.venv/bin/python tools/make_countries.py`. The result is committed; a form claimed by two states is left out.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path

import pycountry
from babel import Locale
from countryinfo import CountryInfo

TARGET = Path(__file__).parents[1] / "src/sayso/data/countries.csv"

# CLDR's own short variants, which babel does not hand out.
SHORT = {"HK": "Hong Kong", "MO": "Macao", "MM": "Myanmar", "PS": "Palestine"}

# Parts and dependencies of other states: only their names are taken, for their people and seats speak for themselves
# ("French" is France, never Mayotte).
DEPENDENT = (
    "AI AQ AS AW AX BL BM BQ BV CC CK CW CX FK FO GF GG GI GL GP GS GU HK HM IM IO JE KY MF MO MP MQ MS NC NF NU PF PM"
    " PN PR RE SH SJ SX TC TF TK UM VG VI WF YT"
)

# Capitals that news uses first of all for a person, another place or another body, or whose status is itself disputed.
NO_CAPITAL = frozenset(
    (
        *("Brussels", "Bern", "Castries", "Douglas", "Freetown", "Georgetown", "Hamilton", "Kingston", "Kingstown"),
        *("Lima", "Lobamba", "Majuro", "Male", "Malé", "Port Louis", "Roseau", "Saint John's", "San José", "San Juan"),
        *("Santiago", "St. George's", "Stanley", "Sucre", "Vatican City State", "Victoria"),
    )
)

# A name that two states, or a state and a part of another, share; data/shared_forms.csv says when it means which.
NO_NAME = frozenset({"Congo", "Georgia"})

# Federations whose parts news names without the state ("Texas Gov. Roe"); their names as in ISO 3166-2, but for those
# that are first of all another place.
FEDERATIONS = ("AU", "CA", "US")
PARTS = frozenset({"State", "Province", "Territory"})
NO_PART = frozenset({"Georgia", "New York", "Victoria", "Washington"})


def forms() -> dict[tuple[str, str], set[str]]:
    """(form, kind) -> the parties that bear it."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    names = Locale("en").territories
    for country in pycountry.countries:
        code = country.alpha_2
        party = SHORT.get(code, names[code])
        info = CountryInfo(code).info() if code in known() else {}
        spellings = {names[code], country.name, getattr(country, "common_name", ""), info.get("name", "")}
        spellings |= {getattr(country, "official_name", ""), *info.get("altSpellings", ()), party}
        for form in spellings:
            if len(form) > 3 and form.isascii() | (form == names[code]) and "," not in form and form not in NO_NAME:
                found[form, "name"].add(party)
                found[form.replace(" & ", " and "), "name"].add(party)
        if code in DEPENDENT:
            continue
        for form in (info.get("demonym") or "").split(","):
            if form.strip():
                found[form.strip(), "demonym"].add(party)
        capital = (info.get("capital") or "").strip()
        if capital and capital not in NO_CAPITAL and "/" not in capital:
            found[capital, "capital"].add(party)
    for part in pycountry.subdivisions:
        if part.country_code in FEDERATIONS and part.type in PARTS and part.name not in NO_PART:
            found[part.name, "region"].add(part.name)
    return found


def known() -> set[str]:
    """The codes countryinfo has."""
    codes = set()
    for country in pycountry.countries:
        try:
            CountryInfo(country.alpha_2).info()
        except (KeyError, ValueError, LookupError):
            continue
        codes.add(country.alpha_2)
    return codes


def main() -> None:
    """Write the table, sorted."""
    rows = sorted((next(iter(who)), kind, form) for (form, kind), who in forms().items() if len(who) == 1)
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("party", "kind", "form"))
        writer.writerows(rows)
    sys.stdout.write(f"{len(rows)} forms of {len({row[0] for row in rows})} countries -> {TARGET}\n")


if __name__ == "__main__":
    main()
