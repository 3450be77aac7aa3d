"""The text a page holds for machines alone, where a script draws the story. Pure.

`articleBody` in its JSON-LD; else the paragraphs in the state that the script starts from, as pages made by frameworks
carry it: JSON of any shape, in which a story is the longest list of paragraphs under the page's title.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape

from lxml.html import HtmlElement

from sayso.articles.jsonld import bears, scripts
from sayso.text import count_words, normalise

LEAST_WORDS = 100  # a body of fewer is a summary
_BREAK = re.compile(r"\n|</p>|<br\s*/?>|</h\d>|</li>", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")
_STATE = re.compile(r"^\s*(?:(?:var |let |const )?[\w$.\[\]\"']{1,60}\s*=\s*)?(?=[{\[])")
_WORDS_UNDER = frozenset({"data", "text", "value", "content", "html", "body", "children", "paragraph"})  # keys of words
_SENTENCE_WORDS = 8
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_END = 8  # characters in which a sentence ends
_TAG_NAME = re.compile(r"[a-z]{1,10}\d?")
_LONGEST_TITLE = 300  # characters
_MOST_NODES = 50_000  # of a script's state
_DEEPEST = 40  # objects one in another within a paragraph


def embedded_body(root: HtmlElement, title: str | None) -> tuple[str, ...]:
    """The paragraphs of the page's story as it tells machines; () where it tells none, or several and no title."""
    nodes = (node for script in scripts(root) for node in script.stories() if node.get("articleBody"))
    told = [(node, tuple(_paragraphs(str(node["articleBody"])))) for node in nodes]
    long = [(node, body) for node, body in told if count_words(" ".join(body)) >= LEAST_WORDS]
    named = [body for node, body in long if title and bears(node, title)]
    bodies = named or [body for _, body in long]
    return (bodies[0] if len(set(bodies)) == 1 else ()) if bodies else _in_state(root, title)


def _paragraphs(body: str) -> Iterator[str]:
    for piece in _BREAK.split(body):
        text = normalise(unescape(_TAG.sub(" ", piece)))
        if text:
            yield text


def _in_state(root: HtmlElement, title: str | None) -> tuple[str, ...]:
    """The longest list of paragraphs that the page's scripts hold under its title; () where none is long."""
    told = {body for state in _states(root) for body in _lists(state, title or "")}
    long = {body: count for body in told if (count := count_words(" ".join(body))) >= LEAST_WORDS}
    return max(sorted(long), key=long.__getitem__, default=())


def _states(root: HtmlElement) -> Iterator[object]:
    """What a script's text is or sets, where that is JSON."""
    for script in root.iter("script"):
        text = script.text or ""
        start = _STATE.match(text) if script.get("type") != "application/ld+json" else None
        if start is not None:
            try:
                yield json.JSONDecoder(strict=False).raw_decode(text, start.end())[0]
            except (ValueError, RecursionError):
                continue


def _lists(state: object, title: str) -> Iterator[tuple[str, ...]]:
    """Of every list and string in or under an object with the page's title its sentences, in order, where several."""
    queue = [(state, False)]
    for node, under in queue:  # grows while it is walked
        if len(queue) > _MOST_NODES:
            return
        inside = list(node.values()) if isinstance(node, dict) else node if isinstance(node, list) else []
        strings = [value for value in inside if isinstance(value, str)]
        named = under or any(bears({"headline": value}, title) for value in strings if len(value) <= _LONGEST_TITLE)
        queue.extend((value, named) for value in inside if isinstance(value, (dict, list)))
        if named:
            lists = [node] if isinstance(node, list) else [[value] for value in strings]
            yield from (body for body in map(_sentences, lists) if len(body) > 1)


def _sentences(elements: list[object]) -> tuple[str, ...]:
    """The paragraphs of a list's elements that are sentences, in order."""
    texts = (text for element in elements for text in _paragraphs("".join(_words(element))))
    return tuple(text for text in texts if count_words(text) >= _SENTENCE_WORDS and _SENTENCE_END.search(text[-_END:]))


def _words(node: object, depth: int = 0) -> Iterator[str]:
    """The words of one element, in order; of a list ["p", …] what stands behind the name of its tag."""
    if isinstance(node, str):
        yield node
    elif depth < _DEEPEST and isinstance(node, list):
        tagged = bool(node) and isinstance(node[0], str) and _TAG_NAME.fullmatch(node[0]) is not None
        for value in node[tagged:]:
            yield from _words(value, depth + 1)
    elif depth < _DEEPEST and isinstance(node, dict):
        for key, value in node.items():
            if key in _WORDS_UNDER:
                yield from _words(value, depth + 1)
