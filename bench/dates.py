"""Publication dates of HTML against htmldate's, on the same pages in the same run.

    python bench/dates.py [--json] [--kinds]

Every dated page of `web_en` is read by sayso, as `sayso export` tells it (cut, and bounded by what the page tells of
other days), and by htmldate: as it comes, as trafilatura asks it, and with its extensive search. A page without an
article counts as one without a date. `either day`: where the joined sets give a page two days, that which suits it
better. `of those given`: of the intervals with two ends; `open`: those with one end, and how many of them are true.
`--kinds`: how often the strongest day is right by kind of conflict between the page's dates, on the sites of either
half, and the measures when the sites of the other half alone decide which kinds are told as an interval.
Only measuring: the set and the scorer stand in ../shared.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

from htmldate import find_date

from sayso.articles import choosing, cut, dating, unsure
from sayso.records import Dated, Page, make_id
from sayso.timing import as_timed, tell_time

SHARED = Path(__file__).resolve().parents[2] / "shared"
PAGES = SHARED / "data/articles_html/web_en.jsonl.gz"
sys.path.insert(0, str(SHARED / "eval"))
SCORER = import_module("articles")
SETTINGS: dict[str, dict[str, bool]] = {
    "htmldate as it comes": {},
    "htmldate as trafilatura asks it": {"original_date": True, "extensive_search": False},
    "htmldate, original date, extensive": {"original_date": True, "extensive_search": True},
}


def by_sayso(row: dict) -> tuple[dict | None, str]:
    """The publication date of a page's longest article as it is exported, and its language, "" where it has none.

    Each page by itself: no other page of the set may tell its day.
    """
    found = cut(page_of(row)).articles
    if not found:
        return None, ""
    article = max(as_timed(found, tell_time(found, (), {}, ())), key=lambda article: len(article.text))
    day = article.published
    return {"iso": day.iso, "earliest": day.earliest, "latest": day.latest}, article.language


def page_of(row: dict) -> Page:
    body = row["html"].encode(row.get("encoding") or "utf-8")
    sha256 = hashlib.sha256(body).hexdigest()
    return Page(make_id("pg", sha256), None, f"{row['id']}.html", sha256, len(body), "text/html", None, body)


def by_htmldate(row: dict, setting: dict[str, bool]) -> dict | None:
    day = find_date(row["html"], **setting)
    return {"iso": day} if day else None


def line(name: str, rows: Sequence[dict], told: Mapping[str, dict | None]) -> dict:
    """The scorer's measures in percent, and how often a page is sure and wrong by both of its two days."""
    scores = SCORER.date_scores([(row["date"], told[row["id"]]) for row in rows])
    shown = {key: round(100 * scores[key], 1) for key in ("exact", "dated", "contains", "sure_wrong")}
    days = [(row, told[row["id"]]) for row in rows]
    wrong = sum(SCORER.is_day(day) and day["iso"][:10] not in _either(row) for row, day in days)
    held = sum(any(_holds(day, gold) for gold in _either(row)) for row, day in days)
    either = {"contains_either": held, "sure_wrong_by_either": wrong}
    open_ = [(day, row["date"][:10]) for row, day in days if day and SCORER.predicted_interval(day) is None]
    one_sided = [(day, gold) for day, gold in open_ if day.get("earliest") or day.get("latest")]
    true = sum((day["earliest"] or gold) <= gold <= (day["latest"] or gold) for day, gold in one_sided)
    given = sum(SCORER.predicted_interval(day) is not None for _, day in days)
    return {
        "reader": name,
        "pages": len(rows),
        **shown,
        **{k: round(100 * n / len(rows), 1) for k, n in either.items()},
        "contains_of_given": round(100 * scores["contains"] * len(rows) / max(given, 1), 1),
        "open": len(one_sided),
        "open_true": true,
    }


def _either(row: dict) -> tuple[str, ...]:
    """The day of a page, and that of the other of the joined sets where it gives another."""
    return tuple(day[:10] for day in (row["date"], row.get("date_other")) if day)


def _holds(day: dict | None, gold: str) -> bool:
    held = SCORER.predicted_interval(day)
    return held is not None and held[0].isoformat() <= gold <= held[1].isoformat()


def tables() -> dict[str, list[dict]]:
    """Every reader over all dated pages, and over those that sayso reads."""
    rows = [row for row in SCORER.read_jsonl(str(PAGES)) if len(row.get("date") or "") >= 10]
    cuts = {row["id"]: by_sayso(row) for row in rows}
    told = {"sayso": {key: day for key, (day, _) in cuts.items()}}
    for name, setting in SETTINGS.items():
        told[name] = {row["id"]: by_htmldate(row, setting) for row in rows}
    chosen = {
        "all pages": rows,
        "pages with an article": [row for row in rows if cuts[row["id"]][1]],
        "English articles": [row for row in rows if cuts[row["id"]][1] == "en"],
    }
    return {which: [line(name, some, days) for name, days in told.items()] for which, some in chosen.items()}


SURE = 0.5  # a kind of conflict whose strongest day is right no more often is told as an interval
KINDS: dict[str, unsure.Doubt] = {
    "commented on before its day": unsure.commented_before,
    "changed, and another day told": unsure.changed_unseen,
    "changed, all else agrees": unsure.changed_since,
    "printed otherwise": unsure.printed_otherwise,
    "on a clock untold": unsure.on_a_clock_untold,
}


@dataclass(frozen=True)
class Told:
    """What a page tells: its strongest day, the kind of conflict it is in, and the interval that it then gets."""

    row: dict
    half: int  # of the sites
    kind: str
    sure: dict | None
    hedged: dict | None

    @property
    def right(self) -> bool:
        return bool(self.sure) and self.sure["iso"] == self.row["date"][:10]


def by_kind() -> list[Told]:
    """Every dated page with the kind of its conflict; "none" where no doubt holds, "no day" where none is told."""
    rows = [row for row in SCORER.read_jsonl(str(PAGES)) if len(row.get("date") or "") >= 10]
    return [_told(row) for row in rows]


def _told(row: dict) -> Told:
    choices: list[dict[str, Dated]] = []

    def choose(candidates: object) -> Dated:
        found = list(candidates)
        each = {name: choosing.choose(found, (doubt,)) for name, doubt in KINDS.items()}
        choices.append({"none": choosing.choose(found, ()), **each})
        return choosing.choose(found)

    dating.choose = choose
    try:
        found = cut(page_of(row)).articles
    finally:
        dating.choose = choosing.choose
    half = hashlib.sha256((urlsplit(row["url"]).hostname or "").encode()).digest()[0] % 2
    longest = max(range(len(found)), key=lambda i: len(found[i].text), default=None)
    day = None if longest is None else choices[longest]["none"]
    if longest is None or day is None or len(day.iso or "") < 10:
        return Told(row, half, "no day", None, by_sayso(row)[0])
    kind = next((name for name in KINDS if choices[longest][name] != day), "none")
    return Told(row, half, kind, _days(day), _days(choices[longest][kind]))


def _days(dated: Dated) -> dict:
    return {"iso": dated.iso, "earliest": dated.earliest, "latest": dated.latest}


def right_by_kind(pages: Sequence[Told]) -> dict[str, tuple[int, int]]:
    """Of each kind how many strongest days are right, and how many there are."""
    right, number = Counter(page.kind for page in pages if page.right), Counter(page.kind for page in pages)
    return {kind: (right[kind], number[kind]) for kind in ("none", *KINDS)}


def across_sites(pages: Sequence[Told]) -> dict:
    """The measures when the other half of the sites alone decides which kinds are sure (Laplace's rule)."""
    told = {}
    for half in (0, 1):
        known = right_by_kind([page for page in pages if page.half != half])
        sure = {kind for kind, (right, number) in known.items() if (right + 1) / (number + 2) > SURE}
        for page in pages:
            if page.half == half:
                told[page.row["id"]] = page.sure if page.kind in sure else page.hedged
    return line("across sites", [page.row for page in pages], told)


def show_kinds() -> None:
    """The table of `--kinds`."""
    pages = by_kind()
    halves = [right_by_kind([page for page in pages if page.half == half]) for half in (0, 1)]
    for kind, (right, number) in right_by_kind(pages).items():
        parts = ", ".join(f"{half[kind][0]} of {half[kind][1]}" for half in halves)
        print(f"{kind:32s} right {right:3d} of {number:3d}   by half of the sites: {parts}")
    crossed = across_sites(pages)
    print(", ".join(f"{key} {value}" for key, value in crossed.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="the same as JSON")
    parser.add_argument("--kinds", action="store_true", help="by kind of conflict, and across sites")
    asked = parser.parse_args()
    if asked.kinds:
        show_kinds()
        return
    found = tables()
    if asked.json:
        print(json.dumps(found, indent=1))
        return
    for which, lines in found.items():
        print(f"{which} ({lines[0]['pages']})")
        for one in lines:
            print(
                f"  {one['reader']:36s} exact {one['exact']:4.1f}  dated {one['dated']:5.1f}"
                f"  interval holds it {one['contains']:4.1f} (either day {one['contains_either']:4.1f})"
                f"  sure and wrong {one['sure_wrong']:4.1f} (by either day {one['sure_wrong_by_either']:4.1f})"
                f"  of those given {one['contains_of_given']:5.1f}  open {one['open']}, true {one['open_true']}"
            )


if __name__ == "__main__":
    main()
