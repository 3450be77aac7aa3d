"""What all tests share. Also puts this folder on the path, so that any test may `import made`."""

from __future__ import annotations

import pytest

from sayso import engine
from sayso.models import Models, load_models
from sayso.settings import Settings


@pytest.fixture(scope="session")
def models() -> Models:
    """The language models, loaded once."""
    return load_models(Settings())


@pytest.fixture(scope="module")
def loaded_once(models):
    """Runs in this process share the session's models; loading takes longer than a few pages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "load_models", lambda _: models)
        yield
