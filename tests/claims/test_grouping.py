"""Average linking of threads."""

from __future__ import annotations

import numpy as np
import pytest

from sayso.claims import grouping
from sayso.claims.flow import Flow
from sayso.claims.meaning import unit


def test_what_is_forgotten_of_conflicts_changes_no_group(monkeypatch: pytest.MonkeyPatch) -> None:
    draw = np.random.default_rng(3)
    rows = unit((draw.standard_normal((60, 8)) + 1).astype(np.float32))
    flows = [[Flow(giver=f"party {at % 5}", matter=frozenset({"boat"}))] for at in range(60)]
    groups = grouping.group(rows, flows)
    monkeypatch.setattr(grouping, "KNOWN", 2)
    assert grouping.group(rows, flows) == groups
    assert 1 < len(groups) < 60  # some joined, some were kept apart
