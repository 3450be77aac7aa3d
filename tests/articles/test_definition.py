"""The weights in `data/` fit the features that the code measures."""

from __future__ import annotations

import pytest

from sayso.articles import definition, openings, scoring, titles
from sayso.articles.blocks import split_blocks
from sayso.articles.features import matrix, shapes

PAGE = "The harbour of Hale opens again\n\nHALE — The harbour opened.\n\nMore stories\n\nThe mayor spoke, he said.\n"
AGAIN = "fit the networks again: PYTHONPATH=training .venv/bin/python training/fit_articles.py"


def widths() -> dict[str, int]:
    """How many features the code measures for each network."""
    blocks = split_blocks(PAGE)
    measured = shapes(blocks)
    told = titles.Told(blocks, measured, [0.0, 1.0, 0.0, 1.0])
    return {
        "blocks.json": matrix(blocks, measured).shape[1],
        "titles.json": titles.rows(told).shape[1],
        "openings.json": openings.rows(told, {}, openings.places(told)).shape[1],
    }


@pytest.mark.parametrize("name", definition.NETWORKS)
def test_the_weights_were_fitted_on_these_features(name: str) -> None:
    network = scoring.load(name)
    assert (len(network.mean), network.features) == (widths()[name], definition.digest(name)), AGAIN


def test_a_changed_pattern_changes_the_digest(monkeypatch) -> None:
    before = definition.digest("blocks.json")
    monkeypatch.setattr("sayso.articles.chrome.MENU", frozenset({"menu"}))
    assert definition.digest("blocks.json") != before
