"""The outlet's name as it stands at the head of a plain-text page. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.articles import chrome

WITHIN, FOOT = 3, 12  # lines at a page's head and foot
_FORM = re.compile(r"[A-Z][\w.’'&-]*(?:\s+(?:[A-Z0-9][\w.’'&-]*|of|the|and|&|for|on|in)){0,4}")
_SECTIONS = (
    chrome.MENU | chrome.CALL | chrome.LEGAL | chrome.PICTURE | {"news", "local", "national", "international", "latest"}
)


def read_masthead(lines: Sequence[str], title: int | None) -> str | None:
    """A name among a page's first lines that its foot or the title tells again; None when there is none.

    `title`: the line that is the first story's title, and so is no masthead; null when there is none. A first line that
    neither repeats is a section's name more often than the outlet's (on 612 scraped pages 12 of 14 times).
    """
    foot = [*lines[max(len(lines) - FOOT, WITHIN) :], *([] if title is None else lines[title : title + 1])]
    return next(
        (
            line
            for at, line in enumerate(lines[:WITHIN])
            if at != title and _may_be_name(line) and any(line in other for other in foot)
        ),
        None,
    )


def _may_be_name(line: str) -> bool:
    """Whether a line is one to five words in capitals that are no section, menu entry, call or date."""
    patterns = (chrome.MORE, chrome.COMMENT, chrome.BYLINE, chrome.ADVERT)
    if not _FORM.fullmatch(line) or any(pattern.match(line) for pattern in patterns):
        return False
    said = line.lower()
    return said not in _SECTIONS and not _SECTIONS.issuperset(said.split()) and not chrome.DATE.search(line)
