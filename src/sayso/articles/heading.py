"""The title of an HTML page: the heading that bears it, against what the page calls itself for lists and tabs. Pure."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from sayso.text import normalise, words

_ALIKE = 0.3  # likeness of words from which two titles are one story's
_TITLE_WORDS = 4  # a heading of fewer words may be the outlet's name
_SECTION_WORDS = 2  # of a section's name before a title
_LONGEST_TITLE = 300  # characters
_SAME = 15  # letters and digits from which the beginning of a title is the title


def title_heading(root: HtmlElement, told: str | None) -> HtmlElement | None:
    """The heading that bears the story's title: the h1 nearest in words to what the page calls itself."""
    headings = [h for h in root.iter("h1") if normalise(h.text_content())]
    best = max(headings, key=lambda h: _likeness(h.text_content(), told or ""), default=None)
    if best is not None and (_likeness(best.text_content(), told or "") >= _ALIKE or len(headings) == 1):
        return best
    return next((h for h in root.iter("h2") if told and same_title(h.text_content(), told)), None)


def read_title(heading: HtmlElement | None, told: str | None, site: str | None) -> str | None:
    """What stands as title on the page where that is one; else what the page calls itself, made for lists and tabs.

    `told` and `site`: what the page calls itself and its outlet. A line of a heading that is all that the page calls
    itself is the title without the rubric above it; a word or two are where the page calls itself so at its outlet.
    """
    lines = _lines(heading) if heading is not None else []
    told = _unsectioned(normalise(told or ""))
    if told in lines:
        return told
    shown = _unsectioned(" ".join(lines))
    if shown and site and _squash(told) == _squash(shown) + _squash(site):
        return shown
    if len(words(shown)) >= _TITLE_WORDS or (shown and not told) or _likeness(shown, told) >= _ALIKE:
        return shown if len(shown) <= _LONGEST_TITLE else told or None
    return told or None


def same_title(one: str, other: str) -> bool:
    """Whether two titles are one: equal but for marks, or one begins the other as "Title | Outlet" does."""
    one, other = _squash(one), _squash(other)
    begins = min(len(one), len(other)) >= _SAME and (one.startswith(other) or other.startswith(one))
    return bool(one and other) and (one == other or begins)


def _lines(heading: HtmlElement) -> list[str]:
    """The text of a heading, line by line as a reader sees it."""
    nodes = heading.xpath("descendant::text()[not(ancestor::script)] | descendant::br")
    text = "".join(" ".join(node.split("\n")) if isinstance(node, str) else "\n" for node in nodes)
    return [line for line in map(normalise, text.split("\n")) if line]


def _likeness(one: str, other: str) -> float:
    """Share of common words of two titles, 0..1."""
    mine, theirs = {word for word, _, _ in words(one)}, {word for word, _, _ in words(other)}
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


def _unsectioned(title: str) -> str:
    """A title without the section that stands before it: "Local News | Ferry runs aground off Lasken"."""
    section, bar, rest = title.partition(" | ")
    return rest if bar and len(words(section)) <= _SECTION_WORDS and len(words(rest)) > _TITLE_WORDS else title


def _squash(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()
