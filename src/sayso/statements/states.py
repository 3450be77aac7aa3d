"""States and regions that no table has, told by the article itself: "the Ruritanian army … Ruritania’s capital, Zenda".

Without this an unrecognised republic, a region with a government, or a state under a name of its own would be nobody.
"""

from __future__ import annotations

import re
from collections import defaultdict

from spacy.tokens import Doc

from sayso.parties import Form, FormKind, look_up, source_nouns

_NAME = re.compile(r"\b[A-Z][a-z]{3,}\b")
_ADJECTIVE_ENDS = ("n", "an", "ian", "ean", "ese", "ish", "i", "ic", "er")
_ADJECTIVE_STEMS = (0, 1, 2)  # letters a name loses before the ending: "Ruritania" one, "Norland" none
_OWNED = re.compile(r"(?:['’]s?)?((?:\s+[\w-]+){1,3})")
_CAPITALS = (
    r"(?:['’]s)? capital,? (?:of |is )?([A-Z][a-z]{{2,}})",  # after the name: "Ruritania’s capital, Zenda"
    r"([A-Z][a-z]{{2,}}), (?:the )?capital of {name}\b",
    r"([A-Z][a-z]{{2,}}), {name}['’]s? capital\b",
    r"[Gg]overnment of {name} in ([A-Z][a-z]{{2,}})",
    r"{adjective} (?:[\w-]+ ){{0,2}}(?:government|ministry|Ministry|capital),? (?:in |of )?([A-Z][a-z]{{2,}})",
)


def local_states(doc: Doc) -> dict[str, Form]:
    """Forms of the states that only the article knows: a name with its adjective, one of which owns a body or office.

    A name that the model ever calls a person's is none.
    """
    text = doc.text
    words: dict[str, list[int]] = defaultdict(list)
    for match in _NAME.finditer(text):
        words[match.group()].append(match.end())
    persons = {token.text for entity in doc.ents if entity.label_ == "PERSON" and len(entity) > 1 for token in entity}
    found: dict[str, Form] = {}
    for name in sorted(words):
        if name in persons or look_up(name) is not None or not name[-1].isalpha():
            continue
        adjective = next((a for a in _adjectives(name) if a in words and look_up(a) is None and a != name), None)
        if adjective is None or not any(_owns(text, end) for end in words[name] + words[adjective]):
            continue
        found[name] = Form(name, FormKind.NAME)
        found[adjective] = found[adjective + "s"] = Form(name, FormKind.DEMONYM)
        for capital in _capitals(text, name, adjective):
            if look_up(capital) is None and capital not in persons:
                found.setdefault(capital, Form(name, FormKind.CAPITAL))
    return found


def _adjectives(name: str) -> list[str]:
    """Shapes an adjective of a place may have, longest stem first."""
    stems = [name[: len(name) - cut] for cut in _ADJECTIVE_STEMS if len(name) - cut >= 4]
    return [stem + end for stem in stems for end in _ADJECTIVE_ENDS]


def _owns(text: str, end: int) -> bool:
    """Whether a body or office of a state follows within three words."""
    match = _OWNED.match(text, end)
    nouns = source_nouns()
    told = (nouns.get(word.lower()) for word in match.group(1).split()) if match else ()
    return any(noun is not None and noun.sphere == "state" for noun in told)


def _capitals(text: str, name: str, adjective: str) -> list[str]:
    names = {"name": re.escape(name), "adjective": re.escape(adjective)}
    after = re.compile(re.escape(name) + _CAPITALS[0].format(**names))
    patterns = [after, *(re.compile(pattern.format(**names)) for pattern in _CAPITALS[1:])]
    return sorted({match.group(1) for pattern in patterns for match in pattern.finditer(text)})
