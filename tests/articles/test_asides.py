"""Lines inside the main text that are no part of the story. A row says why it is there."""

from __future__ import annotations

import pytest

from sayso.articles.asides import mark_asides
from sayso.records import BlockKind

P, CHROME, TEASER = BlockKind.PARAGRAPH, BlockKind.CHROME, BlockKind.TEASER
LONG = (
    "The council heard on Tuesday that the sluice had stood open for a week and that nobody had been asked to close it."
)

# blocks in order, and what each is
CASES = [
    ([LONG], [P]),
    (["Related: Barns lost to the river", LONG], [TEASER, P]),  # a link inside the story
    (["[Read more: Who keeps the weir]"], [TEASER]),
    (["Related to the warden by marriage, she would not speak."], [P]),  # no colon: a sentence
    (["You may also like", "Barns lost", "Who keeps the weir", LONG], [TEASER, TEASER, TEASER, P]),  # the list ends
    (["Don't miss", LONG, "The short one."], [TEASER, P, P]),  # once ended it does not begin again
    (["Sign up for our newsletter.", "Comments", "© The Lantern 2031"], [CHROME, CHROME, CHROME]),
    (["Follow the river down and the bridge is gone."], [P]),  # follow whom? nobody
    (["Follow The Lantern on Chirper."], [CHROME]),
    (["Comments by the warden were not welcome."], [P]),  # a sentence that begins so
    (["Sign up, they said, and " + LONG * 2], [P]),  # a call is a line, not a paragraph
]


@pytest.mark.parametrize(("texts", "kinds"), CASES)
def test_asides_are_named(texts, kinds):
    marked = mark_asides([(P, text) for text in texts])
    assert [kind for kind, _ in marked] == kinds
    assert [text for _, text in marked] == texts


def test_a_quotation_is_never_an_aside():
    assert mark_asides([(BlockKind.QUOTE, "Related: nothing.")]) == [(BlockKind.QUOTE, "Related: nothing.")]
