"""The interval of every article that tells no day: by its own words, its page, and what others tell of it. Pure.

A function of the set of articles: their order changes nothing. An article placed within a month tells facts to others,
so it goes in rounds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from msgspec.structs import replace

from sayso.events import deeds
from sayso.records import Alternative, Article, Dated, DayOf, Inferred
from sayso.times import read_date, read_times
from sayso.times.words import count_of
from sayso.timing.bounds import Bounds, Reason, as_dated
from sayso.timing.clashes import clashes
from sayso.timing.clues import Clue, ClueKind
from sayso.timing.layers import layers
from sayso.timing.tellings import LONGEST_FACT, Telling, facts, moving
from sayso.timing.ties import Facts, Placed, Tie, days_of, place
from sayso.timing.trips import Journeys, bounded
from sayso.timing.yearless import narrowed

ROUNDS = 3  # an article placed in one tells facts in the next
_LISTED = 4  # stories of one outlet on a page from which it is taken to list them newest first
_YEAR = 366  # days: a month without its year is told of the last twelve
_NAMES = 2  # two sentences of one article must share to tell one event
_MONTH, _HALF_MONTH = 30.44, 15  # days
_MONTHS_AFTER = re.compile(r"\b(?P<n>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven) months after\b", re.I)


def intervals(
    articles: Sequence[Article], fetched: Mapping[str, str], found: Mapping[str, Sequence[Clue]]
) -> tuple[dict[str, Inferred], dict[str, list[Clue]]]:
    """What can be inferred of each article that tells no day of its own, by id; and what ties tell of its passages.

    `fetched`: page id -> when it was fetched; `found`: article id -> its clues.
    """
    by_id = {a.article_id: a for a in articles}
    open_ = [a for a in articles if a.published.earliest is None and a.published.latest is None]
    told = {a.article_id: moving(a) for a in open_}
    own = {
        a.article_id: _own(a, fetched.get(a.page_id), found.get(a.article_id, ()), told[a.article_id]) for a in open_
    }
    known = [fact for a in articles if a.published.earliest for fact in facts(a)]
    bounds = own
    wide = {a.article_id: a for a in open_}
    for number in range(ROUNDS):
        narrow = [i for i in wide if (length := bounds[i].days) is not None and length <= LONGEST_FACT]
        if number and not narrow:
            break  # no more is known than in the round before
        known += [fact for i in narrow for fact in facts(_as_read(wide[i], bounds[i]))]
        wide = {i: a for i, a in wide.items() if i not in narrow}
        table = Facts(known)
        bounds = {**bounds, **{i: _tied(bounds[i], table, told[i], a) for i, a in wide.items()}}
    table = Facts(known)  # with what the last round placed
    passages = {i: tied_clues([table.ties(t) for t in told[i]], by_id[i]) for i in doubtful(found, told)}
    spliced = {i for i, tied in passages.items() if layers(by_id[i].text, clashes(by_id[i], (*found[i], *tied)))}
    bounds = {i: b if i in spliced else _until_plans(b, found.get(i, ())) for i, b in bounds.items()}
    journeys = Journeys(known, by_id)
    bounds = {i: b if (b.days or _YEAR) <= LONGEST_FACT else bounded(b, by_id[i], journeys) for i, b in bounds.items()}
    bounds = _by_place_on_page(open_, bounds)
    bounds = {i: b if i in spliced else narrowed(b, told[i], by_id[i].text) for i, b in bounds.items()}
    bounds = _by_place_on_page(open_, bounds)
    read = {a.article_id: _as_read(a, bounds[a.article_id]) for a in open_ if bounds[a.article_id] != Bounds()}
    return {i: Inferred(i, a.published, a.times) for i, a in read.items()}, passages


def doubtful(found: Mapping[str, Sequence[Clue]], told: Mapping[str, Sequence[Telling]]) -> list[str]:
    """The articles of whose passages ties may say more: those with a clue that has an end."""
    ends = (ClueKind.PLAN, ClueKind.OFFICE, ClueKind.COUNT)
    return [i for i in told if any(clue.kind in ends for clue in found.get(i, ()))]


def tied_clues(tied: Sequence[Sequence[Tie]], article: Article) -> list[Clue]:
    """When the passages of an article may be of by the events they share with others whose day is known."""
    found = []
    for ties in tied:
        days = days_of([tie for tie in ties[:1] if tie.is_sure])
        if days:
            first, last = min(days), max(days)
            words = article.text[ties[0].here.sentence.start : ties[0].here.sentence.end]
            why = f"“{words}” tells what article {ties[0].there.article_id} tells of {ties[0].there.first}"
            found.append(Clue(ties[0].here.sentence, ClueKind.EVENT, ((first, last),), why))
    return found


def _as_read(article: Article, bounds: Bounds) -> Article:
    """The article with its interval, and its times read against it."""
    if bounds == Bounds():
        return article
    dated = as_dated(bounds, article.text, article.published.alternatives)
    return replace(article, published=dated, times=tuple(read_times(article.text, dated)))


def _own(article: Article, fetched: str | None, found: Sequence[Clue], told: Sequence[Telling]) -> Bounds:
    """What the article's own words and page tell."""
    bounds = Bounds()
    past = [clue for clue in found if clue.kind is ClueKind.PAST]
    for clue in past:
        if clue.is_sure or not clue.is_whole_year or any(other.first >= clue.first and other != clue for other in past):
            bounds = bounds.after(clue.first, Reason(clue.why, clue.span))
    captured = read_date(fetched or "")
    if captured is not None and captured.latest is not None:
        day = date.fromisoformat(captured.latest) + timedelta(1)  # by another place's clock
        bounds = bounds.until(day, Reason(f"the page was fetched on {captured.latest}"))
    return _by_own_month(_as_the_page_tells(bounds, article.published.alternatives), told)


def _as_the_page_tells(bounds: Bounds, lost: Sequence[Alternative]) -> Bounds:
    """Within the days of the page that are not of publication: since it was made, by its last change, by its fetch."""
    days: dict[DayOf, list[Dated]] = defaultdict(list)
    for other in lost:
        told = read_date(other.iso)
        if other.of is not None and told is not None and told.earliest and told.latest:
            days[other.of].append(told)
    made = min((told.earliest or "" for told in days[DayOf.DRAFT]), default=None)
    changed = max((told.latest or "" for told in days[DayOf.CHANGE]), default=None)
    if made is not None:
        bounds = bounds.after(date.fromisoformat(made), Reason(f"the page was made on {made}"))
    commented = min((told.latest or "" for told in days[DayOf.COMMENT]), default=None)
    if changed is not None:
        bounds = bounds.until(date.fromisoformat(changed), Reason(f"the page was changed on {changed}"))
    if commented is not None:
        bounds = bounds.until(date.fromisoformat(commented), Reason(f"a reader commented on {commented}"))
    for told in days[DayOf.FETCH]:
        day = told.latest or ""
        bounds = bounds.until(date.fromisoformat(day), Reason(f"the page bears {day} above its title"))
    return bounds


def _until_plans(bounds: Bounds, found: Sequence[Clue]) -> Bounds:
    """Not after what is told as yet to come, nor before somebody told as in office took it.

    Nor is it known that he had not left it: a passage may be older than the story that tells it anew.
    """
    for clue in found:
        if clue.kind is ClueKind.PLAN:
            bounds = bounds.until(clue.last, Reason(clue.why, clue.span))
        elif clue.kind in (ClueKind.OFFICE, ClueKind.TITLE):
            bounds = bounds.after(clue.first, Reason(clue.why, clue.span))
    return bounds


def _by_own_month(bounds: Bounds, told: Sequence[Telling]) -> Bounds:
    """ "The September summit" and "when they met last month": then it is October, the last before the page was read."""
    if bounds.last is None:
        return bounds
    named = [t for t in told if t.moving and t.moving.value[:5] == "XXXX-" and t.moving.value[5:].isdigit()]
    counted = [t for t in told if t.moving and t.moving.value == "XXXX-XX"]
    for one in named:
        for other in counted:
            same = len(one.names & other.names) >= _NAMES and deeds(one.marks) & deeds(other.marks)
            if not same or one.moving is None or other.moving is None:
                continue
            days = (bounds.last - timedelta(back) for back in range(_YEAR))
            fits = [day for day in days if _same_month(one, other, day)]
            if fits:
                first = next((d for d, after in pairwise(fits) if (d - after).days > 1), fits[-1])
                why = "two sentences tell one event, one by its month, one as so many months ago"
                return bounds.within(
                    first, fits[0], Reason(f"{why}; the last such month before the page was read", other.time)
                )
    return bounds


def _same_month(one: Telling, other: Telling, day: date) -> bool:
    if one.moving is None or other.moving is None:
        return False
    mine, theirs = one.moving.told_on(day), other.moving.told_on(day)
    return mine is not None and theirs is not None and (mine.first, mine.last) == (theirs.first, theirs.last)


def _tied(bounds: Bounds, table: Facts, told: Sequence[Telling], article: Article) -> Bounds:
    """Narrowed by what dated articles tell of the same events."""
    found = place([table.ties(telling) for telling in told])
    if found is None:
        return bounds
    reason = _reason(found, article)
    bounds = bounds.within(found.first, found.last, reason)
    counted = _counted_on(found, article)
    return bounds if counted is None else bounds.within(*counted, reason)


def _counted_on(found: Placed, article: Article) -> tuple[date, date] | None:
    """ "Nine months after they met last September": the days so many months later; None when none are counted."""
    here, there = found.tie.here, found.tie.there
    match = _MONTHS_AFTER.search(article.text, here.sentence.start, here.time.start)
    months = count_of(match["n"]) if match else None
    if months is None or there.first is None or there.last is None:
        return None
    later, half = timedelta(round(months * _MONTH)), timedelta(_HALF_MONTH)
    return there.first + later - half, there.last + later + half


def _reason(found: Placed, article: Article) -> Reason:
    here, there = found.tie.here, found.tie.there
    words = article.text[here.time.start : here.time.end]
    day = f"{there.first}" if there.first == there.last else f"{there.first} to {there.last}"
    more = f", and {found.sentences - 1} more sentences agree" if found.sentences > 1 else ""
    return Reason(f"what is told of “{words}” is told of {day} in article {there.article_id}{more}", here.sentence)


def _by_place_on_page(articles: Iterable[Article], bounds: Mapping[str, Bounds]) -> dict[str, Bounds]:
    """A page that lists the stories of one outlet runs newest first, unless two of them say otherwise."""
    given = dict(bounds)
    pages: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        pages[article.page_id].append(article)
    for page in pages.values():
        listed = sorted(page, key=lambda a: a.ordinal)
        if len(listed) < _LISTED or len({a.outlet for a in listed}) > 1 or listed[0].outlet is None:
            continue
        ids = [a.article_id for a in listed]
        if any(_is_before(given[a], given[b]) for n, a in enumerate(ids) for b in ids[n + 1 :]):
            continue
        for above, below in pairwise(ids):
            why = Reason("it stands on its page below another story, and such pages run newest first")
            given[below] = given[below].until(given[above].last, why)
        for below, above in pairwise(ids[::-1]):
            why = Reason("it stands on its page above another story, and such pages run newest first")
            given[above] = given[above].after(given[below].first, why)
    return given


def _is_before(one: Bounds, other: Bounds) -> bool:
    return one.last is not None and other.first is not None and one.last < other.first
