"""The workspace over news as it is: a part of the Helsinki pile, which lies in ../shared and is for measuring only."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from browsing import (
    CHECKED,
    HEAVIEST,
    PHONE,
    grave_findings,
    in_a_browser,
    opened,
    places_of,
    serving,
    started,
    too_wide,
)

from sayso import engine
from sayso.ledger import open_ledger
from sayso.ledger.lists import open_listed
from sayso.ledger.queries import listed
from sayso.pipeline import ingest
from sayso.settings import Settings

PILE = Path(__file__).parents[3] / "shared/data/helsinki/pages.jsonl.gz"
EVERY = 10  # of its pages: enough for families and claims in dispute, in some ten seconds
pytestmark = [*in_a_browser, pytest.mark.skipif(not PILE.exists(), reason="needs the Helsinki pile in ../shared")]


@pytest.fixture(scope="module")
def ledger(models, tmp_path_factory):
    folder = tmp_path_factory.mktemp("helsinki")
    with gzip.open(PILE, "rt", encoding="utf-8") as lines:
        some = [line for number, line in enumerate(lines) if number % EVERY == 0]
    (folder / "pages.jsonl").write_text("".join(some), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, open_ledger(folder / "a.db", create=True) as opened:
        patch.setattr(engine, "load_models", lambda _: models)
        ingest([str(folder / "pages.jsonl")], opened, Settings(processes=1))
    return folder / "a.db"


@pytest.fixture(scope="module")
def site(ledger):
    with serving(ledger) as address:
        yield address


@pytest.fixture(scope="module")
def addresses(ledger, site):
    """One of each kind of page; of claims, articles, families and parties the heaviest few."""
    with open_listed(ledger) as held:
        more = [f"/claims/{one.claim_id}" for one in listed.claim_lines(held).items[:3]]
        articles = sorted(listed.article_lines(held).items, key=lambda one: -one.statements)
        more += [f"/articles/{one.article_id}" for one in articles[:3]]
        more += [f"/families/{one.family_id}" for one in listed.family_lines(held).items[:2]]
        more += [f"/party?name={one.party}" for one in listed.party_lines(held).items[:2]]
    return [site + place for place in dict.fromkeys([*places_of(ledger, "summit").values(), *more])]


@pytest.fixture(scope="module")
def browser():
    with started() as one:
        yield one


def test_every_page_opens_and_is_light(browser, addresses):
    heavy = {}
    with opened(browser) as page:
        for address in addresses:
            answer = page.request.get(address)
            assert answer.ok, address
            if len(answer.body()) > HEAVIEST:
                heavy[address] = len(answer.body())
    assert heavy == {}


@pytest.mark.parametrize("scheme", CHECKED)
def test_no_page_has_a_serious_finding(browser, addresses, scheme):
    with opened(browser, color_scheme=scheme) as page:
        assert grave_findings(page, addresses, scheme) == {}


def test_no_page_is_wider_than_a_phone(browser, addresses):
    with opened(browser, **PHONE) as page:
        assert too_wide(page, addresses) == {}


def test_by_keys_to_the_next_unresolved_speaker_and_on_to_the_next(browser, site):
    with opened(browser) as page:
        page.goto(f"{site}/queue?kind=speaker")
        page.keyboard.press("u")
        first = page.locator("[data-unresolved].here a").first.get_attribute("href")
        page.keyboard.press("u")
        assert page.locator("[data-unresolved].here a").first.get_attribute("href") != first
        page.keyboard.press("k")
        page.keyboard.press("Enter")
        page.wait_for_url("**/articles/**")
        assert page.locator("details[data-unresolved][open]").count() == 1
