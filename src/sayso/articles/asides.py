"""Lines inside a page's main text that are no part of the story: calls to share, links to other stories. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.records import BlockKind
from sayso.text import count_words

_LINE_WORDS = 30  # a link or a call is a line; longer blocks are told to the reader
_STUB_WORDS = 14  # the stub of another story under "You may also like"
# "Related: …", "[Read more: …]", "See also | …": a link to another story.
_LINK = re.compile(
    r"\W*(?:also (?:read|see|on|watch)|read (?:also|more|next|this)|more(?: (?:from|on|stories|news))?"
    r"|see (?:also|more)|related(?: \w+)?|recommended(?: \w+)?|don['’]t miss|watch|up next|must[- ]read|also)\s*[:|]",
    re.IGNORECASE,
)
# Headings of a list of other stories: nothing else on the line.
_LIST = re.compile(
    r"\W*(?:you (?:may|might) (?:also )?(?:like|be interested in)|don['’]t miss|more (?:from|on|in) [\w’' ]{2,40}"
    r"|(?:most|recently) (?:popular|read|viewed|shared)(?: (?:in|on) [\w ]{2,30})?|popular (?:on|in) [\w ]{2,30}"
    r"|related (?:stories|articles|posts|news|content|topics)|recommended(?: (?:for you|stories))?"
    r"|(?:top|latest) (?:stories|news)|trending(?: now)?)\W*",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"\W*(?:sign(?:ing)? up\b|thanks for signing up|subscribe\b|follow (?:us|me|him|her|them|@\w+|[\w ]{2,40} on)\b"
    r"|click here|share (?:this|it|on|with)|like this (?:story|article)|tell us what|have a tip|continue reading"
    r"|get (?:our|the latest|the day['’]s)\b|keep an eye on your inbox|download (?:the|our) [\w ]{0,30}app"
    r"|(?:leave|post) a comment|join the conversation|comments?\W*$|there was an error|if you buy something"
    r"|advertisement\W*$|copyright\b|©)",
    re.IGNORECASE,
)
# A note on who wrote the story: "Ada has reported from the valley since 2009."
_ABOUT = re.compile(
    r"(?P<who>[A-Z][\w’'-]+)(?:\s+[A-Z][\w.’'-]+){0,3}\s+(?:is|was|has|covers?|writes?|reports?|edits?|joined|lives"
    r"|works)\b"
)
_NAME = re.compile(r"[A-Z][\w’'-]+")
_ABOUT_WORDS = 60
_STORY_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST})


def mark_asides(blocks: Sequence[tuple[BlockKind, str]]) -> list[tuple[BlockKind, str]]:
    """The blocks, with calls named CHROME and links and stubs of other stories named TEASER."""
    found: list[tuple[BlockKind, str]] = []
    listing = False
    for kind, text in blocks:
        named = _named(text) if kind in _STORY_KINDS else None
        if named is None and listing and kind in _STORY_KINDS and count_words(text) <= _STUB_WORDS:
            named = BlockKind.TEASER
        else:
            listing = named is BlockKind.TEASER and _LIST.fullmatch(text) is not None
        found.append((named or kind, text))
    return found


def tells_of_author(text: str, byline: str | None) -> bool:
    """Whether a paragraph at the end of a story is about who wrote it, whom it calls by a name of the byline."""
    told = _ABOUT.match(text)
    return told is not None and told["who"] in _NAME.findall(byline or "") and count_words(text) <= _ABOUT_WORDS


def _named(text: str) -> BlockKind | None:
    if count_words(text) > _LINE_WORDS:
        return None
    if _LINK.match(text) or _LIST.fullmatch(text):
        return BlockKind.TEASER
    return BlockKind.CHROME if _CALL.match(text) else None
