"""What notices say of other articles: older versions, stories they name, copies. Everything in it is invented."""

from __future__ import annotations

from msgspec.structs import replace
from stories import article, build

from sayso.copies import gone_articles, shared_addresses, taken_back, trace, with_versions
from sayso.records import Address, Article, Flag, TakenBack

URL = "https://sorrel.example/patrols"
AWAY = "https://lind.example/p"
FIRST, THEN = "2031-11-05T08:00:00Z", "2031-11-06T08:00:00Z"
NOTE = "Correction: An earlier version of this story gave the number of ships as 14."


def told(*pile: tuple[Article, str, str], gone: dict[str, str] | None = None) -> TakenBack:
    """What is taken back in articles that stood at an address since a time."""
    articles = [one for one, _, _ in pile]
    shared = shared_addresses({one.page_id: Address(url, at) for one, url, at in pile})
    traced = with_versions(trace(articles), articles, shared)
    return taken_back(articles, traced.links, traced.changes, gone or {})


def kinds(found: TakenBack) -> set[tuple[str, str]]:
    return {(flag.kind, flag.subject_id) for flag in found.flags}


def test_a_correction_marks_the_version_before_and_the_copy_that_has_its_words_still():
    old, new = (
        article("a", build("A*"), "Sorrel Post"),
        article("b", build("A*~14 ships=>40 ships") + "\n\n" + NOTE),
    )
    copy = article("c", build("A1-7"), "Lind Mail", date="2031-11-05")
    mended = article("d", build("A1-7~14 ships=>40 ships"), "Far Bank News", date="2031-11-07")
    found = told((old, URL, FIRST), (new, URL, THEN), (copy, AWAY, FIRST), (mended, f"{AWAY}/2", THEN))
    assert kinds(found) == {("correction", "ar1-a"), ("correction", "ar1-b"), ("correction", "ar1-c")}
    ((span, how),) = found.corrected["ar1-c"]
    assert (copy.text[span.start : span.end], how) == ("14", "“14” is now “40”")
    assert found.withdrawn == frozenset()


def test_an_update_withdraws_and_corrects_nothing():
    new = article("b", build("A*~14 ships=>40 ships") + "\n\nThis story has been updated with the number of ships.")
    found = told((article("a", build("A*")), URL, FIRST), (new, URL, THEN))
    assert kinds(found) == {("update", "ar1-b")}
    assert not found.corrected


def test_a_withdrawn_story_takes_its_copies_with_it():
    old, copy = article("a", build("A*"), "Sorrel Post"), article("c", build("A1-7"), "Lind Mail", date="2031-11-09")
    new = article("b", "This story has been withdrawn, for the source that it named had not spoken to the paper.")
    found = told((old, URL, FIRST), (new, URL, THEN), (copy, AWAY, THEN))
    assert found.withdrawn == {"ar1-a", "ar1-b", "ar1-c"}
    assert all(flag.why for flag in found.flags)


def test_a_notice_names_a_story_of_its_own_agency_only():
    story = replace(article("a", build("A*"), "NWA"), title="Coast guard to board freighters")
    other = replace(article("c", build("C*"), "Lind Mail"), title="Coast guard to board freighters")
    kill = replace(article("k", build("B1-2"), "NWA"), title="KILL: Coast guard to board freighters")
    found = told((story, URL, FIRST), (other, AWAY, FIRST), (kill, f"{URL}/kill", THEN))
    assert found.withdrawn == {"ar1-a"}


def test_news_of_what_another_house_withdrew_is_no_notice():
    news = article("a", "The Lind Mail has retracted its report on the coast guard.\n\n" + build("B*"), "Sorrel Post")
    assert told((news, URL, FIRST)).flags == ()


def test_a_page_that_says_its_story_is_gone():
    old = article("a", build("A*"))
    shared = shared_addresses({old.page_id: Address(URL, FIRST), "pg1-gone": Address(URL, THEN)})
    gone = gone_articles(shared, {"pg1-gone": "This story has been removed."}, [old])
    found = taken_back([old], (), (), gone)
    assert found.flags == (Flag("withdrawn", "ar1-a", (), "its page now says: “This story has been removed.”"),)
