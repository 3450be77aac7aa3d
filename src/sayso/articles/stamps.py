"""Dates a page tells machines: JSON-LD, meta elements, time elements; publication and change kept apart. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import islice

from lxml.html import HtmlElement
from msgspec import Struct

from sayso.articles import chrome
from sayso.articles.jsonld import Node, bears, scripts
from sayso.records import Basis


class Tells(StrEnum):
    """What a stamp says happened on its day."""

    PUBLISHED = "published"
    MODIFIED = "modified"
    UNCLEAR = "unclear"  # "date": either


class Stamp(Struct, frozen=True):
    """One date as written in the markup."""

    words: str
    basis: Basis  # JSONLD or META
    tells: Tells
    where: str  # the key or attribute it stands under
    own: bool = True  # it is told of the page's own story; False: perhaps of another one on the page


_PAGE = re.compile(r"(?:WebPage|CreativeWork|ItemPage)$")
# Names of meta elements; the site's prefix ("og:", "dc.", "parsely-") may be anything.
_PUBLISHED = re.compile(
    r"(?:^|[.:_-])(?:published(?:_?(?:time|date|at|on))?|publication_?date|date_?published|pub_?-?date|publish_?(?:date|time)"
    r"|issued|release_?date|originalpublicationdate|displaydate)$",
    re.IGNORECASE,
)
_MODIFIED = re.compile(rf"(?:{chrome.CHANGED}|last_?update)", re.IGNORECASE)
_UNCLEAR = re.compile(r"(?:^|[.:_-])(?:date|created|datecreated|timestamp|publish)$", re.IGNORECASE)
_POSTED = re.compile(r"publish|pubdate|posted|entry-date|post-date", re.IGNORECASE)
_KEYS = {"datePublished": Tells.PUBLISHED, "dateCreated": Tells.UNCLEAR, "dateModified": Tells.MODIFIED}
_BROKEN = re.compile(rf'"({"|".join(_KEYS)})"\s*:\s*"([^"]{{6,40}})"')
_BROKEN_READ = 200_000  # characters
_FEW_STORIES = 2  # days of publication among the stories of one page: more, and the page lists stories
_MOST_STAMPS = 100  # of each kind; a page of news has one to twenty
_OTHER_STORY = re.compile(
    r"related|recommend|sidebar|teaser|more-|most-|popular|trending|latest|comment|promo|carousel|widget|aside|footer|recent",
    re.IGNORECASE,
)


def stamps(root: HtmlElement, title: str | None) -> list[Stamp]:
    """Every date the markup tells, in page order within its kind: JSON-LD, then meta, then time elements.

    `title`: what the page calls itself; of several stories in the JSON-LD the one of that title is the page's own.
    """
    kinds = (_json_ld(root, title), _metas(root), _times(root))
    return [stamp for kind in kinds for stamp in islice(kind, _MOST_STAMPS)]


def _json_ld(root: HtmlElement, title: str | None) -> Iterator[Stamp]:
    stories: list[Node] = []
    pages: list[Node] = []
    for script in scripts(root):
        if script.nodes is None:  # the keys can still be seen
            found = _BROKEN.findall(script.raw[:_BROKEN_READ])
            yield from (Stamp(words, Basis.JSONLD, _KEYS[key], key) for key, words in found)
            continue
        stories += script.stories()
        pages += (node for node, kinds in script.nodes if any(map(_PAGE.search, kinds)))
    named = [node for node in stories if title and bears(node, title)]
    days = {str(node.get("datePublished"))[:10] for node in stories if node.get("datePublished")}
    for node in stories or pages:
        yield from _of_node(node, own=node in named if named else len(days) <= _FEW_STORIES or node is stories[0])


def _of_node(node: Node, *, own: bool) -> Iterator[Stamp]:
    for key, tells in _KEYS.items():
        value = node.get(key)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, str) and value.strip():
            yield Stamp(value, Basis.JSONLD, tells, key, own)


def _metas(root: HtmlElement) -> Iterator[Stamp]:
    for meta in root.iter("meta"):
        words = meta.get("content") or meta.get("datetime") or ""
        if not words.strip():
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (meta.get(attribute) or "").strip()
            tells = _told(name)
            if tells is not None:
                in_body = meta.getparent() is not None and meta.getparent().tag != "head"
                yield Stamp(words, Basis.META, tells, name, own=not (in_body and _beside_the_story(meta)))
                break


def _told(name: str) -> Tells | None:
    if not name or len(name) > 60:
        return None
    if _MODIFIED.search(name):
        return Tells.MODIFIED
    if _PUBLISHED.search(name):
        return Tells.PUBLISHED
    return Tells.UNCLEAR if _UNCLEAR.search(name) else None


def _times(root: HtmlElement) -> Iterator[Stamp]:
    """`<time>` and `<abbr class="published">` and elements with itemprop="datePublished"."""
    for element in root.xpath('//time | //abbr[contains(@class, "publish")] | //*[@itemprop][not(self::meta)]'):
        words = element.get("datetime") or element.get("content") or element.get("title") or element.text_content()
        prop = element.get("itemprop") or ""
        if element.tag not in {"time", "abbr"} and _told(prop) is None:
            continue
        if not words or not words.strip() or len(words) > 100:
            continue
        told = _told(prop) or _told_around(element)
        yield Stamp(words.strip(), Basis.META, told, f"<{element.tag}>", own=not _beside_the_story(element))


def _told_around(element: HtmlElement) -> Tells:
    """What its class or the words before it say of a time element."""
    hint = f"{element.get('class') or ''} {element.get('id') or ''} {'pubdate' if 'pubdate' in element.attrib else ''}"
    around = f"{hint} {element.text_content() if element.get('datetime') else ''} {_text_before(element)}"
    if _MODIFIED.search(around):
        return Tells.MODIFIED
    return Tells.PUBLISHED if _POSTED.search(around) else Tells.UNCLEAR


def _text_before(element: HtmlElement) -> str:
    previous = element.getprevious()
    if previous is not None:
        return ((previous.tail or "") or previous.text_content())[-40:]
    parent = element.getparent()
    return ((parent.text if parent is not None else "") or "")[-40:]


def _beside_the_story(element: HtmlElement) -> bool:
    """Whether an element stands in a list of other stories, a sidebar, a footer or among comments."""
    for depth, parent in enumerate(element.iterancestors()):
        if depth > 12:
            break
        if parent.tag in {"aside", "footer", "nav", "li"} or _OTHER_STORY.search(
            f"{parent.get('class') or ''} {parent.get('id') or ''}"
        ):
            return parent.tag not in {"body", "html", "main"}
    return False
