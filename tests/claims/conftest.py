"""What the tests of claims share."""

from __future__ import annotations

import pytest

from sayso.claims.meaning import WordVectors
from sayso.models import load_vectors


@pytest.fixture(scope="session")
def vectors() -> WordVectors:
    """The static vectors sayso ships with."""
    return load_vectors()
