"""Titles of offices, brought to one form, and whether one person alone holds such an office for a party. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from sayso.parties import look_up, split_owner

_FORMER = re.compile(r"^(?:former(?:ly)?|ex|late|retired|outgoing|onetime|one-time|past|previous)[\s-]+", re.I)
_ARTICLE = re.compile(r"^(?:the|its|their|his|her|our)\s+", re.I)
_OF = re.compile(r"^(minister|secretary|ministry)\s+(?:of|for)\s+(?:the\s+)?(.+)$")
_TAIL = re.compile(r"\s+(?:of|for)\s+(?:the\s+)?([A-Z][\w.'’ -]*)$")
_SPELT = (("defense", "defence"), ("adviser", "advisor"), ("labor", "labour"), ("premier", "prime minister"))
_FILLERS = re.compile(r"\b(?:affairs|relations)\b\s*")
# One person alone holds each of these for a party on a day. "Minister" and "secretary" need their portfolio.
_SOLE = re.compile(
    r"(?:acting\s+|interim\s+|caretaker\s+)?(?:president|prime minister|chancellor|king|queen|emir|sultan|pope|tsar"
    r"|head of (?:state|government)|supreme leader|secretary[- ]general|director[- ]general|attorney general"
    r"|national security advisor|chief of (?:the )?(?:general )?staff|(?!state |junior |cabinet )\w[\w ]* minister"
    r"|secretary of \w+|\w+ secretary|mayor|governor|ceo|chief executive(?: officer)?)"
)
_LESSER = re.compile(r"\b(?:deputy|vice|assistant|under|associate|junior|shadow|regional|press|permanent|private)\b")


class Office(Struct, frozen=True):
    """A title in one form."""

    title: str  # "foreign minister": lower case, British spelling, without its party
    party: str | None = None  # told within the title ("Foreign Minister of Norway"); null: not told there
    former: bool = False

    @property
    def is_sole(self) -> bool:
        """Whether one person alone holds it for a party on a day, as far as the title tells."""
        return not self.former and _SOLE.fullmatch(self.title) is not None and _LESSER.search(self.title) is None


@lru_cache(maxsize=16_384)
def read_office(title: str) -> Office:
    """ "the Minister for Foreign Affairs of Norway" -> foreign minister, Norway."""
    bare = _ARTICLE.sub("", title.strip())
    former = _FORMER.match(bare) is not None
    bare = _FORMER.sub("", bare)
    owner, rest = split_owner(bare)
    party = None
    if owner is not None and rest:
        party, bare = owner.party, rest
    tail = _TAIL.search(bare)
    told = look_up(tail.group(1)) if tail else None
    if tail is not None and told is not None:
        party, bare = told.party, bare[: tail.start()]
    words = " ".join(bare.lower().split()).strip(" ,.")
    for spelt, ours in _SPELT:
        words = re.sub(rf"\b{spelt}\b", ours, words)
    portfolio = _OF.match(words)
    if portfolio and portfolio.group(1) != "secretary":  # "secretary of state" is no "state secretary"
        words = f"{portfolio.group(2)} {portfolio.group(1)}"
    return Office(" ".join(_FILLERS.sub("", words).split()), party, former)
