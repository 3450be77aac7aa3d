"""The firm an article tells as one: "the company" and a finance director without a body are its. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.parties import look_up, source_nouns
from sayso.statements.naming.serving import is_generic

# Nouns for a firm that news uses in place of its name.
FIRMS = frozenset(
    """
    airline bank builder carmaker carrier chain company firm group insurer maker manufacturer miner operator producer
    retailer supermarket supplier
    """.split()  # noqa: SIM905 - a list of 20 strings is harder to read
)
_NAME = r"(?P<name>[A-Z][\w&’'-]*(?: (?:(?:& |of )?[A-Z][\w&’-]*))*)"
_NOUN = rf"(?:{'|'.join(sorted(FIRMS - {'group'}))})"  # "the group Clear Water" may campaign
# The last word of a firm's name that tells its trade, and is left out where the name is told short.
TRADES = (
    "Aerospace|Airlines|Airways|Alloys|Breweries|Cables|Ceramics|Chemicals|Dairies|Electronics|Fisheries|Foods|Foundries"
    "|Industries|Logistics|Metals|Minerals|Motors|Pharmaceuticals|Plastics|Quarries|Railways|Shipyards|Technologies"
    "|Textiles|Tools|Utilities"
)
_TOLD = (
    rf"\b[Ss](?:hares|tock) (?:in|of) {_NAME}",
    rf"\b{_NAME}(?:['’]s?) (?:share(?:s|holders| price)|stock|profits?|revenues?|sales|customers|earnings)\b",
    rf"\b{_NAME}(?: (?:plc|PLC|Inc|Ltd|LLC|Corp|AG|SA|GmbH)\b)",
    rf"\b(?P<name>(?:[A-Z][\w&’'-]*(?: &)? ){{1,4}}(?:{TRADES}))\b(?! [A-Z])",
    rf"\b{_NAME}, (?:the|an?) (?:[\w-]+ ){{0,3}}{_NOUN}\b",
    rf"\b(?:the |an? )?[a-z-]+ {_NOUN},? {_NAME}",
)
_FORMS = re.compile(r" (?:plc|PLC|Inc|Ltd|LLC|Corp|Co|AG|SA|GmbH|Group|Holdings)$")
_CLITIC = re.compile(r"['’]s?$")


def one_firm(text: str) -> str | None:
    """The one firm that an article tells as a firm, by its longest name; None for none or several.

    Told by its shares or customers, its legal form, or a noun beside it: "Hale Foods, the crisp maker".
    """
    names = sorted({_CLITIC.sub("", name) for name in _told(text)}, key=len)
    kept = [name for name in names if not any(longer != name and longer.startswith(name + " ") for longer in names)]
    return kept[0] if len(kept) == 1 else None


def _told(text: str) -> Iterator[str]:
    for pattern in _TOLD:
        for match in re.finditer(pattern, text):
            name = match["name"]
            noun = source_nouns().get(name.lower())
            if noun is None and look_up(name) is None and not is_generic(_FORMS.sub("", name)):
                yield name
