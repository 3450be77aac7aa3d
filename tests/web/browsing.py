"""The workspace in a real browser: served, visited, an address of every kind of page, and what is wrong with one."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from contextlib import contextmanager

import pytest
import uvicorn

from sayso.ledger.lists import open_listed
from sayso.ledger.queries import listed
from sayso.web.app import make_app
from sayso.web.desk import Desk
from sayso.web.gate import Access

sync_api = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")

CHROMIUM = shutil.which("chromium")
in_a_browser = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs a browser: apt-get install chromium"),
]
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
CHECKED = {
    "light": {"resultTypes": ["violations"]},
    "dark": {"resultTypes": ["violations"], "runOnly": ["color-contrast"]},  # all else is the same
}
HEAVIEST = 200_000  # bytes of a page, before packing
STILL = 0.02  # cumulative layout shift; web.dev calls up to 0.1 good
SHIFTS = """new Promise(done => {
    let moved = 0
    const add = list => { for (const one of list.getEntries()) moved += one.hadRecentInput ? 0 : one.value }
    new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true })
    setTimeout(() => done(moved), 200)
})"""


@contextmanager
def serving(path):
    """The address of the workspace over a ledger, as long as it lasts."""
    desk = Desk(path, "A. Tester")
    with desk.open(lambda _: None), socket.create_server(("127.0.0.1", 0)) as listener:
        host = f"127.0.0.1:{listener.getsockname()[1]}"
        app = make_app(desk, Access((host,), None))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield f"http://{host}"
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def started():
    """A browser."""
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def opened(browser, **more):
    """A page of a new visitor; whatever the browser complains about fails the test."""
    context = browser.new_context(**{**DESKTOP, **more})
    page, complaints = context.new_page(), []
    page.on("console", lambda told: complaints.append(told.text) if told.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(f"dialog {dialog.message}"))
    yield page
    context.close()
    assert complaints == []


def places_of(ledger, found):
    """An address of every kind of page, where there is one; `found` is a word to search for."""
    with open_listed(ledger) as held:
        claim = listed.claim_lines(held).items[0]
        family = listed.family_lines(held).items[0]
        person = next(one for one in listed.person_lines(held).items if one.person_id)
        links = [m.links[0] for m in listed.family_outline(held, family.family_id).members if m.links]
        changed = max(links, key=lambda link: len(listed.comparison(held, link.copy_id, link.origin_id).changes))
    return {
        "matter": "/", "claims": "/claims", "claim": f"/claims/{claim.claim_id}", "articles": "/articles",
        "article": f"/articles/{changed.copy_id}", "families": "/families", "family": f"/families/{family.family_id}",
        "compare": f"/compare?copy={changed.copy_id}&origin={changed.origin_id}", "timeline": "/timeline",
        "told": "/timeline?told=1", "parties": "/parties", "party": f"/party?name={claim.holds.parties[0]}",
        "people": "/people", "person": f"/people/{person.person_id}", "search": "/search",
        "found": f"/search?q={found}", "queue": "/queue", "flags": "/flags", "history": "/history",
        "rejected": "/rejected",
    }  # fmt: skip


def grave_findings(page, addresses, scheme):
    """What axe-core finds that is serious, by address; with the first folds of a page open."""
    found = {}
    for address in addresses:
        page.goto(address)
        for summary in page.query_selector_all("main details:not([open]) > summary")[:3]:
            summary.click()  # what is folded must hold too
        for fetching in page.locator(".htmx-request").all():
            fetching.wait_for(state="detached")  # and what it fetches
        results = axe.Axe().run(page, options=CHECKED[scheme]).response
        grave = [one for one in results["violations"] if one["impact"] in {"serious", "critical"}]
        if grave:
            found[address] = [(one["id"], one["nodes"][0]["html"][:200], len(one["nodes"])) for one in grave]
    return found


def too_wide(page, addresses):
    """By address: how many pixels a page is wider than the window."""
    found = {}
    for address in addresses:
        page.goto(address)
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            found[address] = over
    return found


def jumping(page, addresses):
    """By address: how far what a page shows moves while it loads (cumulative layout shift, Layout Instability API)."""
    found = {}
    for address in addresses:
        page.goto(address, wait_until="networkidle")
        moved = page.evaluate(SHIFTS)
        if moved > STILL:
            found[address] = moved
    return found
