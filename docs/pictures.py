"""The pictures of the workspace and the report in docs/, taken of the bundled sample in Debian's chromium.

    python docs/pictures.py                 docs/*.png, those of README and docs/workspace.md
    python docs/pictures.py --out /tmp/all  elsewhere, to look at before they are kept

Look at every one before it is committed: a picture is a test that only eyes can run.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from sayso.ledger.lists import open_listed
from sayso.ledger.queries import listed

DOCS = Path(__file__).parent
PILE = DOCS.parent / "examples/pile"
SAYSO = Path(sys.executable).parent / "sayso"
DESKTOP = {"viewport": {"width": 1280, "height": 860}}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "device_scale_factor": 1.5}
LOOKS = {
    "light": {**DESKTOP, "color_scheme": "light"},
    "dark": {**DESKTOP, "color_scheme": "dark"},
    "phone": {**PHONE, "color_scheme": "light"},
}
# (name, look): every picture that is kept
TAKEN = [
    ("matter", "light"), ("claim", "light"), ("article", "dark"), ("compare", "light"), ("timeline", "light"),
    ("search", "dark"), ("matter", "phone"), ("claim", "phone"), ("article", "phone"),
]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=DOCS)
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "matter.db"
        subprocess.run([SAYSO, "ingest", ".", "--ledger", ledger, "--processes", "1"], cwd=PILE, check=False)
        report = Path(folder) / "report.html"
        subprocess.run([SAYSO, "report", "--ledger", ledger, "--out", report], check=True)
        with serving(ledger) as site, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            places = places_of(ledger)
            for name, look in TAKEN:
                take(browser, site + places[name], out / f"serve-{name}-{look}.png", name, look)
            take(browser, report.as_uri(), out / "report.png", "report", "light")
            browser.close()


@contextmanager
def serving(ledger: Path) -> Iterator[str]:
    """The address of the workspace."""
    command = [SAYSO, "serve", "--ledger", ledger, "--port", "0"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    try:
        found = next(match for line in server.stderr if (match := re.search(r"http://[\d.]+:\d+", line)))
        yield found.group()
    finally:
        server.terminate()
        server.wait()


def places_of(ledger: Path) -> dict[str, str]:
    """An address of each page that is taken."""
    with open_listed(ledger) as held:
        claim = listed.claim_lines(held).items[0]
        links = [
            member.links[0]
            for family in listed.family_lines(held).items
            for member in listed.family_outline(held, family.family_id).members
            if member.links
        ]
        changed = max(links, key=lambda link: len(listed.comparison(held, link.copy_id, link.origin_id).changes))
    return {
        "matter": "/",
        "claim": f"/claims/{claim.claim_id}",
        "article": f"/articles/{changed.copy_id}",
        "compare": f"/compare?copy={changed.copy_id}&origin={changed.origin_id}",
        "timeline": "/timeline",
        "search": "/search?q=gates",
    }


def take(browser: Browser, address: str, to: Path, name: str, look: str) -> None:
    """One picture, of what a window shows."""
    context = browser.new_context(**LOOKS[look])
    page = context.new_page()
    page.goto(address)
    if name == "article":
        _open_a_note(page)
    page.screenshot(path=to)
    context.close()


def _open_a_note(page: Page) -> None:
    """As somebody reads it: the note of the second statement open, its words lit."""
    note = page.locator("details[data-note]").nth(1)
    note.locator("summary").first.click()
    note.hover()


if __name__ == "__main__":
    main()
