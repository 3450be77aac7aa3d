"""The whole stage on texts that no newsroom wrote: whatever stands there, it reads on, and its spans are the text's."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import made
from sayso.models import Models
from sayso.statements import extract
from sayso.text import told_in

WORDS = [
    "Ada Roe", "Roe", "Mr. Doe", "the minister", "Norland’s", "Norland", "officials", "the Echo", "he", "she",
    "who", "it", "said", "says", "denied", "added", "told", "according to", "claimed that", "declined to",
    "refused", "called it", "asked", "that", "not", "never", "a lie", "on Tuesday", "last week", "in 2019",
    "in a statement", "(Agency)", "via", "citing", "“…”", "“—”", "“?”", "“”", "“No.”", "“Stop!”", "“", "”", '"',
    "'", ",", ".", ";", ":", "—", "…", "-", "(", ")", "\n", "\n\n", "ROE:", "Q:", "HARBOUR, Norland (Agency) —",
    "and", "but", "if", "former", "president", "son", "himself", "St.", "U.N.", "1,000", "😀", "\x00", "İ", "東京",
    "cannot", "n't", "'s", "http://a.b/c", "@roe", "#1", "&", "Sons", "Co.",
]  # fmt: skip


@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(WORDS), max_size=40), title=st.lists(st.sampled_from(WORDS), max_size=8))
def test_any_text_is_read(words: list[str], title: list[str], models: Models) -> None:
    text = " ".join(words)
    of = made.article(made.page(text), text, title=" ".join(title) or None)
    for statement in extract(of, models):
        told = told_in(of, statement)
        spans = (*statement.source, *statement.cue, *statement.content, *(relay.span for relay in statement.via))
        assert statement.content
        assert all(0 <= span.start < span.end <= len(told) for span in spans)
