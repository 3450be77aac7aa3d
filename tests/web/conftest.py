"""A small ledger on the desk, and a client that asks the workspace over it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import asking, fill
from litestar.testing import TestClient

from made import dispute


@pytest.fixture(scope="module")
def path(tmp_path_factory) -> Path:
    """The small dispute of `made` in a file."""
    return fill(tmp_path_factory.mktemp("desk") / "a.db", dispute())


@pytest.fixture(scope="module")
def client(path) -> Iterator[TestClient]:
    """Asks the workspace over the small dispute."""
    with asking(path) as opened:
        yield opened
