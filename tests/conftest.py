"""Fixtures that every folder of tests shares."""

from __future__ import annotations

import pytest

from sayso.models import Models, load_models
from sayso.settings import Settings


@pytest.fixture(scope="session")
def models() -> Models:
    """The language models sayso ships with, loaded once."""
    return load_models(Settings())
