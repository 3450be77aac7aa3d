"""The weights in `data/` fit the features that the code measures."""

from __future__ import annotations

from sayso.articles import definition, parts
from sayso.articles.blocks import split_blocks
from sayso.articles.features import shapes

PAGE = "The harbour of Hale opens again\n\nHALE — The harbour opened.\n\nMore stories\n\nThe mayor spoke, he said.\n"
AGAIN = "fit the network again: make cutter"


def test_the_weights_were_fitted_on_these_features() -> None:
    blocks = split_blocks(PAGE)
    reader = parts.load()
    assert (len(reader.mean), reader.features) == (
        parts.rows(blocks, shapes(blocks)).shape[1],
        definition.digest(),
    ), AGAIN


def test_a_changed_pattern_changes_the_digest(monkeypatch) -> None:
    before = definition.digest()
    monkeypatch.setattr("sayso.articles.chrome.MENU", frozenset({"menu"}))
    assert definition.digest() != before
