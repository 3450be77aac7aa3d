"""Dates a page tells machines: JSON-LD, meta elements, time elements; publication and change kept apart. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from enum import StrEnum

from lxml.html import HtmlElement
from msgspec import Struct

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


# schema.org types that are a story; on others (WebSite, Organization, VideoObject, Comment) a date is not the story's.
_STORY = re.compile(r"(?:Article|BlogPosting|Report|LiveBlog|Posting)$|^(?:NewsArticle|Article|ReportageNewsArticle)")
_PAGE = re.compile(r"(?:WebPage|CreativeWork|ItemPage)$")
_PUBLISHED = re.compile(
    r"(?:^|[.:_-])(?:published_?(?:time|date|at|on)?|publication_?date|date_?published|pub_?date|publish_?(?:date|time)|publishdate"
    r"|datepublished|pubdate|issued|release_?date|originalpublicationdate|parsely-pub-date|displaydate|article\.published"
    r"|date\.?issued|datePublished)$",
    re.IGNORECASE,
)
_MODIFIED = re.compile(r"(?:modified|updated|lastmod|revised|last_?update)", re.IGNORECASE)
_UNCLEAR = re.compile(r"(?:^|[.:_-])(?:date|created|datecreated|sailthru\.date|timestamp|publish)$", re.IGNORECASE)
_BROKEN = re.compile(r'"(datePublished|dateModified|dateCreated|uploadDate)"\s*:\s*"([^"]{6,40})"')
_MOST_NODES = 5000  # of one JSON-LD script; more is data, no description of a story
_OTHER_STORY = re.compile(
    r"related|recommend|sidebar|teaser|more-|most-|popular|trending|latest|comment|promo|carousel|widget|aside|footer|recent",
    re.IGNORECASE,
)


def stamps(root: HtmlElement) -> list[Stamp]:
    """Every date the markup tells, in page order within its kind: JSON-LD, then meta, then time elements."""
    return [*_json_ld(root), *_metas(root), *_times(root)]


def _json_ld(root: HtmlElement) -> Iterator[Stamp]:
    for script in root.iterfind('.//script[@type="application/ld+json"]'):
        raw = (script.text or "").strip().removeprefix("<![CDATA[").removesuffix("]]>").strip()
        try:
            data = json.loads(raw, strict=False)
        except (ValueError, RecursionError):  # broken or absurdly nested: the keys can still be seen
            for key, words in _BROKEN.findall(raw[:200_000]):
                tells = Tells.MODIFIED if key == "dateModified" else Tells.PUBLISHED if key == "datePublished" else None
                if tells:
                    yield Stamp(words, Basis.JSONLD, tells, key)
            continue
        yield from _nodes(data)


def _nodes(data: object) -> Iterator[Stamp]:
    """Stamps of the story nodes of one script; where there is none, of the page node."""
    found: list[tuple[bool, Stamp]] = []
    queue = [data]
    for node in queue:  # grows while it is walked: breadth first, so the outermost story comes first
        if len(queue) > _MOST_NODES:
            break
        if isinstance(node, list):
            queue.extend(node)
        elif isinstance(node, dict):
            kinds = node.get("@type")
            names = (
                [kinds]
                if isinstance(kinds, str)
                else [k for k in kinds if isinstance(k, str)]
                if isinstance(kinds, list)
                else []
            )
            story, page = any(map(_STORY.search, names)), any(map(_PAGE.search, names))
            if story or page:
                found.extend((story, stamp) for stamp in _of_node(node))
            queue.extend(value for value in node.values() if isinstance(value, (dict, list)))
    stories = [stamp for story, stamp in found if story and stamp.tells is not Tells.MODIFIED]
    keep_pages = not stories
    for story, stamp in found:
        if story or keep_pages:
            yield stamp


def _of_node(node: dict[str, object]) -> Iterator[Stamp]:
    for key, tells in (
        ("datePublished", Tells.PUBLISHED),
        ("dateCreated", Tells.UNCLEAR),
        ("dateModified", Tells.MODIFIED),
    ):
        value = node.get(key)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, str) and value.strip():
            yield Stamp(value, Basis.JSONLD, tells, key)


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
        hint = " ".join(
            filter(None, (prop, element.get("class"), element.get("pubdate") and "pubdate", element.get("id")))
        )
        before = (element.text_content() if element.get("datetime") else "") + " " + _text_before(element)
        told = _told(prop)
        if told is None:
            told = (
                Tells.MODIFIED
                if _MODIFIED.search(hint) or re.search(r"\b(?:updated|modified)\b", before, re.IGNORECASE)
                else Tells.PUBLISHED
                if re.search(r"publish|pubdate|posted|entry-date|post-date", f"{hint} {before}", re.IGNORECASE)
                else Tells.UNCLEAR
            )
        yield Stamp(words.strip(), Basis.META, told, f"<{element.tag}>", own=not _beside_the_story(element))


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
