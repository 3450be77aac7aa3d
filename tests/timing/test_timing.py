"""When articles are of that tell no day, and the flags of time. A row says why it is there."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

import made
from sayso.kept import Kept
from sayso.records import (
    UNDATED,
    Alternative,
    Article,
    Basis,
    CopyLink,
    Dated,
    DayOf,
    Direction,
    Known,
    KnownRole,
    Relation,
    Sort,
)
from sayso.times import read_times
from sayso.timing import as_timed, holders_told, tell_time
from sayso.timing.clues import ClueKind, clues


def story(key: str, text: str, day: str | None = None, **more: object) -> Article:
    published = Dated(day, day, day, Basis.HEADER, day) if day else UNDATED
    article = made.article(made.page(key), text, published=published, times=tuple(read_times(text, published)))
    return replace(article, **more)


SUMMIT = (
    "President Halvar Quist of Kesh met Premier Ned Orsa of Quessa in Halven on Monday to talk about herring quotas."
)
RETOLD = (
    "Halvar Quist, president of Kesh, met Ned Orsa, premier of Quessa, in Halven on Monday for talks on herring quotas."
)


def bounds(articles, at=-1, fetched=None):
    timed = tell_time(articles, (), fetched or {}, ())
    found = as_timed(articles, timed)[at].published
    return found.earliest, found.latest


def test_an_event_told_by_a_dated_article_bounds_one_that_says_monday():
    dated = story("a", SUMMIT, "2031-05-07")  # a Wednesday: the Monday is 5 May
    earliest, latest = bounds([dated, story("b", RETOLD)])
    assert (earliest, latest) == ("2031-05-04", "2031-05-12")


def test_another_weekday_is_another_event_and_says_nothing():
    dated = story("a", SUMMIT, "2031-05-07")
    assert bounds([dated, story("b", RETOLD.replace("Monday", "Thursday"))]) == (None, None)


def test_the_order_of_the_articles_changes_nothing():
    pile = [story("a", SUMMIT, "2031-05-07"), story("b", RETOLD), story("c", "It rained in Dorn on 3 May 2030.")]
    assert tell_time(pile, (), {}, ()) == tell_time(pile[::-1], (), {}, ())


def test_a_page_is_not_of_a_day_after_it_was_fetched_nor_before_what_it_tells():
    article = story("a", "The dam broke on 3 May 2030, and the valley was emptied in June.")
    assert bounds([article], fetched={article.page_id: "2031-02-01T10:00:00Z"}) == ("2030-06-01", "2031-02-02")


def test_an_inferred_interval_never_tells_a_day_and_says_why():
    dated, other = story("a", SUMMIT, "2031-05-07"), story("b", RETOLD)
    (found,) = tell_time([dated, other], (), {}, ()).inferred
    assert len(found.published.iso or "") < len("2031-05-05")
    assert found.published.basis is Basis.CONTEXT
    assert dated.article_id in found.published.why
    assert found.published.evidence == RETOLD


def test_a_page_is_not_younger_than_its_last_change():
    changes = tuple(Alternative(day, Basis.HEADER, day, "…", DayOf.CHANGE) for day in ("2031-05-02", "2031-06-09"))
    article = story("a", "The weir of Lasken is a ruin.", published=replace(UNDATED, alternatives=changes))
    assert bounds([article]) == (None, "2031-06-09")


# what the page tells of days that are not of publication -> the interval
BOUNDING = [
    ([("2031-05-02", DayOf.DRAFT)], ("2031-05-02", None)),  # a draft may wait
    ([("2031-05-02", DayOf.DRAFT), ("2031-05-09", DayOf.CHANGE)], ("2031-05-02", "2031-05-09")),
    ([("2031-05-02", DayOf.DRAFT), ("2031-05-02", DayOf.CHANGE)], ("2031-05-02", "2031-05-02")),
    ([("2031-05-02", None)], (None, None)),  # another story's
]


@pytest.mark.parametrize(("days", "expected"), BOUNDING)
def test_days_that_are_not_of_publication_bound_it(days, expected):
    lost = tuple(Alternative(day, Basis.HEADER, day, "…", of) for day, of in days)
    article = story("a", "The weir of Lasken is a ruin.", published=replace(UNDATED, alternatives=lost))
    assert bounds([article]) == expected


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("It is the first strike since 2031.", "2032-01-01"),  # in 2031 nobody says so
        ("The mine has been shut since 2031.", "2031-01-01"),
        ("It is the first strike since 3 May 2031.", "2031-05-03"),
    ],
)
def test_what_is_the_first_since_a_year_is_told_after_it(text, first):
    assert bounds([story("a", text)]) == (first, None)


CRAWL = (Alternative("2032-03-04", Basis.HEADER, "4 March 2032", "…", DayOf.FETCH),)


def test_a_month_named_and_a_month_counted_give_the_month_of_the_article_before_the_crawl():
    text = (
        "Envoy Pia Lunde of Kesh flew to Dorn after a September summit of Halvar Quist and Emil Kost.\n\n"
        "When Halvar Quist visited Emil Kost last month they spoke for six hours."
    )
    article = story("a", text, published=replace(UNDATED, alternatives=CRAWL))
    timed = tell_time([article], (), {}, ())
    (found,) = timed.inferred
    assert (found.published.earliest, found.published.latest) == ("2031-10-01", "2031-10-31")
    assert [flag.kind for flag in timed.flags] == ["date-conflict"]


# text -> kinds of clues
CLUES = [
    ("The bridge will open in 2031.", [ClueKind.PLAN]),
    ("The bridge would open in 2031, he promised.", []),  # told of later
    ("“The bridge will open in 2031,” he promised.", []),  # an old saying
    ("They will discuss the fraud of the 2031 election.", []),  # a noun follows: it is the election that is of 2031
    ("The bridge fell on 3 May 2031.", [ClueKind.PAST]),
    ("The council will meet for the first time since 2031.", [ClueKind.PAST]),  # nothing is "since" a year to come
    ("The ferry stays, since 2031 will bring a vote.", []),  # because: the year may be to come
    ("The ferry stays, since 2031 is the year of a vote.", []),
    ("The ferry since 2031 has run twice a day.", [ClueKind.PAST]),  # a year that "has" is gone by or runs
    ("The licence for 2031 costs a crown.", []),  # neither
    ("Six years after the blast of 2025 nobody has been charged.", [ClueKind.COUNT]),
    ("Six years after the blast of 2025 the mine was sold.", []),  # it may be told of much later
]


@pytest.mark.parametrize(("text", "kinds"), CLUES)
def test_clues(text, kinds):
    found = [clue.kind for clue in clues(story("a", text)) if clue.kind is not ClueKind.PAST or "blast" not in text]
    assert found == kinds


def kinds(article: Article, links=(), others=(), known=()) -> list[str]:
    """Flags, which are the same where the article was told of before, without the lists and alone."""
    pile, kept = [article, *others], Kept()
    tell_time(pile, links, {}, (), kept)
    tell_time([article], (), {}, known, kept)
    timed = tell_time(pile, links, {}, known, Kept(kept.fresh.get))
    assert timed == tell_time(pile, links, {}, known)
    return [flag.kind for flag in timed.flags]


# text, day it is printed under -> flags
PRINTED = [
    ("The dam broke on 3 May 2032, and two men were missing.", "2031-03-04", ["anachronism"]),
    ("The dam broke on 3 May 2030, and two men were missing.", "2031-03-04", []),
    ("The dam broke on 4 March 2031, and two men were missing.", "2031-03-03", []),  # by another place's clock
    ("The dam will be finished by June 2028, the ministry said.", "2031-03-04", ["stale"]),
    ("The dam will be finished by June 2032, the ministry said.", "2031-03-04", []),
    ("The dam was to be finished by June 2028, the ministry said.", "2031-03-04", []),  # and tells so
]


@pytest.mark.parametrize(("text", "day", "expected"), PRINTED)
def test_flags_of_an_article_against_its_date(text, day, expected):
    assert kinds(story("a", text, day)) == expected


def test_a_copy_under_a_much_later_date_is_stale():
    old, new = story("a", SUMMIT, "2030-01-07"), story("b", RETOLD, "2031-05-07")
    link = CopyLink(new.article_id, old.article_id, Relation.EDITED, 0.9, Direction.EARLIER, (), "same words")
    assert kinds(new, (link,), (old,)) == ["stale"]
    assert kinds(new, (replace(link, share=0.4),), (old,)) == []  # half of it is its own


def minister(since: str, until: str | None) -> Known:
    role = KnownRole("foreign minister", "Kesh", since, until)
    return Known("k1", Sort.PERSON, "Ada Roe", (), ("Kesh",), (role,), ("aadeor",))


OFFICES = [
    ("Foreign Minister Ada Roe said on Monday that she would sign.", minister("2028", "2030-01"), ["anachronism"]),
    ("Foreign Minister Ada Roe said on Monday that she would sign.", minister("2028", None), []),  # still held
    ("Former foreign minister Ada Roe said on Monday that she would sign.", minister("2028", "2030-01"), []),
    ("Ada Roe, who was foreign minister then, would sign.", minister("2028", "2030-01"), []),
]


@pytest.mark.parametrize(("text", "entry", "expected"), OFFICES)
def test_an_office_not_held_then_by_the_users_list(text, entry, expected):
    article = story("a", text, "2031-03-04")
    asked = holders_told([article])
    known = [replace(entry, keys=tuple(asked))] if asked else []
    assert kinds(article, known=known) == expected


def test_places_are_days_of_the_calendar():
    timed = tell_time([story("a", SUMMIT, "2031-05-07"), story("b", RETOLD)], (), {}, ())
    for one in timed.inferred:
        assert date.fromisoformat(one.published.earliest) <= date.fromisoformat(one.published.latest)
