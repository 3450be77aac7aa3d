"""Make src/sayso/data/given_names.csv from the name lists of Faker (MIT).

A given name tells which pronoun goes with its bearer where every list that has the name agrees, and it tells a person
from a place or a body. Faker is no dependency
of sayso; run: `uv run --with faker==40.54.0 python tools/make_given_names.py`.
"""

from __future__ import annotations

import csv
import importlib
import itertools
import pkgutil
import re
import sys
import unicodedata
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src/sayso/data/given_names.csv"
LISTS = 2  # least lists that have the name: what one alone has is often misspelt or a family name
_LATIN = re.compile(r"[a-z']{2,}")
_CYRILLIC = {
    **dict(zip("абвгдезіклмнопрстуфэґ", "abvgdeziklmnoprstufeg", strict=True)),
    **{"ж": "zh", "и": "i", "й": "y,i", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ы": "y"},
    **{"ё": "e,yo", "х": "kh,h", "ю": "yu,iu", "я": "ya,ia", "ї": "yi,i", "є": "ye,ie"},
}


def spellings(name: str) -> list[str]:
    """How a name is written in English, folded: accents off, Cyrillic letters romanised in the usual ways."""
    plain = name.casefold()
    if any(char in _CYRILLIC for char in plain):
        ways = (_CYRILLIC.get(char, char).split(",") for char in plain)
        return ["".join(way) for way in itertools.islice(itertools.product(*ways), 16)]
    plain = unicodedata.normalize("NFKD", plain)
    return ["".join(char for char in plain if not unicodedata.combining(char))]


def rows() -> list[tuple[str, str]]:
    """(folded given name, "he" or "she"); "" for a name that lists have under both."""
    from faker.providers import person

    held: dict[str, dict[str, set[str]]] = {}
    for module in sorted(found.name for found in pkgutil.iter_modules(person.__path__)):
        provider = importlib.import_module(f"{person.__name__}.{module}").Provider
        for gender, field in (("he", "first_names_male"), ("she", "first_names_female")):
            for name in getattr(provider, field, ()):
                for spelling in spellings(name):
                    if _LATIN.fullmatch(spelling):
                        held.setdefault(spelling, {}).setdefault(gender, set()).add(module)
    shared = {name: set().union(*by.values()) for name, by in held.items()}
    return [
        (name, next(iter(by)) if len(by) == 1 else "")
        for name, by in sorted(held.items())
        if len(shared[name]) >= LISTS
    ]


def main() -> None:
    """Write the table."""
    found = rows()
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("given", "gender"))
        writer.writerows(found)
    sys.stdout.write(f"{len(found)} names -> {TARGET}\n")


if __name__ == "__main__":
    main()
