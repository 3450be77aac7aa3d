"""Words that grant what others put forward: "yes", "it had indeed rained", "we must accept that we erred"."""

from __future__ import annotations

import re

_RETRACTED = re.compile(
    r"\b(?:we|I)\s+(?:had\s+)?(?:said|claimed|told|denied|insisted)\b[^.;]*\b(?:that|it|this)\s+was\s+"
    r"(?:wrong|(?:a\s+)?mistaken?|false|untrue|not\s+true|an\s+error|a\s+lie)\b",
    re.IGNORECASE,
)
_YES = re.compile(r"^\W*(?:yes[,.!]|that(?:['’]s|\s+is)\s+(?:right|correct|true)\W*$|correct[.!]?\W*$)", re.IGNORECASE)
_AFTER_ALL = re.compile(r"\bafter\s+all\W*$", re.IGNORECASE)
_INDEED = re.compile(r"\bhad\s+indeed\s+(?!not\b|never\b)", re.IGNORECASE)  # "he said that it *had indeed* rained"
_OURS = r"(?:we|us|our|ours|ourselves|I|me|my|mine|myself)"
_OWNED_UP = re.compile(
    r"\b(?:we|I)\s+(?:must|have\s+to|need\s+to)\s+(?:\w+\s+)?(?:accept|acknowledge|admit|concede)\s+that\b"
    rf"[^.;?]*\b{_OURS}\b",
    re.IGNORECASE,
)


def grants(text: str, *, reported: bool) -> bool:
    """Whether words grant what was in question: "yes", "we must accept that we erred"; reported, "it had indeed"."""
    told = (_RETRACTED, _AFTER_ALL, _OWNED_UP, _INDEED) if reported else (_RETRACTED, _AFTER_ALL, _OWNED_UP)
    return any(pattern.search(text) for pattern in told) or _YES.match(text) is not None
