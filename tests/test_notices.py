"""What a text says of itself: marks of wires in headlines, lines at head and foot, and what only looks like them."""

from __future__ import annotations

import pytest

from sayso.notices import bare_title, notice_in_page, notices_in
from sayso.records import UNDATED, Article, Block, BlockKind

STORY = "Velland closed the gates of the Orm dam on Tuesday, the government of Sudria said."


def article(title: str | None = None, text: str = STORY, blocks: tuple[Block, ...] = ()) -> Article:
    names = title, None, "Orm Post", None, None
    return Article("ar1-a", "pg1-a", 0, *names, "en", UNDATED, text, blocks, (), (), (), None)


TITLES = [
    ("CORRECTED-Gates closed", "correction", "Gates closed"),  # as a wire marks it
    ("CORRECTED-UPDATE 1-Gates closed", "correction", None),  # two marks
    ("Correction: Gates closed", "correction", "Gates closed"),
    ("REFILE-Gates closed", "correction", "Gates closed"),
    ("UPDATE 2-Gates closed", "update", "Gates closed"),
    ("Update: gates closed", "update", "gates closed"),
    ("WITHDRAWN-Gates closed", "withdrawn", "Gates closed"),
    ("KILL: Gates closed", "withdrawn", "Gates closed"),
    ("STORY REMOVED: Orm dam", "withdrawn", "Orm dam"),
    ("Retraction: gates of the Orm dam", "withdrawn", "gates of the Orm dam"),
    ("Gates closed", None, None),
    ("Killed: 12 in the valley", None, None),  # news
    ("Withdrawn: the offer that nobody wanted", None, None),  # news
    ("Updated plan for the dam", None, None),  # news
    ("Corrections officers strike", None, None),  # prison guards
]
LINES = [
    ("Correction: An earlier version of this story gave the number of towns as three.", "correction"),
    ("An earlier version of this article misstated the number of towns.", "correction"),
    ("(Corrects number of towns in paragraph 1)", "correction"),
    ("[This report corrects the name of the minister]", "correction"),
    ("Editor’s note: This story has been corrected to say that five towns were without water.", "correction"),
    ("This story has been updated to add what the ministry says.", "update"),
    ("(Updates with comment of the minister)", "update"),
    ("This story has been removed.", "withdrawn"),
    ("Editor's note: This article was retracted on May 3.", "withdrawn"),
    ("We have withdrawn this story.", "withdrawn"),
    ("The Orm Post has retracted its report on the dam.", "withdrawn"),
    ("EDITORS: Please kill the story on the Orm dam.", "withdrawn"),
    ("The army has withdrawn its troops from the dam.", None),  # news
    ("The ministry corrected the figures (see below).", None),  # news
    ("He said this report was withdrawn years ago.", None),  # news
    ("An earlier version of the bill would have closed the dam.", None),  # no story
    ("The offer has been withdrawn.", None),  # no story
]


@pytest.mark.parametrize(("title", "kind", "named"), TITLES)
def test_a_title_is_read(title, kind, named):
    found = next(notices_in(article(title)), None)
    assert (found.kind if found else None) == kind
    if named:
        assert named in found.names
        assert bare_title(title) == named


@pytest.mark.parametrize(("line", "kind"), LINES)
@pytest.mark.parametrize("first", [True, False])
def test_a_line_is_read_at_head_and_foot(line, kind, first):
    text = f"{line}\n\n{STORY}" if first else f"{STORY}\n\n{line}"
    found = next(notices_in(article(text=text)), None)
    assert (found.kind if found else None) == kind
    if found:
        assert text[found.span.start : found.span.end] == line


def test_a_line_kept_out_of_the_text_is_read_too():
    kept_out = Block(BlockKind.CHROME, None, None, "Correction: it was five towns.")
    (found,) = notices_in(article(blocks=(kept_out,)))
    assert (found.kind, found.span) == ("correction", None)


def test_who_withdrew_a_story_and_which():
    line = "The Northern Lines Agency has withdrawn its story headlined “Gates closed without warning”."
    (found,) = notices_in(article(text=line))
    assert (found.by, found.names) == ("The Northern Lines Agency", ("Gates closed without warning",))


def test_only_withdrawal_is_read_off_a_page_without_a_story():
    assert notice_in_page("This article has been removed.").kind == "withdrawn"
    assert notice_in_page("This article has been updated.") is None
    assert notice_in_page("The minister resigned.") is None
