"""The stories of an HTML page that holds several by its own structure, each as a small page of its own. Pure.

Three structures are read: JSON-LD that tells the words of several stories or of a live blog's entries; `<article>`
elements and their like; repeated siblings with a heading and a date each. A list of things in one story (a heading for
each, one date for all) and the stubs of other stories are none of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import islice

from lxml.html import HtmlElement, builder
from msgspec import Struct

from sayso.articles import chrome
from sayso.articles.jsonld import Node, scripts
from sayso.text import count_words, normalise

STORY_WORDS = 60  # words in paragraphs from which a container holds a story rather than its stub
ENTRY_WORDS = 30  # the same for an entry with its own time, as in a live blog
PARAGRAPH_WORDS = 6  # shorter paragraphs are lines of chrome
TITLE_WORDS = 3
SIGNED = 0.66  # share of containers that must bear a sign of their own; a list in one story has none
HELD = 0.6  # share of the words of a page, or of a container, in several inner ones, from which those are its stories
BRIEF_WORDS = 150  # readers of main text run the lines of a shorter one together; it is its paragraphs
MOST = 300  # stories of one page
MOST_CONTAINERS = 3000  # that are looked at
_KINDS = re.compile(r"(?:Article|Posting|Report)$")
_NO_STORY = re.compile(
    r"comment|respon[ds]|repl(?:y|ies)|related|recommend|sidebar|promo|teaser|popular|trending|newsletter|footer|widget"
    r"|carousel|disqus|advert|review|author-bio|more-(?:from|stor|on)|read-?more|further|outbrain|taboola",
    re.IGNORECASE,
)
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what no markup may hold
_LIVE = re.compile(r"LiveBlog|live-?blog|\blive\b|live-(?:entry|update|post|feed)", re.IGNORECASE)
_BYLINE = re.compile(r"byline|author", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3", "h4")
_TEXT = ("p", "blockquote", "li")
_NO_STORY_TAGS = frozenset({"nav", "aside", "footer", "form"})


class Container(Struct, frozen=True):
    """An element that may hold one story."""

    element: HtmlElement
    words: int  # in its paragraphs
    title: str | None
    when: str | None  # as its own time element tells it
    signed: bool  # it bears a date, a byline or a main heading of its own


def stories(root: HtmlElement) -> list[HtmlElement]:
    """The stories, each as a page of its own in page order; empty when the page holds one or none."""
    told = _from_data(root)
    if len(told) < 2:
        told = [_page_of(found, root) for found in _containers(root)]
    return told[:MOST] if len(told) >= 2 else []


# ---------------------------------------------------------------- what the page tells machines


def _from_data(root: HtmlElement) -> list[HtmlElement]:
    """Stories whose words stand in the page's JSON-LD."""
    found: dict[str, HtmlElement] = {}
    for script in scripts(root):
        for node in script.stories():
            body = node.get("articleBody")
            if isinstance(body, str) and count_words(body) >= ENTRY_WORDS and normalise(body) not in found:
                found[normalise(body)] = _page_of_node(node, body, root)
    return list(found.values())


def _page_of_node(node: Node, body: str, root: HtmlElement) -> HtmlElement:
    title = _UNWRITABLE.sub("", normalise(str(node.get("headline") or node.get("name") or "")))
    body = _UNWRITABLE.sub("", body)
    keys = ("@type", "headline", "datePublished", "dateModified", "author")
    data = json.dumps({"@context": "https://schema.org"} | {key: node[key] for key in keys if key in node})
    script = builder.SCRIPT(data, type="application/ld+json")
    lines = [builder.P(normalise(line)) for line in re.split(r"\n+", body) if normalise(line)]
    head = [builder.H1(title)] if title else []
    return _page(title, [script], builder.ARTICLE(*head, *lines), root)


# ---------------------------------------------------------------- what it shows


def _containers(root: HtmlElement) -> list[Container]:
    """The containers of several stories; empty when there are not several."""
    told, live = sum(_paragraph_words(root)), _is_live(root)
    for group in (_articles(root), *_siblings(root)):
        held = [c for c in _distinct(group) if live or c.title]
        if len(held) < 2 or sum(c.signed for c in held) < SIGNED * len(held):
            continue
        if sum(c.words for c in held) >= HELD * told:  # else the page's own story stands outside them
            return held
    return []


def _is_live(root: HtmlElement) -> bool:
    """Whether a page says that it is a live blog, whose entries need no title."""
    title = root.findtext(".//title") or ""
    named = "//*[@itemtype or @itemprop='liveBlogUpdate' or contains(@class, 'live')]"
    marks = (f"{e.get('itemtype') or ''} {e.get('itemprop') or ''} {e.get('class') or ''}" for e in root.xpath(named))
    return bool(_LIVE.search(title)) or any(map(_LIVE.search, marks))


def _articles(root: HtmlElement) -> list[Container]:
    """Elements that say that they are a story, the inner ones where those hold the words of an outer one."""
    named = root.xpath("//article | //*[@role='article'] | //*[@itemtype or @itemprop='liveBlogUpdate']")
    found: dict[HtmlElement, Container] = {}
    for element in islice(named, MOST_CONTAINERS):
        kind = element.get("itemtype")
        if (element.tag == "article" or element.get("role") or kind is None or _KINDS.search(kind)) and (
            held := _container(element)
        ):
            found[element] = held
    inner: dict[HtmlElement, int] = {}
    for element, held in found.items():
        outer = next((above for above in element.iterancestors() if above in found), None)
        if outer is not None:
            inner[outer] = inner.get(outer, 0) + held.words
    pages = {element for element, words in inner.items() if words >= HELD * found[element].words}
    return [
        held
        for element, held in found.items()
        if element not in pages and not any(above in found and above not in pages for above in element.iterancestors())
    ]


def _siblings(root: HtmlElement) -> Iterator[list[Container]]:
    """Groups of siblings set alike, each with a heading or a time: posts of a blog, entries of a live one."""
    parents: dict[HtmlElement, None] = {}
    for mark in islice(root.iter("time", *_HEADINGS), MOST_CONTAINERS):
        for above in islice(mark.iterancestors(), 5):
            parents.setdefault(above)
    for parent in parents:
        groups: dict[tuple[str, str], list[HtmlElement]] = {}
        for child in parent:
            if isinstance(child.tag, str) and child.tag not in _TEXT[:2]:
                groups.setdefault((child.tag, (child.get("class") or "").split(" ")[0]), []).append(child)
        for alike in groups.values():
            if len(alike) >= 2:
                held = [found for child in alike if (found := _container(child)) and found.signed]
                if len(held) >= 2 and len(held) >= SIGNED * len(alike):
                    yield held


def _container(element: HtmlElement) -> Container | None:
    """What an element holds, where that is enough for a story or an entry."""
    if _is_apart(element):
        return None
    words = sum(_paragraph_words(element))
    if words < ENTRY_WORDS:
        return None
    heading = next((h for h in element.iter(*_HEADINGS) if normalise(h.text_content())), None)
    linked = sum(1 for h in element.iter(*_HEADINGS) if h.find(".//a") is not None)
    if linked > 2 and words < STORY_WORDS * linked:
        return None  # a list of stubs
    title = normalise(heading.text_content()) if heading is not None else None
    time = next(element.iter("time"), None)
    when = normalise(time.get("datetime") or time.text_content()) if time is not None else None
    if words < (ENTRY_WORDS if when else STORY_WORDS) or not (when or title):
        return None
    main = heading is not None and heading.tag == "h1"
    signed = bool(when or main or _has_byline(element) or _has_date(element))
    return Container(element, words, title, when, signed)


def _paragraph_words(element: HtmlElement) -> Iterator[int]:
    """Words of each paragraph within an element, lines of chrome left out."""
    paragraphs = (p for p in element.iter("p", "blockquote") if p.tag == "p" or p.find(".//p") is None)
    return (n for p in paragraphs if (n := _running(p)) >= PARAGRAPH_WORDS)


def _running(paragraph: HtmlElement) -> int:
    """Words of a paragraph outside links."""
    linked = sum(count_words(link.text_content()) for link in paragraph.iter("a"))
    return count_words(paragraph.text_content()) - linked


def _is_apart(element: HtmlElement) -> bool:
    """Whether an element, or one around it, says that it holds comments, stubs or chrome."""
    for here in (element, *element.iterancestors()):
        if here.tag in _NO_STORY_TAGS:
            return True
        if here.tag not in {"body", "html"} and _NO_STORY.search(f"{here.get('class') or ''} {here.get('id') or ''}"):
            return True
    return False


def _has_byline(element: HtmlElement) -> bool:
    for child in islice(element.iter(), 60):
        if isinstance(child.tag, str) and (child.get("rel") == "author" or _BYLINE.search(child.get("class") or "")):
            return True
        if child.tag in {"p", "span", "div"} and chrome.BYLINE.match(child.text or "") and len(child.text or "") < 80:
            return True
    return False


def _has_date(element: HtmlElement) -> bool:
    """Whether a short line near the head of an element is a date."""
    lines = (normalise(text) for text in islice(element.itertext(), 30))
    return any(len(line) < 40 and chrome.DATE.search(line) and re.search(r"\d{4}", line) for line in lines)


def _distinct(group: Sequence[Container]) -> list[Container]:
    """The containers without those that tell another's words again."""
    seen: set[str] = set()
    kept: list[Container] = []
    for held in group:
        told = " ".join(normalise(p.text_content()) for p in held.element.iter("p"))[:400]
        if told not in seen:
            kept.append(held)
            seen.add(told)
    return kept


def _page_of(held: Container, root: HtmlElement) -> HtmlElement:
    script = builder.SCRIPT(
        json.dumps({"@type": "Article", "headline": held.title or "", "datePublished": held.when or ""}),
        type="application/ld+json",
    )
    if held.words < BRIEF_WORDS:
        head = [builder.H1(_UNWRITABLE.sub("", held.title))] if held.title else []
        element = builder.ARTICLE(
            *head,
            *(_alone(p) for p in held.element.iter("p", "blockquote", "ul", "ol") if p.getparent().tag not in _TEXT),
        )
    else:
        element = _alone(held.element)
        element.tag = "article"
    return _page(_UNWRITABLE.sub("", held.title or ""), [script] if held.when else [], element, root)


def _alone(element: HtmlElement) -> HtmlElement:
    copied = deepcopy(element)
    copied.tail = None
    return copied


def _page(title: str, scripts: Sequence[HtmlElement], body: HtmlElement, root: HtmlElement) -> HtmlElement:
    """A page of its own, of the same outlet."""
    outlet = [_alone(meta) for meta in root.iterfind('.//meta[@property="og:site_name"]')][:1]
    return builder.HTML(builder.HEAD(builder.TITLE(title), *outlet, *scripts), builder.BODY(body))
