"""The workspace in a real browser: every page, by keyboard alone, each ruling and its undo, and what axe-core finds.

Needs Debian's chromium; without it these tests are skipped.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from browsing import (
    CHECKED,
    DESKTOP,
    PHONE,
    SHIFTS,
    grave_findings,
    in_a_browser,
    jumping,
    opened,
    places_of,
    serving,
    started,
    too_wide,
)
from desks import fill
from hostile import hostile

from sayso import engine
from sayso.ledger import open_ledger
from sayso.pipeline import ingest
from sayso.settings import Settings

pytestmark = in_a_browser

PILE = Path(__file__).parents[2] / "examples/pile"


@pytest.fixture(scope="module")
def browser():
    with started() as one:
        yield one


@pytest.fixture(scope="module")
def ledger(models, tmp_path_factory):
    """A ledger of the whole sample."""
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    with pytest.MonkeyPatch.context() as patch, open_ledger(path, create=True) as opened:
        patch.setattr(engine, "load_models", lambda _: models)
        ingest([str(PILE)], opened, Settings(processes=1))
    return path


@pytest.fixture(scope="module")
def site(ledger):
    with serving(ledger) as address:
        yield address


@pytest.fixture
def own(ledger, tmp_path):
    """A workspace over a copy of its own, to rule in."""
    with serving(Path(shutil.copy(ledger, tmp_path / "own.db"))) as address:
        yield address


@pytest.fixture(scope="module")
def places(ledger, site):  # serving makes the lists
    return places_of(ledger, "gates")


@pytest.mark.parametrize("scheme", CHECKED)
def test_no_page_has_a_serious_finding(browser, site, places, scheme):
    with opened(browser, color_scheme=scheme) as page:
        assert grave_findings(page, [site + place for place in places.values()], scheme) == {}


def test_no_page_is_wider_than_a_phone(browser, site, places):
    with opened(browser, **PHONE) as page:
        assert too_wide(page, [site + place for place in places.values()]) == {}


@pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_jumps_while_a_page_loads(browser, site, places, window):
    with opened(browser, **window) as page:
        page.goto(site, wait_until="networkidle")
        page.evaluate("document.querySelector('main').style.marginTop = '300px'")
        assert page.evaluate(SHIFTS) > 0  # it would be seen
        assert jumping(page, [site + place for place in places.values()]) == {}


def test_from_a_claim_to_the_words_in_context_in_one_click(browser, site, places):
    with opened(browser) as page:
        page.goto(site + places["claim"])
        mark = page.locator(".matrix td a").first
        target = mark.get_attribute("href")
        mark.click()
        words = page.locator(f"{target} .said").first
        assert words.is_visible()
        assert page.locator(f"{target} mark.content").first.inner_text()
        more = page.locator("details.more summary").first
        more.click()
        page.locator("details.more .part blockquote").first.wait_for()  # the others come as a part


def test_a_note_lights_its_words_and_a_word_opens_its_note(browser, site, places):
    with opened(browser) as page:
        page.goto(site + places["article"])
        page.locator(".text mark.content").first.click()
        note = page.locator("details[data-note][open]").first
        assert note.is_visible()
        assert "why" in note.inner_text()
        note.locator("summary").first.hover()
        assert page.locator("mark.lit").count() > 0


def test_search_by_words_phrase_near_and_facet(browser, site):
    with opened(browser) as page:
        page.goto(site)
        page.keyboard.press("/")
        page.keyboard.type('"two gates"')
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=*")
        all_found = page.locator("main .rows > li").count()
        assert all_found > 1
        assert page.locator("mark.hit").first.inner_text().lower() == "two gates"
        page.locator(".facets a").first.click()
        page.wait_for_url("**party=**")
        assert 0 < page.locator("main .rows > li").count() < all_found
        for words, near in (("NEAR(gates eleven, 5)", True), ("NEAR(gates eleven, 0)", False)):
            page.goto(f"{site}/search")
            page.fill("#q", words)
            page.press("#q", "Enter")
            page.wait_for_url("**NEAR**")
            assert (page.locator("main .rows > li").count() > 0) is near


def test_the_timeline_zooms_and_widens(browser, site):
    with opened(browser) as page:
        page.goto(f"{site}/timeline")
        page.locator(".chart a").first.click()
        page.wait_for_url("**since=**")
        day = page.locator("input[name=since]").input_value()
        assert page.locator("main .rows > li").count() > 0
        page.get_by_role("link", name="Wider").click()
        page.wait_for_load_state()
        assert page.locator("input[name=since]").input_value() == day.rpartition("-")[0]


def test_the_timeline_opens_the_time_that_is_drawn_across(browser, site):
    with opened(browser) as page:
        page.goto(f"{site}/timeline")
        boxes = [one.bounding_box() for one in page.locator(".chart a[data-iso] .b-holds").all()]
        ends = [(box["x"] + box["width"] / 2, box["y"] + box["height"] - 1) for box in (boxes[1], boxes[3])]
        page.mouse.move(*ends[0])
        page.mouse.down()
        page.mouse.move(*ends[1], steps=5)
        assert page.locator(".chart a.drawn").count() == 3
        page.mouse.up()
        page.wait_for_url("**since=**")
        since, until = (page.locator(f"input[name={name}]").input_value() for name in ("since", "until"))
        assert since < until
        assert page.locator("main .rows > li").count() > 0


@pytest.mark.parametrize("field", ["party", "outlet", "claim"])
def test_the_timeline_is_narrowed_by_what_it_offers(browser, site, field):
    with opened(browser) as page:
        page.goto(f"{site}/timeline")
        everything = page.locator("h2 .num").first.inner_text()
        control = page.locator(f".controls [name={field}]")
        if field == "claim":
            control.select_option(index=1)
        else:
            offered = page.locator(f"datalist#{control.get_attribute('list')} option").first
            control.fill(offered.get_attribute("value"))
        chosen = control.input_value()
        page.get_by_role("button", name="Show").click()
        page.wait_for_url("**timeline?**")
        assert 0 < int(page.locator("h2 .num").first.inner_text()) < int(everything)
        assert page.locator(f".controls [name={field}]").input_value() == chosen


def test_the_keys_walk_open_and_help(browser, site):
    with opened(browser) as page:
        page.goto(f"{site}/claims")
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("k")
        assert page.locator(".rows > li.here").count() == 1
        first = page.locator(".rows > li.here a").first.get_attribute("href")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{first}")
        page.keyboard.press("?")
        assert page.locator("#keys").is_visible()
        page.keyboard.press("Escape")
        assert not page.locator("#keys").is_visible()
        page.keyboard.press("u")  # none on this page: the list of them
        page.wait_for_url("**/queue?kind=speaker")
        page.keyboard.press("u")
        assert page.locator("[data-unresolved].here").count() == 1
        page.keyboard.press("f")
        page.wait_for_url("**/flags")


def test_the_key_f_goes_from_flag_to_flag(browser, site):
    with opened(browser) as page:
        page.goto(f"{site}/flags")
        page.keyboard.press("f")
        assert page.locator("[data-flag].here").count() == 1
        page.goto(site)  # and on the first page, to that of the list beside the claims
        page.keyboard.press("f")
        assert page.locator("section [data-flag].here").is_visible()


def test_the_key_a_accepts_the_marked_statement_where_its_forms_are_yet_to_be_fetched(browser, own, places):
    with opened(browser) as page:
        page.goto(own + places["article"])
        page.keyboard.press("j")
        assert page.locator("details[data-note].here").count() == 1
        page.keyboard.press("a")
        page.locator(".here .outcome .done").wait_for()
        assert "accept" in page.locator(".here .outcome .done").inner_text()


def test_a_copy_opens_beside_its_origin_in_the_family_and_its_trifles_fold(browser, site, places):
    with opened(browser) as page:
        page.goto(site + places["family"])
        page.get_by_text("side by side").last.click()
        part = page.locator(".comparison")
        part.wait_for()
        lone = part.locator(".lone, .k-term").first
        assert lone.is_visible()
        part.get_by_role("button", name="small changes").click()
        assert part.locator(".lone:visible").count() == 0


def test_a_time_that_is_not_known_to_the_day_stands_as_such(browser, site):
    with opened(browser) as page:
        page.goto(f"{site}/timeline")
        assert page.locator(".chart .interval").first.is_visible()
        page.locator(".chart a:has(.undated)").click()
        page.wait_for_url("**undated=1**")
        days = page.locator("main .rows > li .sides").all_inner_texts()
        assert days
        assert all("undated" in told or "from " in told or "until " in told for told in days)


def test_light_and_dark_stay_as_chosen(browser, site):
    with opened(browser, color_scheme="light") as page:
        page.goto(site)
        before = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.get_by_role("button", name="Light or dark").click()
        page.goto(f"{site}/claims")
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before


def test_keyboard_alone_rejects_a_statement_and_undoes_it(browser, own):
    with opened(browser) as page:
        page.goto(f"{own}/queue?kind=speaker")
        waiting = page.locator(".rows > li").count()
        page.keyboard.press("j")
        page.keyboard.press("r")
        page.locator(".here .outcome .done").wait_for()
        assert "reject" in page.locator(".here .outcome").inner_text()
        page.goto(f"{own}/queue?kind=speaker")
        assert page.locator(".rows > li").count() in {waiting, waiting - 1}  # a list shows so many at most
        page.goto(f"{own}/history")
        page.get_by_role("button", name="Undo").first.focus()
        page.keyboard.press("Enter")
        page.locator(".outcome .done").wait_for()
        page.goto(f"{own}/history?which=in-force")
        assert page.locator(".rows > li").count() == 1


RULED = [
    ("speaker", "Ada Roe", "Set speaker"),
    ("party", "Norland", "Set party"),
    ("act", "praise", "Set act"),
    ("date", "2031-05-02", "Set day"),
    ("", "", "✓ Right"),
    ("", "", "✕ Not a statement"),
]


def test_each_correction_of_a_statement_in_two_clicks_with_its_undo(browser, own, places):
    with opened(browser) as page:
        page.goto(own + places["article"])
        note = page.locator("details[data-note]").first
        note.locator("summary").first.click()
        note.get_by_text("Correct", exact=True).click()
        form = note.locator("form.ruling").first
        form.locator("input[name=note]").fill("seen on paper")
        for field, value, button in RULED:
            if field == "act":
                form.locator("select[name=act]").select_option(value)
            elif field:
                form.locator(f"input[name={field}]").fill(value)
            form.get_by_role("button", name=button).click()
            form.locator(".outcome .done").wait_for()
            form.locator("[data-undo]").click()
            form.locator(".outcome .done", has_text="undo").wait_for()
        page.goto(f"{own}/history?which=undone")
        assert page.locator(".rows > li").count() == len(RULED)
        assert page.get_by_text("seen on paper").count() == len(RULED)


def test_what_cannot_be_ruled_says_why_where_it_was_asked(browser, own, places):
    context = browser.new_context(**DESKTOP)  # the browser logs the answer 422 as an error: that is meant
    page = context.new_page()
    page.goto(own + places["claim"])
    page.get_by_text("Correct this claim").click()
    page.locator("input[name=claim]").first.fill("cl1-none")
    page.get_by_role("button", name="Merge").click()
    alert = page.get_by_role("alert").first
    alert.wait_for()
    assert "cl1-none" in alert.inner_text()
    context.close()


def test_the_evidence_is_downloaded_whole_while_the_pages_go_on(browser, site, tmp_path):
    with opened(browser, accept_downloads=True) as page:
        page.goto(site)
        with page.expect_download() as waiting:
            page.get_by_role("link", name="Evidence bundle").click()
            assert page.request.get(f"{site}/claims").ok  # meanwhile
        waiting.value.save_as(tmp_path / "bundle.zip")
        assert waiting.value.suggested_filename == "sample-bundle.zip"
        with zipfile.ZipFile(tmp_path / "bundle.zip") as bundle:
            manifest = json.loads(bundle.read("manifest.json"))
            for file in manifest["files"]:
                assert hashlib.sha256(bundle.read(file["name"])).hexdigest() == file["sha256"]
        assert all(one["file"] for one in manifest["pages"])  # they are still where they came from
        page.get_by_text("for other programs").click()
        with page.expect_download() as waiting:
            page.get_by_role("link", name="statements as csv").click()
        assert waiting.value.suggested_filename == "sample-statements.csv"


def test_hostile_pages_run_nothing_and_break_nothing(browser, tmp_path):
    path = fill(tmp_path / "bad.db", hostile())
    with serving(path) as address, opened(browser, **PHONE) as page:
        page.goto(address)
        links = page.eval_on_selector_all("a[href^='/']:not([download])", "all => all.map(a => a.getAttribute('href'))")
        more = ["/search?q=script", "/claims/cl1-bad", "/queue", "/timeline", "/articles"]
        for link in dict.fromkeys([*links, *more]):
            page.goto(address + link)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), link
            assert page.locator("main script, main img").count() == 0
        page.goto(f"{address}/articles")
        for link in page.eval_on_selector_all("main a[href^='/articles/ar']", "all => all.map(a => a.href)"):
            page.goto(link)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), link
            box = page.locator("footer").bounding_box()
            assert box["width"] <= 390
