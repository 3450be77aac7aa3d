"""Make src/sayso/data/leaders.csv from the `executive.yaml` of unitedstates/congress-legislators (CC0 1.0).

American papers write "President Roe" without a country, which no other press does of its own leaders abroad; this table
tells whose president that is. Run: `.venv/bin/python tools/make_leaders.py executive.yaml`.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src/sayso/data/leaders.csv"
FIRST_YEAR = "1945"  # holders before are history, and their family names everybody's
_FIELD = re.compile(r"^    (first|last|nickname): (.+)$")
_TERM = re.compile(r"^  - type: (prez|viceprez)$|^    (start|end): '([\d-]+)'$")


def rows(text: str) -> list[tuple[str, ...]]:
    """(party, given name, family name, office, from, to), one a term of office and given name."""
    found: list[tuple[str, ...]] = []
    for entry in re.split(r"^- id:", text, flags=re.MULTILINE)[1:]:
        name = {m.group(1): m.group(2).strip("'\"") for m in map(_FIELD.match, entry.splitlines()) if m}
        terms: list[list[str]] = []
        for match in filter(None, map(_TERM.match, entry.splitlines())):
            if match.group(1):
                terms.append(["president" if match.group(1) == "prez" else "vice president"])
            elif terms:
                terms[-1].append(match.group(3))
        for office, start, end in (term for term in terms if len(term) == 3):
            for given in dict.fromkeys(filter(None, (name.get("first"), name.get("nickname")))):
                if end >= FIRST_YEAR:
                    found.append(("United States", given, name["last"], office, start, end))
    return sorted(set(found), key=lambda row: (row[4], row[1:]))


def main() -> None:
    """Write the table."""
    found = rows(Path(sys.argv[1]).read_text(encoding="utf-8"))
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("party", "given", "family", "office", "from", "to"))
        writer.writerows(found)
    sys.stdout.write(f"{len(found)} terms -> {TARGET}\n")


if __name__ == "__main__":
    main()
