"""Publication dates of HTML against htmldate's, on the same pages in the same run.

    python bench/dates.py [--json]

Every dated page of `web_en` is read by sayso, as `sayso export` tells it (cut, and bounded by what the page tells of
other days), and by htmldate: as it comes, as trafilatura asks it, and with its extensive search. A page without an
article counts as one without a date. `either day`: where the joined sets give a page two days, that which suits it
better. `of those given`: of the intervals with two ends; `open`: those with one end, and how many of them are true.
Only measuring: the set and the scorer stand in ../shared.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

from htmldate import find_date

from sayso.articles import cut
from sayso.records import Page, make_id
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="the same as JSON")
    as_json = parser.parse_args().json
    found = tables()
    if as_json:
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
