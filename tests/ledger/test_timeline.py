"""Which lines the timeline has of a page that is read from end to end. The page is invented; a row says why."""

from __future__ import annotations

import pytest

from sayso.ledger import open_ledger, queries
from sayso.pipeline import ingest
from sayso.settings import Settings

# a sentence, the times of its lines, why
SENTENCES = [
    (
        "The dam at Orrin broke on Monday and drowned the orchards, the ministry of Kesh said on Wednesday.",
        ["Monday"],
        "the day of a report at the end, where what is reported has its own",
    ),
    (
        "The mayor of Orrin said on Wednesday that the dam had broken on Monday.",
        ["Monday", "Wednesday"],
        "a saying that stands first is news itself",
    ),
    (
        "Wardens will open the gates of the lake on Friday, the ministry of Kesh said on Wednesday.",
        ["Wednesday", "Friday"],
        "what is announced is not past: two events",
    ),
    (
        "On Wednesday the mayor of Orrin denied that the dam had broken on Monday.",
        ["Monday", "Wednesday"],
        "a denial is an event",
    ),
    (
        "In May 2031 the wardens drained the lake, and on May 6, 2031 they closed the gates.",
        ["May 6, 2031"],
        "a month and a day of it",
    ),
    ("The lake has been low since 2027, the wardens of Orrin told reporters.", [], "so ever since"),
]


@pytest.mark.parametrize(("sentence", "times", "why"), SENTENCES, ids=[row[2] for row in SENTENCES])
def test_an_event_that_a_sentence_gives_two_times_is_told_once(tmp_path, sentence, times, why):
    page = tmp_path / "page.txt"
    story = "The orchards below the town belong to forty farmers, who grow pears and plums there for the canneries."
    page.write_text(f"Dam breaks at Orrin\n\nBy Ada Roe\n\nMay 8, 2031\n\n{sentence}\n\n{story}\n", encoding="utf-8")
    with open_ledger(tmp_path / "matter.db", create=True) as ledger:
        ingest([str(page)], ledger, Settings(processes=1, max_page_seconds=0))
        told = [row.date.evidence for row in queries.timeline(ledger)]
    assert told == times
