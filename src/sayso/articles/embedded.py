"""The text a page holds for machines alone: `articleBody` in its JSON-LD, where a script draws the story. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from lxml.html import HtmlElement

from sayso.articles.jsonld import bears, scripts
from sayso.text import count_words, normalise

LEAST_WORDS = 100  # a body of fewer is a summary
_BREAK = re.compile(r"\n|</p>|<br\s*/?>|</h\d>|</li>", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")


def embedded_body(root: HtmlElement, title: str | None) -> tuple[str, ...]:
    """The paragraphs of the page's story as its JSON-LD tells them; () where it tells none, or several and no title."""
    nodes = (node for script in scripts(root) for node in script.stories() if node.get("articleBody"))
    told = [(node, tuple(_paragraphs(str(node["articleBody"])))) for node in nodes]
    long = [(node, body) for node, body in told if count_words(" ".join(body)) >= LEAST_WORDS]
    named = [body for node, body in long if title and bears(node, title)]
    bodies = named or [body for _, body in long]
    return bodies[0] if len(set(bodies)) == 1 else ()


def _paragraphs(body: str) -> Iterator[str]:
    for piece in _BREAK.split(body):
        text = normalise(unescape(_TAG.sub(" ", piece)))
        if text:
            yield text
