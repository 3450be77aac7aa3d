"""Words that answer what others put forward: "no comment", "not competent to judge", "yes", "it had indeed rained"."""

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
_SILENT = re.compile(
    r"^\W*(?:no\s+comment\b|nothing\s+to\s+(?:say|add)\b|(?:I|we)\s+(?:have|['’]ve\s+got)\s+nothing\s+(?:\w+\s+)?to\s+"
    r"(?:say|add)\b|(?:that|it|this)(?:['’]s|\s+(?:is|was))\s+(?:a\s+(?:question|matter)|one)\s+for\s+(?!\w+\s+to\b|debate|concern)"
    r"|(?:you|they)(?:['’]d|['’]ll)?\s+(?:should|will|would|must|have\s+to|need\s+to)?\s*(?:have\s+to\s+)?ask\s+(?!why|how|if)\w+)",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?:\bnot|n['’]t)\s+(?:be\s+part\s+of|engage\s+in|enter(?:\s+into)?|join(?:\s+in)?|take\s+part\s+in)\s+(?:an?|any|the|this|that|such)?"
    r"\s*(?:\w+\s+)?(?:argument|conversation|debate|discussion|polemic|speculation)s?\b"
    r"|\bnot\s+competent\s+(?:for|in|to)\b|\b(?:in\s+no|not\s+in\s+a)\s+position\s+to\s+(?:comment|decide|judge|say|speak|tell)\b",
    re.IGNORECASE,
)


def keeps_silent(text: str) -> bool:
    """Whether words open with a refusal: "no comment", "I have nothing to add", "you must ask the ministry"."""
    return _SILENT.match(text) is not None


def stays_out(text: str) -> bool:
    """Whether words keep whom they are about out of the matter: "it would take no part in such a debate"."""
    return _ASIDE.search(text) is not None


def grants(text: str, *, reported: bool) -> bool:
    """Whether words grant what was in question: "yes", "we must accept that we erred"; reported, "it had indeed"."""
    told = (_RETRACTED, _AFTER_ALL, _OWNED_UP, _INDEED) if reported else (_RETRACTED, _AFTER_ALL, _OWNED_UP)
    return any(pattern.search(text) for pattern in told) or _YES.match(text) is not None
