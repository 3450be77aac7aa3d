"""When readers commented on a page, as its markup tells. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

# A comment is called so within a list called so; a count of comments, or a link to them, stands in one alone.
_NAMED = "//body//*[contains(@class, 'omment') or contains(@id, 'omment')]"
_MOST_NAMED = 1000  # elements so called
_INSIDE = 30  # elements of one comment
_LONGEST = 40  # characters of a date beside a name
_JOINED = re.compile(r"\b(?:since|joined|registered|member)\b", re.IGNORECASE)  # the commenter, not the comment
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def comment_dates(root: HtmlElement) -> tuple[str, ...]:
    """The words that tell when a comment was made, in page order, each element's once; () where no list has any."""
    told = map(_words, _in_comments(root))
    return tuple(words for words in told if _YEAR.search(words) and not _JOINED.search(words))


def _in_comments(root: HtmlElement) -> Iterator[HtmlElement]:
    """The elements of comments, once each."""
    named = root.xpath(_NAMED)[:_MOST_NAMED]
    lists, seen = set(named), set()
    for comment in named:
        if not any(parent in lists for parent in comment.iterancestors()):
            continue
        for element in islice(comment.iter(), _INSIDE):
            if element not in seen and isinstance(element.tag, str):
                seen.add(element)
                yield element


def _words(element: HtmlElement) -> str:
    """What an element tells machines, or readers where that is short."""
    words: str = (element.get("datetime") or element.text or "").strip()
    return words if len(words) <= _LONGEST else ""
