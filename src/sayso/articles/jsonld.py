"""What a page tells machines of itself in JSON-LD (schema.org): its scripts, and the stories in them. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from lxml.html import HtmlElement
from msgspec import Struct

Node = dict[str, object]

# schema.org types that are a story; on others (WebSite, Organization, VideoObject, Comment) a date is not the story's.
_STORY = re.compile(r"(?:Article|Posting|Report|LiveBlog)$")
_MOST_NODES = 5000  # of one script; more is data, no description of a story
_HEADLINE = 12  # letters and digits from which a headline tells a story from another


class Script(Struct, frozen=True):
    """One script of JSON-LD."""

    raw: str
    nodes: tuple[tuple[Node, tuple[str, ...]], ...] | None  # objects and their types; None: broken, or nested absurdly

    def stories(self) -> Iterator[Node]:
        """Objects that are a story, the outermost first."""
        return (node for node, kinds in self.nodes or () if any(map(_STORY.search, kinds)))


def scripts(root: HtmlElement) -> Iterator[Script]:
    """Every script of JSON-LD, in page order."""
    for script in root.iterfind('.//script[@type="application/ld+json"]'):
        raw = (script.text or "").strip().removeprefix("<![CDATA[").removesuffix("]]>").strip()
        try:
            nodes = tuple(_nodes(json.loads(raw, strict=False)))
        except (ValueError, RecursionError):
            nodes = None
        yield Script(raw, nodes)


def _nodes(data: object) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """Every object of a script with its types, breadth first: the outermost story comes first."""
    queue = [data]
    for node in queue:  # grows while it is walked
        if len(queue) > _MOST_NODES:
            return
        if isinstance(node, list):
            queue.extend(node)
        elif isinstance(node, dict):
            kinds = node.get("@type")
            yield node, tuple(kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str))
            queue.extend(value for value in node.values() if isinstance(value, (dict, list)))


def bears(node: Node, title: str) -> bool:
    """Whether a story's headline is the page's title, or the beginning of it ("Title | Outlet")."""
    headline = re.sub(r"\W+", "", str(node.get("headline") or node.get("name") or "")).lower()
    return len(headline) >= _HEADLINE and re.sub(r"\W+", "", title).lower().startswith(headline[:80])
