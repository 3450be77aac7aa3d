"""What a title looks like, and the lines that stand around a story instead of telling it. Pure."""

from __future__ import annotations

import re

from sayso.articles import chrome
from sayso.articles.blocks import Block
from sayso.articles.features import Shape
from sayso.articles.header import is_names

BODY = 0.5  # probability from which a block is running text
TITLE_WORDS = (3, 32)
TITLE_CHARS = 220
CUT_SHORT = ("...", "…")
_BEFORE = re.compile(
    rf"\W*(?:(?:date|published|posted|updated)\b\W*)?{chrome.DATE.pattern}(?:\W+\d\d?:\d\d(?::\d\d)?)?\W+(?=(?:\w\S*\s+){{4}})"
    r"|\W*\d{1,2}[.)]\s+(?=\D)|[•‣◦▪●·*–-]\s+",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")


def bare_title(text: str) -> str:
    """A title without the date, number or list mark that stands before it on the same line."""
    found = _BEFORE.match(text)
    return text[found.end() :] if found else text


def is_title(block: Block, shape: Shape) -> bool:
    """Whether a block has the form of a title: some words, one sentence at most, nothing of a meta line."""
    text = bare_title(block.text)
    if not TITLE_WORDS[0] <= shape.words <= TITLE_WORDS[1] or len(text) > TITLE_CHARS:
        return False
    if shape.more or shape.comment or text[:1].islower():
        return False
    return not is_meta(text)


def may_be_title(block: Block, shape: Shape) -> bool:
    """Whether a line has a title's form and no sentence's end; a title cut short has dots."""
    return (not shape.ends or block.text.endswith(CUT_SHORT)) and is_title(block, shape)


def is_meta(text: str) -> bool:
    """Whether a line tells of the story instead of being it: byline, date, category, end mark, rule."""
    count = len(text.split())
    if count > 16:
        return False
    if any(p.match(text) for p in (chrome.BYLINE, chrome.DATE_CUE, chrome.FILED, chrome.END_MARK, chrome.RULE)):
        return True
    if is_names(text):
        return True
    if not _DIGIT.search(text):
        return False
    left = chrome.CLOCK.sub("", text)
    if left != text and len(left.split()) <= 3:
        return True
    undated = chrome.DATE.sub("", left)
    return undated != left and len(undated.split()) <= 4


def ends_story(text: str) -> bool:
    """Whether a line stands below a story: tags, an end mark, a rule, comments, pointers to other stories."""
    patterns = (chrome.FILED, chrome.END_MARK, chrome.RULE, chrome.COMMENT, chrome.MORE)
    return len(text.split()) < 25 and any(pattern.match(text) for pattern in patterns)
