"""A ledger on the desk, a client that asks the workspace over it, and the links of a page."""

from __future__ import annotations

import html.parser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from litestar.testing import TestClient

from sayso.ledger import Derived, RunInfo, open_ledger
from sayso.web.app import make_app
from sayso.web.desk import Desk
from sayso.web.gate import Access

RUN = RunInfo("0", "reader", "{}", "2031-01-01T00:00:00+00:00", ())
HOST = "testserver.local"  # what litestar's client calls itself


def fill(path: Path, made) -> Path:
    """A ledger of readings and what follows from them."""
    with open_ledger(path, create=True) as opened:
        run_id = opened.begin_run(RUN)
        opened.append(run_id, "reader", made.readings)
        opened.derive(run_id, Derived(made.traced, made.related, made.identified))
        opened.finish_run(run_id, "2031-01-01T00:01:00+00:00", {"articles": len(made.readings)})
    return path


@contextmanager
def asking(path: Path, *, token: str | None = None) -> Iterator[TestClient]:
    """A client of the workspace over this ledger."""
    desk = Desk(path, "A. Tester")
    with desk.open(lambda words: None), TestClient(make_app(desk, Access((HOST,), token))) as client:
        yield client


class Links(html.parser.HTMLParser):
    """Addresses and ids of a page; files to be made and downloaded apart."""

    def __init__(self, text):
        super().__init__()
        self.to, self.ids, self.files = [], set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.ids.add(told.get("id"))
        if "download" in told:
            self.files.append(told["href"])
            return
        self.to += [value for name, value in told.items() if name in {"href", "src", "hx-get"} and value]
